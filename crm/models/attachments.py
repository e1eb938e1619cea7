"""Files kept with an opportunity: offers, plans, contracts."""

from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.db import models, transaction
from django.db.models import Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from crm.access import ScopedQuerySet
from crm.models.pipeline import Opportunity


class AttachmentQuerySet(ScopedQuerySet):
    def seen_by(self, viewer: Any) -> Q:
        """Whoever may see the opportunity may see its files."""
        return Q(opportunity__in=Opportunity.objects.visible_to(viewer))


def stored_name(attachment: Any, filename: str) -> str:
    """A name nobody can guess, nor choose: the name that was given is kept in the database only."""
    return f"attachments/{uuid4().hex}{PurePath(filename).suffix.lower()}"


class Attachment(models.Model):
    """A file of an opportunity, under the name that it had where it came from; `size` in bytes."""

    opportunity = models.ForeignKey(
        Opportunity, verbose_name=_("opportunity"), on_delete=models.CASCADE, related_name="attachments"
    )
    name = models.CharField(_("name"), max_length=200)
    file = models.FileField(_("file"), upload_to=stored_name)
    size = models.PositiveBigIntegerField(_("size"))
    added_by = models.ForeignKey(
        "crm.User", verbose_name=_("added by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["-added_at", "-pk"]

    def __str__(self) -> str:
        return self.name


@receiver(post_delete, sender=Attachment)
def forget_file(instance: Attachment, **_signal: Any) -> None:
    """The stored file goes with its row, however that was deleted, and only once the deletion stands."""
    storage, name = instance.file.storage, str(instance.file.name)
    transaction.on_commit(lambda: storage.delete(name))

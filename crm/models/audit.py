"""What was done that a security officer asks about. Rows are added, never changed: the database refuses."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.access import ScopedQuerySet
from crm.models.people import User


class AuditEntryQuerySet(ScopedQuerySet):
    """Administrators only: `seen_by` is never asked for them."""


class AuditEntry(models.Model):
    """Who did what to what, when and from where; without passwords, tokens and names of customers.

    `by` is None for whoever is not known, and for commands. The subject is a model's label and a key, `subject_name`
    what it was called then (settings and people who work here only). `details` maps a field to [before, after], or a
    word to a value. Rows outlive whom and what they speak of.
    """

    class Event(models.TextChoices):
        SIGN_IN = "sign_in", _("Sign-in")
        SIGN_IN_FAILED = "sign_in_failed", _("Sign-in refused")
        SIGN_OUT = "sign_out", _("Sign-out")
        SECOND_FACTOR = "second_factor", _("Second factor changed")
        SECOND_FACTOR_FAILED = "second_factor_failed", _("Second factor refused")
        PASSWORD = "password", _("Password changed")
        SESSIONS = "sessions", _("Sessions ended")
        RIGHTS = "rights", _("Rights changed")
        SETTINGS = "settings", _("Settings changed")
        EXPORT = "export", pgettext_lazy("audit", "Export")
        DELETION = "deletion", _("Deletion")
        MERGE = "merge", pgettext_lazy("audit", "Merge")

    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    event = models.CharField(_("event"), max_length=24, choices=Event.choices)
    by: Any = models.ForeignKey(
        User, verbose_name=_("by"), null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False,
        db_index=False, related_name="+",
    )  # fmt: skip
    by_name = models.CharField(_("name"), max_length=310, blank=True)
    address = models.GenericIPAddressField(_("address"), null=True, blank=True)
    subject_kind = models.CharField(_("kind"), max_length=80, blank=True)
    subject_key = models.BigIntegerField(_("key"), null=True, blank=True)
    subject_name = models.CharField(_("subject"), max_length=310, blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["at", "id"], name="audit_at_idx"),
            models.Index(fields=["event", "at", "id"], name="audit_event_idx"),
            models.Index(fields=["by", "at", "id"], name="audit_by_idx"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(event=""), name="audit_has_event"),
        ]

    def __str__(self) -> str:
        return f"{self.get_event_display()} {self.subject_name}".strip()

    @classmethod
    def forget_old(cls) -> None:
        """What `run_due` does; the database lets go of what is older than a year, and of nothing else."""
        cls.objects.filter(at__lt=timezone.now() - timedelta(days=settings.AUDIT_DAYS)).delete()

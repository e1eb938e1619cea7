"""Which forms of shared links were sent, so that what is sent twice counts once."""

from datetime import date, timedelta
from hashlib import sha256

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.models import Company

KEPT = timedelta(days=1)


class SentSitting(models.Model):
    """A form that was sent, on a day of the company's; forgotten the day after the next.

    It is a hash of what only the customer's own page knows, without the link, the answer and the minute, and without a
    number that counts on: it leads to no answer, of anonymous surveys neither.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    on = models.DateField(db_index=True)

    class Meta:
        verbose_name = _("sent form")
        verbose_name_plural = _("sent forms")
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest

    @classmethod
    def is_first(cls, sitting: str, on: date) -> bool:
        """Notes it; False where it was noted before, by two at once too: the database lets one of them through."""
        digest = sha256(sitting.encode()).hexdigest()
        return bool(cls.objects.get_or_create(digest=digest, defaults={"on": on})[1])

    @classmethod
    def forget_old(cls) -> None:
        cls.objects.filter(on__lt=Company.current().today() - KEPT).delete()

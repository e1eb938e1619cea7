"""Changes of many records at once, remembered row by row so that they can be taken back."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from crm.access import ScopedQuerySet
from crm.models.people import User
from crm.models.saved_views import SavedView


class BulkChangeQuerySet(ScopedQuerySet):
    def seen_by(self, viewer: Any) -> Q:
        return Q(by_id=viewer.pk)


class BulkChange(models.Model):
    """Who changed what in how many records of a list, and whether it was taken back."""

    class Kind(models.TextChoices):
        OWNER = "owner", _("Owner")
        STAGE = "stage", _("Stage")
        EXPECTED = "expected_close_on", _("Expected to close on")
        SOURCE = "source", _("Source")
        CAMPAIGN = "campaign", _("Campaign")
        SEGMENT = "segment", _("Segment")
        REGION = "region", _("Region")
        ACCOUNT = "account", _("Account")
        REFUSES = "refuses_surveys", _("Refuses surveys")
        CHANNEL = "channel", _("Channel")
        DUE = "due_on", _("Due on")
        CALL_OFF = "call_off", _("Called off")
        DELETE = "delete", _("Deleted")

    # What is done to the rows without a value to give.
    VALUELESS = (Kind.CALL_OFF, Kind.DELETE)

    list_name = models.CharField(_("list"), max_length=20, choices=SavedView.List.choices)
    kind = models.CharField(_("what was changed"), max_length=20, choices=Kind.choices)
    # The new value as it was shown, for people to read.
    value = models.CharField(_("to"), max_length=200, blank=True)
    count = models.PositiveIntegerField(_("records"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(
        User, verbose_name=_("by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="bulk_changes"
    )
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    left = models.PositiveIntegerField(_("left as they are"), null=True, blank=True)

    objects = BulkChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("bulk change")
        verbose_name_plural = _("bulk changes")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None, left=None) | Q(undone_at__isnull=False, left__isnull=False),
                name="bulk_change_undone",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} → {self.value}" if self.value else str(self.get_kind_display())

    @property
    def day(self) -> date | None:
        """The value where it is a date, for the reader's way of writing it."""
        return date.fromisoformat(self.value) if self.kind in (self.Kind.EXPECTED, self.Kind.DUE) else None


class BulkChangeRow(models.Model):
    """What one record held before the change and after it, by column; a deleted one whole, with its parts."""

    change = models.ForeignKey(
        BulkChange, verbose_name=_("bulk change"), on_delete=models.CASCADE, related_name="rows", db_index=False
    )
    record = models.BigIntegerField(_("record"))
    before = models.JSONField(_("before"))
    after = models.JSONField(_("after"), default=dict)

    class Meta:
        verbose_name = _("record of a bulk change")
        verbose_name_plural = _("records of a bulk change")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["change", "record"], name="bulk_change_row_once")]

    def __str__(self) -> str:
        return f"{self.change}: {self.record}"

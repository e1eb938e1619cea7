"""What happened to an opportunity: append-only, in the order it happened."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.access import AttributedQuerySet


def days_by_stage(events: Iterable["OpportunityEvent"], until: date) -> dict[int, int]:
    """Whole days spent in each stage, by its key, from events in the order in which they happened.

    A stage that was visited twice adds up. What happened on an unknown day, and the time after closing, count
    for no stage; a date earlier than the one before it ends its stage there, after no day.
    """
    days: dict[int, int] = {}
    before: OpportunityEvent | None = None
    for event in [each for each in events if each.on]:
        if before is not None and before.outcome == "open":
            add_days(days, before, event.on)
        before = event
    if before is not None and before.outcome == "open":
        add_days(days, before, until)
    return days


def add_days(days: dict[int, int], event: "OpportunityEvent", until: date | None) -> None:
    spent = (until - event.on).days if until and event.on else 0
    days[event.stage_id] = days.get(event.stage_id, 0) + max(0, spent)


def begin_history(records: list[Any]) -> None:
    """What was loaded from a file has no history yet: its first change, too, must show what was there before.

    Of one model, each as it is stored.
    """
    if not records:
        return
    history = type(records[0]).history
    known = set(history.filter(id__in=[record.pk for record in records]).values_list("id", flat=True))
    fresh = [record for record in records if record.pk not in known]
    for record in fresh:
        record._history_date, record._history_user = record.created_at, None
    history.bulk_history_create(fresh, batch_size=500)
    for record in fresh:
        del record._history_date, record._history_user


class OpportunityEvent(models.Model):
    """One change of stage, owner, amount or expected date, with the state after it. Never edited."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("Opened")
        STAGE = "stage", _("Stage changed")
        OWNER = "owner", _("Owner changed")
        AMOUNT = "amount", _("Amount changed")
        EXPECTED = "expected", _("Expected date changed")
        WON = "won", _("Won")
        LOST = "lost", _("Lost")
        REOPENED = "reopened", _("Reopened")

    opportunity = models.ForeignKey(
        "crm.Opportunity",
        verbose_name=_("opportunity"),
        on_delete=models.CASCADE,
        related_name="events",
        db_index=False,
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    at = models.DateTimeField(_("at"))
    on = models.DateField(_("date"), null=True, blank=True)
    by = models.ForeignKey(
        "crm.User", verbose_name=_("by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    stage = models.ForeignKey(
        "crm.Stage", verbose_name=_("stage"), on_delete=models.PROTECT, related_name="+", db_index=False
    )
    outcome = models.CharField(_("outcome"), max_length=5)
    owner = models.ForeignKey(
        "crm.User",
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    team = models.ForeignKey(
        "crm.Team",
        verbose_name=_("team"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    amount = models.DecimalField(_("amount"), max_digits=20, decimal_places=6, null=True, blank=True)
    expected_close_on = models.DateField(_("expected to close on"), null=True, blank=True)

    objects = AttributedQuerySet.as_manager()

    class Meta:
        verbose_name = _("opportunity event")
        verbose_name_plural = _("opportunity events")
        ordering = ["at", "pk"]
        indexes = [
            # The state on a past day is the first entry up to it; the columns behind it spare looking at the rows.
            models.Index(
                fields=["opportunity", "-on", "-at", "-id", "kind", "outcome", "amount", "stage"],
                name="event_opportunity_idx",
            ),
            models.Index(fields=["on", "kind"], name="event_date_idx"),
            models.Index(fields=["stage", "on"], name="event_stage_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on or ''}".strip()

    @classmethod
    def of(cls, opportunity: Any, kind: str, by: Any, at: datetime, on: date | None) -> "OpportunityEvent":
        """An unsaved event with the opportunity's present state; for verbs and for bulk import alike."""
        return cls(
            opportunity=opportunity,
            kind=kind,
            at=at,
            on=on,
            by_id=getattr(by, "pk", None),
            stage_id=opportunity.stage_id,
            outcome=opportunity.outcome,
            owner_id=opportunity.owner_id,
            team_id=opportunity.team_id,
            amount=opportunity.amount,
            expected_close_on=opportunity.expected_close_on,
        )

"""What happened to an opportunity: append-only, in the order it happened."""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.access import AttributedQuerySet


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
            models.Index(fields=["opportunity", "on", "stage"], name="event_opportunity_idx"),
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

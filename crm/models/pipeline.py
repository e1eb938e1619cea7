"""Opportunities: what happens to them on their way through the stages."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from crm.access import AttributedQuerySet
from crm.models.accounts import Account, Contact
from crm.models.attribution import Attributed, attribution_indexes
from crm.models.campaigns import Source
from crm.models.catalogue import Product
from crm.models.history import OpportunityEvent
from crm.models.lines import Line, share_out
from crm.models.names import normalise
from crm.models.organisation import Company, Converted
from crm.models.stages import LostReason, Pipeline, Stage


def validate_closing_day(on: date) -> None:
    """For what people and programs say of today's work; files may know better, and are read as they are."""
    if on > Company.current().today():
        raise ValidationError(_("This day is to come: give the day on which it was closed."))


class OpportunityQuerySet(AttributedQuerySet):
    def open(self) -> Self:
        return self.filter(outcome=Stage.Kind.OPEN)

    def won(self) -> Self:
        return self.filter(outcome=Stage.Kind.WON)

    def lost(self) -> Self:
        return self.filter(outcome=Stage.Kind.LOST)


class Opportunity(Attributed, Converted):
    """A possible sale, from its opening to won or lost.

    Change it by its verbs: they keep history and sales true.
    """

    name = models.CharField(_("name"), max_length=200)
    normalised_name = models.CharField(max_length=200, editable=False)
    external_id = models.CharField(_("external id"), max_length=100, blank=True, db_index=True)
    account = models.ForeignKey(
        Account,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="opportunities",
    )
    contact = models.ForeignKey(
        Contact,
        verbose_name=_("contact"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="opportunities",
    )
    pipeline = models.ForeignKey(Pipeline, verbose_name=_("pipeline"), on_delete=models.PROTECT, related_name="+")
    stage = models.ForeignKey(Stage, verbose_name=_("stage"), on_delete=models.PROTECT, related_name="opportunities")
    outcome = models.CharField(_("outcome"), max_length=5, choices=Stage.Kind.choices, default=Stage.Kind.OPEN)
    amount = models.DecimalField(_("amount"), max_digits=20, decimal_places=6, null=True, blank=True)
    amount_at_opening = models.DecimalField(
        _("amount at opening"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    expected_close_on = models.DateField(_("expected to close on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    stage_since = models.DateField(_("in this stage since"), null=True, blank=True)
    source = models.ForeignKey(
        Source, verbose_name=_("source"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lost_reason = models.ForeignKey(
        LostReason,
        verbose_name=_("lost reason"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    notes = models.TextField(_("notes"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    history = HistoricalRecords()
    objects = OpportunityQuerySet.as_manager()

    class Meta:
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
        ordering = ["-opened_on", "-pk"]
        indexes = [
            *attribution_indexes("opportunity_open", "opened_on", "outcome", "amount_at_opening"),
            *attribution_indexes("opportunity_close", "closed_on", "outcome", "owner", "amount", "opened_on"),
            # The cards of a column, and counts and sums of all columns without reading the table.
            models.Index(
                fields=["stage", "-id"],
                condition=Q(outcome="open"),
                include=["amount", "pipeline", "owner", "team"],
                name="opportunity_board_idx",
            ),
            # The largest open ones of a person, for their day.
            models.Index(fields=["owner", "amount", "id"], condition=Q(outcome="open"), name="opportunity_largest_idx"),
            # The accounts that managers see because their teams work on them.
            models.Index(fields=["team", "account"], name="opportunity_team_account_idx"),
            models.Index(fields=["owner", "outcome"], name="opportunity_owner_idx"),
            models.Index(fields=["expected_close_on"], condition=Q(outcome="open"), name="opportunity_expected_idx"),
            models.Index(fields=["amount"], name="opportunity_amount_idx"),
            # What changed since another system looked last.
            models.Index(fields=["updated_at"], name="opportunity_updated_idx"),
            # The orders of the list, in both directions and on both databases (see `crm.paging`).
            models.Index(fields=["opened_on", "id"], name="opportunity_by_opened_idx"),
            models.Index(fields=["expected_close_on", "id"], name="opportunity_by_expected_idx"),
            models.Index(fields=["stage_since", "id"], name="opportunity_by_age_idx"),
            models.Index(fields=["normalised_name", "id"], name="opportunity_by_name_idx"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="opportunity_has_name"),
            models.CheckConstraint(
                condition=Q(outcome="open", closed_on=None)
                | Q(outcome="won", closed_on__isnull=False, amount__isnull=False)
                | Q(outcome="lost", closed_on__isnull=False),
                name="opportunity_closed_has_date",
            ),
            models.CheckConstraint(
                condition=Q(opened_on=None) | Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="opportunity_closed_after_opened",
            ),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gte=0), name="opportunity_amount_positive"),
            Converted.conversion_constraint("opportunity_conversion"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.normalised_name = normalise(self.name)[:200]
        if not self._state.adding:
            self.version += 1
        super().save(*args, **kwargs)

    @classmethod
    @transaction.atomic
    def open(cls, *, by: Any = None, at: datetime | None = None, **fields: Any) -> "Opportunity":
        """A new opportunity in its first stage unless one is given; `opened_on` defaults to today."""
        opportunity = cls(**fields)
        moment = at or timezone.now()
        if opportunity.stage_id is None:
            opportunity.stage = Pipeline.first_stage(opportunity.pipeline if opportunity.pipeline_id else None)
        opportunity.pipeline = opportunity.stage.pipeline
        if "opened_on" not in fields:
            opportunity.opened_on = Company.current().local_date(moment)
        opportunity.amount_at_opening = opportunity.amount
        opportunity.stage_since = opportunity.opened_on
        opportunity.attribute()
        opportunity.save()
        opportunity.record(OpportunityEvent.Kind.OPENED, by, at=moment, on=opportunity.opened_on)
        return opportunity

    def record(self, kind: str, by: Any, at: datetime | None = None, on: date | None = None) -> OpportunityEvent:
        """Appends what happened to the history, with the state after it."""
        moment = at or timezone.now()
        event = OpportunityEvent.of(self, kind, by, moment, on or Company.current().local_date(moment))
        event.save()
        return event

    def move_to(self, stage: Stage, by: Any = None, on: date | None = None) -> None:
        """To another open stage of any pipeline; winning and losing have verbs of their own."""
        if stage.kind != Stage.Kind.OPEN:
            raise ValidationError(_("Use “Won” or “Lost” to close an opportunity: they ask for what is needed."))
        if self.outcome != Stage.Kind.OPEN:
            raise ValidationError(_("This opportunity is closed: reopen it first, then move it."))
        if stage.pk == self.stage_id:
            return
        when = on or Company.current().today()
        self.stage, self.pipeline, self.stage_since = stage, stage.pipeline, when
        with transaction.atomic(savepoint=False):
            self.save()
            self.record(OpportunityEvent.Kind.STAGE, by, on=when)

    def win(self, amount: Decimal | None = None, on: date | None = None, by: Any = None) -> None:
        """Won for an amount on a date; its sale is made in the same transaction."""
        final = self.amount if amount is None else amount
        if final is None:
            raise ValidationError({"amount": _("Give the amount that was won.")})
        if self._is_closed_already(Stage.Kind.WON, (final, on), (self.amount, self.closed_on)):
            return
        self._close(Stage.Kind.WON, on)
        self.lost_reason = None
        with transaction.atomic(savepoint=False):
            self._set_amount(final)
            self.save()
            self.record(OpportunityEvent.Kind.WON, by, on=self.closed_on)
            self._make_sale()

    def lose(self, reason: LostReason | None = None, on: date | None = None, by: Any = None) -> None:
        """Lost on a date; a sale made by an earlier win is taken back."""
        if self._is_closed_already(Stage.Kind.LOST, (reason, on), (self.lost_reason, self.closed_on)):
            return
        self._close(Stage.Kind.LOST, on)
        self.lost_reason = reason
        with transaction.atomic(savepoint=False):
            self.save()
            self.record(OpportunityEvent.Kind.LOST, by, on=self.closed_on)
            self._take_sale_back()

    @transaction.atomic
    def reopen(self, by: Any = None) -> None:
        """Open again, in the stage it was in before it closed; the sale that winning made is taken back."""
        if self.outcome == Stage.Kind.OPEN:
            return
        self._take_sale_back()
        self.stage = self._last_open_stage()
        self.outcome, self.closed_on, self.lost_reason = Stage.Kind.OPEN, None, None
        self.stage_since = Company.current().today()
        self.follow_people()
        self.save()
        self.record(OpportunityEvent.Kind.REOPENED, by)

    @transaction.atomic
    def reassign(self, owner: Any, by: Any = None) -> None:
        """To another owner, with their team; closed opportunities keep whoever earned them."""
        if self.outcome != Stage.Kind.OPEN:
            raise ValidationError(_("A closed opportunity keeps its owner: history does not move."))
        self.owner = owner
        self.follow_people()
        self.save()
        self.record(OpportunityEvent.Kind.OWNER, by)

    @transaction.atomic
    def change(self, by: Any = None, **fields: Any) -> None:
        """Edits what has no verb; a changed amount or expected date is remembered, and the sale follows."""
        before = (self.amount, self.expected_close_on, self.closed_on)
        for name, value in fields.items():
            setattr(self, name, value)
        if "amount" in fields:
            self._set_amount(fields["amount"])
        self.save()
        if self.amount != before[0]:
            self.record(OpportunityEvent.Kind.AMOUNT, by)
        if self.expected_close_on != before[1]:
            self.record(OpportunityEvent.Kind.EXPECTED, by)
        if self.outcome == Stage.Kind.WON and (self.amount, self.closed_on) != (before[0], before[2]):
            self._make_sale()

    @property
    def account_may_change(self) -> bool:
        """What is closed was earned with its account: it is given one where it has none, and then keeps it."""
        return self.outcome == Stage.Kind.OPEN or self.account_id is None

    @transaction.atomic
    def change_account(self, account: Account | None, by: Any = None, **fields: Any) -> None:
        """To another account, with what else is edited; the region of an open one follows, and what was sold does."""
        self.account = account
        if self.outcome == Stage.Kind.OPEN:
            self._follow_region()
        self.change(by, **fields)
        self._take_sales_along()

    @transaction.atomic
    def set_lines(self, lines: Iterable["OpportunityLine"], by: Any = None) -> None:
        """These lines and no others; the amount follows their sum, and the sale of a won one follows both."""
        wanted = list(lines)
        self.lines.exclude(pk__in=[line.pk for line in wanted if line.pk]).delete()
        for line in wanted:
            line.opportunity = self
            line.save()
        before = self.amount
        if wanted:
            self.amount = sum((line.amount for line in wanted), Decimal(0))
        self.save()
        if self.amount != before:
            self.record(OpportunityEvent.Kind.AMOUNT, by)
        if self.outcome == Stage.Kind.WON:
            self._make_sale()

    def _is_closed_already(self, kind: str, said: tuple[Any, date | None], known: tuple[Any, date | None]) -> bool:
        """Whether the verb was carried out before, with the same words: nothing is to be done. Raises ValidationError
        where other words are said of what is closed so; to another pipeline it may still go, as files have it."""
        if self.outcome != kind or self.stage.pipeline_id != self.pipeline_id:
            return False
        if said[0] == known[0] and said[1] in (None, known[1]):
            return True
        if kind == Stage.Kind.WON:
            raise ValidationError(_("It is won already: correct its amount or date on its page, or reopen it first."))
        raise ValidationError(_("It is lost already: reopen it first, then say why and when it was lost."))

    def _close(self, kind: str, on: date | None) -> None:
        closed = on or Company.current().today()
        if self.opened_on and closed < self.opened_on:
            words = {"opened": date_format(self.opened_on)}
            raise ValidationError({"on": _("The closing date cannot be before the opening, %(opened)s.") % words})
        if self.outcome == Stage.Kind.OPEN:
            self.stage_since = closed
        ending = Stage.objects.filter(pipeline=self.pipeline_id, kind=kind).order_by("order").first()
        if ending is None:
            raise ValidationError(_("This pipeline has no stage to close it with: an administrator can add one."))
        self.stage, self.outcome, self.closed_on = ending, kind, closed

    def _last_open_stage(self) -> Stage:
        visited = self.events.filter(stage__kind=Stage.Kind.OPEN).order_by("-at", "-pk").first()
        if visited is not None:
            return visited.stage
        return self.pipeline.stages.filter(kind=Stage.Kind.OPEN).order_by("order")[0]

    def follow_people(self) -> None:
        """In memory: the team of the owner, the region of the account, else of the owner."""
        self.team_id = self.owner.team_id if self.owner else self.team_id
        self._follow_region()

    def _follow_region(self) -> None:
        if self.account and self.account.region_id:
            self.region_id = self.account.region_id
        elif self.owner:
            self.region_id = self.owner.region_id

    def _set_amount(self, amount: Decimal | None) -> None:
        """The lines keep adding up to the amount, each in its old proportion."""
        self.amount = amount
        lines = list(self.lines.all()) if self.pk else []
        if not lines or amount is None:
            return
        changed = []
        for line, part in zip(lines, share_out(amount, [line.amount for line in lines]), strict=True):
            if line.amount != part:
                line.amount = part
                changed.append(line)
        OpportunityLine.objects.bulk_update(changed, ["amount"])

    def _make_sale(self) -> None:
        from crm.models.sales import Sale

        Sale.of_opportunity(self)

    def _take_sales_along(self) -> None:
        """To its account: its sale, and what of it was refunded."""
        from crm.models.sales import Sale

        for sale in Sale.objects.filter(opportunity=self).exclude(account=self.account).order_by("pk"):
            sale.account = self.account
            sale.save()

    def _take_sale_back(self) -> None:
        from crm.models.sales import Sale

        for sale in Sale.objects.filter(opportunity=self).order_by("-pk"):
            account, sold_on = sale.account, sale.sold_on
            sale.delete()
            if account:
                account.forget_sale(sold_on)


class OpportunityLine(Line):
    """A product in an opportunity. The amounts of the lines add up to the opportunity's."""

    opportunity = models.ForeignKey(
        Opportunity, verbose_name=_("opportunity"), on_delete=models.CASCADE, related_name="lines"
    )
    product = models.ForeignKey(
        Product, verbose_name=_("product"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("opportunity line")
        verbose_name_plural = _("opportunity lines")
        ordering = ["pk"]
        constraints = Line.constraints("opportunity_line")

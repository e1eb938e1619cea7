"""What people do to sell: calls, meetings, negotiations."""

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from crm.access import AttributedQuerySet
from crm.models.accounts import Account, Contact
from crm.models.attribution import Attributed, attribution_indexes
from crm.models.history import begin_history
from crm.models.names import Named, NormalisedField
from crm.models.organisation import Company
from crm.models.pipeline import Opportunity


class ActivityType(Named):
    """A kind of activity; high-value ones are time spent with customers."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    is_high_value = models.BooleanField(_("high value"), default=False)
    icon = models.CharField(_("icon"), max_length=40, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    default_minutes = models.PositiveSmallIntegerField(_("usual duration (minutes)"), default=15)

    class Meta(Named.Meta):
        verbose_name = _("activity type")
        verbose_name_plural = _("activity types")
        ordering = ["order", "name"]

    def needed_because(self) -> Any:
        if ActivityType.objects.filter(active=True).exclude(pk=self.pk).exists():
            return ""
        return _("It is the only type in use: without one nothing can be logged. Add another first.")


class Medium(Named):
    """The tool used: phone, e-mail, video, in person, chat …"""

    class Meta(Named.Meta):
        verbose_name = _("medium")
        verbose_name_plural = _("media")


class ActivityQuerySet(AttributedQuerySet):
    def finished(self) -> Self:
        return self.filter(state=Activity.State.DONE)

    def planned(self) -> Self:
        return self.filter(state=Activity.State.PLANNED)

    def overdue(self, today: date) -> Self:
        return self.planned().filter(due_on__lt=today)


class Activity(Attributed):
    """Something done, or planned to be done, for a customer."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Cancelled")

    class Outcome(models.TextChoices):
        NONE = "", _("No outcome")
        POSITIVE = "positive", _("Went well")
        NEUTRAL = "neutral", _("Neutral")
        NEGATIVE = "negative", _("Went badly")
        NO_ANSWER = "no_answer", _("No answer")

    type = models.ForeignKey(ActivityType, verbose_name=_("type"), on_delete=models.PROTECT, related_name="+")
    medium = models.ForeignKey(
        Medium, verbose_name=_("medium"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    normalised_subject = NormalisedField(of="subject", max_length=200)
    notes = models.TextField(_("notes"), blank=True)
    account = models.ForeignKey(
        Account,
        verbose_name=_("account"),
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.CASCADE,
        related_name="activities",
    )
    contact = models.ForeignKey(
        Contact,
        verbose_name=_("contact"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="activities",
    )
    opportunity = models.ForeignKey(
        Opportunity,
        verbose_name=_("opportunity"),
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.CASCADE,
        related_name="activities",
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED)
    due_at = models.DateTimeField(_("due at"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    # Whole seconds: telephony reports them, and minutes with decimals would not add up to the file's total.
    duration_seconds = models.PositiveIntegerField(_("duration (seconds)"), default=0)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True, default="")
    external_id = models.CharField(_("external id"), max_length=100, blank=True, db_index=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ActivityQuerySet.as_manager()  # type: ignore[misc]
    history = HistoricalRecords(excluded_fields=["normalised_subject"])

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["-done_on", "-due_on", "-pk"]
        indexes = [
            *attribution_indexes("activity", "done_on", "owner", "type", "duration_seconds"),
            models.Index(fields=["owner", "due_on"], condition=Q(state="planned"), name="activity_due_idx"),
            # What was done about an opportunity, and when: each card of the board asks for the last two weeks.
            models.Index(fields=["opportunity", "done_on"], name="activity_opportunity_idx"),
            # The latest that was done with a customer, of thousands.
            models.Index(fields=["account", "done_on"], name="activity_account_idx"),
            # What changed since another system looked last.
            models.Index(fields=["updated_at"], name="activity_updated_idx"),
            # What was due in a period, and whether it was done in time.
            models.Index(
                fields=["due_on", "owner", "state", "done_on"],
                condition=Q(due_on__isnull=False),
                name="activity_due_date_idx",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done", done_on__isnull=False)
                | Q(state="planned", due_on__isnull=False, done_on=None)
                | Q(state="cancelled", done_on=None),
                name="activity_state_has_date",
            ),
        ]

    def __str__(self) -> str:
        return self.subject or str(self.type)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.attribute()
        else:
            self.version += 1
        super().save(*args, **kwargs)

    @property
    def about(self) -> Any:
        """The record that it is about, the nearest one."""
        return self.opportunity or self.contact or self.account

    @property
    def minutes(self) -> int:
        """Whole minutes of its duration."""
        return self.duration_seconds // 60

    def attribute(self) -> None:
        """Also takes the account from the opportunity or the contact."""
        if self.account_id is None:
            for source in (self.opportunity, self.contact):
                self.account = self.account or (source.account if source else None)
        super().attribute()

    @classmethod
    def log(cls, *, at: datetime | None = None, on: date | None = None, **fields: Any) -> "Activity":
        """Something that was done: at a moment (default: now) or on a date."""
        moment = at or timezone.now()
        fields.setdefault("done_on", on or Company.current().local_date(moment))
        activity = cls(state=cls.State.DONE, done_at=moment, **fields)
        activity.save()
        return activity

    @classmethod
    def plan(cls, *, due_at: datetime | None = None, due_on: date | None = None, **fields: Any) -> "Activity":
        """Something to do, at a moment or on a date."""
        if due_at is None and due_on is None:
            raise ValidationError({"due_on": _("Give the date on which it is to be done.")})
        due = due_on or Company.current().local_date(due_at)  # type: ignore[arg-type]
        activity = cls(state=cls.State.PLANNED, due_at=due_at, due_on=due, **fields)
        activity.save()
        return activity

    @transaction.atomic
    def done(self, outcome: str = "", seconds: int | None = None, on: date | None = None) -> None:
        """A planned activity was carried out, by default today. The team it counts for is the owner's now."""
        if self.state == self.State.DONE:
            return
        now = timezone.now()
        self.state, self.outcome = self.State.DONE, outcome
        self.done_at, self.done_on = now, on or Company.current().local_date(now)
        if seconds is not None:
            self.duration_seconds = seconds
        if self.owner is not None:
            self.team_id = self.owner.team_id
        self.save()

    def went(self, outcome: str) -> None:
        """How it went, said after it was done."""
        if self.state == self.State.DONE and outcome != self.outcome:
            self.outcome = outcome
            self.save()

    @transaction.atomic
    def correct(self, *, on: date, concerning: dict[str, Any] | None = None) -> None:
        """Saves what was logged wrongly, with the day it was done; `concerning` replaces whom it was about."""
        begin_history([Activity.objects.get(pk=self.pk)])
        self.put_right(on=on, concerning=concerning)
        self.save()

    def put_right(self, *, on: date, concerning: dict[str, Any] | None = None) -> None:
        """In memory, what `correct` saves.

        It stays with its owner and team; region, channel and campaign follow whom it is about.
        """
        if self.state != self.State.DONE:
            raise ValidationError(_("It is not done: change its plan instead."))
        if on > Company.current().today():
            raise ValidationError({"done_on": _("This day is to come: give the day on which it was done.")})
        if on != self.done_on:
            # The moment was that of another day.
            self.done_on, self.done_at = on, None
        if concerning is not None:
            cleared = dict.fromkeys(("opportunity", "contact", "account", "region", "channel", "campaign"))
            for name, value in {**cleared, **concerning}.items():
                setattr(self, name, value)
            self.attribute()

    def undo_done(self) -> None:
        """Planned again, with its old due date."""
        self.due_on = self.due_on or self.done_on
        self.state, self.done_at, self.done_on, self.outcome = self.State.PLANNED, None, None, ""
        self.save()

    def reschedule(self, on: date) -> None:
        """What is planned, to another day at the same time of day in the company's zone."""
        today = Company.current().today()
        if self.state != self.State.PLANNED:
            raise ValidationError(_("It is no longer planned: what was done keeps its date."))
        if on < today:
            raise ValidationError(_("A plan cannot be in the past: give today or a later date."))
        self.put_on(on)
        self.save()

    def put_on(self, on: date) -> None:
        """In memory: due on another day, at the same time of day in the company's zone."""
        if self.due_at is not None:
            zone = Company.current().zone
            self.due_at = datetime.combine(on, self.due_at.astimezone(zone).time(), zone)
        self.due_on = on

    def reassign(self, owner: Any) -> None:
        """What is planned, to somebody else, in their team; what was done stays with whoever did it."""
        if self.state != self.State.PLANNED:
            raise ValidationError(_("It is no longer planned: what was done keeps its owner."))
        self.owner, self.team_id = owner, owner.team_id
        self.save()

    def cancel(self) -> None:
        self.state, self.done_at, self.done_on = self.State.CANCELLED, None, None
        self.save()


def gone_quiet(days: int, today: date) -> Q:
    """The condition of an open opportunity with nothing done, nor its stage changed, for more than `days` days."""
    since = today - timedelta(days=days)
    done = Activity.objects.filter(opportunity=OuterRef("pk"), state=Activity.State.DONE, done_on__gte=since)
    return (Q(stage_since__lt=since) | Q(stage_since=None)) & ~Exists(done)

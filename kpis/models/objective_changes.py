"""How objectives came about: each save is one change, in force at once or proposed, and can be taken back."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.access import ScopedQuerySet
from crm.models import Company, Team, User
from kpis.models.objectives import Objective, ObjectiveQuerySet, Slot


class Step(NamedTuple):
    """One objective set (`after`) or cleared (None), and what was in force before (None: nothing)."""

    slot: Slot
    before: Decimal | None
    after: Decimal | None


class ObjectiveChangeQuerySet(ScopedQuerySet):
    def seen_by(self, viewer: Any) -> Q:
        """One's own, and those that touch an objective that one may see."""
        steps = ChangedObjective.objects.visible_to(viewer).filter(change=OuterRef("pk"))
        return Q(by_id=viewer.pk) | Exists(steps)

    def waiting(self) -> "ObjectiveChangeQuerySet":
        return self.filter(state=ObjectiveChange.State.PROPOSED)


class ObjectiveChange(models.Model):
    """What one person set and cleared of one KPI in one save.

    A proposal is in force only once it is accepted, on the day it is.
    """

    class State(models.TextChoices):
        IN_FORCE = "in_force", _("in force")
        PROPOSED = "proposed", _("proposed")
        REFUSED = "refused", _("refused")

    metric = models.CharField(_("KPI"), max_length=60)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.IN_FORCE)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(
        User, verbose_name=_("by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, verbose_name=_("decided by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    takes_back = models.OneToOneField(
        "self",
        verbose_name=_("takes back"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="taken_back_by",
    )

    objects = ObjectiveChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of objectives")
        verbose_name_plural = _("changes of objectives")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at"], name="objective_change_at_idx"),
            models.Index(fields=["state", "-at"], name="objective_change_state_idx"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at=None)
                | Q(state="refused", decided_at__isnull=False)
                | Q(state="in_force"),
                name="objective_change_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.at:%Y-%m-%d} {self.by or ''}".strip()

    @classmethod
    @transaction.atomic
    def make(cls, metric: str, wanted: Mapping[Slot, Decimal | None], *, by: Any, **more: Any) -> "ObjectiveChange":
        """Sets and clears objectives as one change; what is wanted already is left out."""
        serialise()
        change = cls._with_steps(metric, wanted, by=by, **more)
        change._put_in_force()
        return change

    @classmethod
    @transaction.atomic
    def propose(
        cls, metric: str, wanted: Mapping[Slot, Decimal | None], *, by: Any, note: str = ""
    ) -> "ObjectiveChange":
        """The same, to be accepted or refused."""
        return cls._with_steps(metric, wanted, by=by, note=note, state=cls.State.PROPOSED)

    @classmethod
    def _with_steps(cls, metric: str, wanted: Mapping[Slot, Decimal | None], **more: Any) -> "ObjectiveChange":
        known = in_force(metric, wanted)
        change: ObjectiveChange = cls.objects.create(metric=metric, **more)
        ChangedObjective.objects.bulk_create(
            ChangedObjective(change=change, **slot._asdict(), before=known.get(slot), after=after)
            for slot, after in wanted.items()
            if known.get(slot) != after
        )
        return change

    def _put_in_force(self) -> None:
        """Ends what was in force in the places of the steps, and starts what they set."""
        now, steps = timezone.now(), list(self.steps.all())
        slots = {step.slot for step in steps}
        ended = [each.pk for each in current(self.metric, slots) if each.slot in slots]
        Objective.objects.filter(pk__in=ended).update(replaced_at=now)
        whose = self.decided_by_id or self.by_id
        Objective.objects.bulk_create(
            Objective(
                metric=self.metric, **step.slot._asdict(), target=step.after, set_by_id=whose, set_at=now, change=self
            )
            for step in steps
            if step.after is not None
        )

    @transaction.atomic
    def accept(self, by: Any, answer: str = "") -> None:
        """Puts a proposal in force. ValidationError where somebody decided already."""
        serialise()
        self._decide(self.State.IN_FORCE, by, answer)
        self._start_from_now()
        self._put_in_force()

    def _start_from_now(self) -> None:
        """What stands before an accepted proposal is what was in force that day, not when it was made."""
        steps = list(self.steps.all())
        known = in_force(self.metric, {step.slot for step in steps})
        for step in steps:
            step.before = known.get(step.slot)
        ChangedObjective.objects.filter(
            pk__in=[step.pk for step in steps if step.before is None and step.after is None]
        ).delete()
        ChangedObjective.objects.bulk_update(
            [step for step in steps if step.before is not None or step.after is not None], ["before"]
        )

    @transaction.atomic
    def refuse(self, by: Any, answer: str = "") -> None:
        serialise()
        self._decide(self.State.REFUSED, by, answer)

    def _decide(self, state: str, by: Any, answer: str) -> None:
        self.refresh_from_db(fields=["state"])
        if self.state != self.State.PROPOSED:
            raise ValidationError(gettext("Somebody has decided on this proposal already: look at it again."))
        self.state, self.decided_by_id, self.decided_at, self.answer = state, by.pk, timezone.now(), answer
        self.save(update_fields=["state", "decided_by", "decided_at", "answer"])

    @transaction.atomic
    def take_back(self, by: Any) -> "ObjectiveChange":
        """A change that puts back what was before. What has been changed again since stays as it is.

        ValidationError where nothing is left of this one, or where it was taken back already.
        """
        serialise()
        if self.state != self.State.IN_FORCE or ObjectiveChange.objects.filter(takes_back=self).exists():
            raise ValidationError(gettext("This change is not in force: there is nothing to take back."))
        standing = self.standing()
        if not standing:
            raise ValidationError(
                gettext("Each of these objectives was changed again since: there is nothing to take back.")
            )
        wanted = {step.slot: step.before for step in standing}
        return type(self).make(self.metric, wanted, by=by, takes_back=self)

    def standing(self) -> list["ChangedObjective"]:
        """The steps of which the outcome is still in force."""
        steps = list(self.steps.all())
        known = {each.slot: each for each in current(self.metric, {step.slot for step in steps})}
        return [
            step
            for step in steps
            if (step.after is None and step.slot not in known)
            or (step.slot in known and known[step.slot].change_id == self.pk)
        ]


class ChangedObjectiveQuerySet(ScopedQuerySet):
    def seen_by(self, viewer: Any) -> Q:
        return ObjectiveQuerySet.seen_by(self, viewer)  # type: ignore[arg-type]


class ChangedObjective(models.Model):
    """One step of a change: from what to what; null stands for no objective."""

    change = models.ForeignKey(
        ObjectiveChange, verbose_name=_("change"), on_delete=models.CASCADE, related_name="steps"
    )
    grain = models.CharField(_("period"), max_length=7, choices=Objective.Grain.choices)
    start_on = models.DateField(_("first day"))
    team = models.ForeignKey(
        Team, verbose_name=_("team"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    owner = models.ForeignKey(
        User, verbose_name=_("rep"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    before = models.DecimalField(_("before"), max_digits=20, decimal_places=6, null=True, blank=True)
    after = models.DecimalField(_("after"), max_digits=20, decimal_places=6, null=True, blank=True)

    objects = ChangedObjectiveQuerySet.as_manager()

    class Meta:
        verbose_name = _("changed objective")
        verbose_name_plural = _("changed objectives")
        ordering = ["team", "owner", "start_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["change", "grain", "start_on"],
                name="changed_once_for_company",
                condition=Q(team=None, owner=None),
            ),
            models.UniqueConstraint(
                fields=["change", "grain", "start_on", "team"], name="changed_once_for_team", condition=Q(owner=None)
            ),
            models.UniqueConstraint(
                fields=["change", "grain", "start_on", "owner"],
                name="changed_once_for_rep",
                condition=Q(owner__isnull=False),
            ),
            models.CheckConstraint(condition=Q(team=None) | Q(owner=None), name="changed_team_or_owner"),
            models.CheckConstraint(condition=Q(after=None) | Q(after__gte=0), name="changed_after_positive"),
            models.CheckConstraint(
                condition=Q(before__isnull=False) | Q(after__isnull=False), name="changed_from_or_to_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start_on} {self.owner or self.team or ''}: {self.before} → {self.after}"

    @property
    def slot(self) -> Slot:
        return Slot(self.grain, self.start_on, self.team_id, self.owner_id)


def serialise() -> None:
    """Whoever changes objectives waits for the end of who does already (SQLite's writers do anyway)."""
    Company.objects.select_for_update().filter(pk=1).first()


def current(metric: str, slots: Iterable[Slot]) -> list[Objective]:
    """The objectives in force of a KPI that start on the days of the slots: theirs and others'."""
    starts = {slot.start_on for slot in slots}
    return list(Objective.objects.current().filter(metric=metric, start_on__in=starts))  # type: ignore[attr-defined]


def in_force(metric: str, slots: Iterable[Slot]) -> dict[Slot, Decimal]:
    return {each.slot: each.target for each in current(metric, slots)}

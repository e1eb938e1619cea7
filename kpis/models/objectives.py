"""What the company aims for."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from crm.access import ScopedQuerySet, manages
from crm.models import Team, User


class Slot(NamedTuple):
    """The place of an objective of some KPI: a period, and whose it is (the company's without team and rep)."""

    grain: str
    start_on: date
    team_id: int | None
    owner_id: int | None


class ObjectiveQuerySet(ScopedQuerySet):
    def seen_by(self, viewer: Any) -> Q:
        """One's own, one's team's, those of managed teams and their people."""
        teams = manages(viewer)
        own = Q(owner_id=viewer.pk) | Q(team_id=viewer.team_id, team__isnull=False, owner=None)
        return own | Q(team__in=teams) | Q(owner__team__in=teams)

    def current(self) -> "ObjectiveQuerySet":
        return self.filter(replaced_at=None)


class Objective(models.Model):
    """A target for one KPI over one period: the company's (no team, no owner), a team's, or a rep's.

    A new target replaces the old one, which stays as history. Those set together came about by one `change`.
    """

    class Grain(models.TextChoices):
        MONTH = "month", _("Month")
        QUARTER = "quarter", _("Quarter")
        YEAR = "year", _("Year")

    metric = models.CharField(_("KPI"), max_length=60)
    grain = models.CharField(_("period"), max_length=7, choices=Grain.choices)
    start_on = models.DateField(_("first day"))
    team = models.ForeignKey(
        Team,
        verbose_name=_("team"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="objectives",
    )
    owner = models.ForeignKey(
        User,
        verbose_name=_("rep"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="objectives",
    )
    target = models.DecimalField(_("target"), max_digits=20, decimal_places=6)
    set_by = models.ForeignKey(
        User, verbose_name=_("set by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    set_at = models.DateTimeField(_("set at"), default=timezone.now)
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)
    change = models.ForeignKey(
        "kpis.ObjectiveChange",
        verbose_name=_("change"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="objectives",
    )

    objects = ObjectiveQuerySet.as_manager()

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ["-start_on", "metric", "pk"]
        indexes = [models.Index(fields=["metric", "start_on"], name="objective_metric_idx")]
        constraints = [
            models.UniqueConstraint(
                fields=["metric", "grain", "start_on"],
                name="objective_one_for_company",
                condition=Q(replaced_at=None, team=None, owner=None),
            ),
            models.UniqueConstraint(
                fields=["metric", "grain", "start_on", "team"],
                name="objective_one_for_team",
                condition=Q(replaced_at=None, owner=None),
            ),
            models.UniqueConstraint(
                fields=["metric", "grain", "start_on", "owner"],
                name="objective_one_for_rep",
                condition=Q(replaced_at=None, owner__isnull=False),
            ),
            models.CheckConstraint(condition=Q(team=None) | Q(owner=None), name="objective_team_or_owner"),
            models.CheckConstraint(condition=Q(target__gte=0), name="objective_target_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.start_on} {self.owner or self.team or ''}".strip()

    @property
    def slot(self) -> Slot:
        return Slot(self.grain, self.start_on, self.team_id, self.owner_id)

    @classmethod
    @transaction.atomic
    def put(
        cls,
        metric: str,
        grain: str,
        start_on: date,
        target: Decimal,
        *,
        team: Team | None = None,
        owner: User | None = None,
        by: User | None = None,
    ) -> "Objective":
        """Sets a target; the one in force until now is kept as replaced."""
        cls.clear(metric, grain, start_on, team=team, owner=owner)
        return cls.objects.create(
            metric=metric, grain=grain, start_on=start_on, target=target, team=team, owner=owner, set_by=by
        )

    @classmethod
    def clear(
        cls, metric: str, grain: str, start_on: date, *, team: Team | None = None, owner: User | None = None
    ) -> None:
        """Ends the target in force, if there is one; it is kept as replaced."""
        same = cls.objects.current().filter(metric=metric, grain=grain, start_on=start_on, team=team, owner=owner)
        same.update(replaced_at=timezone.now())

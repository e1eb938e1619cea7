"""Dashboards that people arrange of panels, for oneself, a team or everyone. Whoever looks asks for the figures."""

from typing import Any

from django.db import models, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from crm.access import ScopedQuerySet
from crm.models import Team, User
from crm.models.names import normalise
from crm.models.sharing import NAMES_ITS_TEAM, Shared, SharedQuerySet


class OwnDashboard(models.Model):
    owner = models.ForeignKey(User, verbose_name=_("owner"), on_delete=models.CASCADE, related_name="own_dashboards")
    name = models.CharField(_("name"), max_length=80)
    normalised_name = models.CharField(max_length=80, editable=False)
    shared = models.CharField(_("shared with"), max_length=10, choices=Shared.choices, default=Shared.NOBODY)
    team = models.ForeignKey(
        Team, verbose_name=_("team"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )

    objects = SharedQuerySet.as_manager()

    class Meta:
        verbose_name = _("own dashboard")
        verbose_name_plural = _("own dashboards")
        ordering = ["normalised_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "normalised_name"], name="own_dashboard_once"),
            models.CheckConstraint(condition=NAMES_ITS_TEAM, name="own_dashboard_shared"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.normalised_name = normalise(self.name)[:80]
        super().save(*args, **kwargs)

    @transaction.atomic
    def copied_for(self, owner: User, name: str) -> "OwnDashboard":
        """A private copy with the same panels."""
        copy = OwnDashboard.objects.create(owner=owner, name=name)
        panels = list(self.panels.all())
        for panel in panels:
            panel.pk, panel.dashboard = None, copy
        Panel.objects.bulk_create(panels)
        return copy

    @transaction.atomic
    def arrange(self, order: list[int]) -> None:
        """Puts the panels into an order of ids; those that are not named follow as they were."""
        panels = {panel.pk: panel for panel in self.panels.select_for_update()}
        named = [panels.pop(pk) for pk in order if pk in panels]
        for place, panel in enumerate([*named, *panels.values()], 1):
            panel.place = place
            panel.save(update_fields=["place"])


class PanelQuerySet(ScopedQuerySet):
    def seen_by(self, viewer: Any) -> Q:
        return Q(dashboard__in=OwnDashboard.objects.visible_to(viewer))


class Panel(models.Model):
    """`metrics` are names of KPIs, the first the one that is ranked by; `by` a dimension; `period` empty: the page's.
    `filters` maps a dimension to ids."""

    class Kind(models.TextChoices):
        TILE = "tile", _("KPI tile")
        TREND = "trend", _("Trend")
        RANKING = "ranking", _("Ranking")
        TABLE = "table", _("Table")
        FUNNEL = "funnel", _("Funnel")
        COHORT = "cohort", _("Cohorts")
        NOTE = "note", _("Note")

    class Width(models.TextChoices):
        QUARTER = "quarter", _("A quarter")
        HALF = "half", _("Half")
        FULL = "full", _("Full width")

    dashboard = models.ForeignKey(
        OwnDashboard, verbose_name=_("dashboard"), on_delete=models.CASCADE, related_name="panels"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=80, blank=True)
    metrics = models.JSONField(_("KPIs"), default=list, blank=True)
    by = models.CharField(_("broken down by"), max_length=30, blank=True)
    period = models.CharField(_("period"), max_length=30, blank=True)
    filters = models.JSONField(_("filters"), default=dict, blank=True)
    note = models.TextField(_("text"), max_length=2000, blank=True)
    width = models.CharField(_("width"), max_length=10, choices=Width.choices, default=Width.HALF)
    place = models.PositiveIntegerField(_("place"), default=0)

    objects = PanelQuerySet.as_manager()

    class Meta:
        verbose_name = _("panel")
        verbose_name_plural = _("panels")
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["tile", "trend", "ranking", "table", "funnel", "cohort", "note"]),
                name="panel_kind",
            ),
            models.CheckConstraint(condition=Q(width__in=["quarter", "half", "full"]), name="panel_width"),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding and not self.place:
            last = Panel.objects.filter(dashboard=self.dashboard_id).aggregate(last=Max("place"))["last"]
            self.place = (last or 0) + 1
        super().save(*args, **kwargs)


class HomeDashboardQuerySet(ScopedQuerySet):
    def seen_by(self, viewer: Any) -> Q:
        return Q(user_id=viewer.pk)


class HomeDashboard(models.Model):
    """The dashboard that a person begins with; without a line, the role decides."""

    user = models.OneToOneField(User, verbose_name=_("user"), on_delete=models.CASCADE, related_name="home_dashboard")
    dashboard = models.ForeignKey(
        OwnDashboard, verbose_name=_("dashboard"), on_delete=models.CASCADE, related_name="home_of"
    )

    objects = HomeDashboardQuerySet.as_manager()

    class Meta:
        verbose_name = _("home dashboard")
        verbose_name_plural = _("home dashboards")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.user}: {self.dashboard}"

    @classmethod
    def of(cls, viewer: Any) -> int | None:
        """The id of the dashboard that the viewer begins with, if the viewer may still see it."""
        visible = OwnDashboard.objects.visible_to(viewer)
        chosen = cls.objects.filter(user_id=viewer.pk, dashboard__in=visible)
        found: int | None = chosen.values_list("dashboard_id", flat=True).first()
        return found

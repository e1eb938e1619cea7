"""Objectives, those in force and those replaced, and how they came about; one-to-ones and what was agreed there."""

from django.contrib import admin
from django.http import HttpRequest

from crm.admin.base import HouseAdmin, ReadOnly, RecordedAdmin
from kpis.models import (
    AgreedAction,
    ChangedObjective,
    HomeDashboard,
    Objective,
    ObjectiveChange,
    OneToOne,
    OwnDashboard,
    OwnMetric,
    Panel,
)


@admin.register(ObjectiveChange)
class ObjectiveChangeAdmin(ReadOnly, HouseAdmin):
    list_display = ("metric", "at", "by", "state", "note")
    list_filter = ("state", "metric")
    list_select_related = ("by",)
    search_fields = ("metric", "note", "by__normalised_name")


@admin.register(ChangedObjective)
class ChangedObjectiveAdmin(ReadOnly, HouseAdmin):
    list_display = ("change", "grain", "start_on", "team", "owner", "before", "after")
    list_select_related = ("change__by", "team", "owner")
    search_fields = ("change__metric", "owner__normalised_name", "team__normalised_name")


@admin.register(Objective)
class ObjectiveAdmin(ReadOnly, HouseAdmin):
    list_display = ("metric", "grain", "start_on", "team", "owner", "target", "set_by", "set_at", "replaced_at")
    list_filter = ("metric", "grain", "team")
    list_select_related = ("team", "owner", "set_by")
    search_fields = ("metric", "owner__normalised_name", "team__normalised_name")


@admin.register(OneToOne)
class OneToOneAdmin(HouseAdmin):
    list_display = ("rep", "held_on", "held_by")
    list_filter = ("held_on",)
    list_select_related = ("rep", "held_by")
    search_fields = ("rep__normalised_name",)


@admin.register(AgreedAction)
class AgreedActionAdmin(HouseAdmin):
    list_display = ("text", "owner", "due_on", "metric", "done_on")
    list_filter = ("metric", "done_on")
    list_select_related = ("owner",)
    search_fields = ("text", "owner__normalised_name")


@admin.register(OwnMetric)
class OwnMetricAdmin(RecordedAdmin):
    """Read here, and defined on its own pages, which check the formula."""

    list_display = ("key", "label_en", "formula", "unit", "active", "changed_by", "changed_at")
    list_filter = ("active", "unit")
    list_select_related = ("changed_by",)
    search_fields = ("key", "label_en", "label_fr")
    readonly_fields = ("key", "formula", "filters")

    def has_add_permission(self, request: HttpRequest) -> bool:  # type: ignore[override]
        return False


@admin.register(OwnDashboard)
class OwnDashboardAdmin(HouseAdmin):
    list_display = ("name", "owner", "shared", "team")
    list_filter = ("shared",)
    list_select_related = ("owner", "team")
    search_fields = ("normalised_name", "owner__normalised_name")


@admin.register(Panel)
class PanelAdmin(HouseAdmin):
    list_display = ("dashboard", "place", "kind", "title", "metrics", "by", "width")
    list_filter = ("kind",)
    list_select_related = ("dashboard",)
    search_fields = ("title", "dashboard__normalised_name")


@admin.register(HomeDashboard)
class HomeDashboardAdmin(HouseAdmin):
    list_display = ("user", "dashboard")
    list_select_related = ("user", "dashboard")
    search_fields = ("user__normalised_name", "dashboard__normalised_name")

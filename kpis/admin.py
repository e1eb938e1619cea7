"""Objectives, those in force and those replaced, and how they came about; one-to-ones and what was agreed there."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from crm.admin.base import HouseAdmin
from kpis.models import AgreedAction, ChangedObjective, Objective, ObjectiveChange, OneToOne


class ReadAdmin(HouseAdmin):
    """Objectives are set on their own pages, so that each has its place in the history; here they are read."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(ObjectiveChange)
class ObjectiveChangeAdmin(ReadAdmin):
    list_display = ("metric", "at", "by", "state", "note")
    list_filter = ("state", "metric")
    list_select_related = ("by",)
    search_fields = ("metric", "note", "by__normalised_name")


@admin.register(ChangedObjective)
class ChangedObjectiveAdmin(ReadAdmin):
    list_display = ("change", "grain", "start_on", "team", "owner", "before", "after")
    list_select_related = ("change__by", "team", "owner")
    search_fields = ("change__metric", "owner__normalised_name", "team__normalised_name")


@admin.register(Objective)
class ObjectiveAdmin(ReadAdmin):
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

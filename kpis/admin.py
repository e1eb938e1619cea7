"""Objectives, those in force and those they replaced; one-to-ones and what was agreed there."""

from django.contrib import admin

from crm.admin.base import HouseAdmin
from kpis.models import AgreedAction, Objective, OneToOne


@admin.register(Objective)
class ObjectiveAdmin(HouseAdmin):
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

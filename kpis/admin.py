"""Objectives, those in force and those they replaced."""

from django.contrib import admin

from crm.admin.base import HouseAdmin
from kpis.models import Objective


@admin.register(Objective)
class ObjectiveAdmin(HouseAdmin):
    list_display = ("metric", "grain", "start_on", "team", "owner", "target", "set_by", "set_at", "replaced_at")
    list_filter = ("metric", "grain", "team")
    list_select_related = ("team", "owner", "set_by")
    search_fields = ("metric", "owner__normalised_name", "team__normalised_name")

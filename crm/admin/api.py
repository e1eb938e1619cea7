"""Tokens of the API and answers kept for repeated requests: made and revoked elsewhere, looked at here."""

from django.contrib import admin

from crm.admin.base import HouseAdmin, ReadOnly
from crm.models import ApiReplay, ApiToken


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnly, HouseAdmin):
    list_display = ("name", "user", "scope", "beginning", "created_at", "expires_on", "last_used_at", "revoked_at")
    list_filter = ("scope",)
    list_select_related = ("user",)
    search_fields = ("name", "user__normalised_name")


@admin.register(ApiReplay)
class ApiReplayAdmin(ReadOnly, HouseAdmin):
    list_display = ("key", "user", "status", "created_at")
    list_select_related = ("user",)
    search_fields = ("key", "user__normalised_name")
    fields = ("user", "key", "status", "created_at")

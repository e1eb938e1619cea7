"""Accounts and contacts."""

from django.contrib import admin

from crm.admin.base import RecordedAdmin
from crm.models import Account, Contact


@admin.register(Account)
class AccountAdmin(RecordedAdmin):
    list_display = ("name", "kind", "segment", "owner", "team", "city", "prospect_since", "customer_since")
    list_filter = ("kind", "segment", "team", "region", "channel")
    list_select_related = ("segment", "owner", "team")
    search_fields = ("normalised_name", "email", "external_id")
    readonly_fields = ("version",)


@admin.register(Contact)
class ContactAdmin(RecordedAdmin):
    list_display = ("__str__", "account", "email", "phone", "owner")
    list_filter = ("refuses_surveys", "language")
    list_select_related = ("account", "owner")
    search_fields = ("normalised_name", "email", "external_id")
    readonly_fields = ("version", "refused_surveys_at", "undeliverable_email", "undeliverable_since")

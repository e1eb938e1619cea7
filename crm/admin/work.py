"""Opportunities, activities, sales, carts, expenses.

What has a verb of its own cannot be set here: the verbs keep history and sales true, a form would not.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from crm.admin.base import HouseAdmin, HouseInline, ReadOnly, RecordedAdmin
from crm.models import (
    Activity,
    Attachment,
    BulkChange,
    BulkChangeRow,
    CampaignResult,
    Cart,
    CartEvent,
    Expense,
    Import,
    ImportEffect,
    Opportunity,
    OpportunityEvent,
    OpportunityLine,
    Sale,
    SaleLine,
    SavedMapping,
)


class OpportunityLineInline(ReadOnly, HouseInline):
    model = OpportunityLine


class SaleLineInline(ReadOnly, HouseInline):
    model = SaleLine


@admin.register(Opportunity)
class OpportunityAdmin(RecordedAdmin):
    list_display = ("name", "account", "owner", "stage", "outcome", "amount", "opened_on", "closed_on")
    list_filter = ("outcome", "pipeline", "stage", "team", "region", "channel")
    list_select_related = ("account", "owner", "stage")
    search_fields = ("normalised_name", "external_id", "account__normalised_name")
    readonly_fields = (
        "pipeline", "stage", "outcome", "amount", "amount_at_opening", "closed_on", "stage_since", "lost_reason",
        "owner", "team", "currency", "original_amount", "exchange_rate", "version",
    )  # fmt: skip
    inlines = (OpportunityLineInline,)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(OpportunityEvent)
class OpportunityEventAdmin(ReadOnly, HouseAdmin):
    list_display = ("opportunity", "kind", "on", "stage", "owner", "amount", "by")
    list_filter = ("kind",)
    list_select_related = ("opportunity", "stage", "owner", "by")
    search_fields = ("opportunity__normalised_name",)


@admin.register(Activity)
class ActivityAdmin(HouseAdmin):
    list_display = ("__str__", "type", "owner", "account", "state", "due_on", "done_on", "duration_seconds")
    list_filter = ("state", "type", "medium", "team")
    list_select_related = ("type", "owner", "account")
    search_fields = ("subject", "account__normalised_name", "external_id")
    readonly_fields = ("version",)


@admin.register(Sale)
class SaleAdmin(ReadOnly, RecordedAdmin):
    list_display = ("__str__", "kind", "sold_on", "amount", "account", "owner", "channel", "cancelled_on")
    list_filter = ("kind", "channel", "team", "region")
    list_select_related = ("account", "owner", "channel")
    search_fields = ("number", "external_id", "account__normalised_name")
    inlines = (SaleLineInline,)


@admin.register(Cart)
class CartAdmin(HouseAdmin):
    list_display = ("__str__", "created_on", "account", "amount", "touched_at", "converted_at")
    list_filter = ("channel",)
    list_select_related = ("account",)
    search_fields = ("external_id", "account__normalised_name")
    readonly_fields = ("created_on",)


@admin.register(CartEvent)
class CartEventAdmin(ReadOnly, HouseAdmin):
    """The shop's log comes by loading; a cart is folded from it."""

    list_display = ("session", "at", "kind", "product", "price")
    list_filter = ("kind",)
    search_fields = ("session", "product")


@admin.register(Expense)
class ExpenseAdmin(RecordedAdmin):
    list_display = ("spent_on", "kind", "amount", "campaign", "channel", "owner")
    list_filter = ("channel", "campaign")
    list_select_related = ("campaign", "channel", "owner")
    search_fields = ("kind", "notes", "external_id")


@admin.register(CampaignResult)
class CampaignResultAdmin(RecordedAdmin):
    list_display = ("measured_on", "campaign", "impressions", "clicks", "leads", "orders")
    list_filter = ("channel", "campaign")
    list_select_related = ("campaign",)
    search_fields = ("campaign__normalised_name", "external_id")


@admin.register(Attachment)
class AttachmentAdmin(ReadOnly, HouseAdmin):
    """Files come and go on the page of their opportunity, where their type and size are looked at."""

    list_display = ("name", "opportunity", "size", "added_by", "added_at")
    list_select_related = ("opportunity", "added_by")
    search_fields = ("name", "opportunity__normalised_name")
    fields = ("opportunity", "name", "size", "added_by", "added_at")


@admin.register(BulkChange)
class BulkChangeAdmin(ReadOnly, HouseAdmin):
    """Made and taken back on the lists."""

    list_display = ("list_name", "kind", "value", "count", "at", "by", "undone_at")
    list_filter = ("list_name", "kind")
    list_select_related = ("by",)
    search_fields = ("value", "by__normalised_name")


@admin.register(BulkChangeRow)
class BulkChangeRowAdmin(ReadOnly, HouseAdmin):
    list_display = ("change", "record")
    list_select_related = ("change",)
    search_fields = ("change__value",)


@admin.register(Import)
class ImportAdmin(ReadOnly, HouseAdmin):
    """Made, run and taken back on the import pages."""

    list_display = ("name", "kind", "state", "created", "updated", "unchanged", "rejected", "at", "by")
    list_filter = ("kind", "state")
    list_select_related = ("by",)
    search_fields = ("name", "by__normalised_name")


@admin.register(ImportEffect)
class ImportEffectAdmin(ReadOnly, HouseAdmin):
    list_display = ("made_by", "model", "record", "left")
    list_select_related = ("made_by",)
    search_fields = ("made_by__name",)


@admin.register(SavedMapping)
class SavedMappingAdmin(ReadOnly, HouseAdmin):
    list_display = ("name", "kind", "by", "at")
    list_filter = ("kind",)
    list_select_related = ("by",)
    search_fields = ("normalised_name",)

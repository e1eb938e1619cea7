"""What is connected and what was received: set up and kept elsewhere, looked at here. No secret is shown."""

from django.contrib import admin

from crm.admin.base import HouseAdmin, ReadOnly
from crm.models import IngestDelivery, IngestRecord, IngestSource


@admin.register(IngestSource)
class IngestSourceAdmin(ReadOnly, HouseAdmin):
    list_display = ("name", "kind", "active", "channel", "owner", "received_at")
    list_filter = ("kind", "active")
    list_select_related = ("channel", "owner")
    search_fields = ("normalised_name",)
    fields = (
        "name", "kind", "active", "channel", "owner", "makes_accounts", "call_type", "created_by", "created_at",
        "received_at",
    )  # fmt: skip


@admin.register(IngestRecord)
class IngestRecordAdmin(ReadOnly, HouseAdmin):
    list_display = ("external_id", "kind", "source", "version", "of_sale", "made")
    list_filter = ("kind", "made")
    list_select_related = ("source",)
    search_fields = ("external_id", "of_sale")


@admin.register(IngestDelivery)
class IngestDeliveryAdmin(ReadOnly, HouseAdmin):
    list_display = ("at", "source", "topic", "external_id", "outcome", "status", "message")
    list_filter = ("outcome",)
    list_select_related = ("source",)
    search_fields = ("external_id", "topic")

"""Webhooks: made, tested and sent again elsewhere, looked at here."""

from django.contrib import admin

from crm.admin.base import HouseAdmin, ReadOnly
from crm.models import WebhookDelivery, WebhookEndpoint, WebhookEvent
from crm.models.webhooks import WebhookSilence


@admin.register(WebhookEndpoint)
class WebhookEndpointAdmin(ReadOnly, HouseAdmin):
    list_display = ("description", "address", "active", "failures", "failing_since", "turned_off_at", "created_at")
    list_filter = ("active",)
    search_fields = ("description", "address")


@admin.register(WebhookEvent)
class WebhookEventAdmin(ReadOnly, HouseAdmin):
    list_display = ("type", "subject", "occurred_at", "prepared_at", "uid")
    list_filter = ("type",)
    search_fields = ("type",)


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ReadOnly, HouseAdmin):
    list_display = ("event", "endpoint", "state", "attempts", "next_attempt_at", "status", "tried_at")
    list_filter = ("state",)
    list_select_related = ("event", "endpoint")
    search_fields = ("endpoint__description",)


@admin.register(WebhookSilence)
class WebhookSilenceAdmin(ReadOnly, HouseAdmin):
    """Empty whenever somebody looks: a row lives within one transaction."""

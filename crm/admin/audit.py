"""The audit trail, to be read."""

from django.contrib import admin

from crm.admin.base import HouseAdmin, ReadOnly
from crm.models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnly, HouseAdmin):
    list_display = ("at", "event", "by_name", "address", "subject_kind", "subject_name")
    list_filter = ("event",)
    search_fields = ("subject_name", "by_name")

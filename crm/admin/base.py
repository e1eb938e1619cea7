"""What all admin pages have in common: no page whose cost grows with the table, nobody but administrators."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from crm.access import may_configure

ATTRIBUTION = ("owner", "team", "region", "channel", "campaign")


class HouseAdmin(admin.ModelAdmin):
    """Only administrators; one page of 50, no count of the whole table beside the filtered one.

    Foreign keys are found by typing: a select box of 100,000 rows cannot appear.
    """

    list_per_page = 50
    show_full_result_count = False

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        fields = [*self.model._meta.fields, *self.model._meta.many_to_many]
        return [field.name for field in fields if field.related_model and field.editable]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(may_configure(request.user))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(may_configure(request.user))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(may_configure(request.user))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(may_configure(request.user))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(may_configure(request.user))


class RecordedAdmin(HouseAdmin, SimpleHistoryAdmin):
    """With the history of who changed what."""


class NamedAdmin(HouseAdmin):
    list_display: Any = ("name", "active", "external_id")
    list_filter: Any = ("active",)
    search_fields: Any = ("normalised_name", "name", "external_id")
    ordering = ("name",)


class HouseInline(admin.TabularInline):
    extra = 0

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        return [field.name for field in self.model._meta.fields if field.related_model and field.editable]


class ReadOnly:
    """Shown, never edited."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

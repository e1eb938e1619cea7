"""The company, its people, and reference data."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from crm.admin.base import HouseAdmin, HouseInline, NamedAdmin, RecordedAdmin
from crm.models import (
    Absence,
    ActivityType,
    CalendarFeed,
    Campaign,
    Category,
    Channel,
    Company,
    DefaultView,
    ExchangeRate,
    Holiday,
    LostReason,
    Medium,
    Membership,
    Pipeline,
    Product,
    Region,
    SavedView,
    Segment,
    Source,
    Stage,
    Team,
    User,
)

# Rights follow from the role; Django's groups and permissions would say nothing.
admin.site.unregister(Group)
for model in (Region, Channel, Source, Segment, Category, LostReason, Medium):
    admin.site.register(model, NamedAdmin)


@admin.register(Company)
class CompanyAdmin(RecordedAdmin):
    list_display = ("name", "currency", "time_zone", "fiscal_year_start")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not Company.objects.exists() and super().has_add_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Team)
class TeamAdmin(RecordedAdmin, NamedAdmin):
    list_display = ("name", "parent", "region", "active")
    list_filter = ("active", "region")
    list_select_related = ("parent", "region")


@admin.register(User)
class PersonAdmin(HouseAdmin, UserAdmin):
    list_display = ("username", "first_name", "last_name", "role", "team", "joined_on", "left_on", "is_active")
    list_filter = ("role", "is_active", "team", "region")
    list_select_related = ("team",)
    search_fields = ("username", "normalised_name", "email", "external_id")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email", "phone", "language", "external_id")}),
        (_("Role"), {"fields": ("role", "team", "region", "is_active")}),
        (_("Employment"), {"fields": ("joined_on", "left_on", "working_share", "hourly_cost")}),
    )

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        return ["team", "region"]


@admin.register(Membership)
class MembershipAdmin(HouseAdmin):
    list_display = ("user", "team", "region", "start_on", "end_on")
    list_filter = ("team",)
    list_select_related = ("user", "team", "region")
    search_fields = ("user__normalised_name", "team__normalised_name")


@admin.register(Absence)
class AbsenceAdmin(HouseAdmin):
    list_display = ("user", "start_on", "end_on", "reason")
    list_filter = ("start_on",)
    list_select_related = ("user",)
    search_fields = ("user__normalised_name", "reason")


@admin.register(CalendarFeed)
class CalendarFeedAdmin(HouseAdmin):
    """Deleting one revokes it; only its owner can make one."""

    list_display = ("user", "created_at")
    list_select_related = ("user",)
    search_fields = ("user__normalised_name",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(SavedView)
class SavedViewAdmin(HouseAdmin):
    list_display = ("name", "list_name", "owner", "shared", "team")
    readonly_fields = ("list_name",)
    list_filter = ("list_name", "shared")
    list_select_related = ("owner", "team")
    search_fields = ("normalised_name", "owner__normalised_name")


@admin.register(DefaultView)
class DefaultViewAdmin(HouseAdmin):
    list_display = ("user", "list_name", "view")
    readonly_fields = ("list_name",)
    list_filter = ("list_name",)
    list_select_related = ("user", "view")
    search_fields = ("user__normalised_name", "view__normalised_name")


@admin.register(Holiday)
class HolidayAdmin(HouseAdmin):
    list_display = ("on", "name", "region")
    list_filter = ("region",)
    list_select_related = ("region",)
    search_fields = ("name",)


@admin.register(ExchangeRate)
class ExchangeRateAdmin(HouseAdmin):
    list_display = ("currency", "on", "rate")
    list_filter = ("currency",)
    search_fields = ("currency",)


@admin.register(Campaign)
class CampaignAdmin(RecordedAdmin, NamedAdmin):
    list_display = ("name", "channel", "region", "start_on", "end_on", "budget", "active")
    list_filter = ("active", "channel", "region")
    list_select_related = ("channel", "region")


@admin.register(Product)
class ProductAdmin(RecordedAdmin, NamedAdmin):
    list_display = ("name", "code", "category", "price", "cost", "active")
    list_filter = ("active", "category")
    list_select_related = ("category",)
    search_fields = ("normalised_name", "code", "external_id")


class StageInline(HouseInline):
    model = Stage
    fields = ("order", "name", "kind", "probability", "quiet_after_days", "active")


@admin.register(Pipeline)
class PipelineAdmin(NamedAdmin):
    list_display = ("name", "is_default", "active")
    inlines = (StageInline,)


@admin.register(Stage)
class StageAdmin(HouseAdmin):
    list_display = ("name", "pipeline", "order", "kind", "probability", "active")
    list_filter = ("pipeline", "kind", "active")
    list_select_related = ("pipeline",)
    search_fields = ("normalised_name",)


@admin.register(ActivityType)
class ActivityTypeAdmin(NamedAdmin):
    list_display = ("name", "code", "is_high_value", "order", "active")
    list_filter = ("is_high_value", "active")

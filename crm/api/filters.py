"""What the lists of the API are narrowed by: the filters of the pages, with ids instead of what is typed there."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from crm.filters import AccountFilter, ActivityFilter, ContactFilter, OpportunityFilter, SaleFilter
from crm.models import Account, Activity, Campaign, CampaignResult, Cart, Contact, Expense, Opportunity, Sale
from crm.models.names import normalise

LARGEST_KEY = 2**63 - 1


class IdFilter(django_filters.Filter):
    """The id of the record that a row refers to."""

    field_class = forms.IntegerField

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, min_value=1, max_value=LARGEST_KEY, **options)


class YesNoField(forms.Field):
    """“true” or “false”: anything else is refused, not passed over."""

    def to_python(self, value: Any) -> bool | None:
        if value in self.empty_values:
            return None
        word = str(value).lower()
        if word not in ("true", "false"):
            raise ValidationError(_("Write true or false."))
        return word == "true"


class YesNoFilter(django_filters.BooleanFilter):
    field_class = YesNoField


def since(column: str) -> django_filters.IsoDateTimeFilter:
    return django_filters.IsoDateTimeFilter(field_name=column, lookup_expr="gte", label=f"{column} ≥")


def day_filter(column: str, lookup: str) -> django_filters.DateFilter:
    return django_filters.DateFilter(field_name=column, lookup_expr=lookup, label=f"{column} {lookup}")


class Rows(django_filters.FilterSet):
    """What every list of facts is narrowed by."""

    external_id = django_filters.CharFilter(label="external_id")


class AccountRows(AccountFilter):
    external_id = django_filters.CharFilter(label="external_id")
    owner = IdFilter(field_name="owner_id", label="owner")
    segment = IdFilter(field_name="segment_id", label="segment")
    source = IdFilter(field_name="source_id", label="source")
    region = IdFilter(field_name="region_id", label="region")
    parent = IdFilter(field_name="parent_id", label="parent")
    email = django_filters.CharFilter(lookup_expr="iexact", label="email")
    updated_since = since("updated_at")

    class Meta:
        model = Account
        fields: list[str] = []


class ContactRows(ContactFilter):
    external_id = django_filters.CharFilter(label="external_id")
    account = IdFilter(field_name="account_id", label="account")
    owner = IdFilter(field_name="owner_id", label="owner")
    email = django_filters.CharFilter(lookup_expr="iexact", label="email")
    updated_since = since("updated_at")
    refuses_surveys = YesNoFilter(label="refuses_surveys")

    class Meta:
        model = Contact
        fields: list[str] = []


class OpportunityRows(OpportunityFilter):
    external_id = django_filters.CharFilter(label="external_id")
    stage = IdFilter(field_name="stage_id", label="stage")
    pipeline = IdFilter(field_name="pipeline_id", label="pipeline")
    owner = IdFilter(field_name="owner_id", label="owner")
    account = IdFilter(field_name="account_id", label="account")
    contact = IdFilter(field_name="contact_id", label="contact")
    source = IdFilter(field_name="source_id", label="source")
    campaign = IdFilter(field_name="campaign_id", label="campaign")
    updated_since = since("updated_at")

    class Meta:
        model = Opportunity
        fields: list[str] = []


class ActivityRows(ActivityFilter):
    external_id = django_filters.CharFilter(label="external_id")
    type = IdFilter(field_name="type_id", label="type")
    medium = IdFilter(field_name="medium_id", label="medium")
    owner = IdFilter(field_name="owner_id", label="owner")
    account = IdFilter(field_name="account_id", label="account")
    contact = IdFilter(field_name="contact_id", label="contact")
    opportunity = IdFilter(field_name="opportunity_id", label="opportunity")
    updated_since = since("updated_at")

    class Meta:
        model = Activity
        fields: list[str] = []


class SaleRows(SaleFilter):
    external_id = django_filters.CharFilter(label="external_id")
    account = IdFilter(field_name="account_id", label="account")
    opportunity = IdFilter(field_name="opportunity_id", label="opportunity")
    owner = IdFilter(field_name="owner_id", label="owner")
    channel = IdFilter(field_name="channel_id", label="channel")
    campaign = IdFilter(field_name="campaign_id", label="campaign")

    class Meta:
        model = Sale
        fields: list[str] = []


class CartRows(Rows):
    account = IdFilter(field_name="account_id", label="account")
    channel = IdFilter(field_name="channel_id", label="channel")
    created_from = day_filter("created_on", "gte")
    created_to = day_filter("created_on", "lte")
    converted = YesNoFilter(method="by_converted", label="converted")

    class Meta:
        model = Cart
        fields: list[str] = []

    def by_converted(self, rows: Any, name: str, wanted: bool) -> Any:
        return rows.filter(converted_at__isnull=not wanted)


class ExpenseRows(Rows):
    campaign = IdFilter(field_name="campaign_id", label="campaign")
    channel = IdFilter(field_name="channel_id", label="channel")
    owner = IdFilter(field_name="owner_id", label="owner")
    spent_from = day_filter("spent_on", "gte")
    spent_to = day_filter("spent_on", "lte")

    class Meta:
        model = Expense
        fields: list[str] = []


class CampaignResultRows(Rows):
    campaign = IdFilter(field_name="campaign_id", label="campaign")
    measured_from = day_filter("measured_on", "gte")
    measured_to = day_filter("measured_on", "lte")

    class Meta:
        model = CampaignResult
        fields: list[str] = []


class ByName(django_filters.FilterSet):
    """Reference data by a part of its name, accents and case ignored."""

    text = django_filters.CharFilter(method="by_text", label="text")

    def by_text(self, rows: Any, name: str, text: str) -> Any:
        return rows.filter(normalised_name__contains=normalise(text))


class NamedRows(ByName):
    external_id = django_filters.CharFilter(label="external_id")
    active = YesNoFilter(label="active")


class StageRows(ByName):
    pipeline = IdFilter(field_name="pipeline_id", label="pipeline")
    active = YesNoFilter(label="active")


class ProductRows(NamedRows):
    code = django_filters.CharFilter(label="code")
    category = IdFilter(field_name="category_id", label="category")


class CampaignRows(NamedRows):
    channel = IdFilter(field_name="channel_id", label="channel")

    class Meta:
        model = Campaign
        fields: list[str] = []


class PersonRows(ByName):
    external_id = django_filters.CharFilter(label="external_id")
    team = IdFilter(field_name="team_id", label="team")
    role = django_filters.CharFilter(label="role")
    active = YesNoFilter(field_name="is_active", label="active")
    email = django_filters.CharFilter(lookup_expr="iexact", label="email")

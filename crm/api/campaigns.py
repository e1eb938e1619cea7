"""What selling costs and what campaigns bring: expenses and results of campaigns. Administrators record them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from crm.api.bulk import Bulk, with_owner_of
from crm.api.fields import Exact
from crm.api.filters import CampaignResultRows, ExpenseRows
from crm.api.records import Deleted
from crm.api.serializers import RecordSerializer
from crm.models import CampaignResult, Expense

COUNTS = ("impressions", "clicks", "leads", "orders")


class ExpenseSerializer(RecordSerializer):
    amount = Exact(max_digits=20, decimal_places=6)

    class Meta:
        model = Expense
        fields = (
            "id", "spent_on", "amount", "currency", "original_amount", "exchange_rate", "kind", "notes", "external_id",
            "owner", "team", "region", "channel", "campaign", "created_at",
        )  # fmt: skip
        read_only_fields = ("currency", "original_amount", "exchange_rate", "created_at")


class OfCampaigns(Bulk, Deleted):
    configures = True

    def prepare(self, record: Any) -> None:
        with_owner_of(record)
        record.attribute()

    def prepare_change(self, record: Any) -> None:
        """What was attributed stays."""


class Expenses(OfCampaigns):
    """Money spent on selling."""

    model = Expense
    serializer_class = ExpenseSerializer
    filterset_class = ExpenseRows


class CampaignResultSerializer(RecordSerializer):
    class Meta:
        model = CampaignResult
        fields = (
            "id", "measured_on", *COUNTS, "external_id", "owner", "team", "region", "channel", "campaign", "created_at",
        )  # fmt: skip
        read_only_fields = ("created_at",)
        extra_kwargs = {"campaign": {"required": True, "allow_null": False}}


class CampaignResults(OfCampaigns):
    """What a campaign's advertising brought on one day."""

    model = CampaignResult
    serializer_class = CampaignResultSerializer
    filterset_class = CampaignResultRows

    def check(self, values: dict[str, Any], record: Any | None) -> None:
        if all(values.get(name, getattr(record, name, None)) is None for name in COUNTS):
            sentence = _("This counts nothing: give one of impressions, clicks, leads or orders.")
            raise ValidationError({COUNTS[0]: sentence})

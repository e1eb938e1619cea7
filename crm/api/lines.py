"""Lines of opportunities and sales: a product or a description, how many, and the price of one or the amount of all."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from crm.api.fields import Exact
from crm.api.serializers import RecordSerializer
from crm.models import OpportunityLine, SaleLine
from crm.models.lines import CENT

MOST = 200
LARGEST = Decimal(10) ** 14


class LineSerializer(RecordSerializer):
    quantity = Exact(max_digits=14, decimal_places=4, required=False)
    amount = Exact(max_digits=20, decimal_places=6, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        quantity = attrs.setdefault("quantity", Decimal(1))
        if quantity <= 0:
            raise serializers.ValidationError({"quantity": _("A quantity is more than 0.")})
        product = attrs.get("product")
        if product is None and not attrs.get("description"):
            raise serializers.ValidationError({"product": _("Choose a product, or describe what is sold.")})
        if attrs.get("unit_price") is None and attrs.get("amount") is None and product is not None:
            attrs["unit_price"] = product.price
        if attrs.get("unit_price") is not None and attrs["unit_price"] < 0:
            raise serializers.ValidationError({"unit_price": _("A price is not negative.")})
        if attrs.get("amount") is None:
            if attrs.get("unit_price") is None:
                raise serializers.ValidationError({"amount": _("Give the amount, or the price of one.")})
            worth = quantity * attrs["unit_price"]
            if worth >= LARGEST:
                raise serializers.ValidationError({"amount": _("The amount is larger than what can be stored.")})
            attrs["amount"] = worth.quantize(CENT)
        if attrs["amount"] < 0:
            raise serializers.ValidationError({"amount": _("An amount is not negative.")})
        return attrs


class OpportunityLineSerializer(LineSerializer):
    class Meta:
        model = OpportunityLine
        fields = ("id", "product", "description", "quantity", "unit_price", "amount")


class SaleLineSerializer(LineSerializer):
    class Meta:
        model = SaleLine
        fields = ("id", "product", "description", "quantity", "unit_price", "amount", "cost")
        for_administrators = ("cost",)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A cost that is not given is the product's of today."""
        attrs = super().validate(attrs)
        product = attrs.get("product")
        if "cost" not in attrs and product is not None and product.cost is not None:
            attrs["cost"] = product.cost * attrs["quantity"]
        return attrs

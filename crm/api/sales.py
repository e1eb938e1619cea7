"""Sales, refunds and carts, as shops and other systems report them; administrators record them."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from crm.api.bulk import BATCH, Bulk, with_owner_of
from crm.api.fields import Day, Exact
from crm.api.filters import CartRows, SaleRows
from crm.api.lines import MOST, SaleLineSerializer
from crm.api.records import Deleted
from crm.api.refusals import RefusalError
from crm.api.serializers import RecordSerializer, Strict
from crm.importers.kinds.sales import first_sales
from crm.models import Cart, Company, Sale, SaleLine


class SaleSerializer(RecordSerializer):
    amount = Exact(max_digits=20, decimal_places=6, required=False)
    lines = SaleLineSerializer(many=True, required=False, write_only=True, max_length=MOST)

    class Meta:
        model = Sale
        fields = (
            "id", "kind", "number", "external_id", "sold_on", "sold_at", "amount", "currency", "original_amount",
            "exchange_rate", "account", "contact", "opportunity", "refund_of", "source", "owner", "team", "region",
            "channel", "campaign", "cancelled_on", "items", "cost", "lines", "created_at",
        )  # fmt: skip
        read_only_fields = (
            "kind", "currency", "original_amount", "exchange_rate", "opportunity", "refund_of", "cancelled_on",
            "items", "cost", "created_at",
        )  # fmt: skip
        for_administrators = ("cost",)
        extra_kwargs = {"sold_on": {"required": False}}


class Refunding(Strict):
    """How much is given back, a positive amount, and when; today unless it is given."""

    amount = Exact(max_digits=20, decimal_places=6)
    on = Day(required=False)


class Cancelling(Strict):
    """The day on which it was cancelled; today unless it is given."""

    on = Day(required=False)


class SaleLines(Strict):
    """What was sold."""

    lines = SaleLineSerializer(many=True)


class Sales(Bulk):
    """Sales and refunds, net of VAT in the company's currency."""

    model = Sale
    serializer_class = SaleSerializer
    filterset_class = SaleRows
    configures = True

    def check(self, values: dict[str, Any], record: Any | None) -> None:
        moment = values.get("sold_at")
        if moment is not None and not values.get("sold_on"):
            values["sold_on"] = Company.current().local_date(moment)
        if record is None and not values.get("sold_on"):
            raise ValidationError({"sold_on": _("Give the day on which it was sold.")})
        if record is None and "amount" not in values and not values.get("lines"):
            raise ValidationError({"amount": _("Give the amount, or the lines that add up to it.")})
        if record is not None:
            self.check_change(values, record)
        sign = -1 if record is not None and record.kind == Sale.Kind.REFUND else 1
        if "amount" in values and values["amount"] * sign < 0:
            sentence = _("A sale’s amount is not negative: give money back with the verb “refund”.")
            raise ValidationError({"amount": sentence})

    def check_change(self, values: dict[str, Any], record: Any) -> None:
        if "lines" in values:
            raise ValidationError(
                {"lines": _("Lines are settled when a sale is recorded: cancel it and record it anew.")}
            )
        changed = [name for name in ("amount", "sold_on", "account") if name in values]
        if record.opportunity_id and changed:
            sentence = _("It was made by winning an opportunity: change that, and the sale follows.")
            raise ValidationError(dict.fromkeys(changed, sentence))
        if "amount" in values and SaleLine.objects.filter(sale=record).exists():
            raise ValidationError({"amount": _("Its lines add up to the amount: cancel it and record it anew.")})

    def new(self, values: dict[str, Any]) -> Any:
        given = {name: value for name, value in values.items() if name != "lines"}
        if "amount" not in given:
            given["amount"] = sum((line["amount"] for line in values["lines"]), Decimal(0))
        made = Sale(**given)
        if values.get("lines"):
            for name, value in SaleLine.summary([SaleLine(**line) for line in values["lines"]]).items():
                setattr(made, name, value)
        return made

    def prepare(self, record: Any) -> None:
        with_owner_of(record, record.account)
        record.attribute()

    def follow_up(self, records: list[Any], rows: list[dict[str, Any]]) -> None:
        lines = [
            SaleLine(sale=record, **line)
            for record, row in zip(records, rows, strict=True)
            for line in row.get("lines", ())
        ]
        SaleLine.objects.bulk_create(lines, batch_size=BATCH)
        first_sales(records)

    def prepare_change(self, record: Any) -> None:
        """What was attributed stays."""

    def change(self, record: Any, values: dict[str, Any]) -> None:
        self.change_all([record], [values])

    def change_all(self, records: list[Any], rows: list[dict[str, Any]]) -> None:
        """Where the day or the account changes, the accounts remember their first sale anew."""
        moved = [
            (record, record.account, record.sold_on)
            for record, values in zip(records, rows, strict=True)
            if "sold_on" in values or "account" in values
        ]
        super().change_all(records, rows)
        first_sales([record for record, _account, _day in moved if record.cancelled_on is None])
        for _record, account, day in moved:
            if account is not None:
                account.forget_sale(day)

    @extend_schema(responses=SaleLines)
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def lines(self, request: Request, pk: str) -> Response:
        """What was sold."""
        row = self.get_object()
        context = self.get_serializer_context()
        return Response({"lines": SaleLineSerializer(row.lines.order_by("pk"), many=True, context=context).data})

    @extend_schema(responses={201: SaleSerializer})
    @action(detail=True, methods=["post"], asked=Refunding)
    def refund(self, request: Request, pk: str) -> Response:
        """Gives back a part or all of it; the answer is the refund, which keeps the sale's attribution."""

        def work(row: Any, asked: dict[str, Any]) -> Response:
            self.require_standing(row)
            return self.answer(row.refund(asked["amount"], asked.get("on")), 201)

        return self.carry_out(request, pk, work)

    @action(detail=True, methods=["post"], asked=Cancelling)
    def cancel(self, request: Request, pk: str) -> Response:
        """It did not happen after all: it leaves revenue and counts, its refunds with it."""

        def work(row: Any, asked: dict[str, Any]) -> None:
            self.require_standing(row)
            row.cancel(asked.get("on"))

        return self.carry_out(request, pk, work)

    def require_standing(self, row: Any) -> None:
        if row.kind != Sale.Kind.SALE or row.cancelled_on is not None:
            sentence = _("Only a sale that stands can be refunded or cancelled.")
            raise RefusalError("wrong_state", sentence, status=409)


class CartSerializer(RecordSerializer):
    amount = Exact(max_digits=20, decimal_places=6, min_value=Decimal(0), required=False)

    class Meta:
        model = Cart
        fields = (
            "id", "external_id", "created_at", "created_on", "touched_at", "converted_at", "sale", "account", "contact",
            "amount", "items", "owner", "team", "region", "channel", "campaign",
        )  # fmt: skip
        read_only_fields = ("created_on",)
        extra_kwargs = {"touched_at": {"required": False}}


class Carts(Bulk, Deleted):
    """Online shopping carts."""

    model = Cart
    serializer_class = CartSerializer
    filterset_class = CartRows
    derived = ("created_on",)
    configures = True

    def check(self, values: dict[str, Any], record: Any | None) -> None:
        if record is None:
            values.setdefault("touched_at", values["created_at"])
        made: Any = values.get("created_at", getattr(record, "created_at", None))
        touched: Any = values.get("touched_at", getattr(record, "touched_at", None))
        if touched < made:
            raise ValidationError({"touched_at": _("A cart cannot be updated before it was created.")})
        sale = values.get("sale")
        if sale is not None and Cart.objects.filter(sale=sale).exclude(pk=getattr(record, "pk", None)).exists():
            raise ValidationError({"sale": _("This sale came of another cart.")})

    def prepare(self, record: Any) -> None:
        self.prepare_change(record)
        with_owner_of(record, record.account)
        record.attribute()

    def prepare_change(self, record: Any) -> None:
        record.created_on = Company.current().local_date(record.created_at)

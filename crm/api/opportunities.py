"""Opportunities: opened, changed, and taken through their stages by their verbs; their lines and their history."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from crm.api.attachments import Attaching, AttachmentSerializer, attached
from crm.api.bulk import BATCH, Bulk
from crm.api.customers import refuse_deleting
from crm.api.fields import Day, Exact, RecordId
from crm.api.filters import OpportunityRows
from crm.api.lines import MOST, OpportunityLineSerializer
from crm.api.owners import ToOwner, check_owner
from crm.api.records import Deleted
from crm.api.serializers import Nothing, RecordSerializer, Strict
from crm.models import Company, LostReason, Opportunity, OpportunityEvent, OpportunityLine, Pipeline, Stage
from crm.models.names import normalise
from crm.models.pipeline import validate_closing_day

Event = OpportunityEvent.Kind
# What has a verb of its own, or is settled when it is opened.
OPENING = ("account", "stage", "opened_on", "owner", "region", "channel", "lines")


class OpportunitySerializer(RecordSerializer):
    amount = Exact(max_digits=20, decimal_places=6, min_value=Decimal(0), required=False, allow_null=True)
    lines = OpportunityLineSerializer(many=True, required=False, write_only=True, max_length=MOST)

    class Meta:
        model = Opportunity
        fields = (
            "id", "name", "external_id", "account", "contact", "pipeline", "stage", "outcome", "amount",
            "amount_at_opening", "currency", "original_amount", "exchange_rate", "opened_on", "expected_close_on",
            "closed_on", "stage_since", "source", "lost_reason", "owner", "team", "region", "channel", "campaign",
            "notes", "lines", "version", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = (
            "pipeline", "outcome", "amount_at_opening", "currency", "original_amount", "exchange_rate", "closed_on",
            "stage_since", "lost_reason", "team", "version", "created_at", "updated_at",
        )  # fmt: skip
        extra_kwargs = {"stage": {"required": False}}


class EventSerializer(RecordSerializer):
    class Meta:
        model = OpportunityEvent
        fields = ("id", "kind", "at", "on", "by", "stage", "outcome", "owner", "team", "amount", "expected_close_on")
        read_only_fields = fields


class Winning(Strict):
    """The final amount and the day, unless they are those that are known, and today."""

    amount = Exact(max_digits=20, decimal_places=6, min_value=Decimal(0), required=False, allow_null=True)
    on = Day(required=False, allow_null=True, validators=[validate_closing_day])


class Losing(Strict):
    """Why it was lost; it is needed where the company has reasons."""

    reason = RecordId(queryset=LostReason.objects.all(), required=False, allow_null=True)
    on = Day(required=False, allow_null=True, validators=[validate_closing_day])

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("reason") is None and LostReason.objects.filter(active=True).exists():
            sentence = _("Choose why it was lost: that is what the next one learns from.")
            raise serializers.ValidationError({"reason": sentence})
        return attrs


class Moving(Strict):
    stage = RecordId(queryset=Stage.objects.all())


class Lines(Strict):
    """Products, how many, at what price; the amount follows their sum."""

    lines = OpportunityLineSerializer(many=True, max_length=MOST)


class Events(Strict):
    """What happened, in order, with the state after each change."""

    events = EventSerializer(many=True)


class Opportunities(Bulk, Deleted):
    """Possible sales, from their opening to won or lost."""

    model = Opportunity
    serializer_class = OpportunitySerializer
    filterset_class = OpportunityRows
    derived = ("normalised_name",)

    def check(self, values: dict[str, Any], record: Any | None) -> None:
        check_owner(self.request.user, values, record)
        if record is None:
            self.check_new(values)
            return
        settled = [name for name in OPENING if name in values]
        if settled:
            sentence = _("It is settled when an opportunity is opened, or has a verb of its own.")
            raise ValidationError(dict.fromkeys(settled, sentence))
        if record.outcome == Stage.Kind.WON and "amount" in values and values["amount"] is None:
            raise ValidationError({"amount": _("Give the amount that was won.")})
        if record.outcome != Stage.Kind.OPEN and "campaign" in values and values["campaign"] != record.campaign:
            raise ValidationError({"campaign": _("It is closed, and keeps the campaign that it was earned in.")})

    def check_new(self, values: dict[str, Any]) -> None:
        stage = values.get("stage")
        if stage is not None and stage.kind != Stage.Kind.OPEN:
            sentence = _("An opportunity opens in an open stage: win or lose it with its verb afterwards.")
            raise ValidationError({"stage": sentence})
        if values.get("opened_on") and values["opened_on"] > Company.current().today():
            raise ValidationError({"opened_on": _("This day is to come: give the day on which it was opened.")})

    def new(self, values: dict[str, Any]) -> Any:
        """As `Opportunity.open` makes it, in memory."""
        given = {name: value for name, value in values.items() if name != "lines"}
        given["stage"] = given.get("stage") or self.first_stage()
        given.setdefault("opened_on", Company.current().today())
        made = Opportunity(**{"owner": self.request.user, **given})
        made.pipeline = made.stage.pipeline
        if values.get("lines"):
            made.amount = sum((line["amount"] for line in values["lines"]), Decimal(0))
        return made

    def first_stage(self) -> Stage:
        """Asked once for a request."""
        if not hasattr(self, "_first_stage"):
            self._first_stage = Pipeline.first_stage()
        return self._first_stage

    def prepare(self, record: Any) -> None:
        record.normalised_name = normalise(record.name)[:200]
        record.amount_at_opening = record.amount
        record.stage_since = record.opened_on
        record.attribute()

    def follow_up(self, records: list[Any], rows: list[dict[str, Any]]) -> None:
        lines = [
            OpportunityLine(opportunity=record, **line)
            for record, row in zip(records, rows, strict=True)
            for line in row.get("lines", ())
        ]
        OpportunityLine.objects.bulk_create(lines, batch_size=BATCH)
        self.record(records, Event.OPENED)

    def record(self, records: list[Any], kind: str) -> None:
        """Appends to their histories what happened to them; the day of opening is the one that was given."""
        now, today, by = timezone.now(), Company.current().today(), self.request.user
        days = [record.opened_on if kind == Event.OPENED else today for record in records]
        events = [OpportunityEvent.of(record, kind, by, now, on) for record, on in zip(records, days, strict=True)]
        OpportunityEvent.objects.bulk_create(events, batch_size=BATCH)

    def change(self, record: Any, values: dict[str, Any]) -> None:
        record.change(by=self.request.user, **values)

    def change_all(self, records: list[Any], rows: list[dict[str, Any]]) -> None:
        """With their events; what has lines or a sale that would have to follow is changed by itself."""
        before = [(record.amount, record.expected_close_on) for record in records]
        alone = self.those_with_lines(records)
        plain = [
            (record, values)
            for record, values in zip(records, rows, strict=True)
            if not ("amount" in values and (record.pk in alone or record.outcome == Stage.Kind.WON))
        ]
        changed = {record.pk for record, _values in plain}
        super().change_all([record for record, _values in plain], [values for _record, values in plain])
        pairs = [(record, was) for record, was in zip(records, before, strict=True) if record.pk in changed]
        self.record([record for record, was in pairs if record.amount != was[0]], Event.AMOUNT)
        self.record([record for record, was in pairs if record.expected_close_on != was[1]], Event.EXPECTED)
        for record, values in zip(records, rows, strict=True):
            if record.pk not in changed:
                self.change(record, values)

    def those_with_lines(self, records: list[Any]) -> set[int]:
        keys = [record.pk for record in records]
        lines = OpportunityLine.objects.filter(opportunity__in=keys)
        return set(lines.values_list("opportunity_id", flat=True))

    def prepare_change(self, record: Any) -> None:
        record.normalised_name = normalise(record.name)[:200]

    def remove(self, record: Any) -> None:
        refuse_deleting(record, self.request.user)
        record.delete()

    @action(detail=True, methods=["post"], asked=Winning)
    def win(self, request: Request, pk: str) -> Response:
        """Won for an amount on a day; its sale is made in the same transaction."""

        def work(row: Any, asked: dict[str, Any]) -> None:
            row.win(asked.get("amount"), on=asked.get("on"), by=request.user)

        return self.carry_out(request, pk, work)

    @action(detail=True, methods=["post"], asked=Losing)
    def lose(self, request: Request, pk: str) -> Response:
        """Lost on a day; a sale made by an earlier win is taken back."""

        def work(row: Any, asked: dict[str, Any]) -> None:
            row.lose(asked.get("reason"), on=asked.get("on"), by=request.user)

        return self.carry_out(request, pk, work)

    @action(detail=True, methods=["post"], asked=Moving)
    def move(self, request: Request, pk: str) -> Response:
        """To another open stage of any pipeline."""
        return self.carry_out(request, pk, lambda row, asked: row.move_to(asked["stage"], by=request.user))

    @action(detail=True, methods=["post"], asked=Nothing)
    def reopen(self, request: Request, pk: str) -> Response:
        """Open again, in the stage it was in before it closed; the sale that winning made is taken back."""
        return self.carry_out(request, pk, lambda row, asked: row.reopen(by=request.user))

    @action(detail=True, methods=["post"], asked=ToOwner)
    def reassign(self, request: Request, pk: str) -> Response:
        """To another owner, with their team; closed ones keep whoever earned them."""
        return self.carry_out(request, pk, lambda row, asked: row.reassign(asked["owner"], by=request.user))

    @extend_schema(responses=Lines)
    @action(detail=True, methods=["get"], asked=Lines, pagination_class=None, filterset_class=None)
    def lines(self, request: Request, pk: str) -> Response:
        """Its products."""
        row = get_object_or_404(self.get_queryset(), pk=pk)
        return Response({"lines": self.lines_of(row)})

    @extend_schema(responses=Lines)
    @lines.mapping.put
    def set_lines(self, request: Request, pk: str) -> Response:
        """These lines and no others; the amount follows their sum, and the sale of a won one follows both."""

        def work(row: Any, asked: dict[str, Any]) -> Response:
            row.set_lines([OpportunityLine(**line) for line in asked["lines"]], by=request.user)
            return Response({"lines": self.lines_of(row)})

        return self.carry_out(request, pk, work)

    def lines_of(self, row: Any) -> Any:
        context = self.get_serializer_context()
        return OpportunityLineSerializer(row.lines.order_by("pk"), many=True, context=context).data

    @extend_schema(responses={201: AttachmentSerializer})
    @action(detail=True, methods=["post"], asked=Attaching, parser_classes=[MultiPartParser])
    def attachments(self, request: Request, pk: str) -> Response:
        """Keeps a file with it, of the types and the size that the page takes; `/api/attachments/` lists them."""

        def work(row: Any, asked: dict[str, Any]) -> Response:
            return attached(row, asked["file"], self)

        return self.carry_out(request, pk, work)

    @extend_schema(responses=Events)
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def events(self, request: Request, pk: str) -> Response:
        """What happened to it, in order, with the state after each change."""
        row = get_object_or_404(self.get_queryset(), pk=pk)
        events = row.events.order_by("at", "pk")
        return Response({"events": EventSerializer(events, many=True, context=self.get_serializer_context()).data})

"""Webhooks: whom Jauge tells what, and what became of telling them; for administrators, as in the settings."""

from typing import Any

import django_filters
from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from crm.api.fields import Choice, RecordId
from crm.api.filters import IdFilter
from crm.api.forms import ByForm
from crm.api.records import ForAdministrators
from crm.api.refusals import RefusalError
from crm.api.serializers import Nothing, RecordSerializer
from crm.api.versions import refuse_stale
from crm.forms.settings.webhooks import WebhookForm
from crm.models import WebhookDelivery, WebhookEndpoint
from crm.tasks import ring_for_webhooks
from crm.webhooks import outbox, sending
from crm.webhooks.types import known


class WebhookSerializer(RecordSerializer):
    class Meta:
        model = WebhookEndpoint
        fields = (
            "id", "description", "address", "types", "active", "failures", "failing_since", "turned_off_at",
            "created_at", "created_by",
        )  # fmt: skip
        read_only_fields = ("active", "failures", "failing_since", "turned_off_at", "created_at", "created_by")

    def get_fields(self) -> dict[str, Any]:
        """Which events there are is known once all apps are ready."""
        fields = super().get_fields()
        if "types" in fields:
            fields["types"] = serializers.ListField(child=Choice(choices=[(name, name) for name in known()]))
        return fields


class WithSecret(WebhookSerializer):
    """With the secret of its signatures, shown this once."""

    secret = serializers.CharField(read_only=True)

    class Meta(WebhookSerializer.Meta):
        fields = (*WebhookSerializer.Meta.fields, "secret")  # type: ignore[assignment]


class DeliverySerializer(RecordSerializer):
    webhook = RecordId(source="endpoint", read_only=True)
    type = serializers.CharField(source="event.type", read_only=True, help_text="Of the event.")
    occurred_at = serializers.DateTimeField(source="event.occurred_at", read_only=True)
    payload = serializers.CharField(source="event.payload", read_only=True, help_text="The text that is sent.")

    class Meta:
        model = WebhookDelivery
        fields = (
            "id", "uid", "webhook", "type", "occurred_at", "state", "attempts", "next_attempt_at", "tried_at",
            "delivered_at", "status", "answer", "problem", "payload",
        )  # fmt: skip
        read_only_fields = fields


class DeliveryRows(django_filters.FilterSet):
    webhook = IdFilter(field_name="endpoint_id", label="webhook")
    state = django_filters.ChoiceFilter(choices=WebhookDelivery.State.choices, label="state")


class Webhooks(ForAdministrators, ByForm):
    """Addresses of other systems, each with the events that it is told. The secret is shown when it is made."""

    model = WebhookEndpoint
    serializer_class = WebhookSerializer

    def form(self, data: dict[str, Any] | None, record: Any) -> Any:
        return WebhookForm(data, instance=record)

    @extend_schema(responses={201: WithSecret})
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Makes a new one; its secret is in the answer, and nowhere afterwards."""
        return super().create(request, **kwargs)

    def save(self, record: Any, values: dict[str, Any]) -> Any:
        if record.pk is None:
            record.created_by = self.request.user
        return super().save(record, values)

    def answer(self, record: Any, code: int = 200) -> Response:
        answer = super().answer(record, code)
        if code == 201:
            answer.data["secret"] = record.secret
        return answer

    @extend_schema(responses=WithSecret)
    @action(detail=True, methods=["post"], asked=Nothing)
    def secret(self, request: Request, pk: str) -> Response:
        """Another secret, in force at once, shown this once."""

        def work(endpoint: Any, asked: dict[str, Any]) -> Response:
            secret = endpoint.renew_secret()
            answer = self.answer(endpoint)
            answer.data["secret"] = secret
            return answer

        return self.carry_out(request, pk, work)

    @action(detail=True, methods=["post"], asked=Nothing)
    def activate(self, request: Request, pk: str) -> Response:
        """In use again: what waited is sent now."""

        def work(endpoint: Any, asked: dict[str, Any]) -> None:
            endpoint.turn_on()
            transaction.on_commit(ring_for_webhooks)

        return self.carry_out(request, pk, work)

    @action(detail=True, methods=["post"], asked=Nothing)
    def deactivate(self, request: Request, pk: str) -> Response:
        """Nothing is sent there until it is activated."""

        def work(endpoint: Any, asked: dict[str, Any]) -> None:
            endpoint.turn_off()

        return self.carry_out(request, pk, work)

    @extend_schema(responses=DeliverySerializer)
    @action(detail=True, methods=["post"], asked=Nothing)
    def ping(self, request: Request, pk: str) -> Response:
        """Sends a message now, also where it is not in use, and answers what became of it."""
        # Not within a transaction: what is sent may take seconds to arrive.
        endpoint = get_object_or_404(self.get_queryset(), pk=pk)
        refuse_stale(request, endpoint)
        form = Nothing(data=request.data, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        made = outbox.ping(endpoint)
        claim = sending.claim(made.pk)
        if claim:
            made = sending.send(claim)
        return Response(DeliverySerializer(made, context=self.get_serializer_context()).data)


class WebhookDeliveries(ForAdministrators):
    """What was sent to webhooks and what they answered, for 30 days."""

    model = WebhookDelivery
    serializer_class = DeliverySerializer
    filterset_class = DeliveryRows

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("event", "endpoint")

    @action(detail=True, methods=["post"], asked=Nothing)
    def resend(self, request: Request, pk: str) -> Response:
        """Sends the same message again, under the same id, within a minute."""

        def work(delivery: Any, asked: dict[str, Any]) -> None:
            if not delivery.endpoint.active:
                sentence = _("“%(name)s” is turned off: turn it on first.") % {"name": delivery.endpoint}
                raise RefusalError("turned_off", sentence, status=409)
            if not delivery.send_again():
                raise RefusalError("waiting", _("It is waiting to be sent anyway."), status=409)
            transaction.on_commit(ring_for_webhooks)
            delivery.refresh_from_db()

        return self.carry_out(request, pk, work)

"""Invitations: whoever may see a contact asks them, sees what became of it, and withdraws it."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from crm.api.fields import Choice, RecordId
from crm.api.filters import IdFilter
from crm.api.records import WithVerbs
from crm.api.refusals import RefusalError
from crm.api.serializers import Nothing, RecordSerializer, Strict
from crm.bell import ring
from crm.models import Contact, Opportunity
from feedback.addresses import handed_over
from feedback.models import Invitation, Survey
from feedback.sending.by_hand import ask, withdraw
from feedback.sending.selection import Reason
from feedback.tasks import send_now

Delivery = Invitation.Delivery


class InvitationRows(django_filters.FilterSet):
    external_id = django_filters.CharFilter(label="external_id")
    contact = IdFilter(field_name="contact_id", label="contact")
    survey = IdFilter(field_name="survey_id", label="survey")
    state = django_filters.ChoiceFilter(choices=Invitation.State.choices, label="state")


class InvitationSerializer(RecordSerializer):
    link = serializers.SerializerMethodField()

    class Meta:
        model = Invitation
        fields = (
            "id", "survey", "contact", "account", "opportunity", "sale", "rule", "delivery", "language", "state",
            "reason", "due_at", "sent_at", "reminded_at", "opened_at", "answered_on", "expires_at", "external_id",
            "link",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field({"type": "string", "description": "To hand over, while it waits for an answer; else empty."})
    def get_link(self, row: Any) -> str:
        if row.delivery != Delivery.LINK or not row.may_be_answered():
            return ""
        return handed_over(self.context["request"], reverse("feedback:ask", args=[row.token]))


class Asking(Strict):
    """Whom to ask what, by e-mail or by a link to hand over."""

    contact = RecordId(queryset=Contact.objects.all())
    survey = RecordId(queryset=Survey.objects.all())
    delivery = Choice(choices=Delivery.choices, default=Delivery.EMAIL)
    opportunity = RecordId(queryset=Opportunity.objects.all(), required=False, allow_null=True)

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        about = values.get("opportunity")
        if values["survey"].current_version() is None:
            raise serializers.ValidationError({"survey": _("Publish the survey first: there is nothing to ask yet.")})
        if about is not None and about.contact_id != values["contact"].pk:
            raise serializers.ValidationError({"opportunity": _("It is not one of this contact: choose another one.")})
        return values


class Invitations(WithVerbs):
    """Surveys sent to a person, by a rule or by hand."""

    model = Invitation
    serializer_class = InvitationSerializer
    filterset_class = InvitationRows
    asked = Asking

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):
            return Invitation.objects.none()
        return Invitation.objects.filter(contact__in=Contact.objects.visible_to(self.request.user))

    def create(self, request: Request, **kwargs: Any) -> Response:
        """Asks one customer: by e-mail as soon as the hours allow, or by a link that is answered."""
        form = Asking(data=request.data, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        asked = form.validated_data
        made = ask(asked["contact"], asked["survey"], asked["delivery"], asked.get("opportunity"))
        if isinstance(made, Reason):
            raise RefusalError("not_asked", f"{made.label}.", status=409)
        if made.delivery == Delivery.EMAIL:
            ring(send_now)
        return self.answer(made, 201)

    @action(detail=True, methods=["post"], asked=Nothing)
    def withdraw(self, request: Request, pk: str) -> Response:
        """Its link leads nowhere from now on, and a mail that waits is not sent."""

        def work(row: Any, asked: dict[str, Any]) -> None:
            if not withdraw(row):
                sentence = _("It waits for no answer any more: there is nothing to withdraw.")
                raise RefusalError("not_waiting", sentence, status=409)
            row.refresh_from_db()

        return self.carry_out(request, pk, work)

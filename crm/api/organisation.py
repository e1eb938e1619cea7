"""The company, its teams and people, who was in which team, who is away."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from crm.access import Role
from crm.api.fields import Day, RecordId
from crm.api.filters import NamedRows, PersonRows
from crm.api.forms import ByForm, refuse_invalid
from crm.api.records import Records
from crm.api.refusals import RefusalError
from crm.api.serializers import Nothing, RecordSerializer, Strict
from crm.api.views import ApiView
from crm.forms.settings.leaving import LeavingForm
from crm.forms.settings.people import AbsenceForm, ChangePersonForm, NewPersonForm
from crm.forms.settings.teams import TeamForm
from crm.invitations import NotSentError, invite, withdraw
from crm.leaving import PARTS, leave
from crm.models import Absence, Company, Membership, Team, User
from crm.uses import uses_of


class CompanySerializer(serializers.ModelSerializer):
    class Meta:
        model = Company
        fields = (
            "name", "currency", "time_zone", "fiscal_year_start", "active_customer_days", "cart_abandonment_hours",
            "working_days", "hours_per_day", "small_sample", "language",
            "managers_propose_objectives",
        )  # fmt: skip
        read_only_fields = fields


class CompanySettings(ApiView):
    """The settings that every figure depends on. They are changed on their page, which says what a change moves."""

    serializer_class = CompanySerializer

    def get(self, request: Request) -> Response:
        return Response(CompanySerializer(Company.current()).data)


class TeamSerializer(RecordSerializer):
    managers = RecordId(queryset=User.objects.all(), many=True, required=False)

    class Meta:
        model = Team
        fields = ("id", "name", "parent", "managers", "region", "external_id", "active")


class Teams(ByForm):
    """Teams form a tree; managers see their team and all below."""

    model = Team
    serializer_class = TeamSerializer
    filterset_class = NamedRows

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().prefetch_related("managers")

    def form(self, data: dict[str, Any] | None, record: Any) -> Any:
        if data is not None:
            data = {**data, "parent": str(data.get("parent") or "")}
        return TeamForm(data, instance=record)

    def check(self, values: dict[str, Any], record: Any | None) -> None:
        if record is None or not record.active or values.get("active") is not False:
            return
        if needed := record.needed_because():
            raise serializers.ValidationError({"active": str(needed)})

    def remove(self, record: Any) -> None:
        if uses_of(record):
            sentence = _("People or facts belong to it: deactivate it instead, and the past keeps it.")
            raise RefusalError("not_deletable", sentence, status=409)
        record.delete()


class PersonSerializer(RecordSerializer):
    since = Day(write_only=True, required=False)
    email = serializers.EmailField(max_length=254)

    class Meta:
        model = User
        fields = (
            "id", "username", "first_name", "last_name", "email", "phone", "role", "team", "region", "language",
            "joined_on", "left_on", "working_share", "hourly_cost", "external_id", "is_active", "since",
        )  # fmt: skip
        read_only_fields = ("username", "left_on")
        for_administrators = ("language", "joined_on", "left_on", "working_share", "hourly_cost", "since")
        extra_kwargs = {name: {"required": True, "allow_blank": False} for name in ("first_name", "last_name")}


class Handing(Strict):
    """The last day, and who takes over open work: `successor` everything, or other people some of it."""

    on = Day()
    successor = RecordId(queryset=User.objects.all(), required=False)
    opportunities = RecordId(queryset=User.objects.all(), required=False)
    activities = RecordId(queryset=User.objects.all(), required=False)
    accounts = RecordId(queryset=User.objects.all(), required=False)
    contacts = RecordId(queryset=User.objects.all(), required=False)


class People(ByForm):
    """Who works here, as far as the caller may see. `since`: from which day on a new team counts."""

    model = User
    serializer_class = PersonSerializer
    filterset_class = PersonRows
    http_method_names = ["get", "post", "patch", "head", "options"]

    def locked(self, pk: Any) -> Any:
        # Two administrators who demote each other at once wait for one another.
        list(User.objects.select_for_update().staying_administrators())
        return super().locked(pk)

    def check(self, values: dict[str, Any], record: Any | None) -> None:
        if record is None:
            values.pop("is_active", None)
            values.setdefault("joined_on", Company.current().today())
            values.setdefault("role", Role.REP)
            if "since" in values:
                sentence = _("A new person is in their team from their first day.")
                raise serializers.ValidationError({"since": sentence})

    def form(self, data: dict[str, Any] | None, record: Any) -> Any:
        made: Any = NewPersonForm if record.pk is None else ChangePersonForm
        return made(data, instance=record, viewer=self.request.user)

    @action(detail=True, methods=["post"], asked=Nothing)
    def invite(self, request: Request, pk: str) -> Response:
        """Sends the invitation, for the first time or again."""

        def work(row: Any, asked: dict[str, Any]) -> None:
            try:
                invite(row, request._request)
            except NotSentError as error:
                raise RefusalError("not_sent", str(error), status=409) from error

        return self.carry_out(request, pk, work)

    @action(detail=True, methods=["post"], asked=Nothing)
    def withdraw(self, request: Request, pk: str) -> Response:
        """The invitation that was sent opens nothing any more."""
        return self.carry_out(request, pk, lambda row, asked: withdraw(row))

    @action(detail=True, methods=["post"], asked=Handing)
    def leave(self, request: Request, pk: str) -> Response:
        """They leave: open work goes to others, sign-in ends with the last day, what they achieved stays theirs."""

        def work(row: Any, asked: dict[str, Any]) -> None:
            named = {
                name: f"user:{asked[name].pk}"
                for name in ("successor", *(part.name for part in PARTS))
                if name in asked
            }
            form = LeavingForm({"left_on": asked["on"], **named}, viewer=request.user, person=row)
            refuse_invalid(form)
            leave(row, form.cleaned_data["left_on"], form.successors(), request.user)

        return self.carry_out(request, pk, work)


class MembershipSerializer(RecordSerializer):
    class Meta:
        model = Membership
        fields = ("id", "user", "team", "region", "start_on", "end_on")
        read_only_fields = fields


class Memberships(Records):
    """Who was in which team, from a day until another (excluded); it follows from the team of each person."""

    model = Membership
    serializer_class = MembershipSerializer


class AbsenceSerializer(RecordSerializer):
    class Meta:
        model = Absence
        fields = ("id", "user", "start_on", "end_on", "reason")


class Absences(ByForm):
    """Days off of one person, both ends included."""

    model = Absence
    serializer_class = AbsenceSerializer
    http_method_names = ["get", "post", "delete", "head", "options"]

    def form(self, data: dict[str, Any] | None, record: Any) -> Any:
        return AbsenceForm(data, instance=record)

    def save(self, record: Any, values: dict[str, Any]) -> Any:
        record.user = values.pop("user")
        return super().save(record, values)

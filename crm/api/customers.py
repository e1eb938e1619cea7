"""Accounts and contacts."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from crm.api.bulk import Bulk
from crm.api.fields import Choice, Day, RecordId, Text
from crm.api.filters import AccountRows, ContactRows
from crm.api.owners import ToOwner, check_owner
from crm.api.records import Deleted
from crm.api.refusals import RefusalError
from crm.api.serializers import RecordSerializer, Strict
from crm.bulk import plan
from crm.merging import CHOSEN, may_merge, merge
from crm.models import Account, BulkChange, Company, Contact, Opportunity
from crm.models.accounts import normalise_phone
from crm.models.names import normalise


class AccountSerializer(RecordSerializer):
    class Meta:
        model = Account
        fields = (
            "id", "kind", "name", "external_id", "segment", "source", "parent", "owner", "team", "region", "channel",
            "campaign", "email", "phone", "website", "street", "postal_code", "city", "country", "employees",
            "annual_revenue", "founded", "language", "prospect_since", "customer_since", "lost_on", "notes", "version",
            "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = ("team", "customer_since", "lost_on", "version", "created_at", "updated_at")


class ContactSerializer(RecordSerializer):
    undeliverable_email = Text(read_only=True)

    class Meta:
        model = Contact
        fields = (
            "id", "account", "owner", "first_name", "last_name", "job_title", "email", "phone", "language", "source",
            "refuses_surveys", "refused_surveys_at", "survey_consent_on", "survey_consent_source",
            "undeliverable_email", "undeliverable_since", "external_id", "notes", "version", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = (
            "refused_surveys_at", "undeliverable_email", "undeliverable_since", "version", "created_at", "updated_at",
        )  # fmt: skip


class Merging(Strict):
    """The record that goes, and the fields in which its value is taken although the one that stays has another."""


class AccountMerging(Merging):
    other = RecordId(queryset=Account.objects.all())
    take = serializers.ListField(child=Choice(choices=CHOSEN[Account]), required=False, default=list)


class ContactMerging(Merging):
    other = RecordId(queryset=Contact.objects.all())
    take = serializers.ListField(child=Choice(choices=CHOSEN[Contact]), required=False, default=list)


class Leaving(Strict):
    """The day on which the customer left; today unless it is given."""

    on = Day(required=False)


def refuse_deleting(record: Any, viewer: Any) -> None:
    """409 with the reason where something hangs on the record, or others answer for it."""
    kind = BulkChange.Kind.DELETE
    for obstacle in plan(type(record).objects.filter(pk=record.pk), kind, None, viewer).obstacles:
        raise RefusalError("not_deletable", obstacle.reason, status=409)


class Customers(Bulk, Deleted):
    """What accounts and contacts have in common: owners, merging, deleting."""

    by_windows = True

    def check(self, values: dict[str, Any], record: Any | None) -> None:
        check_owner(self.request.user, values, record)

    def new(self, values: dict[str, Any]) -> Any:
        return super().new({"owner": self.request.user, **values})

    def remove(self, record: Any) -> None:
        refuse_deleting(record, self.request.user)
        record.delete()

    def merge_into(self, record: Any, asked: dict[str, Any]) -> None:
        """The other record is merged into this one, and is gone."""
        rows = self.get_queryset().select_for_update(of=("self",))
        gone = get_object_or_404(rows, pk=asked["other"].pk)
        if gone.pk == record.pk:
            raise ValidationError({"other": _("This is the record itself: choose another one.")})
        for each in (record, gone):
            if not (allowed := may_merge(self.request.user, each)):
                raise PermissionDenied(str(allowed.reason))  # type: ignore[union-attr]
        merge(record, gone, set(asked["take"]))


class Accounts(Customers):
    """Companies and people that buy or may buy."""

    model = Account
    serializer_class = AccountSerializer
    filterset_class = AccountRows
    derived = ("normalised_name", "normalised_phone", "team")

    def check(self, values: dict[str, Any], record: Any | None) -> None:
        super().check(values, record)
        if record is not None and values.get("parent") and values["parent"].pk == record.pk:
            raise ValidationError({"parent": _("An account cannot be its own parent: choose another one.")})

    def new(self, values: dict[str, Any]) -> Any:
        return super().new({"prospect_since": Company.current().today(), **values})

    def prepare(self, record: Any) -> None:
        self.prepare_change(record)
        record.attribute()

    def prepare_change(self, record: Any) -> None:
        record.normalised_name = normalise(record.name)[:200]
        record.normalised_phone = normalise_phone(record.phone)[:40]

    def change(self, record: Any, values: dict[str, Any]) -> None:
        to_team_of_owner(record, values)
        super().change(record, values)

    def fill(self, record: Any, values: dict[str, Any]) -> None:
        to_team_of_owner(record, values)
        super().fill(record, values)

    def change_all(self, records: list[Any], rows: list[dict[str, Any]]) -> None:
        super().change_all(records, rows)
        moved: dict[int, list[int]] = {}
        for record, values in zip(records, rows, strict=True):
            if values.get("region") is not None:
                moved.setdefault(record.region_id, []).append(record.pk)
        for region, keys in moved.items():
            Opportunity.objects.filter(account__in=keys, outcome="open").update(region_id=region)

    @action(detail=True, methods=["post"], url_path="lost", asked=Leaving)
    def lost(self, request: Request, pk: str) -> Response:
        """The customer has left: not active from that day, until they buy again."""
        today = Company.current().today()
        return self.carry_out(request, pk, lambda row, asked: row.mark_lost(asked.get("on") or today))

    @action(detail=True, methods=["post"], asked=ToOwner)
    def reassign(self, request: Request, pk: str) -> Response:
        """To somebody else, in their team; what was earned stays with whoever earned it."""
        return self.carry_out(request, pk, lambda row, asked: row.reassign(asked["owner"]))

    @action(detail=True, methods=["post"], asked=AccountMerging)
    def merge(self, request: Request, pk: str) -> Response:
        """Merges another account into this one; it takes over all that hangs on the other, which is gone."""
        return self.carry_out(request, pk, self.merge_into)


class Contacts(Customers):
    """People to talk to, usually in an account."""

    model = Contact
    serializer_class = ContactSerializer
    filterset_class = ContactRows
    derived = ("normalised_name", "normalised_phone", "refused_surveys_at")

    def check(self, values: dict[str, Any], record: Any | None) -> None:
        super().check(values, record)
        day, source = (
            values[name] if name in values else getattr(record, name, None)
            for name in ("survey_consent_on", "survey_consent_source")
        )
        if source and not day:
            raise ValidationError({"survey_consent_on": _("Give the date on which they agreed.")})
        if day and day > Company.current().today():
            sentence = _("They cannot have agreed on a day to come: give the date on which they did.")
            raise ValidationError({"survey_consent_on": sentence})

    def prepare(self, record: Any) -> None:
        record.normalised_name = normalise(str(record))[:210]
        record.normalised_phone = normalise_phone(record.phone)[:40]
        record.date_refusal()

    @action(detail=True, methods=["post"], asked=ContactMerging)
    def merge(self, request: Request, pk: str) -> Response:
        """Merges another contact into this one; it takes over all that hangs on the other, which is gone."""
        return self.carry_out(request, pk, self.merge_into)


def to_team_of_owner(record: Any, values: dict[str, Any]) -> None:
    """Who gets an account gets it in their team."""
    owner = values.get("owner")
    if owner is not None and owner.pk != record.owner_id:
        record.owner = owner
        record.follow_owner()

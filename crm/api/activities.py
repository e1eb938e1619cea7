"""Activities: logged or planned, corrected, done, cancelled."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from crm.api.bulk import BATCH, Bulk, with_owner_of
from crm.api.fields import Choice, Day, Whole
from crm.api.filters import ActivityRows
from crm.api.owners import ToOwner, check_owner
from crm.api.records import Deleted
from crm.api.refusals import RefusalError
from crm.api.serializers import Nothing, RecordSerializer, Strict
from crm.models import Activity, Company
from crm.models.names import normalise

State = Activity.State
ABOUT = ("opportunity", "contact", "account")
DATES = {State.PLANNED: ("due_on", "due_at"), State.DONE: ("done_on", "done_at")}
# What follows from what is changed, of plans and of what was done.
DERIVED = (
    "normalised_subject", "due_at", "done_at", "done_on", "team", "region", "channel", "campaign", *ABOUT,
)  # fmt: skip
LONGEST_SECONDS = 24 * 60 * 60


class ActivitySerializer(RecordSerializer):
    state = Choice(choices=[(each.value, each.label) for each in State], required=False)
    duration_seconds = Whole(min_value=0, max_value=LONGEST_SECONDS, required=False)

    class Meta:
        model = Activity
        fields = (
            "id", "type", "medium", "subject", "notes", "account", "contact", "opportunity", "owner", "team", "region",
            "channel", "campaign", "state", "due_on", "due_at", "done_on", "done_at", "duration_seconds", "outcome",
            "external_id", "version", "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = ("team", "region", "channel", "campaign", "version", "created_at", "updated_at")


class Finishing(Strict):
    """How it went, how long it took, on which day; the plan's duration and today unless they are given."""

    outcome = Choice(choices=Activity.Outcome.choices, required=False, default="", allow_blank=True)
    duration_seconds = Whole(min_value=0, max_value=LONGEST_SECONDS, required=False)
    on = Day(required=False)

    def validate_on(self, on: Any) -> Any:
        if on > Company.current().today():
            raise serializers.ValidationError(_("This day is to come: give the day on which it was done."))
        return on


class ToDay(Strict):
    due_on = Day()


class Activities(Bulk, Deleted):
    """What was done, or is planned to be done, for customers."""

    model = Activity
    serializer_class = ActivitySerializer
    filterset_class = ActivityRows
    derived = DERIVED

    def check(self, values: dict[str, Any], record: Any | None) -> None:
        check_owner(self.request.user, values, record)
        if record is None:
            self.check_new(values)
        else:
            self.check_change(values, record)
        self.check_dates(values, record)

    def check_new(self, values: dict[str, Any]) -> None:
        """Done unless it says that it is planned; what the other state has a date of, it has not."""
        state = values.setdefault("state", State.DONE)
        if state == State.CANCELLED:
            raise ValidationError({"state": _("Log it as done, or plan it: what was never planned is not cancelled.")})
        foreign = DATES[State.PLANNED if state == State.DONE else State.DONE]
        refuse(values, foreign, _("It belongs to the other state: a plan is due, what is done was done."))
        if state == State.PLANNED:
            refuse(values, ("outcome",), _("What is planned has no outcome yet."))
            if not (values.get("due_on") or values.get("due_at")):
                raise ValidationError({"due_on": _("Give the date on which it is to be done.")})

    def check_change(self, values: dict[str, Any], record: Any) -> None:
        if "state" in values and values["state"] != record.state:
            raise ValidationError({"state": _("Its state changes by its verbs: done, undo, cancel.")})
        if record.state == State.CANCELLED:
            raise ValidationError(_("It is cancelled: plan a new one instead."))
        planned = record.state == State.PLANNED
        foreign = DATES[State.DONE] if planned else ("due_on", "due_at", "done_at", "owner")
        refuse(values, foreign, _("This cannot be changed in the state that it is in."))
        if planned:
            refuse(values, ("outcome",), _("What is planned has no outcome yet."))

    def check_dates(self, values: dict[str, Any], record: Any | None) -> None:
        company = Company.current()
        for name in ("due", "done"):
            moment = values.get(f"{name}_at")
            if moment is not None and not values.get(f"{name}_on"):
                values[f"{name}_on"] = company.local_date(moment)
        today = company.today()
        if values.get("done_on") and values["done_on"] > today:
            raise ValidationError({"done_on": _("This day is to come: give the day on which it was done.")})
        if values.get("done_at") and values["done_at"] > timezone.now() + timedelta(minutes=5):
            raise ValidationError({"done_at": _("This moment is to come: give the one at which it was done.")})
        due = values.get("due_on")
        if due and due < today and (record is None or due != record.due_on):
            raise ValidationError({"due_on": _("A plan cannot be in the past: give today or a later date.")})
        if "due_on" in values and due is None and record is not None:
            raise ValidationError({"due_on": _("Give the date on which it is to be done.")})

    def new(self, values: dict[str, Any]) -> Any:
        """As `Activity.log` and `Activity.plan` make it, in memory."""
        made = Activity(**{"owner": self.request.user, **values})
        if made.state == State.DONE and made.done_on is None:
            made.done_at = made.done_at or timezone.now()
            made.done_on = Company.current().local_date(made.done_at)
        return made

    def prepare(self, record: Any) -> None:
        if record.contact is None and record.opportunity is not None:
            record.contact = record.opportunity.contact
        with_owner_of(record, record.opportunity, record.account)
        record.attribute()

    def change(self, record: Any, values: dict[str, Any]) -> None:
        self.change_all([record], [values])

    def change_all(self, records: list[Any], rows: list[dict[str, Any]]) -> None:
        """Plans and what was done together; what came from a file has first to show in its history what was there."""
        self.begin_histories([record for record in records if record.state == State.DONE])
        super().change_all(records, rows)

    def fill(self, record: Any, values: dict[str, Any]) -> None:
        owner = values.get("owner")
        if owner is not None and owner.pk != record.owner_id:
            record.team_id = owner.team_id
        if record.state == State.DONE:
            self.put_right(record, values)
        super().fill(record, values)

    def begin_histories(self, records: list[Any]) -> None:
        keys = [record.pk for record in records]
        known = set(Activity.history.filter(id__in=keys).values_list("id", flat=True)) if keys else set()
        fresh = [record for record in records if record.pk not in known]
        for record in fresh:
            record._history_date = record.created_at
        Activity.history.bulk_history_create(fresh, batch_size=BATCH)
        for record in fresh:
            del record._history_date

    def put_right(self, record: Any, values: dict[str, Any]) -> None:
        """As `Activity.correct`, in memory; what it filled is among the values afterwards."""
        named = {name: values.pop(name) for name in ABOUT if name in values}
        record.put_right(on=values.pop("done_on", None) or record.done_on, concerning=named or None)

    def prepare_change(self, record: Any) -> None:
        record.normalised_subject = normalise(record.subject)[:200]
        if record.due_at is not None and Company.current().local_date(record.due_at) != record.due_on:
            # Moved to another day by its date alone.
            record.due_at = None

    def remove(self, record: Any) -> None:
        if record.state != State.DONE:
            raise RefusalError("not_deletable", _("What was not done is cancelled, not deleted."), status=409)
        record.delete()

    @action(detail=True, methods=["post"], asked=Finishing)
    def done(self, request: Request, pk: str) -> Response:
        """What was planned was carried out."""

        def work(row: Any, asked: dict[str, Any]) -> None:
            require(row, State.PLANNED, _("It is no longer planned."))
            row.done(asked["outcome"], asked.get("duration_seconds"), asked.get("on"))

        return self.carry_out(request, pk, work)

    @action(detail=True, methods=["post"], asked=Nothing)
    def undo(self, request: Request, pk: str) -> Response:
        """Planned again, with its old due date."""

        def work(row: Any, asked: dict[str, Any]) -> None:
            require(row, State.DONE, _("It is not done: there is nothing to take back."))
            row.undo_done()

        return self.carry_out(request, pk, work)

    @action(detail=True, methods=["post"], asked=Nothing)
    def cancel(self, request: Request, pk: str) -> Response:
        """It will not be done."""

        def work(row: Any, asked: dict[str, Any]) -> None:
            require(row, State.PLANNED, _("It is no longer planned."))
            row.cancel()

        return self.carry_out(request, pk, work)

    @action(detail=True, methods=["post"], asked=ToDay)
    def reschedule(self, request: Request, pk: str) -> Response:
        """What is planned, to another day at the same time of day."""
        return self.carry_out(request, pk, lambda row, asked: row.reschedule(asked["due_on"]))

    @action(detail=True, methods=["post"], asked=ToOwner)
    def reassign(self, request: Request, pk: str) -> Response:
        """What is planned, to somebody else, in their team."""
        return self.carry_out(request, pk, lambda row, asked: row.reassign(asked["owner"]))


def refuse(values: dict[str, Any], names: tuple[str, ...], sentence: str) -> None:
    """ValidationError at each of the fields that was given."""
    wrong = [name for name in names if values.get(name)]
    if wrong:
        raise ValidationError(dict.fromkeys(wrong, sentence))


def require(record: Any, state: str, sentence: str) -> None:
    if record.state != state:
        raise RefusalError("wrong_state", sentence, status=409)

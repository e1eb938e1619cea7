"""Changing many records at once: what would change and what cannot and why, doing it, taking it back.

Nothing is half applied: each change is one transaction, with the history and the events that changing each record
alone would write.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from crm import audit
from crm.access import manages, may_reassign, sees_everything
from crm.merging import links_to
from crm.models import (
    Account,
    Activity,
    BulkChange,
    BulkChangeRow,
    Company,
    Contact,
    Opportunity,
    OpportunityEvent,
    OpportunityLine,
    Sale,
    Stage,
)
from crm.models.history import begin_history
from crm.models.webhooks import silence

Kind = BulkChange.Kind
Event = OpportunityEvent.Kind
# At once, in one transaction: some seconds.
MOST = 10_000
CHUNK = 1000
# Groups of rows with the same values that are written one by one.
ALIKE = 20
STAMPS = ("version", "updated_at")
OFFERED: dict[type[Model], tuple[Kind, ...]] = {
    Opportunity: (Kind.OWNER, Kind.STAGE, Kind.EXPECTED, Kind.SOURCE, Kind.CAMPAIGN, Kind.DELETE),
    Account: (Kind.OWNER, Kind.SEGMENT, Kind.REGION, Kind.SOURCE, Kind.DELETE),
    Contact: (Kind.OWNER, Kind.ACCOUNT, Kind.REFUSES, Kind.DELETE),
    Activity: (Kind.DUE, Kind.OWNER, Kind.CALL_OFF, Kind.DELETE),
    Sale: (Kind.CHANNEL, Kind.CAMPAIGN, Kind.SOURCE, Kind.OWNER),
}
# The columns that a change writes, where they are not the one that it is named after.
WRITES: dict[tuple[type[Model], str], tuple[str, ...]] = {
    (Opportunity, Kind.OWNER): ("owner_id", "team_id", "region_id"),
    (Account, Kind.OWNER): ("owner_id", "team_id"),
    (Opportunity, Kind.STAGE): ("stage_id", "pipeline_id", "stage_since"),
    (Contact, Kind.REFUSES): ("refuses_surveys", "refused_surveys_at"),
    (Activity, Kind.OWNER): ("owner_id", "team_id"),
    (Activity, Kind.DUE): ("due_on", "due_at"),
    (Activity, Kind.CALL_OFF): ("state",),
    (Sale, Kind.OWNER): ("owner_id", "team_id", "region_id"),
}
EVENTS: dict[str, str] = {Kind.OWNER: Event.OWNER, Kind.STAGE: Event.STAGE, Kind.EXPECTED: Event.EXPECTED}
# History does not move: what these say of a closed opportunity was earned.
OF_OPEN_ONES = (Kind.OWNER, Kind.STAGE, Kind.CAMPAIGN)
# What is a part of a record and comes back with it.
PARTS: dict[type[Model], tuple[type[Model], ...]] = {Opportunity: (OpportunityEvent, OpportunityLine)}


@dataclass(frozen=True)
class Obstacle:
    """Why some rows cannot be changed, and how many."""

    reason: str
    count: int


@dataclass(frozen=True)
class Plan:
    """What a change would do to the chosen rows."""

    rows: QuerySet[Any]
    count: int
    obstacles: list[Obstacle]


def offered(model: type[Model], viewer: Any) -> list[Kind]:
    """What the viewer may change in many rows at once: what the page of one row lets them change.

    A sale has no page of its own; what it is counted under is for those who may give records to others.
    """
    return [kind for kind in OFFERED[model] if may_reassign(viewer) or (kind != Kind.OWNER and model is not Sale)]


def plan(rows: QuerySet[Any], kind: str, value: Any, viewer: Any) -> Plan:
    """The rows that would change, without those that cannot, each counted once, under the first reason."""
    obstacles: list[Obstacle] = []
    for reason, condition in conditions(rows.model, kind, value, viewer):
        count = rows.filter(condition).count()
        if count:
            obstacles.append(Obstacle(reason, count))
            rows = rows.exclude(condition)
    return Plan(rows, rows.count(), obstacles)


def conditions(model: type[Model], kind: str, value: Any, viewer: Any) -> list[tuple[str, Q]]:
    """What stands in the way of a change, in the order in which it is told."""
    if kind == Kind.DELETE:
        return deleting(model, viewer)
    if model is Sale:
        return attributing(kind)
    told = [] if kind in BulkChange.VALUELESS else [(_("They have this value already."), Q(**{kind: value}))]
    if model is Opportunity and kind in OF_OPEN_ONES:
        closed: dict[str, str] = {
            Kind.OWNER: _("They are closed, and stay with whoever earned them: history does not move."),
            Kind.STAGE: _("They are closed: reopen them one by one, then move them."),
            Kind.CAMPAIGN: _("They are closed, and keep the campaign that they were earned in."),
        }
        told.insert(0, (closed[kind], ~Q(outcome=Stage.Kind.OPEN)))
    if model is Activity:
        reason = _("They are no longer planned: what was done or called off stays as it is.")
        told.insert(0, (reason, ~Q(state=Activity.State.PLANNED)))
    return told


def attributing(kind: str) -> list[tuple[str, Q]]:
    """Of a sale, what is missing may be filled in; what it has was earned."""
    return [
        (_("They are refunds, and follow their sale: choose that."), Q(refund_of__isnull=False)),
        (_("They come from won opportunities, and keep what these were won with."), Q(opportunity__isnull=False)),
        (_("They have one, and keep it: only what is missing is filled in."), Q(**{f"{kind}__isnull": False})),
    ]


def deleting(model: type[Model], viewer: Any) -> list[tuple[str, Q]]:
    told: list[tuple[str, Q]] = []
    if not sees_everything(viewer):
        reason = _("Only their owner, the owner's manager or an administrator may delete them. Ask one of them.")
        told.append((reason, ~answered_for(model, viewer)))
    if model is Opportunity:
        reason = _("They are closed, and figures count them: reopen one first if it was a mistake.")
        told.append((reason, ~Q(outcome=Stage.Kind.OPEN)))
    advice = {
        Opportunity: _("Activities, sales, files or answers hang on them: mark them as lost instead."),
        Account: _("Contacts, opportunities, activities, sales or answers hang on them: merge them instead."),
        Contact: _("Opportunities, activities, sales or answers hang on them: merge them instead."),
        Activity: _("They follow up what a customer answered: correct or delete them one by one."),
    }
    hanging = Q(pk__in=[])
    for related, name in links_to(model):
        if related not in PARTS.get(model, ()):
            hanging |= Q(Exists(related._default_manager.filter(**{name: OuterRef("pk")})))
    return [*told, (advice[model], hanging)]


def answered_for(model: type[Model], viewer: Any) -> Q:
    """The rows that the viewer answers for, as when merging (see `crm.merging.may_merge`)."""
    accounts = Account.objects.earned_under(viewer).values("pk")
    if model is Contact:
        own = Q(owner_id=viewer.pk) | Q(owner__team__in=manages(viewer))
        return Q(pk__in=Contact.objects.filter(own | Q(account__in=accounts)).values("pk"))
    rows: Any = model._default_manager
    return Q(pk__in=rows.earned_under(viewer).values("pk"))


@transaction.atomic
def carry_out(found: Plan, kind: str, value: Any, list_name: str, by: Any) -> BulkChange | None:
    """Changes what was planned; None, and nothing is changed, when other rows would change than were counted."""
    model = found.rows.model
    rows = found.rows.select_for_update(of=("self",)).order_by("pk")
    records = list(rows.select_related("account") if model is Opportunity else rows)
    if len(records) != found.count or not records:
        return None
    shown = "" if kind in BulkChange.VALUELESS else shown_value(value)
    change = BulkChange.objects.create(list_name=list_name, kind=kind, value=shown, count=len(records), by=by)
    for chunk in batched_records(records):
        (delete if kind == Kind.DELETE else alter)(change, chunk, value, by)
    if kind == Kind.DELETE:
        audit.record(audit.Event.DELETION, by=by, subject=change, details={"list": list_name, "count": len(records)})
    return change


def batched_records(records: list[Any]) -> Iterable[list[Any]]:
    return (records[start : start + CHUNK] for start in range(0, len(records), CHUNK))


def shown_value(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    return value.isoformat() if isinstance(value, date) else str(value)[:200]


def columns_of(model: type[Model], kind: str) -> tuple[str, ...]:
    return WRITES.get((model, kind)) or (model._meta.get_field(kind).attname,)  # type: ignore[union-attr]


def alter(change: BulkChange, records: list[Any], value: Any, by: Any) -> None:
    columns = columns_of(type(records[0]), change.kind)
    begin_history(records)
    before = {record.pk: words(record, columns) for record in records}
    for record in records:
        give(record, change.kind, value)
    remember(change, before, {record.pk: words(record, columns) for record in records})
    write(records, change.kind, by)


def give(record: Any, kind: str, value: Any) -> None:
    """In memory, what the verb of one record does."""
    if kind == Kind.CALL_OFF:
        record.state = Activity.State.CANCELLED
        return
    if kind == Kind.DUE:
        record.put_on(value)
        return
    setattr(record, kind, value)
    if kind == Kind.OWNER and isinstance(record, Opportunity):
        record.follow_people()
    elif kind == Kind.OWNER and isinstance(record, Account):
        record.follow_owner()
    elif kind == Kind.OWNER and isinstance(record, Activity):
        record.team_id = value.team_id
    elif kind == Kind.OWNER and isinstance(record, Sale):
        record.team_id, record.region_id = record.team_id or value.team_id, record.region_id or value.region_id
    elif kind == Kind.STAGE:
        record.pipeline_id, record.stage_since = value.pipeline_id, Company.current().today()
    elif kind == Kind.REFUSES:
        record.date_refusal()


def write(records: list[Any], kind: str, by: Any) -> None:
    """Stores records that were changed in memory, with history, events, and what follows."""
    model, now = type(records[0]), timezone.now()
    store(records, columns_of(model, kind), now)
    if model is Account and kind == Kind.REGION:
        take_open_work_along(records)
    if model is Sale:
        take_refunds_along(records, columns_of(model, kind), by)
    model.history.bulk_history_create(records, batch_size=500, update=True, default_user=by)
    if model is Opportunity and kind in EVENTS:
        today = Company.current().today()
        OpportunityEvent.objects.bulk_create(
            [OpportunityEvent.of(record, EVENTS[kind], by, now, today) for record in records], batch_size=500
        )


def store(records: list[Any], columns: tuple[str, ...], now: datetime) -> None:
    """A statement for those alike; where nearly each is another (times of day), one for hundreds of them."""
    model, stamped = type(records[0]), not isinstance(records[0], Sale)
    alike: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for record in records:
        alike[tuple(getattr(record, column) for column in columns)].append(record.pk)
        if stamped:
            record.version, record.updated_at = record.version + 1, now
    if len(alike) > ALIKE:
        model._default_manager.bulk_update(records, [*columns, *(STAMPS if stamped else ())], batch_size=500)
        return
    stamps = {"version": F("version") + 1, "updated_at": now} if stamped else {}
    for values, keys in alike.items():
        model._default_manager.filter(pk__in=keys).update(**dict(zip(columns, values, strict=True)), **stamps)


def take_open_work_along(accounts: list[Account]) -> None:
    by_region: dict[int, list[int]] = defaultdict(list)
    for account in accounts:
        if account.region_id:
            by_region[account.region_id].append(account.pk)
    for region, keys in by_region.items():
        Opportunity.objects.open().filter(account__in=keys).update(region_id=region)


def take_refunds_along(sales: list[Sale], columns: tuple[str, ...], by: Any) -> None:
    """Refunds keep the attribution of their sale."""
    known = {sale.pk: sale for sale in sales}
    refunds = list(Sale.objects.filter(refund_of__in=known))
    if not refunds:
        return
    begin_history(refunds)
    for refund in refunds:
        for column in columns:
            setattr(refund, column, getattr(known[refund.refund_of_id], column))  # type: ignore[index]
    store(refunds, columns, timezone.now())
    Sale.history.bulk_history_create(refunds, batch_size=500, update=True, default_user=by)


def remember(change: BulkChange, before: dict[int, Any], after: dict[int, Any]) -> None:
    rows = [
        BulkChangeRow(change=change, record=key, before=held, after=after.get(key, {})) for key, held in before.items()
    ]
    BulkChangeRow.objects.bulk_create(rows, batch_size=500)


def words(record: Any, columns: Iterable[str]) -> dict[str, Any]:
    """What a record holds in some columns, in words that fit into JSON and lose nothing."""
    return {column: worded(getattr(record, column)) for column in columns}


def worded(value: Any) -> Any:
    if isinstance(value, datetime):
        # A moment is the same in whatever zone it was given: stored ones are read in UTC.
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def held(model: type[Model], said: dict[str, Any]) -> dict[str, Any]:
    """The same as values of the columns."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {
        column: value if fields[column].is_relation else fields[column].to_python(value)
        for column, value in said.items()
    }


def delete(change: BulkChange, records: list[Any], value: Any, by: Any) -> None:
    """With their parts, which are remembered too."""
    model = type(records[0])
    keys = [record.pk for record in records]
    whole: dict[int, list[Any]] = {record.pk: [record] for record in records}
    for related, name in links_to(model):
        if related in PARTS.get(model, ()):
            for part in related._default_manager.filter(**{f"{name}__in": keys}).order_by("pk"):
                whole[getattr(part, f"{name}_id")].append(part)
    remember(change, {key: [whole_words(each) for each in parts] for key, parts in whole.items()}, {})
    with audit.as_one():
        model._default_manager.filter(pk__in=keys).delete()


def whole_words(record: Any) -> dict[str, Any]:
    return {"model": record._meta.label} | words(record, [field.attname for field in record._meta.concrete_fields])


def read_whole(said: dict[str, Any]) -> Any:
    model = apps.get_model(said["model"])
    return model(**held(model, {column: value for column, value in said.items() if column != "model"}))


@transaction.atomic
def undo(change: BulkChange, model: type[Model], by: Any) -> None:
    """Takes a change back; rows that were changed since stay as they are, and are counted in `left`.

    The change must be locked by the caller.
    """
    undone = 0
    rows = list(change.rows.order_by("record"))
    for chunk in batched_records(rows):
        undone += (bring_back if change.kind == Kind.DELETE else put_back)(change, chunk, model, by)
    change.undone_at, change.left = timezone.now(), len(rows) - undone
    change.save(update_fields=["undone_at", "left"])


def put_back(change: BulkChange, rows: list[BulkChangeRow], model: type[Model], by: Any) -> int:
    known = {row.record: row for row in rows}
    locked = model._default_manager.select_for_update(of=("self",)).filter(pk__in=known).order_by("pk")
    records = [record for record in locked if may_go_back(record, change.kind, known[record.pk].after)]
    for record in records:
        for column, value in held(model, known[record.pk].before).items():
            setattr(record, column, value)
    if records:
        write(records, change.kind, by)
    return len(records)


def may_go_back(record: Any, kind: str, after: dict[str, Any]) -> bool:
    """Whether a record still holds what the change gave it; what was closed or done since has been earned."""
    if isinstance(record, Opportunity) and kind in OF_OPEN_ONES and record.outcome != Stage.Kind.OPEN:
        return False
    if isinstance(record, Activity) and kind != Kind.CALL_OFF and record.state != Activity.State.PLANNED:
        return False
    return words(record, after) == after


def bring_back(change: BulkChange, rows: list[BulkChangeRow], model: type[Any], by: Any) -> int:
    """Deleted records with their keys and parts; not those that belonged to something that is gone meanwhile."""
    whole = [[read_whole(said) for said in row.before] for row in rows]
    gone = missing([parts[0] for parts in whole])
    back = [parts for parts in whole if parts[0].pk not in gone]
    with silence():
        for parts in back:
            for each in parts:
                # As it was, dates of creation and change included.
                each.save_base(raw=True, force_insert=True)
    if back:
        restored = [parts[0] for parts in back]
        model.history.bulk_history_create(restored, batch_size=500, update=False, default_user=by)
    return len(back)


def missing(records: list[Any]) -> set[int]:
    """The keys of records that refer to a row that no longer exists."""
    found: set[int] = set()
    for field in records[0]._meta.concrete_fields:
        if field.is_relation:
            wanted = {getattr(record, field.attname) for record in records} - {None}
            there = set(field.related_model._default_manager.filter(pk__in=wanted).values_list("pk", flat=True))
            found |= {record.pk for record in records if getattr(record, field.attname) in wanted - there}
    return found

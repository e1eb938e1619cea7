"""What an import made and changed, noted chunk by chunk in the transaction that does it, so that it can be undone.

A record goes with its parts: an opportunity with its events, lines and sale. What it held is read from the database
before and after, so that nothing depends on which path changed it.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import BigIntegerField, Func, Model

from crm.importers.seen import fingerprint
from crm.importers.writing import store
from crm.models import (
    Import,
    ImportEffect,
    Membership,
    Opportunity,
    OpportunityEvent,
    OpportunityLine,
    Sale,
    SaleLine,
    User,
)

# A part, the column (path) by which it finds the record that it belongs to. What is deleted first comes first.
PARTS: dict[type[Model], tuple[tuple[type[Model], str], ...]] = {
    Opportunity: (
        (SaleLine, "sale__opportunity_id"),
        (Sale, "opportunity_id"),
        (OpportunityLine, "opportunity_id"),
        (OpportunityEvent, "opportunity_id"),
    ),
    Sale: ((SaleLine, "sale_id"),),
    User: ((Membership, "user_id"),),
}
# Counted up by every save: what a record says does not depend on them.
BOOKKEEPING = frozenset({"version", "updated_at", "created_at", "last_login"})
# (label, key) → column → value: a record and its parts.
Family = dict[tuple[str, int], dict[str, Any]]


@cache
def columns_of(model: type[Model]) -> list[str]:
    """By name, as their fingerprint has them."""
    return sorted(field.attname for field in model._meta.concrete_fields if field.attname not in BOOKKEEPING)


def families(model: type[Model], keys: Iterable[int]) -> dict[int, Family]:
    """The records of those keys that there are, each with its parts: a query for each kind of part."""
    wanted, found = list(keys), defaultdict[int, Family](dict)
    if not wanted:
        return found
    for kind, path in ((model, "pk"), *PARTS.get(model, ())):
        columns = columns_of(kind)
        rows = kind._default_manager.filter(**{f"{path}__in": wanted}).order_by("pk")
        for root, *values in rows.values_list(path, *columns):
            held = dict(zip(columns, values, strict=True))
            found[root][kind._meta.label, held[kind._meta.pk.attname]] = held
    return {key: family for key, family in found.items() if (model._meta.label, key) in family}


def contents(model: type[Model], keys: Iterable[int]) -> dict[int, int]:
    """By key of the records that there are a number: the same as long as the record and its parts hold the same."""
    wanted = list(keys)
    if not wanted or connection.vendor != "postgresql":
        return {key: content(family) for key, family in families(model, wanted).items()}
    # PostgreSQL reads the rows to a number each: to bring a million values here takes as long as to write them.
    found = defaultdict[int, list[tuple[str, int, int]]](list)
    for kind, path in ((model, "pk"), *PARTS.get(model, ())):
        rows = kind._default_manager.filter(**{f"{path}__in": wanted}).order_by("pk")
        for root, key, number in rows.values_list(path, "pk", RowNumber(*columns_of(kind))):
            found[root].append((kind._meta.label, key, number))
    return {key: fingerprint(found[key]) for key in wanted if key in found and found[key][0][0] == model._meta.label}


def content(family: Family) -> int:
    return fingerprint([(key, list(held.items())) for key, held in sorted(family.items(), key=itemgetter(0))])


class RowNumber(Func):
    """64 bits of what the columns hold."""

    template = "hashtextextended(ROW(%(expressions)s)::text, 0)"
    output_field = BigIntegerField()


def worded(value: Any) -> Any:
    """A value in words that fit into JSON and lose nothing."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | UUID) else value


def words(held: dict[str, Any]) -> dict[str, Any]:
    return {column: worded(value) for column, value in held.items()}


def key_of(label: str, key: int) -> str:
    return f"{label}:{key}"


def record_of(text: str) -> tuple[type[Model], int]:
    label, _colon, key = text.partition(":")
    return apps.get_model(label), int(key)


def changes(before: Family, after: Family) -> dict[str, Any]:
    """Row → what it held and holds: {"was": columns or None, "is": columns or None}, the columns that differ only.

    None where there was, or is, no such row; then the other side has all columns.
    """
    told = {}
    for row in {**before, **after}:
        was, now = before.get(row), after.get(row)
        if was == now:
            continue
        differing = [name for name in (was or now or {}) if was is None or now is None or was[name] != now[name]]
        told[key_of(*row)] = {
            "was": words({name: was[name] for name in differing}) if was is not None else None,
            "is": words({name: now[name] for name in differing}) if now is not None else None,
        }
    return told


def joined(earlier: dict[str, Any], later: dict[str, Any]) -> dict[str, Any]:
    """Two changes of the same record, one after the other, as one."""
    told = dict(earlier)
    for row, change in later.items():
        before = told.get(row)
        if before is None:
            told[row] = change
        elif before["was"] is None and change["is"] is None:
            del told[row]
        else:
            was = None if before["was"] is None else {**(change["was"] or {}), **before["was"]}
            now = None if change["is"] is None else {**(before["is"] or {}), **change["is"]}
            told[row] = {"was": was, "is": now}
    return told


class Effects:
    """Notes nothing: what a load by command needs."""

    def made(self, records: Iterable[Any]) -> None:
        """These records were just created."""

    def watch(self, model: type[Model], keys: Iterable[int]) -> None:
        """These records may be changed now."""

    def keep(self) -> None:
        """At the end of a chunk, in its transaction."""


class Recorded(Effects):
    """Writes `ImportEffect` rows for one import."""

    def __init__(self, own: Import) -> None:
        self.own = own
        self.created: dict[tuple[type[Model], int], None] = {}
        self.before: dict[type[Model], dict[int, Family]] = defaultdict(dict)

    def made(self, records: Iterable[Any]) -> None:
        self.created.update({(type(record), record.pk): None for record in records})

    def watch(self, model: type[Model], keys: Iterable[int]) -> None:
        known = self.before[model]
        known.update(families(model, {key for key in keys if key not in known and (model, key) not in self.created}))

    def keep(self) -> None:
        for model, group in groupby(self.created, key=lambda each: each[0]):
            self.keep_created(model, [key for _model, key in group])
        for model, before in self.before.items():
            self.keep_changed(model, before)
        self.created, self.before = {}, defaultdict(dict)

    def keep_created(self, model: type[Model], keys: list[int]) -> None:
        """In the order in which they were made; without those that a refused row took back with it."""
        now = contents(model, keys)
        store([self.effect(model, key, after=now[key]) for key in keys if key in now])

    def keep_changed(self, model: type[Model], before: dict[int, Family]) -> None:
        now = families(model, before)
        differing = [key for key, family in before.items() if now.get(key) != family]
        noted = ImportEffect.objects.filter(made_by=self.own, model=model._meta.label, record__in=differing)
        known = {effect.record: effect for effect in noted}
        made = contents(model, [key for key, effect in known.items() if effect.changes is None])
        fresh = []
        for key in differing:
            effect = known.get(key)
            told = changes(before[key], now.get(key, {}))
            if effect is None:
                fresh.append(self.effect(model, key, changes=told))
            elif effect.changes is None:
                effect.after = made.get(key, 0)
            else:
                effect.changes = joined(effect.changes, told)
        store(fresh)
        # As one statement of values: an update would compare each row with each key.
        ImportEffect.objects.bulk_create(
            known.values(),
            update_conflicts=True,
            unique_fields=["pk"],
            update_fields=["after", "changes"],
        )

    def effect(self, model: type[Model], key: int, **values: Any) -> ImportEffect:
        return ImportEffect(made_by=self.own, model=model._meta.label, record=key, **values)

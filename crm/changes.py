"""What was changed in a record of the settings: who, when, from what to what."""

from dataclasses import dataclass
from datetime import datetime, time
from itertools import zip_longest
from typing import Any

from django.db.models import FileField, Model
from django.utils.translation import gettext as _

from crm.templatetags.formats import clock, day, moment, number

SHOWN = 20
# Kept beside a name for searching; nobody wrote it.
DERIVED = frozenset({"normalised_name", "path", "is_staff", "version", "updated_at"})


@dataclass(frozen=True)
class Difference:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """`by` is None for commands and for what is older than its record."""

    at: datetime
    by: Any
    made: bool
    differences: list[Difference]


def changes_of(record: Any) -> list[Change]:
    """The latest changes first; a save that changed nothing is left out."""
    rows = list(record.history.select_related("history_user").order_by("-history_date", "-history_id")[: SHOWN + 1])
    named = names_of(rows)
    found = []
    for row, earlier in zip_longest(rows, rows[1:]):
        made = row.history_type == "+"
        differences = [] if made or earlier is None else differing(row, earlier, named)
        if made or differences:
            found.append(Change(row.history_date, row.history_user, made, differences))
    return found[:SHOWN]


def names_of(rows: list[Any]) -> dict[tuple[type[Model], Any], str]:
    """The names of all records that the rows point at, one statement for each table."""
    if not rows:
        return {}
    named: dict[tuple[type[Model], Any], str] = {}
    for field in rows[0].tracked_fields:
        if field.related_model is not None:
            keys = {getattr(row, field.attname) for row in rows} - {None}
            found = field.related_model._base_manager.in_bulk(keys) if keys else {}
            named |= {(field.related_model, key): str(each) for key, each in found.items()}
    return named


def differing(row: Any, earlier: Any, named: dict[tuple[type[Model], Any], str]) -> list[Difference]:
    found = []
    for field in row.tracked_fields:
        before, after = getattr(earlier, field.attname), getattr(row, field.attname)
        if before != after and field.name not in DERIVED:
            label = str(field.verbose_name)
            found.append(Difference(label, shown(field, before, named), shown(field, after, named)))
    return found


def shown(field: Any, value: Any, named: dict[tuple[type[Model], Any], str]) -> str:
    """A value as people read it."""
    if value is None or value == "":
        return "–"
    if field.related_model is not None:
        return named.get((field.related_model, value), _("deleted"))
    if isinstance(field, FileField):
        return str(_("a file"))
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, datetime):
        return str(moment(value))
    if isinstance(value, time):
        return str(clock(value))
    if isinstance(value, dict):
        return " · ".join(f"{key}: {each}" for key, each in value.items()) or "–"
    if hasattr(value, "isoformat"):
        return str(day(value))
    return str(number(value)) if hasattr(value, "as_tuple") else str(value)

"""The people behind full-time equivalents and hours to work, as rows that add up to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, DecimalField, IntegerField, QuerySet, Value, When

from crm.models import User
from kpis.engine.measures import Asked

PART = "part"


@dataclass
class Presence:
    """What one person adds: `part` in full-time equivalents or hours, from `days` at the person's working share;
    `away` are the working days of the week that were holidays or absences."""

    part: Decimal = Decimal(0)
    days: int = 0
    away: int = 0


def rows_of_people(found: dict[int, Presence]) -> QuerySet:
    """The people with `part`, `days` and `away` beside each."""
    present = {pk: each for pk, each in found.items() if each.part}
    rows: QuerySet = User.objects.filter(pk__in=present)
    exact = DecimalField(max_digits=20, decimal_places=6)
    return rows.annotate(
        days=told(((pk, each.days) for pk, each in present.items()), IntegerField()),
        away=told(((pk, each.away) for pk, each in present.items()), IntegerField()),
        **{PART: told(((pk, each.part) for pk, each in present.items()), exact)},
    )


def told(values: Iterable[tuple[int, Any]], field: Any) -> Case:
    """A value known per person as a column."""
    return Case(*(When(pk=pk, then=Value(each)) for pk, each in values), default=Value(0), output_field=field)


def asked_for(asked: Asked, stay: Any) -> bool:
    """Whether a stay is of the one row of an answer that is opened."""
    return all(getattr(stay, name) == value for name, value in asked.exact.items() if hasattr(stay, name))

"""Facts and what is measured of them. The catalogue says which there are."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Aggregate, Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from kpis.engine.periods import Period
from kpis.engine.query import Query

Where = Q | Callable[[date], Q]
Labels = Callable[[Iterable[Any]], Mapping[Any, str]]


@dataclass(frozen=True)
class Dimension:
    """What facts are split by. `labels` names ids; `expand` adds to ids those that belong to them (sub-teams);
    `find` gives the id of a name as typed, or None."""

    id: str
    label: Any
    labels: Labels
    find: Callable[[str], Any]
    names: Callable[[], list[str]]
    expand: Callable[[list[Any]], list[Any]] = list
    personal: bool = False


@dataclass(frozen=True)
class Fact:
    """One table of facts: its rows for a viewer and scope, its date, and the column of each dimension.

    `line_dimensions` are reached through lines: there a fact is counted once per group (COUNT DISTINCT) and its
    amount is that of the lines in the group, so that joining the lines multiplies nothing.
    """

    id: str
    label: Any
    rows: Callable[[Any, str], QuerySet]
    date: str | None
    dimensions: Mapping[str, str]
    line_dimensions: Mapping[str, str] = field(default_factory=dict)
    line_amount: str = "lines__amount"
    amount: str = "amount"

    def column(self, dimension: str) -> str | None:
        return self.dimensions.get(dimension) or self.line_dimensions.get(dimension)

    def carries(self) -> list[str]:
        return [*self.dimensions, *self.line_dimensions]


@dataclass(frozen=True)
class Asked:
    """A question with what answering it needs: the period and the day it is answered as of.

    `exact` narrows to one row of an answer: unlike a filter, a team there is without its sub-teams.
    """

    query: Query
    by: tuple[str, ...]
    period: Period
    as_of: date
    through_lines: bool = False
    exact: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Measure:
    """An additive aggregate of one fact: COUNT of rows or SUM of a column, under a condition.

    `histogram` counts rows by value instead (value → count), which adds up too and gives means and medians.
    """

    id: str
    fact: Fact
    where: Where = field(default_factory=Q)
    total: Any = None
    histogram: Any = None

    def condition(self, as_of: date) -> Q:
        return self.where if isinstance(self.where, Q) else self.where(as_of)

    def aggregate(self, asked: Asked) -> Aggregate:
        condition = self.condition(asked.as_of) or None
        if self.total is None:
            return Count("pk", distinct=asked.through_lines, filter=condition)
        return Sum(value_of(self.total, self.fact, asked), filter=condition)


def value_of(value: Any, fact: Fact, asked: Asked) -> Any:
    """The expression that is summed: through lines, the lines' part of the amount."""
    if asked.through_lines and value == fact.amount:
        return Coalesce(F(fact.line_amount), F(value))
    return F(value) if isinstance(value, str) else value


@dataclass(frozen=True)
class Computed:
    """A measure with a statement of its own: a function of what is asked that gives a value per key."""

    id: str
    compute: Callable[[Asked], Mapping[tuple[Any, ...], Any]]
    dimensions: tuple[str, ...]
    dated: bool = True
    empty: Any = Decimal(0)


AnyMeasure = Measure | Computed

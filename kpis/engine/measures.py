"""Facts and what is measured of them. The catalogue says which there are."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Aggregate, F, Q, QuerySet, Sum

from kpis.engine.expressions import ExactSum, count_of_rows
from kpis.engine.periods import NO_SHIFT, Period, Shift
from kpis.engine.query import Query

Key = tuple[Any, ...]
Labels = Callable[[Iterable[Any]], Mapping[Any, str]]


@dataclass(frozen=True)
class Moment:
    """The day a question is answered as of. `past`: things may have happened since, so history must be asked."""

    as_of: date
    past: bool = False


Where = Q | Callable[[Moment], Q]
# Dimensions with the ids that count (None: not set), sub-teams written out.
Slice = tuple[tuple[str, tuple[Any, ...]], ...]


@dataclass(frozen=True)
class Dimension:
    """What facts are split by. `labels` names ids; `expand` adds to ids those that belong to them (sub-teams);
    `find` gives the ids of a name as typed; `names` those a viewer may choose; `ordered`: the labels come in
    the order of rows, which is else that of the alphabet. A `personal` one is refused where a rep asks for the
    team's totals."""

    id: str
    label: Any
    labels: Labels
    find: Callable[[str, Any], list[Any]]
    names: Callable[[Any], list[str]]
    expand: Callable[[list[Any]], list[Any]] = list
    ordered: bool = False
    personal: bool = False


@dataclass(frozen=True)
class Fact:
    """One table of facts: its rows for a viewer and scope, its date, and the column of each dimension.

    `line_dimensions` are reached through lines: there a fact is counted once per group (COUNT DISTINCT) and only
    what the lines carry is summed, so that joining the lines multiplies nothing. `lines` are expressions by name, for
    line dimensions that no single column leads to. `history` gives annotations that
    tell a row's state on a past day, and `past` the columns among them that then stand for others. `standing` is
    what must hold of a row on the day for any measure to count it: the whole statement is narrowed to that. Facts that
    lie `ahead` are dated by what is expected: the as-of date ends no period of theirs, and they are not compared.
    `dated_also` is a column of another table that has the same date, by which fewer rows are looked at.
    """

    id: str
    label: Any
    rows: Callable[[Any, str], QuerySet]
    date: str | None
    dimensions: Mapping[str, str]
    line_dimensions: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, Any] = field(default_factory=dict)
    history: Callable[[date], dict[str, Any]] | None = None  # type: ignore[valid-type]
    past: Mapping[str, str] = field(default_factory=dict)
    standing: "Callable[[Moment], Q] | None" = None
    ahead: bool = False
    dated_also: str = ""

    def date_on(self, moment: Moment) -> str:
        """The column of the date, as it was on the day."""
        return self.past.get(self.date or "", self.date or "") if moment.past else self.date or ""

    def column(self, dimension: str, moment: Moment | None = None) -> str:
        found = self.dimensions.get(dimension) or self.line_dimensions[dimension]
        return self.past.get(found, found) if moment and moment.past else found

    def carries(self) -> list[str]:
        return [*self.dimensions, *self.line_dimensions]

    def through_lines(self, names: Iterable[str]) -> bool:
        return any(name in self.line_dimensions for name in names)


@dataclass(frozen=True)
class Asked:
    """A question about one window: the keys, the period, the day it is answered as of.

    `shift` is how far a comparison window lies before the period. `exact` narrows
    to one row of an answer: unlike a filter, a team there is without its sub-teams.
    """

    query: Query
    by: tuple[str, ...]
    period: Period
    moment: Moment
    shift: Shift = NO_SHIFT
    exact: Mapping[str, Any] = field(default_factory=dict)

    @property
    def as_of(self) -> date:
        return self.moment.as_of

    def bounds(self, ahead: bool = False) -> tuple[date | None, date]:
        """The half-open range of dates, ended by the as-of date unless what lies ahead is asked."""
        if ahead:
            return self.period.start, self.period.end or date.max
        tomorrow = self.as_of + timedelta(days=1)
        return self.period.start, min(self.period.end or tomorrow, tomorrow)

    def slices(self) -> list[str]:
        return [*self.by, *self.query.where, *self.exact]

    def within(self, only: "Slice") -> "Asked":
        """The same question, narrowed further: where both name a dimension, to the ids that both allow."""
        if not only:
            return self
        where = dict(self.query.where)
        for name, ids in only:
            where[name] = [each for each in where[name] if each in ids] if name in where else ids
        return replace(self, query=replace(self.query, where=where))


@dataclass(frozen=True)
class Measure:
    """An additive aggregate of one fact: COUNT of rows, or SUM of a column, under a condition.

    `money` sums exactly. `lines` is what is summed instead when the fact is reached through its lines (a function of
    the moment where that depends on the day); without it the measure has no value there. `histogram` counts rows by
    value (value → count), which adds up too and gives means and medians; a function of the moment where the value
    depends on the day. `median` is the middle of a column: the one measure that does not add up. With `unknown` a sum
    over facts none of which carries the column is None, not 0. `only` is a filter of the measure's own, which works as
    one of the question. `spread` are the number, the sum and the sum of squares of a histogram's values: where rows
    need no median they stand for it.
    """

    id: str
    fact: Fact
    where: Where = field(default_factory=Q)
    total: Any = None
    lines: Any = None
    money: bool = False
    histogram: Any = None
    median: Any = None
    unknown: bool = False
    only: Slice = ()
    spread: "tuple[Measure, Measure, Measure] | None" = None

    @property
    def timeless(self) -> bool:
        """Whether its condition is the same whatever the as-of date."""
        return isinstance(self.where, Q) and not self.fact.past

    @property
    def grows(self) -> bool:
        """Whether the value that is counted depends on the as-of date: how long something has lasted."""
        return callable(self.histogram)

    def value(self, moment: Moment) -> Any:
        """The expression that a histogram counts by."""
        return self.histogram(moment) if callable(self.histogram) else self.histogram

    def condition(self, moment: Moment) -> Q:
        return self.where if isinstance(self.where, Q) else self.where(moment)

    def summed(self, through_lines: bool, moment: Moment) -> Any:
        """The expression that is summed; None where rows are counted or where lines do not carry it."""
        column = self.lines if through_lines else self.total
        if callable(column):
            return column(moment)
        if isinstance(column, str):
            return F(self.fact.past.get(column, column) if moment.past else column)
        return column

    def spreads(self, asked: Asked) -> bool:
        """Whether its rows are asked without their histogram, which the total alone needs then."""
        plain = bool(self.spread and asked.by and asked.query.plain_rows)
        return plain and not self.fact.through_lines(asked.slices())

    def counts(self) -> bool:
        return self.total is None and self.median is None and self.histogram is None

    def aggregate(self, asked: Asked, condition: Q) -> Aggregate | None:
        """The rows that meet a condition, counted or summed; None for a sum that lines do not carry."""
        through = self.fact.through_lines(asked.slices())
        if self.counts():
            return count_of_rows(condition, distinct=through)
        column = self.summed(through, asked.moment)
        return None if column is None else (ExactSum if self.money else Sum)(column, filter=condition or None)

    def nothing(self) -> Any:
        """What stands for "no facts"."""
        if self.median is not None or self.unknown:
            return None
        return {} if self.histogram is not None else Decimal(0) if self.money else 0


@dataclass(frozen=True)
class Computed:
    """A measure with a statement of its own: a function of what is asked that gives a value per key.

    `filters` are dimensions that it lets pass besides its own; `rows` lists what stands behind it, of which `column`,
    or else an annotation "part", is summed (without either they are counted); `part_unit` is how that part is written.
    `dated` is the column by whose date its facts count (empty: the days of the period themselves, None: they are in
    stock). With `own_comparison` it compares already, and is not compared again.
    """

    id: str
    compute: Callable[[Asked], Mapping[Key, Any]]
    dimensions: tuple[str, ...]
    filters: tuple[str, ...] = ()
    rows: Callable[[Asked], QuerySet] | None = None
    column: str | None = None
    empty: Any = Decimal(0)
    dated: str | None = ""
    ahead: bool = False
    own_comparison: bool = False
    part_unit: str = ""

    def nothing(self) -> Any:
        return self.empty


AnyMeasure = Measure | Computed


def looks_ahead(measure: AnyMeasure) -> bool:
    """Whether it is about what is expected to come."""
    return measure.fact.ahead if isinstance(measure, Measure) else measure.ahead

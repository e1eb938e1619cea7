"""Sums by month that the database keeps: what a statement over the facts would find, read from far fewer rows.

A roll-up is exact or it is not used. Whole months of a window are read from it; the days at its ends from the facts,
added, or taken off where a month is nearly whole: of the present month what lies ahead is taken off, nearly nothing.
The statement itself asks whether the roll-up is in force: where it is not, the facts are asked as ever.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db import connections
from django.db.models import Count, DateField, F, IntegerField, Q, QuerySet, Sum, TextField, Value
from django.db.models.functions import Cast

from kpis.engine import compiled
from kpis.engine.expressions import Bucket, NoNumber
from kpis.engine.measures import Asked, Fact, Key, Measure, Moment
from kpis.engine.periods import GRAINS, MONTHS, Period, add_months, floor
from kpis.engine.slices import in_slice

# A first day and the day after the last; None: without beginning.
Days = tuple[date | None, date]
# Of each measure, by its id, the value per key.
Values = dict[str, dict[Key, Any]]
FACTS = "facts"
# The "window" of the row that says that the roll-up is in force.
IN_FORCE = -1
NO_NUMBER = NoNumber()


@dataclass(frozen=True)
class Rollup:
    """Where the sums of a fact are: by month, or of what is in stock. `rows` are those of a viewer and scope, and each
    measure is the column of its name, or one of `narrowed` (by measure: the column, and the condition on the roll-up's
    own dimensions under which it counts). The column `facts` says how many rows were summed. Of what the facts sum as
    floats the roll-up keeps the `exact` sum, since sums are taken off each other. `in_force` gives one row where the
    roll-up is whole, none where it is not.

    Of a fact in stock those are kept that meet a condition (`stock`), whatever the day; `beside` gives the conditions
    of the others that are in stock today as well, and of those that are not although they are kept. What was in stock
    on a past day is the sum of all flows up to it, by a roll-up of these (`flows`). `rights` are columns by which rows
    are shown and hidden that are no dimension; `words` the dimensions that are texts.
    """

    fact: Fact
    rows: Callable[[Any, str], QuerySet]
    dimensions: Mapping[str, str]
    measures: tuple[Measure, ...]
    in_force: Callable[[], QuerySet]
    narrowed: Mapping[str, tuple[Measure, Q]] = field(default_factory=dict)
    exact: Mapping[str, Any] = field(default_factory=dict)
    stock: Q = field(default_factory=Q)
    beside: Callable[[Moment], tuple[Q, Q]] | None = None
    flows: "Rollup | None" = None
    rights: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    size: Any = field(default_factory=lambda: Count(Value(1)))

    def serves(self, measures: list[Measure], asked: Asked) -> bool:
        """Whether it knows the measures, whatever the day they are asked as of, by all that is asked for."""
        known = {each.id for each in self.measures} | set(self.narrowed)
        carried = {*self.dimensions, *MONTHS}
        today = self.fact.date is None and not asked.moment.past
        counted_alike = all(each.id in known and (each.timeless or today) for each in measures)
        return counted_alike and carried.issuperset(asked.slices())

    def flowing(
        self, measures: list[Measure], windows: list[Asked]
    ) -> tuple["Rollup | None", list[Measure], list[Asked]]:
        """The same question to the flows: all up to the day."""
        known = {each.id: each for each in self.flows.measures} if self.flows else {}
        if not all(each.id in known for each in measures):
            return None, measures, windows
        always = Period(None, None)
        return self.flows, [known[each.id] for each in measures], [replace(each, period=always) for each in windows]

    def parts(self, asked: Asked) -> "list[Part]":
        """What to add up for a window, the roll-up's own rows first; none where it spares nothing."""
        if self.beside is not None:
            more, fewer = self.beside(asked.moment)
            return [Part(Q(), rolled=True), Part(more), Part(fewer, sign=-1)]
        found, date = pieces(asked), self.fact.date or ""
        read = [
            Part(days_in("month", found.months), rolled=True),
            Part(days_in(date, found.added)),
            Part(days_in(date, found.taken_off), sign=-1),
        ]
        return [part for part in read if part.condition] if found.months else []

    def summed(self, measure: Measure) -> Sum:
        stored, condition = self.narrowed.get(measure.id, (measure, None))
        return Sum(stored.id, filter=condition)


_ROLLUPS: dict[str, Rollup] = {}


def register(rollup: Rollup) -> None:
    """By the catalogue: the engine knows no tables."""
    _ROLLUPS[rollup.fact.id] = rollup


@dataclass(frozen=True)
class Part:
    """Rows of a roll-up or of facts, whose sums count with a sign."""

    condition: Q
    sign: int = 1
    rolled: bool = False


@dataclass
class Pieces:
    """A window in parts: months read from the roll-up, days of facts to add, and days to take off again."""

    months: list[Days] = field(default_factory=list)
    added: list[Days] = field(default_factory=list)
    taken_off: list[Days] = field(default_factory=list)


def pieces(asked: Asked) -> Pieces:
    """The fewest days of facts: a month of which most is asked is read whole, and the rest taken off."""
    start, end = asked.bounds()
    found = Pieces()
    if start is None:
        found.months.append((None, floor(end, "month")))
    for month in months_between(start or floor(end, "month"), end):
        rest = add_months(month, 1)
        first, last = max(start or month, month), min(end, rest)
        missing = (first - month) + (rest - last)
        goes_on = rest > last > asked.as_of and first == month and not asked.moment.past
        if stays_whole(month, asked) and (goes_on or missing < last - first):
            append(found.months, (month, rest))
            found.taken_off += [part for part in ((month, first), (last, rest)) if part[0] < part[1]]
        else:
            append(found.added, (first, last))
    return found


def months_between(start: date, end: date) -> Iterator[date]:
    month = floor(start, "month")
    while month < end:
        yield month
        month = add_months(month, 1)


def append(ranges: list[Days], days: Days) -> None:
    """Adjoining ranges are one."""
    if ranges and ranges[-1][1] == days[0]:
        ranges[-1] = (ranges[-1][0], days[1])
    else:
        ranges.append(days)


def stays_whole(month: date, asked: Asked) -> bool:
    """Whether all days of the month fall into one bucket once they are moved into the period compared with."""
    fiscal = asked.period.fiscal_year_start
    last, bucket = add_months(month, 1) - timedelta(days=1), asked.shift.bucket
    return all(bucket(month, name, fiscal) == bucket(last, name, fiscal) for name in asked.by if name in MONTHS)


def days_in(column: str, ranges: list[Days]) -> Q:
    condition = Q()
    for start, end in ranges:
        condition |= Q(**{f"{column}__lt": end}, **({f"{column}__gte": start} if start else {}))
    return condition


@dataclass(frozen=True)
class Reading:
    """What is read of a roll-up to answer for some measures in some windows, and the parts of each window."""

    rollup: Rollup
    measures: list[Measure]
    windows: list[Asked]
    parts: list[list[Part]]

    @classmethod
    def of(cls, measures: list[Measure], windows: list[Asked]) -> "Reading | None":
        """None where no roll-up serves."""
        rollup = _ROLLUPS.get(measures[0].fact.id)
        if rollup is not None and rollup.flows is not None and windows[0].moment.past:
            rollup, measures, windows = rollup.flowing(measures, windows)
        if rollup is None or not rollup.serves(measures, windows[0]):
            return None
        parts = [rollup.parts(window) for window in windows]
        kept = connections[rollup.in_force().db].vendor == "postgresql"
        return cls(rollup, measures, windows, parts) if kept and all(parts) else None

    def selects(self, place: int, columns: list[str]) -> Iterator[QuerySet]:
        """Each row tells the reading (`place`), window and sign, keys, and all of `columns`, also those it has not."""
        yield self.mark(place, columns)
        for position, window in enumerate(self.windows):
            for part in self.parts[position]:
                yield self.select(place, position, window, part, columns)

    def select(self, place: int, position: int, window: Asked, part: Part, columns: list[str]) -> QuerySet:
        query, fact = window.query, self.rollup.fact
        source: Rollup | Fact = self.rollup if part.rolled else fact
        column = source.dimensions.__getitem__
        rows = source.rows(query.viewer, query.scope).filter(in_slice(column, window), part.condition)
        if part.rolled:
            sums: dict[str, Any] = {FACTS: Sum(FACTS), **{each.id: self.rollup.summed(each) for each in self.measures}}
        else:
            counted = {each.id: each.aggregate(window, each.condition(window.moment)) for each in self.measures}
            sums = {FACTS: self.rollup.size, **counted}
        date = "month" if part.rolled else fact.date or ""
        keys = {**self.keys(date, column, window, position), **told_apart(place, position, part.sign)}
        named = {f"measure_{name}": each for name, each in sums.items()}
        others = {name: NO_NUMBER for name in columns if name not in named}
        return rows.order_by().values(**keys, **others).annotate(**named).values(*keys, *columns)

    def keys(self, date: str, column: Callable[[str], str], window: Asked, position: int) -> dict[str, Any]:
        if window.query.plain_rows and position:
            return {f"key_{name}": self.nothing(name) for name in window.by}
        fiscal = window.period.fiscal_year_start
        return {
            f"key_{name}": Bucket(F(date), name, fiscal, window.shift) if name in GRAINS else F(column(name))
            for name in window.by
        }

    def nothing(self, dimension: str) -> Cast:
        """NULL of the type of a dimension's column: a union matches columns by place, and reads all as the first."""
        if dimension in GRAINS:
            return Cast(Value(None), DateField())
        return Cast(Value(None), TextField() if dimension in self.rollup.words else IntegerField())

    def mark(self, place: int, columns: list[str]) -> QuerySet:
        """One row where the roll-up is in force, at the same moment as the sums."""
        keys: dict[str, Any] = {f"key_{name}": self.nothing(name) for name in self.windows[0].by}
        numbers = dict.fromkeys(columns, NO_NUMBER)
        return self.rollup.in_force().order_by().values(**keys, **told_apart(place, IN_FORCE, 0), **numbers)


def told_apart(place: int, window: int, sign: int) -> dict[str, Value]:
    return {"part_of": whole_number(place), "part_window": whole_number(window), "part_sign": whole_number(sign)}


def answers(questions: list[compiled.Question]) -> list[list[Values] | None]:
    """For each question, measures and windows, what the statement over the facts would give; None where no roll-up
    serves. All are sliced alike, and read in one statement; what its parts give is added up here."""
    readings = [Reading.of(measures, windows) for measures, windows in questions]
    served = {place: each for place, each in enumerate(readings) if each is not None}
    if not served:
        return [None] * len(questions)
    named = dict.fromkeys(each.id for reading in served.values() for each in reading.measures)
    columns = [f"measure_{name}" for name in (FACTS, *named)]

    def make() -> QuerySet:
        selects = [select for place, each in served.items() for select in each.selects(place, columns)]
        return selects[0].union(*selects[1:], all=True)

    statement = compiled.known("rollups", questions, lambda: compiled.Compiled.of(make()))
    at = {name: place for place, name in enumerate(statement.names)}
    found = {place: [Sums(each.measures, at) for _window in each.windows] for place, each in served.items()}
    keys = [at[f"key_{name}"] for name in next(iter(served.values())).windows[0].by]
    part_of, window, in_force = at["part_of"], at["part_window"], set()
    for row in statement.fetched():
        if row[window] == IN_FORCE:
            in_force.add(row[part_of])
        else:
            found[row[part_of]][row[window]].add(tuple([row[key] for key in keys]), row)
    return [[each.values() for each in found[place]] if place in in_force else None for place in range(len(questions))]


def whole_number(value: int) -> Value:
    return Value(value, output_field=IntegerField())


class Sums:
    """What the parts of a window add up to, per key and measure; keys of no facts are none. `at` are the places of the
    columns in a row, of which most have nothing."""

    def __init__(self, measures: list[Measure], at: Mapping[str, int]) -> None:
        self.measures = measures
        self.facts: dict[Key, int] = {}
        self.found: dict[str, dict[Key, Any]] = {each.id: {} for each in measures}
        self.columns = [(at[f"measure_{name}"], values) for name, values in self.found.items()]
        self.sign, self.size = at["part_sign"], at[f"measure_{FACTS}"]

    def add(self, key: Key, row: tuple[Any, ...]) -> None:
        sign = row[self.sign]
        self.facts[key] = self.facts.get(key, 0) + sign * int(row[self.size] or 0)
        for place, values in self.columns:
            if (value := row[place]) is not None:
                values[key] = values.get(key, 0) + sign * value

    def values(self) -> Values:
        kept = [key for key, size in self.facts.items() if size]
        return {each.id: {key: read(each, self.found[each.id].get(key)) for key in kept} for each in self.measures}


def read(measure: Measure, value: Any) -> Any:
    """As a statement over facts gives it; sums of whole numbers come as decimals."""
    if value is None or measure.money:
        return value
    return int(value) if value == int(value) else float(value)

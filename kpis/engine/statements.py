"""ONE aggregate statement per fact, dimensions as GROUP BY. Facts are never joined to each other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.db.models import DateField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from kpis.engine import compiled, medians, rollups
from kpis.engine.expressions import Bucket, Grouped, count_of_rows
from kpis.engine.measures import Asked, Fact, Key, Measure, Slice
from kpis.engine.periods import GRAINS, NO_SHIFT
from kpis.engine.rollups import Values
from kpis.engine.slices import rows
from kpis.engine.statistics import Spread

EVERY_ROW = 2**62


def keys_of(fact: Fact, windows: list[Asked]) -> dict[str, Any]:
    """What to group by: an expression per dimension or grain, under names that no column has; dates of a comparison
    window are moved into the period first."""
    asked = windows[0]
    date, fiscal = fact.date_on(asked.moment), asked.period.fiscal_year_start
    return {
        f"key_{name}": Bucket(F(date), name, fiscal, asked.shift)
        if name in GRAINS
        else F(fact.column(name, asked.moment))
        for name in asked.by
    }


def keys_in_window(fact: Fact, asked: Asked, position: int) -> dict[str, Any]:
    """The keys, and which window they are of. Of the one compared with plain rows ask the total only."""
    keys = {name: Grouped(key) if isinstance(key, F) else key for name, key in keys_of(fact, [asked]).items()}
    if position and asked.query.plain_rows:
        keys = {f"key_{name}": nothing(name) for name in asked.by}
    return {**keys, "part_window": Value(position, output_field=IntegerField())}


def nothing(dimension: str) -> Cast:
    """NULL of the type that the column has in the other window: a union matches columns by place."""
    return Cast(Value(None), DateField() if dimension in GRAINS else IntegerField())


def all_together(selects: list[QuerySet]) -> QuerySet:
    """Windows are read apart, each by a range of an index alone, and come in one statement."""
    return selects[0].union(*selects[1:], all=True) if len(selects) > 1 else selects[0]


@dataclass(frozen=True)
class Scan:
    """What one pass over the rows of a fact answers: which measures, in which of the windows (`positions`)."""

    measures: list[Measure]
    windows: list[Asked]
    positions: list[int]
    counts_values: bool


def answered(scans: list[Scan]) -> Iterator[list[Values]]:
    """From roll-ups, of which one statement reads all, else from the facts of each."""
    asked = [(scan.measures, scan.windows) for scan in scans if not scan.counts_values]
    rolled = iter(rollups.answers(asked))
    for scan in scans:
        known = None if scan.counts_values else next(rolled)
        statement = histograms if scan.counts_values else aggregates
        yield known if known is not None else statement(scan.measures, scan.windows)


def run(measures: Iterable[Measure], windows: list[Asked]) -> list[Values]:
    """The values of measures per key and window: one statement for all roll-ups; per fact that has none one, one more
    for each of its histograms, and as many for each filter that measures have of their own."""
    groups: dict[tuple[str, Any, Slice], list[Measure]] = defaultdict(list)
    answers: list[Values] = [{} for _window in windows]
    spread = [each for each in measures if each.spreads(windows[0])]
    parts = [part for each in spread for part in each.spread or ()]
    each_once = list({each.id: each for each in [*measures, *parts] if each not in spread}.values())
    # A median stands beside the value of the period; what it was before is not asked.
    answers[0].update(middles([each for each in each_once if each.median is not None], windows[0]))
    for measure in each_once:
        if measure.fact.ahead and windows[-1].shift:
            # What was expected then is compared with nothing.
            answers[-1][measure.id] = {}
            if len(windows) == 1:
                continue
        if measure.median is None:
            groups[measure.fact.id, measure.histogram, measure.only].append(measure)
    scans = [
        Scan(together, [windows[each].within(only) for each in positions], positions, histogram is not None)
        for (_fact, histogram, only), together in groups.items()
        for positions in at_once(together, windows)
    ]
    for scan, found in zip(scans, answered(scans), strict=True):
        for position, values in zip(scan.positions, found, strict=True):
            answers[position].update(values)
    for each in spread:
        for values in answers:
            values[each.id] = spread_per_key(each, values)
    return answers


def spread_per_key(measure: Measure, values: Values) -> dict[Key, Spread]:
    size, total, squares = (values[part.id] for part in measure.spread or ())
    return {key: Spread(n, int(total[key]), int(squares[key])) for key, n in size.items() if n}


def at_once(measures: list[Measure], windows: list[Asked]) -> list[list[int]]:
    """Which windows one scan can serve: those that do not overlap, where no row's history is asked."""
    if measures[0].fact.ahead:
        return [[0]]
    everything = list(range(len(windows)))
    one_axis = all(each.fact.date and not each.fact.past and not each.grows for each in measures)
    if len(windows) == 2 and one_axis:
        (start, end), (other_start, other_end) = windows[0].bounds(), windows[1].bounds()
        apart = start and other_start and (other_end <= start or end <= other_start)
        if apart and all(measure.timeless or not measure.fact.history for measure in measures):
            return [everything]
    return [[position] for position in everything]


def aggregates(measures: list[Measure], windows: list[Asked]) -> list[Values]:
    fact = measures[0].fact
    answers: list[Values] = [{each.id: {} for each in measures} for _window in windows]
    if len(windows) == 1 and not windows[0].by and fact.history and windows[0].moment.past:
        # What is sliced stays apart: PostgreSQL would else look up the past of each row again for each aggregate.
        sums = summed_in(measures, windows[0])
        found = rows(fact, windows[:1]).order_by()[:EVERY_ROW].aggregate(**sums)
        return [{each.id: {(): found[f"measure_{each.id}"]} for each in measures if f"measure_{each.id}" in sums}]

    grain = grouped_by_day_first(windows[0])
    asked = [replace(window, by=("day",), shift=NO_SHIFT) for window in windows] if grain else windows

    def make() -> QuerySet:
        selects = []
        for position, window in enumerate(asked):
            keys, sums = keys_in_window(fact, window, position), summed_in(measures, window)
            selects.append(rows(fact, [window]).order_by().values(**keys).annotate(**sums).values(*keys, *sums))
        return all_together(selects)

    columns = [(each.id, f"measure_{each.id}") for each in measures]
    for row in compiled.rows("sums", [(measures, asked)], make):
        window, values = windows[row["part_window"]], answers[row["part_window"]]
        key = key_in(row, asked[0].by)
        if grain and key[0] is not None:
            key = (window.shift.bucket(key[0], grain, window.period.fiscal_year_start),)
        for measure, column in columns:
            if column in row:
                values[measure][key] = together(values[measure].get(key), row[column])
    return answers


def grouped_by_day_first(asked: Asked) -> str:
    """The grain by which days are added up here; "" where the database groups. SQLite has dates as texts: to read one
    of each row, and to sort what comes of it, takes longer than all else, while an index has its days in order."""
    alone = asked.by[0] if len(asked.by) == 1 else ""
    return alone if connection.vendor == "sqlite" and alone in GRAINS and alone != "day" else ""


def together(one: Any, other: Any) -> Any:
    """The sum of two sums; None is that of nothing."""
    return other if one is None else one if other is None else one + other


def summed_in(measures: list[Measure], asked: Asked) -> dict[str, Any]:
    found = {f"measure_{each.id}": each.aggregate(asked, each.condition(asked.moment)) for each in measures}
    return {name: aggregate for name, aggregate in found.items() if aggregate is not None}


def histograms(measures: list[Measure], windows: list[Asked]) -> list[Values]:
    """Per key how often each value occurs; rows without value do not count."""
    answers: list[Values] = [{each.id: defaultdict(dict) for each in measures} for _window in windows]

    def make() -> QuerySet:
        return all_together([counted_by_value(measures, window, place) for place, window in enumerate(windows)])

    for row in compiled.rows("values", [(measures, windows)], make):
        if (value := row["measure_value"]) is None:
            continue
        key, values = key_in(row, windows[0].by), answers[row["part_window"]]
        for each in measures:
            if times := row[f"measure_{each.id}"]:
                of_key = values[each.id][key]
                of_key[value] = of_key.get(value, 0) + times
    return answers


def counted_by_value(measures: list[Measure], asked: Asked, position: int) -> QuerySet:
    fact = measures[0].fact
    through = fact.through_lines(asked.slices())
    conditions = {each.id: each.condition(asked.moment) for each in measures}
    counts = {f"measure_{name}": count_of_rows(where, distinct=through) for name, where in conditions.items()}
    found = rows(fact, [asked]).order_by()
    if len(measures) == 1:
        # What does not count need not be read; it would make no key either.
        found = found.filter(conditions[measures[0].id])
    keys = {**keys_in_window(fact, asked, position), "measure_value": measures[0].value(asked.moment)}
    return found.values(**keys).annotate(**counts).values(*keys, *counts)


def middles(measures: list[Measure], asked: Asked) -> Values:
    """Medians: a statement for each where there are keys, else one for all."""
    if asked.by:
        return {each.id: median(each, asked) for each in measures}
    if not measures:
        return {}

    def make() -> compiled.Written:
        return medians.of_everything({each.id: median_rows(each, asked) for each in measures})

    found = medians.found(compiled.known("medians", [(measures, [asked])], make))
    return {name: {(): value} for (name,), value in found.items()}


def median_rows(measure: Measure, asked: Asked) -> tuple[QuerySet, Any, bool]:
    """The rows whose median is asked, its column, and whether a fact's lines are added first."""
    asked = asked.within(measure.only)
    found = rows(measure.fact, [asked]).filter(measure.condition(asked.moment))
    through = measure.fact.through_lines(asked.slices())
    return found, measure.lines if through else measure.median, through


def median(measure: Measure, asked: Asked) -> dict[Key, Any]:
    """Per key, in one statement."""

    def make() -> compiled.Written:
        found, column, apart = median_rows(measure, asked)
        return medians.per_key(found, keys_of(measure.fact, [asked]), column, apart)

    return medians.found(compiled.known("median", [([measure], [asked])], make))


def key_in(row: Mapping[str, Any], by: tuple[str, ...]) -> Key:
    return tuple([row[f"key_{name}"] for name in by])

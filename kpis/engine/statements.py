"""ONE aggregate statement per fact, dimensions as GROUP BY. Facts are never joined to each other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from kpis.engine import medians
from kpis.engine.expressions import Bucket, count_of_rows
from kpis.engine.measures import Asked, Fact, Key, Measure, Slice
from kpis.engine.periods import GRAINS

Values = dict[str, dict[Key, Any]]

EVERY_ROW = 2**62


def rows(fact: Fact, windows: list[Asked], dated: bool = True) -> QuerySet:
    """The facts that a question is about: in scope, in one of the windows, in the slice."""
    asked = windows[0]
    found = fact.rows(asked.query.viewer, asked.query.scope)
    if fact.history and asked.moment.past:
        found = found.annotate(**history(fact, asked))
    if fact.lines and fact.through_lines(asked.slices()):
        # Never among what is selected: a fact with two lines is still one row.
        found = found.alias(**fact.lines)
    if fact.standing:
        found = found.filter(fact.standing(asked.moment))
    if fact.date:
        column = fact.date_on(asked.moment)
        within = in_windows(column, windows, fact.ahead) if dated else Q(**{f"{column}__isnull": True})
        found = found.filter(within)
    return found.filter(in_slice(fact, asked))


def history(fact: Fact, asked: Asked) -> dict[str, Any]:
    """What tells a row's state on the past day: of the columns that only slices ask for, those that they do."""
    assert fact.history
    sliced = {fact.dimensions.get(name) for name in asked.slices()}
    unused = {then for now, then in fact.past.items() if now in fact.dimensions.values() and now not in sliced}
    return {name: column for name, column in fact.history(asked.as_of).items() if name not in unused}


def in_windows(column: str, windows: list[Asked], ahead: bool = False) -> Q:
    """Adjoining windows are one range, which an index answers best."""
    ranges = sorted(window.bounds(ahead) for window in windows)  # type: ignore[type-var]
    if len(ranges) == 2 and ranges[0][1] == ranges[1][0]:
        ranges = [(ranges[0][0], ranges[1][1])]
    condition = Q()
    for start, end in ranges:
        condition |= Q(**{f"{column}__lt": end}, **({f"{column}__gte": start} if start else {}))
    return condition


def in_slice(fact: Fact, asked: Asked) -> Q:
    """One condition for all filters, so that those on lines speak of the same line."""
    condition = Q()
    for name, ids in asked.query.where.items():
        condition &= belongs(fact.column(name, asked.moment), ids)
    for name, value in asked.exact.items():
        condition &= belongs(fact.column(name, asked.moment), [value])
    return condition


def belongs(column: str, ids: Iterable[Any]) -> Q:
    """The column has one of the ids; None stands for "not set"."""
    ids = list(ids)
    condition = Q(**{f"{column}__in": [each for each in ids if each is not None]})
    return condition | Q(**{f"{column}__isnull": True}) if None in ids else condition


def keys_of(fact: Fact, windows: list[Asked]) -> dict[str, Any]:
    """What to group by: an expression per dimension or grain, under names that no column has."""
    asked = windows[0]
    keys = {
        f"key_{name}": bucket(fact, name, windows) if name in GRAINS else F(fact.column(name, asked.moment))
        for name in asked.by
    }
    if asked.query.plain_rows and len(windows) > 1:
        # Of the window compared with only the total is asked: one group instead of one for each key.
        own = in_windows(fact.date or "", windows[:1])
        keys = {name: Case(When(own, then=column)) for name, column in keys.items()}
    return {**keys, "key_window": window_of(fact, windows)} if len(windows) > 1 else keys


def bucket(fact: Fact, grain: str, windows: list[Asked]) -> Any:
    """The first day of the bucket; dates of a comparison window are moved into the period first."""
    fiscal = windows[0].period.fiscal_year_start
    cut = [Bucket(F(fact.date_on(windows[0].moment)), grain, fiscal, window.shift) for window in windows]
    if len(windows) == 1:
        return cut[0]
    return Case(When(in_windows(fact.date or "", windows[:1]), then=cut[0]), default=cut[1])


def window_of(fact: Fact, windows: list[Asked]) -> Case:
    own = in_windows(fact.date or "", windows[:1])
    return Case(When(own, then=Value(0)), default=Value(1), output_field=IntegerField())


def run(measures: Iterable[Measure], windows: list[Asked]) -> list[Values]:
    """The values of measures per key and window: one statement per fact, one more for each of its histograms, and as
    many for each filter that measures have of their own."""
    groups: dict[tuple[str, Any, Slice], list[Measure]] = defaultdict(list)
    answers: list[Values] = [{} for _window in windows]
    each_once = list({each.id: each for each in measures}.values())
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
    for (_fact, histogram, only), together in groups.items():
        statement = aggregates if histogram is None else histograms
        for positions in at_once(together, windows):
            found = statement(together, [windows[each].within(only) for each in positions])
            for position, values in zip(positions, found, strict=True):
                answers[position].update(values)
    return answers


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


def condition(measure: Measure, windows: list[Asked]) -> Q:
    """What a row must be to count; where that depends on the as-of date, for each window its own."""
    if len(windows) == 1 or measure.timeless:
        return measure.condition(windows[0].moment)
    own = in_windows(measure.fact.date or "", windows[:1])
    now, then = (measure.condition(window.moment) for window in windows)
    return (own & now) | (~own & then)


def aggregates(measures: list[Measure], windows: list[Asked]) -> list[Values]:
    asked_for = {f"measure_{each.id}": each.aggregate(windows[0], condition(each, windows)) for each in measures}
    asked_for = {name: aggregate for name, aggregate in asked_for.items() if aggregate is not None}
    names = [(each.id, f"measure_{each.id}") for each in measures if f"measure_{each.id}" in asked_for]
    fact = measures[0].fact
    keys = keys_of(fact, windows)
    found = rows(fact, windows).order_by()
    if not keys and fact.history and windows[0].moment.past:
        # What is sliced stays apart: PostgreSQL would else look up the past of each row again for each aggregate.
        found = found[:EVERY_ROW]
    grouped = found.values(**keys).annotate(**asked_for) if keys else [found.aggregate(**asked_for)]
    answers: list[Values] = [{each.id: {} for each in measures} for _window in windows]
    for row in grouped:
        key, values = key_in(row, windows[0].by), answers[row.get("key_window", 0)]
        for measure, name in names:
            values[measure][key] = row[name]
    return answers


def histograms(measures: list[Measure], windows: list[Asked]) -> list[Values]:
    """Per key how often each value occurs; rows without value do not count."""
    asked, fact = windows[0], measures[0].fact
    through = fact.through_lines(asked.slices())
    conditions = {each.id: condition(each, windows) for each in measures}
    counts = {f"measure_{name}": count_of_rows(where, distinct=through) for name, where in conditions.items()}
    found = rows(fact, windows).order_by()
    if len(measures) == 1:
        # What does not count need not be read; it would make no key either.
        found = found.filter(conditions[measures[0].id])
    grouped = found.values(**keys_of(fact, windows), measure_value=measures[0].value(asked.moment)).annotate(**counts)
    answers: list[Values] = [{each.id: defaultdict(dict) for each in measures} for _window in windows]
    for row in grouped:
        if (value := row["measure_value"]) is None:
            continue
        key, values = key_in(row, asked.by), answers[row.get("key_window", 0)]
        for each in measures:
            if times := row[f"measure_{each.id}"]:
                values[each.id][key][value] = times
    return answers


def middles(measures: list[Measure], asked: Asked) -> Values:
    """Medians: a statement for each where there are keys, else one for all."""
    if asked.by:
        return {each.id: median(each, asked) for each in measures}
    parts = {each.id: median_rows(each, asked) for each in measures}
    return {name: {(): value} for name, value in medians.of_everything(parts).items()}


def median_rows(measure: Measure, asked: Asked) -> tuple[QuerySet, Any, bool]:
    """The rows whose median is asked, its column, and whether a fact's lines are added first."""
    asked = asked.within(measure.only)
    found = rows(measure.fact, [asked]).filter(measure.condition(asked.moment))
    through = measure.fact.through_lines(asked.slices())
    return found, measure.lines if through else measure.median, through


def median(measure: Measure, asked: Asked) -> dict[Key, Any]:
    found, column, apart = median_rows(measure, asked)
    return medians.per_key(found, keys_of(measure.fact, [asked]), column, apart)


def key_in(row: Mapping[str, Any], by: tuple[str, ...]) -> Key:
    return tuple([row[f"key_{name}"] for name in by])

"""Answers a question: statements, join on the key, formula, comparison, what was left out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from heapq import nlargest
from typing import Any

from django.db.models import Count, QuerySet, Value

from crm.remembering import remembered
from kpis.engine import compiled, planner, statements
from kpis.engine.measures import AnyMeasure, Asked, Computed, Dimension, Key, Measure
from kpis.engine.metrics import Metric
from kpis.engine.periods import GRAINS, NO_SHIFT, bucket_label
from kpis.engine.query import Query
from kpis.engine.results import Figure, LeftOut, Result, Row
from kpis.engine.results import Key as Label
from kpis.engine.statements import Values

Figures = dict[str, Figure]
# So many labels of an answer are kept for the next one.
KEPT = 200


@dataclass(frozen=True)
class Catalogue:
    """All metrics and dimensions there are."""

    metrics: Mapping[str, Metric]
    dimensions: Mapping[str, Dimension]


def ask(catalogue: Catalogue, query: Query, today: date) -> Result:
    """Answers a question; QueryError when it cannot be answered."""
    metrics = planner.chosen(catalogue.metrics, catalogue.dimensions, query)
    query = planner.completed(metrics, query)
    windows = planner.windows(catalogue.dimensions, query, today)
    earlier = windows[1] if len(windows) > 1 else None
    measures = planner.measures(metrics, query.brief)
    values = measure([each for each in measures if asked_by_row(each, query)], windows)
    totals = summed_up(measures, windows, values)
    by_row = values[:1] if query.plain_rows else values
    ahead = any(metric.ahead for metric in metrics)
    keys = keys_of(windows[0], by_row, ahead) if query.by else set()
    rows = figures_per_key(metrics, by_row, greatest(metrics[0], values[0], keys, query.top))
    return Result(
        rows=labelled(catalogue, rows, replace(query, by=windows[0].by)),
        total=compared(metrics, totals, ()),
        left_out=[] if query.brief else left_out(metrics, windows[0], totals[0]),
        period=query.period,
        comparison=earlier.period if earlier else None,
        as_of=windows[0].as_of,
        partial=query.compare is not None and query.period.unfinished(windows[0].as_of),
        by=windows[0].by,
        size=len(keys),
        shift=earlier.shift if earlier else NO_SHIFT,
    )


def measure(measures: list[AnyMeasure], windows: list[Asked]) -> list[Values]:
    """The values of every measure per key, for each window."""
    found = statements.run([each for each in measures if isinstance(each, Measure)], windows)
    for each in measures:
        if isinstance(each, Computed):
            for window, values in zip(windows, found, strict=True):
                skipped = (each.ahead or each.own_comparison) and window.shift
                values[each.id] = {} if skipped else dict(each.compute(window))
    return found


def summed_up(measures: list[AnyMeasure], windows: list[Asked], values: list[Values]) -> list[Values]:
    """The measures over everything, for each window: from the summed parts, or asked again where parts do not add up.

    A fact with lines of two products counts once in each of their rows, and once in the total.
    """
    if not windows[0].by:
        return values
    again = [each for each in measures if not adds_up(each, windows[0])]
    totals: list[Values] = [{each.id: {} for each in again} for _window in windows]
    if again and not windows[0].query.brief:
        totals = measure(again, [replace(each, by=()) for each in windows])
    for found, total in zip(values, totals, strict=True):
        for each in measures:
            if each not in again:
                total[each.id] = {(): added(each, found[each.id].values())}  # type: ignore[arg-type]
    return totals


def asked_by_row(each: AnyMeasure, query: Query) -> bool:
    return not query.plain_rows or not query.by or not is_median(each)


def is_median(each: AnyMeasure) -> bool:
    return isinstance(each, Measure) and each.median is not None


def adds_up(each: AnyMeasure, window: Asked) -> bool:
    if not isinstance(each, Measure) or each.median is not None or each.spreads(window):
        return False
    return not each.fact.through_lines(window.by)


def added(each: Measure, values: Iterable[Any]) -> Any:
    if each.histogram is not None:
        counter: Counter[Any] = Counter()
        for value in values:
            counter.update(value)
        return counter
    known = [value for value in values if value is not None]
    return sum(known[1:], known[0]) if known else each.nothing()


def keys_of(window: Asked, values: list[Values], ahead: bool) -> set[Key]:
    known = {key for found in values for per_key in found.values() for key in per_key}
    return known | gaps(window, values[0], ahead)


def greatest(metric: Metric, values: Values, keys: set[Key], top: int | None) -> Iterable[Key]:
    """The keys with the greatest values of a metric; all where no number is asked."""
    if top is None or len(keys) <= top:
        return keys
    sizes = {key: float(figures([metric], values, key)[metric.id].value or 0) for key in keys}
    return nlargest(top, keys, key=lambda key: (None not in key, sizes[key]))


def figures_per_key(metrics: list[Metric], values: list[Values], keys: Iterable[Key]) -> dict[Key, Figures]:
    return {key: compared(metrics, values, key) for key in keys}


def gaps(window: Asked, values: Values, ahead: bool) -> set[Key]:
    """The buckets without facts, when time alone is asked for: a trend has no holes."""
    if len(window.by) != 1 or window.by[0] not in GRAINS:
        return set()
    start, end = window.bounds(ahead and window.period.end is not None)
    known = sorted(key[0] for per_key in values.values() for key in per_key if key[0])
    if start is None and not known:
        return set()
    period = replace(window.period, start=start or known[0], end=end if window.period.end or not known else None)
    if period.end is None:
        period = replace(period, end=known[-1] + timedelta(days=1))
    return {(first,) for first in period.buckets(window.by[0])}


def figures(metrics: list[Metric], values: Values, key: Key) -> Figures:
    return {metric.id: metric.figure({m.id: part(m, values.get(m.id, {}), key) for m in metric.measures})
            for metric in metrics}  # fmt: skip


def part(each: AnyMeasure, values: Mapping[Key, Any], key: Key) -> Any:
    """A measure's value, or what stands for "no facts"; None for what was not asked: sums that lines do not carry."""
    value = values.get(key)
    return each.nothing() if value is None else value


def compared(metrics: list[Metric], values: list[Values], key: Key) -> Figures:
    """The figures of the period, which remember those of the comparison window."""
    found = figures(metrics, values[0], key)
    if len(values) > 1:
        earlier = figures([each for each in metrics if each.compared], values[1], key)
        for name, figure in found.items():
            figure.compare_with(earlier.get(name))
    return found


def labelled(catalogue: Catalogue, rows: Mapping[Key, Figures], query: Query) -> list[Row]:
    """Rows with names for their ids: one look-up per dimension; sorted by name or order, what is not set last."""
    names: list[Mapping[Any, str]] = []
    orders: list[Mapping[Any, Any]] = []
    for position, name in enumerate(query.by):
        ids = {key[position] for key in rows if key[position] is not None}
        if name in GRAINS:
            names.append({start: bucket_label(start, name, query.period.fiscal_year_start) for start in ids})
            orders.append({start: start for start in ids})
            continue
        dimension = catalogue.dimensions[name]
        found = remembered(("labels", name, frozenset(ids)), partial(dimension.labels, ids), fits=few)
        names.append(found)
        places = {key: place for place, key in enumerate(found)}
        orders.append(places if dimension.ordered else {key: text.casefold() for key, text in found.items()})
    made = []
    for key in sorted(rows, key=lambda key: [(each is None, o.get(each)) for each, o in zip(key, orders, strict=True)]):
        labels = [Label(each, known.get(each)) for each, known in zip(key, names, strict=True)]
        made.append(Row(dict(zip(query.by, labels, strict=True)), rows[key]))
    return made


def few(labels: Mapping[Any, str]) -> bool:
    return len(labels) <= KEPT


def left_out(metrics: list[Metric], window: Asked, totals: Values) -> list[LeftOut]:
    """What each metric could not count: counted with the figures, what has no date apart, in one statement."""
    omissions = [each for metric in metrics for each in metric.omissions if not each.dated]
    undated = without_date({each.measure.id: each.measure for each in omissions}, window)
    found = []
    for metric in metrics:
        for omission in metric.omissions:
            measure = omission.measure
            size = part(measure, totals[measure.id], ()) if omission.dated else undated[measure.id]
            if size:
                address = {"metric": metric.id, "part": f"{planner.LEFT_OUT}{omission.reason}"}
                found.append(LeftOut(metric.id, omission.reason, str(omission.sentence), size, address))
    return found


def without_date(measures: Mapping[str, Measure], window: Asked) -> dict[str, int]:
    """How many facts without a date each measure finds, by its id."""
    asked = replace(window, by=())

    def make() -> QuerySet:
        counts = []
        for each in measures.values():
            rows = statements.rows(each.fact, [asked.within(each.only)], dated=False)
            rows = rows.filter(each.condition(window.moment)).order_by().annotate(measure=Value(each.id))
            counts.append(rows.values("measure").annotate(size=Count("pk", distinct=True)))
        return statements.all_together(counts)

    sizes = dict.fromkeys(measures, 0)
    if measures:
        found = compiled.rows("without date", [(list(measures.values()), [asked])], make)
        sizes |= {row["measure"]: row["size"] for row in found}
    return sizes

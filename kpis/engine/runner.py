"""Answers a question: statements, join on the key, formula, comparison, what was left out."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from kpis.engine import planner, statements
from kpis.engine.measures import AnyMeasure, Asked, Computed, Dimension, Key, Measure
from kpis.engine.metrics import Metric, Omission
from kpis.engine.periods import GRAINS, bucket_label
from kpis.engine.query import Query
from kpis.engine.results import Figure, LeftOut, Result, Row
from kpis.engine.results import Key as Label
from kpis.engine.statements import Values

Figures = dict[str, Figure]


@dataclass(frozen=True)
class Catalogue:
    """All metrics and dimensions there are. `targets` attaches objectives to a result, once somebody provides it."""

    metrics: Mapping[str, Metric]
    dimensions: Mapping[str, Dimension]
    targets: list[Callable[[Query, Result], None]] = field(default_factory=list)


def ask(catalogue: Catalogue, query: Query, today: date) -> Result:
    """Answers a question; QueryError when it cannot be answered."""
    metrics = planner.chosen(catalogue.metrics, catalogue.dimensions, query)
    query = planner.completed(metrics, query)
    windows = planner.windows(query, today)
    measures = planner.measures(metrics)
    values = measure(catalogue, measures, windows)
    totals = [summed_up(catalogue, measures, window, found) for window, found in zip(windows, values, strict=True)]
    rows = figures_per_key(metrics, windows, values) if query.by else {}
    result = Result(
        rows=labelled(catalogue, rows, replace(query, by=windows[0].by)),
        total=compared([figures(metrics, found, ()) for found in totals]),
        left_out=left_out(catalogue, metrics, windows[0], totals[0]),
        period=query.period,
        comparison=windows[1].period if len(windows) > 1 else None,
        as_of=windows[0].as_of,
        partial=query.compare is not None and query.period.unfinished(windows[0].as_of),
        by=windows[0].by,
    )
    for attach in catalogue.targets if query.targets else ():
        attach(query, result)
    return result


def measure(catalogue: Catalogue, measures: list[AnyMeasure], windows: list[Asked]) -> list[Values]:
    """The values of every measure per key, for each window."""
    found = statements.run([each for each in measures if isinstance(each, Measure)], windows, catalogue.dimensions)
    for each in measures:
        if isinstance(each, Computed):
            for window, values in zip(windows, found, strict=True):
                values[each.id] = dict(each.compute(window))
    return found


def summed_up(catalogue: Catalogue, measures: list[AnyMeasure], window: Asked, values: Values) -> Values:
    """The measures over everything: from the summed parts, or asked again where parts do not add up.

    A fact with lines of two products counts once in each of their rows, and once in the total.
    """
    if not window.by:
        return values
    again = [each for each in measures if not adds_up(each, window)]
    totals = measure(catalogue, again, [replace(window, by=())])[0] if again else {}
    for each in measures:
        if each not in again:
            totals[each.id] = {(): added(each, values[each.id].values())}  # type: ignore[arg-type]
    return totals


def adds_up(each: AnyMeasure, window: Asked) -> bool:
    return isinstance(each, Measure) and each.median is None and not each.fact.through_lines(window.by)


def added(each: Measure, values: Iterable[Any]) -> Any:
    if each.histogram is not None:
        counter: Counter[Any] = Counter()
        for value in values:
            counter.update(value)
        return counter
    return sum((value for value in values if value is not None), each.nothing())


def figures_per_key(metrics: list[Metric], windows: list[Asked], values: list[Values]) -> dict[Key, Figures]:
    keys = {key for found in values for per_key in found.values() for key in per_key} | gaps(windows[0], values[0])
    return {key: compared([figures(metrics, found, key) for found in values]) for key in keys}


def gaps(window: Asked, values: Values) -> set[Key]:
    """The buckets without facts, when time alone is asked for: a trend has no holes."""
    if len(window.by) != 1 or window.by[0] not in GRAINS:
        return set()
    start, end = window.bounds()
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


def compared(figures: list[Figures]) -> Figures:
    """The figures of the period, which remember those of the comparison window."""
    if len(figures) > 1:
        for name, figure in figures[0].items():
            figure.compare_with(figures[1].get(name))
    return figures[0]


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
        found = dimension.labels(ids)
        names.append(found)
        orders.append(
            dimension.order(ids) if dimension.order else {key: text.casefold() for key, text in found.items()}
        )
    made = []
    for key in sorted(rows, key=lambda key: [(each is None, o.get(each)) for each, o in zip(key, orders, strict=True)]):
        labels = [Label(each, known.get(each)) for each, known in zip(key, names, strict=True)]
        made.append(Row(dict(zip(query.by, labels, strict=True)), rows[key]))
    return made


def left_out(catalogue: Catalogue, metrics: list[Metric], window: Asked, totals: Values) -> list[LeftOut]:
    """What each metric could not count: counted with the figures, what has no date apart."""
    undated: dict[str, int] = {}
    found = []
    for omission in [each for metric in metrics for each in metric.omissions if not each.dated]:
        if omission.measure.id not in undated:
            undated[omission.measure.id] = without_date(catalogue, omission, window)
    for metric in metrics:
        for omission in metric.omissions:
            measure = omission.measure
            size = part(measure, totals[measure.id], ()) if omission.dated else undated[measure.id]
            if size:
                address = {"metric": metric.id, "part": f"{planner.LEFT_OUT}{omission.reason}"}
                found.append(LeftOut(metric.id, omission.reason, str(omission.sentence), size, address))
    return found


def without_date(catalogue: Catalogue, omission: Omission, window: Asked) -> int:
    asked = replace(window, by=())
    rows = statements.rows(omission.measure.fact, [asked], catalogue.dimensions, dated=False)
    return rows.filter(omission.measure.condition(window.moment)).values("pk").distinct().count()

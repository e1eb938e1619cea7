"""Plans and answers a question: statements, join on the key, formula, comparison, what was left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from kpis.engine import statements
from kpis.engine.errors import QueryError
from kpis.engine.measures import Asked, Computed, Dimension, Measure
from kpis.engine.metrics import Metric
from kpis.engine.periods import GRAINS, Period, after, bucket_label
from kpis.engine.query import Query
from kpis.engine.results import Figure, Key, LeftOut, Result, Row

Tuple = tuple[Any, ...]


@dataclass(frozen=True)
class Catalogue:
    """All metrics and dimensions there are."""

    metrics: Mapping[str, Metric]
    dimensions: Mapping[str, Dimension]


def ask(catalogue: Catalogue, query: Query, today: date) -> Result:
    """Answers a question; QueryError when it cannot be answered."""
    metrics = chosen(catalogue, query)
    as_of = min(query.as_of or today, today)
    period, comparison, partial = windows(query, as_of)
    rows, total = answer(catalogue, metrics, query, period, as_of)
    if comparison:
        # Like for like: the earlier window is read as it is known now, cut to as many days.
        earlier, earlier_total = answer(catalogue, metrics, query.over(comparison), comparison, as_of)
        compare(rows, earlier, query.by, period, comparison)
        for name, figure in total.items():
            figure.compare_with(earlier_total.get(name))
    return Result(
        label(catalogue, rows, query),
        total,
        left_out(catalogue, metrics, query, period, as_of),
        query.period,
        comparison,
        as_of,
        partial,
    )


def chosen(catalogue: Catalogue, query: Query) -> list[Metric]:
    """The metrics asked for, after checking that they exist and carry what is asked of them."""
    found = []
    for name in query.metrics:
        metric = catalogue.metrics.get(name)
        if metric is None:
            sentence = _("There is no figure “%(name)s”.") % {"name": name}
            raise QueryError("unknown_metric", sentence, sorted(catalogue.metrics))
        refuse_what_is_not_carried(metric, query)
        found.append(metric)
    if query.scope == "team":
        refuse_people(catalogue, query)
    return found


def refuse_what_is_not_carried(metric: Metric, query: Query) -> None:
    carried = metric.dimensions()
    for name in [*query.by, *query.where]:
        if name not in carried or (name in query.where and name in GRAINS):
            sentence = _("“%(metric)s” is not known by %(dimension)s; it is known by %(allowed)s.")
            words = {"metric": metric.label, "dimension": name, "allowed": ", ".join(carried)}
            raise QueryError("unknown_dimension", sentence % words, carried)


def refuse_people(catalogue: Catalogue, query: Query) -> None:
    """A rep sees the team's totals without colleagues' rows."""
    for name in [*query.by, *query.where]:
        if name in catalogue.dimensions and catalogue.dimensions[name].personal:
            raise QueryError("team_totals_only", _("A team's figures are shown as totals, not by person."))


def windows(query: Query, as_of: date) -> tuple[Period, Period | None, bool]:
    """The period, the one to compare with, and whether both were cut to the days elapsed."""
    period = query.period
    if query.compare is None:
        return period, None, False
    earlier = period.previous() if query.compare == "previous" else period.year_before()
    unfinished = bool(period.end and period.start and period.start <= as_of and period.end > as_of_next(as_of))
    if unfinished:
        assert period.start and earlier.start and earlier.end
        end = min(earlier.start + (as_of_next(as_of) - period.start), earlier.end)
        earlier = replace(earlier, end=end, grain=None)
    return period, earlier, unfinished


def as_of_next(as_of: date) -> date:
    return date.fromordinal(as_of.toordinal() + 1)


def answer(
    catalogue: Catalogue, metrics: list[Metric], query: Query, period: Period, as_of: date
) -> tuple[dict[Tuple, dict[str, Figure]], dict[str, Figure]]:
    """Figures per key and in total; the total is of the summed parts, by a statement of its own."""
    asked = Asked(query, tuple(query.by), period, as_of)
    values = measure(catalogue, metrics, asked)
    keys = {key for per_key in values.values() for key in per_key}
    rows = {key: figures(metrics, values, key) for key in keys} if query.by else {}
    whole = measure(catalogue, metrics, replace(asked, by=())) if query.by else values
    return rows, figures(metrics, whole, ())


def measure(catalogue: Catalogue, metrics: list[Metric], asked: Asked) -> dict[str, dict[Tuple, Any]]:
    """The value of every measure per key. Measures of facts reached through lines are asked apart."""
    values: dict[str, dict[Tuple, Any]] = {}
    plain: list[Measure] = []
    lines: list[Measure] = []
    for each in unique(metrics):
        if isinstance(each, Computed):
            values[each.id] = dict(each.compute(asked))
        elif any(name in each.fact.line_dimensions for name in [*asked.by, *asked.query.where]):
            lines.append(each)
        else:
            plain.append(each)
    values.update(statements.run(plain, asked, catalogue.dimensions))
    values.update(statements.run(lines, replace(asked, through_lines=True), catalogue.dimensions))
    return values


def unique(metrics: Iterable[Metric]) -> list[Measure | Computed]:
    return list({each.id: each for metric in metrics for each in metric.measures}.values())


def figures(metrics: list[Metric], values: Mapping[str, Mapping[Tuple, Any]], key: Tuple) -> dict[str, Figure]:
    return {metric.id: metric.figure({m.id: part(m, values[m.id], key) for m in metric.measures}) for metric in metrics}


def part(each: Measure | Computed, values: Mapping[Tuple, Any], key: Tuple) -> Any:
    """A measure's value, or what stands for "no facts": an empty histogram, nothing, zero."""
    value = values.get(key)
    if value is not None:
        return value
    if isinstance(each, Computed):
        return each.empty
    return {} if each.histogram is not None else 0


def compare(
    rows: dict[Tuple, dict[str, Figure]],
    earlier: dict[Tuple, dict[str, Figure]],
    by: Iterable[str],
    period: Period,
    comparison: Period,
) -> None:
    """Rows meet those of the other period on their keys; buckets of time on their position in the period."""
    moves = {name: moved(name, period, comparison) for name in by if name in GRAINS}
    for key, row in rows.items():
        other = tuple(moves[name].get(value) if name in moves else value for name, value in zip(by, key, strict=True))
        for name, figure in row.items():
            figure.compare_with(earlier.get(other, {}).get(name))


def moved(grain: str, period: Period, comparison: Period) -> dict[date, date]:
    return dict(zip(period.buckets(grain), comparison.buckets(grain), strict=False))


def label(catalogue: Catalogue, rows: Mapping[Tuple, dict[str, Figure]], query: Query) -> list[Row]:
    """Rows with names for their ids: one look-up per dimension; sorted by name, what is not set last."""
    names: dict[str, Mapping[Any, str]] = {}
    for position, name in enumerate(query.by):
        ids = {key[position] for key in rows if key[position] is not None}
        fiscal = query.period.fiscal_year_start
        if name in GRAINS:
            names[name] = {start: bucket_label(start, name, fiscal) for start in ids}
        else:
            names[name] = catalogue.dimensions[name].labels(ids)
    made = [
        Row({name: Key(each, names[name].get(each)) for name, each in zip(query.by, key, strict=True)}, row)
        for key, row in rows.items()
    ]
    return sorted(made, key=lambda row: [(key.label is None, key.label or "") for key in row.by.values()])


def left_out(catalogue: Catalogue, metrics: list[Metric], query: Query, period: Period, as_of: date) -> list[LeftOut]:
    asked = Asked(query, (), period, as_of)
    found = []
    for metric in metrics:
        for omission in metric.omissions:
            rows = statements.rows(omission.fact, asked, catalogue.dimensions, omission.dated)
            size = rows.filter(omission.where).values("pk").distinct().count()
            if size:
                found.append(LeftOut(metric.id, omission.reason, str(omission.sentence), size))
    return found


def rows_of(
    catalogue: Catalogue,
    query: Query,
    metric: str,
    today: date,
    part: str = "numerator",
    key: Mapping[str, Any] | None = None,
) -> tuple[QuerySet, Any]:
    """The very rows behind one part of a figure, and the column that is summed (None: they are counted).

    `key` narrows to one row of the result; for a grain it is the first day of the bucket.
    """
    found = chosen(catalogue, replace(query, metrics=(metric,)))[0]
    if query.scope == "team" and getattr(query.viewer, "role", "") == "rep":
        raise QueryError("team_totals_only", _("A team's figures are shown as totals, not by person."))
    measured = found.parts.get(part)
    if measured is None:
        raise QueryError("no_rows", _("This part of the figure has no rows of its own."), found.parts)
    period, exact = narrow(query.period, key or {})
    through = any(name in measured.fact.line_dimensions for name in [*query.where, *exact])
    asked = Asked(query, (), period, min(query.as_of or today, today), through, exact)
    rows = statements.rows(measured.fact, asked, catalogue.dimensions)
    rows = rows.filter(measured.condition(asked.as_of))
    if measured.total is None:
        return rows.distinct(), None
    return rows, statements.value_of(measured.total, measured.fact, asked)


def narrow(period: Period, key: Mapping[str, Any]) -> tuple[Period, dict[str, Any]]:
    """The part of the period that lies in the key's buckets, and the rest of the key."""
    for name, value in key.items():
        if name in GRAINS:
            period = bucket_within(period, value, name)
    return period, {name: value for name, value in key.items() if name not in GRAINS}


def bucket_within(period: Period, start: date, grain: str) -> Period:
    """The part of the period that lies in a bucket."""
    end = after(start, grain)
    first = max(start, period.start) if period.start else start
    return replace(period, start=first, end=min(end, period.end) if period.end else end, grain=None)


def summed(rows: QuerySet, column: Any) -> Any:
    """What a list of rows adds up to."""
    return rows.count() if column is None else rows.aggregate(total=Sum(column))["total"]

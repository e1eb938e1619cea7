"""The very rows behind a figure, from the same conditions as the figure: they cannot differ."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count, F, QuerySet, Sum
from django.utils.translation import gettext as _

from kpis.engine import planner, statements
from kpis.engine.errors import QueryError
from kpis.engine.expressions import ExactSum
from kpis.engine.measures import Asked, Computed, Dimension, Measure
from kpis.engine.metrics import Metric
from kpis.engine.periods import GRAINS, Period, after
from kpis.engine.query import Query

PART = "part"


def rows_of(
    metrics: Mapping[str, Metric],
    dimensions: Mapping[str, Dimension],
    query: Query,
    metric: str,
    today: date,
    part: str = "numerator",
    key: Mapping[str, Any] | None = None,
) -> tuple[QuerySet, str | None]:
    """The rows of one part of a figure ("numerator", "denominator", "left_out:<reason>"), and the name of the
    column that is summed (None: they are counted).

    `key` narrows to one row of the result: ids (None: not set), and for a grain the first day of the bucket.
    """
    chosen = planner.chosen(metrics, dimensions, replace(query, metrics=(metric,), by=tuple(key or ())))[0]
    if query.scope == "team" and getattr(query.viewer, "role", "rep") == "rep":
        raise QueryError("team_totals_only", _("A team's figures are shown as totals: their rows are not listed."))
    exact = dict(key or {})
    period = query.period
    for name in [name for name in exact if name in GRAINS]:
        period = within(period, exact.pop(name), name)
    asked = replace(
        planner.windows(dimensions, replace(query, compare=None), today)[0], by=(), period=period, exact=exact
    )
    if part.startswith(planner.LEFT_OUT):
        return left_out(chosen, part, asked)
    measure = chosen.parts.get(part)
    if measure is None:
        raise QueryError("no_rows", _("This part of the figure has no rows of its own."), list(chosen.parts))
    if isinstance(measure, Computed):
        return computed(measure, asked)
    return listed(measure, asked)


def computed(measure: Computed, asked: Asked) -> tuple[QuerySet, str | None]:
    assert measure.rows is not None, "a computed part lists its rows"
    found = measure.rows(asked)
    return found, measure.column or (PART if PART in found.query.annotations else None)


def listed(measure: Measure, asked: Asked, dated: bool = True) -> tuple[QuerySet, str | None]:
    asked = asked.within(measure.only)
    rows = statements.rows(measure.fact, [asked], dated).filter(measure.condition(asked.moment))
    through = measure.fact.through_lines(asked.slices())
    if measure.counts():
        return (rows.distinct() if through else rows), None
    if measure.histogram is not None:
        return (rows.distinct() if through else rows).annotate(**{PART: measure.value(asked.moment)}), PART
    summed = measure.summed(through, asked.moment)
    if not through and isinstance(summed, F):
        name = summed.name  # type: ignore[attr-defined]
        # What has no amount adds nothing, and is told as left out.
        return (rows.filter(**{f"{name}__isnull": False}) if measure.money else rows), name
    rows = rows.annotate(**{PART: Sum(summed) if through else summed})
    return (rows.filter(**{f"{PART}__isnull": False}) if measure.money else rows), PART


def left_out(metric: Metric, part: str, asked: Asked) -> tuple[QuerySet, str | None]:
    reason = part.removeprefix(planner.LEFT_OUT)
    for omission in metric.omissions:
        if omission.reason == reason:
            measure = omission.measure
            if isinstance(measure, Computed):
                return computed(measure, asked)
            return listed(measure, asked, omission.dated)
    raise QueryError(
        "no_rows", _("This figure leaves nothing out for that reason."), [o.reason for o in metric.omissions]
    )


def within(period: Period, value: Any, grain: str) -> Period:
    """The part of the period that lies in a bucket, given by its first day or by its name (2017-Q1)."""
    start = value if isinstance(value, date) else bucket_start(str(value), period)
    end = after(start, grain)
    first = max(start, period.start) if period.start else start
    last = min(end, period.end) if period.end else end
    return replace(period, start=first, end=max(last, first), grain=None)


def bucket_start(text: str, period: Period) -> date:
    start = Period.parse(text, period.start or date.min, period.fiscal_year_start).start
    if start is None:
        raise QueryError("bad_period", _("“%(text)s” is not a bucket of time.") % {"text": text})
    return start


def tally(rows: QuerySet, column: str | None) -> tuple[Any, int]:
    """What a list of rows adds up to, and how many they are, in one statement."""
    if column is None:
        count = rows.order_by().count()
        return count, count
    found = rows.order_by().aggregate(total=ExactSum(column), size=Count("pk", distinct=rows.query.distinct))
    return found["total"] or 0, found["size"]


def summed(rows: QuerySet, column: str | None) -> Any:
    """What a list of rows adds up to: their number, or the exact sum of the column."""
    return rows.count() if column is None else rows.aggregate(total=ExactSum(column))["total"] or 0

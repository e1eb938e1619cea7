"""What a period comes to if it goes on as it did: actual + remaining working days × the daily rate of the last 90 days.

The daily rate is what was achieved in the 90 days up to the as-of day ÷ their working days.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from kpis import catalogue
from kpis.catalogue import KNOWN
from kpis.engine import Figure, Key, Period, Query, Result, Row
from kpis.engine.periods import GRAINS, after, bucket_label
from kpis.targets import WorkingDays

DAYS = 90


def project(query: Query, result: Result, names: tuple[str, ...]) -> None:
    """Puts `projected` into the figures of these metrics, which add up: of the total, and of the rows split as the
    question is. Nothing where the period has no end."""
    if not names or not query.period.bounded:
        return
    grain = next((name for name in query.by if name in GRAINS), None)
    people = tuple(name for name in query.by if name not in GRAINS)
    days = WorkingDays(result.as_of)
    end = result.as_of + timedelta(days=1)
    window = Period(end - timedelta(days=DAYS), end, text=f"last-{DAYS}-days")
    lately = catalogue.ask(
        replace(query, metrics=names, by=people, period=window, compare=None, targets=False, brief=True, top=None)
    )
    if people and not grain and result.size <= len(result.rows):
        result.rows += without_facts(query, result, lately)
    if grain and not people:
        result.rows += to_come(query, result, grain)
    worked = Decimal(days.count(end - timedelta(days=DAYS), end))
    go_on(result.total, lately.total, names, worked, days.left(query.period))
    rates = {key_of(row, people): row.figures for row in lately.rows} if people else {(): lately.total}
    for row in result.rows if query.by else ():
        period = query.period if grain is None else bucket(query.period, grain, row.by[grain].id)
        go_on(row.figures, rates.get(key_of(row, people), {}), names, worked, days.left(period))


def key_of(row: Row, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(row.by[name].id for name in names)


def without_facts(query: Query, result: Result, lately: Result) -> list[Row]:
    """Rows for what has nothing in the period yet and had something lately: else the rows would make less than the
    total."""
    known = {key_of(row, tuple(query.by)) for row in result.rows}
    fresh = [row for row in lately.rows if key_of(row, tuple(query.by)) not in known]
    return [Row(row.by, {name: nothing(KNOWN[name]) for name in result.total}) for row in fresh]


def to_come(query: Query, result: Result, grain: str) -> list[Row]:
    """Rows for the buckets that have not begun: a trend ends today, a projection goes on."""
    known = {row.by[grain].id for row in result.rows}
    fresh = [start for start in query.period.buckets(grain) if start not in known and start > result.as_of]
    labels = {start: bucket_label(start, grain, query.period.fiscal_year_start) for start in fresh}
    figures = {name: nothing(KNOWN[name]) for name in result.total}
    return [Row({grain: Key(start, labels[start])}, deepcopy(figures)) for start in fresh]


def nothing(metric: Any) -> Figure:
    return metric.figure({each.id: each.nothing() for each in metric.measures})  # type: ignore[no-any-return]


def go_on(
    figures: Mapping[str, Figure], lately: Mapping[str, Figure], names: tuple[str, ...], worked: Decimal, left: int
) -> None:
    """Each figure goes on, for the working days that are left, as it did in those that were worked lately."""
    for name in names:
        figure = figures[name]
        rate = decimal(lately[name].value) / worked if name in lately and worked else Decimal(0)
        projected = decimal(figure.value) + rate * left
        # Only amounts are decimals.
        figure.projected = projected if figure.unit == "money" else float(projected)


def decimal(value: Any) -> Decimal:
    return Decimal(str(value or 0))


def bucket(period: Period, grain: str, start: Any) -> Period:
    """The part of the period that lies in the bucket of a row."""
    assert period.start and period.end
    return replace(period, start=max(start, period.start), end=min(after(start, grain), period.end), grain=None)

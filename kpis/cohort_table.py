"""Customers by month of first sale, months since across: a table that is read like a map."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.models import Company
from kpis.asking import Asking, trend_period
from kpis.catalogue.cohorts import AGE
from kpis.engine import Figure, Period, Result
from kpis.engine.periods import after
from kpis.objectives import ask

METRIC = "cohort_retention"
SHADES = 5
MOST = 12


@dataclass(frozen=True)
class Cell:
    """A share, how dark it is (0 to SHADES, by the share itself), its month and its key, which open its customers."""

    figure: Figure
    shade: int
    month: Period
    key: Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    start: date
    customers: int
    cells: list[Cell | None]

    @property
    def everyone(self) -> Cell | None:
        """The cell whose customers are all of the month's."""
        return next((each for each in self.cells if each and each.figure.n == self.customers), None)


@dataclass(frozen=True)
class Table:
    ages: list[int]
    lines: list[Line]


def cohorts_of(asking: Asking) -> Table:
    """Over the months that the trend of another figure shows: in a shorter time no month since a first sale is over."""
    period = trend_period(asking, Company.current().today())
    return table_of(ask(asking.query(METRIC, by=("month", AGE), period=period, compare=None, brief=True)), METRIC)


def table_of(answer: Result, metric: str) -> Table:
    """Of an answer by month and months since; at most a year of ages, so that the table fits."""
    found: dict[date, dict[int, Figure]] = {}
    for row in answer.rows:
        found.setdefault(row.by["month"].id, {})[row.by[AGE].id] = row.figures[metric]
    ages = sorted({age for by_age in found.values() for age in by_age if age <= MOST})
    return Table(ages, [line(start, by_age, ages) for start, by_age in sorted(found.items())])


def line(start: date, by_age: Mapping[int, Figure], ages: list[int]) -> Line:
    cells = [cell(start, age, by_age[age]) if age in by_age else None for age in ages]
    return Line(start, max(figure.n for figure in by_age.values()), cells)


def cell(start: date, age: int, figure: Figure) -> Cell:
    share: Any = figure.value or 0
    month = Period(start, after(start, "month"), "month")
    return Cell(figure, min(SHADES, round(share * 2 * SHADES)), month, {"month": start, AGE: age})

"""A year spread over its months or quarters, and last year's actual as a start: written into the grid, saved by nobody.

The weights are the actuals of the last full month of each name: the row's own; where one of them has nothing, those of
the team, of the teams above it, of the company; where these have nothing either, the working days.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from crm.access import manages, sees_everything
from crm.models import Company
from kpis.engine import Period
from kpis.engine.periods import add_months
from kpis.grids.actuals import Actuals
from kpis.grids.grid import Grid, GridRow
from kpis.grids.texts import written_target
from kpis.targets import COMPANY, Scope, WorkingDays

Weights = list[Decimal]
YEARS_BACK = 2
# So many rows are named; the others are counted.
FEW = 6


class Seasons:
    """The actuals that years are spread by."""

    def __init__(self, grid: Grid) -> None:
        asking = grid.asking
        first, last = asking.year_before(YEARS_BACK), asking.year_before()
        two_years = Period(first.start, last.end, None, "two-years", asking.year.fiscal_year_start)
        self.actuals = Actuals.of(asking, two_years)
        self.today = Company.current().today()
        self.columns = grid.columns
        self.viewer = asking.viewer
        self.starts = [self.last_full(column.period) for column in grid.columns]
        self.days = WorkingDays(self.today)

    def last_full(self, period: Period) -> date | None:
        """The first day of the last period of this name that is over."""
        assert period.start and period.end
        for years in range(1, YEARS_BACK + 1):
            if add_months(period.end, -12 * years) <= self.today:
                return add_months(period.start, -12 * years)
        return None

    def of(self, scope: Scope) -> list[Decimal | None]:
        return [self.actuals.at(scope, start) if start else None for start in self.starts]

    def weights(self, row: GridRow) -> tuple[str, Weights]:
        """By what a row is spread: the sentence that says so, and the weights."""
        for scope, sentence in self.sources(row):
            found = [each for each in self.of(scope) if each is not None and each > 0]
            if len(found) == len(self.columns):
                return sentence, found
        counts = [self.days.count(*bounds(column.period)) for column in self.columns]
        return _("By working days, since nobody has a full year of actuals"), [Decimal(max(each, 1)) for each in counts]

    def sources(self, row: GridRow) -> Iterator[tuple[Scope, str]]:
        """Whose seasonality serves, the nearest first, of those that the viewer may see."""
        yield row.whose.scope, _("By its own seasonality")
        teams = Company.current().teams
        path = row.whose.team.path.strip("/").split("/") if row.whose.team else []
        for pk in reversed([int(each) for each in path]):
            if sees_everything(self.viewer) or pk in manages(self.viewer):
                yield ("team", pk), _("By the seasonality of %(team)s") % {"team": teams[pk]}
        if sees_everything(self.viewer):
            yield COMPANY, _("By the company's seasonality")


def bounds(period: Period) -> tuple[date, date]:
    assert period.start and period.end
    return period.start, period.end


def spread(total: Decimal, weights: Weights, step: Decimal) -> list[Decimal]:
    """The parts of a total by weights, each a multiple of `step`; they add up to the total exactly."""
    whole, gone, made = sum(weights), Decimal(0), []
    done = Decimal(0)
    for weight in weights[:-1]:
        gone += weight
        until = rounded(total * gone / whole, step)
        made.append(until - done)
        done = until
    return [*made, total - done]


def rounded(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def step_of(unit: str, total: Decimal) -> Decimal:
    """Whole numbers where the total is one; else cents, or tenths of a percentage point."""
    if unit == "percent":
        return Decimal("0.001")
    return Decimal(1) if total == total.to_integral_value() else Decimal("0.01")


def spread_years(grid: Grid, years: dict[str, Decimal]) -> list[str]:
    """Writes each row's year (by the key of the row) over its cells; sentences that say by what they were spread."""
    seasons, unit = Seasons(grid), grid.asking.metric.unit
    told: dict[str, list[str]] = defaultdict(list)
    for row in grid.rows():
        if row.whose.key not in years:
            continue
        total = years[row.whose.key]
        sentence, weights = seasons.weights(row)
        for cell, part in zip(row.cells, spread(total, weights, step_of(unit, total)), strict=True):
            cell.value, cell.text, cell.error = part, written_target(part, unit), ""
        told[sentence].append(row.whose.label)
        row.year_text = ""
    return sentences(told)


def start_from_last_year(grid: Grid, rows: list[GridRow], percent: Decimal) -> list[str]:
    """Writes the actual of the last full month (or quarter) of each name, with so many percent on top."""
    seasons, unit = Seasons(grid), grid.asking.metric.unit
    told: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found = seasons.of(row.whose.scope)
        for cell, actual in zip(row.cells, found, strict=True):
            if actual is not None and actual >= 0:
                cell.value = rounded(actual * (1 + percent / 100), step_of(unit, Decimal(0)))
                cell.text, cell.error = written_target(cell.value, unit), ""
        none = all(each is None for each in found)
        told[_("Nothing to start from") if none else _("From last year's actual")].append(row.whose.label)
    return sentences(told)


def sentences(told: dict[str, list[str]]) -> list[str]:
    return [_("%(how)s: %(whose)s") % {"how": how, "whose": names(whose)} for how, whose in told.items()]


def names(whose: list[str]) -> str:
    """All of a few; of many the number."""
    if len(whose) <= FEW:
        return ", ".join(whose)
    return _("%(some)s and %(count)s more") % {"some": ", ".join(whose[:FEW]), "count": len(whose) - FEW}


def chosen_rows(grid: Grid, key: str) -> list[Any]:
    """The row of that key, or all that the viewer may write."""
    return [row for row in grid.rows() if row.whose.editable and key in ("", row.whose.key)]

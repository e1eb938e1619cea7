"""The grid itself: a cell for each row and column, with what is in force, what was before, and what the parts make."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from crm.access import manages, may_set_objectives, sees_everything
from crm.models import Team
from crm.templatetags.formats import MINUS, number
from kpis.engine.periods import year_earlier
from kpis.grids.actuals import Actuals
from kpis.grids.asked import REPS, Column, GridAsking
from kpis.grids.people import MOST_ROWS, Whose, rows
from kpis.grids.texts import short, written_target
from kpis.models import Slot
from kpis.targets import Scope, Targets


@dataclass
class Compared:
    """What is set for a team or the company beside what its parts make, in one column; None where there is none."""

    own: Decimal | None
    parts: Decimal | None
    unit: str

    @property
    def difference(self) -> Decimal | None:
        """How much more (or less) the parts make than what is set."""
        return None if self.own is None or self.parts is None else self.parts - self.own

    @property
    def differs(self) -> bool:
        return bool(self.difference)

    @property
    def own_text(self) -> str:
        return short(self.own, self.unit)

    @property
    def parts_text(self) -> str:
        return short(self.parts, self.unit)

    @property
    def difference_text(self) -> str:
        found = self.difference or Decimal(0)
        return ("+" if found > 0 else MINUS if found < 0 else "") + short(abs(found), self.unit)


@dataclass
class Cell:
    """One objective: `stored` is in force, `text` what the input shows and `value` what that says; `implied` holds
    where nothing is set."""

    key: str
    slot: Slot
    stored: Decimal | None
    value: Decimal | None
    text: str
    implied: str
    before: str
    compared: Compared | None = None
    error: str = ""

    @property
    def changed(self) -> bool:
        """Whether it shows something else than what is in force: typed or filled in, and not saved yet."""
        return self.value != self.stored


@dataclass
class GridRow:
    whose: Whose
    cells: list[Cell]
    before: str
    # What is set for the whole year where the columns are parts of it, beside what they make.
    year: Compared | None
    year_text: str = ""
    year_error: str = ""

    @property
    def year_key(self) -> str:
        return f"year.{self.whose.key}"

    @property
    def total(self) -> str:
        return total([cell.value for cell in self.cells])


@dataclass
class Group:
    """The rows of a team, and its own objective beside theirs."""

    team: Team | None
    rows: list[GridRow]
    compared: list[Compared] = field(default_factory=list)

    @property
    def has_own(self) -> bool:
        return any(each.own is not None for each in self.compared)

    @property
    def totals(self) -> list[str]:
        return totals(self.rows)


@dataclass
class Grid:
    asking: GridAsking
    columns: list[Column]
    groups: list[Group]
    before: Actuals
    people: int

    def rows(self) -> Iterator[GridRow]:
        for group in self.groups:
            yield from group.rows

    def cells(self) -> Iterator[Cell]:
        """Those that the viewer may write."""
        for row in self.rows():
            if row.whose.editable:
                yield from row.cells

    @property
    def totals(self) -> list[str]:
        return totals(list(self.rows()))

    @property
    def editable(self) -> bool:
        return any(row.whose.editable for row in self.rows())

    @property
    def proposes(self) -> bool:
        """Whether what the viewer writes has to be accepted by somebody else."""
        return self.editable and not may_set_objectives(self.asking.viewer)

    @property
    def additive(self) -> bool:
        return self.asking.metric.additive

    @property
    def spreads(self) -> bool:
        """Whether a year can be spread over the columns."""
        return self.additive and self.editable and len(self.columns) > 1


def build(asking: GridAsking) -> Grid:
    columns, whose = asking.columns(), rows(asking)
    if len(whose) > MOST_ROWS:
        return Grid(asking, columns, [], Actuals(asking.metric, {}), len(whose))
    targets = Targets.of([asking.metric.id], asking.year, asking.viewer)
    before = Actuals.of(asking, asking.year_before())
    made = [row_of(asking, each, columns, targets, before) for each in whose]
    if asking.rows != REPS:
        return Grid(asking, columns, [Group(None, made)], before, len(made))
    groups = [
        group_of(asking, team, list(found), columns, targets)
        for team, found in groupby(made, key=lambda row: row.whose.team)
    ]
    return Grid(asking, columns, groups, before, len(made))


def group_of(
    asking: GridAsking, team: Team | None, rows: list[GridRow], columns: list[Column], targets: Targets
) -> Group:
    if team is None or not asking.metric.additive:
        return Group(team, rows)
    return Group(team, rows, [compare(asking, ("team", team.pk), column, targets) for column in columns])


def compare(asking: GridAsking, scope: Scope, column: Column, targets: Targets) -> Compared:
    metric = asking.metric.id
    parts = targets.below(metric, scope, column.period) if sees_parts(asking.viewer, scope) else None
    return Compared(targets.own(metric, scope, column.period), parts, asking.metric.unit)


def sees_parts(viewer: Any, scope: Scope) -> bool:
    """Whether all objectives below are the viewer's to see; else their sum would be that of some of them."""
    return sees_everything(viewer) or scope[0] == "owner" or (scope[0] == "team" and scope[1] in manages(viewer))


def row_of(asking: GridAsking, whose: Whose, columns: list[Column], targets: Targets, before: Actuals) -> GridRow:
    cells = [cell_of(asking, whose, column, targets, before) for column in columns]
    starts = [year_earlier(column.start) for column in columns]
    total = before.at(whose.scope, *starts) if len(columns) > 1 else None
    return GridRow(whose, cells, written(total, asking), whole_year(asking, whose.scope, cells, targets))


def whole_year(asking: GridAsking, scope: Scope, cells: list[Cell], targets: Targets) -> Compared | None:
    own = stored_at(targets, asking.metric.id, scope, "year", asking.year.start)
    if own is None or len(cells) == 1 or not asking.metric.additive:
        return None
    known = [cell.stored for cell in cells if cell.stored is not None]
    return Compared(own, sum(known, Decimal(0)) if known else None, asking.metric.unit)


def cell_of(asking: GridAsking, whose: Whose, column: Column, targets: Targets, before: Actuals) -> Cell:
    metric, unit, scope = asking.metric.id, asking.metric.unit, whose.scope
    stored = stored_at(targets, metric, scope, asking.grain, column.start)
    find = targets.find if sees_parts(asking.viewer, scope) else targets.own
    implied = find(metric, scope, column.period) if stored is None else None
    compared = compare(asking, scope, column, targets) if scope[0] != "owner" and asking.metric.additive else None
    return Cell(
        key=f"{whose.key}.{column.start}",
        slot=Slot(asking.grain, column.start, *ids(scope)),
        stored=stored,
        value=stored,
        text=written_target(stored, unit),
        implied=written_target(implied, unit),
        before=written(before.at(scope, year_earlier(column.start)), asking),
        compared=compared,
    )


def stored_at(targets: Targets, metric: str, scope: Scope, grain: str, start: date | None) -> Decimal | None:
    found = targets.set_for.get((metric, scope), [])
    return next((each.target for each in found if each.grain == grain and each.start_on == start), None)


def ids(scope: Scope) -> tuple[Any, Any]:
    """The team and the rep of a slot."""
    kind, pk = scope
    return (pk if kind == "team" else None), (pk if kind == "owner" else None)


def written(value: Decimal | None, asking: GridAsking) -> str:
    return short(value, asking.metric.unit)


def total(values: list[Decimal | None]) -> str:
    """What is set in some cells, added up; empty where nothing is."""
    known = [value for value in values if value is not None]
    return str(number(sum(known, Decimal(0)))) if known else ""


def totals(rows: list[GridRow]) -> list[str]:
    """Of each column, and of all of them last."""
    columns = [[cell.value for cell in cells] for cells in zip(*(row.cells for row in rows), strict=True)]
    return [*(total(column) for column in columns), total([value for column in columns for value in column])]

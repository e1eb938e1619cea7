"""What somebody typed into the grid, against what they saw and what is in force now.

Cells that someone else changed meanwhile are kept; where both changed the same one, both values are shown and nothing
is saved until one is chosen.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from crm.templatetags.formats import in_unit
from kpis.grids.grid import Cell, Grid, GridRow
from kpis.grids.texts import TargetField, written_target
from kpis.models import ChangedObjective, ObjectiveChange, Slot

SEEN = "seen"
CHOICE = "choose."
MINE, THEIRS = "mine", "theirs"
LONGEST = 300


@dataclass(frozen=True)
class Collision:
    """A cell that two people changed; the answer tells which value was chosen over which."""

    cell: Cell
    label: str
    mine: str
    stored: str
    stored_value: str
    by: Any

    @property
    def choice(self) -> str:
        return f"{CHOICE}{self.cell.key}"


@dataclass(frozen=True)
class Mistake:
    """A cell (or a year to spread) that cannot be read, by its place in the page."""

    key: str
    label: str
    error: str


class Typed:
    """Reads a form that was sent; the grid shows what was typed from then on."""

    def __init__(self, grid: Grid, data: Mapping[str, str]) -> None:
        self.grid = grid
        self.data = data
        self.unit = grid.asking.metric.unit
        self.field = TargetField(self.unit)
        self.labels = labels(grid)
        self.seen = seen_in(data.get(SEEN, ""))
        self.note = data.get("note", "").strip()
        self.mistakes: list[Mistake] = []
        if len(self.note) > LONGEST:
            self.mistaken("note", _("Why"), _("Say it in %(most)s characters at most.") % {"most": LONGEST})
        self.collisions: list[Collision] = []
        # What the reader saw of the cells that still collide: the next answer is held against the same.
        self.still_seen: dict[str, Decimal | None] = {}
        # Whether someone else's values were kept in cells that the reader left alone.
        self.merged = False
        self.wanted = self._read()

    def _read(self) -> dict[Slot, Decimal | None]:
        """The objectives to set, and those to clear (None)."""
        wanted: dict[Slot, Decimal | None] = {}
        colliding: list[tuple[Cell, Decimal | None]] = []
        for cell in self.grid.cells():
            text = self.data.get(cell.key)
            if text is None:
                continue
            before = self.seen.get(cell.key)
            if text.strip() == written_target(before, self.unit):
                self.merged |= before != cell.stored
                continue
            cell.text = text
            mine = cell.value = self._value(cell, text)
            if cell.error or mine in (before, cell.stored):
                continue
            if before == cell.stored or self._chosen(cell) == MINE:
                wanted[cell.slot] = mine
            elif self._chosen(cell) == THEIRS:
                cell.value, cell.text = cell.stored, written_target(cell.stored, self.unit)
            else:
                self.still_seen[cell.key] = before
                colliding.append((cell, mine))
        self.collisions = self._told(colliding)
        return wanted

    def _value(self, cell: Cell, text: str) -> Decimal | None:
        try:
            return self.field.read(text)
        except ValidationError as error:
            cell.error = " ".join(error.messages)
            self.mistaken(cell.key, self.labels[cell.key], cell.error)
            return None

    def mistaken(self, key: str, label: Any, error: str) -> None:
        self.mistakes.append(Mistake(key, str(label), error))

    def _chosen(self, cell: Cell) -> str:
        """Which of two values was chosen, as long as the other is still the one that was shown."""
        choice, _dot, over = self.data.get(f"{CHOICE}{cell.key}", "").partition("|")
        return choice if over == exact_text(cell.stored) else ""

    def _told(self, colliding: list[tuple[Cell, Decimal | None]]) -> list[Collision]:
        who = last_changed_by(self.grid, [cell.slot for cell, _mine in colliding])
        return [
            Collision(
                cell=cell,
                label=self.labels[cell.key],
                mine=str(in_unit(mine, self.unit)),
                stored=str(in_unit(cell.stored, self.unit)),
                stored_value=exact_text(cell.stored),
                by=who.get(cell.slot),
            )
            for cell, mine in colliding
        ]

    @property
    def ok(self) -> bool:
        return not (self.mistakes or self.collisions)

    def save(self, by: Any) -> ObjectiveChange | None:
        """One change in force, or one proposal; None where nothing differs from what is in force."""
        if not self.wanted:
            return None
        make = ObjectiveChange.propose if self.grid.proposes else ObjectiveChange.make
        return make(self.grid.asking.metric.id, self.wanted, by=by, note=self.note)

    def read_year(self, row: GridRow) -> Decimal | None:
        """What was typed as the year of a row, to be spread."""
        row.year_text = self.data.get(row.year_key, "")
        try:
            return self.field.read(row.year_text)
        except ValidationError as error:
            row.year_error = " ".join(error.messages)
            self.mistaken(row.year_key, row.whose.label, row.year_error)
            return None


def labels(grid: Grid) -> dict[str, str]:
    """What each cell is called: “Ana Lopez, January 2026”."""
    return {
        cell.key: _("%(row)s, %(column)s") % {"row": row.whose.label, "column": column.label}
        for row in grid.rows()
        for cell, column in zip(row.cells, grid.columns, strict=True)
    }


def exact_text(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def seen_text(grid: Grid, still_seen: Mapping[str, Decimal | None] | None = None) -> str:
    """What the form remembers of what its reader sees: the cells that are set, as JSON in one field."""
    shown = {cell.key: cell.stored for cell in grid.cells()} | dict(still_seen or {})
    return json.dumps({key: exact_text(value) for key, value in shown.items() if value is not None})


def seen_in(text: str) -> dict[str, Decimal]:
    """What the reader saw; of what is no answer of ours nothing, so that it is held against what is in force."""
    try:
        found = json.loads(text or "{}")
        return {str(key): Decimal(str(value)) for key, value in found.items()}
    except (ValueError, AttributeError, InvalidOperation):
        return {}


def last_changed_by(grid: Grid, slots: list[Slot]) -> dict[Slot, Any]:
    """Who set or cleared each of the objectives last."""
    if not slots:
        return {}
    steps = ChangedObjective.objects.filter(
        change__metric=grid.asking.metric.id,
        change__state=ObjectiveChange.State.IN_FORCE,
        start_on__in={slot.start_on for slot in slots},
    )
    rows = steps.select_related("change__by", "change__decided_by").order_by("change__at", "pk")
    return {step.slot: step.change.decided_by or step.change.by for step in rows}

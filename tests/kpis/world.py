"""What an oracle is given, the atoms of one figure, and what it answers."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from tests.kpis.atoms import Atom, Window


def identity(row: Any) -> Any:
    """Facts of several tables may stand in one world."""
    return type(row), row.pk


@dataclass
class Answer:
    value: Any
    numerator: Any = None
    denominator: Any = None
    n: Any = None
    beside: dict[str, Any] = field(default_factory=dict)


@dataclass
class World:
    """The atoms of one figure, the window they lie in, what they are narrowed to, and whose question it is.

    `where` maps a dimension to its ids, sub-teams among them; `key` to the one id of a row. `split`: atoms are lines.
    """

    window: Window
    atoms: list[Atom]
    where: dict[str, set[Any]] = field(default_factory=dict)
    key: dict[str, Any] = field(default_factory=dict)
    split: bool = False
    sees: Callable[[Any], bool] = lambda row: True

    @property
    def as_of(self) -> date:
        return self.window.as_of

    def rows(self, keep: Callable[[Any], Any] = lambda row: True) -> list[Any]:
        return [*{identity(atom.row): atom.row for atom in self.atoms if keep(atom.row)}.values()]

    def total(self, keep: Callable[[Any], Any] = lambda row: True) -> Decimal:
        return sum((atom.amount for atom in self.atoms if atom.amount is not None and keep(atom.row)), Decimal(0))

    def amounts(self, keep: Callable[[Any], Any]) -> list[Decimal]:
        """Per fact what its atoms add up to."""
        found: dict[Any, Decimal] = defaultdict(Decimal)
        for atom in self.atoms:
            if keep(atom.row) and atom.amount is not None:
                found[identity(atom.row)] += atom.amount
        return [*found.values()]

    def lines(self, keep: Callable[[Any], Any] = lambda row: True) -> list[Any]:
        if self.split:
            return [atom.line for atom in self.atoms if atom.line and keep(atom.row)]
        return [line for row in self.rows(keep) for line in row.lines.all()]


def divided(top: Any, bottom: Any, **beside: Any) -> Answer:
    sample = bottom if isinstance(bottom, int) else None
    return Answer(top / bottom if bottom else None, top, bottom, sample, beside)


Oracle = Callable[[World], Answer]

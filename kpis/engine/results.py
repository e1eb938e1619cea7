"""What a question is answered with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from kpis.engine.periods import NO_SHIFT, Period, Shift

MONEY = ("money", "money_per_day")
Value = Decimal | float | int | None


@dataclass
class Figure:
    """One number with what it takes to trust it.

    `value` is unrounded: money a Decimal, a rate a fraction, days and hours plain numbers; None where there is
    no value. `n` is the size of the sample. `low` and `high` bound the 95 % interval, in the unit of the value.
    `change` is relative (0.1 is +10 %); None when there was nothing before.
    """

    value: Value
    unit: str
    better: str
    numerator: Value = None
    denominator: Value = None
    n: int = 0
    low: Value = None
    high: Value = None
    previous: Value = None
    change: float | None = None
    target: Decimal | None = None
    attainment: float | None = None
    pace: float | None = None
    projected: Value = None
    # Too few answered anonymously: there is a value, and it is not told.
    hidden: bool = False
    beside: dict[str, Any] = field(default_factory=dict)
    # Of a plain number, which of its parts are money: other decimals are quantities.
    amounts: tuple[str, ...] = ()

    def is_amount(self, name: str) -> bool:
        """Whether a field (or what stands beside) is money: in a figure of money all but what it is divided by, shares
        and days (per day neither of its parts is); in a percentage its parts, where they are sums of amounts; in a
        plain number what the formula says."""
        if name.endswith("_amount") or name in self.amounts:
            return True
        if self.unit in MONEY:
            divided = ("denominator",) if self.unit == "money" else ("numerator", "denominator")
            return name not in divided and "share" not in name and "days" not in name
        parts = ("numerator", "denominator")
        return self.unit == "percent" and name in parts and isinstance(getattr(self, name), Decimal)

    def compare_with(self, earlier: "Figure | None") -> None:
        """Remembers the earlier value; growth from nothing has no value."""
        self.previous = earlier.value if earlier else None
        if self.value is not None and self.previous:
            self.change = float(Decimal(str(self.value)) / Decimal(str(self.previous))) - 1


@dataclass(frozen=True)
class Key:
    """What a row is about: the id in the database (or the first day of a bucket) and how people call it."""

    id: Any
    label: str | None


@dataclass
class Row:
    by: dict[str, Key]
    figures: dict[str, Figure]


@dataclass(frozen=True)
class LeftOut:
    """Facts that a metric could not count, and why. `address` names them to `rows_of` and to the page that lists
    rows: {"metric": …, "part": "left_out:…"}."""

    metric: str
    reason: str
    sentence: str
    count: int
    address: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Result:
    """Rows, their total from summed parts, and what was left out.

    `partial`: the period is not over and is compared with as many days. `by` are the keys of the rows: those asked
    for, and a funnel's stage. `size` is the number of rows before the best were chosen, `shift` how far the comparison
    lies before the period.
    """

    rows: list[Row]
    total: dict[str, Figure]
    left_out: list[LeftOut]
    period: Period
    comparison: Period | None
    as_of: date
    partial: bool
    by: tuple[str, ...] = ()
    size: int = 0
    shift: Shift = NO_SHIFT

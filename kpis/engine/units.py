"""Whether what a formula adds up has one unit: money and hours have a quotient, but no sum.

Counts, shares and all that is counted have the unit of a plain number, so that money for each sale is money. A number
that is written in a formula stands for whatever fits: a threshold (revenue − 50000) or what turns one unit into
another (margin − 45 × activity_hours), and so does what is multiplied or divided by one; a formula could not say a
rate otherwise.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from kpis.engine import formulas
from kpis.engine.formulas import FormulaError, Name, Negative, Node, Number, Operation

NUMBERS = "count"
WORDS = {
    "money": pgettext_lazy("unit of a formula", "money"),
    "hours": pgettext_lazy("unit of a formula", "hours"),
    "minutes": pgettext_lazy("unit of a formula", "minutes"),
    "days": pgettext_lazy("unit of a formula", "days"),
}

# The power of each unit: {"money": 1, "hours": -1} is money for each hour, {} a number. None: whatever fits.
Powers = dict[str, int]


def powers(node: Node, units: Mapping[str, str]) -> Powers | None:
    """The unit of a formula; FormulaError at the sign that adds up what does not."""
    match node:
        case Number():
            return None
        case Name(name):
            return {} if units[name] == NUMBERS else {units[name]: 1}
        case Negative(of):
            return powers(of, units)
    left, right = powers(node.left, units), powers(node.right, units)
    if node.sign in "+-":
        return summed(node, left, right)
    if formulas.constant(node.left) is not None or formulas.constant(node.right) is not None:
        return None
    return None if left is None or right is None else multiplied(left, right, 1 if node.sign == "*" else -1)


def summed(node: Operation, left: Powers | None, right: Powers | None) -> Powers | None:
    if left is None or right is None or left == right:
        return right if left is None else left
    sentence = _("At %(at)s: cannot add “%(right)s” to “%(left)s”: only what has the same unit can be added.")
    if node.sign == "-":
        sentence = _(
            "At %(at)s: cannot subtract “%(right)s” from “%(left)s”: only what has the same unit can be subtracted."
        )
    raise FormulaError(sentence % {"at": node.at + 1, "left": named(left), "right": named(right)}, node.at)


def multiplied(left: Powers, right: Powers, sign: int) -> Powers:
    found = {name: left.get(name, 0) + sign * right.get(name, 0) for name in {**left, **right}}
    return {name: power for name, power in found.items() if power}


def named(unit: Powers) -> str:
    """“money ÷ hours”; “number” for what has no unit."""
    above = [str(WORDS[name]) for name, power in unit.items() for _each in range(power)]
    below = [str(WORDS[name]) for name, power in unit.items() for _each in range(-power)]
    number: Any = pgettext_lazy("unit of a formula", "number")
    return " ÷ ".join([" × ".join(above) or str(number), *below])


def fits(found: Powers | None, unit: str) -> bool:
    """Whether a figure may be shown in a unit that its formula gives: money for each hour as money or as a ratio,
    hours as hours only, a share neither as hours nor as money."""
    if found is None:
        return True
    if len(found) == 1 and unit in ("count", "ratio"):
        # It would be a number without its sign; there is no way to show minutes, or a square, as what they are.
        return next(iter(found.items())) not in {(each, 1) for each in ("money", "hours", "days")}
    if unit == "percent":
        return not found
    if unit in ("money", "hours", "days"):
        return found.get(unit) == 1 and all(power < 0 for name, power in found.items() if name != unit)
    return True

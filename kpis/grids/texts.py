"""Targets as people type them, in the unit of their KPI: “1 234,56”, “12k”, “45 %”."""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from crm.inputs import NumberField
from crm.templatetags.formats import in_unit, number, written_number

THOUSANDS = re.compile(r"(.*\d)\s*[kK]")
HUNDRED = Decimal(100)


class TargetField(NumberField):
    """Reads what is typed for one KPI. A percentage is typed as 45 or 45 %, and kept as 0.45."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        decimals = {"money": 6, "percent": 4}.get(unit, 2)
        super().__init__(money=unit == "money", max_digits=18, decimal_places=decimals, min_value=0, required=False)

    def read(self, text: str) -> Decimal | None:
        """ValidationError where it says no target; None where it says nothing."""
        bare = text.strip()
        if self.unit == "percent":
            found = self.clean(bare.removesuffix("%").strip())
            return None if found is None else Decimal(found) / HUNDRED
        thousands = THOUSANDS.fullmatch(bare)
        found = self.clean(thousands[1] if thousands else bare)
        if found is None:
            return None
        target = Decimal(found) * (1000 if thousands else 1)
        if self.unit == "count" and target != target.to_integral_value():
            raise ValidationError(_("Give a whole number, without decimals."), code="whole")
        return target

    def write(self, target: Decimal | None) -> str:
        """As the viewer types it, unrounded; empty where there is none."""
        return written_target(target, self.unit)


def written_target(target: Decimal | None, unit: str) -> str:
    if target is None:
        return ""
    return str(written_number(target * HUNDRED if unit == "percent" else target))


def unit_sign(unit: str, currency: str) -> str:
    """What stands behind the KPI's name in the grid, so that cells need no sign of their own."""
    return {"money": currency, "percent": "%", "hours": "h"}.get(unit, "")


def short(value: Decimal | None, unit: str) -> str:
    """A figure beside the cells: as short as it can be told, without the sign that the head of the grid has."""
    if value is None:
        return ""
    if unit in ("money", "count", "hours"):
        return str(number(value, 1 if unit == "hours" else 0))
    return str(in_unit(value, unit))

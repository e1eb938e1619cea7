"""How much money a day the open opportunities promise, at the pace of the last 90 days."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kpis.catalogue.conversion import CLOSED_COUNT, OPEN_COUNT
from kpis.catalogue.cycle import DATED, DAYS, WON_DATED
from kpis.catalogue.facts import CLOSED, STOCK
from kpis.catalogue.revenue import WON, WON_AMOUNT, WON_COUNT
from kpis.engine import statements
from kpis.engine.measures import Asked, Computed, Key, Measure
from kpis.engine.metrics import Metric, Parts, quotient

TRAILING = 90
# A closed opportunity stands in no stage that an open one is in; lines carry no days.
CARRIED = tuple(name for name in STOCK.dimensions if name in CLOSED.dimensions and name != "stage")
DAYS_IN_ALL = Measure("won_days_in_all", CLOSED, WON & DATED, total=DAYS)
PARTS = (CLOSED_COUNT, WON_COUNT, WON_AMOUNT, WON_DATED, DAYS_IN_ALL)


@dataclass(frozen=True)
class Lately:
    """What was closed in the last 90 days: how many, how many won, for how much, after how many days in all."""

    closed: int = 0
    won: int = 0
    amount: Decimal = Decimal(0)
    dated: int = 0
    days: int = 0


def lately(asked: Asked) -> Mapping[Key, Lately]:
    values = statements.run(PARTS, [trailing(asked)])[0]
    found = {}
    for key in values[CLOSED_COUNT.id]:
        found[key] = Lately(*[values[each.id].get(key) or each.nothing() for each in PARTS])
    return found


def trailing(asked: Asked) -> Asked:
    """The same question about the 90 days up to the as-of date, whatever the period."""
    tomorrow = asked.as_of + timedelta(days=1)
    period = replace(asked.period, start=tomorrow - timedelta(days=TRAILING), end=tomorrow, grain=None)
    return replace(asked, period=period)


def closed_lately(asked: Asked) -> QuerySet:
    return statements.rows(CLOSED, [trailing(asked)])


LATELY = Computed("closed_lately", lately, CARRIED, rows=closed_lately, empty=Lately())


def sales_velocity(parts: Parts) -> dict[str, Any]:
    """Open × (won ÷ closed) × (amount ÷ won) ÷ (days ÷ won): what is won cancels out but for those without a date."""
    past, open_count = parts["closed_lately"], parts["open_count"]
    top = open_count * past.amount * past.dated
    return {
        "value": quotient(top, past.closed * past.days),
        "numerator": open_count,
        "denominator": past.closed,
        "n": past.closed,
        "beside": {
            "win_share": quotient(past.won, past.closed),
            "average": quotient(past.amount, past.won),
            "cycle_days": quotient(past.days, past.dated),
        },
    }


METRICS = (
    Metric(
        "sales_velocity",
        "cycle",
        _("Sales velocity"),
        _("Open opportunities × win rate × average won deal ÷ sales cycle, of the 90 days up to the as-of date."),
        "money_per_day",
        "up",
        (OPEN_COUNT, LATELY),
        sales_velocity,
        {"numerator": OPEN_COUNT, "denominator": LATELY},
        explained=_(
            "%(numerator)s open × %(win_share)s won × %(average)s a deal ÷ %(cycle_days)s = %(value)s; "
            "rate, amount and days are those of the %(denominator)s closed in the last 90 days."
        ),
        unknown=_("Nothing was won in the last 90 days, or all on the day it was opened."),
        sample_of=_("opportunities closed in the last 90 days"),
    ),
)

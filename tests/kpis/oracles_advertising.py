"""What campaigns' advertising brings, computed a second time by plain loops."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from crm.models import CampaignResult
from tests.kpis.atoms import Atom, Window, attribution
from tests.kpis.oracles import Answer, World, divided
from tests.kpis.oracles_profitability import expenses, spent


def results(window: Window, split: bool) -> Iterable[Atom]:
    for row in CampaignResult.objects.all():
        yield Atom(row, row.measured_on, attribution(row))


def both(window: Window, split: bool) -> Iterable[Atom]:
    yield from results(window, split)
    yield from expenses(window, split)


def told(*columns: str) -> Callable[[Any], bool]:
    return lambda row: isinstance(row, CampaignResult) and all(getattr(row, each) is not None for each in columns)


def summed(world: World, column: str, *beside: str) -> int:
    return sum(getattr(row, column) for row in world.rows(told(column, *beside)))


def amount(column: str, world: World) -> Answer:
    found = summed(world, column)
    return Answer(found, found, n=len(world.rows(told(column))))


def rate(top: str, bottom: str, world: World) -> Answer:
    found = divided(summed(world, top, bottom), summed(world, bottom, top))
    return Answer(found.value, found.numerator, found.denominator, len(world.rows(told(top, bottom))))


def price(column: str, world: World) -> Answer:
    known = {row.campaign_id for row in CampaignResult.objects.all() if getattr(row, column) is not None}
    money = world.total(lambda row: spent(row) and row.campaign_id in known)
    found = divided(money, summed(world, column))
    return Answer(found.value, found.numerator, found.denominator, len(world.rows(told(column))))


def not_told(*columns: str) -> Callable[[World, Any], bool]:
    return lambda world, row: isinstance(row, CampaignResult) and not told(*columns)(row)


AMOUNTS = {"impressions": "impressions", "clicks": "clicks", "campaign_leads": "leads", "campaign_orders": "orders"}
RATES = {"click_rate": ("clicks", "impressions"), "lead_rate": ("leads", "clicks"), "order_rate": ("orders", "leads")}
PRICES = {"cost_per_click": "clicks", "cost_per_lead": "leads", "cost_per_order": "orders"}
ORACLES = {
    **{name: (results, partial(amount, column)) for name, column in AMOUNTS.items()},
    **{name: (results, partial(rate, *columns)) for name, columns in RATES.items()},
    **{name: (both, partial(price, column)) for name, column in PRICES.items()},
}
LEFT_OUT: dict[str, dict[str, Any]] = {
    **{name: {"not_told": not_told(column)} for name, column in {**AMOUNTS, **PRICES}.items()},
    **{name: {"not_told": not_told(*columns)} for name, columns in RATES.items()},
}

"""What selling costs and brings in, computed a second time by plain loops."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from crm.models import Activity, Campaign, Expense, Sale
from tests.kpis.atoms import Atom, Window, activities, attribution, sales
from tests.kpis.oracles import (
    Answer,
    World,
    divided,
    known_cost_share,
    new_customers,
    summed,
)

MILLIONTH = Decimal("0.000001")


def expenses(window: Window, split: bool) -> Iterable[Atom]:
    for row in Expense.objects.all():
        yield Atom(row, row.spent_on, attribution(row), row.amount)


def spending(window: Window, split: bool) -> Iterable[Atom]:
    yield from expenses(window, split)
    yield from activities(window, split)


def business(window: Window, split: bool) -> Iterable[Atom]:
    """Spending and sales, each in its own table."""
    yield from spending(window, split)
    yield from sales(window, split)


def spent(row: Any) -> bool:
    return isinstance(row, Expense)


def done(row: Any) -> bool:
    return isinstance(row, Activity)


def sold(row: Any) -> bool:
    return isinstance(row, Sale)


def paid(row: Any) -> bool:
    return done(row) and row.owner is not None and row.owner.hourly_cost is not None


def unpaid(world: World, row: Any) -> bool:
    return done(row) and not paid(row) and row.duration_seconds > 0


def price(row: Any) -> Decimal:
    exact = row.duration_seconds * row.owner.hourly_cost / Decimal(3600)
    return Decimal(exact).quantize(MILLIONTH, ROUND_HALF_UP)


def time_cost(world: World) -> Decimal:
    return sum((price(row) for row in world.rows(paid)), Decimal(0))


def cost_of(world: World) -> Decimal:
    return world.total(spent) + time_cost(world)


def cost(world: World) -> Answer:
    return summed(cost_of(world), [*world.rows(spent), *world.rows(paid)])


def acquisition_cost(world: World) -> Answer:
    only_sales = World(world.window, [atom for atom in world.atoms if sold(atom.row)], world.where, world.key)
    return divided(cost_of(world), new_customers(only_sales).value)


def on_spend(world: World, top: Decimal) -> Answer:
    found = divided(top, cost_of(world))
    return Answer(found.value, found.numerator, found.denominator, len(world.rows(sold)))


def return_on_spend(world: World) -> Answer:
    return on_spend(world, world.total(sold))


def profit(world: World) -> Decimal:
    costs = [line.cost or 0 for row in world.rows(sold) for line in row.lines.all()]
    return world.total(sold) - sum(costs, Decimal(0))


def roi(world: World) -> Answer:
    found = on_spend(world, profit(world) - cost_of(world))
    only_sales = World(world.window, [atom for atom in world.atoms if sold(atom.row)], world.where, world.key)
    found.beside = {"known_cost_share": known_cost_share(only_sales)}
    return found


def all_sales(window: Window, split: bool) -> Iterable[Atom]:
    """Every sale, whatever its day: those before a campaign are asked about too."""
    for atom in sales(window, False):
        yield Atom(atom.row, None, {}, atom.amount)


def dateless(window: Window, split: bool) -> Iterable[Atom]:
    """The campaigns without a first day, and all sales."""
    for row in Campaign.objects.filter(start_on=None):
        yield Atom(row, None, {"campaign": row.pk})
    yield from all_sales(window, split)


def runs(world: World) -> list[Any]:
    """The campaigns that ran on a day of the window, of those asked about."""
    asked = world.where.get("campaign"), world.key.get("campaign")
    rows = [row for row in Campaign.objects.exclude(start_on=None) if asked[0] is None or row.pk in asked[0]]
    rows = [row for row in rows if "campaign" not in world.key or row.pk == asked[1]]
    return [row for row in rows if days_of_run(world, row)]


def days_of_run(world: World, row: Any) -> list[date]:
    last = min(row.end_on or date.max, world.window.end - timedelta(days=1))
    days = [row.start_on + timedelta(days=number) for number in range(max(0, (last - row.start_on).days + 1))]
    return [day for day in days if world.window.start is None or day >= world.window.start]


def campaign_lift(world: World) -> Answer:
    found = runs(world)
    if len(found) != 1:
        return Answer(None)
    row, days = found[0], days_of_run(world, found[0])
    sold_on: dict[date, Decimal] = defaultdict(Decimal)
    for sale in world.rows(sold):
        if row.region_id in (None, sale.region_id) and row.channel_id in (None, sale.channel_id):
            sold_on[sale.sold_on] += sale.amount
    before = [row.start_on - timedelta(days=number) for number in range(1, 57)]
    expected = sum(
        (sold_on[earlier] for day in days for earlier in before if earlier.weekday() == day.weekday()), Decimal(0)
    )
    total, expected = sum((sold_on[day] for day in days), Decimal(0)), expected / 8
    value = total / expected - 1 if expected > 0 else None
    beside = {"per_day_amount": total / len(days), "expected_per_day_amount": expected / len(days)}
    return Answer(value, total, expected, len(days), beside)


ORACLES = {
    "cost": (spending, cost),
    "cost_of_time": (activities, lambda world: summed(time_cost(world), world.rows(paid))),
    "acquisition_cost": (business, acquisition_cost),
    "return_on_spend": (business, return_on_spend),
    "roi": (business, roi),
}
LEFT_OUT: dict[str, dict[str, Any]] = {name: {"no_hourly_cost": unpaid} for name in ORACLES}
LEFT_OUT["campaign_lift"] = {
    "no_first_day": lambda world, row: isinstance(row, Campaign) and row.pk in world.where.get("campaign", {row.pk})
}
ORACLES["campaign_lift"] = (dateless, campaign_lift)
LEFT_OUT["acquisition_cost"]["no_account"] = lambda world, row: (
    sold(row) and row.kind == "sale" and row.account_id is None
)

"""Every figure computed a second time, by plain loops over the rows: what the engine is held to."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from statistics import median
from typing import Any

from crm.access import Role
from crm.models import Membership, Sale, Stage, User
from kpis.engine.periods import GRAINS
from tests.kpis import oracles_conversion, oracles_retention
from tests.kpis.atoms import (
    Facts,
    Window,
    activities,
    amount_on,
    closed,
    followed,
    opened,
    outcome_on,
    prospects,
    sales,
    stock,
)
from tests.kpis.world import Answer, Oracle, World, divided


def counted(rows: list[Any]) -> Answer:
    return Answer(len(rows), len(rows), n=len(rows))


def summed(amount: Any, rows: list[Any] | None = None) -> Answer:
    return Answer(amount, amount, n=None if rows is None else len(rows))


def is_sale(row: Any) -> bool:
    return bool(row.kind == "sale")


def won(row: Any) -> bool:
    return bool(row.outcome == "won")


def lost(row: Any) -> bool:
    return bool(row.outcome == "lost")


def lined(row: Any) -> bool:
    return is_sale(row) and bool(row.lines.all())


def costed(row: Any) -> bool:
    return any(line.cost is not None for line in row.lines.all())


def middle(amounts: list[Any]) -> Any:
    return median(amounts) if amounts else None


def average_basket(world: World) -> Answer:
    return divided(world.total(), len(world.rows(is_sale)), median=middle(world.amounts(is_sale)))


def average_deal(world: World) -> Answer:
    return divided(world.total(won), len(world.rows(won)), median=middle(world.amounts(won)))


def items_per_sale(world: World) -> Answer:
    quantity = sum((line.quantity for line in world.lines(lined)), Decimal(0))
    return divided(quantity, len(world.rows(lined)))


def cross_sell(world: World) -> Answer:
    def spans_two(row: Any) -> bool:
        categories = {line.product.category_id for line in row.lines.all() if line.product}
        return is_sale(row) and len(categories - {None}) >= 2

    return divided(len(world.rows(spans_two)), len(world.rows(lined)))


def costed_lines(world: World) -> list[Any]:
    return [line for line in world.lines() if line.cost is not None]


def known_cost_share(world: World) -> Any:
    revenue = world.total()
    return sum((line.amount for line in costed_lines(world)), Decimal(0)) / revenue if revenue else None


def gross_margin(world: World) -> Answer:
    lines = costed_lines(world)
    margin = sum((line.amount - (line.cost or 0) for line in lines), Decimal(0))
    size = len(world.rows(costed)) if lines else 0
    return Answer(margin if lines else None, margin, n=size, beside={"known_cost_share": known_cost_share(world)})


def margin_rate(world: World) -> Answer:
    covered = sum((line.amount for line in costed_lines(world)), Decimal(0))
    return divided(gross_margin(world).numerator, covered, known_cost_share=known_cost_share(world))


def new_customers(world: World) -> Answer:
    firsts: dict[int, int] = {}
    for row in Sale.objects.filter(cancelled_on=None, kind="sale").exclude(account=None).order_by("sold_on", "pk"):
        firsts.setdefault(row.account_id, row.pk)
    return counted(world.rows(lambda row: row.pk in firsts.values()))


def conversion(world: World) -> Answer:
    converted = world.rows(lambda row: row.customer_since and row.customer_since <= world.as_of)
    return divided(len(converted), len(world.rows()))


def old_enough(world: World, row: Any) -> bool:
    return bool(world.as_of - row.prospect_since >= timedelta(days=90))


def conversion_90d(world: World) -> Answer:
    old = world.rows(partial(old_enough, world))
    became = [row for row in old if row.customer_since and row.customer_since <= world.as_of]
    quick = [row for row in became if row.customer_since - row.prospect_since <= timedelta(days=90)]
    entered = len(world.rows())
    return divided(len(quick), len(old), old_enough_share=len(old) / entered if entered else None)


def win_rate_value(world: World) -> Answer:
    return divided(world.total(won), world.total())


def created_win_rate(world: World) -> Answer:
    return divided(len(world.rows(lambda row: outcome_on(row, world.window) == "won")), len(world.rows()))


def days_of(world: World, keep: Callable[[Any], bool]) -> Answer:
    days = [(row.closed_on - row.opened_on).days for row in world.rows(keep) if row.opened_on]
    return divided(sum(days), len(days), median=middle(days))


def seconds(world: World, keep: Callable[[Any], bool] = lambda row: True) -> Decimal:
    return Decimal(sum(row.duration_seconds for row in world.rows(keep)))


def valuable(row: Any) -> bool:
    return bool(row.type.is_high_value)


def high_value_share(world: World) -> Answer:
    top, bottom = seconds(world, valuable), seconds(world)
    return replace(divided(top, bottom), numerator=top / 60, denominator=bottom / 60)


def furthest(row: Any, window: Window) -> int:
    """The order of the furthest open stage that the opportunity was ever in; 0 where none is known."""
    passed = [each for each in row.events.all() if each.on and each.on <= window.as_of and each.stage.kind == "open"]
    silent = row.stage.order if row.stage.kind == "open" else 0
    return max((each.stage.order for each in passed), default=silent)


def funnel(world: World) -> Answer:
    """One step, that of the key's stage; without it, the first steps of all pipelines together."""
    if "stage" not in world.key:
        return Answer(len(world.rows()), len(world.rows()), len(world.rows()), len(world.rows()))
    stage = Stage.objects.get(pk=world.key["stage"])
    steps = list(Stage.objects.filter(pipeline=stage.pipeline_id).exclude(kind="lost").order_by("order"))
    rows = world.rows(lambda row: row.pipeline_id == stage.pipeline_id)

    def reached(step: Stage) -> int:
        if step == steps[0]:
            return len(rows)
        ahead = [row for row in rows if step.kind == "open" and furthest(row, world.window) >= step.order]
        return len({row.pk for row in ahead} | {row.pk for row in rows if outcome_on(row, world.window) == "won"})

    here, before = reached(stage), reached(steps[max(steps.index(stage) - 1, 0)])
    shares = {
        "share_of_previous": here / before if before else None,
        "share_of_first": here / len(rows) if rows else None,
    }
    return Answer(here, here, len(rows), len(rows), shares)


def full_time(world: World) -> Decimal:
    """Reps, day by day: who was employed and in a team of the slice on how many of its days."""
    window = world.window
    first = window.start or min((row.sold_on for row in Sale.objects.filter(cancelled_on=None)), default=window.as_of)
    days = [first + timedelta(days=index) for index in range((window.end - first).days)]
    for name, start in world.key.items():
        days = [day for day in days if name not in GRAINS or window.bucket(day, name) == start]
    found = Decimal(0)
    for stay in Membership.objects.filter(user__role=Role.REP).select_related("user"):
        place = {"owner": stay.user_id, "team": stay.team_id, "region": stay.region_id}
        if not all(place[name] in ids for name, ids in world.where.items() if name in place):
            continue
        if all(place[name] == key for name, key in world.key.items() if name in place) and world.sees(stay):
            worked = sum(employed(stay.user, day) and stay.start_on <= day < (stay.end_on or date.max) for day in days)
            # Of each to the millionth, so that the people who are listed add up to it.
            whole = Decimal(worked) / len(days) * stay.user.working_share if days else Decimal(0)
            found += whole.quantize(Decimal("0.000001"))
    return found


def employed(user: User, day: date) -> bool:
    return (user.joined_on or date.min) <= day <= (user.left_on or date.max)


def revenue_per_rep(world: World) -> Answer:
    found = divided(world.total(), full_time(world))
    return Answer(found.value, found.numerator, found.denominator, len(world.rows()))


ORACLES: dict[str, tuple[Facts, Oracle]] = {
    "revenue": (sales, lambda world: summed(world.total(), world.rows())),
    "sales_count": (sales, lambda world: counted(world.rows(is_sale))),
    "average_basket": (sales, average_basket),
    "average_deal": (closed, average_deal),
    "items_per_sale": (sales, items_per_sale),
    "cross_sell_rate": (sales, cross_sell),
    "revenue_per_rep": (sales, revenue_per_rep),
    "new_customers": (sales, new_customers),
    "new_opportunities": (opened, lambda world: counted(world.rows())),
    "pipeline_created": (opened, lambda world: summed(world.total())),
    "gross_margin": (sales, gross_margin),
    "margin_rate": (sales, margin_rate),
    "conversion_rate": (prospects, conversion),
    "conversion_rate_90d": (prospects, conversion_90d),
    "win_rate": (closed, lambda world: divided(len(world.rows(won)), len(world.rows()))),
    "win_rate_value": (closed, win_rate_value),
    "created_win_rate": (followed, created_win_rate),
    "funnel": (followed, funnel),
    "won_count": (closed, lambda world: counted(world.rows(won))),
    "lost_count": (closed, lambda world: counted(world.rows(lost))),
    "won_amount": (closed, lambda world: summed(world.total(won), world.rows(won))),
    "lost_amount": (closed, lambda world: summed(world.total(lost))),
    "open_opportunities": (stock, lambda world: counted(world.rows())),
    "open_pipeline": (stock, lambda world: summed(world.total())),
    "sales_cycle": (closed, lambda world: days_of(world, won)),
    "closing_time": (closed, lambda world: days_of(world, lambda row: True)),
    "activities": (activities, lambda world: counted(world.rows())),
    "activity_minutes": (activities, lambda world: summed(seconds(world) / 60, world.rows())),
    "high_value_time": (activities, lambda world: summed(seconds(world, valuable) / 3600, world.rows(valuable))),
    "high_value_share": (activities, high_value_share),
    **oracles_conversion.ORACLES,
    **oracles_retention.ORACLES,
}


def always(world: World, row: Any) -> bool:
    return True


def without_lines(world: World, row: Any) -> bool:
    return is_sale(row) and not row.lines.all()


def without_cost(world: World, row: Any) -> bool:
    return is_sale(row) and not costed(row)


# What each metric says that it leaves out: reason → whether a fact is. Those of UNDATED have no date.
UNDATED = {"no_prospect_date"}
LEFT_OUT: dict[str, dict[str, Callable[[World, Any], bool]]] = {
    "items_per_sale": {"no_lines": without_lines},
    "cross_sell_rate": {"no_lines": without_lines},
    "new_customers": {"no_account": lambda world, row: is_sale(row) and row.account_id is None},
    "new_opportunities": {"no_opening_date": always},
    "pipeline_created": {
        "no_opening_date": always,
        "no_amount": lambda world, row: row.amount_at_opening is None and row.amount is None,
    },
    "gross_margin": {"no_cost": without_cost},
    "margin_rate": {"no_cost": without_cost},
    "conversion_rate": {"no_prospect_date": always},
    "conversion_rate_90d": {
        "no_prospect_date": always,
        "too_young": lambda world, row: not old_enough(world, row),
    },
    "win_rate_value": {"no_amount": lambda world, row: lost(row) and row.amount is None},
    "lost_amount": {"no_amount": lambda world, row: lost(row) and row.amount is None},
    "created_win_rate": {"no_opening_date": always},
    "funnel": {"no_opening_date": always},
    "open_pipeline": {"no_amount": lambda world, row: amount_on(row, world.window) is None},
    "sales_cycle": {"no_opening_date": lambda world, row: won(row) and row.opened_on is None},
    "closing_time": {"no_opening_date": lambda world, row: row.opened_on is None},
    **oracles_conversion.LEFT_OUT,
    **oracles_retention.LEFT_OUT,
}

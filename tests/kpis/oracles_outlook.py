"""What open opportunities may bring, computed a second time by plain loops."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from crm.models import Opportunity, Stage
from tests.kpis.atoms import Atom, Window, amount_on, latest, stock, then_or_now
from tests.kpis.oracles import Answer, World, always, summed

MILLIONTH = Decimal("0.000001")


def expected(window: Window, split: bool) -> Iterable[Atom]:
    """What is open on the day, on the date on which it was then expected to close."""
    for atom in stock(window, split):
        then = latest(atom.row, window.as_of) if window.past else None
        atom.on = then_or_now(then, atom.row, "expected_close_on")
        yield atom


def priced(world: World) -> list[Any]:
    return world.rows(lambda row: amount_on(row, world.window) is not None)


def weighted(world: World) -> Answer:
    chances = {stage.pk: Decimal(stage.probability) / 100 for stage in Stage.objects.all()}
    known = [atom for atom in world.atoms if atom.amount is not None]
    rates = chances | observed(world)
    shares = [(atom.amount * chances[atom.by["stage"]]).quantize(MILLIONTH, ROUND_HALF_UP) for atom in known]
    total = sum(shares, Decimal(0))
    at_rates = sum((atom.amount * rates[atom.by["stage"]] for atom in known), Decimal(0))
    return Answer(total, total, n=len(priced(world)), beside={"observed_amount": at_rates})


def observed(world: World) -> dict[int, Decimal]:
    """Per stage the share won of the opportunities closed in a year that were in it."""
    outcomes: dict[int, list[bool]] = defaultdict(list)
    for row in Opportunity.objects.exclude(outcome="open").prefetch_related("events"):
        assert row.closed_on
        if world.as_of - timedelta(days=365) < row.closed_on <= world.as_of and world.sees(row):
            for stage in {each.stage_id for each in row.events.all() if each.outcome == "open"}:
                outcomes[stage].append(row.outcome == "won")
    return {stage: Decimal(sum(found)) / len(found) for stage, found in outcomes.items()}


ORACLES = {
    "expected_pipeline": (expected, lambda world: summed(world.total(), priced(world))),
    "weighted_pipeline": (expected, weighted),
}
LEFT_OUT = {
    name: {
        "no_expected_date": always,
        "no_amount": lambda world, row: amount_on(row, world.window) is None,
    }
    for name in ORACLES
}

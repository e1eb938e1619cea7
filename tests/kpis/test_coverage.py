"""Coverage: the open pipeline expected in the period ÷ what is left of the objective."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from crm.models import Opportunity, Pipeline, Sale
from kpis.catalogue import METRICS
from kpis.engine import Figure, Period, Query, QueryError
from kpis.models import Objective
from kpis.objectives import ask
from tests.people import People

TODAY = date(2025, 6, 20)


def coverage(people: People, today: date = TODAY, as_of: date | None = None) -> Figure:
    with time_machine.travel(today, tick=False):
        query = Query(("coverage",), Period.parse("2025-06", today), people.rep, compare="previous", as_of=as_of)
        return ask(query).total["coverage"]


@pytest.fixture
def june(people: People, pipeline: Pipeline) -> People:
    Sale.record(owner=people.rep, amount=Decimal(400), sold_on=date(2025, 6, 10))
    for name, amount, expected in (("Now", 900, date(2025, 6, 28)), ("Later", 5000, date(2025, 7, 1))):
        Opportunity.open(
            name=name, owner=people.rep, amount=Decimal(amount), opened_on=date(2025, 6, 1), expected_close_on=expected
        )
    lost = Opportunity.open(
        name="Lost", owner=people.rep, amount=Decimal(7000), opened_on=date(2025, 6, 1),
        expected_close_on=date(2025, 6, 28),
    )  # fmt: skip
    lost.lose(on=date(2025, 6, 12))
    return people


def aim(people: People, target: int) -> None:
    Objective.objects.create(
        metric="revenue", owner=people.rep, grain="month", start_on=date(2025, 6, 1), target=Decimal(target)
    )


def test_what_is_expected_in_the_period_covers_what_is_left(june: People) -> None:
    aim(june, 1000)
    figure = coverage(june)
    assert (figure.numerator, figure.denominator, figure.value) == (900, 600, Decimal("1.5"))
    assert figure.previous is None


def test_without_an_objective_or_with_nothing_left_there_is_no_value(june: People) -> None:
    assert coverage(june).value is None
    aim(june, 300)
    assert coverage(june).value is None


def test_of_a_past_day_it_is_what_was_shown_on_it(june: People) -> None:
    with time_machine.travel(TODAY):
        Objective.put("revenue", "month", date(2025, 6, 1), Decimal(1000), owner=june.rep)
    shown = coverage(june)
    later = date(2025, 6, 27)
    with time_machine.travel(later):
        Objective.put("revenue", "month", date(2025, 6, 1), Decimal(3000), owner=june.rep)
        Opportunity.objects.get(name="Now").change(amount=Decimal(100))
        Sale.record(owner=june.rep, amount=Decimal(50), sold_on=later)
    assert coverage(june, later).value != shown.value
    assert coverage(june, later, TODAY) == shown


def test_only_amounts_are_covered_by_a_pipeline(june: People) -> None:
    with pytest.raises(QueryError) as error:
        ask(Query(("coverage:activities",), Period.parse("2025-06", TODAY), june.rep))
    assert error.value.allowed
    assert all(METRICS[name.partition(":")[2]].unit == "money" for name in error.value.allowed)

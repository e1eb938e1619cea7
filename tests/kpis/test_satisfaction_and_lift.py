"""What oracles do not hold the engine to: intervals, follow-ups, and what a single campaign's page opens."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from math import sqrt
from random import Random
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from crm.access import Operator
from crm.models import Activity, ActivityType, Campaign, Expense, Sale
from feedback.models import Answer, Survey
from kpis.catalogue import ask
from kpis.engine import Figure, Period, Query, QueryError
from kpis.engine.statistics import student_quantile
from tests.people import People

TODAY = date(2025, 6, 30)
pytestmark = pytest.mark.django_db


def total(metric: str, period: str = "2025-06", **more: Any) -> Figure:
    with time_machine.travel(TODAY, tick=False):
        return ask(Query((metric,), Period.parse(period, TODAY), Operator(), **more)).total[metric]


def answers(*scores: int) -> list[Answer]:
    survey = Survey.objects.create(name="Would you recommend us?", kind="nps")
    return [Answer.objects.create(survey=survey, score=score, answered_on=date(2025, 6, 2)) for score in scores]


def test_the_interval_of_a_score_is_that_of_a_mean_of_three_values() -> None:
    answers(10, 9, 8, 3)
    figure = total("nps")
    assert (figure.value, figure.numerator, figure.denominator) == (25, 1, 4)
    # +1, +1, 0 and −1 around ¼: the squares add up to 2.75.
    margin = 100 * student_quantile(3) * sqrt(2.75 / 3 / 4)
    assert (figure.low, figure.high) == (pytest.approx(max(-100, 25 - margin)), pytest.approx(min(100, 25 + margin)))


def test_answers_that_are_all_alike_show_no_spread() -> None:
    answers(10, 10, 9)
    assert (total("nps").value, total("nps").low) == (100, None)


def test_a_complaint_is_closed_when_its_follow_up_is_done(people: People) -> None:
    call = ActivityType.objects.create(name="Call", code="call")
    unhappy, _content = answers(2, 9)
    assert total("complaints_open").value == 1
    unhappy.follow_up = Activity.plan(due_on=date(2025, 6, 5), type=call)
    unhappy.save()
    assert total("complaints_open").value == 1
    unhappy.follow_up.done(on=date(2025, 6, 10))
    assert total("complaints_open").value == 0
    assert total("complaints_open", as_of=date(2025, 6, 9)).value == 1


def sell_every_day(first: date, days: int, amount: int) -> None:
    for number in range(days):
        # Weekday by weekday the amounts differ, and by a little from week to week.
        day = first + timedelta(days=number)
        Sale.record(amount=Decimal(amount + 10 * day.weekday() + number % 2), sold_on=day)


def test_a_campaign_is_held_against_the_same_weekdays_before() -> None:
    start = date(2025, 6, 2)
    campaign = Campaign.objects.create(name="Summer", start_on=start, end_on=start + timedelta(days=13))
    sell_every_day(start - timedelta(weeks=8), 56, 100)
    sell_every_day(start, 14, 200)
    figure = total("campaign_lift")
    assert figure.n == 14
    assert figure.beside["days_before_count"] == 56
    assert figure.value == pytest.approx(Decimal(100) / Decimal("130.5"))
    assert figure.low is not None
    assert figure.low < figure.value < figure.high  # type: ignore[operator]
    Campaign.objects.create(name="At the same time", start_on=start)
    assert total("campaign_lift").value is None, "two campaigns share days: they have no figure together"
    assert total("campaign_lift", where={"campaign": [campaign.pk]}).value == figure.value


def test_a_figure_of_several_tables_opens_each(people: People, client: Client) -> None:
    people.rep.hourly_cost = Decimal(30)
    people.rep.save()
    call = ActivityType.objects.create(name="Call", code="call")
    Expense.objects.create(spent_on=date(2025, 6, 3), amount=Decimal(100))
    Activity.log(on=date(2025, 6, 4), type=call, owner=people.rep, duration_seconds=600)
    assert total("cost").value == 105
    client.force_login(people.admin)
    for part, amount in (("expenses", 100), ("time", 5)):
        page = client.get(reverse("kpis:metric_rows", args=["cost"]), {"period": "2025-06", "part": part})
        assert page.context["total"] == amount


def test_owners_without_an_hourly_cost_are_told(people: People) -> None:
    call = ActivityType.objects.create(name="Call", code="call")
    Activity.log(on=date(2025, 6, 4), type=call, owner=people.colleague, duration_seconds=600)
    with time_machine.travel(TODAY, tick=False):
        answer = ask(Query(("cost",), Period.parse("2025-06", TODAY), Operator()))
    assert [(each.reason, each.count) for each in answer.left_out] == [("no_hourly_cost", 1)]


def spread(groups: dict[int, list[float]]) -> tuple[float, int]:
    """The pooled variance of amounts around the mean of their weekday, and its degrees of freedom."""
    means = {weekday: sum(values) / len(values) for weekday, values in groups.items()}
    squares = [(value - means[weekday]) ** 2 for weekday, values in groups.items() for value in values]
    freedom = sum(len(values) - 1 for values in groups.values())
    return (sum(squares) / freedom if freedom else 0.0), freedom


@pytest.mark.parametrize("seed", range(6))
def test_the_interval_of_a_lift_by_hand(seed: int) -> None:
    """Sold S = Σ of the campaign's days, expected E = Σ over its days of the mean of their weekday before.

    Var(S) = days · s²; Var(E) = Σ over weekdays of (days of it)² · s₀² ÷ 8; of the ratio R = S ÷ E by linearisation
    Var(R) = (Var(S) + R² · Var(E)) ÷ E², with Student's quantile at the freedom of both.
    """
    random = Random(seed)
    start, days = date(2025, 6, 2 + seed), random.choice([3, 7, 10, 21])
    campaign = Campaign.objects.create(name="Summer", start_on=start, end_on=start + timedelta(days=days - 1))
    sold: dict[date, float] = {}
    for number in range(-60, days):
        day = start + timedelta(days=number)
        sold[day] = random.choice([0, 0, random.randrange(50, 900)])
        if sold[day] and day <= TODAY:
            Sale.record(amount=Decimal(sold[day]), sold_on=day)
    running = [day for day in sold if start <= day <= TODAY]
    during: dict[int, list[float]] = defaultdict(list)
    before: dict[int, list[float]] = defaultdict(list)
    for day in running:
        during[day.weekday()].append(sold[day])
    for number in range(1, 57):
        day = start - timedelta(days=number)
        before[day.weekday()].append(sold[day])
    (s_during, f_during), (s_before, f_before) = spread(during), spread(before)
    total_sold = sum(sold[day] for day in running)
    expected = sum(sum(before[day.weekday()]) / 8 for day in running)
    variance = len(running) * (s_during if f_during else s_before)
    expected_variance = sum(len(each) ** 2 for each in during.values()) * s_before / 8
    ratio = total_sold / expected
    margin = student_quantile(f_during + f_before) * sqrt(variance + ratio**2 * expected_variance) / expected
    figure = total("campaign_lift", where={"campaign": [campaign.pk]})
    assert figure.value == pytest.approx(Decimal(str(ratio - 1)))
    assert float(figure.low) == pytest.approx(ratio - 1 - margin, abs=0.000002)  # type: ignore[arg-type]
    assert float(figure.high) == pytest.approx(ratio - 1 + margin, abs=0.000002)  # type: ignore[arg-type]


@pytest.mark.parametrize("by", ["channel", "product", "region", "month"])
def test_a_lift_is_split_by_campaign_only_and_says_so(by: str) -> None:
    with time_machine.travel(TODAY, tick=False), pytest.raises(QueryError) as refused:
        ask(Query(("campaign_lift",), Period.parse("2025-06", TODAY), Operator(), (by,)))
    assert refused.value.allowed == ["campaign"]

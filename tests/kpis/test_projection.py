"""Projection: actual + remaining working days × what a working day of the last 90 days made."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from crm.models import Channel, Holiday, Sale
from kpis.engine import Period, Query, QueryError, Result
from kpis.models import Objective
from kpis.objectives import ask
from tests.people import People

TODAY = date(2025, 6, 13)
# (who, amount, day): the last is too old to count for the rate, the third is not in June.
SALES = [
    ("rep", 600, date(2025, 6, 10)),
    ("colleague", 200, date(2025, 6, 2)),
    ("rep", 500, date(2025, 5, 12)),
    ("outsider", 650, date(2025, 3, 17)),
    ("rep", 9999, date(2025, 3, 15)),
]
WORKED = sum(1 for back in range(90) if (TODAY - timedelta(days=back)).weekday() < 5)
LEFT_IN_JUNE = 11


@pytest.fixture(autouse=True)
def june(people: People) -> Iterator[People]:
    for who, amount, day in SALES:
        Sale.record(owner=getattr(people, who), amount=Decimal(amount), sold_on=day)
    with time_machine.travel(datetime(2025, 6, 13, 12, tzinfo=UTC), tick=False):
        yield people


def asked(viewer: Any, *metrics: str, period: str = "2025-06", **more: Any) -> Result:
    return ask(Query(metrics, Period.parse(period, TODAY), viewer, **more))


def test_the_month_goes_on_as_the_last_90_days(people: People) -> None:
    figure = asked(people.rep, "projected").total["projected"]
    assert WORKED == 65
    assert figure.value == pytest.approx(600 + LEFT_IN_JUNE * Decimal(1100) / 65)
    assert (figure.unit, figure.better) == ("money", "up")


def test_a_holiday_is_no_working_day(people: People) -> None:
    Holiday.objects.create(on=date(2025, 6, 16), name="Off")
    Holiday.objects.create(on=date(2025, 6, 9), name="Whit Monday")
    figure = asked(people.rep, "projected:revenue").total["projected:revenue"]
    assert figure.value == pytest.approx(600 + 10 * Decimal(1100) / 64)


def test_by_rep_the_rows_make_the_total_though_one_sold_nothing_yet(people: People) -> None:
    answer = asked(people.admin, "projected", by=("owner",))
    found = {row.by["owner"].label: row.figures["projected"].value for row in answer.rows}
    assert found["Outsider"] == pytest.approx(LEFT_IN_JUNE * Decimal(650) / 65)
    assert sum(found.values()) == pytest.approx(answer.total["projected"].value)


def test_by_month_each_has_its_own_days(people: People) -> None:
    rows = asked(people.rep, "projected", period="2025-05-01..2025-07-31", by=("month",)).rows
    rate = Decimal(1100) / 65
    assert [row.figures["projected"].value for row in rows] == [
        500,
        pytest.approx(600 + 11 * rate),
        pytest.approx(23 * rate),
    ]


def test_by_rep_and_month(people: People) -> None:
    rows = asked(people.rep, "projected", period="2025-05-01..2025-06-30", by=("owner", "month")).rows
    assert [row.figures["projected"].value for row in rows] == [500, pytest.approx(600 + 11 * Decimal(1100) / 65)]


def test_a_filter_holds_for_the_rate_as_well(people: People) -> None:
    store = Channel.objects.create(name="Store")
    Sale.record(owner=people.rep, amount=Decimal(65), sold_on=date(2025, 5, 5), channel=store)
    answer = asked(people.rep, "projected", where={"channel": [store.pk]})
    assert answer.total["projected"].value == LEFT_IN_JUNE


def test_a_period_that_is_over_comes_to_what_it_is(people: People) -> None:
    assert asked(people.rep, "projected", period="2025-05").total["projected"].value == 500


def test_as_of_an_earlier_day(people: People) -> None:
    figure = asked(people.rep, "projected", as_of=date(2025, 6, 6)).total["projected"]
    window = sum(1 for back in range(90) if (date(2025, 6, 6) - timedelta(days=back)).weekday() < 5)
    assert figure.value == pytest.approx(16 * Decimal(500 + 9999) / window)


def test_without_an_end_there_is_none(people: People) -> None:
    assert asked(people.rep, "projected", period="all").total["projected"].value is None


@pytest.mark.parametrize("name", ["projected:win_rate", "projected:nothing"])
def test_only_of_what_adds_up(people: People, name: str) -> None:
    with pytest.raises(QueryError):
        asked(people.rep, name)


def test_counts_are_numbers_and_less_may_be_better(people: People) -> None:
    figure = asked(people.rep, "projected:lost_count").total["projected:lost_count"]
    assert (figure.value, figure.unit, figure.better) == (0.0, "count", "down")


def test_it_stands_beside_what_has_an_objective(people: People) -> None:
    assert asked(people.rep, "revenue").total["revenue"].projected is None
    Objective.put("revenue", "month", date(2025, 6, 1), Decimal(1000), owner=people.rep)
    figure = asked(people.rep, "revenue", by=("month",)).total["revenue"]
    assert figure.projected == pytest.approx(600 + 11 * Decimal(1100) / 65)


def test_from_the_command_line() -> None:
    output = StringIO()
    call_command("kpi", "projected:sales_count", "--period", "2025-06", "--csv", stdout=output)
    assert float(output.getvalue().split()[-1]) == pytest.approx(2 + 11 * 4 / 65)


def test_what_is_set_for_a_team_beside_what_its_parts_make(people: People) -> None:
    for owner in (people.rep, people.colleague):
        Objective.put("revenue", "month", date(2025, 6, 1), Decimal(100), owner=owner)
    where = {"team": [people.north.pk]}
    assert "target_of_parts" not in asked(people.manager, "revenue", where=where).total["revenue"].beside
    Objective.put("revenue", "month", date(2025, 6, 1), Decimal(150), team=people.north)
    figure = asked(people.manager, "revenue", where=where).total["revenue"]
    assert (figure.target, figure.beside["target_of_parts"]) == (150, 200)

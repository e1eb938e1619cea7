"""Attainment, pace and growth asked by name, alone, of another figure, by rep, team and month."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from crm.models import Sale
from kpis.engine import Period, Query, QueryError, Result
from kpis.models import Objective
from kpis.objectives import ask
from tests.people import People

TODAY = date(2025, 6, 13)


@pytest.fixture
def june(people: People) -> Iterator[People]:
    for owner, amount, day in (
        (people.rep, 600, date(2025, 6, 10)),
        (people.colleague, 200, date(2025, 6, 10)),
        (people.rep, 500, date(2025, 5, 12)),
        (people.rep, 400, date(2024, 6, 11)),
        (people.rep, 999, date(2024, 6, 20)),
    ):
        Sale.record(owner=owner, amount=Decimal(amount), sold_on=day)
    for month in (date(2024, 6, 1), date(2025, 5, 1), date(2025, 6, 1)):
        Objective.put("revenue", "month", month, Decimal(1000), owner=people.rep)
    with time_machine.travel(datetime(2025, 6, 13, 12, tzinfo=UTC), tick=False):
        yield people


def asked(viewer: Any, *metrics: str, period: str = "2025-06", **more: Any) -> Result:
    return ask(Query(metrics, Period.parse(period, TODAY), viewer, **more))


def test_attainment_alone_is_that_of_revenue(june: People) -> None:
    figure = asked(june.rep, "attainment").total["attainment"]
    assert (figure.value, figure.numerator, figure.denominator, figure.unit) == (0.6, 600, 1000, "percent")


def test_pace_names_what_was_to_be_reached_by_now(june: People) -> None:
    figure = asked(june.rep, "pace:revenue").total["pace:revenue"]
    # Ten of June's 21 working days are gone.
    assert figure.denominator == pytest.approx(Decimal(1000) * 10 / 21)
    assert figure.value == pytest.approx(600 / (1000 * 10 / 21))


def test_attainment_by_rep_shows_those_who_did_nothing(june: People) -> None:
    Objective.put("revenue", "month", date(2025, 6, 1), Decimal(300), owner=june.outsider)
    rows = asked(june.admin, "attainment", by=("owner",)).rows
    found = {row.by["owner"].label: row.figures["attainment"].value for row in rows}
    assert found == {"Rep": 0.6, "Colleague": None, "Outsider": 0.0}


def test_attainment_by_month_is_that_of_each_month(june: People) -> None:
    rows = asked(june.rep, "attainment", period="2025-04-01..2025-06-30", by=("month",)).rows
    assert [row.figures["attainment"].value for row in rows] == [None, 0.5, 0.6]


def test_attainment_by_rep_and_month(june: People) -> None:
    rows = asked(june.manager, "attainment", period="2025-Q2", by=("owner", "month")).rows
    found = {(row.by["owner"].label, row.by["month"].label): row.figures["attainment"].value for row in rows}
    assert found == {("Rep", "2025-05"): 0.5, ("Rep", "2025-06"): 0.6, ("Colleague", "2025-06"): None}


def test_a_bucket_that_the_period_covers_in_part_has_no_objective(june: People) -> None:
    rows = asked(june.rep, "attainment", period="2025-05-10..2025-06-30", by=("month",)).rows
    assert [row.figures["attainment"].value for row in rows] == [None, 0.6]


def test_compared_with_as_many_days_of_the_year_before(june: People) -> None:
    figure = asked(june.rep, "attainment", compare="year").total["attainment"]
    assert (figure.value, figure.previous) == (0.6, pytest.approx(0.4))
    assert figure.change == pytest.approx(0.5)


def test_growth_compares_with_the_year_before_unless_told_otherwise(june: People) -> None:
    figure = asked(june.rep, "growth").total["growth"]
    assert (figure.value, figure.numerator, figure.denominator) == (pytest.approx(0.5), 200, 400)
    # 1 to 13 May: one sale of 500.
    assert asked(june.rep, "growth", compare="previous").total["growth"].value == pytest.approx(0.2)


def test_growth_from_nothing_has_no_value(june: People) -> None:
    figure = asked(june.colleague, "growth").total["growth"]
    assert (figure.value, figure.numerator, figure.denominator) == (None, 200, 0)


def test_beside_other_figures_only_what_is_asked_is_answered(june: People) -> None:
    answer = asked(june.rep, "sales_count", "attainment", by=("owner",))
    assert list(answer.total) == ["sales_count", "attainment"]
    assert list(answer.rows[0].figures) == ["sales_count", "attainment"]


@pytest.mark.parametrize("name", ["attainment:nothing", "pace:win_rate", "growth:win_rate", "nothing"])
def test_what_cannot_be_asked_is_refused_with_what_can(june: People, name: str) -> None:
    with pytest.raises(QueryError) as error:
        asked(june.rep, name)
    assert error.value.code == "unknown_metric"
    assert error.value.allowed


@pytest.mark.parametrize("more", [{"by": ("channel",)}, {"where": {"channel": [None]}}])
def test_objectives_are_set_for_people_and_time_only(june: People, more: dict[str, Any]) -> None:
    with pytest.raises(QueryError) as error:
        asked(june.rep, "attainment", **more)
    assert error.value.allowed == ["owner", "team", "month", "quarter", "year"][: len(error.value.allowed)]

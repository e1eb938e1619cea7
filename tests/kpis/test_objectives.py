"""Targets beside figures: set ones win, missing ones are summed, pace counts working days."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine

from crm.models import Holiday, Sale
from kpis.engine import Figure, Period, Query
from kpis.models import Objective
from kpis.objectives import ask
from tests.people import People

JUNE = date(2025, 6, 1)


@pytest.fixture
def june(people: People) -> Iterator[People]:
    for owner, amount in ((people.rep, 600), (people.colleague, 200), (people.outsider, 100)):
        Sale.record(owner=owner, amount=Decimal(amount), sold_on=date(2025, 6, 10))
        Objective.put("revenue", "month", JUNE, Decimal(1000), owner=owner)
    with time_machine.travel(datetime(2025, 6, 13, 12, tzinfo=UTC), tick=False):
        yield people


def total(viewer: object, period: str = "2025-06", metric: str = "revenue", **more: object) -> Figure:
    query = Query([metric], Period.parse(period, date(2025, 6, 13)), viewer, **more)  # type: ignore[arg-type]
    return ask(query).total[metric]


def test_a_reps_own(june: People) -> None:
    figure = total(june.rep)
    assert (figure.target, figure.attainment) == (1000, 0.6)


def test_a_team_is_the_sum_of_its_people_and_the_company_of_its_teams(june: People) -> None:
    assert total(june.manager, where={"team": [june.sales.pk]}).target == 2000
    assert total(june.admin).target == 3000


def test_a_target_that_is_set_wins(june: People) -> None:
    Objective.put("revenue", "month", JUNE, Decimal(5000), team=june.sales)
    assert total(june.admin, where={"team": [june.sales.pk]}).target == 5000
    assert total(june.admin).target == 6000


def test_pace_counts_working_days(june: People) -> None:
    # 21 working days in June 2025; ten are gone by Friday the 13th; a holiday takes one of those away.
    assert total(june.rep).pace == pytest.approx(600 / (1000 * 10 / 21))
    Holiday.objects.create(on=date(2025, 6, 9), name="Whit Monday")
    assert total(june.rep).pace == pytest.approx(600 / (1000 * 9 / 20))


def test_months_that_cover_a_quarter_add_up_and_others_do_not(june: People) -> None:
    assert total(june.rep, "2025-Q2").target is None
    for month in (4, 5):
        Objective.put("revenue", "month", date(2025, month, 1), Decimal(500), owner=june.rep)
    assert total(june.rep, "2025-Q2").target == 2000


def test_where_less_is_better_attainment_is_the_other_way_round(june: People) -> None:
    Objective.put("lost_count", "month", JUNE, Decimal(5))
    assert total(june.admin, metric="lost_count").attainment is None


def test_a_slice_without_objectives_shows_none(june: People) -> None:
    assert total(june.admin, where={"channel": [None]}).target is None


def test_replaced_targets_stay_as_history(june: People) -> None:
    Objective.put("revenue", "month", JUNE, Decimal(1200), owner=june.rep)
    assert total(june.rep).target == 1200
    assert Objective.objects.filter(owner=june.rep).count() == 2


def test_a_manager_has_the_objective_of_the_team_with_all_that_they_manage(june: People) -> None:
    figure = total(june.manager)
    assert (figure.value, figure.target, figure.attainment) == (800, 2000, 0.4)
    query = Query(["revenue"], Period.parse("2025-06", date(2025, 6, 13)), june.manager, ("month",))
    assert [row.figures["revenue"].target for row in ask(query).rows] == [2000]
    assert total(june.manager, metric="attainment").value == 0.4


def test_what_a_manager_earned_elsewhere_is_held_against_no_objective_of_the_team(june: People) -> None:
    Sale.record(owner=june.manager, amount=Decimal(50), sold_on=date(2025, 6, 11))
    assert total(june.manager).target == 2000, "in the team"
    elsewhere = Sale.record(owner=june.manager, amount=Decimal(70), sold_on=date(2025, 6, 12))
    Sale.objects.filter(pk=elsewhere.pk).update(team=june.south)
    assert (total(june.manager).value, total(june.manager).target) == (920, None)
    assert total(june.manager, where={"team": [june.sales.pk]}).target == 2000


def test_a_manager_of_two_teams_side_by_side_has_no_objective_of_both(june: People) -> None:
    june.south.managers.add(june.manager)
    assert total(june.manager).target is None


def test_what_a_rep_sees_of_a_team_is_not_held_against_its_objective(june: People) -> None:
    north = {"where": {"team": [june.north.pk]}}
    assert (total(june.rep, **north).value, total(june.rep, **north).target) == (600, None)
    query = Query(["revenue"], Period.parse("2025-06", date(2025, 6, 13)), june.rep, ("team",))
    assert [row.figures["revenue"].target for row in ask(query).rows] == [None]
    Objective.put("revenue", "month", JUNE, Decimal(3000), team=june.north)
    whole = total(june.rep, scope="team")
    assert (whole.value, whole.target) == (800, 3000)
    assert [row.figures["revenue"].target for row in ask(query).rows] == [None]
    assert [row.figures["revenue"].target for row in ask(replace(query, scope="team")).rows] == [3000]


def test_reps_by_row(june: People) -> None:
    query = Query(["revenue"], Period.parse("2025-06", date(2025, 6, 13)), june.manager, ("owner",))
    rows = ask(query).rows
    assert {row.by["owner"].label: row.figures["revenue"].attainment for row in rows} == {"Rep": 0.6, "Colleague": 0.2}


def test_who_did_nothing_is_among_all_but_not_among_the_best(june: People) -> None:
    Objective.put("revenue", "month", JUNE, Decimal(1000), owner=june.manager)
    query = Query(["revenue"], Period.parse("2025-06", date(2025, 6, 13)), june.admin, by=("owner",))
    assert [row.figures["revenue"].value for row in ask(query).rows][-1] == 0
    best = ask(replace(query, top=2))
    assert [row.figures["revenue"].value for row in best.rows] == [200, 600]
    assert {row.figures["revenue"].target for row in best.rows} == {1000}


def aimed_for(people: People, as_of: date) -> Decimal | None:
    return total(people.rep, as_of=as_of).target


def test_a_past_day_has_the_objective_that_was_in_force_at_its_end(people: People) -> None:
    where = ("revenue", "month", JUNE)
    steps = {date(2025, 6, 3): [900, 1000], date(2025, 6, 10): [2000], date(2025, 6, 12): [None]}
    for day, targets in steps.items():
        with time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=UTC)):
            for target in targets:
                if target is None:
                    Objective.clear(*where, owner=people.rep)
                else:
                    Objective.put(*where, Decimal(target), owner=people.rep)
    with time_machine.travel(datetime(2025, 6, 13, 12, tzinfo=UTC), tick=False):
        found = {day: aimed_for(people, date(2025, 6, day)) for day in (3, 9, 10, 11, 12, 13)}
        assert found == {3: 1000, 9: 1000, 10: 2000, 11: 2000, 12: None, 13: None}


def test_of_a_day_before_any_was_set_it_is_the_objective_of_today(people: People) -> None:
    """Objectives of months that are over are set, and corrected, by who begins with Jauge."""
    for day, target in ((10, 120), (11, 1200)):
        with time_machine.travel(datetime(2025, 6, day, 12, tzinfo=UTC)):
            Objective.put("revenue", "month", JUNE, Decimal(target), owner=people.rep)
    with time_machine.travel(datetime(2025, 6, 13, 12, tzinfo=UTC), tick=False):
        assert [aimed_for(people, date(2025, 6, day)) for day in (1, 10, 11)] == [1200, 120, 1200]


def test_the_last_instants_of_a_day_are_those_of_the_company(people: People) -> None:
    # In Brussels it is the 11th already.
    for moment, target in (
        (datetime(2025, 6, 9, 12, tzinfo=UTC), 1000),
        (datetime(2025, 6, 10, 22, 30, tzinfo=UTC), 2000),
    ):
        with time_machine.travel(moment):
            Objective.put("revenue", "month", JUNE, Decimal(target), owner=people.rep)
    with time_machine.travel(datetime(2025, 6, 13, 12, tzinfo=UTC), tick=False):
        assert [aimed_for(people, date(2025, 6, day)) for day in (10, 11)] == [1000, 2000]

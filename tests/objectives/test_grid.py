"""The grid: whose rows, what stands beside the cells, what is read and what is refused, and two people at once."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import Company, Opportunity, Pipeline, Sale, User
from kpis.models import Objective, ObjectiveChange
from tests.objectives.conftest import Browser, in_force, key, slot
from tests.people import People


def cells(page: Any, owner: User) -> list[Any]:
    return next(row.cells for row in page.context["grid"].rows() if row.whose.scope == ("owner", owner.pk))


def test_last_years_actual_stands_beside(people: People, browser: Browser) -> None:
    for month, amount in ((1, 100), (1, 50), (3, 70)):
        Sale.record(owner=people.rep, amount=Decimal(amount), sold_on=date(2024, month, 9))
    row = cells(browser.open(people.admin), people.rep)
    assert [cell.before for cell in row[:3]] == ["150", "", "70"]
    teams = browser.open(people.admin, rows="teams", grain="quarter")
    sales = next(row for row in teams.context["grid"].rows() if row.whose.label == "Sales")
    assert (sales.cells[0].before, sales.before) == ("220", "220")


def test_a_rate_of_a_team_is_of_its_sums(people: People, browser: Browser, pipeline: Pipeline) -> None:
    day = date(2024, 2, 5)
    for owner, won in ((people.rep, True), (people.rep, True), (people.rep, False), (people.colleague, True)):
        deal = Opportunity.open(name="Deal", owner=owner, amount=Decimal(9), opened_on=day)
        deal.win(on=day) if won else deal.lose(on=day)
    page = browser.open(people.admin, metric="win_rate", rows="teams", grain="year")
    assert page.context["grid"].groups[0].rows[0].cells[0].before == "75.0%"


def test_parts_against_what_is_set(people: People, browser: Browser) -> None:
    wanted = {
        slot(1, owner=people.rep): Decimal(300),
        slot(1, owner=people.colleague): Decimal(200),
        slot(1, team=people.north): Decimal(450),
    }
    ObjectiveChange.make("revenue", wanted, by=people.admin)
    page = browser.open(people.admin, rows="teams")
    north = next(row for row in page.context["grid"].rows() if row.whose.label == "North")
    assert (north.cells[0].compared.parts, north.cells[0].compared.difference) == (500, 50)
    assert "Σ 500 (+50)" in page.content.decode()
    sales = next(row for row in page.context["grid"].rows() if row.whose.label == "Sales")
    assert (sales.cells[0].text, sales.cells[0].implied) == ("", "450")
    company = browser.open(people.admin, rows="company")
    assert next(company.context["grid"].rows()).cells[0].implied == "450"


def test_a_years_objective_beside_the_months(people: People, browser: Browser) -> None:
    Objective.put("revenue", "year", date(2025, 1, 1), Decimal(1000), owner=people.rep)
    ObjectiveChange.make("revenue", {slot(1, owner=people.rep): Decimal(900)}, by=people.admin)
    row = next(row for row in browser.open(people.admin).context["grid"].rows() if row.whose.label == "Rep")
    assert (row.year.own, row.year.difference, row.total) == (1000, -100, "900")


def test_one_save_is_one_change(people: People, browser: Browser) -> None:
    page = browser.open(people.admin)
    answer = browser.send(people.admin, page, {key(people.rep, 1): "1 234,56", key(people.rep, 2): "12k"}, note="Plan")
    assert answer.status_code == 302
    assert in_force(people.rep) == {1: Decimal("1234.56"), 2: 12000}
    change = ObjectiveChange.objects.get()
    assert (change.by, change.note, change.state, change.steps.count()) == (people.admin, "Plan", "in_force", 2)
    again = browser.open(people.admin)
    assert [cell.text for cell in cells(again, people.rep)[:2]] == ["1,234.56", "12,000"]
    browser.send(people.admin, again, {key(people.rep, 1): ""})
    assert in_force(people.rep) == {2: 12000}


def test_sending_it_as_it_is_changes_nothing(people: People, browser: Browser) -> None:
    ObjectiveChange.make("revenue", {slot(1, owner=people.rep): Decimal("1234.567891")}, by=people.admin)
    browser.send(people.admin, browser.open(people.admin), {})
    assert ObjectiveChange.objects.count() == 1


def test_percentages_are_typed_as_such(people: People, browser: Browser) -> None:
    page = browser.open(people.admin, metric="win_rate")
    browser.send(people.admin, page, {key(people.rep, 1): "45.5 %", key(people.rep, 2): "30"})
    assert in_force(people.rep) == {1: Decimal("0.455"), 2: Decimal("0.3")}
    assert [cell.text for cell in cells(browser.open(people.admin, metric="win_rate"), people.rep)[:2]] == [
        "45.5",
        "30",
    ]


@pytest.mark.parametrize("wrong", ["abc", "-5", "$12", "1.2.3"])
def test_what_cannot_be_read_is_named_and_all_is_kept(people: People, browser: Browser, wrong: str) -> None:
    answer = browser.send(
        people.admin, browser.open(people.admin), {key(people.rep, 1): wrong, key(people.rep, 2): "77"}
    )
    assert answer.status_code == 422
    assert in_force(people.rep) == {}
    first, second = cells(answer, people.rep)[:2]
    assert (first.text, second.text) == (wrong, "77")
    assert [mistake.label for mistake in answer.context["typed"].mistakes] == ["Rep, January 2025"]
    assert answer.content.decode().count('aria-invalid="true"') == 1


def test_changes_of_different_cells_are_both_kept(people: People, browser: Browser) -> None:
    page = browser.open(people.admin)
    ObjectiveChange.make("revenue", {slot(2, owner=people.rep): Decimal(22)}, by=people.admin)
    browser.send(people.admin, page, {key(people.rep, 1): "11"})
    assert in_force(people.rep) == {1: 11, 2: 22}


def test_the_same_cell_shows_both_and_saves_nothing_until_one_is_chosen(people: People, browser: Browser) -> None:
    other = User.objects.create_user("other", first_name="Other", role="admin")
    page = browser.open(people.admin)
    ObjectiveChange.make("revenue", {slot(1, owner=people.rep): Decimal(22)}, by=other)
    answer = browser.send(people.admin, page, {key(people.rep, 1): "11", key(people.rep, 2): "33"})
    assert answer.status_code == 422
    assert in_force(people.rep) == {1: 22}
    found = answer.context["typed"].collisions[0]
    assert (found.label, found.mine, found.stored, found.by) == ("Rep, January 2025", "€11.00", "€22.00", other)
    assert cells(answer, people.rep)[1].text == "33"
    # Sent again without a choice: still asked.
    assert browser.send(people.admin, answer, {}).status_code == 422
    # Chosen over a value that is no longer the one in force: asked again.
    assert browser.send(people.admin, answer, {}, **{found.choice: "mine|21"}).status_code == 422
    browser.send(people.admin, answer, {}, **{found.choice: "mine|22"})
    assert in_force(people.rep) == {1: 11, 2: 33}


def test_the_other_value_may_be_chosen(people: People, browser: Browser) -> None:
    page = browser.open(people.admin)
    ObjectiveChange.make("revenue", {slot(1, owner=people.rep): Decimal(22)}, by=people.admin)
    answer = browser.send(people.admin, page, {key(people.rep, 1): "11", key(people.rep, 2): "33"})
    found = answer.context["typed"].collisions[0]
    browser.send(people.admin, answer, {}, **{found.choice: "theirs|22"})
    assert in_force(people.rep) == {1: 22, 2: 33}


@pytest.mark.parametrize("seen", ["", "nonsense", "[]", '{"x": "y"}'])
def test_a_broken_memory_never_overwrites(people: People, browser: Browser, seen: str) -> None:
    ObjectiveChange.make("revenue", {slot(1, owner=people.rep): Decimal(22)}, by=people.admin)
    answer = browser.send(people.admin, browser.open(people.admin), {key(people.rep, 1): "11"}, seen=seen)
    assert answer.status_code == 422
    assert in_force(people.rep) == {1: 22}


def labels(page: Any) -> list[str]:
    return [row.whose.label for row in page.context["grid"].rows()]


def test_a_rep_is_not_told_a_sum_of_some(people: People, browser: Browser) -> None:
    """A rep sees the team's objective and their own, not the colleagues': their own is not what the parts make."""
    wanted = {slot(1, owner=people.rep): Decimal(300), slot(1, owner=people.colleague): Decimal(200)}
    ObjectiveChange.make("revenue", wanted | {slot(1, team=people.north): Decimal(450)}, by=people.admin)
    group = browser.open(people.rep).context["grid"].groups[0]
    assert (group.compared[0].own, group.compared[0].parts) == (450, None)
    cell = next(browser.open(people.rep, rows="teams").context["grid"].rows()).cells[1]
    assert (cell.implied, cell.compared.parts) == ("", None)


def test_each_sees_their_own(people: People, browser: Browser) -> None:
    assert labels(browser.open(people.rep)) == ["Rep"]
    assert labels(browser.open(people.manager)) == ["Manager", "Colleague", "Rep"]
    assert labels(browser.open(people.admin)) == ["Manager", "Colleague", "Rep", "Outsider"]
    assert labels(browser.open(people.manager, rows="teams")) == ["Sales", "North"]
    assert browser.open(people.manager, rows="company").status_code == 422
    assert browser.open(people.manager, team=people.south.pk).status_code == 422


@pytest.mark.parametrize("who", ["rep", "manager"])
def test_who_may_not_write_gets_no_field_and_is_refused(
    people: People, browser: Browser, client: Client, who: str
) -> None:
    page = browser.open(getattr(people, who))
    assert not page.context["grid"].editable
    assert "grid-input" not in page.content.decode()
    answer = client.post(reverse("kpis:objectives") + "?year=2025", {key(people.rep, 1): "1"})
    assert answer.status_code == 403
    assert in_force(people.rep) == {}


@pytest.mark.parametrize(
    "words", [{"metric": "nothing"}, {"metric": "funnel"}, {"year": "soon"}, {"grain": "day"}, {"team": "9999"}]
)
def test_an_odd_address_is_explained(people: People, browser: Browser, words: dict[str, str]) -> None:
    assert browser.open(people.admin, **words).status_code == 422


def test_every_kpi_and_grain_opens(people: People, browser: Browser) -> None:
    from kpis.grids.asked import with_objectives

    for metric in with_objectives():
        for rows, grain in (("reps", "month"), ("teams", "quarter"), ("company", "year")):
            assert browser.open(people.admin, metric=metric.id, rows=rows, grain=grain).status_code == 200, metric.id


def test_a_fiscal_year_begins_where_it_is_set(people: People, browser: Browser) -> None:
    company = Company.current()
    company.fiscal_year_start = 4
    company.save()
    page = browser.open(people.admin)
    assert [column.start for column in page.context["grid"].columns][::11] == [date(2025, 4, 1), date(2026, 3, 1)]

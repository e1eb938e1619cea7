"""A figure covers exactly the facts that its viewer may see, and so do the rows behind it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from crm.access import Operator
from crm.models import Account, Opportunity, Pipeline, Sale, User
from kpis.catalogue import DIMENSIONS, ask, rows_of
from kpis.engine import Period, Query, QueryError
from tests.people import People

TODAY = date(2025, 6, 30)
AMOUNTS = {"rep": 1, "colleague": 10, "manager": 100, "outsider": 1000}


@pytest.fixture
def company(people: People) -> People:
    for name, amount in AMOUNTS.items():
        Sale.record(owner=getattr(people, name), amount=Decimal(amount), sold_on=date(2025, 6, 10))
    Sale.record(amount=Decimal(10000), sold_on=date(2025, 6, 10))
    return people


def revenue(viewer: Any, **more: Any) -> Query:
    return Query(("revenue",), Period.parse("2025-06", TODAY), viewer, **more)


@pytest.mark.parametrize(
    ("who", "total"), [("rep", 1), ("colleague", 10), ("manager", 111), ("outsider", 1000), ("admin", 11111)]
)
def test_each_sees_their_own_part_and_its_rows(company: People, who: str, total: int) -> None:
    query = revenue(getattr(company, who))
    assert ask(query).total["revenue"].value == total
    rows, _column = rows_of(query, "revenue")
    assert sum(row.amount for row in rows) == total


def test_the_operator_sees_everything(company: People) -> None:
    assert ask(revenue(Operator())).total["revenue"].value == 11111


def test_a_question_without_a_viewer_is_refused(company: People) -> None:
    with pytest.raises(QueryError):
        revenue(None)


def test_a_break_down_names_only_those_whose_rows_are_seen(company: People) -> None:
    labels = {row.by["owner"].label for row in ask(revenue(company.manager, by=("owner",))).rows}
    assert labels == {"Rep", "Colleague", "Manager"}
    assert [row.by["owner"].label for row in ask(revenue(company.rep, by=("owner",))).rows] == ["Rep"]


def test_a_filter_never_widens_what_is_seen(company: People) -> None:
    for where in ({"owner": [company.outsider.pk]}, {"team": [company.south.pk]}):
        query = revenue(company.rep, where=where)
        assert not ask(query).total["revenue"].value
        assert not rows_of(query, "revenue")[0].exists()
        assert not rows_of(revenue(company.rep), "revenue", key={"owner": company.colleague.pk})[0].exists()


def test_a_rep_sees_the_totals_of_the_team_and_no_colleagues_rows(company: People) -> None:
    query = revenue(company.rep, scope="team")
    assert ask(query).total["revenue"].value == 11
    with pytest.raises(QueryError) as error:
        rows_of(query, "revenue")
    assert error.value.code == "team_totals_only"
    for split in ({"by": ("owner",)}, {"by": ("account",)}, {"where": {"owner": [company.colleague.pk]}}):
        with pytest.raises(QueryError) as error:
            ask(revenue(company.rep, scope="team", **split))
        assert error.value.code == "team_totals_only"


def test_a_team_includes_its_sub_teams_as_a_filter_and_not_as_a_row(company: People) -> None:
    query = revenue(company.admin, where={"team": [company.sales.pk]}, by=("team",))
    answer = ask(query)
    assert answer.total["revenue"].value == 111
    assert {row.by["team"].label: row.figures["revenue"].value for row in answer.rows} == {"Sales": 100, "North": 11}


def test_who_works_on_an_account_sees_it_and_does_not_count_it_as_a_prospect(
    company: People, pipeline: Pipeline
) -> None:
    """It is a fact of its owner: split by rep, a colleague's row would appear."""
    account = Account.objects.create(name="Mill", owner=company.colleague, prospect_since=date(2025, 6, 2))
    Opportunity.open(name="Stones", account=account, owner=company.rep, opened_on=date(2025, 6, 3))
    query = Query(("conversion_rate",), Period.parse("2025-06", TODAY), company.rep, by=("owner",))
    assert Account.objects.visible_to(company.rep).exists()
    assert ask(query).rows == []
    assert not rows_of(query, "conversion_rate", "denominator")[0].exists()
    team = Query(("conversion_rate",), Period.parse("2025-06", TODAY), company.rep, scope="team")
    assert ask(team).total["conversion_rate"].denominator == 1


def test_a_manager_of_a_sub_team_sees_no_more_than_that(company: People) -> None:
    company.sales.managers.remove(company.manager)
    company.north.managers.add(company.manager)
    manager = User.objects.get(pk=company.manager.pk)
    # The own sale was earned in the team above.
    assert ask(revenue(manager)).total["revenue"].value == 111
    assert ask(revenue(manager, where={"team": [company.sales.pk]}, by=("owner",))).total["revenue"].value == 111
    assert [row.by["team"].label for row in ask(revenue(manager, by=("team",))).rows] == ["North", "Sales"]
    company.outsider.join(company.north, on=date(2025, 6, 20))
    assert ask(revenue(manager)).total["revenue"].value == 111, "a sale stays with the team it was earned in"


def test_totals_of_a_team_are_those_of_now_and_own_facts_of_ever(company: People) -> None:
    company.rep.join(company.south, on=date(2025, 6, 20))
    rep = User.objects.get(pk=company.rep.pk)
    assert ask(revenue(rep, scope="team")).total["revenue"].value == 1001
    assert ask(revenue(company.colleague, scope="team")).total["revenue"].value == 11


def test_somebody_elses_name_is_not_known_to_a_rep(company: People) -> None:
    """A filter by name is looked up among those that the asker may see."""
    assert DIMENSIONS["owner"].find("colleague", company.rep) == []
    assert DIMENSIONS["owner"].find(str(company.colleague.pk), company.rep) == []
    assert DIMENSIONS["owner"].find("colleague", company.manager) == [company.colleague.pk]


def test_reps_in_full_time_equivalents_are_those_whose_revenue_counts(company: People) -> None:
    for who, reps in (("rep", 1), ("manager", 2), ("outsider", 1), ("admin", 3)):
        query = Query(("revenue_per_rep",), Period.parse("2025-06", TODAY), getattr(company, who))
        assert ask(query).total["revenue_per_rep"].denominator == reps
    team = Query(("revenue_per_rep",), Period.parse("2025-06", TODAY), company.rep, scope="team")
    assert ask(team).total["revenue_per_rep"].denominator == 2


def test_nobody_sees_anything(company: People) -> None:
    company.admin.is_active = False
    for viewer in (AnonymousUser(), company.admin):
        assert ask(revenue(viewer)).total["revenue"].value == 0
        assert not rows_of(revenue(viewer), "revenue")[0].exists()

"""Groups of anonymous answers that are too small are hidden, in figures and rows, and cannot be found by subtracting."""

from datetime import date
from typing import Any

import pytest

from crm.access import Operator
from crm.models import Account, Region
from feedback.models import Answer, FeedbackSettings, Survey
from kpis.catalogue import ask, rows_of
from kpis.catalogue.anonymity import too_small
from kpis.engine import Period, Query, QueryError
from tests.people import People

ON = date(2025, 6, 2)
JUNE = Period.parse("2025-06", date(2025, 6, 30))


@pytest.fixture
def company(people: People) -> People:
    FeedbackSettings(smallest_group=5).save()
    return people


def answers(anonymous: bool = True, **regions: int) -> None:
    survey = Survey.objects.get_or_create(name=f"Asked {anonymous}", kind="nps", anonymous=anonymous)[0]
    for name, count in regions.items():
        region = Region.objects.get_or_create(name=name)[0]
        for number in range(count):
            Answer.objects.create(survey=survey, score=number % 11, region=region, answered_on=ON)


def question(**more: Any) -> Query:
    return Query(("nps", "complaints_open"), more.pop("period", JUNE), more.pop("viewer", Operator()), **more)


def shown(query: Query) -> dict[Any, bool]:
    return {row.by["region"].label: not row.figures["nps"].hidden for row in ask(query).rows}


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [({"a": 9, "b": 5}, set()), ({"a": 3, "b": 2, "c": 9}, {"a", "b"}), ({"a": 3, "b": 9, "c": 8}, {"a", "c"}),
     ({"a": 1, "b": 2, "c": 9}, {"a", "b", "c"}), ({"a": 3}, {"a"}), ({"a": 3, "b": 0}, {"a"}), ({}, set())],
)  # fmt: skip
def test_which_groups_are_too_small(sizes: dict[str, int], hidden: set[str]) -> None:
    assert {key[0] for key in too_small({(name,): size for name, size in sizes.items()}, 5)} == hidden


def test_in_a_table_of_two_dimensions_no_line_gives_a_group_away() -> None:
    sizes = {("a", "x"): 2, ("a", "y"): 9, ("b", "x"): 8, ("b", "y"): 7}
    assert too_small(sizes, 5) == set(sizes)


def test_a_small_group_is_hidden_with_the_next_smallest(company: People) -> None:
    answers(North=2, South=6, West=9)
    assert shown(question(by=("region",))) == {"North": False, "South": False, "West": True}
    figure = ask(question(by=("region",))).rows[0].figures["nps"]
    assert (figure.value, figure.numerator, figure.denominator, figure.n, figure.low) == (None, None, None, 0, None)
    assert ask(question()).total["nps"].n == 17


def test_answers_that_name_somebody_are_not_hidden(company: People) -> None:
    answers(anonymous=False, North=2, South=6)
    answers(West=9)
    assert shown(question(by=("region",))) == {"North": True, "South": True, "West": True}


def test_narrowing_to_a_hidden_group_shows_nothing(company: People) -> None:
    answers(North=2, South=6, West=9)
    ids = {region.name: region.pk for region in Region.objects.all()}
    for names, hidden in ((["North"], True), (["South"], True), (["South", "West"], True), (["West"], False),
                          (["North", "South"], False)):  # fmt: skip
        found = ask(question(where={"region": [ids[name] for name in names]}))
        assert found.total["nps"].hidden is hidden, names
        assert found.total["complaints_open"].hidden is hidden


def test_its_rows_are_not_listed(company: People) -> None:
    answers(North=2, South=6, West=9)
    ids = {region.name: region.pk for region in Region.objects.all()}
    for name, listed in (("North", False), ("South", False), ("West", True)):
        for words in ({"key": {"region": ids[name]}}, {"query": question(where={"region": [ids[name]]})}):
            call = {"query": question(), "key": {}, **words}
            if listed:
                assert rows_of(call["query"], "nps", "denominator", call["key"])[0].count() == 9  # type: ignore[arg-type]
                continue
            with pytest.raises(QueryError) as refused:
                rows_of(call["query"], "nps", "denominator", call["key"])  # type: ignore[arg-type]
            assert refused.value.code == "too_few_answers"


def test_what_was_before_is_hidden_too(company: People) -> None:
    answers(North=9, South=9)
    survey = Survey.objects.get()
    Answer.objects.create(survey=survey, score=9, region=Region.objects.first(), answered_on=date(2025, 5, 5))
    found = ask(question(by=("region",), compare="previous"))
    assert [row.figures["nps"].previous for row in found.rows] == [None, None]
    assert found.total["nps"].previous is None and not found.total["nps"].hidden


def test_a_rep_with_few_anonymous_answers_sees_no_score(company: People) -> None:
    survey = Survey.objects.create(name="Quiet", kind="nps", anonymous=True)
    for number in range(4):
        Answer.objects.create(survey=survey, score=number, owner=company.rep, team=company.north, answered_on=ON)
    assert ask(question(viewer=company.rep)).total["nps"].hidden


def test_reps_who_may_not_know_get_no_figures_of_a_single_customer(company: People) -> None:
    FeedbackSettings(reps_see_low_scores=False).save()
    account = Account.objects.create(name="Mill", owner=company.rep)
    survey = Survey.objects.create(name="After", kind="nps")
    Answer.objects.create(survey=survey, score=1, account=account, answered_on=ON)
    for more in ({"where": {"account": [account.pk]}}, {"by": ("account",)}):
        with pytest.raises(QueryError):
            ask(question(viewer=company.rep, **more))
        assert ask(question(viewer=company.manager, **more)).total["nps"].n == 1
    with pytest.raises(QueryError):
        rows_of(question(viewer=company.rep), "nps", "denominator", {"account": account.pk})
    assert ask(question(viewer=company.rep)).total["nps"].n == 1

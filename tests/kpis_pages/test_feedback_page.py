"""The page of results: figures by hand, their answers behind them, what is hidden, and whose they are."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from crm.models import Account, Sale
from feedback.models import Answer, FeedbackSettings, Survey
from tests.people import People

NOW = datetime(2025, 6, 20, 10, tzinfo=UTC)
BUDGET = 75


@pytest.fixture
def company(people: People, client: Client) -> Iterator[People]:
    """Two promoters of 100 and 50, a passive one, a detractor of 7; a CSAT survey with one answer."""
    survey = Survey.objects.create(name="NPS", kind="nps")
    with time_machine.travel(NOW, tick=False):
        for score, amount in ((10, 100), (9, 50), (8, 0), (2, 7)):
            account = Account.objects.create(name=f"Mill {score}", owner=people.rep)
            Answer.objects.create(survey=survey, account=account, score=score, answered_on=date(2025, 6, 2))
            if amount:
                Sale.record(owner=people.rep, account=account, amount=Decimal(amount), sold_on=date(2025, 1, 2))
        csat = Survey.objects.create(name="CSAT", kind="csat")
        Answer.objects.create(survey=csat, owner=people.outsider, score=4, answered_on=date(2025, 6, 2))
        client.force_login(people.admin)
        yield people


def test_scores_spread_and_worth(company: People, client: Client) -> None:
    found = client.get("/feedback/").context
    tiles = {tile.metric.id: tile.figure for tile in found["tiles"]}
    assert (tiles["nps"].value, tiles["nps"].n, tiles["csat"].value, "ces" in tiles) == (25, 4, 1, False)
    assert {bar.score: bar.count for bar in found["bars"] if bar.count} == {10: 1, 9: 1, 8: 1, 2: 1}
    worth = {str(each.label): (each.customers, each.figures[0][1].value) for each in found["worth"]}
    assert worth == {"Happy": (2, Decimal(150)), "Neutral customers": (1, Decimal(0)), "Unhappy": (1, Decimal(7))}


def test_a_bar_opens_its_answers(company: People, client: Client) -> None:
    found = client.get("/feedback/").context
    for bar in found["bars"]:
        assert client.get(bar.address).context["count"] == bar.count


def test_the_worth_opens_its_sales(company: People, client: Client) -> None:
    happy = client.get("/feedback/").context["worth"][0]
    assert client.get(happy.figures[0][2]).context["total"] == Decimal(150)


def test_the_latest_answer_of_a_customer_counts(company: People, client: Client) -> None:
    account = Account.objects.get(name="Mill 2")
    Answer.objects.create(
        survey=Survey.objects.get(name="NPS"), account=account, score=10, answered_on=date(2025, 6, 9)
    )
    worth = {str(each.label): each.customers for each in client.get("/feedback/").context["worth"]}
    assert worth == {"Happy": 3, "Neutral customers": 1}


def test_each_sees_their_own(company: People, client: Client) -> None:
    client.force_login(company.rep)
    assert [tile.figure.n for tile in client.get("/feedback/").context["tiles"] if tile.metric.id == "nps"] == [4]
    client.force_login(company.outsider)
    assert client.get("/feedback/").context["chosen"] == "csat"
    client.force_login(company.colleague)
    assert client.get("/feedback/").context["chosen"] == ""


def test_a_rep_who_may_not_know_names_is_not_told_the_worth(company: People, client: Client) -> None:
    FeedbackSettings(reps_see_low_scores=False).save()
    client.force_login(company.rep)
    assert client.get("/feedback/").context["worth"] == []
    page = client.get("/kpis/nps/rows/?period=all")
    assert page.status_code == 200 and "Mill" not in page.content.decode()


@pytest.mark.parametrize("by", ["owner", "team", "region", "channel", "campaign", "survey", "segment", "month"])
def test_by_whatever_it_is_compared_by(company: People, client: Client, by: str) -> None:
    assert sum(row.figures["nps"].n for row in client.get(f"/feedback/?by={by}").context["split"].rows) == 4


def test_a_small_anonymous_survey_shows_nothing(company: People, client: Client) -> None:
    Answer.objects.all().delete()
    quiet = Survey.objects.create(name="Quiet", kind="nps", anonymous=True)
    for score in (1, 9):
        Answer.objects.create(survey=quiet, score=score, answered_on=date(2025, 6, 2))
    page = client.get("/feedback/")
    assert page.context["bars"] == [] and page.context["worth"] == []
    assert client.get("/kpis/nps/rows/?period=last-12-months").status_code == 422
    answer = client.get("/api/kpis/query?metrics=nps&period=2025-06").json()["total"]["nps"]
    assert (answer["value"], answer["hidden"]) == (None, True)


def test_queries_do_not_grow(company: People, client: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/feedback/").status_code == 200
        return len(captured)

    client.get("/feedback/")
    before = count()
    survey: Any = Survey.objects.get(name="NPS")
    for number in range(20):
        account = Account.objects.create(name=f"More {number}", owner=company.rep)
        Answer.objects.create(survey=survey, account=account, score=number % 11, answered_on=date(2025, 6, 3))
    assert before <= BUDGET
    assert count() <= before

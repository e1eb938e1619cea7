"""The API answers as `manage.py kpi --json` does, with the rights of the pages, and refuses with a problem document."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from crm.models import Channel, Opportunity, Pipeline, Sale
from kpis.api import views
from kpis.catalogue import KINDS, METRICS
from tests.people import People

NOW = datetime(2017, 5, 17, 10, tzinfo=UTC)


@pytest.fixture
def company(people: People, pipeline: Pipeline, client: Client) -> Iterator[People]:
    store = Channel.objects.create(name="Boutique en ligne")
    Sale.record(owner=people.rep, amount=Decimal("10.10"), sold_on=date(2017, 3, 20), channel=store)
    Sale.record(owner=people.rep, amount=Decimal("20.20"), sold_on=date(2017, 1, 2))
    Sale.record(owner=people.outsider, amount=Decimal("40"), sold_on=date(2017, 3, 1))
    for number, owner in enumerate([people.rep, people.rep, people.outsider]):
        deal = Opportunity.open(name=f"Deal {number}", owner=owner, amount=Decimal(100), opened_on=date(2017, 2, 1))
        deal.win(on=date(2017, 2, 11)) if number else deal.lose(on=date(2017, 2, 11))
    with time_machine.travel(NOW, tick=False):
        client.force_login(people.admin)
        yield people


def post(client: Client, question: Any, **words: Any) -> Any:
    return client.post("/api/kpis/query", json.dumps(question), content_type="application/json", **words)


def commanded(*words: str) -> Any:
    out = StringIO()
    call_command("kpi", *words, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_the_catalogue_is_told_in_both_languages(company: People, client: Client) -> None:
    found = client.get("/api/kpis/", headers={"accept-language": "fr"}).json()
    assert [each["id"] for each in found["figures"]] == list(METRICS)
    assert [each["id"] for each in found["made_of_others"]] == list(KINDS)
    rate = next(each for each in found["figures"] if each["id"] == "win_rate")
    assert rate["labels"] == {"en": "Win rate", "fr": "Taux de réussite"}
    assert rate["date_rules"] == {"en": "by closing date", "fr": "par date de clôture"}
    assert (rate["unit"], rate["better"], rate["parts"]) == ("percent", "up", ["numerator", "denominator"])


@pytest.mark.parametrize(
    ("address", "body", "words"),
    [
        (
            "metrics=win_rate,revenue&period=2017-Q1&by=owner&by=month&compare=year",
            {"metrics": ["win_rate", "revenue"], "period": "2017-Q1", "by": ["owner", "month"], "compare": "year"},
            ["win_rate", "revenue", "--period", "2017-Q1", "--by", "owner", "--by", "month", "--compare", "year"],
        ),
        (
            "metrics=revenue&period=2017&channel=boutique+EN+ligne&channel=none",
            {"metrics": "revenue", "period": "2017", "where": {"channel": ["Boutique en ligne", None]}},
            ["revenue", "--period", "2017", "--where", "channel=Boutique en ligne", "--where", "channel="],
        ),
        (
            "metrics=won_count&period=all&as_of=2017-02-10&scope=own",
            {"metrics": ["won_count"], "as_of": "2017-02-10"},
            ["won_count", "--as-of", "2017-02-10"],
        ),
    ],
)
def test_it_answers_as_the_command_does(
    company: People, client: Client, address: str, body: dict[str, Any], words: list[str]
) -> None:
    expected = commanded(*words)
    for answer in (client.get(f"/api/kpis/query?{address}"), post(client, body)):
        assert answer.status_code == 200
        assert answer.json() == expected


def test_money_is_text_rates_are_numbers_and_nothing_is_null(company: People, client: Client) -> None:
    total = client.get("/api/kpis/query?metrics=revenue,win_rate&period=2017-03").json()["total"]
    assert (total["revenue"]["value"], total["win_rate"]["value"]) == ("50.10", None)
    total = client.get("/api/kpis/query?metrics=win_rate&period=2017").json()["total"]
    assert total["win_rate"]["value"] == pytest.approx(2 / 3)


def test_from_and_to_and_the_best_rows(company: People, client: Client) -> None:
    question = {"metrics": ["revenue"], "from": "2017-03-01", "to": "2017-03-31", "by": ["owner"], "top": 1}
    found = post(client, question).json()
    assert [row["by"]["owner"] for row in found["rows"]] == ["Outsider"]
    assert (found["total"]["revenue"]["value"], found["query"]["top"]) == ("50.10", 1)


def test_each_viewer_sees_their_own(company: People, client: Client) -> None:
    for who, value in (("rep", "130.30"), ("manager", "130.30"), ("outsider", "140.00"), ("admin", "270.30")):
        client.force_login(getattr(company, who))
        found = client.get("/api/kpis/query?metrics=revenue&period=2017").json()
        assert found["total"]["revenue"]["value"] == value


def test_a_rep_asks_for_the_totals_of_the_team_and_no_more(company: People, client: Client) -> None:
    client.force_login(company.colleague)
    found = client.get("/api/kpis/query?metrics=revenue&period=2017&scope=team")
    assert found.json()["total"]["revenue"]["value"] == "130.30"
    for address in (
        "/api/kpis/query?metrics=revenue&scope=team&by=owner",
        f"/api/kpis/query?metrics=revenue&scope=team&owner={company.rep.pk}",
        "/api/kpis/revenue/rows?scope=team",
    ):
        assert client.get(address).status_code == 422


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/api/kpis/query", "no_metric"),
        ("/api/kpis/query?metrics=wins", "unknown_metric"),
        ("/api/kpis/query?metrics=revenue&period=soon", "bad_period"),
        ("/api/kpis/query?metrics=revenue&by=weather", "unknown_dimension"),
        ("/api/kpis/query?metrics=revenue&colour=red", "unknown_word"),
        ("/api/kpis/query?metrics=revenue&channel=Boutik+en+ligne", "unknown_value"),
        ("/api/kpis/query?metrics=revenue&as_of=yesterday", "bad_date"),
        ("/api/kpis/query?metrics=revenue&as_of=2999-01-01", "bad_date"),
        ("/api/kpis/query?metrics=revenue&top=many", "bad_question"),
        ("/api/kpis/query?metrics=revenue&period=2017&compare=sideways", "bad_comparison"),
        ("/api/kpis/query?metrics=revenue&scope=all", "bad_scope"),
        ("/api/kpis/revenue/rows?key-team=x", "bad_key"),
        ("/api/kpis/revenue/rows?part=middle", "no_rows"),
        ("/api/kpis/pace/?of=win_rate", "unknown_metric"),
    ],
)
def test_what_cannot_be_answered_is_a_problem_document(
    company: People, client: Client, address: str, code: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["code"], problem["status"]) == (code, 422)
    assert problem["sentence"]
    assert isinstance(problem["allowed"], list)


def test_a_cursor_that_is_none_is_a_bad_request(company: People, client: Client) -> None:
    answer = client.get("/api/kpis/revenue/rows?cursor=x")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_cursor")


def test_a_problem_says_what_is_near_in_the_language_of_the_viewer(company: People, client: Client) -> None:
    address = "/api/kpis/query?metrics=revenue&channel=Boutik+en+ligne"
    problem = client.get(address, headers={"accept-language": "fr"}).json()
    assert problem["allowed"] == ["Boutique en ligne"]
    assert problem["sentence"] != client.get(address).json()["sentence"]


@pytest.mark.parametrize(
    "body", [[], {"metrics": 3}, {"metrics": ["revenue"], "where": []}, {"metrics": ["revenue"], "period": 2017},
             {"metrics": ["revenue"], "where": {"channel": [1.5]}}, {"metrics": ["revenue"], "where": {"sky": ["blue"]}},
             {"metrics": ["revenue"], "top": True}, {"metrics": ["revenue"], "by": [["owner"]]}, {"metric": "revenue"}],
    ids=str,
)  # fmt: skip
def test_odd_bodies_are_refused(company: People, client: Client, body: Any) -> None:
    assert post(client, body).status_code == 422


def test_a_body_that_is_no_json_is_refused(company: People, client: Client) -> None:
    answer = client.post("/api/kpis/query", "{", content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")


def test_nobody_is_told_to_sign_in_and_strangers_pages_cannot_post(company: People) -> None:
    answer = Client().get("/api/kpis/")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(company.admin)
    assert post(guarded, {"metrics": ["revenue"]}).status_code == 403
    assert guarded.get("/api/kpis/query?metrics=revenue").status_code == 200


def test_a_figure_that_does_not_exist_is_not_found(company: People, client: Client) -> None:
    for address in ("/api/kpis/wins/", "/api/kpis/wins/rows", "/api/kpis/attainment/rows"):
        answer = client.get(address)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_figure_explained(company: People, client: Client) -> None:
    Opportunity.objects.filter(name="Deal 1").update(opened_on=None)
    found = client.get("/api/kpis/created_win_rate/?period=2017").json()
    told = found["explained"]
    assert told["formula"] == "1 ÷ 2 = 50.0%"
    assert told["date_rule"] == "by opening date"
    assert told["certainty"].startswith("With a sample of 2 (opportunities opened) the true rate may be anywhere from ")
    assert told["scope"] == "You see the whole company."
    left = told["left_out"][0]
    assert (left["count"], left["could_move"]["low"], left["could_move"]["high"]) == (
        1, pytest.approx(1 / 3), pytest.approx(2 / 3),
    )  # fmt: skip
    rows = client.get(left["rows"]).json()
    assert (rows["total"], rows["count"], rows["results"][0]["label"]) == (1, 1, "Deal 1")
    assert found["total"]["created_win_rate"]["n"] == 2


def test_a_figure_made_of_another_is_explained(company: People, client: Client) -> None:
    found = client.get("/api/kpis/growth/?of=sales_count&period=2017").json()
    assert found["id"] == "growth:sales_count"
    assert found["query"]["metrics"] == ["growth:sales_count"]


def test_rows_come_in_pages_and_add_up(company: People, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PAGE", 2)
    address, seen = "/api/kpis/revenue/rows?period=2017", []
    while address:
        page = client.get(address).json()
        assert (page["total"], page["count"]) == ("270.30", 5)
        seen += page["results"]
        address = page["next"]
    assert len({row["id"] for row in seen}) == 5
    assert sum(Decimal(row["counts"]) for row in seen) == Decimal("270.30")
    assert seen[0]["owner"] == {"id": company.outsider.pk, "label": "Outsider"}


def test_rows_of_one_row_of_the_answer(company: People, client: Client) -> None:
    page = client.get(f"/api/kpis/revenue/rows?period=2017&key-owner={company.rep.pk}&key-month=2017-03-01").json()
    assert (page["total"], page["key"]) == ("10.10", {"owner": company.rep.pk, "month": "2017-03-01"})

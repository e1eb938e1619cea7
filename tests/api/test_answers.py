"""Answers from elsewhere: recorded once, refused in the caller's language, read as the caller may know them."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from crm.models import Account, Activity, ActivityType, Contact, Sale
from feedback.models import Answer, FeedbackSettings, Survey
from tests.people import People

NOW = datetime(2025, 6, 10, 10, tzinfo=UTC)


@pytest.fixture
def company(people: People, client: Client) -> Iterator[People]:
    ActivityType.objects.create(name="Call", code="call")
    survey = Survey.objects.create(name="Enquête NPS", kind="nps")
    account = Account.objects.create(name="Moulin", owner=people.rep, external_id="M-1")
    Contact.objects.create(account=account, last_name="Meunier", email="meunier@example.com")
    with time_machine.travel(NOW, tick=False):
        client.force_login(people.admin)
        Answer.objects.create(survey=survey, owner=people.outsider, score=9, answered_on=date(2025, 6, 1))
        yield people


def post(client: Client, body: Any, **words: Any) -> Any:
    return client.post("/api/answers/", json.dumps(body), content_type="application/json", **words)


BODY = {"survey": "enquete nps", "score": 3, "comment": "Trop tard", "contact": "Meunier@example.com", "language": "fr",
        "answered_at": "2025-06-09T23:30:00Z", "external_id": "r-1"}  # fmt: skip


def test_an_answer_is_recorded_once(company: People, client: Client) -> None:
    first, again = post(client, BODY), post(client, {**BODY, "score": 5})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    [answer] = Answer.objects.filter(external_id="r-1")
    assert (answer.score, answer.account.name, answer.owner) == (3, "Moulin", company.rep)
    assert first.json()["contact"]["label"] == "Meunier"


def test_the_sale_that_it_is_about_may_be_named_by_its_number(company: People, client: Client) -> None:
    account = Account.objects.get()
    sale = Sale.record(amount=Decimal(10), sold_on=date(2025, 6, 1), number="F-77", account=account)
    body = {"survey": "enquete nps", "score": 9, "external_id": "r-2"}
    assert post(client, {**body, "sale": "F-77"}).status_code == 201
    answer = Answer.objects.get(external_id="r-2")
    assert (answer.sale, answer.account) == (sale, account)
    refused = post(client, {**body, "external_id": "r-3", "sale": "F-78"})
    assert (refused.status_code, refused.json()["code"]) == (422, "unknown_record")


def test_the_day_is_the_company_s(company: People, client: Client) -> None:
    from crm.models import Company

    Company.objects.filter(pk=1).update(time_zone="Europe/Paris")
    assert post(client, BODY).json()["answered_on"] == "2025-06-10"


def test_an_unhappy_customer_is_called_back_but_not_for_what_is_long_ago(company: People, client: Client) -> None:
    old = {**BODY, "answered_at": None, "answered_on": "2025-03-01", "external_id": "r-0"}
    assert post(client, old).json()["follow_up"] is False
    assert post(client, BODY).json()["follow_up"] is True
    assert post(client, BODY).json()["follow_up"] is True
    assert Activity.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [({"survey": "Other"}, "unknown_survey"), ({"score": 11}, "bad_score"), ({"score": "3"}, "bad_score"),
     ({"score": True}, "bad_score"), ({"answered_at": "soon"}, "bad_date"), ({"answered_at": 7}, "bad_date"),
     ({"answered_at": "", "answered_on": "31/12/2024"}, "bad_date"),
     ({"answered_at": "", "answered_on": "2025-06-11"}, "bad_date"), ({"language": "xx"}, "bad_language"),
     ({"contact": "nobody@example.com"}, "unknown_record"), ({"mood": "bad"}, "unknown_word"),
     ({"comment": ["a"]}, "bad_answer"), ({"external_id": "x" * 101}, "bad_answer")],
)  # fmt: skip
def test_what_is_wrong_is_said_in_the_language_of_the_caller(
    company: People, client: Client, change: dict[str, Any], code: str
) -> None:
    english, french = post(client, {**BODY, **change}), post(client, {**BODY, **change}, HTTP_ACCEPT_LANGUAGE="fr")
    for refused in (english, french):
        assert (refused.status_code, refused.json()["code"]) == (422, code)
        assert refused["Content-Type"] == "application/problem+json"
    assert english.json()["sentence"] != french.json()["sentence"]
    assert not Answer.objects.filter(external_id="r-1").exists()


def test_a_body_that_is_no_object_is_refused(company: People, client: Client) -> None:
    assert post(client, [BODY]).json()["code"] == "bad_answer"


def test_administrators_alone_record(company: People, client: Client) -> None:
    for viewer in (company.rep, company.manager):
        client.force_login(viewer)
        assert post(client, BODY).status_code == 403
    assert Answer.objects.count() == 1


def test_each_reads_what_they_may_see(company: People, client: Client) -> None:
    post(client, BODY)
    seen = {}
    for name in ("rep", "outsider", "manager", "admin"):
        client.force_login(getattr(company, name))
        seen[name] = [each["score"] for each in client.get("/api/answers/").json()["results"]]
    assert seen == {"rep": [3], "outsider": [9], "manager": [3], "admin": [3, 9]}


def test_the_name_on_a_low_score_is_hidden_by_the_setting(company: People, client: Client) -> None:
    post(client, BODY)
    FeedbackSettings(reps_see_low_scores=False).save()
    client.force_login(company.rep)
    [answer] = client.get("/api/answers/").json()["results"]
    assert (answer["account"], answer["contact"], answer["external_id"]) == (None, None, "")


def test_filters_and_pages(company: People, client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("feedback.api.views.PAGE", 1)
    post(client, BODY)
    first = client.get("/api/answers/?survey=Enqu%C3%AAte NPS&from=2025-06-01&to=2025-06-30").json()
    second = client.get(first["next"]).json()
    assert [len(first["results"]), len(second["results"]), second["next"]] == [1, 1, None]
    assert client.get("/api/answers/?from=2025-06-05").json()["next"] is None
    refused = client.get("/api/answers/?cursor=first")
    assert (refused.status_code, refused.json()["code"]) == (400, "bad_cursor")
    assert client.get("/api/answers/?mood=bad").json()["code"] == "unknown_word"

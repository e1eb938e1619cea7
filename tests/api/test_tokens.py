"""Tokens: made and revoked on a page, used by programs within their scope, and no longer than they last."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from crm.models import ApiToken
from tests.people import People

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
FIGURES = "/api/kpis/"
ANSWERS = "/api/answers/"


def bearer(text: str) -> Any:
    return Client(headers={"authorization": f"Bearer {text}"})


def token_of(user: Any, scope: str, **more: Any) -> str:
    return ApiToken.issue(user, "Shop", scope, **more)[1]


def test_a_token_is_made_on_the_page_shown_once_and_opens_the_api(people: People, client: Client) -> None:
    client.force_login(people.rep)
    page = client.post("/tokens/", {"name": "Shop", "scope": "read", "days": "90"})
    text = page.context["made"]
    assert text in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert text not in client.get("/tokens/").content.decode()
    assert not ApiToken.objects.filter(token_hash=text).exists()
    assert bearer(text).get(ANSWERS).status_code == 200


def test_a_form_without_a_name_makes_nothing(people: People, client: Client) -> None:
    client.force_login(people.rep)
    assert client.post("/tokens/", {"name": "", "scope": "read", "days": "90"}).status_code == 422
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize(
    ("scope", "figures", "asking", "reading", "writing"),
    [("kpi", 200, 422, 403, 403), ("read", 200, 422, 200, 403), ("write", 200, 422, 200, 422)],
)
def test_each_scope(people: People, scope: str, figures: int, asking: int, reading: int, writing: int) -> None:
    program = bearer(token_of(people.admin, scope))
    assert program.get(FIGURES).status_code == figures
    assert program.post("/api/kpis/query", {}, content_type="application/json").status_code == asking
    assert program.get(ANSWERS).status_code == reading
    refused = program.post(ANSWERS, {}, content_type="application/json")
    assert refused.status_code == writing


def test_a_token_needs_no_csrf_and_does_not_stand_for_a_session(people: People) -> None:
    guarded = Client(enforce_csrf_checks=True, headers={"authorization": f"Bearer {token_of(people.rep, 'write')}"})
    assert guarded.post("/api/kpis/query", {}, content_type="application/json").status_code == 422
    assert guarded.get("/my-day/").status_code == 302


@pytest.mark.parametrize("header", ["Bearer jauge_nothing", "Bearer", "Basic abc", "jauge_x"])
def test_what_is_no_token_is_refused(people: People, header: str) -> None:
    answer = Client(headers={"authorization": header}).get(FIGURES)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer["Content-Type"] == "application/problem+json"


def test_it_ends_with_its_last_day_with_revoking_and_with_leaving(people: People) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        program = bearer(token_of(people.rep, "read", expires_on=NOW.date()))
        assert program.get(FIGURES).status_code == 200
        clock.shift(timedelta(days=1))
        assert program.get(FIGURES).status_code == 401
        other = bearer(token_of(people.rep, "read"))
        people.rep.left_on = NOW.date()
        people.rep.save()
        assert other.get(FIGURES).status_code == 401
        revoked = bearer(token_of(people.manager, "read"))
        ApiToken.objects.get(user=people.manager).revoke()
        assert revoked.get(FIGURES).status_code == 401


def test_the_last_use_is_known_to_the_minute(people: People, django_assert_max_num_queries: Any) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        program = bearer(token_of(people.rep, "read"))
        program.get(FIGURES)
        clock.shift(timedelta(seconds=30))
        program.get(FIGURES)
        assert ApiToken.objects.get().last_used_at == NOW
        clock.shift(timedelta(minutes=2))
        program.get(FIGURES)
        assert ApiToken.objects.get().last_used_at == NOW + timedelta(seconds=150)


def test_one_revokes_one_s_own_and_an_administrator_everybody_s(people: People, client: Client) -> None:
    mine, hers = (ApiToken.issue(user, "Shop", "read")[0] for user in (people.rep, people.outsider))
    for viewer, status in ((people.rep, 404), (people.manager, 404), (people.admin, 302)):
        client.force_login(viewer)
        assert client.post(f"/tokens/{hers.pk}/revoke/").status_code == status
    client.force_login(people.rep)
    assert client.post(f"/tokens/{mine.pk}/revoke/").status_code == 302
    assert not ApiToken.objects.filter(revoked_at=None).exists()


def test_only_an_administrator_sees_those_of_others(people: People, client: Client) -> None:
    ApiToken.issue(people.outsider, "Telephony", "read")
    for viewer, seen in ((people.rep, False), (people.manager, False), (people.admin, True)):
        client.force_login(viewer)
        assert ("Telephony" in client.get("/tokens/").content.decode()) is seen


def test_sentences_are_in_the_language_of_the_person_unless_the_request_asks_otherwise(people: People) -> None:
    people.rep.language = "fr"
    people.rep.save()
    program = bearer(token_of(people.rep, "kpi"))
    french = program.get(ANSWERS)
    assert french["Content-Language"] == "fr"
    english = program.get(ANSWERS, headers={"accept-language": "en"})
    assert french.json()["sentence"] != english.json()["sentence"]


def test_too_many_requests_wait_and_every_answer_tells_how_many_are_left(people: People, settings: Any) -> None:
    settings.API_PER_MINUTE = 2
    cache.clear()
    with time_machine.travel(NOW + timedelta(seconds=15), tick=False) as clock:
        program = bearer(token_of(people.rep, "read"))
        first, second, third = (program.get(FIGURES) for _number in range(3))
        assert [each.status_code for each in (first, second, third)] == [200, 200, 429]
        assert [each["RateLimit-Remaining"] for each in (first, second, third)] == ["1", "0", "0"]
        assert (third["RateLimit-Limit"], third["RateLimit-Reset"], third["Retry-After"]) == ("2", "45", "45")
        assert third["Content-Type"] == "application/problem+json"
        assert bearer(token_of(people.outsider, "read")).get(FIGURES).status_code == 200
        clock.shift(timedelta(minutes=1))
        assert program.get(FIGURES).status_code == 200


def test_an_address_of_nothing_is_a_problem_document_for_everybody(people: People) -> None:
    answer = Client().get("/api/nothing/")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert {"type", "title", "status", "detail", "instance"} <= answer.json().keys()
    assert answer.json()["instance"] == "/api/nothing/"


@pytest.mark.parametrize(
    "body", [b"{", b'{"a": NaN}', b'{"metrics": "\\ud800"}', b'{"metrics": "\\u0000"}', b"[" * 100_000]
)
def test_broken_json_is_a_bad_request(people: People, body: bytes) -> None:
    program = bearer(token_of(people.rep, "kpi"))
    answer = program.post("/api/kpis/query", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")


def test_a_failure_of_ours_is_a_problem_document_too(people: People, monkeypatch: Any) -> None:
    def fail(*_args: Any) -> None:
        raise ZeroDivisionError

    program = bearer(token_of(people.rep, "read"))
    program.raise_request_exception = False
    monkeypatch.setattr("feedback.api.views.readable", fail)
    answer = program.get(ANSWERS)
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert (answer.json()["code"], answer.json()["instance"]) == ("failure", ANSWERS)


def test_an_answer_is_kept_for_whoever_sends_the_request_again(people: People) -> None:
    program = bearer(token_of(people.rep, "kpi"))
    sent = {"content_type": "application/json", "headers": {"idempotency-key": "k-1"}}
    first, again = (program.post("/api/kpis/query", {"metrics": ["revenue"]}, **sent) for _number in range(2))
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert again["Idempotency-Replayed"] == "true"
    other = program.post("/api/kpis/query", {"metrics": ["won_count"]}, **sent)
    assert (other.status_code, other.json()["code"]) == (422, "key_used")
    long = program.post("/api/kpis/query", {}, content_type="application/json", headers={"idempotency-key": "k" * 201})
    assert (long.status_code, long.json()["code"]) == (400, "bad_key")
    theirs = bearer(token_of(people.outsider, "kpi")).post("/api/kpis/query", {"metrics": ["won_count"]}, **sent)
    assert theirs.status_code == 200

"""A line for each request, with its number and its route: nothing of people, no query, no token, no line made up."""

import json
import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.db import IntegrityError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils.log import log_response

from config import logs
from tests.people import People

TOKEN = "n0b0dy-may-read-this"


class Lines:
    def __init__(self, form: type[logging.Formatter]) -> None:
        self.stream = StringIO()
        self.handler = logging.StreamHandler(self.stream)
        self.handler.setFormatter(form())
        self.handler.addFilter(logs.WithoutAddresses())

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    def last(self) -> dict[str, Any]:
        return json.loads(self.text.splitlines()[-1])


@pytest.fixture(params=[logs.Json, logs.Text])
def both(request: pytest.FixtureRequest) -> Iterator[Lines]:
    yield from written(Lines(request.param))


@pytest.fixture
def lines() -> Iterator[Lines]:
    yield from written(Lines(logs.Json))


def written(lines: Lines) -> Iterator[Lines]:
    root = logging.getLogger()
    root.addHandler(lines.handler)
    yield lines
    root.removeHandler(lines.handler)


def test_a_line_for_a_request(client: Client, people: People, lines: Lines) -> None:
    client.force_login(people.rep)
    answer = client.get("/accounts/", {"q": "secret words"}, headers={"X-Request-ID": "proxy-0123456789"})
    assert answer.headers["X-Request-ID"] == "proxy-0123456789"
    line = lines.last()
    assert (line["method"], line["route"], line["status"], line["user"]) == ("GET", "crm:accounts", 200, people.rep.pk)
    assert line["milliseconds"] > 0 and (line["request"], line["logger"]) == ("proxy-0123456789", "jauge.access")
    assert "secret" not in lines.text and people.rep.username not in lines.text


@pytest.mark.parametrize("given", ["", "short", "x" * 65, "with blanks in it", 'quote"d-0123456', "line\nbroken-0123"])
def test_a_number_that_is_not_well_formed_is_replaced(client: Client, lines: Lines, given: str) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": given})
    number = answer.headers["X-Request-ID"]
    assert number != given and logs.WELL_FORMED.fullmatch(number)
    assert lines.last()["request"] == number
    assert client.get("/healthz").headers["X-Request-ID"] != number


def test_no_token_of_an_address(client: Client, db: None, both: Lines) -> None:
    for address in (f"/s/{TOKEN}/", f"/nowhere/{TOKEN}", f"/healthz?token={TOKEN}"):
        client.get(address)
        client.post(address)
    assert "healthz" in both.text
    assert TOKEN not in both.text


def test_a_failure_is_not_named_by_its_address(both: Lines) -> None:
    request = RequestFactory().get(f"/s/{TOKEN}/")
    log_response("%s: %s", "Internal Server Error", request.path, response=HttpResponse(status=500), request=request)
    assert "500" in both.text and TOKEN not in both.text


@pytest.mark.parametrize(
    ("words", "of"),
    [("Error handling request %s %s", ("GET", f"/s/{TOKEN}/")), (f"Invalid request from ip=192.0.2.7: {TOKEN}", ())],
)
def test_nor_by_the_web_server(both: Lines, words: str, of: tuple[str, ...]) -> None:
    logging.getLogger("gunicorn.error").error(words, *of)
    assert "gunicorn.error" in both.text
    assert TOKEN not in both.text and "192.0.2.7" not in both.text


def test_a_failure_of_the_page_of_failures_has_its_line(
    client: Client, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("config.health.checks", lambda: 1 / 0)
    monkeypatch.setattr("django.core.handlers.exception.response_for_exception", lambda *_words: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        client.get("/readyz")
    assert (lines.last()["logger"], lines.last()["status"]) == ("jauge.access", 500)


def test_an_error_is_told_without_its_words(
    client: Client, db: None, both: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_words: Any) -> None:
        raise IntegrityError(f"Key (email)=({TOKEN}@example.com) already exists")

    monkeypatch.setattr("config.health.checks", failing)
    client.raise_request_exception = False
    assert client.get("/readyz", {"token": TOKEN}).status_code == 500
    assert "IntegrityError" in both.text and " failing" in both.text
    assert TOKEN not in both.text


@pytest.mark.parametrize("break_", ["\n", "\r", "\r\n", "\x0b", "\x85", "\u2028", "\x1b[2K"])
def test_nobody_begins_a_line(both: Lines, break_: str) -> None:
    logging.getLogger("jauge.test").warning("typed: %s", f"a{break_}2026-01-01 info jauge.access forged")
    assert len(both.text.splitlines()) == 1
    assert "\x1b" not in both.text


def test_outside_of_requests_there_is_no_number(lines: Lines) -> None:
    logging.getLogger("jauge.test").warning("alone")
    assert lines.last()["request"] is None

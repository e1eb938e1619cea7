"""Requests in which the replica fails are answered once more from the primary, files from where they were cut off."""

from collections.abc import Iterator
from contextvars import ContextVar, copy_context
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from config.replica import middleware, routing
from config.replica.middleware import ReplicaMiddleware, whole

GONE = OperationalError("terminating connection due to administrator command")
language: ContextVar[str] = ContextVar("language", default="en")


@pytest.fixture
def passed_over(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Exception]]:
    found: list[Exception] = []
    monkeypatch.setattr(middleware.standing, "pass_over", found.append)
    monkeypatch.setattr(middleware, "connections", {"replica": SimpleNamespace(close=lambda: None)})
    yield found
    routing.end()


def reading_of(view: Any, alias: str = "replica", method: str = "GET") -> routing.Reading:
    request: Any = RequestFactory().generic(method, "/accounts/")
    request.user = SimpleNamespace(pk=7)
    request.resolver_match = SimpleNamespace(func=view, args=(), kwargs={"pk": 3})
    request.reading = routing.begin(request)
    request.reading.alias = alias
    return request.reading


def fails_on_the_replica(request: Any, pk: int) -> HttpResponse:
    if request.reading.from_replica:
        raise GONE
    return HttpResponse(f"row {pk}")


def test_it_is_answered_by_the_primary(passed_over: list[Exception]) -> None:
    reading = reading_of(fails_on_the_replica)
    answer: Any = ReplicaMiddleware(HttpResponse).process_exception(reading.request, GONE)
    assert answer.content == b"row 3"
    assert passed_over == [GONE]


@pytest.mark.parametrize(("alias", "error"), [("default", GONE), ("replica", ValueError("ours"))])
def test_other_failures_are_what_they_are(passed_over: list[Exception], alias: str, error: Exception) -> None:
    reading = reading_of(fails_on_the_replica, alias)
    assert ReplicaMiddleware(HttpResponse).process_exception(reading.request, error) is None
    assert passed_over == []


def test_what_fails_on_the_primary_as_well_is_no_fault_of_the_replica(passed_over: list[Exception]) -> None:
    def fails(request: Any, pk: int) -> HttpResponse:
        raise GONE

    reading = reading_of(fails)
    with pytest.raises(OperationalError):
        ReplicaMiddleware(HttpResponse).process_exception(reading.request, GONE)
    assert passed_over == []


def cut(*parts: bytes) -> Iterator[bytes]:
    yield from parts
    raise GONE


@pytest.mark.parametrize("sent", [(), (b"na",), (b"name\n", b"Mill"), (b"name\nMill\nShop\n",)])
def test_a_file_goes_on_where_it_was_cut_off(passed_over: list[Exception], sent: tuple[bytes, ...]) -> None:
    def view(request: Any, pk: int) -> StreamingHttpResponse:
        assert language.get() == "fr"
        return StreamingHttpResponse([b"name\n", b"Mill\n", b"Shop\n"])

    token = language.set("fr")
    context = copy_context()
    language.reset(token)
    assert b"".join(whole(cut(*sent), reading_of(view), context)) == b"name\nMill\nShop\n"
    assert passed_over == [GONE]


@pytest.mark.parametrize("other", [[b"name\n", b"Mall\n", b"Shop\n"], [b"name\n"]])
def test_a_file_that_would_be_another_one_stays_cut_off(passed_over: list[Exception], other: list[bytes]) -> None:
    reading = reading_of(lambda request, pk: StreamingHttpResponse(other))
    given = whole(cut(b"name\n", b"Mill\n"), reading, copy_context())
    assert [next(given), next(given)] == [b"name\n", b"Mill\n"]
    with pytest.raises(OperationalError):
        next(given)


@pytest.mark.parametrize(
    ("method", "wrote", "noted"), [("POST", False, [7]), ("GET", True, [7]), ("GET", False, []), ("HEAD", False, [])]
)
def test_whoever_wrote_is_noted(monkeypatch: pytest.MonkeyPatch, method: str, wrote: bool, noted: list[int]) -> None:
    found: list[int] = []
    monkeypatch.setattr(middleware.standing, "note_write", found.append)

    def view(request: Any) -> HttpResponse:
        request.reading.wrote = wrote
        return HttpResponse()

    ReplicaMiddleware(view)(reading_of(view, method=method).request)
    routing.end()
    assert found == noted

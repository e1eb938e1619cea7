"""Which database a question goes to, without any database."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import RequestFactory

from config.replica import routing
from config.replica.routing import Router
from crm.models import Account, ApiToken, AuditEntry, Opportunity
from tests.people import User

router = Router()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Who was asked about; the replica may be read as often as that list is short."""
    found: list[int] = []

    def may_be_read_by(viewer: int) -> bool:
        found.append(viewer)
        return len(found) == 1

    monkeypatch.setattr(routing.standing, "may_be_read_by", may_be_read_by)
    yield found
    routing.end()


def begin(method: str = "GET", pk: int | None = 7, in_view: bool = True) -> Any:
    request: Any = RequestFactory().generic(method, "/accounts/")
    request.user = SimpleNamespace(pk=pk)
    reading = routing.begin(request)
    if in_view:
        reading.begin_view()
    return reading


def test_a_page_reads_the_replica_and_asks_once(asked: list[int]) -> None:
    begin()
    assert {router.db_for_read(model) for model in (Account, Opportunity, User, Account)} == {"replica"}
    assert asked == [7]


def test_where_the_replica_may_not_be_read_the_whole_request_reads_the_primary(asked: list[int]) -> None:
    asked.append(0)
    begin("HEAD")
    assert {router.db_for_read(Account), router.db_for_read(Account)} == {"default"}
    assert asked == [0, 7]


@pytest.mark.parametrize("model", [Session, ApiToken, AuditEntry])
def test_who_may_do_what_is_the_primarys(asked: list[int], model: Any) -> None:
    begin()
    assert router.db_for_read(model) == "default"
    assert asked == []


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_requests_that_write_read_the_primary(asked: list[int], method: str) -> None:
    begin(method)
    assert router.db_for_read(Account) == "default"
    assert asked == []


def test_whoever_is_not_signed_in_reads_the_primary(asked: list[int]) -> None:
    begin(pk=None)
    assert router.db_for_read(Account) == "default"
    assert asked == []


def test_what_is_asked_before_the_page_is_the_primarys(asked: list[int]) -> None:
    reading = begin(in_view=False)
    assert router.db_for_read(User) == "default"
    reading.begin_view()
    assert router.db_for_read(User) == "replica"


def test_a_transaction_is_the_primarys(asked: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    begin()
    with monkeypatch.context() as patched:
        patched.setattr(routing.connections["default"], "in_atomic_block", True)
        assert router.db_for_read(Account) == "default"
    assert router.db_for_read(Account) == "replica"


def test_a_page_that_writes_goes_on_in_the_primary(asked: list[int]) -> None:
    reading = begin()
    assert router.db_for_read(Account) == "replica"
    assert router.db_for_write(AuditEntry) == "default"
    assert router.db_for_read(Account) == "replica" and not reading.wrote
    assert router.db_for_write(Account) == "default"
    assert router.db_for_read(Account) == "default" and reading.wrote


def test_outside_of_requests_everything_is_the_primarys(asked: list[int]) -> None:
    begin()
    assert router.db_for_read(Account) == "replica"
    request_finished.disconnect(close_old_connections)
    try:
        request_finished.send(type(None))
    finally:
        request_finished.connect(close_old_connections)
    assert router.db_for_read(Account, instance=Account()) == "default"


def test_the_replica_gets_no_tables_of_its_own() -> None:
    assert router.allow_migrate("replica", "crm") is False
    assert router.allow_migrate("default", "crm") is None
    assert router.allow_relation(Account(), Opportunity())

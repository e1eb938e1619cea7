"""When the replica may be read: it answers, is near, and has what the viewer wrote; and what the log says of it."""

import logging
from typing import Any

import pytest
from django.db import OperationalError

from config.replica.standing import AWAY_SECONDS, Primary, Replica, Standing

VIEWER = 7


class Servers:
    """Both, and a clock, as a test sets them."""

    def __init__(self) -> None:
        self.primary = Primary(position=100, now=1000.0)
        self.replica: Replica | Exception = Replica(position=100, committed=999.0)
        self.time, self.asked = 50.0, 0
        self.standing = Standing(lambda viewer: self.primary, self.answer, lambda: self.time)

    def answer(self) -> Replica:
        self.asked += 1
        if isinstance(self.replica, Exception):
            raise self.replica
        return self.replica

    def may(self) -> bool:
        return self.standing.may_be_read_by(VIEWER)


@pytest.fixture
def servers(settings: Any, caplog: Any) -> Servers:
    settings.REPLICA_SECONDS = 5
    caplog.set_level(logging.WARNING, "jauge.replica")
    return Servers()


@pytest.mark.parametrize(
    ("position", "committed", "seconds"),
    [(100, None, 0), (101, 1.0, 0), (99, 997.5, 2.5), (99, 1001.0, 0), (99, None, float("inf"))],
)
def test_how_far_behind(position: int, committed: float | None, seconds: float) -> None:
    assert Replica(position, committed).seconds_behind(Primary(100, 1000.0)) == seconds


@pytest.mark.parametrize(("written", "may"), [(None, True), (98, True), (99, True), (100, False)])
def test_not_before_it_has_what_the_viewer_wrote(servers: Servers, written: int | None, may: bool) -> None:
    servers.primary = Primary(100, 1000.0, written)
    servers.replica = Replica(99, 999.0)
    assert servers.may() is may


def test_not_while_it_is_too_far_behind(servers: Servers, caplog: Any) -> None:
    servers.replica = Replica(99, 995.0)
    assert servers.may()
    servers.replica = Replica(99, 994.9)
    assert not servers.may()
    # The first change after a quiet hour: it is there a moment later, and nobody is told.
    servers.replica = Replica(100, 1000.0)
    assert servers.may()
    assert caplog.messages == []


def test_that_it_stays_behind_is_told_once(servers: Servers, caplog: Any) -> None:
    servers.replica = Replica(99, 900.0)
    for _request in range(20):
        assert not servers.may()
        servers.time += 1
    assert caplog.messages == ["the replica is passed over: it is more than 5 seconds behind"]
    servers.replica = Replica(100, 1000.0)
    assert servers.may() and servers.may()
    assert caplog.messages[1:] == ["the replica has caught up"]


def test_behind_now_and_then_is_not_behind_all_the_time(servers: Servers, caplog: Any) -> None:
    for number in range(20):
        servers.primary = Primary(100 + number, 1000.0)
        servers.replica = Replica(99 + number, 900.0)
        assert not servers.may()
        servers.time += 1
    assert caplog.messages == []


@pytest.mark.parametrize("error", [OperationalError("refused"), TimeoutError("silent"), ConnectionResetError()])
def test_one_that_does_not_answer_is_left_alone_for_a_while(servers: Servers, error: Exception, caplog: Any) -> None:
    servers.replica = error
    for _request in range(10):
        assert not servers.may()
    assert servers.asked == 1
    servers.time += AWAY_SECONDS
    # One request tries; the others do not wait with it.
    assert not servers.may() and not servers.may()
    assert servers.asked == 2
    assert caplog.messages == ["the replica is passed over: it does not answer"]
    servers.replica = Replica(100, 999.0)
    assert not servers.may()
    servers.time += AWAY_SECONDS
    assert servers.may() and servers.may()
    assert caplog.messages[1:] == ["the replica answers again"]


def test_nobody_waits_beside_the_one_that_tries(servers: Servers) -> None:
    beside: list[bool] = []

    def silent() -> Replica:
        # What another request is told meanwhile.
        beside.append(servers.standing.is_away())
        raise TimeoutError("silent")

    servers.standing.of_replica = silent
    assert not servers.may()
    servers.time += AWAY_SECONDS
    assert not servers.may()
    assert beside == [False, True]


def test_a_primary_that_is_away_is_no_fault_of_the_replica(servers: Servers) -> None:
    def away(viewer: int | None) -> Primary:
        raise OperationalError("the primary is away")

    servers.standing.of_primary = away
    with pytest.raises(OperationalError):
        servers.may()
    assert not servers.standing.is_away()

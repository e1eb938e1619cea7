"""So many mails a minute, evenly; a pause of the mail server is not made up for at once."""

import threading
from collections.abc import Callable

import pytest

from feedback.sending import delivery
from feedback.sending.delivery import Pace


class Clock(threading.Event):
    """Time passes only while somebody waits."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 100.0

    def wait(self, timeout: float | None = None) -> bool:
        self.now += timeout or 0
        return False


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(delivery.time, "monotonic", lambda: made.now)
    return made


def moments(clock: Clock, wait: Callable[[], None], count: int) -> list[float]:
    start, found = clock.now, []
    for _mail in range(count):
        wait()
        found.append(clock.now - start)
    return found


def test_evenly(clock: Clock) -> None:
    assert moments(clock, Pace(120, clock).wait, 5) == [0, 0.5, 1, 1.5, 2]


def test_after_a_pause_there_is_no_rush(clock: Clock) -> None:
    pace = Pace(60, clock)
    pace.wait()
    clock.now += 600
    assert moments(clock, pace.wait, 4) == [0, 1, 2, 3]

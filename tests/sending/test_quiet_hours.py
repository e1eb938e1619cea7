"""Nothing is sent in quiet hours, on the company's clocks, also in the nights in which those are changed."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from feedback.sending.quiet import after_quiet, is_quiet

BRUSSELS = ZoneInfo("Europe/Brussels")
ZONES = st.sampled_from(["Europe/Brussels", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "UTC"])
CLOCKS = st.times().map(lambda each: each.replace(second=0, microsecond=0))
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
SPRING, AUTUMN = datetime(2026, 3, 29, 0, 45, tzinfo=UTC), datetime(2026, 10, 25, 0, 15, tzinfo=UTC)


@settings(deadline=None)
@given(MOMENTS, CLOCKS, CLOCKS, ZONES)
@example(SPRING, time(19), time(2, 30), "Europe/Brussels")
@example(AUTUMN, time(19), time(2, 30), "Europe/Brussels")
@example(datetime(2026, 10, 25, 1, 10, tzinfo=UTC), time(19), time(2, 30), "Europe/Brussels")
@example(SPRING, time(2), time(2, 59), "Europe/Brussels")
def test_the_next_moment_is_not_quiet_and_not_far(moment: datetime, start: time, end: time, zone: str) -> None:
    found = after_quiet(moment, start, end, ZoneInfo(zone))
    local = found.astimezone(ZoneInfo(zone))
    assert not is_quiet(local.time(), start, end)
    assert moment <= found <= moment + timedelta(hours=26)
    if not is_quiet(moment.astimezone(ZoneInfo(zone)).time(), start, end):
        assert found == moment


@settings(deadline=None)
@given(MOMENTS, CLOCKS, CLOCKS)
def test_no_earlier_moment_would_do(moment: datetime, start: time, end: time) -> None:
    """But for the night in which the end of the quiet hours does not exist."""
    found = after_quiet(moment, start, end, BRUSSELS)
    quarter = moment
    while quarter < found - timedelta(hours=1):
        assert is_quiet(quarter.astimezone(BRUSSELS).time(), start, end)
        quarter += timedelta(minutes=15)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 1, 5, 18, 30, tzinfo=BRUSSELS), datetime(2026, 1, 5, 18, 30, tzinfo=BRUSSELS)),
        (datetime(2026, 1, 5, 19, 0, tzinfo=BRUSSELS), datetime(2026, 1, 6, 8, 0, tzinfo=BRUSSELS)),
        (datetime(2026, 1, 6, 7, 59, tzinfo=BRUSSELS), datetime(2026, 1, 6, 8, 0, tzinfo=BRUSSELS)),
        (datetime(2026, 3, 28, 22, 0, tzinfo=BRUSSELS), datetime(2026, 3, 29, 6, 0, tzinfo=UTC)),
        (datetime(2026, 10, 24, 22, 0, tzinfo=BRUSSELS), datetime(2026, 10, 25, 7, 0, tzinfo=UTC)),
    ],
)
def test_until_the_morning_by_the_clock(moment: datetime, expected: datetime) -> None:
    assert after_quiet(moment, time(19), time(8), BRUSSELS) == expected


def test_hours_that_begin_when_they_end_are_none() -> None:
    moment = datetime(2026, 1, 5, 3, tzinfo=UTC)
    assert after_quiet(moment, time(8), time(8), BRUSSELS) == moment

"""Quiet hours: when nothing is sent, on the clocks of the company's time zone."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def is_quiet(clock: time, start: time, end: time) -> bool:
    """Whether a time of day is from `start` until before `end`, over midnight where `end` is earlier; equal: never."""
    if start <= end:
        return start <= clock < end
    return clock >= start or clock < end


def after_quiet(moment: datetime, start: time, end: time, zone: ZoneInfo) -> datetime:
    """The moment itself, or if clocks show a quiet hour then, the next moment at which they show `end`.

    In a night in which the clocks are put forward past `end`, it is an hour later on the clock at most; when they are
    put back, the hour that comes twice is as quiet the second time as the first.
    """
    local = moment.astimezone(zone)
    if not is_quiet(local.time(), start, end):
        return moment
    ends = (
        datetime.combine(local.date() + timedelta(days=days), end, zone).replace(fold=fold).astimezone(UTC)
        for days in range(4)
        for fold in (0, 1)
    )
    return min(each for each in ends if each > moment and not is_quiet(each.astimezone(zone).time(), start, end))

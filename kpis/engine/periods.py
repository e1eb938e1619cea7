"""Periods, the windows they are compared with, and the buckets of time inside them.

All ranges are half-open: `start` is in, `end` is not. None means without bound.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kpis.engine.errors import QueryError

GRAIN_LABELS = {
    "day": gettext_lazy("Day"), "week": gettext_lazy("Week"), "month": gettext_lazy("Month"),
    "quarter": gettext_lazy("Quarter"), "year": gettext_lazy("Year"),
}  # fmt: skip
GRAINS = tuple(GRAIN_LABELS)
MONTHS = {"month": 1, "quarter": 3, "year": 12}
# Outside of these no company has facts, and calendars of the databases differ.
FIRST_YEAR, LAST_YEAR = 1900, 2200
EXAMPLES = [
    "2026",
    "2026-Q1",
    "2026-03",
    "2026-W12",
    "2026-01-15..2026-02-14",
    "last-quarter",
    "month-to-date",
    "all",
]


def add_months(day: date, months: int) -> date:
    """The first of the month that lies `months` after the month of `day`."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def floor(day: date, grain: str, fiscal_year_start: int = 1) -> date:
    """The first day of the bucket that `day` lies in; quarters and years are the fiscal year's."""
    if grain == "day":
        return day
    if grain == "week":
        return day - timedelta(days=day.weekday())
    into = (day.month - fiscal_year_start) % MONTHS[grain]
    return add_months(day, -into)


def after(start: date, grain: str) -> date:
    """The first day of the next bucket."""
    if grain in MONTHS:
        return add_months(start, MONTHS[grain])
    return start + timedelta(days=7 if grain == "week" else 1)


def before(start: date, grain: str) -> date:
    """The first day of the bucket before."""
    if grain in MONTHS:
        return add_months(start, -MONTHS[grain])
    return start - timedelta(days=7 if grain == "week" else 1)


def bucket_label(start: date, grain: str, fiscal_year_start: int = 1) -> str:
    """How a bucket is written: 2017-03-05, 2017-W12, 2017-03, 2017-Q1, 2017 (or 2017/18 for a fiscal year)."""
    if grain == "week":
        iso = start.isocalendar()
        return f"{iso.year}-W{iso.week:02}"
    if grain == "month":
        return f"{start:%Y-%m}"
    first = floor(start, "year", fiscal_year_start)
    year = str(first.year) if fiscal_year_start == 1 else f"{first.year}/{(first.year + 1) % 100:02}"
    if grain == "quarter":
        months = (start.year - first.year) * 12 + start.month - first.month
        return f"{year}-Q{months // 3 + 1}"
    return year if grain == "year" else start.isoformat()


def year_earlier(day: date) -> date:
    """The same day of the year before; 29 February becomes 28 February."""
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


@dataclass(frozen=True)
class Shift:
    """How far a comparison window lies before the period: so many days, or so many whole months where calendar months
    lie beside each other. False for the period itself."""

    days: int = 0
    months: int = 0

    def __bool__(self) -> bool:
        return bool(self.days or self.months)

    def back(self, bound: date) -> date:
        """Where a bound of the period lies in the window. A day that a month does not have is the first of the next:
        up to there as many days of the month are over."""
        if self.months:
            return add_months(bound, -self.months) + timedelta(days=bound.day - 1)
        return bound - timedelta(days=self.days)

    def as_of(self, day: date) -> date:
        """The day as of which the window is known: as many days of it are over."""
        return self.back(day + timedelta(days=1)) - timedelta(days=1)

    def bucket(self, day: date, grain: str, fiscal_year_start: int = 1) -> date:
        """The first day of the period's bucket that a day of the window meets."""
        if self.months:
            return add_months(floor(day, grain, fiscal_year_start), self.months)
        return floor(day + timedelta(days=self.days), grain, fiscal_year_start)


NO_SHIFT, YEAR = Shift(), Shift(months=12)


@dataclass(frozen=True)
class Period:
    """A half-open range of local dates. `grain` is set when it is exactly one bucket of the calendar."""

    start: date | None
    end: date | None
    grain: str | None = None
    text: str = "all"
    fiscal_year_start: int = 1

    @classmethod
    def parse(cls, text: str, today: date, fiscal_year_start: int = 1) -> "Period":
        """A period as people and addresses write it; QueryError with examples for anything else."""
        typed = text.strip().lower()
        found = _named(typed, today, fiscal_year_start) or _calendar(typed, fiscal_year_start)
        if found is None:
            sentence = _("“%(text)s” is not a period: write it as one of %(examples)s.")
            raise QueryError("bad_period", sentence % {"text": text, "examples": ", ".join(EXAMPLES)}, EXAMPLES)
        start, end, grain = found
        if start and not FIRST_YEAR <= start.year <= LAST_YEAR:
            raise QueryError("bad_period", _("The period is too far away: use years from 1900 to 2200."), EXAMPLES)
        if start and end and start >= end:
            raise QueryError("bad_period", _("The period ends before it starts: exchange the two dates."))
        return cls(start, end, grain, typed, fiscal_year_start)

    @property
    def bounded(self) -> bool:
        return self.start is not None and self.end is not None

    @property
    def days(self) -> int:
        """Days in the period, which must have both bounds."""
        assert self.start and self.end
        return (self.end - self.start).days

    def until(self, day: date) -> "Period":
        """The part of the period up to and including a day; never less than one day."""
        last = day + timedelta(days=1)
        if self.start and last <= self.start:
            last = self.start + timedelta(days=1)
        return self if self.end and self.end <= last else replace(self, end=last, grain=None)

    def unfinished(self, as_of: date) -> bool:
        """Whether the period has begun and is not over on a day (that day included)."""
        return bool(self.start and self.end and self.start <= as_of < self.end - timedelta(days=1))

    def compared(self, comparison: str, as_of: date) -> "Period":
        """The window to compare with, exactly as long as the period, or as the days elapsed of an unfinished one.

        "previous" is just before; for an unfinished calendar bucket the first days of the bucket before, unless
        that one is too short. "year" is the same dates a year earlier. QueryError without both bounds.
        """
        period = self.until(as_of) if self.unfinished(as_of) else self
        start = period._first_day()
        if comparison == "year":
            first = start - timedelta(weeks=52) if self.grain == "week" else year_earlier(start)
        else:
            first = start - timedelta(days=period.days)
            bucket = self.elapsed_bucket or (self.grain if period is not self else None)
            if bucket:
                first = min(before(start, bucket), first)
        first = min(first, start - timedelta(days=period.days))
        return replace(self, start=first, end=first + timedelta(days=period.days), grain=None)

    def same_months(self, as_of: date) -> "Period":
        """The same months of the year before, whatever their length, of an unfinished one as many days. The period must
        begin with a month and have an end."""
        assert self.start and self.start.day == 1 and self.end
        elapsed = self.until(as_of) if self.unfinished(as_of) else self
        return replace(self, start=YEAR.back(self.start), end=YEAR.back(elapsed.end or self.end), grain=None)

    def moved(self, steps: int) -> "Period":
        """The period so many steps later, or earlier where negative: the buckets beside a bucket, as much of a bucket
        beside a to-date period, else the same number of months or days beside it. It must have both bounds."""
        assert self.start and self.end
        if self.grain:
            start = self.start
            for _step in range(abs(steps)):
                start = after(start, self.grain) if steps > 0 else before(start, self.grain)
            return self._between(start, after(start, self.grain), self.grain)
        if bucket := self.elapsed_bucket:
            start = after(self.start, bucket) if steps > 0 else before(self.start, bucket)
            return self._between(start, min(start + timedelta(days=self.days), after(start, bucket)))
        if self.start.day == self.end.day == 1:
            months = steps * ((self.end.year - self.start.year) * 12 + self.end.month - self.start.month)
            return self._between(add_months(self.start, months), add_months(self.end, months))
        days = timedelta(days=steps * self.days)
        return self._between(self.start + days, self.end + days)

    def _between(self, start: date, end: date, grain: str | None = None) -> "Period":
        """A period of these days, whose text reads as it."""
        found = replace(self, start=start, end=end, grain=grain, text="")
        return replace(found, text=str(found))

    def _first_day(self) -> date:
        if self.start is None or self.end is None:
            raise QueryError("unbounded", _("A period without an end has nothing to compare with: choose dates."))
        return self.start

    def buckets(self, grain: str) -> Iterator[date]:
        """The first days of the buckets that the period touches, which must have both bounds."""
        assert self.start and self.end
        start = floor(self.start, grain, self.fiscal_year_start)
        while start < self.end:
            yield start
            start = after(start, grain)

    @property
    def elapsed_bucket(self) -> str | None:
        """The grain of which a to-date period is the beginning."""
        match = re.fullmatch(r"(week|month|quarter|year)-to-date", self.text)
        return match[1] if match else None

    def __str__(self) -> str:
        if not self.bounded:
            return self.text
        assert self.start and self.end
        if self.grain:
            return bucket_label(self.start, self.grain, self.fiscal_year_start)
        return f"{self.start}..{self.end - timedelta(days=1)}"


Range = tuple[date | None, date | None, str | None]


def _named(text: str, today: date, fiscal: int) -> Range | None:
    tomorrow = today + timedelta(days=1)
    if text == "all":
        return None, None, None
    if text in ("today", "yesterday"):
        day = today if text == "today" else today - timedelta(days=1)
        return day, day + timedelta(days=1), "day"
    if match := re.fullmatch(r"(this|last|next)-(week|month|quarter|year)", text):
        grain = match[2]
        start = floor(today, grain, fiscal)
        start = {"this": start, "last": before(start, grain), "next": after(start, grain)}[match[1]]
        return start, after(start, grain), grain
    if match := re.fullmatch(r"(week|month|quarter|year)-to-date", text):
        return floor(today, match[1], fiscal), tomorrow, None
    if match := re.fullmatch(r"last-(\d{1,4})-(days|weeks|months)", text):
        count = int(match[1])
        if match[2] == "months":
            this = floor(today, "month")
            return add_months(this, 1 - count), add_months(this, 1), None
        return tomorrow - timedelta(days=count * (7 if match[2] == "weeks" else 1)), tomorrow, None
    return None


def _calendar(text: str, fiscal: int) -> Range | None:
    try:
        # A fiscal year that does not start in January may be written 2017/18.
        if match := re.fullmatch(r"(\d{4})(?:/\d{2})?", text):
            start = date(int(match[1]), fiscal, 1)
            return start, add_months(start, 12), "year"
        if match := re.fullmatch(r"(\d{4})(?:/\d{2})?-q([1-4])", text):
            start = add_months(date(int(match[1]), fiscal, 1), 3 * (int(match[2]) - 1))
            return start, add_months(start, 3), "quarter"
        if match := re.fullmatch(r"(\d{4})-w(\d{2})", text):
            start = date.fromisocalendar(int(match[1]), int(match[2]), 1)
            return start, start + timedelta(days=7), "week"
        if match := re.fullmatch(r"(\d{4})-(\d{2})", text):
            start = date(int(match[1]), int(match[2]), 1)
            return start, add_months(start, 1), "month"
        if match := re.fullmatch(r"(\d{4}-\d{2}-\d{2})(?:\.\.(\d{4}-\d{2}-\d{2}))?", text):
            start, last = date.fromisoformat(match[1]), date.fromisoformat(match[2] or match[1])
            return start, last + timedelta(days=1), None if match[2] else "day"
    except (ValueError, OverflowError):
        return None
    return None

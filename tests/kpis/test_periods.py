"""Every form of period in every kind of calendar, and what it is compared with: as many days, said as they are."""

from datetime import date, timedelta

import pytest

from kpis.engine import Period, QueryError
from kpis.engine.periods import after, before, bucket_label, floor, year_earlier

TODAY = date(2026, 5, 20)
DAY = timedelta(days=1)


def days(text: str, today: date = TODAY, fiscal: int = 1) -> str:
    """The first and the last day."""
    period = Period.parse(text, today, fiscal)
    assert period.start and period.end
    return f"{period.start}..{period.end - DAY}"


def same(one: Period, other: Period) -> bool:
    """Whether they are the same days, however they are written."""
    return (one.start, one.end, one.grain) == (other.start, other.end, other.grain)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today", "2026-05-20..2026-05-20"),
        ("yesterday", "2026-05-19..2026-05-19"),
        ("this-week", "2026-05-18..2026-05-24"),
        ("last-week", "2026-05-11..2026-05-17"),
        ("next-month", "2026-06-01..2026-06-30"),
        ("this-quarter", "2026-04-01..2026-06-30"),
        ("last-year", "2025-01-01..2025-12-31"),
        ("week-to-date", "2026-05-18..2026-05-20"),
        ("month-to-date", "2026-05-01..2026-05-20"),
        ("quarter-to-date", "2026-04-01..2026-05-20"),
        ("year-to-date", "2026-01-01..2026-05-20"),
        ("last-7-days", "2026-05-14..2026-05-20"),
        ("last-1-days", "2026-05-20..2026-05-20"),
        ("last-2-weeks", "2026-05-07..2026-05-20"),
        ("last-3-months", "2026-03-01..2026-05-31"),
        ("2026", "2026-01-01..2026-12-31"),
        ("2026-Q1", "2026-01-01..2026-03-31"),
        ("2024-02", "2024-02-01..2024-02-29"),
        ("2026-W01", "2025-12-29..2026-01-04"),
        ("2020-W53", "2020-12-28..2021-01-03"),
        ("2024-02-29", "2024-02-29..2024-02-29"),
        ("2026-01-15..2026-02-14", "2026-01-15..2026-02-14"),
    ],
)
def test_every_form(text: str, expected: str) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("this-year", "2026-04-01..2027-03-31"),
        ("last-year", "2025-04-01..2026-03-31"),
        ("this-quarter", "2026-04-01..2026-06-30"),
        ("last-quarter", "2026-01-01..2026-03-31"),
        ("year-to-date", "2026-04-01..2026-05-20"),
        ("2026", "2026-04-01..2027-03-31"),
        ("2026/27", "2026-04-01..2027-03-31"),
        ("2026/27-Q4", "2027-01-01..2027-03-31"),
        ("2026-05", "2026-05-01..2026-05-31"),
    ],
)
def test_fiscal_years_that_begin_in_april(text: str, expected: str) -> None:
    assert days(text, fiscal=4) == expected


def test_the_day_before_the_fiscal_year_belongs_to_the_last_one() -> None:
    assert days("this-year", date(2026, 3, 31), 4) == "2025-04-01..2026-03-31"
    assert days("this-quarter", date(2026, 3, 31), 4) == "2026-01-01..2026-03-31"


@pytest.mark.parametrize(
    "text", ["2026-W54", "2025-W53", "2025-02-29", "2026-13", "last-0-days", "soon", "", "last--days"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(QueryError):
        Period.parse(text, TODAY)


@pytest.mark.parametrize(
    ("text", "comparison", "expected"),
    [
        ("2026-03", "previous", "2026-01-29..2026-02-28"),
        ("2026-03", "year", "2025-03-01..2025-03-31"),
        ("2024", "year", "2022-12-31..2023-12-31"),
        ("2025", "year", "2024-01-01..2024-12-30"),
        ("2024-02", "year", "2023-02-01..2023-03-01"),
        ("2024-02-29", "year", "2023-02-28..2023-02-28"),
        ("2026-W12", "year", "2025-03-17..2025-03-23"),
        ("2021-W01", "previous", "2020-12-28..2021-01-03"),
        ("2026-05", "previous", "2026-04-01..2026-04-20"),
        ("2026-05", "year", "2025-05-01..2025-05-20"),
        ("this-quarter", "previous", "2026-01-01..2026-02-19"),
        ("month-to-date", "previous", "2026-04-01..2026-04-20"),
        ("last-30-days", "previous", "2026-03-22..2026-04-20"),
    ],
)
def test_a_comparison_is_exactly_as_long(text: str, comparison: str, expected: str) -> None:
    period = Period.parse(text, TODAY)
    window = period.compared(comparison, TODAY)
    assert str(window) == expected
    elapsed = period.until(TODAY) if period.unfinished(TODAY) else period
    assert window.days == elapsed.days
    assert window.end and elapsed.start and window.end <= elapsed.start


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2026, 1, 1), date(2026, 3, 31), date(2025, 12, 31), TODAY])
@pytest.mark.parametrize("fiscal", [1, 4])
def test_every_period_is_compared_with_as_many_days(today: date, fiscal: int) -> None:
    named = [f"{which}-{grain}" for which in ("this", "last") for grain in ("week", "month", "quarter", "year")]
    named += ["today", "week-to-date", "month-to-date", "quarter-to-date", "year-to-date", "last-28-days"]
    for text in [*named, "last-5-weeks", "last-12-months", "2024-02-29..2024-03-15"]:
        period = Period.parse(text, today, fiscal)
        elapsed = period.until(today) if period.unfinished(today) else period
        for comparison in ("previous", "year"):
            window = period.compared(comparison, today)
            assert window.days == elapsed.days, (text, comparison)


@pytest.mark.parametrize(
    ("text", "earlier", "later"),
    [
        ("2026-01", "2025-12", "2026-02"),
        ("2026-Q1", "2025-Q4", "2026-Q2"),
        ("2026", "2025", "2027"),
        ("2026-W01", "2025-W52", "2026-W02"),
        ("2020-W53", "2020-W52", "2021-W01"),
        ("2024-03-01", "2024-02-29", "2024-03-02"),
        ("today", "2026-05-19", "2026-05-21"),
        ("last-7-days", "2026-05-07..2026-05-13", "2026-05-21..2026-05-27"),
        ("last-3-months", "2025-12-01..2026-02-28", "2026-06-01..2026-08-31"),
        ("month-to-date", "2026-04-01..2026-04-20", "2026-06-01..2026-06-20"),
        ("2026-01-15..2026-01-24", "2026-01-05..2026-01-14", "2026-01-25..2026-02-03"),
    ],
)
def test_the_periods_beside_one(text: str, earlier: str, later: str) -> None:
    period = Period.parse(text, TODAY)
    for steps, expected in ((-1, earlier), (1, later)):
        moved = period.moved(steps)
        assert moved.text == expected
        assert same(Period.parse(moved.text, TODAY), moved)


def test_the_fiscal_years_beside_one() -> None:
    year = Period.parse("2026/27", TODAY, 4)
    assert (year.moved(-1).text, year.moved(1).text) == ("2025/26", "2027/28")
    assert same(Period.parse(year.moved(1).text, TODAY, 4), year.moved(1))


def test_to_date_at_the_end_of_a_long_month_stays_in_the_shorter_one() -> None:
    assert Period.parse("month-to-date", date(2026, 3, 31)).moved(-1).text == "2026-02-01..2026-02-28"


@pytest.mark.parametrize("grain", ["day", "week", "month", "quarter", "year"])
def test_the_bucket_before_ends_where_the_next_begins(grain: str) -> None:
    for offset in range(800):
        start = floor(date(2023, 12, 25) + offset * DAY, grain, 4)
        assert after(before(start, grain), grain) == start
        assert Period.parse(bucket_label(start, grain, 4), TODAY, 4).start == start


def test_the_leap_day_a_year_earlier() -> None:
    assert year_earlier(date(2024, 2, 29)) == date(2023, 2, 28)

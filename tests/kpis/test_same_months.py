"""Months beside the same months of the year before: whole ones, whatever their length, also over several years."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from crm.access import Operator
from crm.models import Sale
from kpis.catalogue import METRICS, ask
from kpis.engine import Period, Query
from kpis.engine.periods import YEAR, after
from tests.kpis.companies import NOON, TODAY, kept_company
from tests.people import People

YEAR_LATER = NOON.replace(year=NOON.year + 1)
NAMES = [
    name for name, each in METRICS.items() if "month" in each.dimensions() and each.compared and not each.always_by
]


@pytest.mark.parametrize(
    ("start", "end", "as_of", "expected"),
    [
        ("2024-03", "2025-02", "2026-05-20", "2023-03-01..2024-02-29"),
        ("2023-03", "2024-02", "2026-05-20", "2022-03-01..2023-02-28"),
        ("2023-03", "2024-02", "2024-02-28", "2022-03-01..2023-02-28"),
        ("2024-03", "2025-02", "2025-02-28", "2023-03-01..2024-02-29"),
        ("2024-03", "2025-02", "2025-02-27", "2023-03-01..2024-02-27"),
        ("2025-06", "2026-05", "2026-05-20", "2024-06-01..2025-05-20"),
        ("2023-06", "2026-05", "2026-05-20", "2022-06-01..2025-05-20"),
    ],
)  # fmt: skip
def test_the_window(start: str, end: str, as_of: str, expected: str) -> None:
    first, last = Period.parse(start, TODAY).start, Period.parse(end, TODAY).end
    window = Period(first, last).same_months(date.fromisoformat(as_of))
    assert str(window) == expected


def test_february_has_the_29th_of_the_year_before_and_no_day_of_march(people: People) -> None:
    for day in (date(2024, 2, 1), date(2024, 2, 29), date(2024, 3, 1)):
        Sale.record(owner=people.rep, amount=Decimal(day.day), sold_on=day)
    query = Query(
        ("revenue",),
        Period.parse("2024-03-01..2025-02-28", TODAY),
        Operator(),
        ("month",),
        compare="year",
        whole_months=True,
    )
    with time_machine.travel(NOON, tick=False):
        rows = {row.by["month"].id: row.figures["revenue"] for row in ask(query).rows}
    assert rows[date(2025, 2, 1)].previous == Decimal(30)
    assert rows[date(2024, 3, 1)].value == Decimal(1)


@pytest.fixture(scope="module")
def made(kept_database: Any) -> Iterator[None]:
    with kept_company(kept_database, 7, 30):
        yield


@pytest.mark.parametrize(
    ("text", "grain"),
    [("last-12-months", "month"), ("2025-12-01..2026-04-30", "month"), ("last-36-months", "quarter"), ("2025", "year")],
)
def test_each_is_what_was_told_of_that_bucket_alone(made: None, db: None, text: str, grain: str) -> None:
    told = 0
    with time_machine.travel(YEAR_LATER, tick=False):
        period = Period.parse(text, YEAR_LATER.date(), 4)
        for name in NAMES:
            answer = ask(
                Query(
                    (name,), period, Operator(), (grain,), compare="year", whole_months=True, brief=True, targets=False
                )
            )
            window = answer.comparison
            assert window and window.start and window.end
            for row in answer.rows:
                bucket, previous = row.by[grain].id, row.figures[name].previous
                start = max(YEAR.back(bucket), window.start)
                end = min(YEAR.back(after(bucket, grain)), window.end)
                asked = Query((name,), Period(start, end), Operator(), as_of=YEAR.as_of(answer.as_of))
                assert previous == ask(asked).total[name].value, (name, bucket, start, end)
                told += bool(previous)
    assert told > 40

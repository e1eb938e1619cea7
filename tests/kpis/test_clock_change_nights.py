"""The two nights in which clocks change: what happens there is counted once, on the company's day, wherever that begins."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db.models import Sum

from crm.access import Operator
from crm.models import Account, Activity, ActivityType, Company, Sale
from kpis.catalogue import ask
from kpis.engine import Period, Query
from tests.people import People

# In the first night 02:30 does not come, in the second it comes twice. Their days last 23 and 25 hours.
NIGHTS = {date(2025, 3, 30): 23, date(2025, 10, 26): 25}


@pytest.fixture
def paris(db: None) -> None:
    company = Company.current()
    company.timezone = "Europe/Paris"
    company.save()


def moments(day: date) -> list[datetime]:
    """Each half hour from the evening before until the day after, as it passes everywhere."""
    begin = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=3)
    return [begin + timedelta(minutes=30 * number) for number in range(64)]


@pytest.mark.parametrize("day", NIGHTS)
def test_each_half_hour_is_counted_on_its_day(paris: None, people: People, day: date) -> None:
    call = ActivityType.objects.create(name="Call", code="call")
    account = Account.objects.create(name="Mill", owner=people.rep)
    for at in moments(day):
        with time_machine.travel(at, tick=False):
            Activity.log(type=call, account=account, owner=people.rep, duration_seconds=60)
            Sale(account=account, amount=1, sold_at=at).save()
    stored = Counter(Activity.objects.values_list("done_on", flat=True))
    assert stored[day] == 2 * NIGHTS[day]
    assert sum(stored.values()) == 64
    found = figures(day, "month")
    assert found == {"activities": 64, "sales": 64}
    for on in (day - timedelta(days=1), day, day + timedelta(days=1)):
        assert figures(on, "day") == {"activities": stored[on], "sales": stored[on]}
        assert Sale.objects.filter(sold_on=on).aggregate(sum=Sum("amount"))["sum"] == stored[on]


def figures(on: date, grain: str) -> dict[str, Any]:
    """Of the day, or of the two months that the nights' neighbours may lie in."""
    text = f"{on}..{on}" if grain == "day" else f"{on - timedelta(days=40)}..{on + timedelta(days=40)}"
    period = Period.parse(text, on + timedelta(days=90))
    with time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC), tick=False):
        total = ask(Query(("activities", "revenue"), period, Operator())).total
    return {"activities": total["activities"].value, "sales": total["revenue"].value}


@pytest.mark.parametrize("day", NIGHTS)
def test_half_past_two_is_read_as_a_moment_that_there_was(paris: None, day: date) -> None:
    """What a file or a form says as 02:30 of such a night lies on that day, whichever of both was meant."""
    company = Company.current()
    for fold in (0, 1):
        typed = datetime(day.year, day.month, day.day, 2, 30, tzinfo=company.zone, fold=fold)
        assert company.local_date(typed) == company.local_date(typed.astimezone(UTC)) == day

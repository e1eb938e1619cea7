"""An objective that is reached is told once for its period; what was reached before somebody asked is no news."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from crm.models import Sale, WebhookEndpoint, WebhookEvent
from crm.webhooks import outbox
from kpis.models import Objective
from kpis.reached import look
from tests.people import People

JUNE = date(2025, 6, 1)
NOON = datetime(2025, 6, 13, 12, tzinfo=UTC)


@pytest.fixture
def june(people: People) -> Iterator[People]:
    with time_machine.travel(NOON, tick=False):
        yield people


@pytest.fixture
def listener(june: People, receiver: Any) -> WebhookEndpoint:
    made = WebhookEndpoint.objects.create(description="Screen", address=receiver.address, types=["objective.reached"])
    look()
    return made


def after(**time: int) -> Any:
    return time_machine.travel(NOON + timedelta(**time), tick=False)


def sell(owner: Any, amount: int, on: date = date(2025, 6, 10)) -> None:
    Sale.record(owner=owner, amount=Decimal(amount), sold_on=on)


def aim(amount: int, metric: str = "revenue", **whose: Any) -> Objective:
    return Objective.put(metric, "month", JUNE, Decimal(amount), **whose)


def told(listener: WebhookEndpoint) -> int:
    return listener.deliveries.count()


def test_it_is_told_once(listener: WebhookEndpoint, june: People) -> None:
    aim(1000, owner=june.rep)
    sell(june.rep, 999)
    with after(minutes=11):
        look()
        assert told(listener) == 0
        sell(june.rep, 1)
        # It was looked at a moment ago.
        look()
        assert told(listener) == 0
    with after(minutes=22):
        look()
    with after(minutes=33):
        look()
    event = WebhookEvent.objects.get()
    assert told(listener) == 1
    assert '"metric": "revenue"' in event.payload and '"value": "1000' in event.payload
    # A new target of the same period, and what falls below and comes back, are no second event.
    aim(500, owner=june.rep)
    with after(minutes=44):
        look()
    # Nor does forgetting the deliveries forget that it was told.
    WebhookEvent.objects.update(noticed_at=NOON - timedelta(days=40))
    outbox.forget()
    with after(minutes=55):
        look()
    assert told(listener) == 0 and WebhookEvent.objects.count() == 1


def test_the_company_a_team_and_a_person(listener: WebhookEndpoint, june: People) -> None:
    aim(100, owner=june.rep)
    aim(100, owner=june.colleague)
    aim(100, team=june.sales)
    aim(100, team=june.south)
    aim(100)
    sell(june.rep, 100)
    with after(minutes=11):
        look()
    found = set(WebhookEvent.objects.values_list("once", flat=True))
    start = "objective.reached/revenue/month/2025-06-01/"
    # A team has what those below it have.
    assert found == {f"{start}owner:{june.rep.pk}", f"{start}team:{june.sales.pk}", f"{start}team:"}


def test_what_was_reached_before_is_no_news_to_a_new_one(june: People, receiver: Any) -> None:
    aim(100, owner=june.rep)
    sell(june.rep, 100)
    late = WebhookEndpoint.objects.create(description="Late", address=receiver.address, types=["objective.reached"])
    look()
    with after(minutes=11):
        look()
    assert told(late) == 0


def test_what_can_still_turn_is_judged_at_the_end(listener: WebhookEndpoint, june: People, pipeline: Any) -> None:
    from crm.models import Opportunity

    aim(1, metric="win_rate", owner=june.rep)
    Opportunity.open(name="Roof", owner=june.rep, amount=Decimal(1), opened_on=JUNE).win(on=date(2025, 6, 12))
    with after(minutes=11):
        look()
        assert told(listener) == 0
    with after(days=20):
        look()
    assert told(listener) == 1


def test_a_period_long_over_is_left_alone(listener: WebhookEndpoint, june: People) -> None:
    aim(100, owner=june.rep)
    with after(days=26):
        sell(june.rep, 100)
        look()
        assert told(listener) == 0


def test_nobody_asks_nothing_is_looked_at(june: People, django_assert_num_queries: Any) -> None:
    aim(100, owner=june.rep)
    with django_assert_num_queries(1):
        look()

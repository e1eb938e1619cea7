"""Two who write the history of one opportunity at the same moment: what PostgreSQL works out of it counts both."""

from datetime import UTC, date, datetime
from decimal import Decimal
from threading import Event

import pytest
from django.db import connection, transaction

from crm.models import Opportunity, OpportunityEvent, Pipeline
from kpis import rollups
from kpis.models import StockFlow
from tests.at_once import at_once

WAITS = 1


def changed(opportunity: Opportunity, on: date, amount: int) -> None:
    OpportunityEvent.objects.create(
        opportunity=opportunity, kind=OpportunityEvent.Kind.AMOUNT, on=on, at=datetime(on.year, on.month, on.day, tzinfo=UTC),
        amount=Decimal(amount), stage=opportunity.stage, outcome="open",
    )  # fmt: skip


@pytest.fixture
def opportunity(transactional_db: None) -> Opportunity:
    """Its history has begun: else both would replace what is known of its stages, and wait for each other there."""
    stage = Pipeline.objects.create(name="Sales").stages.create(name="Contact", order=1, probability=10)
    made = Opportunity.objects.create(
        name="Mill", pipeline=stage.pipeline, stage=stage, opened_on=date(2025, 1, 1), amount=Decimal(100)
    )
    changed(made, date(2025, 1, 1), 100)
    return made


def test_both_changes_count(opportunity: Opportunity) -> None:
    """The second writes while the first has not committed: it must wait, or it works out a history without the first."""
    ready, first_wrote, second_wrote = Event(), Event(), Event()

    def first() -> None:
        assert ready.wait(10)
        with transaction.atomic():
            changed(opportunity, date(2025, 2, 1), 200)
            first_wrote.set()
            assert not second_wrote.wait(WAITS)

    def second() -> None:
        connection.ensure_connection()
        ready.set()
        assert first_wrote.wait(10)
        changed(opportunity, date(2025, 2, 2), 300)
        second_wrote.set()

    at_once(first, second)
    assert OpportunityEvent.objects.filter(amount__in=[200, 300]).count() == 2
    if connection.vendor == "postgresql":
        assert not any(rollups.differences_of_all().values())
        # One hundred from the first day on, two hundred from the first change on, three from the second.
        assert sum(StockFlow.objects.values_list("open_amount", flat=True)) == 300

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from kpis.models import Objective, Slot
from tests.people import People

YEAR = 2025


def slot(month: int, *, owner: Any = None, team: Any = None) -> Slot:
    return Slot("month", date(YEAR, month, 1), team.pk if team else None, owner.pk if owner else None)


def key(owner: Any, month: int) -> str:
    """The name of a rep's month in the form."""
    return f"owner.{owner.pk}.{date(YEAR, month, 1)}"


def in_force(owner: Any = None, team: Any = None) -> dict[int, Decimal]:
    """The targets in force by month."""
    rows = Objective.objects.current().filter(owner=owner, team=team, grain="month")  # type: ignore[attr-defined]
    return {each.start_on.month: each.target for each in rows}


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(datetime(2025, 6, 13, 12, tzinfo=UTC), tick=True):
        yield


class Browser:
    """Opens the grid and sends its form as a browser without scripts does, with some fields changed."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def open(self, who: Any, **words: Any) -> Any:
        self.client.force_login(who)
        return self.client.get(reverse("kpis:objectives"), {"year": YEAR, **words})

    def send(self, who: Any, page: Any, typed: dict[str, str], **more: str) -> Any:
        grid = page.context["grid"]
        fields = {cell.key: cell.text for cell in grid.cells()} | {"seen": page.context["seen"]}
        self.client.force_login(who)
        return self.client.post(page.context["address"], {**fields, "do": "save", **typed, **more})


@pytest.fixture
def browser(client: Client) -> Browser:
    return Browser(client)


@pytest.fixture
def proposing(people: People) -> People:
    """Managers may propose."""
    from crm.models import Company

    company = Company.current()
    company.managers_propose_objectives = True
    company.save()
    return people

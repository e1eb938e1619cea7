"""While a period goes on a page says what was expected by now and the pace; once it is over these say nothing more."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from crm.models import Account, Sale
from kpis.models import Objective
from tests.people import People


@pytest.mark.parametrize(("day", "goes_on"), [(15, True), (30, False)])
def test_pace_is_told_while_it_says_more_than_attainment(
    people: People, client: Client, day: int, goes_on: bool
) -> None:
    with time_machine.travel(date(2025, 6, day), tick=False):
        account = Account.objects.create(name="Mill", owner=people.rep)
        Sale.record(account=account, owner=people.rep, amount=Decimal(600), sold_on=date(2025, 6, 3))
        Objective.put("revenue", "month", date(2025, 6, 1), Decimal(1000), owner=people.rep)
        client.force_login(people.rep)
        answer = client.get(reverse("kpis:metric", args=["revenue"]), {"period": "2025-06", "by": "owner"})
    page = answer.content.decode()
    assert "objective" in page and "60%" in page
    assert ("expected by now" in page, "pace" in page) == (goes_on, goes_on)
    assert ("Attainment</th>" in page, "Pace</th>" in page) == (True, goes_on)

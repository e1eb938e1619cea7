"""The people behind hours to work and full-time equivalents: days, days away, share, and what they add up to."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from crm.models import Absence, Activity, ActivityType, Holiday, Membership, Sale
from tests.people import People

JUNE = {"period": "2025-06"}


@pytest.fixture
def june(people: People) -> Iterator[People]:
    """June 2025 has 21 working days: rep is away on two and works half; colleague joined on the 16th. The 9th was a
    holiday."""
    people.rep.working_share = Decimal("0.5")
    people.rep.save()
    Membership.objects.filter(user__in=[people.rep, people.colleague, people.outsider]).update(start_on="2025-01-01")
    people.colleague.joined_on = date(2025, 6, 16)
    people.colleague.save()
    Holiday.objects.create(on=date(2025, 6, 9), name="Whit Monday")
    Absence.objects.create(user=people.rep, start_on=date(2025, 6, 3), end_on=date(2025, 6, 4))
    visit = ActivityType.objects.create(name="Visit", code="visit", is_high_value=True)
    Activity.log(on=date(2025, 6, 5), type=visit, owner=people.rep, duration_seconds=7200)
    Sale.record(owner=people.rep, amount=Decimal(300), sold_on=date(2025, 6, 5))
    with time_machine.travel(date(2025, 7, 15), tick=False):
        yield people


def test_hours_to_work(june: People, client: Client) -> None:
    client.force_login(june.manager)
    address = reverse("kpis:metric_rows", args=["selling_rate"])
    page = client.get(address, {**JUNE, "part": "denominator", "sort": "name"})
    found = {str(row): (row.days, row.away, row.part) for row in page.context["page"]}
    assert found == {"Rep": (18, 3, 72), "Colleague": (11, 0, 88)}
    assert page.context["total"] == 160
    assert "160.00\xa0h" in page.content.decode()
    one = client.get(address, {**JUNE, "part": "denominator", "key-owner": june.rep.pk})
    assert one.context["total"] == 72


def test_full_time_equivalents(june: People, client: Client) -> None:
    client.force_login(june.manager)
    page = client.get(reverse("kpis:metric_rows", args=["revenue_per_rep"]), {**JUNE, "part": "denominator"})
    found = {str(row): (row.days, row.part) for row in page.context["page"]}
    assert found == {"Rep": (30, Decimal("0.5")), "Colleague": (15, Decimal("0.5"))}
    assert page.context["total"] == 1


def test_only_whom_the_viewer_may_see(june: People, client: Client) -> None:
    for who, seen in (
        (june.rep, {"Rep"}),
        (june.outsider, {"Outsider"}),
        (june.admin, {"Rep", "Colleague", "Outsider"}),
    ):
        client.force_login(who)
        page = client.get(reverse("kpis:metric_rows", args=["selling_rate"]), {**JUNE, "part": "denominator"})
        assert {str(row) for row in page.context["page"]} == seen
        assert client.get(page.context["records"][0]["address"]).status_code == 200

"""Pages of figures about what is not over yet: they say what stands behind them, and why there may be no value."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from crm.models import Account, Cart, Company, Opportunity, Pipeline, Sale
from tests.people import People


@pytest.fixture
def page(people: People, pipeline: Pipeline, client: Client) -> Client:
    Company.current()
    for name, days in {"Ash": [(1, 5), (2, 3), (4, 9)], "Birch": [(1, 20), (2, 8)], "Cedar": [(2, 2)]}.items():
        account = Account.objects.create(name=name, owner=people.rep)
        for month, day in days:
            Sale.record(account=account, owner=people.rep, amount=1, sold_on=date(2025, month, day))
    for number in range(3):
        deal = Opportunity.open(
            name=f"Deal {number}", owner=people.rep, amount=Decimal(9), opened_on=date(2025, 1, 10), at=at(1, 10)
        )
        if number == 0:
            deal.win(on=date(2025, 1, 31))
    client.force_login(people.admin)
    return client


def at(month: int, day: int) -> datetime:
    return datetime(2025, month, day, 12, tzinfo=UTC)


def text(client: Client, address: str) -> str:
    with time_machine.travel(at(5, 20), tick=False):
        answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_table_of_cohorts_opens_its_customers(page: Client) -> None:
    found = text(page, "/kpis/cohort_retention/?period=2025-05")
    assert "Customers by month of first sale" in found
    january = "/kpis/cohort_retention/rows/?period=2025-01&amp;key-month=2025-01-01&amp;key-months_since="
    assert f'<a href="{january}1">100%</a>' in found
    everyone = january.replace("key-month=", "part=denominator&amp;key-month=")
    assert f'<a href="{everyone}1">' in found
    assert f'<a href="{january}2">0%</a>' in found
    rows = text(page, f"{january}3".replace("&amp;", "&"))
    assert "Ash" in rows and "Birch" not in rows and "Cedar" not in rows
    assert "<strong>1 month</strong>" in rows


def test_the_share_won_has_a_curve_and_says_what_is_watched(page: Client) -> None:
    found = text(page, "/kpis/time_to_win/?period=2025-01")
    assert "1 of 3 so far; those still open count for as long as they were watched." in found
    assert 'id="data-curve"' in found and "33.3%" in found


def test_without_a_median_the_page_says_why(page: Client) -> None:
    found = text(page, "/kpis/time_in_stage/?period=2025-01")
    assert "Fewer than half have left so far: there is no median yet." in found
    assert "1 of 3 have left" in found


def test_rows_of_entries_and_carts_are_named_and_dated(page: Client, people: People) -> None:
    entries = text(page, "/kpis/stage_conversion/rows/?period=2025-01&part=denominator")
    assert "Deal 1</a>" in entries and ">Contact</td>" in entries
    Cart(external_id="K1", created_at=at(3, 2), touched_at=at(3, 2), owner=people.rep).save()
    found = text(page, "/kpis/cart_abandonment/rows/?period=2025-03")
    assert "K1" in found and "2 Mar" in found

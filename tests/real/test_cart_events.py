"""A shop's log of five months: carts, what became of them, and what was paid."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crm.models import Account, Cart, CartEvent, Sale
from tests.real.commands import counts
from tests.real.files import by, expected, load, total

pytestmark = pytest.mark.django_db
MONTHS = ("2022_oct", "2022_nov", "2022_dec", "2023_jan", "2023_feb")


def take(*months: str) -> list[dict[str, Any]]:
    return [load("cart_events", f"cart_events/data_{month}.csv", "--create-missing") for month in months]


@pytest.fixture
def theirs(db: None, data: Path) -> dict[str, Any]:
    return expected("cart_events")


@pytest.mark.parametrize("months", [MONTHS, MONTHS[::-1]], ids=["in order", "backwards"])
def test_sessions_become_carts_and_sales(theirs: dict[str, Any], months: tuple[str, ...]) -> None:
    summaries = take(*months)
    events = theirs["events_by_type"]
    assert sum(each["read"] for each in summaries) == theirs["rows"]
    assert sum(each["created"] for each in summaries) == sum(events.values()) - events["view"]
    assert CartEvent.objects.count() == sum(events.values()) - events["view"]
    carts = theirs["cart_abandonment_sessions"]
    assert Cart.objects.count() == carts["carted"]
    assert Cart.objects.filter(converted_at=None).count() == carts["abandoned"]
    assert Cart.objects.exclude(sale=None).count() == carts["carted"] - carts["abandoned"]
    assert Sale.objects.filter(cart=None).count() == theirs["purchase_sessions_without_cart_event"]
    revenue = total("revenue")["revenue"]
    assert Decimal(revenue["value"]) == Decimal(str(theirs["purchase_value"][0]))


def test_again_changes_nothing(theirs: dict[str, Any]) -> None:
    take(*MONTHS)
    before = list(Cart.objects.order_by("pk").values())
    for summary in take(*MONTHS):
        assert set(counts(summary)) == {"read", "unchanged"}
    assert list(Cart.objects.order_by("pk").values()) == before


def test_each_month(theirs: dict[str, Any]) -> None:
    names = dict(oct="2022-10", nov="2022-11", dec="2022-12", jan="2023-01", feb="2023-02")
    for row in theirs["by_file"]:
        take(row["month"])
        carts = Cart.objects.filter(created_on__startswith=names[row["month"][5:]])
        assert (carts.count(), carts.filter(converted_at=None).count()) == (row["carted"], row["abandoned"])


def test_customers_with_a_cart(theirs: dict[str, Any]) -> None:
    take(*MONTHS)
    users = theirs["cart_abandonment_users"]
    carted = Account.objects.filter(carts__isnull=False).distinct()
    assert carted.count() == users["carted"]
    assert carted.exclude(sales__isnull=False).count() == users["abandoned"]
    assert set(by("account", "sales_count"))

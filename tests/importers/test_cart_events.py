"""A shop's log becomes carts and sales: once, in any order, whatever happens twice."""

import itertools
from decimal import Decimal

import pytest

from crm.models import Account, Cart, CartEvent, Sale
from tests.importers.test_loading import Loader, counted, load

__all__ = ["load"]
HEADER = "event_time,event_type,product_id,price,user_id,user_session\n"
FIRST = (
    HEADER
    + """2025-06-01 10:00:00 UTC,view,p1,5,u1,s1
2025-06-01 10:00:05 UTC,cart,p1,5,u1,s1
2025-06-01 10:00:05 UTC,cart,p1,5,u1,s1
2025-06-01 10:01:00 UTC,cart,p2,3.50,u1,s1
2025-06-01 11:00:00 UTC,purchase,p9,4,u2,s2
2025-06-01 12:00:00 UTC,remove_from_cart,p7,4,u3,s3
2025-06-01 22:30:00 UTC,cart,p1,5,u4,s4"""
)
SECOND = (
    HEADER
    + """2025-06-02 09:00:00 UTC,remove_from_cart,p2,3.50,u1,s1
2025-06-02 09:05:00 UTC,purchase,p1,5,u1,s1
2025-06-01 22:30:00 UTC,cart,p1,5,u4,s4
"""
)


def carts() -> list[tuple[str, Decimal, int, bool]]:
    return [
        (each.external_id, each.amount, each.items, each.converted_at is not None)
        for each in Cart.objects.order_by("external_id")
    ]


def test_a_session_is_a_cart_from_the_first_product_put_into_it(load: Loader) -> None:
    summary = load("cart_events", FIRST)
    assert (counted(summary), summary["skipped"]) == ({"read": 7, "created": 5, "unchanged": 1}, 1)
    assert carts() == [("s1", Decimal("8.5"), 2, False), ("s4", Decimal(5), 1, False)]
    assert str(Cart.objects.get(external_id="s4").created_on) == "2025-06-02"
    assert [(each.external_id, each.amount) for each in Sale.objects.all()] == [("s2", Decimal(4))]


@pytest.mark.parametrize("files", itertools.permutations([FIRST, SECOND]), ids=["in order", "backwards"])
def test_a_session_may_span_files_in_any_order(load: Loader, files: tuple[str, str]) -> None:
    for file in (*files, *files):
        load("cart_events", file)
    assert carts() == [("s1", Decimal(5), 1, True), ("s4", Decimal(5), 1, False)]
    cart = Cart.objects.get(external_id="s1")
    assert (cart.sale.amount, str(cart.touched_at)) == (Decimal(5), "2025-06-02 09:05:00+00:00")
    assert (CartEvent.objects.count(), Sale.objects.count()) == (7, 2)


def test_again_changes_nothing(load: Loader) -> None:
    load("cart_events", FIRST)
    assert counted(load("cart_events", FIRST)) == {"read": 7, "unchanged": 6}


def test_customers_are_made_when_asked(load: Loader) -> None:
    assert load("cart_events", FIRST)["left_empty"] == {"user_id": 6}
    CartEvent.objects.all().delete()
    Cart.objects.all().delete()
    Sale.objects.all().delete()
    load("cart_events", FIRST, "--create-missing")
    assert Account.objects.get(external_id="u1").carts.get().external_id == "s1"
    assert str(Account.objects.get(external_id="u2").customer_since) == "2025-06-01"


def test_a_session_an_hour_and_an_event_are_needed(load: Loader) -> None:
    text = HEADER + "2025-06-01 10:00:00 UTC,cart,p1,5,u1,\n,cart,p1,5,u1,s1\n2025-06-01,wish,p1,5,u1,s1\n"
    text += "2025-06-01,cart,p1,-5,u1,s1\n"
    summary = load("cart_events", text)
    assert counted(summary) == {"read": 4, "rejected": 4}
    assert [each["column"] for each in summary["errors"]] == ["user_session", "event_time", "event_type", "price"]


def test_a_log_may_say_who_earned_it(load: Loader) -> None:
    load("cart_events", FIRST, "--set", "channel=Web", "--create-missing")
    assert {str(each.channel) for each in [*Cart.objects.all(), *Sale.objects.all()]} == {"Web"}

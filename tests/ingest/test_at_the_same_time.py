"""Messages that arrive at the very same time: nothing is recorded twice, and nothing is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction

from crm.models import Account, Activity, ActivityType, Cart, Company, Contact, IngestRecord, IngestSource, Sale
from tests.at_once import at_once
from tests.ingest.sending import Sender, fixture

AT = "2025-03-10T10:00:00+01:00"


@pytest.fixture
def sender(transactional_db: None) -> Callable[[str, str], Sender]:
    Company.current()  # is there already: nobody waits for one another to make it

    def made(kind: str, name: str = "Shop") -> Sender:
        return Sender(IngestSource.objects.create(name=name, kind=kind))

    return made


def outcomes(*works: Callable[[], Any]) -> list[str]:
    answers = at_once(*works)
    assert [each.status_code for each in answers] == [200] * len(works)
    return sorted(each.json()["outcome"] for each in answers)


def closing(work: Callable[[], Any]) -> Any:
    """In a thread: its connection is closed afterwards."""
    try:
        return work()
    finally:
        connection.close()


def test_one_order_twice_is_one_sale(sender: Any) -> None:
    shop, order = sender("woocommerce"), fixture("woocommerce_order")
    assert outcomes(*[lambda: shop.send("order.created", order)] * 3) == ["applied", "unchanged", "unchanged"]
    assert (Sale.objects.count(), Cart.objects.count(), Account.objects.count(), Contact.objects.count()) == (
        1,
        1,
        1,
        1,
    )
    assert sorted(IngestRecord.objects.values_list("kind", flat=True)) == ["cart", "sale"]


def test_an_order_its_checkout_and_its_refund(sender: Any) -> None:
    shop = sender("shopify")
    outcomes(
        lambda: shop.send("refunds/create", fixture("shopify_refund")),
        lambda: shop.send("orders/create", fixture("shopify_order")),
        lambda: shop.send("checkouts/create", fixture("shopify_checkout")),
    )
    assert sorted(Sale.objects.values_list("amount", flat=True)) == [Decimal(-50), Decimal(110)]
    assert Cart.objects.get().sale == Sale.objects.get(kind="sale")


def test_of_two_that_do_not_see_each_other_none_waits_for_ever(sender: Any) -> None:
    """The order comes while the refund is not committed yet: it waits, and then finds it."""
    shop = sender("shopify")
    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            assert shop.send("refunds/create", fixture("shopify_refund")).json()["outcome"] == "waiting"
            order = threads.submit(closing, lambda: shop.send("orders/create", fixture("shopify_order")))
            with pytest.raises(TimeoutError):
                order.result(1)
        assert order.result(30).json()["outcome"] == "applied"
    assert IngestRecord.objects.get(kind="refund").made


def test_a_new_customer_in_two_shops_is_one_account(sender: Any) -> None:
    shops = [sender("generic", name) for name in ("North", "South")]
    person = {"email": "ida@example.com", "last_name": "Roy"}
    outcomes(*[lambda shop=shop: shop.say("sale.recorded", "1", AT, amount="5", customer=person) for shop in shops])
    assert Sale.objects.count() == 2
    assert Account.objects.count() == Contact.objects.count() == 1


def test_one_call_twice_is_one_activity(sender: Any) -> None:
    system = sender("generic")
    ActivityType.objects.create(name="Call", code="call")
    assert outcomes(*[lambda: system.say("call.logged", "k", AT, phone="1234567890")] * 2) == ["applied", "unchanged"]
    assert Activity.objects.count() == 1

"""One story, told in every order and with repeats, gives the same figures: revenue, sales, carts abandoned."""

import itertools
import random
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import transaction

from crm.access import Operator
from crm.models import Account, Cart, Company, IngestRecord, Product, Sale
from kpis.catalogue import ask
from kpis.engine import Period, Query
from tests.ingest.sending import Sender, fixture

NOW = datetime(2025, 4, 2, 12, tzinfo=UTC)
FIGURES = ("revenue", "sales_count", "cart_abandonment", "items_per_sale", "new_customers")
Step = Callable[[], Any]
# Orders in which a story is told; of longer ones so many are drawn.
MOST = 12


def figures(month: str) -> dict[str, Any]:
    period = Period.parse(month, NOW.date())
    return {name: ask(Query((name,), period, Operator())).total[name].value for name in FIGURES}


def records() -> dict[str, Any]:
    """All that figures are made of, without keys."""
    sales = Sale.objects.order_by("kind", "external_id").values_list(
        "kind", "external_id", "number", "sold_at", "sold_on", "amount", "cancelled_on", "items", "refund_of__external_id",
        "account__name", "owner__username", "channel__name", "cart__external_id",
    )  # fmt: skip
    carts = Cart.objects.order_by("external_id").values_list(
        "external_id", "created_at", "touched_at", "converted_at", "sale__external_id", "amount", "items", "account__name",
        "owner__username",
    )  # fmt: skip
    return {
        "sales": list(sales), "carts": list(carts),
        "accounts": list(Account.objects.values_list("name", "customer_since")),
        "waiting": IngestRecord.objects.filter(kind="refund", made=False).count(),
    }  # fmt: skip


class Undone(Exception):
    pass


def told(steps: list[Step], asking: bool = False) -> dict[str, Any]:
    """What comes out, with its figures if asked for; afterwards nothing was told."""
    found: dict[str, Any] = {}
    try:
        with transaction.atomic():
            for step in steps:
                assert step().status_code == 200
            found = {"records": records()}
            if asking:
                found |= {"march": figures("2025-03"), "all": figures("all")}
            raise Undone
    except Undone:
        return found


def in_every_order(steps: list[Step]) -> dict[str, Any]:
    """The same whatever the order, told once, and with every message told twice."""
    expected = told(steps, asking=True)
    assert told([*reversed(steps), *steps], asking=True) == expected
    orders = list(itertools.permutations(steps))
    for order in random.Random(1).sample(orders, min(MOST, len(orders))):
        assert told(list(order))["records"] == expected["records"], [steps.index(each) for each in order]
    return {**expected, **expected["records"]}


@pytest.fixture(autouse=True)
def in_april(db: None) -> Any:
    Company.current()
    with time_machine.travel(NOW, tick=False):
        yield


def shopify_story(shop: Sender) -> list[Step]:
    order, refund = fixture("shopify_order"), fixture("shopify_refund")
    fuller = fixture(
        "shopify_checkout", updated_at="2025-03-10T10:20:00+01:00", total_price="121.00", total_tax="21.00"
    )
    fuller["line_items"][0]["quantity"] = 2
    done = {**fuller, "updated_at": "2025-03-10T10:30:00+01:00", "completed_at": "2025-03-10T10:30:00+01:00"}
    given_back = {**order, "updated_at": "2025-03-20T15:00:00+01:00", "financial_status": "partially_refunded",
                  "refunds": [refund]}  # fmt: skip
    return [
        lambda: shop.send("checkouts/create", fixture("shopify_checkout")),
        lambda: shop.send("checkouts/update", fuller),
        lambda: shop.send("checkouts/update", done),
        lambda: shop.send("orders/create", order),
        lambda: shop.send("refunds/create", refund),
        lambda: shop.send("orders/updated", given_back),
    ]


def test_shopify(shopify: Sender) -> None:
    found = in_every_order(shopify_story(shopify))
    # 133.10 with VAT of 23.10, of which 60.50 with 10.50 was given back; the cart became a sale.
    assert found["march"] == {
        "revenue": Decimal(60), "sales_count": 1, "cart_abandonment": 0, "items_per_sale": 2, "new_customers": 1,
    }  # fmt: skip
    assert [each[5] for each in found["sales"]] == [Decimal(-50), Decimal(110)]
    assert found["carts"][0][4:7] == ("5208334008001", Decimal(100), 2)
    assert found["waiting"] == 0


def woocommerce_story(shop: Sender) -> list[Step]:
    paid = fixture("woocommerce_order")
    pending = {**paid, "status": "pending", "date_paid_gmt": None, "date_modified_gmt": "2025-03-10T09:00:00"}
    refunded = {**paid, "date_modified_gmt": "2025-03-15T08:00:00", "refunds": [{"id": 4800, "total": "-24.20"}]}
    completed = {**refunded, "status": "completed", "date_modified_gmt": "2025-03-16T08:00:00"}
    return [
        lambda: shop.send("order.created", pending),
        lambda: shop.send("order.updated", paid),
        lambda: shop.send("order.updated", refunded),
        lambda: shop.send("order.updated", completed),
    ]


def test_woocommerce(woocommerce: Sender) -> None:
    found = in_every_order(woocommerce_story(woocommerce))
    assert found["march"] == {
        "revenue": Decimal(90), "sales_count": 1, "cart_abandonment": 0, "items_per_sale": 3, "new_customers": 1,
    }  # fmt: skip
    refund = found["sales"][0]
    assert (refund[0], refund[4].isoformat(), refund[5]) == ("refund", "2025-03-15", Decimal(-20))


def test_two_states_of_one_second(woocommerce: Sender) -> None:
    """A shop's moments are whole seconds: what is further on counts, whichever came first."""
    paid = fixture("woocommerce_order")
    pending = {**paid, "status": "pending", "date_paid_gmt": None}
    found = in_every_order(
        [lambda: woocommerce.send("order.created", pending), lambda: woocommerce.send("order.updated", paid)]
    )
    assert found["all"]["revenue"] == 110


def test_an_order_that_nobody_paid_is_an_abandoned_cart(woocommerce: Sender) -> None:
    order = fixture("woocommerce_order", date_paid_gmt=None)
    ended = {**order, "status": "cancelled", "date_modified_gmt": "2025-03-12T09:00:00"}
    found = in_every_order(
        [
            lambda: woocommerce.send("order.created", {**order, "status": "pending"}),
            lambda: woocommerce.send("order.updated", ended),
        ]
    )
    assert found["sales"] == []
    assert found["march"]["cart_abandonment"] == 1


def test_a_cancelled_order_leaves_revenue_with_its_refunds(shopify: Sender) -> None:
    order, refund = fixture("shopify_order"), fixture("shopify_refund")
    gone = {**order, "updated_at": "2025-03-21T10:00:00+01:00", "cancelled_at": "2025-03-21T10:00:00+01:00",
            "refunds": [refund]}  # fmt: skip
    found = in_every_order(
        [
            lambda: shopify.send("orders/create", order),
            lambda: shopify.send("refunds/create", refund),
            lambda: shopify.send("orders/cancelled", gone),
        ]
    )
    assert found["all"]["revenue"] in (0, None)
    assert found["all"]["sales_count"] == 0
    assert [each[6].isoformat() for each in found["sales"]] == ["2025-03-21"] * 2
    assert found["accounts"][0][1] is None


def test_a_refund_that_was_deleted_in_the_shop_is_none(woocommerce: Sender) -> None:
    order = fixture("woocommerce_order", refunds=[{"id": 4800, "total": "-24.20"}])
    without = {**order, "date_modified_gmt": "2025-03-15T08:00:00", "refunds": []}
    story: list[Step] = [
        lambda: woocommerce.send("order.updated", order),
        lambda: woocommerce.send("order.updated", without),
    ]
    assert told(story[:1], asking=True)["all"]["revenue"] == 90
    for steps in (story, story[::-1], [*story, *story]):
        assert told(steps, asking=True)["all"]["revenue"] == 110


def own_story(system: Sender) -> list[Step]:
    person = {"email": "ida@example.com", "last_name": "Ida"}
    say = system.say
    return [
        lambda: say("cart.created", "c1", "2025-03-01T10:00:00Z", amount="30", items=1, customer=person),
        lambda: say("cart.updated", "c1", "2025-03-01T11:00:00Z", amount="80", items=2, customer=person),
        lambda: say("cart.converted", "c1", "2025-03-01T11:30:00Z", sale="s1"),
        lambda: say("sale.recorded", "s1", "2025-03-01T11:30:00Z", cart="c1", customer=person, lines=[
            {"name": "Lamp", "code": "L1", "quantity": 2, "amount": "80.00"},
        ]),
        lambda: say("refund.recorded", "r1", "2025-03-05T09:00:00Z", sale="s1", amount="30"),
    ]  # fmt: skip


def test_our_own_documents(system: Sender) -> None:
    Product.objects.create(name="Lamp", code="L1", cost=Decimal(15))
    found = in_every_order(own_story(system))
    assert found["march"] == {
        "revenue": Decimal(50), "sales_count": 1, "cart_abandonment": 0, "items_per_sale": 2, "new_customers": 1,
    }  # fmt: skip
    assert found["carts"][0][4:8] == ("s1", Decimal(80), 2, "Ida")


def test_a_cart_that_is_never_bought_is_abandoned(system: Sender) -> None:
    found = in_every_order(
        [
            *own_story(system)[:2],
            lambda: system.say("cart.updated", "c2", "2025-03-03T10:00:00Z", amount="10"),
            lambda: system.say("cart.converted", "c1", "2025-03-01T12:00:00Z"),
        ]
    )
    assert found["march"]["cart_abandonment"] == Decimal("0.5")


def test_a_sale_that_was_cancelled_before_it_was_told_of(system: Sender) -> None:
    story: list[Step] = [
        lambda: system.say("sale.recorded", "s1", "2025-03-01T11:30:00Z", amount="80"),
        lambda: system.say("sale.cancelled", "s1", "2025-03-02T11:30:00Z"),
    ]
    assert told(story[:1], asking=True)["all"]["revenue"] == 80
    for order in (story, story[::-1]):
        assert told(order, asking=True)["all"]["sales_count"] == 0

"""Whose a sale is: a customer who is known, or one who becomes an account; and what was sold."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from crm.models import Account, Cart, Contact, ExchangeRate, IngestSource, Product, Sale
from tests.ingest.sending import Sender, fixture
from tests.people import People

AT = "2025-03-10T10:00:00+01:00"


def sell(system: Sender, key: str = "1", **more: Any) -> Sale:
    answer = system.say("sale.recorded", key, AT, **{"amount": "50", **more})
    assert answer.status_code == 200, answer.content
    found: Sale = Sale.objects.get(external_id=key)
    return found


def test_a_known_customer_keeps_whoever_looks_after_them(system: Sender, people: People) -> None:
    account = Account.objects.create(name="Mill", owner=people.outsider)
    contact = Contact.objects.create(account=account, last_name="Miller", email="m@mill.example")
    sale = sell(system, customer={"email": "M@Mill.example"})
    assert (sale.account, sale.contact, sale.owner, sale.team) == (account, contact, people.outsider, people.south)
    assert str(sale.channel) == "Shop"
    account.refresh_from_db()
    assert account.customer_since == date(2025, 3, 10)


def test_a_new_customer_becomes_an_account_once(system: Sender, people: People) -> None:
    person = {"email": "ida@example.com", "first_name": "Ida", "last_name": "Roy", "phone": "+33 1 55 55 55 55"}
    first, second = sell(system, "1", customer=person), sell(system, "2", customer=person)
    assert first.account == second.account == Account.objects.get()
    account = Account.objects.get()
    assert (account.name, account.kind, account.owner) == ("Ida Roy", "person", people.rep)
    assert str(Contact.objects.get()) == "Ida Roy"


def test_a_company_becomes_an_account_with_its_contact(shopify: Sender) -> None:
    shopify.send("orders/create", fixture("shopify_order"))
    account = Account.objects.get()
    assert (account.name, account.kind) == ("Jansen Interieur", "company")
    assert Contact.objects.get().account == account


def test_where_the_source_says_so_nobody_becomes_an_account(system: Sender) -> None:
    IngestSource.objects.update(makes_accounts=False)
    assert sell(system, customer={"email": "ida@example.com"}).account is None


def test_nobody_becomes_an_account_by_filling_a_cart(system: Sender) -> None:
    system.say("cart.updated", "c1", AT, amount="5", customer={"email": "ida@example.com", "last_name": "Roy"})
    assert Cart.objects.get().account is None
    assert not Account.objects.exists()


def test_an_account_may_be_named_by_its_external_id(system: Sender) -> None:
    account = Account.objects.create(name="Mill", external_id="A-7")
    assert sell(system, customer={"account": "A-7"}).account == account


def test_an_owner_who_has_left_gets_nothing_any_more(system: Sender, people: People) -> None:
    people.rep.left_on = date(2025, 1, 1)
    people.rep.save()
    assert sell(system).owner is None


def test_goods_are_products_by_code_or_name_and_charges_are_no_goods(woocommerce: Sender) -> None:
    chair = Product.objects.create(name="Chair", code="CHAIR-OAK", cost=Decimal(25))
    pads = Product.objects.create(name="FELT pads")
    woocommerce.send("order.created", fixture("woocommerce_order"))
    sale = Sale.objects.get()
    lines = [(line.product, line.quantity, line.amount, line.cost) for line in sale.lines.all()]
    assert lines == [(chair, 2, 80, 50), (pads, 1, 20, None), (None, 1, 10, None)]
    assert (sale.items, sale.cost, sale.costed_amount, sale.amount) == (3, 50, 80, 110)


def test_prices_with_vat_are_taken_without_it(shopify: Sender) -> None:
    shopify.send("orders/create", fixture("shopify_order"))
    assert [line.amount for line in Sale.objects.get().lines.all()] == [100, 10]


def test_another_currency_is_converted_and_so_is_what_is_given_back(shopify: Sender) -> None:
    ExchangeRate.objects.create(currency="USD", on=date(2025, 1, 1), rate=Decimal("0.9"))
    ExchangeRate.objects.create(currency="USD", on=date(2025, 3, 15), rate=Decimal("0.5"))
    refund = fixture("shopify_refund")
    refund["transactions"][0] |= {"currency": "USD", "amount": "133.10"}
    refund["refund_line_items"][0]["total_tax"] = "23.10"
    shopify.send("refunds/create", refund)
    shopify.send("orders/create", fixture("shopify_order", currency="USD"))
    sale = Sale.objects.get(kind="sale")
    assert (sale.amount, sale.currency, sale.original_amount) == (99, "USD", 110)
    assert Sale.objects.get(kind="refund").amount == -99


def test_a_sale_that_came_from_a_file_is_not_doubled(woocommerce: Sender, people: People) -> None:
    mine = Sale.record(external_id="4711", amount=Decimal(110), sold_on=date(2025, 3, 10), owner=people.outsider)
    other = Sale.record(external_id="4711", amount=Decimal(9), sold_on=date(2023, 1, 1))
    woocommerce.send("order.updated", fixture("woocommerce_order", refunds=[{"id": 1, "total": "-133.10"}]))
    assert set(Sale.objects.filter(kind="sale")) == {mine, other}
    mine.refresh_from_db()
    assert (mine.number, mine.owner) == ("4711", people.outsider)
    assert mine.refunds.get().amount == -110


def test_orders_of_two_shops_with_one_number_are_two(woocommerce: Sender, people: People, shop: Any) -> None:
    second = Sender(IngestSource.objects.create(name="Second", kind="woocommerce"))
    for each in (woocommerce, second):
        each.send("order.updated", fixture("woocommerce_order"))
    assert Sale.objects.count() == 2


@pytest.mark.parametrize("topic", ["order.deleted", "orders/delete"])
def test_an_order_that_is_deleted_is_cancelled(topic: str, request: Any) -> None:
    kind = "woocommerce" if "." in topic else "shopify"
    sender: Sender = request.getfixturevalue(kind)
    order = fixture(f"{kind}_order")
    sender.send("order.created" if kind == "woocommerce" else "orders/create", order)
    assert sender.send(topic, {"id": order["id"]}).json()["outcome"] == "applied"
    assert Sale.objects.get().cancelled_on is not None
    # What was on its way meanwhile does not bring it back.
    later = {**order, "date_modified_gmt": "2025-03-11T00:00:00", "updated_at": "2025-03-11T00:00:00Z"}
    sender.send("order.updated" if kind == "woocommerce" else "orders/updated", later)
    assert Sale.objects.get().cancelled_on is not None


def test_a_refund_of_no_sale_in_particular(system: Sender) -> None:
    system.say("refund.recorded", "r1", AT, amount="5")
    refund = Sale.objects.get()
    assert (refund.kind, refund.amount, refund.refund_of, str(refund.channel)) == ("refund", -5, None, "Shop")
    system.say("refund.recorded", "r1", AT, amount="6", updated_at="2025-03-11T00:00:00Z")
    refund.refresh_from_db()
    assert refund.amount == -6


def test_a_refund_waits_for_its_sale(system: Sender) -> None:
    answer = system.say("refund.recorded", "r1", AT, sale="1", amount="5")
    assert answer.json()["outcome"] == "waiting"
    assert not Sale.objects.exists()
    sell(system)
    assert [each.amount for each in Sale.objects.order_by("amount")] == [-5, 50]


def test_a_state_of_the_shops_own_is_a_sale_once_it_is_paid(woocommerce: Sender) -> None:
    order = fixture("woocommerce_order", status="being-packed", date_paid_gmt=None)
    assert woocommerce.send("order.updated", order).status_code == 200
    assert not Sale.objects.exists()
    paid = fixture("woocommerce_order", status="being-packed", date_modified_gmt="2025-03-11T00:00:00")
    woocommerce.send("order.updated", paid)
    assert Sale.objects.get().cancelled_on is None


def test_orders_that_were_typed_in_are_no_carts(woocommerce: Sender) -> None:
    woocommerce.send("order.updated", fixture("woocommerce_order", created_via="admin"))
    assert not Cart.objects.exists()

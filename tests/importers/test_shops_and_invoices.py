"""Orders of shops, payments, invoices: what a sale comes to, and which rows are none."""

from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Sum

from crm.models import Cart, Product, Sale
from tests.importers.test_loading import Loader, counted, load

__all__ = ["load"]
SHOPIFY = """Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Billing Name,Refunded Amount,Id
#1,a@x.com,paid,2024-03-01 10:00:00 +0100,EUR,115.00,5.00,20.00,120.00,2024-03-01 09:00:00 +0100,1,Tee,100.00,Ann,0.00,501
#1,a@x.com,,,,,,,,2024-03-01 09:00:00 +0100,2,Mug,7.50,,,
#2,b@x.com,partially_refunded,2024-03-02 10:00:00 +0100,EUR,120.00,0.00,20.00,120.00,2024-03-02 09:00:00 +0100,1,Tee,120.00,Bob,60.00,502
#3,b@x.com,voided,,EUR,50.00,0.00,0.00,50.00,2024-03-03 09:00:00 +0100,1,Tee,50.00,Bob,0.00,503
#4,b@x.com,refunded,2024-03-04 10:00:00 +0100,EUR,50.00,0.00,0.00,50.00,2024-03-04 09:00:00 +0100,1,Tee,50.00,Bob,50.00,504
"""
STRIPE = """id,Created date (UTC),Amount,Amount Refunded,Currency,Status,Customer Email
ch_1,2024-02-28 23:30:00,50.00,0.00,eur,Paid,a@x.com
ch_2,2024-02-29 23:30:00,60.00,10.00,eur,Paid,a@x.com
ch_3,2024-02-29 10:00:00,70.00,0.00,eur,Failed,a@x.com
"""
WOOCOMMERCE = """Order Number,Order Status,Order Date,Email (Billing),Order Total Amount,Order Refund Amount,Item Name
1,Completed,2024-03-01 09:00,a@b.fr,120,0,Tee
1,Completed,2024-03-01 09:00,a@b.fr,120,0,Mug
2,Cancelled,2024-03-02 09:00,a@b.fr,80,0,Tee
"""
INVOICES = """Date facture;N° facture;Client;Total;Montant HT;TVA
13/04/2024;FA1;Acme;1 200,00 €;1 000,00 €;200,00 €
14/04/2024;AV1;Acme;-120,00 €;-100,00 €;-20,00 €
"""
DOCUMENTS = """Type de pièce;Numéro;Date;Client;Total HT;Total TTC
Facture;1;13/05/2024;Acme;100,00;120,00
Avoir;2;14/05/2024;Acme;40,00;48,00
"""


def told() -> dict[str, Any]:
    sales = Sale.objects.order_by("sold_on", "number")
    return {"amounts": [f"{each.amount:.2f}" for each in sales], "kinds": [each.kind for each in sales]}


def revenue() -> Decimal:
    return Sale.objects.standing().aggregate(sum=Sum("amount"))["sum"]


def test_an_order_of_shopify_is_one_sale_without_tax_and_what_was_given_back(load: Loader) -> None:
    summary = load("sales", SHOPIFY, "--create-missing")
    assert (summary["preset"], counted(summary), summary["skipped"]) == (
        "shopify-orders", {"read": 5, "created": 3}, 2,
    )  # fmt: skip
    assert told()["amounts"] == ["100.00", "50.00", "0.00"]
    assert Sale.objects.get(external_id="501").account.name == "Ann"
    assert counted(load("sales", SHOPIFY, "--create-missing")) == {"read": 5, "unchanged": 3}


def test_what_is_given_back_later_is_taken_off(load: Loader) -> None:
    load("sales", SHOPIFY, "--create-missing")
    assert counted(load("sales", SHOPIFY.replace("Ann,0.00", "Ann,120.00"), "--create-missing"))["updated"] == 1
    assert revenue() == 50


def test_payments_of_stripe_are_told_in_utc(load: Loader) -> None:
    summary = load("sales", STRIPE, "--create-missing")
    assert (summary["preset"], summary["skipped"], revenue()) == ("stripe-payments", 1, 100)
    assert sorted(str(each.sold_on) for each in Sale.objects.all()) == ["2024-02-29", "2024-03-01"]


def test_an_order_of_woocommerce_with_two_products_is_one(load: Loader) -> None:
    summary = load("sales", WOOCOMMERCE, "--create-missing")
    assert (counted(summary), summary["skipped"]) == ({"read": 3, "created": 1, "unchanged": 1}, 1)
    assert revenue() == 120


def test_the_amount_without_tax_goes_before_a_total(load: Loader) -> None:
    assert counted(load("sales", INVOICES, "--create-missing")) == {"read": 2, "created": 2}
    assert told() == {"amounts": ["1000.00", "-100.00"], "kinds": ["sale", "refund"]}
    assert list(Sale.objects.order_by("sold_on").values_list("number", flat=True)) == ["FA1", "AV1"]


def test_the_price_of_one_is_not_what_a_sale_comes_to(load: Loader) -> None:
    load("sales", "Date,Prix HT,Quantité,Total\n2024-05-13,10,3,30\n")
    assert told()["amounts"] == ["30.00"]


def test_a_net_amount_has_nothing_more_taken_off(load: Loader) -> None:
    load("sales", "Date,Net amount,Tax,Refunded amount\n2024-05-13,90,18,10\n")
    assert told()["amounts"] == ["90.00"]


def test_what_was_cancelled_is_no_sale(load: Loader) -> None:
    text = "Date,Customer,Total,Status\n2024-05-13,Acme,10,Completed\n2024-05-14,Acme,20,Cancelled\n"
    summary = load("sales", text, "--create-missing")
    assert (counted(summary), summary["skipped"]) == ({"read": 2, "created": 1}, 1)
    assert revenue() == 10


def test_a_credit_note_takes_off_whatever_its_sign(load: Loader) -> None:
    load("sales", DOCUMENTS, "--create-missing")
    assert told() == {"amounts": ["100.00", "-40.00"], "kinds": ["sale", "refund"]}


def test_a_checkout_that_was_completed_is_not_abandoned(load: Loader) -> None:
    text = """Id,Email,Created at,Updated at,Completed at,Total,Lineitem quantity,Lineitem name
1,a@x.com,2024-05-01 10:00:00 +0200,2024-05-01 10:30:00 +0200,2024-05-01 12:00:00 +0200,10.00,1,Tee
1,a@x.com,,,,,1,Mug
2,b@x.com,2024-05-02 10:00:00 +0200,2024-05-02 10:30:00 +0200,,20.00,1,Tee
"""
    summary = load("carts", text, "--create-missing")
    assert (counted(summary), summary["skipped"]) == ({"read": 3, "created": 2}, 1)
    assert Cart.objects.filter(converted_at=None).get().external_id == "2"


@pytest.mark.parametrize(
    "names",
    [
        ("view_item", "add_to_cart", "begin_checkout", "purchase"),
        ("Product Viewed", "Product Added", "Checkout Started", "Order Completed"),
        ("pageview", "added_to_cart", "checkout", "placed_order"),
    ],
)
def test_events_go_by_the_names_of_several_shops(load: Loader, names: tuple[str, ...]) -> None:
    rows = [f"s1,2024-05-01 10:0{minute}:00,{name},p1,10" for minute, name in enumerate(names)]
    rows.append(f"s2,2024-05-01 11:00:00,{names[1]},p1,10")
    summary = load("cart_events", "session_id,timestamp,event,item_id,price\n" + "\n".join(rows))
    assert (counted(summary), summary["skipped"]) == ({"read": 5, "created": 3}, 2)
    assert (Cart.objects.count(), Cart.objects.filter(converted_at=None).count(), revenue()) == (2, 1, 10)


def test_products_of_shopify_and_of_a_french_list(load: Loader) -> None:
    shopify = "Handle,Title,Type,Variant SKU,Variant Price\ntee,Tee,Shirts,T1,10.00\ntee,,,T2,10.00\n"
    assert counted(load("products", shopify)) == {"read": 2, "created": 1}
    assert counted(load("products", "Référence;Libellé;Prix de vente HT\nR1;Vis;1,50\n")) == {"read": 1, "created": 1}
    assert dict(Product.objects.values_list("name", "price")) == {"Tee": Decimal(10), "Vis": Decimal("1.5")}


ORDER_LINES = """Order ID,Order Date,Customer Name,Product Name,Sales
O1,2024-01-02,Ann,Chair,10
O1,2024-01-02,Ann,Desk,20
O2,2024-01-03,Bob,Chair,10
"""


def test_orders_with_a_row_for_each_product_are_told_apart_by_both(load: Loader) -> None:
    summary = load("sales", ORDER_LINES, "--create-missing", "--key", "external_id", "--key", "product")
    assert counted(summary) == {"read": 3, "created": 3}
    assert {each.account.name for each in Sale.objects.select_related("account")} == {"Ann", "Bob"}
    assert sum(each.amount for each in Sale.objects.all()) == 40

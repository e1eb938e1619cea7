"""Shopify: its orders with their refunds, and its checkouts, which are carts here."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from crm.ingest.documents import CartState, Conversion, Customer, Document, Item, Order, Refund, Removed
from crm.ingest.reading import Said
from crm.ingest.refusals import UnusedError

ORDERS = frozenset(
    {"orders/create", "orders/updated", "orders/paid", "orders/cancelled", "orders/fulfilled",
     "orders/partially_fulfilled"}
)  # fmt: skip
CHECKOUTS = frozenset({"checkouts/create", "checkouts/update"})
# In the order in which an order goes through them: of two messages of one second the later state counts.
STATES = ("pending", "authorized", "partially_paid", "paid", "partially_refunded", "refunded", "expired", "voided")
ENDED = frozenset({"expired", "voided"})
MOST_REFUNDS = 99
# A payment that is given back counts from when it is under way.
GIVEN_BACK = frozenset({"success", "pending"})
ZERO = Decimal(0)


def read(topic: str, said: Said) -> list[Document]:
    if topic in ORDERS:
        return [order_of(said)]
    if topic == "orders/delete":
        return [Removed(said.key("id"), timezone.now())]
    if topic == "refunds/create":
        refund = refund_of(said, said.key("order_id"), "")
        if not refund.amount:
            raise UnusedError(_("Goods came back, and no money was given back."))
        return [refund]
    if topic in CHECKOUTS:
        return checkout_of(said)
    raise UnusedError(_("Jauge uses the topics of orders, refunds and checkouts."))


def order_of(said: Said) -> Order:
    if said.yes("test"):
        raise UnusedError(_("It is a test order of the shop."))
    refunds = [refund_of(each, said.key("id"), said.currency("currency")) for each in said.each("refunds")]
    status, cancelled = said.text("financial_status"), said.has("cancelled_at")
    place = STATES.index(status) if status in STATES else 0
    return Order(
        external_id=said.key("id"),
        version=said.moment("updated_at"),
        rank=(place + len(STATES) * cancelled) * (MOST_REFUNDS + 1) + min(len(refunds), MOST_REFUNDS),
        at=said.moment_if_told("processed_at") or said.moment("created_at"),
        amount=max(said.amount("total_price") - said.amount("total_tax", ZERO), ZERO),
        currency=said.currency("currency"),
        sold=True,
        stands=not cancelled and status not in ENDED,
        number=said.text("name", 60),
        customer=customer_of(said),
        items=items_of(said),
        cart=said.key("checkout_token", needed=False),
        refunds=tuple(each for each in refunds if each.amount),
    )


def items_of(said: Said) -> tuple[Item, ...]:
    with_tax = bool(said.yes("taxes_included"))
    return tuple(item_of(line, with_tax) for line in said.each("line_items") if line.quantity("quantity"))


def item_of(line: Said, with_tax: bool) -> Item:
    """Its price times its quantity, less its share of discounts, and less its taxes where prices include them."""
    quantity = line.quantity("quantity")
    less = total(line.each("discount_allocations"), "amount")
    if with_tax:
        less += total(line.each("tax_lines"), "price")
    name = line.text("title") or line.text("name")
    return Item(name, line.text("sku", 60), quantity, line.number("price", ZERO) * quantity - less)


def total(rows: Iterable[Said], name: str) -> Decimal:
    return sum((each.number(name, ZERO) for each in rows), ZERO)


def refund_of(said: Said, order: str, currency: str) -> Refund:
    """What was paid back, less the VAT in it."""
    paid = [
        each
        for each in said.each("transactions")
        if each.text("kind") == "refund" and each.text("status") in GIVEN_BACK
    ]
    tax = total(said.each("refund_line_items"), "total_tax")
    tax += sum((abs(each.number("tax_amount", ZERO)) for each in said.each("order_adjustments")), ZERO)
    at = said.moment("created_at")
    return Refund(
        external_id=said.key("id"),
        of_sale=order,
        amount=max(total(paid, "amount") - tax, ZERO),
        currency=(paid[0].currency("currency") if paid else "") or currency,
        version=at,
        at=said.moment_if_told("processed_at") or at,
    )


def customer_of(said: Said) -> Customer:
    buyer, billing = said.inside("customer"), said.inside("billing_address")
    names = billing if billing.has("last_name") else buyer
    return Customer(
        email=said.email("email") or said.email("contact_email") or buyer.email("email"),
        phone=said.text("phone", 40) or buyer.text("phone", 40) or billing.text("phone", 40),
        first_name=names.text("first_name", 100),
        last_name=names.text("last_name", 100),
        company=billing.text("company"),
    )


def checkout_of(said: Said) -> list[Document]:
    key = said.key("token")
    pieces = sum((each.quantity("quantity") for each in said.each("line_items")), ZERO)
    cart = CartState(
        external_id=key,
        version=said.moment("updated_at"),
        created_at=said.moment("created_at"),
        touched_at=said.moment("updated_at"),
        amount=max(said.amount("total_price") - said.amount("total_tax", ZERO), ZERO),
        currency=said.currency("currency"),
        items=int(max(pieces, ZERO)),
        customer=customer_of(said),
    )
    completed = said.moment_if_told("completed_at")
    return [cart, Conversion(key, completed, said.key("order_id", needed=False))] if completed else [cart]

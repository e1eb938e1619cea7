"""WooCommerce: its orders, with their refunds, and the carts that they were while nobody had paid."""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from crm.ingest.documents import CartState, Conversion, Customer, Document, Item, Order, Refund, Removed
from crm.ingest.reading import Said
from crm.ingest.refusals import UnusedError
from crm.models.lines import CENT

ORDERS = frozenset({"order.created", "order.updated", "order.restored"})
# In the order in which an order goes through them: of two messages of one second the later state counts.
STATES = (
    "checkout-draft", "pending", "failed", "on-hold", "processing", "completed", "refunded", "cancelled", "trash",
)  # fmt: skip
SOLD = frozenset({"processing", "completed", "refunded"})
# A shop may add states of its own: paid orders in them are sales.
UNSOLD = frozenset(STATES) - SOLD
BETWEEN = STATES.index("completed")
# Orders that a customer made in the shop; others were typed in, or follow from a subscription.
FROM_CHECKOUT = frozenset({"checkout", "store-api"})
MOST_REFUNDS = 99


def read(topic: str, said: Said) -> list[Document]:
    if topic == "order.deleted":
        return [Removed(said.key("id"), timezone.now())]
    if topic not in ORDERS:
        raise UnusedError(_("Jauge uses the topics order.created, order.updated, order.deleted and order.restored."))
    order = order_of(said)
    return [*cart_of(said, order), order]


def order_of(said: Said) -> Order:
    status = said.text("status").removeprefix("wc-")
    version = said.moment("date_modified_gmt", utc=True)
    paid = said.has("date_paid_gmt")
    total, tax = said.amount("total"), said.amount("total_tax", Decimal(0))
    refunds = refunds_of(said, total, tax)
    place = STATES.index(status) if status in STATES else BETWEEN
    return Order(
        external_id=said.key("id"),
        version=version,
        rank=place * (MOST_REFUNDS + 1) + min(len(refunds), MOST_REFUNDS),
        at=said.moment("date_created_gmt", utc=True),
        amount=max(total - tax, Decimal(0)),
        currency=said.currency("currency"),
        sold=status in SOLD or paid,
        stands=status in SOLD or (paid and status not in UNSOLD),
        number=said.text("number", 60),
        customer=customer_of(said.inside("billing")),
        items=tuple(item_of(each) for each in said.each("line_items") if each.quantity("quantity")),
        refunds=refunds,
    )


def item_of(line: Said) -> Item:
    return Item(
        name=line.text("name"),
        code=line.text("sku", 60),
        quantity=line.quantity("quantity"),
        amount=line.number("total", Decimal(0)),
    )


def refunds_of(order: Said, total: Decimal, tax: Decimal) -> tuple[Refund, ...]:
    """An order tells what was given back with VAT and not when: VAT is taken off in proportion."""
    share = (total - tax) / total if total else Decimal(1)
    return tuple(
        Refund(
            external_id=each.key("id"),
            of_sale=order.key("id"),
            amount=(abs(each.number("total")) * share).quantize(CENT),
            currency=order.currency("currency"),
            version=order.moment("date_modified_gmt", utc=True),
        )
        for each in order.each("refunds")
        if each.number("total")
    )


def customer_of(billing: Said) -> Customer:
    return Customer(
        email=billing.email("email"),
        phone=billing.text("phone", 40),
        first_name=billing.text("first_name", 100),
        last_name=billing.text("last_name", 100),
        company=billing.text("company"),
    )


def cart_of(said: Said, order: Order) -> list[Document]:
    """WooCommerce tells of no cart; an order is one from the checkout on until it is paid."""
    if said.text("created_via") not in FROM_CHECKOUT:
        return []
    pieces = sum((item.quantity for item in order.items if item.quantity > 0), Decimal(0))
    cart = CartState(
        external_id=order.external_id,
        version=order.version,
        created_at=order.at,
        touched_at=order.at,
        amount=order.amount,
        currency=order.currency,
        items=int(pieces),
        customer=order.customer,
    )
    if not order.sold:
        return [cart]
    paid_at = said.moment_if_told("date_paid_gmt", utc=True) or order.at
    return [cart, Conversion(order.external_id, max(paid_at, order.at), order.external_id)]

"""Our own documents, for every other shop, cash desk or telephone system; see docs/ingest.md."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _

from crm.ingest.documents import Call, CartState, Conversion, Customer, Document, Item, Order, Refund, Removed
from crm.ingest.reading import Said
from crm.ingest.refusals import RefusedError, UnusedError

COMMON = ("type", "id", "occurred_at", "updated_at")
PERSON = ("email", "phone", "first_name", "last_name", "company", "account")


def customer_of(said: Said) -> Customer:
    person = said.inside("customer")
    person.only(PERSON)
    return Customer(
        email=person.email("email"),
        phone=person.text("phone", 40),
        first_name=person.text("first_name", 100),
        last_name=person.text("last_name", 100),
        company=person.text("company"),
        account=person.key("account", needed=False),
    )


def cart(said: Said) -> list[Document]:
    said.only((*COMMON, "created_at", "amount", "currency", "items", "customer"))
    at = said.moment("occurred_at")
    created = said.moment_if_told("created_at") or at
    state = CartState(
        external_id=said.key("id"),
        version=said.moment_if_told("updated_at") or at,
        created_at=min(created, at),
        touched_at=at,
        amount=said.amount("amount", Decimal(0)),
        currency=said.currency("currency"),
        items=said.whole("items"),
        customer=customer_of(said),
    )
    return [state]


def conversion(said: Said) -> list[Document]:
    said.only((*COMMON, "sale", "customer"))
    at = said.moment("occurred_at")
    return [Conversion(said.key("id"), at, said.key("sale", needed=False), customer_of(said))]


def sale(said: Said) -> list[Document]:
    said.only((*COMMON, "number", "amount", "currency", "lines", "cart", "customer"))
    at, items = said.moment("occurred_at"), tuple(item(each) for each in said.each("lines"))
    if not said.has("amount") and not items:
        raise RefusedError(_("Give the amount, or the lines that add up to it."))
    order = Order(
        external_id=said.key("id"),
        version=said.moment_if_told("updated_at") or at,
        rank=0,
        at=at,
        amount=said.amount("amount", sum((each.amount for each in items), Decimal(0))),
        currency=said.currency("currency"),
        number=said.text("number", 60),
        customer=customer_of(said),
        items=items,
        cart=said.key("cart", needed=False),
    )
    return [order]


def item(said: Said) -> Item:
    said.only(("name", "code", "quantity", "amount"))
    quantity = said.quantity("quantity")
    if quantity <= 0:
        raise RefusedError(_("“%(field)s” is not more than 0.") % {"field": said.named("quantity")})
    return Item(said.text("name"), said.text("code", 60), quantity, said.amount("amount"))


def cancellation(said: Said) -> list[Document]:
    said.only(COMMON)
    return [Removed(said.key("id"), said.moment("occurred_at"))]


def refund(said: Said) -> list[Document]:
    said.only((*COMMON, "sale", "amount", "currency", "customer"))
    at, amount = said.moment("occurred_at"), said.amount("amount")
    if not amount:
        raise RefusedError(_("“%(field)s” is not more than 0.") % {"field": "amount"})
    version = said.moment_if_told("updated_at") or at
    key, of_sale = said.key("id"), said.key("sale", needed=False)
    return [Refund(key, of_sale, amount, said.currency("currency"), version, at, customer_of(said))]


def call(said: Said) -> list[Document]:
    said.only((*COMMON, "direction", "phone", "customer", "user", "duration_seconds", "answered", "subject", "notes"))
    user, direction = said.inside("user"), said.text("direction")
    user.only(("email", "extension"))
    if direction not in ("", "inbound", "outbound"):
        raise RefusedError(_("“%(field)s” is neither inbound nor outbound.") % {"field": "direction"})
    person, at = customer_of(said), said.moment("occurred_at")
    if said.has("phone"):
        person = Customer(person.email, said.text("phone", 40), person.first_name, person.last_name, person.company,
                          person.account)  # fmt: skip
    answered = said.yes("answered")
    made = Call(
        external_id=said.key("id"),
        version=said.moment_if_told("updated_at") or at,
        at=at,
        seconds=said.whole("duration_seconds", 86_400),
        inbound=None if not direction else direction == "inbound",
        answered=answered is not False,
        customer=person,
        user=user.email("email"),
        extension=user.text("extension", 40),
        subject=said.text("subject"),
        notes=said.text("notes", 20_000),
    )
    return [made]


READERS: dict[str, Callable[[Said], list[Document]]] = {
    "cart.created": cart,
    "cart.updated": cart,
    "cart.converted": conversion,
    "sale.recorded": sale,
    "sale.cancelled": cancellation,
    "refund.recorded": refund,
    "call.logged": call,
}


def read(topic: str, said: Said) -> list[Document]:
    if topic not in READERS:
        words = {"names": ", ".join(READERS)}
        raise UnusedError(_("Jauge uses messages of the types %(names)s.") % words)
    return READERS[topic](said)

"""A shop's log, one row per event of a session → its carts, and the sales they became."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from crm.importers.fields import DATE, NUMBER, REFERENCE, TEXT, Field, local_date
from crm.importers.kinds.attribution import ACCOUNT_FIELD, ATTRIBUTION
from crm.importers.kinds.base import CREATED, SKIPPED, UNCHANGED, Kind, Row
from crm.importers.kinds.lookups import ACCOUNT
from crm.importers.kinds.sales import at_noon, first_sales
from crm.importers.problems import RowProblem
from crm.models import Account, Cart, CartEvent, Sale

ADDED, REMOVED, BOUGHT = CartEvent.Kind.ADDED, CartEvent.Kind.REMOVED, CartEvent.Kind.BOUGHT
VIEWED = "viewed"
# Steps between the cart and its purchase, as GA4, Segment and Shopify call them, change neither.
PASSED = (
    "view_item", "view_item_list", "select_item", "view_cart", "begin_checkout", "add_shipping_info", "add_payment_info",
    "checkout", "checkout_started", "checkout started", "initiate_checkout", "initiatecheckout", "started checkout",
    "product viewed", "product_viewed", "viewed product", "cart viewed", "pageview", "page view", "viewcontent",
)  # fmt: skip
TYPES = {
    **dict.fromkeys(PASSED, VIEWED),
    **dict.fromkeys(("added_to_cart", "added to cart", "add to cart", "product added", "product_added"), ADDED),
    **dict.fromkeys(("removed_from_cart", "remove from cart", "product removed", "product_removed"), REMOVED),
    **dict.fromkeys(("order completed", "order_completed", "placed order", "placed_order", "purchased"), BOUGHT),
    **dict.fromkeys(("checkout_completed", "checkout completed"), BOUGHT),
    "view": VIEWED, "page_view": VIEWED, "cart": ADDED, "add": ADDED, "add_to_cart": ADDED, "addtocart": ADDED,
    "remove_from_cart": REMOVED, "removefromcart": REMOVED, "remove": REMOVED, "purchase": BOUGHT,
    "transaction": BOUGHT, "order": BOUGHT,
}  # fmt: skip
ATTRIBUTES = ("account", *(each.name for each in ATTRIBUTION))
Identity = tuple[str, datetime, str, str, Decimal]


@dataclass
class Session:
    """What the events of a session come to. Without anything put into it, there is no cart to abandon."""

    added: list[datetime] = field(default_factory=list)
    bought: list[datetime] = field(default_factory=list)
    latest: datetime | None = None
    paid: Decimal = Decimal(0)
    left: dict[str, list[Decimal]] = field(default_factory=lambda: defaultdict(list))

    def take(self, event: CartEvent) -> None:
        """The next event, in the order of time."""
        self.latest = event.at
        if event.kind == ADDED:
            self.added.append(event.at)
            self.left[event.product].append(event.price)
        elif event.kind == BOUGHT:
            self.bought.append(event.at)
            self.paid += event.price
        elif self.left[event.product]:
            self.left[event.product].pop()

    def cart(self) -> dict[str, Any]:
        prices = [price for product in self.left.values() for price in product]
        return {
            "created_at": self.added[0], "created_on": local_date(self.added[0]), "touched_at": self.latest,
            "converted_at": self.bought[-1] if self.bought else None, "amount": sum(prices, Decimal(0)),
            "items": len(prices),
        }  # fmt: skip

    def sale(self) -> dict[str, Any]:
        return {"sold_at": self.bought[-1], "sold_on": local_date(self.bought[-1]), "amount": self.paid}


class CartEvents(Kind):
    """Views are passed over. Loading a log again, or its parts in another order, gives the same carts."""

    id = "cart_events"
    model = CartEvent
    fields = (
        Field(
            "session",
            headers=("user session", "session id", "cart id", "ga session id", "panier"),
            required=True,
            most=100,
        ),
        Field("at", DATE, ("event time", "timestamp", "time", "date"), required=True),
        Field("event_type", TEXT, ("event", "event name", "type", "action"), required=True, choices=TYPES),
        Field("product", headers=("product id", "item id", "itemid", "sku", "produit"), most=60),
        Field("price", NUMBER, ("prix", "unit price", "amount", "montant")),
        Field(
            "account", REFERENCE, ("user id", "customer id", *ACCOUNT_FIELD.headers), reference=ACCOUNT, lenient=True
        ),
        *(replace(each, headers=()) for each in ATTRIBUTION),
    )

    def clean(self, row: Row) -> None:
        values = row.values
        values["at"], values["price"] = at_noon(values["at"]), values.get("price") or Decimal(0)
        if values["price"] < 0:
            raise RowProblem("price", values["price"], _("The price of a product is not negative."))

    def apply(self, rows: list[Row]) -> None:
        """Keeps the events that are new, then folds their sessions from all that is known of them."""
        telling = [row for row in rows if row.values["event_type"] != VIEWED]
        known = self.known({row.values["session"] for row in telling})
        fresh: dict[Identity, Row] = {}
        for row in rows:
            row.state = SKIPPED
        for row in telling:
            identity = identity_of(row)
            row.state = UNCHANGED if identity in known or identity in fresh else CREATED
            fresh.update({identity: row} if row.state == CREATED else {})
        names = ("session", "at", "kind", "product", "price")
        events = CartEvent.objects.bulk_create([CartEvent(**dict(zip(names, each, strict=True))) for each in fresh])
        self.effects.made(events)
        self.effects.watch(Account, {row.values["account"].pk for row in telling if row.values.get("account")})
        self.fold({row.values["session"]: row for row in reversed(fresh.values())})

    def known(self, sessions: set[str]) -> set[Identity]:
        events = CartEvent.objects.filter(session__in=sessions)
        return {(each.session, each.at, each.kind, each.product, each.price) for each in events}

    def fold(self, rows: dict[str, Row]) -> None:
        """Writes cart and sale of each session; who they are attributed to is what its first row says."""
        sessions = of_sessions(CartEvent.objects.filter(session__in=rows).order_by("session", "at", "pk"))
        sales = self.write(Sale, {key: found.sale() for key, found in sessions.items() if found.bought}, rows)
        carts = {key: {**found.cart(), "sale": sales.get(key)} for key, found in sessions.items() if found.added}
        self.write(Cart, carts, rows)
        first_sales(list(sales.values()))

    def write(self, model: Any, wanted: dict[str, dict[str, Any]], rows: dict[str, Row]) -> dict[str, Any]:
        """Makes the records of sessions or brings them up to date, by the session as their external id."""
        records = {each.external_id: each for each in model.objects.filter(external_id__in=wanted).order_by("-pk")}
        self.effects.watch(model, [each.pk for each in records.values()])
        changed, made = [], []
        for session, values in wanted.items():
            record = records.get(session)
            if record is None:
                record = model(external_id=session, **values, **attributes(rows[session]))
                record.attribute()
                made.append(record)
            else:
                for name, value in values.items():
                    setattr(record, name, value)
                changed.append(record)
        model.objects.bulk_create(made)
        self.effects.made(made)
        if changed:
            model.objects.bulk_update(changed, list(wanted[changed[0].external_id]), batch_size=200)
        return {**records, **{each.external_id: each for each in made}}


def identity_of(row: Row) -> Identity:
    values = row.values
    return values["session"], values["at"], values["event_type"], values.get("product") or "", values["price"]


def attributes(row: Row) -> dict[str, Any]:
    return {name: row.values[name] for name in ATTRIBUTES if row.values.get(name) is not None}


def of_sessions(events: Iterable[CartEvent]) -> dict[str, Session]:
    """The events of several sessions, in the order of time, folded."""
    sessions: dict[str, Session] = defaultdict(Session)
    for event in events:
        sessions[event.session].take(event)
    return sessions

"""Carts, folded from all that was told of them: the same cart comes out in whatever order it was told."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from crm.ingest.customers import NOBODY, found
from crm.ingest.documents import CartState, Conversion, Customer, Order
from crm.ingest.ledger import Ledger, Result, applied, deleted_here, fingerprint, repeated
from crm.ingest.sales import moment_in
from crm.models import Cart, IngestRecord, Sale

CART = IngestRecord.Kind.CART


class Carts:
    """Of each cart is remembered when it was made first and touched last, what was in it by the newest message, and
    when it became a sale first. An order that came of a cart of which nothing is told makes none: a shop that tells of
    orders only would seem to have no abandoned carts."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.source = ledger.source
        self.company = ledger.company

    def state(self, told: CartState) -> Result:
        entry = self.ledger.entry(CART, told.external_id)
        if entry.was_deleted:
            return deleted_here()
        before = dict(entry.facts)
        facts = entry.facts
        facts["created"] = min(filter(None, (moment_in(entry, "created"), told.created_at))).isoformat()
        facts["touched"] = max(filter(None, (moment_in(entry, "touched"), told.touched_at))).isoformat()
        if not entry.is_older(told.version):
            entry.version = told.version
            facts |= {"amount": str(self.own_amount(told)), "items": told.items, "said": fingerprint(told)}
        return self.fold(entry, before, told.customer)

    def own_amount(self, told: CartState) -> Decimal:
        day = self.company.local_date(told.created_at)
        return Sale().convert(told.amount, told.currency, day) or Decimal(0)

    def conversion(self, told: Conversion) -> Result:
        entry = self.ledger.entry(CART, told.external_id)
        if entry.was_deleted:
            return deleted_here()
        before = (dict(entry.facts), entry.of_sale)
        self.convert(entry, told.at, told.of_sale)
        entry.facts["created"] = min(filter(None, (moment_in(entry, "created"), told.at))).isoformat()
        return self.fold(entry, before[0] if before[1] == entry.of_sale else {}, told.customer)

    def ordered(self, order: Order) -> None:
        """The cart that an order came of, if any is known or will be; and those that named the order before it came."""
        if order.cart and order.sold:
            entry = self.ledger.entry(CART, order.cart)
            self.convert(entry, order.at, order.external_id)
            entry.save()
        for entry in self.ledger.of_sale(CART, order.external_id):
            if "created" in entry.facts and not entry.was_deleted:
                self.fold(entry, {}, order.customer)

    def convert(self, entry: IngestRecord, at: datetime, of_sale: str) -> None:
        """It became a sale at the earliest of the moments that are told."""
        entry.facts["converted"] = min(filter(None, (moment_in(entry, "converted"), at))).isoformat()
        entry.of_sale = of_sale or entry.of_sale

    def fold(self, entry: IngestRecord, before: dict[str, Any], customer: Customer) -> Result:
        if entry.made and entry.facts == before:
            entry.save()
            return repeated()
        cart = entry.cart or self.begun(entry)
        created, converted = moment_in(entry, "created"), moment_in(entry, "converted")
        cart.created_at = created  # type: ignore[assignment]
        cart.touched_at = max(filter(None, (created, moment_in(entry, "touched") or converted)))
        cart.converted_at = converted
        cart.amount, cart.items = Decimal(entry.facts.get("amount", 0)), entry.facts.get("items", 0)
        self.link(cart, entry.of_sale)
        self.belong(cart, customer)
        cart.save()
        entry.becomes(cart)
        entry.save()
        return applied()

    def begun(self, entry: IngestRecord) -> Cart:
        created: Any = moment_in(entry, "created")
        known = self.ledger.loaded_before(Cart, entry.external_id, "created_on", self.company.local_date(created))
        return known or Cart(external_id=entry.external_id, channel=self.source.channel)

    def link(self, cart: Cart, of_sale: str) -> None:
        sale = self.ledger.sale_with(of_sale)
        if sale is not None and not Cart.objects.filter(sale=sale).exclude(pk=cart.pk).exists():
            cart.sale = sale

    def belong(self, cart: Cart, customer: Customer) -> None:
        """Its sale's customer, else who is known here: nobody becomes an account by filling a cart."""
        if cart.account is not None:
            return
        of_sale = (cart.sale.account, cart.sale.contact) if cart.sale is not None else NOBODY
        cart.account, cart.contact = of_sale if of_sale[0] is not None else found(customer)
        if cart.owner is None:
            theirs = cart.account.owner if cart.account is not None else None
            cart.owner = theirs or self.source.owner_of_new()
        cart.attribute()

"""Orders become sales, and what is given back becomes refunds; the sums are right whatever arrives first."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from crm.ingest.customers import found_or_made, products_of
from crm.ingest.documents import Item, Order, Refund, Removed
from crm.ingest.ledger import OUTCOMES, Ledger, Result, applied, deleted_here, is_repeat, older, repeated
from crm.models import IngestRecord, Sale, SaleLine

SALE, REFUND = IngestRecord.Kind.SALE, IngestRecord.Kind.REFUND
MILLIONTH = Decimal("0.000001")


class Sales:
    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.source = ledger.source
        self.company = ledger.company

    def order(self, order: Order) -> Result:
        entry = self.ledger.entry(SALE, order.external_id)
        if entry.was_deleted:
            return deleted_here()
        if entry.is_older(order.version, order.rank):
            self.told_earlier(order)
            return older()
        if is_repeat(entry, order):
            return repeated()
        entry.version, entry.rank = order.version, order.rank
        sale = entry.sale or self.loaded_before(order)
        if sale is None and not order.sold:
            entry.save()
            return Result(OUTCOMES.WAITING, _("The order is not paid yet: it becomes a sale once it is."))
        entry.becomes(self.write(sale or Sale(external_id=order.external_id), order))
        entry.save()
        self.refunds_of(order)
        return applied()

    def loaded_before(self, order: Order) -> Any:
        day = self.company.local_date(order.at)
        kinds = {"kind": Sale.Kind.SALE, "opportunity": None}
        return self.ledger.loaded_before(Sale, order.external_id, "sold_on", day, **kinds)

    def write(self, sale: Sale, order: Order) -> Sale:
        """Brings the sale to what the order says; whose it is stays, once somebody has it."""
        previous, before = sale.sold_on, sale.account
        sale.sold_at, sale.sold_on = order.at, self.company.local_date(order.at)
        sale.number = order.number or sale.number
        sale.amount = sale.convert(order.amount, order.currency, sale.sold_on)  # type: ignore[assignment]
        sale.cancelled_on = None if order.stands else self.company.local_date(order.version)
        if sale.account is None:
            sale.account, sale.contact = found_or_made(order.customer, self.source)
        self.attribute(sale)
        sale.save()
        self.put_lines(sale, order)
        if sale.account is not None and ((before is not None and previous != sale.sold_on) or not order.stands):
            for day in {previous, sale.sold_on} - {None}:
                sale.account.forget_sale(day)
        return sale

    def attribute(self, sale: Sale) -> None:
        if sale._state.adding:
            sale.channel = self.source.channel
            theirs = sale.account.owner if sale.account is not None else None
            sale.owner = theirs or self.source.owner_of_new()

    def put_lines(self, sale: Sale, order: Order) -> None:
        """The lines add up to the amount: what is charged beside the goods is a line of its own, and no goods."""
        if not order.items:
            return
        products, rate = products_of(order.items), sale.exchange_rate or Decimal(1)
        lines = [self.line(item, products.get(item), rate) for item in order.items]
        sale.lines.all().delete()
        summary = SaleLine.summary(lines)
        left = sale.amount - sum((line.amount for line in lines), Decimal(0))
        if left:
            with translation.override(self.company.language):
                lines.append(SaleLine(description=_("Shipping, fees and rounding"), amount=left))
        for line in lines:
            line.sale = sale
        SaleLine.objects.bulk_create(lines)
        for name, value in summary.items():
            setattr(sale, name, value)
        Sale.objects.filter(pk=sale.pk).update(**summary)

    def line(self, item: Item, product: Any, rate: Decimal) -> SaleLine:
        cost = product.cost * item.quantity if product is not None and product.cost is not None else None
        amount = (item.amount * rate).quantize(MILLIONTH)
        return SaleLine(product=product, description=item.name, quantity=item.quantity, amount=amount, cost=cost)

    def removed(self, order: Removed) -> Result:
        """Gone from the shop: cancelled here. A message that is older does not bring it back."""
        entry = self.ledger.entry(SALE, order.external_id)
        if entry.was_deleted:
            return deleted_here()
        if entry.is_older(order.version):
            return older()
        if entry.sale is None:
            entry.version, entry.rank = order.version, 0
            entry.save()
            return Result(OUTCOMES.UNCHANGED, _("No such order was received: there is nothing to cancel."))
        if entry.sale.cancelled_on is not None:
            return repeated()
        entry.version, entry.rank = order.version, 0
        entry.facts.pop("said", None)
        entry.save()
        entry.sale.cancel(self.company.local_date(order.version))
        return applied()

    # Refunds

    def refunds_of(self, order: Order) -> None:
        """Those that the order tells of, those that waited for it, and those that it no longer knows."""
        told = {refund.external_id for refund in order.refunds or ()}
        for refund in order.refunds or ():
            self.take(refund)
        for entry in self.ledger.of_sale(REFUND, order.external_id):
            known = order.refunds is None or entry.external_id in told
            if not known and entry.version is not None and entry.version <= order.version:
                entry.facts["gone"] = self.company.local_date(order.version).isoformat()
                entry.facts.pop("said", None)
            self.settle(entry)

    def refund(self, refund: Refund) -> Result:
        result = self.take(refund)
        entry = self.ledger.entry(REFUND, refund.external_id)
        if result.outcome == OUTCOMES.APPLIED:
            self.settle(entry)
            if not entry.made:
                return Result(OUTCOMES.WAITING, _("The sale that it belongs to was not received yet: it waits for it."))
        return result

    def take(self, refund: Refund) -> Result:
        """Remembers what is said of a refund; `settle` makes it one."""
        entry = self.ledger.entry(REFUND, refund.external_id)
        if entry.was_deleted:
            return deleted_here()
        self.first_told(entry, refund.version)
        if entry.is_older(refund.version):
            entry.save()
            return older()
        if is_repeat(entry, refund):
            return repeated()
        entry.version, entry.of_sale = refund.version, refund.of_sale
        at = refund.at.isoformat() if refund.at else ""
        entry.facts |= {"amount": str(refund.amount), "currency": refund.currency, "at": at, "gone": ""}
        if not refund.of_sale and not entry.made:
            entry.becomes(self.alone(entry, refund))
        entry.save()
        return applied()

    def told_earlier(self, order: Order) -> None:
        """An older message that knew of a refund already: it was given back by then. It brings none back."""
        told = {refund.external_id: refund.version for refund in order.refunds or ()}
        for entry in self.ledger.of_sale(REFUND, order.external_id):
            if entry.external_id in told:
                self.first_told(entry, told[entry.external_id])
                self.settle(entry)

    @staticmethod
    def first_told(entry: IngestRecord, at: datetime) -> None:
        entry.facts["first"] = min(filter(None, (moment_in(entry, "first"), at))).isoformat()

    def alone(self, entry: IngestRecord, refund: Refund) -> Sale:
        """A refund of no sale in particular."""
        account, contact = found_or_made(refund.customer, self.source)
        made = Sale(kind=Sale.Kind.REFUND, external_id=entry.external_id, account=account, contact=contact)
        self.attribute(made)
        self.date(made, entry)
        made.amount = -made.convert(refund.amount, refund.currency, made.sold_on)  # type: ignore[operator]
        self.turn(made)
        made.save()
        return made

    def settle(self, entry: IngestRecord) -> None:
        """Makes the refund, or brings it to what is known of it and of its sale; it waits where there is no sale."""
        sale = self.ledger.sale_with(entry.of_sale)
        if entry.was_deleted or (sale is None and entry.sale is None) or "amount" not in entry.facts:
            return
        amount = Decimal(entry.facts["amount"])
        day = self.company.local_date(self.moment_of(entry))
        refund = entry.sale or self.ledger.loaded_before(Sale, entry.external_id, "sold_on", day, kind=Sale.Kind.REFUND)
        if sale is not None and refund is None:
            told = {"sold_at": self.moment_of(entry), "external_id": entry.external_id}
            refund = sale.given_back(self.converted(sale, amount, entry, day), day, **told)
        self.bring(refund, sale, amount, entry)
        if entry.sale is None:
            entry.becomes(refund)
        entry.save()

    def bring(self, refund: Sale, sale: Sale | None, amount: Decimal, entry: IngestRecord) -> None:
        """Amount, date, whether it stands: as told, and with its sale."""
        before = (refund.sold_at, refund.amount, refund.cancelled_on, refund.refund_of)
        refund.refund_of = refund.refund_of or sale
        self.date(refund, entry)
        if sale is None:
            refund.amount = -refund.convert(amount, entry.facts["currency"], refund.sold_on)  # type: ignore[operator]
            self.turn(refund)
        else:
            refund.amount = -self.converted(sale, amount, entry, refund.sold_on)
        gone = entry.facts.get("gone")
        refund.cancelled_on = datetime.fromisoformat(gone).date() if gone else sale.cancelled_on if sale else None
        if (refund.sold_at, refund.amount, refund.cancelled_on, refund.refund_of) != before:
            refund.save()
            if sale is not None:
                refund.put_refund_lines(sale)

    def date(self, refund: Sale, entry: IngestRecord) -> None:
        refund.sold_at = self.moment_of(entry)
        refund.sold_on = self.company.local_date(refund.sold_at)

    def moment_of(self, entry: IngestRecord) -> datetime:
        return moment_in(entry, "at") or moment_in(entry, "first")  # type: ignore[return-value]

    def converted(self, sale: Sale, amount: Decimal, entry: IngestRecord, day: Any) -> Decimal:
        """At the rate of its sale, so that what is given back whole comes to nothing."""
        currency = entry.facts["currency"] or sale.currency
        if sale.currency and currency == sale.currency and sale.exchange_rate is not None:
            return (amount * sale.exchange_rate).quantize(MILLIONTH)
        found = Sale().convert(amount, currency, day)
        return found if found is not None else amount

    @staticmethod
    def turn(refund: Sale) -> None:
        """The amount in its own currency is negative as well."""
        if refund.original_amount is not None:
            refund.original_amount = -refund.original_amount


def moment_in(entry: IngestRecord, name: str) -> datetime | None:
    said = entry.facts.get(name)
    return datetime.fromisoformat(said) if said else None

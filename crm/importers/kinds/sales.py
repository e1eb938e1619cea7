"""Sales and refunds, carts, expenses, results of campaigns."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from crm.importers.currencies import CURRENCY_FIELD, Rates
from crm.importers.fields import DATE, NUMBER, REFERENCE, WHOLE, Field, local_date
from crm.importers.kinds.attribution import ACCOUNT_FIELD, ATTRIBUTION, EXTERNAL_ID, SOURCE_FIELD
from crm.importers.kinds.base import SKIPPED, Kind, Row, as_date, required
from crm.importers.kinds.lookups import PRODUCT
from crm.importers.problems import RowProblem
from crm.importers.writing import bring
from crm.models import Account, CampaignResult, Cart, Company, Expense, Sale, SaleLine
from crm.models.names import normalise

# Those without tax go first, as a sale is told without it: beside “Montant HT” a “Total” has the tax in it.
AMOUNT_HEADERS = (
    "net amount", "montant ht", "total ht", "montant total ht", "montant hors taxes", "total hors taxes",
    "amount excl tax", "amount excl vat", "total excl tax", "total excl vat", "net total", "montant net", "total net",
    "total", "montant", "sales", "sales amount", "price", "value", "payment value", "revenue", "chiffre d'affaires", "prix ht",
    "prix",
)  # fmt: skip
# What a document is called that gives money back, normalised; its amount may be written without a minus.
CREDITS = frozenset({
    "avoir", "facture d'avoir", "facture avoir", "note de credit", "remboursement", "credit note", "credit memo",
    "credit", "refund", "gutschrift",
})  # fmt: skip

# What the state of an order or invoice is called that was no sale, normalised.
NOT_SOLD = frozenset({
    "cancelled", "canceled", "annule", "annulee", "failed", "echoue", "echouee", "echec", "void", "voided", "declined",
    "draft", "brouillon",
})  # fmt: skip


def at_noon(value: date | datetime) -> datetime:
    """A moment for a day whose time is not known: noon, the same day in every zone near."""
    return value if isinstance(value, datetime) else datetime.combine(value, time(12), Company.current().zone)


class Sales(Kind):
    """One row is one sale, or a refund where the amount is negative."""

    id = "sales"
    model = Sale
    repeats = True
    bystanders = ("account",)
    key = ("sold_on", "account", "amount", "number")
    related = ("account",)
    fields = (
        Field("external_id", headers=(*EXTERNAL_ID, "order id", "sale id"), most=100),
        Field("number", headers=("order number", "invoice", "numéro", "facture", "numéro de commande", "n° facture", "n° de facture", "numéro de facture", "numéro facture", "invoice number", "invoice no", "n° commande", "n° pièce"), most=60),
        Field("sold_on", DATE, ("date", "order date", "sale date", "date de vente", "invoice date", "date de facture", "date facture", "date de facturation", "date de commande", "date commande", "date de la facture"), required=True),
        Field("kind", headers=("type de pièce", "type de document", "type pièce", "type document", "document type")),
        Field("status", headers=("statut",)),
        Field("amount", NUMBER, AMOUNT_HEADERS, required=True),
        # Known by no header: whether an amount has them in it, only a preset or the user can tell.
        Field("included_tax", NUMBER),
        Field("given_back", NUMBER),
        CURRENCY_FIELD,
        ACCOUNT_FIELD,
        Field("product", REFERENCE, ("produit", "product name", "article"), reference=PRODUCT),
        Field("quantity", NUMBER, ("quantité", "qty", "qté")),
        SOURCE_FIELD,
        *ATTRIBUTION,
    )  # fmt: skip

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.rates = Rates()

    def clean(self, row: Row) -> None:
        values = row.values
        if isinstance(values["sold_on"], datetime):
            values["sold_at"] = values["sold_on"]
        as_date(values, "sold_on")
        values["number"] = values.get("number") or ""
        values["amount"] = kept(values)
        if normalise(values.pop("status", None) or "") in NOT_SOLD:
            row.state = SKIPPED
            return
        values["kind"] = Sale.Kind.REFUND if values["amount"] < 0 else Sale.Kind.SALE
        self.rates.convert(values, values["sold_on"])

    def create(self, rows: list[Row]) -> None:
        sales = [self.prepare(Sale(**self.columns(row))) for row in rows]
        lines = [line for sale, row in zip(sales, rows, strict=True) for line in self.lines(sale, row)]
        Sale.objects.bulk_create(sales)
        self.effects.made(sales)
        SaleLine.objects.bulk_create(lines)
        first_sales(sales)

    def lines(self, sale: Sale, row: Row) -> list[SaleLine]:
        product = row.values.get("product")
        if product is None:
            return []
        quantity = row.values.get("quantity") or 1
        cost = product.cost * quantity if product.cost is not None else None
        lines = [SaleLine(sale=sale, product=product, quantity=quantity, amount=sale.amount, cost=cost)]
        for name, value in SaleLine.summary(lines).items():
            setattr(sale, name, value)
        return lines

    def prepare(self, record: Any) -> Any:
        record.attribute()
        return record


def kept(values: dict[str, Any]) -> Decimal:
    """What remains of an amount without the tax in it and what was given back of it; both are no values any more."""
    amount: Decimal = values["amount"]
    tax, back = (values.pop(name, None) or Decimal(0) for name in ("included_tax", "given_back"))
    if normalise(values.get("kind") or "") in CREDITS:
        return -abs(amount)
    if not amount or not (tax or back):
        return amount
    # What is given back has its share of the tax in it, and it is no more than all.
    left = max(amount - abs(back), Decimal(0)) if amount > 0 else amount
    return (left * max(1 - abs(tax / amount), Decimal(0))).quantize(Decimal("0.000001"))


def first_sales(sales: list[Sale]) -> None:
    """Accounts remember their earliest sale."""
    earliest: dict[int, date] = {}
    accounts: dict[int, Account] = {}
    for sale in sales:
        if sale.account is not None and sale.kind == Sale.Kind.SALE:
            key = sale.account.pk
            accounts[key] = sale.account
            earliest[key] = min(sale.sold_on, earliest.get(key, sale.sold_on))
    changed: dict[int, date] = {}
    # Asked again: another import may have told of earlier ones meanwhile.
    known = dict(Account.objects.filter(pk__in=earliest).values_list("pk", "customer_since"))
    for key, on in earliest.items():
        account = accounts[key]
        account.customer_since = known.get(key)
        if account.customer_since is None or on < account.customer_since:
            account.customer_since = on
            changed[key] = on
    bring(Account, "customer_since", changed)


class Carts(Kind):
    id = "carts"
    model = Cart
    repeats = True
    key = ("created_at", "account", "amount")
    related = ("account",)
    fields = (
        Field("external_id", headers=(*EXTERNAL_ID, "cart id", "user session", "panier"), most=100),
        Field("created_at", DATE, ("created", "date", "créé le", "event time"), required=True),
        Field("touched_at", DATE, ("updated at", "last update", "modifié le")),
        Field("converted_at", DATE, ("converted", "purchased at", "converti le", "completed at", "recovered at")),
        Field("amount", NUMBER, AMOUNT_HEADERS),
        Field("items", WHOLE, ("articles", "quantity", "quantité")),
        ACCOUNT_FIELD,
        *ATTRIBUTION,
    )

    def clean(self, row: Row) -> None:
        values = row.values
        for name in ("created_at", "touched_at", "converted_at"):
            if values.get(name) is not None:
                values[name] = at_noon(values[name])
        values["touched_at"] = values.get("touched_at") or values["created_at"]
        if values["touched_at"] < values["created_at"]:
            raise RowProblem("touched_at", values["touched_at"], _("A cart cannot be updated before it was created."))

    def prepare(self, record: Any) -> Any:
        record.created_on = local_date(record.created_at)
        record.attribute()
        return record


class Expenses(Kind):
    """Money spent. Where rows have no id, equal rows are equal expenses: number them to tell them apart."""

    id = "expenses"
    model = Expense
    repeats = True
    label, report = "campaign", True
    key = ("spent_on", "campaign", "channel", "owner", "amount", "kind")
    related = ("campaign", "channel", "owner")
    fields = (
        Field("external_id", headers=EXTERNAL_ID, most=100),
        Field("spent_on", DATE, ("date", "c date", "date de dépense", "day", "jour"), required=True),
        Field("amount", NUMBER, ("spent", "mark spent", "cost", "spend", "montant", "dépense", "coût", "actual cost"), required=True),
        CURRENCY_FIELD,
        Field("kind", headers=("type", "nature"), most=60),
        Field("notes", headers=("remarks", "remarques", "description"), most=5000),
        *ATTRIBUTION,
    )  # fmt: skip

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.rates = Rates()

    def clean(self, row: Row) -> None:
        as_date(row.values, "spent_on")
        row.values["kind"] = row.values.get("kind") or ""
        self.rates.convert(row.values, row.values["spent_on"])

    def prepare(self, record: Any) -> Any:
        record.attribute()
        return record


class CampaignResults(Kind):
    """What a campaign's advertising brought on a day. Where rows have no id, equal rows are equal results."""

    id = "campaign_results"
    model = CampaignResult
    repeats = True
    label, report = "campaign", True
    key = ("measured_on", "campaign", "channel", "owner", "impressions", "clicks")
    related = ("campaign", "channel", "owner")
    fields = (
        Field("external_id", headers=EXTERNAL_ID, most=100),
        Field("measured_on", DATE, ("date", "c date", "day", "jour", "reporting starts"), required=True),
        Field("impressions", WHOLE, ("views", "affichages", "impr")),
        Field("clicks", WHOLE, ("clics", "link clicks", "clics sur le lien")),
        Field("leads", WHOLE, ("prospects", "total conversion", "conversions")),
        Field("orders", WHOLE, ("commandes", "purchases", "achats", "approved conversion")),
        *ATTRIBUTION,
    )

    def clean(self, row: Row) -> None:
        as_date(row.values, "measured_on")
        required(row.values, ["campaign"])
        counts = {name: row.values.get(name) for name in ("impressions", "clicks", "leads", "orders")}
        if all(count is None for count in counts.values()):
            raise RowProblem(
                "impressions", "", _("This row counts nothing: map one of impressions, clicks, leads or orders.")
            )
        for name, count in counts.items():
            if count is not None and count < 0:
                raise RowProblem(name, count, _("This is a count: it is not negative."))

    def prepare(self, record: Any) -> Any:
        record.attribute()
        return record

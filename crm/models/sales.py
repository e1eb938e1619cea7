"""What was sold, refunded, or left in a cart."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from crm.access import AttributedQuerySet
from crm.models.accounts import Account, Contact
from crm.models.attribution import Attributed, attribution_indexes
from crm.models.campaigns import Source
from crm.models.catalogue import Product
from crm.models.lines import Line, share_out
from crm.models.organisation import Company, Converted
from crm.models.pipeline import Opportunity


class SaleQuerySet(AttributedQuerySet):
    def standing(self) -> Self:
        """Sales and refunds that were not cancelled: what revenue is made of."""
        return self.filter(cancelled_on=None)

    def counted(self) -> Self:
        """Sales proper: neither refunds nor cancelled."""
        return self.standing().filter(kind=Sale.Kind.SALE)


class Sale(Attributed, Converted):
    """A sale, or a refund (negative), net of VAT in the company's currency.

    `items`, `category_count`, `cost` and `costed_amount` repeat what the lines say, so that figures read one
    table: quantity sold; number of different product categories; cost of the goods whose cost is known; the
    amount of those lines. They are None when there is no line (no line of known cost).
    """

    class Kind(models.TextChoices):
        SALE = "sale", _("Sale")
        REFUND = "refund", _("Refund")

    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices, default=Kind.SALE)
    number = models.CharField(_("number"), max_length=60, blank=True)
    external_id = models.CharField(_("external id"), max_length=100, blank=True, db_index=True)
    sold_on = models.DateField(_("sold on"))
    sold_at = models.DateTimeField(_("sold at"), null=True, blank=True)
    amount = models.DecimalField(_("net amount"), max_digits=20, decimal_places=6)
    account = models.ForeignKey(
        Account,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sales",
        db_index=False,
    )
    contact = models.ForeignKey(
        Contact,
        verbose_name=_("contact"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="sales",
    )
    opportunity = models.ForeignKey(
        Opportunity,
        verbose_name=_("opportunity"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sales",
    )
    refund_of = models.ForeignKey(
        "self",
        verbose_name=_("refund of"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="refunds",
    )
    source = models.ForeignKey(
        Source, verbose_name=_("source"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cancelled_on = models.DateField(_("cancelled on"), null=True, blank=True)
    items = models.DecimalField(max_digits=14, decimal_places=4, null=True, editable=False)
    category_count = models.PositiveSmallIntegerField(null=True, editable=False)
    cost = models.DecimalField(max_digits=20, decimal_places=6, null=True, editable=False)
    costed_amount = models.DecimalField(max_digits=20, decimal_places=6, null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    history = HistoricalRecords()
    objects = SaleQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("sale")
        verbose_name_plural = _("sales")
        ordering = ["-sold_on", "-pk"]
        indexes = [
            *attribution_indexes("sale", "sold_on", "owner", "kind", "amount", "cancelled_on"),
            models.Index(fields=["account", "sold_on"], name="sale_account_idx"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="sale", amount__gte=0, refund_of=None) | Q(kind="refund", amount__lte=0),
                name="sale_sign",
            ),
            models.UniqueConstraint(
                fields=["opportunity"],
                condition=Q(kind="sale", cancelled_on=None),
                name="sale_once_per_opportunity",
            ),
            Converted.conversion_constraint("sale_conversion"),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.get_kind_display()} {date_format(self.sold_on)}"

    @property
    def known_as(self) -> str:
        """Its number, else whose it is and of which day; for who sees whose it is, in lists that have loaded it."""
        if self.number or self.account is None:
            return str(self)
        return f"{self.account} · {self}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.sold_at and not self.sold_on:
            self.sold_on = Company.current().local_date(self.sold_at)
        if self._state.adding:
            self.attribute()
        super().save(*args, **kwargs)
        if self.account and self.kind == self.Kind.SALE and self.cancelled_on is None:
            self.account.became_customer(self.sold_on)

    @classmethod
    @transaction.atomic
    def record(cls, *, lines: Iterable["SaleLine"] = (), **fields: Any) -> "Sale":
        """A sale with its lines; the amount defaults to what the lines add up to."""
        lines = list(lines)
        if "amount" not in fields:
            fields["amount"] = sum((line.amount for line in lines), Decimal(0))
        sale = cls(**fields)
        sale.save()
        sale._put(lines)
        return sale

    @classmethod
    @transaction.atomic(savepoint=False)
    def of_opportunity(cls, opportunity: Opportunity) -> "Sale":
        """The sale of a won opportunity: made, or brought to its amount, date, attribution and lines."""
        sale = cls.objects.filter(opportunity=opportunity).counted().first() or cls(opportunity=opportunity)
        previous = sale.sold_on
        sale.account, sale.owner = opportunity.account, opportunity.owner
        for name in ("contact_id", "source_id", "team_id", "region_id", "channel_id", "campaign_id"):
            setattr(sale, name, getattr(opportunity, name))
        sale.amount, sale.sold_on = opportunity.amount, opportunity.closed_on  # type: ignore[assignment]
        sale.currency, sale.original_amount = opportunity.currency, opportunity.original_amount
        sale.exchange_rate = opportunity.exchange_rate
        sold = list(opportunity.lines.all())
        models.prefetch_related_objects(sold, "product")
        lines = [SaleLine.of(line) for line in sold]
        for name, value in SaleLine.summary(lines).items():
            setattr(sale, name, value)
        sale.save()
        if previous:
            sale.lines.all().delete()
            if sale.account:
                sale.account.forget_sale(previous)
        sale._attach(lines)
        return sale

    @transaction.atomic
    def refund(self, amount: Decimal, on: date | None = None) -> "Sale":
        """Gives back a positive amount on a date; the refund keeps the sale's attribution and is no sale."""
        given = -sum((each.amount for each in self.refunds.all()), Decimal(0))
        if amount <= 0 or given + amount > self.amount:
            raise ValidationError(
                {
                    "amount": _("A refund is more than nothing and at most what is left of the sale, %(left)s.")
                    % {"left": self.amount - given}
                }
            )
        return self.given_back(amount, on or Company.current().today())

    @transaction.atomic
    def given_back(self, amount: Decimal, on: date, **more: Any) -> "Sale":
        """The same for what another system has given back already, even more than what was left."""
        refund = Sale(
            kind=self.Kind.REFUND,
            amount=-amount,
            sold_on=on,
            refund_of=self,
            account=self.account,
            contact=self.contact,
            opportunity=self.opportunity,
            source=self.source,
            owner=self.owner,
            team=self.team,
            region=self.region,
            channel=self.channel,
            campaign=self.campaign,
            **more,
        )
        refund.save()
        refund.put_refund_lines(self)
        return refund

    def put_refund_lines(self, sale: "Sale") -> None:
        """On a refund: the lines of what it gives back of a sale, anew."""
        self.lines.all().delete()
        self._put(sale._refund_lines(-self.amount))

    @transaction.atomic
    def cancel(self, on: date | None = None) -> None:
        """The sale did not happen after all: it leaves revenue and counts, its refunds with it."""
        when = on or Company.current().today()
        self.refunds.update(cancelled_on=when)
        self.cancelled_on = when
        self.save()
        if self.account:
            self.account.forget_sale(self.sold_on)

    def recompute(self) -> None:
        """Brings the columns that repeat the lines up to date."""
        lines = list(self.lines.select_related("product"))
        summary = SaleLine.summary(lines)
        for name, value in summary.items():
            setattr(self, name, value)
        Sale.objects.filter(pk=self.pk).update(**summary)

    def _attach(self, lines: list["SaleLine"]) -> None:
        for line in lines:
            line.sale = self
        SaleLine.objects.bulk_create(lines)

    def _put(self, lines: list["SaleLine"]) -> None:
        self._attach(lines)
        if lines:
            self.recompute()

    def _refund_lines(self, amount: Decimal) -> list["SaleLine"]:
        """The products given back, in proportion; goods stay sold, so neither quantity nor cost is undone."""
        lines = list(self.lines.all())
        if not lines:
            return []
        parts = share_out(-amount, [line.amount for line in lines])
        return [
            SaleLine(product_id=line.product_id, description=line.description, quantity=-1, amount=part)
            for line, part in zip(lines, parts, strict=True)
        ]


class SaleLine(Line):
    """A product in a sale. The amounts of the lines add up to the sale's; `cost` is of the whole line."""

    sale = models.ForeignKey(Sale, verbose_name=_("sale"), on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey(
        Product, verbose_name=_("product"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cost = models.DecimalField(_("cost"), max_digits=20, decimal_places=6, null=True, blank=True)

    class Meta:
        verbose_name = _("sale line")
        verbose_name_plural = _("sale lines")
        ordering = ["pk"]
        constraints = Line.constraints("sale_line")

    @classmethod
    def of(cls, line: Any) -> "SaleLine":
        """The line of a sale from one of its opportunity, with the product's cost of today."""
        cost = line.product.cost * line.quantity if line.product and line.product.cost is not None else None
        return cls(
            product=line.product,
            description=line.description,
            quantity=line.quantity,
            unit_price=line.unit_price,
            amount=line.amount,
            cost=cost,
        )

    @staticmethod
    def summary(lines: list["SaleLine"]) -> dict[str, Any]:
        """What the sale's own columns say of its lines (see `Sale`); the lines' products must be loaded."""
        costed = [line for line in lines if line.cost is not None]
        categories = {line.product.category_id for line in lines if line.product and line.product.category_id}
        return {
            "items": sum((line.quantity for line in lines), Decimal(0)) if lines else None,
            "category_count": len(categories) if lines else None,
            "cost": sum((line.cost for line in costed), Decimal(0)) if costed else None,
            "costed_amount": sum((line.amount for line in costed), Decimal(0)) if costed else None,
        }


class Cart(Attributed):
    """An online shopping cart; it becomes a sale, or is abandoned some hours after its last update."""

    external_id = models.CharField(_("external id"), max_length=100, blank=True, db_index=True)
    created_at = models.DateTimeField(_("created at"))
    created_on = models.DateField(_("created on"))
    touched_at = models.DateTimeField(_("last updated at"))
    converted_at = models.DateTimeField(_("converted at"), null=True, blank=True)
    sale = models.OneToOneField(
        Sale, verbose_name=_("sale"), null=True, blank=True, on_delete=models.SET_NULL, related_name="cart"
    )
    account = models.ForeignKey(
        Account,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="carts",
    )
    contact = models.ForeignKey(
        Contact,
        verbose_name=_("contact"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="carts",
    )
    amount = models.DecimalField(_("amount"), max_digits=20, decimal_places=6, default=0)
    items = models.PositiveIntegerField(_("items"), default=0)

    class Meta:
        verbose_name = _("cart")
        verbose_name_plural = _("carts")
        ordering = ["-created_on", "-pk"]
        indexes = attribution_indexes("cart", "created_on", "converted_at", "touched_at")
        constraints = [
            models.CheckConstraint(condition=Q(touched_at__gte=models.F("created_at")), name="cart_touched_after"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="cart_amount_positive"),
        ]

    def __str__(self) -> str:
        return self.external_id or date_format(self.created_on)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.created_on = Company.current().local_date(self.created_at)
        if self._state.adding:
            self.attribute()
        super().save(*args, **kwargs)

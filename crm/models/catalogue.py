"""What is sold."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from crm.models.names import Named


class Category(Named):
    class Meta(Named.Meta):
        verbose_name = _("product category")
        verbose_name_plural = _("product categories")


class Product(Named):
    """A product with its list price and, where it is known, what it costs the company."""

    code = models.CharField(_("code"), max_length=60, blank=True, db_index=True)
    category = models.ForeignKey(
        Category,
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="products",
    )
    price = models.DecimalField(_("price"), max_digits=20, decimal_places=6, null=True, blank=True)
    cost = models.DecimalField(_("cost"), max_digits=20, decimal_places=6, null=True, blank=True)

    history = HistoricalRecords()

    class Meta(Named.Meta):
        verbose_name = _("product")
        verbose_name_plural = _("products")
        constraints = [
            models.CheckConstraint(condition=Q(price=None) | Q(price__gte=0), name="product_price_positive"),
            models.CheckConstraint(condition=Q(cost=None) | Q(cost__gte=0), name="product_cost_positive"),
        ]

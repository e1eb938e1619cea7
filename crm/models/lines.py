"""Lines of opportunities and sales, and how an amount is shared among them."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

CENT = Decimal("0.01")


def share_out(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Parts of `total` in proportion to the weights, in whole cents, that add up to it exactly.

    The cents that rounding down leaves go to the largest remainders (Hamilton's method); equal parts when the
    weights add up to nothing. What of the total is finer than a cent stays with the first part.
    """
    whole = sum(weights, Decimal(0))
    shares = [total * weight / whole if whole else total / len(weights) for weight in weights]
    parts = [share.quantize(CENT, ROUND_FLOOR) for share in shares]
    left = total - sum(parts, Decimal(0))
    by_remainder = sorted(range(len(parts)), key=lambda index: parts[index] - shares[index])
    for index in by_remainder[: int(left / CENT)]:
        parts[index] += CENT
    parts[0] += total - sum(parts, Decimal(0))
    return parts


class Line(models.Model):
    """A product, how many, at what price; `amount` is what the line is worth after discounts."""

    description = models.CharField(_("description"), max_length=200, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=4, default=1)
    unit_price = models.DecimalField(_("unit price"), max_digits=20, decimal_places=6, null=True, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=20, decimal_places=6)

    class Meta:
        abstract = True

    @staticmethod
    def constraints(name: str) -> list[models.BaseConstraint]:
        return [
            models.CheckConstraint(condition=~Q(quantity=0), name=f"{name}_quantity"),
            models.CheckConstraint(condition=Q(unit_price=None) | Q(unit_price__gte=0), name=f"{name}_unit_price"),
        ]

    def __str__(self) -> str:
        return self.description or str(getattr(self, "product", None) or self.pk)

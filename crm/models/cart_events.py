"""What happened in shopping carts, as a shop's log tells it; carts and their sales are folded from it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CartEvent(models.Model):
    """One line of the log: a product put into the cart of a session, taken out of it, or bought.

    Kept, because a session's lines may come in several files in any order, each of them more than once: the cart is
    always folded from all that is known. The same product at the same price in the same second is the same event.
    """

    class Kind(models.TextChoices):
        ADDED = "added", _("Put into the cart")
        REMOVED = "removed", _("Taken out of the cart")
        BOUGHT = "bought", _("Bought")

    session = models.CharField(_("session"), max_length=100)
    at = models.DateTimeField(_("at"))
    kind = models.CharField(_("kind"), max_length=7, choices=Kind.choices)
    product = models.CharField(_("product"), max_length=60, blank=True)
    price = models.DecimalField(_("price"), max_digits=20, decimal_places=6, default=0)

    class Meta:
        verbose_name = _("cart event")
        verbose_name_plural = _("cart events")
        ordering = ["session", "at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "at", "kind", "product", "price"], name="cart_event_once")
        ]

    def __str__(self) -> str:
        return f"{self.session} {self.at}"

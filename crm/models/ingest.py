"""Where shops and telephone systems send what happens there, what became of it, and what was sent lately."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.access import ScopedQuerySet
from crm.encryption import SHOPS
from crm.models.activities import Activity, ActivityType
from crm.models.campaigns import Channel
from crm.models.encrypted import EncryptedField
from crm.models.names import NormalisedField, normalise
from crm.models.people import User
from crm.models.sales import Cart, Sale

# After a new secret was made, the former one opens for so long, until the shop has the new one too.
FORMER_SECRET_LASTS = timedelta(hours=1)
DELIVERIES_KEPT = timedelta(days=30)


def new_address() -> str:
    return secrets.token_urlsafe(16)


def new_secret() -> str:
    return secrets.token_urlsafe(32)


class IngestQuerySet(ScopedQuerySet):
    """Administrators only: `seen_by` is never asked for them, and nobody else sees any."""

    def seen_by(self, viewer: Any) -> Q:
        return Q(pk__in=[])


class IngestSource(models.Model):
    """A shop or a telephone system that sends signed messages to an address of its own.

    The secret is kept encrypted and not hashed: to check a signature one needs the very key that made it. No page
    shows it again. Where it cannot be read any more it is empty, and no message is taken.
    """

    class Kind(models.TextChoices):
        WOOCOMMERCE = "woocommerce", "WooCommerce"
        SHOPIFY = "shopify", "Shopify"
        GENERIC = "generic", _("Another system")

    name = models.CharField(_("name"), max_length=120)
    normalised_name = NormalisedField(of="name", max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    address = models.CharField(max_length=40, unique=True, default=new_address, editable=False)
    secret = EncryptedField(purpose=SHOPS, default=new_secret)
    former_secret = EncryptedField(purpose=SHOPS, blank=True)
    former_until = models.DateTimeField(null=True, blank=True, editable=False)
    channel = models.ForeignKey(
        Channel, verbose_name=_("channel"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    owner = models.ForeignKey(
        User, verbose_name=_("owner of new records"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    makes_accounts = models.BooleanField(_("new customers become accounts"), default=True)
    call_type = models.ForeignKey(
        ActivityType, verbose_name=_("calls are logged as"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    active = models.BooleanField(_("active"), default=True)
    created_by = models.ForeignKey(
        User, verbose_name=_("made by"), null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    received_at = models.DateTimeField(_("last received"), null=True, blank=True, editable=False)

    objects = IngestQuerySet.as_manager()

    class Meta:
        verbose_name = _("connected system")
        verbose_name_plural = _("connected systems")
        ordering = ["-active", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["normalised_name"], name="ingest_source_name"),
            models.CheckConstraint(condition=~Q(name=""), name="ingest_source_has_name"),
            models.CheckConstraint(condition=~Q(secret=""), name="ingest_source_has_secret"),
            models.CheckConstraint(
                condition=Q(kind__in=["woocommerce", "shopify", "generic"]), name="ingest_source_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        others = IngestSource.objects.filter(normalised_name=normalise(self.name)).exclude(pk=self.pk)
        if others.exists():
            raise ValidationError({"name": _("“%(name)s” exists already: choose another name.") % {"name": self.name}})

    def change_secret(self, secret: str = "") -> None:
        """Another one, ours unless one is given; the former opens for a while yet. Saves."""
        # One that cannot be read opens nothing, and it is not said that it does.
        lasts = timezone.now() + FORMER_SECRET_LASTS if self.secret else None
        self.former_secret, self.former_until = str(self.secret), lasts
        self.secret = secret or new_secret()
        self.save(update_fields=["secret", "former_secret", "former_until"])

    def keys(self) -> list[bytes]:
        """The secrets with which a message may be signed at this moment."""
        former = self.former_until is not None and self.former_until > timezone.now()
        return [each.encode() for each in (self.secret, self.former_secret if former else "") if each]

    def owner_of_new(self) -> User | None:
        """Who gets what nobody else owns; nobody once they have left."""
        owner = self.owner
        return owner if owner is not None and owner.may_sign_in() else None


class IngestRecord(models.Model):
    """One cart, sale, refund or call of another system, by the id that it has there, and what it became here.

    `version` (the moment of its latest change there) and, within a moment, `rank` say what is newer: an older message
    changes nothing. `facts` are what has to be remembered of it besides; no personal data. A refund without a sale
    waits for the one with the id `of_sale`.
    """

    class Kind(models.TextChoices):
        CART = "cart", _("Cart")
        SALE = "sale", _("Sale")
        REFUND = "refund", _("Refund")
        CALL = "call", _("Call")

    source = models.ForeignKey(
        IngestSource, verbose_name=_("connected system"), on_delete=models.PROTECT, related_name="records",
        db_index=False,
    )  # fmt: skip
    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices)
    external_id = models.CharField(_("external id"), max_length=100)
    version = models.DateTimeField(_("version"), null=True, blank=True)
    rank = models.PositiveSmallIntegerField(default=0)
    of_sale = models.CharField(_("sale"), max_length=100, blank=True)
    facts = models.JSONField(default=dict)
    made = models.BooleanField(_("became a record"), default=False)
    sale = models.ForeignKey(Sale, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    cart = models.ForeignKey(Cart, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = IngestQuerySet.as_manager()

    class Meta:
        verbose_name = _("received record")
        verbose_name_plural = _("received records")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["source", "of_sale"], condition=~Q(of_sale=""), name="ingest_record_of_sale")]
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "external_id"], name="ingest_record_once"),
            models.UniqueConstraint(fields=["sale"], name="ingest_record_one_sale"),
            models.UniqueConstraint(fields=["cart"], name="ingest_record_one_cart"),
            models.UniqueConstraint(fields=["activity"], name="ingest_record_one_activity"),
            models.CheckConstraint(condition=~Q(external_id=""), name="ingest_record_has_id"),
            models.CheckConstraint(
                condition=Q(kind__in=["sale", "refund"], cart=None, activity=None)
                | Q(kind="cart", sale=None, activity=None)
                | Q(kind="call", sale=None, cart=None),
                name="ingest_record_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.external_id}"

    def is_older(self, version: datetime, rank: int = 0) -> bool:
        """Whether a message of that version was overtaken by the one that was applied."""
        return self.version is not None and (version, rank) < (self.version, self.rank)

    @property
    def target(self) -> Any:
        """What it became; None while it waits, and once that was deleted here."""
        return self.sale or self.cart or self.activity

    @property
    def was_deleted(self) -> bool:
        return self.made and self.target is None

    def becomes(self, record: Any) -> None:
        name = {Sale: "sale", Cart: "cart", Activity: "activity"}[type(record)]
        setattr(self, name, record)
        self.made = True


class IngestDelivery(models.Model):
    """One message that was sent to us and what came of it; kept for thirty days. What it said is not kept."""

    class Outcome(models.TextChoices):
        APPLIED = "applied", pgettext_lazy("delivery", "Recorded")
        UNCHANGED = "unchanged", pgettext_lazy("delivery", "Known already")
        WAITING = "waiting", pgettext_lazy("delivery", "Waits")
        UNUSED = "unused", pgettext_lazy("delivery", "Not used")
        REFUSED = "refused", pgettext_lazy("delivery", "Refused")
        UNSIGNED = "unsigned", pgettext_lazy("delivery", "Wrong signature")

    BAD = (Outcome.REFUSED, Outcome.UNSIGNED)

    source = models.ForeignKey(
        IngestSource, verbose_name=_("connected system"), on_delete=models.CASCADE, related_name="deliveries",
        db_index=False,
    )  # fmt: skip
    at = models.DateTimeField(_("received"), default=timezone.now, db_index=True)
    topic = models.CharField(_("topic"), max_length=80, blank=True)
    external_id = models.CharField(_("external id"), max_length=100, blank=True)
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome.choices)
    status = models.PositiveSmallIntegerField(_("status"))
    message = models.CharField(_("message"), max_length=300, blank=True)

    objects = IngestQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["source", "-id"], name="ingest_delivery_latest_idx"),
            models.Index(
                fields=["source", "-id"],
                condition=Q(outcome__in=["refused", "unsigned"]),
                name="ingest_delivery_bad_idx",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.external_id}".strip()

    @classmethod
    def forget_old(cls) -> None:
        """What `run_due` does: deliveries older than thirty days are no longer known."""
        cls.objects.filter(at__lt=timezone.now() - DELIVERIES_KEPT).delete()

    @property
    def is_bad(self) -> bool:
        return self.outcome in self.BAD

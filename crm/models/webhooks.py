"""What other systems are told: who wants to know what, what happened, and what became of telling them.

`WebhookEvent` is an outbox: the database itself adds a row in the transaction of the fact (`crm.webhooks.watching`), so
that neither bulk changes nor the API nor a crash can lose one.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Self
from uuid import uuid4

from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.access import ScopedQuerySet
from crm.encryption import WEBHOOKS
from crm.models.encrypted import EncryptedField
from crm.models.people import User

SECRET_PREFIX = "whsec_"


def new_secret() -> str:
    return SECRET_PREFIX + secrets.token_urlsafe(32)


class WebhookEndpointQuerySet(ScopedQuerySet):
    """Administrators only: `seen_by` is never asked for them."""

    def in_use(self) -> Self:
        return self.filter(active=True)


class WebhookEndpoint(models.Model):
    """An address of another system, with the types of events that it wants.

    `failures` counts attempts that failed since the last one that got through, `failing_since` tells since when. An
    endpoint that was turned off for that has `turned_off_at`; one that an administrator turned off has not.
    """

    address = models.CharField(_("address"), max_length=500)
    description = models.CharField(_("what it is for"), max_length=120)
    types = models.JSONField(_("events"), default=list)
    # Empty where it cannot be read any more: then nothing is sent until there is a new one.
    secret = EncryptedField(purpose=WEBHOOKS, default=new_secret)
    active = models.BooleanField(_("in use"), default=True)
    failures = models.PositiveIntegerField(_("failed in a row"), default=0, editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True, editable=False)
    turned_off_at = models.DateTimeField(_("turned off at"), null=True, blank=True, editable=False)
    # When objectives were looked at for it last: those reached before the first look are no news.
    objectives_seen_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        User, verbose_name=_("made by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = WebhookEndpointQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["description", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(address="") & ~Q(description=""), name="webhook_has_address_and_name"),
            models.CheckConstraint(condition=~Q(secret=""), name="webhook_has_secret"),
            models.CheckConstraint(
                condition=Q(failures=0, failing_since=None) | Q(failures__gt=0, failing_since__isnull=False),
                name="webhook_failing_since",
            ),
            models.CheckConstraint(
                condition=Q(turned_off_at=None) | Q(active=False), name="webhook_turned_off_is_not_in_use"
            ),
        ]

    def __str__(self) -> str:
        return self.description

    def renew_secret(self) -> str:
        """Another secret, in force at once; its text, said this once."""
        self.secret = new_secret()
        self.save(update_fields=["secret"])
        return self.secret

    def turn_off(self) -> None:
        """By hand: nothing is noticed nor sent for it until it is turned on."""
        self.active = False
        self.save(update_fields=["active"])

    @transaction.atomic
    def turn_on(self) -> None:
        """In use again: what still waits is sent now."""
        self.active, self.failures, self.failing_since, self.turned_off_at = True, 0, None, None
        # What was reached meanwhile is no news.
        self.objectives_seen_at = None
        self.save(update_fields=["active", "failures", "failing_since", "turned_off_at", "objectives_seen_at"])
        self.deliveries.filter(state=WebhookDelivery.State.WAITING, claimed_by=None).update(
            next_attempt_at=timezone.now()
        )

    def got_through(self) -> None:
        type(self).objects.filter(pk=self.pk, failures__gt=0).update(failures=0, failing_since=None)

    def failed(self, now: datetime) -> None:
        since = Coalesce("failing_since", models.Value(now, models.DateTimeField()))
        type(self).objects.filter(pk=self.pk).update(failures=F("failures") + 1, failing_since=since)


class WebhookEventQuerySet(ScopedQuerySet):
    """Administrators only."""

    def news(self) -> Self:
        """What happened and was not handed to anybody yet."""
        return self.filter(prepared_at=None)


class WebhookEvent(models.Model):
    """Something that happened, to be told to whoever wants to know.

    The database writes `type`, `subject` (the key of what it happened to) and the times; `payload`, the text that is
    sent, is made from them soon after. An event with a `once` key happens once for ever: its row outlives its payload.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    type = models.CharField(_("event"), max_length=40)
    subject = models.BigIntegerField(null=True)
    occurred_at = models.DateTimeField(_("happened at"))
    noticed_at = models.DateTimeField(db_default=Now(), editable=False)
    payload = models.TextField(_("payload"), blank=True, db_default="")
    prepared_at = models.DateTimeField(null=True, editable=False)
    once = models.CharField(max_length=200, null=True, unique=True, editable=False)

    objects = WebhookEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event for webhooks")
        verbose_name_plural = _("events for webhooks")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["id"], condition=Q(prepared_at=None), name="webhook_event_news_idx"),
            models.Index(fields=["noticed_at"], name="webhook_event_age_idx"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(type=""), name="webhook_event_has_type"),
        ]

    def __str__(self) -> str:
        return self.type


class WebhookDeliveryQuerySet(ScopedQuerySet):
    """Administrators only."""

    def due(self, now: datetime) -> Self:
        return self.filter(state=WebhookDelivery.State.WAITING, next_attempt_at__lte=now)


class WebhookDelivery(models.Model):
    """One event for one endpoint, sent at least once and always under the same id.

    Whoever sends it claims it first: `claimed_by`, and `next_attempt_at` put off to the end of the lease. A worker that
    dies leaves a delivery that is due again then; one that comes late marks nothing.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("delivery", "Waiting")
        DELIVERED = "delivered", pgettext_lazy("delivery", "Delivered")
        FAILED = "failed", pgettext_lazy("delivery", "Given up")

    endpoint = models.ForeignKey(
        WebhookEndpoint, verbose_name=_("webhook"), on_delete=models.CASCADE, related_name="deliveries", db_index=False
    )
    event = models.ForeignKey(
        WebhookEvent, verbose_name=_("event"), on_delete=models.CASCADE, related_name="deliveries"
    )
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True, blank=True, default=timezone.now)
    claimed_by = models.UUIDField(null=True, editable=False)
    tried_at = models.DateTimeField(_("last attempt"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("delivered at"), null=True, blank=True)
    status = models.PositiveSmallIntegerField(_("status"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    # Why there is no status.
    problem = models.CharField(_("problem"), max_length=300, blank=True)

    objects = WebhookDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"], condition=Q(state="waiting"), name="webhook_delivery_due_idx"
            ),
            models.Index(fields=["endpoint", "state", "-id"], name="webhook_delivery_state_idx"),
            models.Index(fields=["endpoint", "-id"], name="webhook_delivery_latest_idx"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "event"], name="webhook_delivery_once_per_endpoint"),
            models.CheckConstraint(
                condition=Q(state="waiting", next_attempt_at__isnull=False)
                | Q(state="delivered", delivered_at__isnull=False, claimed_by=None)
                | Q(state="failed", claimed_by=None),
                name="webhook_delivery_state_has_times",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.uid}"

    def send_again(self) -> bool:
        """Due now, as if it had never been tried; False where it is waiting anyway."""
        ended = type(self).objects.filter(pk=self.pk, state__in=[self.State.DELIVERED, self.State.FAILED])
        return bool(ended.update(state=self.State.WAITING, attempts=0, next_attempt_at=timezone.now()))


class WebhookSilence(models.Model):
    """While a row of it is seen, nothing is noticed. It lives within one transaction, so that nobody else sees it."""

    class Meta:
        verbose_name = _("silence of webhooks")
        verbose_name_plural = _("silences of webhooks")

    def __str__(self) -> str:
        return str(self.pk)


@contextmanager
def silence() -> Iterator[None]:
    """What is written inside is history from elsewhere, or taken back: nobody is told. Within a transaction only."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("Silence is kept within a transaction.")
    kept: Any = WebhookSilence.objects.create()
    yield
    kept.delete()

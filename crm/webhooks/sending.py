"""Sends deliveries: claimed before, marked after, tried again later and later; whoever never answers is turned off."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic, time
from typing import Any
from uuid import UUID, uuid4

from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from crm.models import Company, WebhookDelivery, WebhookEndpoint
from crm.webhooks import notices, outbox, posting, signing
from crm.webhooks.posting import Outcome
from crm.webhooks.types import PING

State = WebhookDelivery.State
# After the first attempt that failed, after the second … A delivery is given up when these are used up.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    *[timedelta(hours=24)] * 3,
)
# Longer than an attempt can take, with the time that resolvers take.
LEASE = timedelta(minutes=2)
# When an endpoint is turned off: nothing got through for so long, and it was tried so often.
PATIENCE = timedelta(days=3)
LEAST_FAILURES = 5
# How long one worker goes on before it lets others have their turn.
SECONDS = 45.0
CANDIDATES = 20


@dataclass(frozen=True)
class Claim:
    """The right to make one attempt."""

    key: int
    by: UUID


def send_due(seconds: float = SECONDS) -> bool:
    """Prepares what happened and sends what is due; whether something is left that could be sent now.

    An endpoint that fails is left alone for the rest: one that is down does not hold up the others.
    """
    until, down = monotonic() + seconds, set[int]()
    with Company.remembered():
        outbox.prepare()
        while claim := claim_next(down):
            if monotonic() > until:
                release(claim)
                return True
            delivery = send(claim)
            if delivery.state != State.DELIVERED:
                down.add(delivery.endpoint_id)
    return False


def claim_next(down: Collection[int]) -> Claim | None:
    """The one that is due longest; None where there is none, or others are at all of them."""
    due = WebhookDelivery.objects.due(timezone.now()).filter(endpoint__active=True).exclude(endpoint__in=down)
    for key in due.order_by("next_attempt_at", "pk").values_list("pk", flat=True)[:CANDIDATES]:
        if found := claim(key):
            return found
    return None


def claim(key: int) -> Claim | None:
    """Nobody else has it until the lease ends. It looks at the row alone: two that come together see it change."""
    now, by = timezone.now(), uuid4()
    taken = WebhookDelivery.objects.due(now).filter(pk=key)
    values = {"claimed_by": by, "next_attempt_at": now + LEASE, "tried_at": now, "attempts": F("attempts") + 1}
    return Claim(key, by) if taken.update(**values) else None


def release(claim: Claim) -> None:
    """As if it had not been claimed."""
    mine = WebhookDelivery.objects.filter(pk=claim.key, claimed_by=claim.by)
    mine.update(claimed_by=None, next_attempt_at=timezone.now(), attempts=F("attempts") - 1)


def send(claim: Claim) -> WebhookDelivery:
    """One attempt; the delivery as it is afterwards."""
    delivery = WebhookDelivery.objects.select_related("event", "endpoint").get(pk=claim.key)
    body = delivery.event.payload.encode()
    # What went wrong is kept for all administrators: in the language of the company, not of who happens to send.
    with translation.override(Company.current().language):
        if delivery.endpoint.secret:
            outcome = posting.post(delivery.endpoint.address, body, headers(delivery, body))
        else:
            outcome = Outcome(problem=_("Its secret cannot be read any more, so it was not sent: make a new one."))
    mark(delivery, claim, outcome)
    delivery.refresh_from_db()
    return delivery


def headers(delivery: WebhookDelivery, body: bytes) -> dict[str, str]:
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Jauge",
        "Jauge-Event": delivery.event.type,
        "Jauge-Delivery": str(delivery.uid),
        signing.HEADER: signing.signature(delivery.endpoint.secret, int(time()), body),
    }


def mark(delivery: WebhookDelivery, claim: Claim, outcome: Outcome) -> None:
    """Nothing where the lease had ended and somebody else took it."""
    now = timezone.now()
    values: dict[str, Any] = {
        "claimed_by": None,
        "status": outcome.status,
        "answer": outcome.answer,
        "problem": outcome.problem,
    }
    if outcome.got_through:
        values |= {"state": State.DELIVERED, "delivered_at": now, "next_attempt_at": None}
    elif delivery.event.type == PING or delivery.attempts > len(WAITS):
        values |= {"state": State.FAILED, "next_attempt_at": None}
    else:
        values |= {"next_attempt_at": now + WAITS[delivery.attempts - 1]}
    if not WebhookDelivery.objects.filter(pk=claim.key, claimed_by=claim.by).update(**values):
        return
    if outcome.got_through:
        delivery.endpoint.got_through()
    elif delivery.event.type != PING:
        delivery.endpoint.failed(now)
        turn_off_if_hopeless(delivery.endpoint)


def turn_off_if_hopeless(endpoint: WebhookEndpoint) -> None:
    """Whoever turns it off tells the administrators, once."""
    now = timezone.now()
    hopeless = WebhookEndpoint.objects.in_use().filter(
        pk=endpoint.pk, failures__gte=LEAST_FAILURES, failing_since__lte=now - PATIENCE
    )
    if hopeless.update(active=False, turned_off_at=now):
        endpoint.refresh_from_db()
        notices.tell_of_turning_off(endpoint)

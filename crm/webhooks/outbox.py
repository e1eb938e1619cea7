"""From what the database noticed to what is to be sent: the payload of each event, and a delivery for each endpoint."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from crm.models import Company, WebhookDelivery, WebhookEndpoint, WebhookEvent
from crm.webhooks.types import PING, known

BATCH = 200
KEPT = timedelta(days=30)
INSERTED_AT_ONCE = 1000


def has_news() -> bool:
    return WebhookEvent.objects.news().exists()


def prepare() -> int:
    """Makes what happened ready to be sent; the number of deliveries. Several may do it at the same time."""
    made = 0
    while True:
        with transaction.atomic():
            news = WebhookEvent.objects.select_for_update(skip_locked=True).news().order_by("pk")[:BATCH]
            events = list(news)
            made += hand_out(events)
        if len(events) < BATCH:
            return made


def hand_out(events: list[WebhookEvent]) -> int:
    """An event that nobody waits for, or whose record is gone, leaves the outbox."""
    endpoints = list(WebhookEndpoint.objects.in_use())
    wanted = {event.pk: wanting(event, endpoints) for event in events}
    told = describe([event for event in events if wanted[event.pk]])
    ready = [event for event in events if event.pk in told]
    now = timezone.now()
    for event in ready:
        event.payload, event.prepared_at = payload(event, told[event.pk]), now
    WebhookEvent.objects.bulk_update(ready, ["payload", "prepared_at"])
    WebhookEvent.objects.filter(pk__in=[event.pk for event in events if event.pk not in told]).delete()
    return len(deliver([(event, endpoint) for event in ready for endpoint in wanted[event.pk]]))


def wanting(event: WebhookEvent, endpoints: Iterable[WebhookEndpoint]) -> list[WebhookEndpoint]:
    """Whom it is to be told: what happened before somebody asked is not told to them."""
    return [each for each in endpoints if event.type in each.types and event.occurred_at >= each.created_at]


def describe(events: list[WebhookEvent]) -> dict[int, dict[str, Any]]:
    """By event what is told of it; a statement or two for all of a type."""
    by_type: dict[str, list[WebhookEvent]] = defaultdict(list)
    for event in events:
        by_type[event.type].append(event)
    types = known()
    found: dict[int, dict[str, Any]] = {}
    for name, those in by_type.items():
        describing = types[name].describe if name in types else None
        if describing is None:
            continue
        subjects = {event.pk: event.subject for event in those if event.subject is not None}
        data = describing(subjects.values())
        found |= {key: data[subject] for key, subject in subjects.items() if subject in data}
    return found


def payload(event: WebhookEvent, data: dict[str, Any]) -> str:
    """The text that is sent, each time the same."""
    told = {
        "id": str(event.uid),
        "type": event.type,
        "occurred_at": event.occurred_at,
        "company": Company.current().name,
        "data": data,
    }
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False)


def deliver(pairs: Iterable[tuple[WebhookEvent, WebhookEndpoint]]) -> list[WebhookDelivery]:
    rows = [WebhookDelivery(event=event, endpoint=endpoint) for event, endpoint in pairs]
    return WebhookDelivery.objects.bulk_create(rows, batch_size=INSERTED_AT_ONCE, ignore_conflicts=True)


@transaction.atomic
def announce_once(
    type_name: str, once: str, data: dict[str, Any], at: datetime, endpoints: Iterable[WebhookEndpoint]
) -> bool:
    """Something that happens once for ever, told to those endpoints; False where it had happened before."""
    event, made = WebhookEvent.objects.get_or_create(
        once=once, defaults={"type": type_name, "occurred_at": at, "prepared_at": at}
    )
    if made:
        event.payload = payload(event, data)
        event.save(update_fields=["payload"])
        deliver([(event, endpoint) for endpoint in endpoints])
    return made


@transaction.atomic
def ping(endpoint: WebhookEndpoint) -> WebhookDelivery:
    """A message that says only that it arrives."""
    now = timezone.now()
    event = WebhookEvent(type=PING, occurred_at=now, prepared_at=now)
    event.payload = payload(event, {"webhook": endpoint.description})
    event.save()
    return WebhookDelivery.objects.create(event=event, endpoint=endpoint)


@transaction.atomic
def forget() -> None:
    """What is older than it is kept: deliveries with their events; of what happens once for ever, all but that."""
    old = WebhookEvent.objects.filter(noticed_at__lt=timezone.now() - KEPT)
    WebhookDelivery.objects.filter(event__in=old).delete()
    old.filter(once=None).delete()
    old.exclude(payload="").update(payload="")

"""`run_due` is killed while it sends webhooks and does its chores: each message arrives, and what arrives twice (its answer
was not written down any more) carries the number by which the receiver knows it."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from crm.models import Activity, AuditEntry, WebhookDelivery, WebhookEndpoint
from crm.webhooks.types import known
from feedback.models import SendingRun
from tests.faults.conftest import House
from tests.faults.running import Jauge
from tests.faults.servers import wait_for
from tests.webhooks.receiver import Receiver, listening

EVENTS = 80
KILLS = 3


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver(thinks=0.02)
    server = listening(made)
    yield made
    server.shutdown()
    server.server_close()


def test_each_message_arrives(house: House, jauge: Jauge, receiver: Receiver, tell: Callable[[str], None]) -> None:
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    jauge.environment |= {
        "JAUGE_WEBHOOK_PRIVATE_TARGETS": "1", "JAUGE_WEBHOOK_HTTP": "1", "JAUGE_WEBHOOK_PORTS": str(receiver.port),
        "JAUGE_SENDING_LEASE_SECONDS": "2",
    }  # fmt: skip
    WebhookEndpoint.objects.create(
        description="Accounting", address=receiver.address, types=list(known()), secret="whsec_known"
    )
    for number in range(EVENTS):
        Activity.log(type=house.call, account=house.account, owner=house.people.rep, subject=f"{number}")
    AuditEntry.objects.all().delete()
    for number in range(1, KILLS + 1):
        jauge.due()
        wait_for(lambda number=number: len(receiver.messages) >= number * EVENTS // (KILLS + 1), every=0.005)
        time.sleep(chance.uniform(0, 0.03))
        jauge.kill("due")
        # As if the lease of the message that was under way had passed.
        WebhookDelivery.objects.exclude(claimed_by=None).update(next_attempt_at=timezone.now() - timedelta(seconds=1))
    jauge.due()
    wait_for(
        lambda: not WebhookDelivery.objects.exclude(state="delivered").exists() and len(receiver.messages) >= EVENTS
    )
    wait_for(lambda: SendingRun.objects.filter(state="done").exists())
    numbers = Counter(message.headers["Jauge-Delivery"] for message in receiver.messages)
    events = Counter(message.said["id"] for message in receiver.messages)
    assert len(numbers) == len(events) == EVENTS == WebhookDelivery.objects.count(), f"seed {seed}"
    twice = sum(count - 1 for count in numbers.values())
    assert twice <= KILLS, f"seed {seed}"
    assert SendingRun.objects.filter(state="running").count() <= 1
    tell(
        f"run_due killed {KILLS} times while it sent {EVENTS} webhooks: each arrived, {twice} twice with the same number; "
        f"the next run took over by itself"
    )

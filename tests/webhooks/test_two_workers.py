"""Two workers at the same time: each message is sent by one of them; and a worker that is killed loses none."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone

from crm.models import WebhookDelivery, WebhookEndpoint
from crm.webhooks import outbox, sending
from tests.webhooks.receiver import Receiver

ROOT = Path(__file__).resolve().parents[2]
State = WebhookDelivery.State
WORKER = """
import os
from django.conf import settings
import django
django.setup()
settings.DATABASES["default"]["NAME"] = os.environ["WEBHOOK_DATABASE"]
from django.db import connections
connections["default"].settings_dict["NAME"] = os.environ["WEBHOOK_DATABASE"]
settings.WEBHOOK_PRIVATE_TARGETS = settings.WEBHOOK_HTTP = True
settings.WEBHOOK_PORTS = frozenset({int(os.environ["WEBHOOK_PORT"])})
from crm.webhooks import sending
sending.send_due()
"""


@pytest.fixture
def endpoint(transactional_db: None, receiver: Receiver) -> WebhookEndpoint:
    return WebhookEndpoint.objects.create(description="Accounting", address=receiver.address, types=[])


def test_each_message_is_sent_by_one(endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    receiver.thinks = 0.02
    for _each in range(20):
        outbox.ping(endpoint)

    def work() -> None:
        sending.send_due()
        connections.close_all()

    workers = [Thread(target=work) for _each in range(3)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert len(receiver.messages) == 20
    assert len({each.headers["Jauge-Delivery"] for each in receiver.messages}) == 20
    assert set(WebhookDelivery.objects.values_list("state", "attempts")) == {(State.DELIVERED, 1)}


def test_a_worker_that_is_killed_while_it_sends(endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    made = outbox.ping(endpoint)
    receiver.thinks = 30
    environment: dict[str, Any] = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "WEBHOOK_DATABASE": str(connection.settings_dict["NAME"]),
        "WEBHOOK_PORT": str(receiver.port),
    }
    worker = subprocess.Popen([sys.executable, "-c", textwrap.dedent(WORKER)], cwd=ROOT, env=environment)
    until = time.monotonic() + 60
    while not receiver.messages and time.monotonic() < until and worker.poll() is None:
        time.sleep(0.05)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert len(receiver.messages) == 1
    made.refresh_from_db()
    assert (made.state, made.attempts) == (State.WAITING, 1) and made.claimed_by is not None
    receiver.thinks = 0
    sending.send_due()
    assert len(receiver.messages) == 1
    # The lease ends.
    WebhookDelivery.objects.update(next_attempt_at=timezone.now() - timedelta(seconds=1))
    sending.send_due()
    first, second = receiver.messages
    assert (first.body, first.headers["Jauge-Delivery"]) == (second.body, second.headers["Jauge-Delivery"])
    made.refresh_from_db()
    assert (made.state, made.attempts) == (State.DELIVERED, 2)

from collections.abc import Iterator
from typing import Any

import pytest

from crm.models import ActivityType, Opportunity, Pipeline, WebhookEndpoint
from crm.webhooks.types import known
from tests.people import People
from tests.webhooks.receiver import Receiver, listening


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """Its operator allows messages to it."""
    made = Receiver()
    server = listening(made)
    settings.WEBHOOK_PRIVATE_TARGETS = settings.WEBHOOK_HTTP = True
    settings.WEBHOOK_PORTS = frozenset({made.port})
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def endpoint(db: None, receiver: Receiver) -> WebhookEndpoint:
    return WebhookEndpoint.objects.create(
        description="Accounting", address=receiver.address, types=list(known()), secret="whsec_known"
    )


@pytest.fixture
def opportunity(people: People, pipeline: Pipeline) -> Opportunity:
    return Opportunity.open(name="Roof", owner=people.rep, amount=1000, by=people.rep)


@pytest.fixture
def call(db: None) -> ActivityType:
    return ActivityType.objects.create(name="Call", code="call")

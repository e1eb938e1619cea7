"""A shop of each kind that is connected, and what it sends."""

import pytest

from crm.models import ActivityType, Channel, IngestSource
from tests.ingest.sending import Sender
from tests.people import People


@pytest.fixture
def shop(people: People) -> Channel:
    made: Channel = Channel.objects.create(name="Shop", kind="online")
    return made


def connected(kind: str, people: People, shop: Channel) -> Sender:
    return Sender(IngestSource.objects.create(name=kind, kind=kind, channel=shop, owner=people.rep))


@pytest.fixture
def woocommerce(people: People, shop: Channel) -> Sender:
    return connected("woocommerce", people, shop)


@pytest.fixture
def shopify(people: People, shop: Channel) -> Sender:
    return connected("shopify", people, shop)


@pytest.fixture
def system(people: People, shop: Channel) -> Sender:
    """Anything else, by our own documents."""
    return connected("generic", people, shop)


@pytest.fixture
def call_type(db: None) -> ActivityType:
    made: ActivityType = ActivityType.objects.create(name="Call", code="call", is_high_value=True)
    return made

"""An administrator who is signed in, in the small company of `tests/people.py`."""

import pytest
from django.test import Client

from tests.people import People


@pytest.fixture
def admin(client: Client, people: People) -> Client:
    client.force_login(people.admin)
    return client

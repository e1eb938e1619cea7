"""An administrator who is signed in, and a survey that was started from what is written."""

import pytest
from django.test import Client

from feedback.models import Survey
from feedback.starting_points import BY_SLUG, begin
from tests.people import People


@pytest.fixture
def admin(client: Client, people: People) -> Client:
    client.force_login(people.admin)
    return client


@pytest.fixture
def survey(db: None) -> Survey:
    """A draft: a score (NPS), why for each of three groups, and what made them choose."""
    made = Survey.objects.create(name="After a win", kind="nps")
    begin(made, BY_SLUG["win"])
    return made

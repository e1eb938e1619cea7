"""A survey that is live, and somebody who was asked."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from crm.models import Account, ActivityType, Channel, Contact
from feedback.models import Invitation, Survey, SurveyLink
from feedback.starting_points import BY_SLUG, begin
from tests.people import People


@pytest.fixture
def admin(client: Client, people: People) -> Client:
    client.force_login(people.admin)
    return client


def live(name: str = "After a win", anonymous: bool = False) -> Survey:
    """A score (NPS), why for each of three groups, and what made them choose; published."""
    made = Survey.objects.create(name=name, kind="nps", anonymous=anonymous)
    begin(made, BY_SLUG["win"]).publish(None)
    return made


@pytest.fixture
def survey(db: None) -> Survey:
    return live()


def invite(survey: Survey, people: People, **fields: Any) -> Invitation:
    """Sent just now to a contact of the rep's account."""
    ActivityType.objects.get_or_create(code="call", defaults={"name": "Call"})
    account = Account.objects.create(name="Mill", owner=people.rep)
    contact = Contact.objects.create(account=account, last_name="Miller", email="m@example.com", language="fr")
    channel = Channel.objects.get_or_create(name="Shop")[0]
    fields = {"contact": contact, "account": account, "email": contact.email, "channel": channel, **fields}
    made = Invitation.objects.create(
        survey=survey, expires_at=timezone.now() + timedelta(days=30), occasion="won:1", **fields
    )
    made.mark_sent(timezone.now())
    return made


@pytest.fixture
def invitation(survey: Survey, people: People) -> Invitation:
    return invite(survey, people)


@pytest.fixture
def link(survey: Survey, people: People) -> SurveyLink:
    made: SurveyLink = SurveyLink.objects.create(
        survey=survey, label="Counter", place="counter", team=people.north, channel=Channel.objects.create(name="Desk")
    )
    return made


def everything(survey: Survey, score: int = 9, **more: Any) -> dict[str, Any]:
    """What a browser sends when everything due was shown: a score, and nothing said beside."""
    version = survey.current_version()
    assert version is not None
    keys = version.questions.values_list("key", flat=True)
    return {"score": str(score), "seen": " ".join(keys), **more}

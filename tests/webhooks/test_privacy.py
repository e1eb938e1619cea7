"""What is stored to be sent says nothing that an erased person would have to be forgotten in."""

from typing import Any

import pytest
from django.utils import timezone

from crm.models import Account, Activity, ActivityType, Contact, Opportunity, WebhookEndpoint, WebhookEvent
from crm.webhooks import outbox
from feedback.models import Answer, Survey
from feedback.privacy import erase
from tests.people import People

SECRET = ("Jeanne", "Dupont", "jeanne@example.com", "Terrible service", "CRM-77", "back pain")


@pytest.fixture
def payloads(endpoint: WebhookEndpoint, people: People, pipeline: Any, call: ActivityType) -> list[str]:
    account = Account.objects.create(name="Jeanne Dupont", kind="person", owner=people.rep)
    contact = Contact.objects.create(
        first_name="Jeanne", last_name="Dupont", email="jeanne@example.com", account=account, owner=people.rep
    )
    deal = Opportunity.open(
        name="Kitchen", account=account, contact=contact, owner=people.rep, amount=5, notes="back pain"
    )
    deal.win()
    Activity.log(
        type=call, contact=contact, owner=people.rep, subject="Jeanne Dupont", notes="back pain", external_id="CRM-77"
    )
    survey = Survey.objects.create(name="After the sale", kind="nps")
    Answer.objects.create(
        survey=survey, score=1, comment="Terrible service", contact=contact, account=account,
        answered_on=timezone.now().date(), external_id="CRM-77",
    )  # fmt: skip
    assert outbox.prepare() == 3
    erase(contact.pk)
    return list(WebhookEvent.objects.values_list("payload", flat=True))


def test_no_word_of_the_person_is_stored(payloads: list[str]) -> None:
    for payload in payloads:
        assert not [word for word in SECRET if word in payload], payload


def test_an_answer_does_not_say_which_person_gave_it(payloads: list[str]) -> None:
    (answer,) = (payload for payload in payloads if "answer.received" in payload)
    assert '"score": 1' in answer and "contact" not in answer


def test_of_an_anonymous_answer_it_is_said_that_it_came(endpoint: WebhookEndpoint) -> None:
    survey = Survey.objects.create(name="Mood", kind="nps", anonymous=True)
    Answer.objects.create(survey=survey, score=1, answered_on=timezone.now().date())
    outbox.prepare()
    payload = WebhookEvent.objects.get().payload
    assert '"anonymous": true' in payload and '"score": null' in payload and "account" not in payload

"""The page of an answer: only what the customer was shown, and about which products it was asked."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from crm.models import Account, Product, Sale, SaleLine
from feedback.models import Answer, AnswerValue, FeedbackSettings, Invitation, Survey
from tests.people import People

ON = date(2025, 6, 2)


@pytest.fixture
def answer(survey: Survey, people: People) -> Answer:
    """A detractor who bought a lamp twice, and said why and what was chosen."""
    version = survey.draft_version()
    assert version is not None
    version.publish(None)
    account = Account.objects.create(name="Mill", owner=people.rep)
    lamp = Product.objects.create(name="Lamp Pico")
    lines = [SaleLine(product=lamp, amount=Decimal(5)), SaleLine(product=lamp, amount=Decimal(5))]
    sale = Sale.record(lines=lines, sold_on=ON, account=account)
    asked = Invitation.objects.create(survey=survey, account=account, sale=sale, sent_on=ON)
    made = Answer.objects.create(survey=survey, version=version, invitation=asked, score=3, answered_on=ON)
    AnswerValue.objects.create(answer=made, question=version.questions.get(key="score"), value=3)
    return made


def page(client: Client, person: Any, answer: Answer) -> str:
    client.force_login(person)
    return client.get(f"/feedback/answers/{answer.pk}/").content.decode()


def test_what_was_asked_of_other_scores_only_is_not_there(client: Client, people: People, answer: Answer) -> None:
    found = page(client, people.rep, answer)
    assert "What went wrong, and what can we put right?" in found
    assert "What was missing for a 9 or a 10?" not in found and "What did you like most?" not in found


def test_the_products_are_named_once(client: Client, people: People, answer: Answer) -> None:
    assert page(client, people.rep, answer).count("Lamp Pico") == 1


def test_but_not_where_the_name_is_hidden(client: Client, people: People, answer: Answer) -> None:
    """What was bought would tell who it was."""
    settings = FeedbackSettings.current()
    settings.reps_see_low_scores = False
    settings.save()
    assert "Lamp Pico" not in page(client, people.rep, answer)
    assert "Lamp Pico" in page(client, people.manager, answer)

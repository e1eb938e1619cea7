"""Whom a survey was sent to: once for an occasion, in a state that its dates bear out."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from crm.merging import merge
from crm.models import Account, Contact
from feedback.models import Invitation, Question, Survey

NOW = datetime(2025, 6, 2, 22, 30, tzinfo=UTC)


@pytest.fixture
def survey(db: None) -> Survey:
    made = Survey.objects.create(name="After", kind="own")
    draft = made.edit()
    Question.objects.create(version=draft, order=1, kind="text", texts={"en": "Well?", "fr": "Alors ?"})
    draft.publish(None)
    return made


@pytest.fixture
def contact(db: None) -> Contact:
    return Contact.objects.create(last_name="Miller", email="m@example.com")


@pytest.mark.parametrize("again", [{"contact": True}, {"contact": False, "email": "m@example.com"}])
def test_nobody_is_asked_twice_about_an_occasion(survey: Survey, contact: Contact, again: dict[str, Any]) -> None:
    other = Survey.objects.create(name="Another", kind="nps")
    given = {"occasion": Invitation.occasion_of("won", contact)}
    Invitation.objects.create(survey=survey, contact=contact, email=contact.email, **given)
    person = contact if again.pop("contact") else None
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(survey=other, contact=person, **again, **given)
    Invitation.objects.create(survey=other, contact=person, occasion="won:999", **again)


def test_without_an_occasion_one_may_be_asked_again(survey: Survey, contact: Contact) -> None:
    for _time in range(2):
        Invitation.objects.create(survey=survey, contact=contact, email=contact.email)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "planned", "sent_on": date(2025, 6, 1), "sent_at": NOW},
        {"state": "sending", "sent_at": NOW},
        {"state": "sent"},
        {"state": "opened"},
        {"state": "answered", "sent_on": date(2025, 6, 1)},
        {"state": "sent", "sent_on": date(2025, 6, 1), "answered_on": date(2025, 6, 1)},
    ],
)
def test_a_state_is_borne_out_by_its_dates(survey: Survey, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.bulk_create([Invitation(survey=survey, **wrong)])


def test_sent_shows_the_version_of_then_on_the_companys_date(survey: Survey, contact: Contact) -> None:
    made = Invitation.objects.create(survey=survey, contact=contact)
    first = survey.current_version()
    made.mark_sent(NOW)
    survey.edit().publish(None)
    made.refresh_from_db()
    assert (made.state, made.sent_on, made.version) == ("sent", date(2025, 6, 3), first)
    made.mark_answered(NOW + timedelta(days=1))
    assert (made.state, made.answered_on) == ("answered", date(2025, 6, 4))


def test_a_link_works_until_it_is_used_withdrawn_or_old(survey: Survey, contact: Contact) -> None:
    made = Invitation.objects.create(survey=survey, contact=contact)
    assert not made.may_be_answered(), "not sent yet"
    with time_machine.travel(NOW, tick=False):
        made.expires_at = timezone.now() + timedelta(days=30)
        made.mark_sent(timezone.now())
        assert made.may_be_answered()
    with time_machine.travel(NOW + timedelta(days=30), tick=False):
        assert not made.may_be_answered()
    with time_machine.travel(NOW, tick=False):
        made.mark_answered(timezone.now())
        assert not made.may_be_answered()


def test_merging_two_contacts_who_were_asked_about_the_same_thing(survey: Survey) -> None:
    account = Account.objects.create(name="Mill")
    kept, gone = (Contact.objects.create(account=account, last_name=name) for name in ("Miller", "Müller"))
    first = Invitation.objects.create(survey=survey, contact=kept, occasion="won:1")
    second = Invitation.objects.create(survey=survey, contact=gone, occasion="won:1")
    other = Invitation.objects.create(survey=survey, contact=gone, occasion="won:2")
    merge(kept, gone, set())
    for each in (first, second, other):
        each.refresh_from_db()
    assert {first.contact, second.contact, other.contact} == {kept}
    assert [each.state for each in (first, second, other)] == ["planned", "revoked", "planned"]
    assert second.revoked_at and other.occasion == "won:2"

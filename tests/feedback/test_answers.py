"""Answers: only what is submitted counts, and an anonymous answer names nobody."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from crm.access import Operator
from crm.models import Account, Channel, Contact
from feedback.models import Answer, AnswerDraft, AnswerReply, Invitation, Question, Survey, SurveyLink
from kpis.catalogue import ask
from kpis.engine import Period, Query
from tests.people import People

ON = date(2025, 6, 2)


@pytest.fixture
def survey(db: None) -> Survey:
    return published(Survey.objects.create(name="After", kind="nps"))


def published(survey: Survey) -> Survey:
    draft = survey.edit()
    Question.objects.create(version=draft, order=1, kind="score", texts={"en": "Well?", "fr": "Alors ?"})
    draft.publish(None)
    return survey


@time_machine.travel(date(2025, 6, 30), tick=False)
def test_what_is_half_finished_counts_nowhere(survey: Survey) -> None:
    sent = [Invitation.objects.create(survey=survey, sent_on=ON) for _number in range(2)]
    version = survey.current_version()
    AnswerDraft.objects.create(version=version, invitation=sent[0], values={"score": 0})
    link = SurveyLink.objects.create(survey=survey, label="Counter", place="counter")
    AnswerDraft.objects.create(version=version, link=link, values={"score": 0})
    Answer.objects.create(survey=survey, version=version, invitation=sent[1], score=10, answered_on=ON)
    sent[1].answered_on, sent[1].state = ON, "answered"
    sent[1].save()
    names = ("nps", "complaints_open", "response_rate")
    found = ask(Query(names, Period.parse("2025-06", date(2025, 6, 30)), Operator())).total
    assert (found["nps"].value, found["nps"].denominator) == (100, 1)
    assert found["complaints_open"].value == 0
    assert (found["response_rate"].numerator, found["response_rate"].denominator) == (1, 2)


@pytest.mark.parametrize("sources", [{}, {"invitation", "link"}])
def test_a_draft_comes_from_an_invitation_or_a_link(survey: Survey, sources: set[str]) -> None:
    found = {
        "invitation": Invitation.objects.create(survey=survey),
        "link": SurveyLink.objects.create(survey=survey, label="Counter", place="counter"),
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerDraft.objects.create(version=survey.current_version(), **{name: found[name] for name in sources})


def test_what_is_half_finished_is_nobodys_to_read(people: People, survey: Survey) -> None:
    sent = Invitation.objects.create(survey=survey, owner=people.rep)
    AnswerDraft.objects.create(version=survey.current_version(), invitation=sent, values={"score": 0})
    for who, count in (("rep", 0), ("manager", 0), ("admin", 1)):
        assert AnswerDraft.objects.visible_to(getattr(people, who)).count() == count


def test_an_answer_takes_what_its_invitation_has(people: People, survey: Survey) -> None:
    account = Account.objects.create(name="Mill", owner=people.rep)
    contact = Contact.objects.create(last_name="Miller", account=account)
    asked = Invitation.objects.create(survey=survey, account=account, contact=contact, team=people.south)
    answer = Answer.objects.create(survey=survey, invitation=asked, score=9, answered_on=ON)
    assert (answer.contact, answer.account, answer.owner) == (contact, account, people.rep)
    assert answer.team == people.south, "as the invitation says, not as the account does"


def test_an_anonymous_answer_forgets_whose_it_is_and_keeps_whom_it_is_attributed_to(people: People) -> None:
    survey = published(Survey.objects.create(name="Mood", kind="nps", anonymous=True))
    account = Account.objects.create(name="Mill", owner=people.rep)
    asked = Invitation.objects.create(survey=survey, account=account)
    answer = Answer.objects.create(survey=survey, invitation=asked, account=account, score=9, answered_on=ON)
    answer.refresh_from_db()
    assert (answer.contact, answer.account, answer.invitation, answer.anonymous) == (None, None, None, True)
    assert (answer.owner, answer.team) == (people.rep, people.north)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(account=account)


def test_an_answer_through_a_link_has_its_attribution_and_no_contact(people: People, survey: Survey) -> None:
    store = Channel.objects.create(name="Store")
    link = SurveyLink.objects.create(survey=survey, label="Till", place="counter", team=people.south, channel=store)
    contact = Contact.objects.create(last_name="Miller")
    answer = Answer.objects.create(survey=survey, link=link, contact=contact, score=9, answered_on=ON)
    assert (answer.contact, answer.team, answer.channel) == (None, people.south, store)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(contact=contact)


def test_a_version_of_another_survey_is_refused(survey: Survey) -> None:
    other = published(Survey.objects.create(name="Other", kind="nps"))
    with pytest.raises(ValidationError, match="another survey"):
        Answer.objects.create(survey=survey, version=other.current_version(), score=9, answered_on=ON)


@pytest.mark.parametrize(
    ("kind", "score"), [("nps", 11), ("nps", -1), ("csat", 0), ("csat", 6), ("ces", 0), ("ces", 8)]
)
def test_a_score_stands_within_its_scale(db: None, kind: str, score: int) -> None:
    survey = Survey.objects.create(name="Any", kind=kind)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(survey=survey, score=score, answered_on=ON)


@pytest.mark.parametrize(("who", "count"), [("rep", 1), ("manager", 1), ("admin", 1), ("outsider", 0)])
def test_whoever_sees_the_answer_sees_the_replies_to_it(people: People, survey: Survey, who: str, count: int) -> None:
    answer = Answer.objects.create(survey=survey, owner=people.rep, score=2, answered_on=ON)
    AnswerReply.objects.create(answer=answer, email="m@example.com", subject="We are sorry", text="…")
    viewer: Any = getattr(people, who)
    assert AnswerReply.objects.visible_to(viewer).count() == count

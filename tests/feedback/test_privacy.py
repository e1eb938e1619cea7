"""What is known of a person can be taken and erased; no figure changes; old answers stop naming anybody."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from crm.access import Operator
from crm.models import Account, Activity, ActivityType, Contact, Opportunity, Sale
from feedback.closing_the_loop import answered
from feedback.models import (
    Answer,
    AnswerDraft,
    AnswerReply,
    AnswerValue,
    FeedbackSettings,
    Invitation,
    Question,
    Survey,
)
from feedback.privacy import erase
from kpis.catalogue import METRICS, ask
from kpis.engine import Period, Query
from tests.people import People

NOW = datetime(2025, 6, 20, 10, tzinfo=UTC)
SECRET = ("Jeanne", "Dupont", "jeanne@example.com", "0475", "Terrible service", "rue des Lilas")


@pytest.fixture
def contact(people: People, pipeline: Any) -> Any:
    """A customer who is a person, with all that can be recorded of one."""
    with time_machine.travel(NOW, tick=False):
        call = ActivityType.objects.create(name="Call", code="call", is_high_value=True)
        survey = Survey.objects.create(name="After", kind="nps")
        version = survey.edit()
        score = Question.objects.create(version=version, order=1, kind="score", texts={"en": "Well?", "fr": "Alors ?"})
        why = Question.objects.create(version=version, order=2, kind="text", texts={"en": "Why?", "fr": "Pourquoi ?"})
        version.publish(None)
        account = Account.objects.create(
            name="Jeanne Dupont", kind="person", owner=people.rep, email="jeanne@example.com", street="rue des Lilas"
        )
        made = Contact.objects.create(
            account=account, owner=people.rep, first_name="Jeanne", last_name="Dupont", email="jeanne@example.com",
            phone="0475", survey_consent_on=date(2025, 1, 1), survey_consent_source="Jeanne by phone",
        )  # fmt: skip
        deal = Opportunity.open(name="Stones", account=account, contact=made, owner=people.rep, amount=Decimal(100))
        deal.win()
        Sale.record(
            account=account, contact=made, owner=people.rep, amount=Decimal(40), items=2, sold_on=date(2025, 2, 1)
        )
        Activity.log(type=call, contact=made, owner=people.rep, subject="Jeanne", notes="0475", duration_seconds=600)
        sent = Invitation.objects.create(
            survey=survey, contact=made, account=account, sent_on=date(2025, 6, 1), email="jeanne@example.com"
        )
        answer = Answer.objects.create(
            survey=survey,
            version=version,
            invitation=sent,
            score=1,
            comment="Terrible service",
            answered_on=date(2025, 6, 2),
        )
        AnswerValue.objects.create(answer=answer, question=score, value=1)
        AnswerValue.objects.create(answer=answer, question=why, value="Terrible service")
        AnswerReply.objects.create(answer=answer, email="jeanne@example.com", subject="Sorry Jeanne", text="We are.")
        answered(answer)
        planned = Invitation.objects.create(survey=survey, contact=made, account=account, email="jeanne@example.com")
        AnswerDraft.objects.create(version=version, invitation=planned, values={"why": "Terrible service"})
        yield made


def figures(viewer: Any, names: Iterable[str] = METRICS) -> dict[str, Any]:
    everything = Period.parse("all", date(2025, 6, 30))
    found = {}
    for name in names:
        metric = METRICS[name]
        for by in [(), *((each,) for each in ("owner", "account", "month") if each in metric.dimensions())]:
            answer = ask(Query((name,), everything, viewer, by=by))
            rows = [[key.id for key in row.by.values()] + [row.figures[name]] for row in answer.rows]
            found[f"{name} {by}"] = (answer.total[name], rows)
    return found


def stored() -> str:
    """All that the database holds of the tables that may name a person, histories too."""
    models = (Contact, Account, Activity, Invitation, Answer, AnswerValue, AnswerReply, AnswerDraft,
              Contact.history.model, Account.history.model, Activity.history.model)  # fmt: skip
    return json.dumps([list(model._default_manager.values()) for model in models], default=str)


def test_erasing_changes_no_figure_and_leaves_no_word(people: People, contact: Contact) -> None:
    before = {name: figures(viewer) for name, viewer in (("all", Operator()), ("rep", people.rep))}
    assert [told["nps ()"][0].n for told in before.values()] == [1, 1]
    assert all(word in stored() for word in SECRET)
    erase(contact.pk)
    assert {name: figures(viewer) for name, viewer in (("all", Operator()), ("rep", people.rep))} == before
    found = stored()
    assert [word for word in SECRET if word in found or word.casefold() in found] == []


def test_the_person_is_never_asked_again(people: People, contact: Contact) -> None:
    erase(contact.pk)
    contact.refresh_from_db()
    assert contact.refuses_surveys and not contact.may_be_written_to()
    assert not Invitation.objects.filter(state__in=(*Invitation.NOT_SENT_YET, *Invitation.AWAITED)).exists()


def test_that_it_was_erased_is_on_record(people: People, contact: Contact, client: Client) -> None:
    client.force_login(people.admin)
    address = f"/contacts/{contact.pk}/known/"
    assert client.post(address, {}).status_code == 422
    assert "Dupont" in stored()
    assert client.post(address, {"sure": "on"}).status_code == 302
    [kept] = contact.history.all()
    assert (kept.history_change_reason, kept.history_user) == ("erased", people.admin)


def test_a_company_keeps_its_name(people: People, contact: Contact) -> None:
    Account.objects.filter(pk=contact.account_id).update(kind="company")
    contact.refresh_from_db()
    erase(contact.pk)
    assert Account.objects.get().name == "Jeanne Dupont"


def test_what_is_known_is_taken_as_a_file(people: People, contact: Contact, client: Client) -> None:
    client.force_login(people.admin)
    packed = ZipFile(BytesIO(client.get(f"/contacts/{contact.pk}/known/file/").content))
    known = json.loads(packed.read("known.json"))
    assert all(word in json.dumps(known) for word in SECRET)
    assert [each["value"] for each in known["answers_to_questions"]] == [1, "Terrible service"]
    assert "Terrible service" in packed.read("known.txt").decode()
    assert "Terrible service" in client.get(f"/contacts/{contact.pk}/known/").content.decode()


def test_periods_are_carried_out(people: People, contact: Contact, capsys: Any) -> None:
    FeedbackSettings(answer_months=6, draft_days=10).save()
    sale = Sale.objects.create(account=contact.account, amount=5, sold_on=date(2025, 5, 30))
    Answer.objects.update(sale=sale)
    Invitation.objects.exclude(sent_on=None).update(sale=sale, occasion=f"sale:{sale.pk}")
    AnswerDraft.objects.update(updated_at=NOW - timedelta(days=9))
    call_command("retention")
    assert capsys.readouterr().out.split("\n")[:3] == ["drafts: 0", "answers: 0", "invitations: 0"]
    asked = ("nps", "response_rate")
    before = figures(Operator(), asked)
    assert before["nps ()"][0].n == 1
    with time_machine.travel(NOW + timedelta(days=200), tick=False):
        call_command("retention")
        assert capsys.readouterr().out.split("\n")[:3] == ["drafts: 1", "answers: 1", "invitations: 1"]
        call_command("retention")
        assert capsys.readouterr().out.split("\n")[1:3] == ["answers: 0", "invitations: 0"]
        after = figures(Operator(), asked)
        assert [after[f"{name} ()"] for name in asked] == [before[f"{name} ()"] for name in asked]
    answer = Answer.objects.get()
    assert (answer.score, answer.comment, answer.contact, answer.account, answer.sale) == (1, "", None, None, None)
    sent = Invitation.objects.exclude(sent_on=None).get()
    assert (sent.contact, sent.account, sent.sale, sent.occasion, sent.email) == (None, None, None, "", "")
    assert Contact.objects.get().email == "jeanne@example.com"


def test_the_page_says_it_in_words(people: People, contact: Contact, client: Client) -> None:
    client.force_login(people.admin)
    page = client.get(f"/contacts/{contact.pk}/known/").content.decode()
    assert "<summary>Contact ·" in page and "<dt>Last name</dt>" in page and "<summary>Answers to each question" in page
    assert "last_name" not in page and "answers_to_questions" not in page and "<dd>False</dd>" not in page

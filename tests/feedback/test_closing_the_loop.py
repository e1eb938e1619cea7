"""An unhappy customer is called back, the manager hears of it when nobody calls, and what was done is kept."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from crm.models import Account, Activity, ActivityType, Contact
from feedback.closing_the_loop import answered, asked_again, close, complaints_closed, escalate_overdue
from feedback.models import Answer, FeedbackSettings, Invitation, Survey
from kpis.catalogue import ask
from kpis.engine import Period, Query
from tests.people import People

NOW = datetime(2025, 6, 10, 10, tzinfo=UTC)
ON = date(2025, 6, 10)


@pytest.fixture
def company(people: People) -> Iterator[People]:
    ActivityType.objects.create(name="Visit", code="visit", order=0)
    ActivityType.objects.create(name="Call", code="call", order=1)
    with time_machine.travel(NOW, tick=False):
        yield people


def answer(owner: Any, score: int | None = 3, kind: str = "nps", **fields: Any) -> Answer:
    survey = Survey.objects.get_or_create(name=f"After {kind}", kind=kind)[0]
    account = Account.objects.create(name="Mill", owner=owner)
    contact = Contact.objects.create(account=account, last_name="Miller")
    fields = {"account": account, "contact": contact, "answered_on": ON, **fields}
    made: Answer = Answer.objects.create(survey=survey, score=score, **fields)
    return made


@pytest.mark.parametrize(
    ("kind", "score", "called"),
    [("nps", 6, True), ("nps", 7, False), ("csat", 2, True), ("csat", 3, False), ("ces", 3, True), ("ces", 4, False),
     ("own", 1, False), ("nps", None, False)],
)  # fmt: skip
def test_who_is_called_back(company: People, kind: str, score: int | None, called: bool) -> None:
    assert (answered(answer(company.rep, score, kind)) is not None) is called


def test_the_owner_calls_by_the_day_of_the_settings(company: People) -> None:
    found = answer(company.rep, comment="Late again.")
    planned = answered(found)
    assert planned is not None and planned.owner == company.rep and planned.type.code == "call"
    assert (planned.due_on, planned.account, planned.contact) == (date(2025, 6, 12), found.account, found.contact)
    assert planned.notes == "Late again." and "3" in planned.subject and "After nps" in planned.subject
    assert answered(found) == planned and Activity.objects.count() == 1


def test_the_subject_is_in_the_language_of_whoever_calls(company: People) -> None:
    company.rep.language = "fr"
    company.rep.save()
    planned = answered(answer(company.rep))
    assert planned is not None and planned.subject.startswith("Client mécontent")


def test_the_owner_is_that_of_the_account_not_of_the_answer(company: People) -> None:
    found = answer(company.rep)
    found.account.reassign(company.outsider)
    planned = answered(found)
    assert planned is not None and planned.owner == company.outsider


def test_the_manager_calls_where_the_owner_has_left_or_may_not_know_the_name(company: People) -> None:
    company.colleague.left_on = ON - timedelta(days=1)
    company.colleague.save()
    assert answered(answer(company.colleague)).owner == company.manager  # type: ignore[union-attr]
    FeedbackSettings(reps_see_low_scores=False).save()
    assert answered(answer(company.rep)).owner == company.manager  # type: ignore[union-attr]


def test_without_anybody_responsible_an_administrator_calls(company: People) -> None:
    assert answered(answer(None)).owner == company.admin  # type: ignore[union-attr]


def test_nobody_is_called_for_an_anonymous_answer(company: People) -> None:
    survey = Survey.objects.create(name="Quiet", kind="nps", anonymous=True)
    found = Answer.objects.create(survey=survey, score=0, answered_on=ON, owner=company.rep)
    assert answered(found) is None
    close(found, company.rep, "Spoke with the team.")
    assert found.follow_up is not None and found.follow_up.account is None
    assert found.follow_up.state == "done"


def test_an_open_complaint_is_counted_until_it_is_closed(company: People) -> None:
    found = answer(company.rep)
    answered(found)
    question = Query(("complaints_open",), Period.parse("2025-06", ON), company.manager)
    assert ask(question).total["complaints_open"].value == 1
    close(found, company.rep, "Delivered again.")
    assert ask(question).total["complaints_open"].value == 0
    found.refresh_from_db()
    assert (found.closed_with, found.follow_up.state) == ("Delivered again.", "done")  # type: ignore[union-attr]
    assert list(complaints_closed(ON, ON)) == [found]


def test_the_manager_is_told_once_when_it_is_overdue(company: People) -> None:
    found = answer(company.rep)
    answered(found)
    with time_machine.travel(datetime(2025, 6, 13, 10, tzinfo=UTC), tick=False):
        assert escalate_overdue() == 0
    with time_machine.travel(datetime(2025, 6, 14, 10, tzinfo=UTC), tick=False):
        assert escalate_overdue() == 1
        assert escalate_overdue() == 0
    found.refresh_from_db()
    assert found.escalated_to == company.manager
    told = Activity.objects.get(owner=company.manager)
    assert (told.due_on, told.state, told.account) == (date(2025, 6, 14), "planned", found.account)


def test_what_was_done_in_time_is_not_told(company: People) -> None:
    found = answer(company.rep)
    planned = answered(found)
    assert planned is not None
    planned.done()
    with time_machine.travel(datetime(2025, 7, 14, 10, tzinfo=UTC), tick=False):
        assert escalate_overdue() == 0


def test_the_second_answer_shows_whether_it_helped(company: People) -> None:
    found = answer(company.rep)
    assert asked_again(found) is None
    again = Invitation.objects.create(survey=found.survey, follows=found, sent_on=ON, account=found.account)
    second = Answer.objects.create(survey=found.survey, invitation=again, score=9, answered_on=ON)
    assert asked_again(found) == second


def test_a_comment_that_is_no_complaint_is_not_asked_about_again(company: People) -> None:
    close(answer(company.rep, 9), company.rep, "Thanked them.")
    assert list(complaints_closed(ON, ON)) == []


@pytest.mark.parametrize("retired", [False, True])
def test_a_company_without_types_in_use_calls_back_all_the_same(people: People, retired: bool) -> None:
    if retired:
        ActivityType.objects.create(name="Visit", code="visit", active=False)
    with time_machine.travel(NOW, tick=False):
        planned = answered(answer(people.rep))
    assert planned is not None and planned.type.code == ("visit" if retired else "call")

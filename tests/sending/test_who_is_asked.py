"""Who is asked, and why others are not."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from crm.models import ActivityType, Company, Contact, Opportunity
from feedback.closing_the_loop import close
from feedback.models import Answer, FeedbackSettings, Invitation, SurveyRule
from feedback.sending.planning import plan
from feedback.sending.selection import Reason, judged
from tests.people import People

Win = Callable[..., Opportunity]


def reasons(rule: SurveyRule) -> list[Reason | None]:
    return [each.reason for each in judged(rule, timezone.now())]


def test_somebody_with_an_address(rule: SurveyRule, win: Win) -> None:
    win()
    assert reasons(rule) == [None]


def test_nobody_and_no_address(rule: SurveyRule, win: Win) -> None:
    win(email="")
    won = win()
    Contact.objects.filter(pk=won.contact_id).delete()
    assert sorted(filter(None, reasons(rule))) == sorted([Reason.NO_ADDRESS, Reason.NOBODY])


def test_who_refused_by_any_record_of_theirs(rule: SurveyRule, win: Win) -> None:
    win(refuses_surveys=True)
    win(email="Same@example.com")
    Contact.objects.create(last_name="Twin", email="same@example.com", refuses_surveys=True)
    assert reasons(rule) == [Reason.REFUSED, Reason.REFUSED]


def test_an_address_without_contact_that_refused(rule: SurveyRule, win: Win) -> None:
    won = win(email="")
    won.account.email = "house@example.com"
    won.account.save()
    Contact.objects.all().delete()
    assert reasons(rule) == [None]
    Invitation.objects.create(survey=rule.survey, email="House@example.com", state="refused")
    assert reasons(rule) == [Reason.REFUSED]


def test_whose_mails_come_back_until_the_address_is_corrected(rule: SurveyRule, win: Win) -> None:
    won = win(undeliverable_email="M1@example.com", undeliverable_since=timezone.now())
    assert reasons(rule) == [Reason.UNDELIVERABLE]
    Contact.objects.filter(pk=won.contact_id).update(email="right@example.com")
    assert reasons(rule) == [None]


def test_once_about_an_occasion_whatever_the_rule(rule: SurveyRule, win: Win, settings_row: FeedbackSettings) -> None:
    settings_row.contact_rest_days = 0
    settings_row.save()
    win()
    assert plan(rule, timezone.now()) == 1
    assert reasons(rule) == [Reason.ASKED]
    other = SurveyRule.objects.create(name="Too", survey=rule.survey, event="won", starts_on=rule.starts_on)
    assert plan(other, timezone.now()) == 0
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(("days", "reason"), [(89, Reason.RECENTLY), (90, None)])
def test_not_twice_within_so_many_days(rule: SurveyRule, win: Win, days: int, reason: Reason | None) -> None:
    won, on = win(), Company.current().today() - timedelta(days=days)
    Invitation.objects.create(survey=rule.survey, contact=won.contact, state="answered", sent_on=on, answered_on=on)
    assert reasons(rule) == [reason]


@pytest.fixture
def complaint(rule: SurveyRule, win: Win, people: People) -> Answer:
    """Asked yesterday, unhappy, called back today; the rule asks after closed complaints."""
    won, yesterday = win(), Company.current().today() - timedelta(days=1)
    first = Invitation.objects.create(
        survey=rule.survey, contact=won.contact, account=won.account, email="m1@example.com", state="answered",
        sent_on=yesterday, answered_on=yesterday,
    )  # fmt: skip
    made = Answer.objects.create(survey=rule.survey, invitation=first, score=2, answered_on=yesterday)
    ActivityType.objects.create(name="Call", code="call")
    close(made, people.rep, "Called: the delivery is on its way.")
    rule.event = "complaint"
    rule.save()
    return made


def test_after_a_closed_complaint_the_first_ask_holds_nobody_back(rule: SurveyRule, complaint: Answer) -> None:
    assert reasons(rule) == [None]
    assert plan(rule, timezone.now()) == 1
    assert reasons(rule) == [Reason.ASKED]


def test_but_refusals_and_other_surveys_do(rule: SurveyRule, complaint: Answer) -> None:
    today = Company.current().today()
    other = Invitation.objects.create(survey=rule.survey, email="M1@example.com", sent_on=today)
    assert reasons(rule) == [Reason.RECENTLY]
    other.delete()
    Contact.objects.update(refuses_surveys=True)
    assert reasons(rule) == [Reason.REFUSED]


def test_a_third_ask_waits_for_the_days_of_rest(rule: SurveyRule, complaint: Answer, people: People) -> None:
    plan(rule, timezone.now())
    second = Invitation.objects.get(follows=complaint)
    second.mark_sent(timezone.now())
    second.mark_answered(timezone.now())
    still = Answer.objects.create(survey=rule.survey, invitation=second, score=1, answered_on=second.answered_on)
    close(still, people.rep, "Called again.")
    assert sorted(filter(None, reasons(rule))) == sorted([Reason.ASKED, Reason.RECENTLY])


def test_quiet_hours_hold_for_a_second_ask_too(
    rule: SurveyRule, complaint: Answer, settings_row: FeedbackSettings
) -> None:
    settings_row.quiet_from, settings_row.quiet_until = time(22), time(8)
    settings_row.save()
    zone = Company.current().zone
    night = datetime.combine(Company.current().today(), time(23), zone)
    plan(rule, night)
    due = Invitation.objects.get(follows=complaint).due_at
    assert due is not None and due.astimezone(zone).time() == time(8)


def test_two_wins_of_a_person_are_asked_about_once(rule: SurveyRule, win: Win) -> None:
    first = win()
    win(contact=first.contact)
    assert reasons(rule) == [None, Reason.RECENTLY]
    assert plan(rule, timezone.now()) == 1
    assert plan(rule, timezone.now()) == 0


def test_a_share_is_drawn_the_same_each_time(rule: SurveyRule, win: Win) -> None:
    for _number in range(60):
        win()
    rule.share = 50
    first = reasons(rule)
    assert reasons(rule) == first
    counts = Counter(first)
    assert set(counts) == {None, Reason.NOT_DRAWN} and 15 <= counts[None] <= 45
    rule.share = 20
    fewer = reasons(rule)
    assert all(a is None for a, b in zip(first, fewer, strict=True) if b is None), "a smaller share is part of it"
    rule.share = 100
    assert set(reasons(rule)) == {None}

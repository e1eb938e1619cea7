"""Each event of a rule finds what happened, since the rule holds and no longer ago than people remember."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from crm.models import Account, Activity, ActivityType, Campaign, Company, Contact, Opportunity, Region, Sale, SavedView
from feedback.models import Answer, Invitation, Survey, SurveyRule
from feedback.sending.occasions import LATE_DAYS, occasions
from feedback.sending.planning import plan
from tests.people import People


def keys(rule: SurveyRule) -> list[str]:
    return [each.key for each in occasions(rule, Company.current().today())]


def test_wins_and_losses(rule: SurveyRule, win: Callable[..., Opportunity]) -> None:
    won, lost = win(), win()
    lost.lose()
    assert keys(rule) == [f"won:{won.pk}"]
    rule.event = "lost"
    assert keys(rule) == [f"lost:{lost.pk}"]


def test_sales_but_neither_refunds_nor_cancelled_ones(rule: SurveyRule, people: People) -> None:
    account = Account.objects.create(name="Shop", owner=people.rep, email="shop@example.com")
    today = Company.current().today()
    sale, cancelled = (Sale.record(account=account, amount=Decimal(5), sold_on=today) for _ in range(2))
    cancelled.cancel()
    sale.refund(Decimal(1))
    rule.event = "sale"
    assert keys(rule) == [f"sale:{sale.pk}"]
    assert plan(rule, timezone.now()) == 1
    made = Invitation.objects.get()
    assert (made.email, made.contact, made.sale, made.owner) == ("shop@example.com", None, sale, people.rep)


def test_a_complaint_that_was_closed(rule: SurveyRule, survey: Survey, people: People) -> None:
    account = Account.objects.create(name="Mill", owner=people.rep)
    contact = Contact.objects.create(account=account, last_name="Miller", email="m@example.com")
    today = Company.current().today()
    answer = Answer.objects.create(survey=survey, score=2, account=account, contact=contact, answered_on=today)
    call = ActivityType.objects.create(name="Call", code="call")
    answer.follow_up = Activity.plan(type=call, account=account, owner=people.rep, due_on=today)
    answer.save()
    rule.event = "complaint"
    assert keys(rule) == []
    answer.follow_up.done()
    assert keys(rule) == [f"complaint:{answer.pk}"]
    plan(rule, timezone.now())
    assert Invitation.objects.get().follows == answer


def test_a_saved_view_of_contacts(rule: SurveyRule, people: People) -> None:
    for name in ("Ada", "Adam", "Bea"):
        Contact.objects.create(first_name=name, last_name="Miller", email=f"{name}@example.com".lower())
    rule.event = "list"
    rule.view = SavedView.objects.create(owner=people.admin, list_name="contacts", name="A", query="text=ada")
    rule.save()
    assert plan(rule, timezone.now()) == 2
    assert plan(rule, timezone.now()) == 0
    assert set(Invitation.objects.values_list("occasion", flat=True)) == {f"list:{rule.pk}"}
    rule.view.query = "account=nonsense"
    assert keys(rule) == []


def test_the_contacts_of_a_campaign(rule: SurveyRule, people: People, win: Callable[..., Opportunity]) -> None:
    fair = Campaign.objects.create(name="Fair")
    brought = Account.objects.create(name="Brought", owner=people.rep, campaign=fair)
    Contact.objects.create(account=brought, last_name="One", email="one@example.com")
    through = win()
    Opportunity.objects.filter(pk=through.pk).update(campaign=fair)
    win()
    rule.event, rule.campaign = "campaign", fair
    rule.save()
    assert plan(rule, timezone.now()) == 2


def test_nothing_before_the_rule_holds(rule: SurveyRule, win: Callable[..., Opportunity]) -> None:
    today = Company.current().today()
    win(on=today - timedelta(days=3))
    rule.starts_on = today - timedelta(days=2)
    assert keys(rule) == []
    rule.starts_on = today - timedelta(days=3)
    assert len(keys(rule)) == 1


def test_nothing_that_is_long_past_by_the_delay(rule: SurveyRule, win: Callable[..., Opportunity]) -> None:
    win(on=Company.current().today() - timedelta(days=LATE_DAYS + 10))
    assert keys(rule) == []
    rule.delay_days = 10
    assert len(keys(rule)) == 1


def test_whatever_wrote_the_win_it_is_found(rule: SurveyRule, win: Callable[..., Opportunity]) -> None:
    won = win()
    Opportunity.objects.filter(pk=won.pk).update(outcome="open", closed_on=None)
    assert keys(rule) == []
    Opportunity.objects.filter(pk=won.pk).update(outcome="won", closed_on=Company.current().today())
    assert keys(rule) == [f"won:{won.pk}"]


@pytest.mark.parametrize(
    "narrower",
    [
        lambda rule, people: setattr(rule, "region", Region.objects.create(name="Coast")),
        lambda rule, people: setattr(rule, "team", people.south),
        lambda rule, people: setattr(rule, "least_amount", Decimal("100.01")),
        lambda rule, people: setattr(rule, "campaign", Campaign.objects.create(name="Fair")),
    ],
)
def test_filters_narrow(
    rule: SurveyRule, people: People, win: Callable[..., Opportunity], narrower: Callable[..., Any]
) -> None:
    win()
    rule.team, rule.least_amount = people.sales, Decimal(100)
    assert len(keys(rule)) == 1
    narrower(rule, people)
    assert keys(rule) == []


def test_the_only_contact_of_the_account_stands_in(rule: SurveyRule, win: Callable[..., Opportunity]) -> None:
    won = win()
    Opportunity.objects.filter(pk=won.pk).update(contact=None)
    [found] = occasions(rule, Company.current().today())
    assert found.contact == won.contact
    Contact.objects.create(account=won.account, last_name="Other", email="other@example.com")
    [found] = occasions(rule, Company.current().today())
    assert found.contact is None


def test_dates_are_of_the_opportunity_not_of_writing(rule: SurveyRule, win: Callable[..., Opportunity]) -> None:
    on = date.today() - timedelta(days=5)
    win(on=on)
    [found] = occasions(rule, Company.current().today())
    assert found.happened_on == on

"""Deny by default: a rep sees their own, a manager their teams', an outsider and nobody nothing of it."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from crm.access import Operator
from crm.models import Account, Contact, Opportunity, Pipeline, Sale
from tests.people import People


@pytest.fixture
def facts(people: People, pipeline: Pipeline) -> People:
    account = Account.objects.create(name="Mill", owner=people.rep)
    Contact.objects.create(account=account, last_name="Miller")
    Opportunity.open(name="Stones", account=account, owner=people.rep, amount=Decimal(10))
    Sale.record(account=account, amount=Decimal(10), sold_on=date(2025, 1, 1))
    return people


MODELS = [Account, Contact, Opportunity, Sale]


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(
    ("who", "count"), [("rep", 1), ("manager", 1), ("admin", 1), ("outsider", 0), ("colleague", 0)]
)
def test_rows(facts: People, model: type, who: str, count: int) -> None:
    assert model.objects.visible_to(getattr(facts, who)).count() == count  # type: ignore[attr-defined]


@pytest.mark.parametrize("model", MODELS)
def test_nobody_and_the_dismissed_see_nothing(facts: People, model: type) -> None:
    facts.admin.is_active = False
    for viewer in (None, AnonymousUser(), facts.admin):
        assert not model.objects.visible_to(viewer).exists()  # type: ignore[attr-defined]


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("who", ["rep", "manager", "admin", "outsider", "colleague"])
def test_shares_are_together_what_is_visible(facts: People, model: type, who: str) -> None:
    """Rows of all owners, some seen only through an opportunity of one's own or of a managed team."""
    viewer = getattr(facts, who)
    for owner in (facts.rep, facts.outsider, facts.colleague, None):
        account = Account.objects.create(name="Other mill", owner=owner)
        Contact.objects.create(account=account, last_name="Of an account")
        Contact.objects.create(last_name="Of a person", owner=owner)
        for worker in (facts.outsider, facts.colleague):
            Opportunity.open(name="Work", account=account, owner=worker)
    rows = model.objects.all()  # type: ignore[attr-defined]
    shared = {pk for share in rows.shares_of(viewer) for pk in rows.filter(share).values_list("pk", flat=True)}
    assert shared == set(rows.visible_to(viewer).values_list("pk", flat=True))


def test_nobody_has_a_share(facts: People) -> None:
    facts.admin.is_active = False
    assert [Account.objects.shares_of(viewer) for viewer in (None, AnonymousUser(), facts.admin)] == [[], [], []]


def test_the_operator_sees_everything(facts: People) -> None:
    assert Account.objects.visible_to(Operator()).count() == 1


def test_a_rep_may_sum_the_team_and_not_other_teams(facts: People) -> None:
    assert Sale.objects.totals_visible_to(facts.colleague).count() == 1
    assert Sale.objects.totals_visible_to(facts.outsider).count() == 0


def test_whoever_works_on_an_opportunity_sees_its_account(facts: People) -> None:
    opportunity = Opportunity.objects.get()
    opportunity.reassign(facts.outsider)
    assert Account.objects.visible_to(facts.outsider).count() == 1

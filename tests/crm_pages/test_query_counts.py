"""The number of queries of a page is small and does not grow with the rows."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from crm.models import Account, Activity, Contact, LostReason, Opportunity, OpportunityLine, Product, Sale
from tests.crm_pages.conftest import Mill

BUDGET = 25
ADDRESSES = [
    "/my-day/",
    "/quick-log/",
    "/opportunities/",
    "/opportunities/board/",
    "/opportunities/{opportunity}/",
    "/opportunities/new/",
    "/activities/",
    "/activities/?state=overdue",
    "/activities/{logged}/edit/",
    "/sales/",
    "/accounts/",
    "/accounts/{account}/",
    "/accounts/{account}/merge/",
    "/accounts/alike/?name=mill&email=a@example.com&phone=025551212",
    "/bulk-changes/",
    "/tokens/",
    "/api/",
    "/api/about/opportunities/",
    "/contacts/",
    "/contacts/{contact}/",
    "/search/?q=m",
    "/find/?about_text=m",
    "/search/suggestions/?q=mil",
    "/calendar/?who=team",
    "/calendar/?view=week",
    "/calendar/?view=day",
    "/calendar/plan/",
]


def grow(mill: Mill) -> None:
    """Ten times more of everything, around the same account and opportunity."""
    owner, account = mill.people.rep, mill.account
    for number in range(10):
        Account.objects.create(name=f"Mill {number}", owner=owner)
        contact = Contact.objects.create(account=account, last_name=f"Miller {number}")
        opportunity = Opportunity.open(name=f"Mill deal {number}", account=account, contact=contact, owner=owner)
        opportunity.move_to(mill.pipeline.stages.get(name="Offer"))
        for target in (opportunity, mill.opportunity):
            who: dict[str, Any] = {"opportunity": target, "contact": mill.contact, "owner": owner}
            Activity.log(type=mill.call, **who)
            Activity.plan(type=mill.call, due_on=mill.today, **who)
        Sale.record(account=account, contact=mill.contact, amount=Decimal(1), sold_on=mill.today)


def count(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("who", ["rep", "manager", "admin"])
def test_queries_are_few_and_do_not_grow(client: Client, mill: Mill, who: str) -> None:
    """All pages of one viewer together: what takes time is that the company grows."""
    client.force_login(getattr(mill.people, who))
    # A search reads the rows of those kinds only that have something that matches, a page the types and people only
    # that its rows point at: here all, before and after.
    Account.objects.create(name="Mill", owner=mill.people.rep)
    Opportunity.open(name="Mill’s other deal", account=mill.account, owner=mill.people.rep).move_to(
        mill.pipeline.stages.get(name="Offer")
    )
    Activity.log(type=mill.call, opportunity=mill.opportunity, contact=mill.contact, owner=mill.people.rep)
    filled = [address.format(**mill.addresses()) for address in ADDRESSES]
    before = {each: count(client, each) for each in filled}
    grow(mill)
    found = [(each, before[each], count(client, each)) for each in filled]
    assert [each for each in found if each[1] > BUDGET or each[2] > each[1]] == []


# Statements of a write, without the two that begin and end its transaction, and the one that makes an account a customer.
OF_A_WRITE = 15


@pytest.mark.parametrize("verb", ["win", "lose", "move"])
def test_a_verb_writes_in_few_statements(client: Client, mill: Mill, verb: str) -> None:
    people, pump = mill.people, Product.objects.create(name="Pump", cost=Decimal(3))
    reason, offer = LostReason.objects.create(name="Too late"), mill.pipeline.stages.get(name="Offer")
    data = {"win": {"amount": "900"}, "lose": {"reason": reason.pk}, "move": {"stage": offer.pk}}[verb]
    client.force_login(people.rep)
    mill.account.became_customer(mill.today)
    deal = Opportunity.open(name="Six pumps", account=mill.account, owner=people.rep, amount=Decimal(1000))
    deal.set_lines([OpportunityLine(product=pump, quantity=6, amount=Decimal(1000))])
    client.get("/my-day/")
    with CaptureQueriesContext(connection) as queries:
        assert client.post(f"/opportunities/{deal.pk}/{verb}/", data).status_code == 302
    said = [each["sql"] for each in queries.captured_queries]
    assert (
        len([sql for sql in said if not sql.startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]) <= OF_A_WRITE
    ), said

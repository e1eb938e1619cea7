"""A page of figures and the list of rows behind it cost the same whatever the number of rows."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from crm.models import Account, Company, Opportunity, Pipeline
from tests.people import People

MOST_QUERIES = 25


def sell(people: People, first: int, last: int) -> None:
    for number in range(first, last):
        account = Account.objects.create(name=f"Account {number}", owner=people.rep, prospect_since=date(2025, 5, 1))
        deal = Opportunity.open(
            name=f"Deal {number}", account=account, owner=people.rep, amount=Decimal(10), opened_on=date(2025, 6, 1)
        )
        deal.win(on=date(2025, 6, 20))


@pytest.mark.parametrize("metric", ["revenue", "win_rate", "new_customers"])
def test_more_rows_cost_no_more_queries(people: People, pipeline: Pipeline, client: Client, metric: str) -> None:
    client.force_login(people.admin)
    Company.current()
    address = reverse("kpis:metric_rows", args=[metric])
    costs = []
    for first, last in ((0, 2), (2, 12)):
        sell(people, first, last)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = client.get(address, {"period": "2025-06"})
        assert page.context["page"].paginator.count == last
        costs.append(len(queries))
    assert costs[0] == costs[1] <= MOST_QUERIES


def test_more_facts_cost_the_dashboard_no_more_queries(people: People, pipeline: Pipeline, client: Client) -> None:
    client.force_login(people.admin)
    Company.current()
    costs = []
    for first, last in ((0, 2), (2, 12)):
        sell(people, first, last)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("kpis:company"), {"period": "2025-06"})
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_days_add_up_to_days(people: People, pipeline: Pipeline, client: Client) -> None:
    client.force_login(people.admin)
    sell(people, 0, 2)
    page = client.get(reverse("kpis:metric_rows", args=["sales_cycle"]), {"period": "2025-06"}).content.decode()
    assert "<strong>38 days</strong>" in page

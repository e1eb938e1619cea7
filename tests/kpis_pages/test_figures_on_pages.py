"""What a page shows is what the engine answers; every figure opens to rows that add up to it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import Account, Activity, ActivityType, Opportunity, Pipeline
from kpis.catalogue import METRICS
from tests.people import People

BUDGET = 45


@pytest.fixture
def company(people: People, pipeline: Pipeline) -> People:
    call = ActivityType.objects.create(name="Call", code="call", is_high_value=True)
    for number, owner in enumerate([people.rep, people.rep, people.colleague, people.outsider]):
        account = Account.objects.create(name=f"Account {number}", owner=owner, prospect_since=date(2025, 5, 1))
        opportunity = Opportunity.open(
            name=f"Deal {number}",
            account=account,
            owner=owner,
            amount=Decimal(1000 + number),
            opened_on=date(2025, 6, 1),
        )
        if number != 1:
            opportunity.win(on=date(2025, 6, 20))
        Activity.log(type=call, account=account, owner=owner, on=date(2025, 6, 2), duration_seconds=1800)
    return people


def test_the_company_page_shows_the_figures(company: People, client: Client) -> None:
    client.force_login(company.admin)
    page = client.get(reverse("kpis:company"), {"period": "2025-06"})
    assert page.status_code == 200
    tiles = {tile.metric.id: tile.figure for tile in page.context["dashboard"].tiles}
    assert tiles["revenue"].value == Decimal(3005)
    assert "€3,005.00" in page.content.decode()


def test_a_managers_page_is_of_their_teams(company: People, client: Client) -> None:
    client.force_login(company.manager)
    page = client.get(reverse("kpis:team", args=[company.sales.pk]), {"period": "2025-06"})
    tiles = {tile.metric.id: tile.figure for tile in page.context["dashboard"].tiles}
    assert tiles["revenue"].value == Decimal(2002)


@pytest.mark.parametrize("metric", sorted(METRICS))
def test_each_figure_has_a_page_in_both_languages(company: People, client: Client, metric: str) -> None:
    client.force_login(company.manager)
    for language in ("en", "fr"):
        address = reverse("kpis:metric", args=[metric])
        assert client.get(address, {"period": "2025"}, headers={"accept-language": language}).status_code == 200


def test_rows_add_up_to_the_figure(company: People, client: Client) -> None:
    client.force_login(company.manager)
    page = client.get(reverse("kpis:metric_rows", args=["revenue"]), {"period": "2025-06"})
    assert page.context["total"] == Decimal(2002)
    assert page.context["page"].paginator.count == 2


@pytest.mark.parametrize(
    ("name", "words"),
    [("kpis:metric", {"period": "soon"}), ("kpis:metric", {"by": "weather"}), ("kpis:metric", {"team": "x"})],
)
def test_what_cannot_be_answered_is_told(company: People, client: Client, name: str, words: dict[str, Any]) -> None:
    client.force_login(company.manager)
    page = client.get(reverse(name, args=["win_rate"]), words)
    assert page.status_code == 422
    assert b'role="alert"' in page.content


def test_an_empty_company_shows_dashes(people: People, client: Client) -> None:
    client.force_login(people.admin)
    page = client.get(reverse("kpis:company"))
    assert page.status_code == 200
    assert "–" in page.content.decode()


def test_the_company_page_costs_a_bounded_number_of_queries(
    company: People, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(company.admin)
    with django_assert_max_num_queries(BUDGET):
        client.get(reverse("kpis:company"), {"period": "2025-06", "compare": "previous"})

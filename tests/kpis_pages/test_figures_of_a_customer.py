"""The figures of one customer: of what the viewer has a part in, and every link stays with that customer."""

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client

from crm.models import Account, Pipeline, Sale
from kpis.engine import Figure
from tests.people import People

PERIOD = {"period": "2025-06"}


@pytest.fixture
def mill(people: People, pipeline: Pipeline) -> Account:
    """A customer of the rep with a sale of 10, and one of 5 that a rep of another team made."""
    mill, other = (Account.objects.create(name=name, owner=people.rep) for name in ("Mill", "Other"))
    Sale.record(account=mill, owner=people.rep, amount=Decimal(10), sold_on=date(2025, 6, 1))
    Sale.record(account=mill, owner=people.outsider, amount=Decimal(5), sold_on=date(2025, 6, 2))
    Sale.record(account=other, owner=people.rep, amount=Decimal(100), sold_on=date(2025, 6, 3))
    return mill


def shown(client: Client, mill: Account) -> tuple[dict[str, Figure], str]:
    page = client.get(f"/dashboards/accounts/{mill.pk}/", PERIOD)
    assert page.status_code == 200
    return {tile.metric.id: tile.figure for tile in page.context["dashboard"].tiles}, page.content.decode()


@pytest.mark.parametrize(("who", "revenue"), [("rep", 10), ("manager", 10), ("admin", 15)])
def test_of_what_the_viewer_may_count(client: Client, people: People, mill: Account, who: str, revenue: int) -> None:
    client.force_login(getattr(people, who))
    figures, page = shown(client, mill)
    assert figures["revenue"].value == Decimal(revenue)
    assert "Figures of Mill" in page and f'href="/accounts/{mill.pk}/"' in page


def test_links_stay_with_the_customer(client: Client, people: People, mill: Account) -> None:
    """From the page to the figure, and from there to its rows."""
    client.force_login(people.admin)
    _figures, page = shown(client, mill)
    figure = unescape(re.search(r'href="(/kpis/revenue/\?[^"]+)"', page)[1])  # type: ignore[index]
    assert f"account={mill.pk}" in figure
    page = client.get(figure).content.decode()
    assert f'<input type="hidden" name="account" value="{mill.pk}">' in page
    rows = unescape(re.search(r'href="(/kpis/revenue/rows/\?[^"]+)"', page)[1])  # type: ignore[index]
    assert client.get(rows).context["total"] == Decimal(15)


def test_the_page_of_the_customer_leads_there(client: Client, people: People, mill: Account) -> None:
    client.force_login(people.rep)
    page = client.get(f"/accounts/{mill.pk}/").content.decode()
    assert f'href="/dashboards/accounts/{mill.pk}/?period=last-12-months"' in page

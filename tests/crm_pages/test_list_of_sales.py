"""The list of sales and refunds: what narrows it, what it shows, where its rows lead."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from crm.models import Account, Channel, Sale, SavedView
from tests.crm_pages.conftest import Mill


@pytest.fixture
def shop(mill: Mill) -> Mill:
    """Of the rep: a sale with a refund, one that was cancelled; of the outsider: one."""
    rep = mill.people.rep
    Sale.objects.all().delete()
    Sale.record(
        number="A-100", account=mill.account, owner=rep, sold_on=date(2025, 3, 1), amount=Decimal(500),
        channel=Channel.objects.create(name="Web"),
    ).refund(Decimal(20), date(2025, 3, 5))  # fmt: skip
    Sale.record(number="A-200", external_id="shop-7", owner=rep, sold_on=date(2025, 4, 1), amount=Decimal(70)).cancel(
        date(2025, 4, 2)
    )
    Sale.record(number="B-1", owner=mill.people.outsider, sold_on=date(2025, 5, 1), amount=Decimal(9))
    return mill


def amounts(client: Client, **words: Any) -> list[int]:
    answer = client.get("/sales/", {"view": "all", **words})
    assert answer.status_code == 200
    return [int(line.row.amount) for line in answer.context["lines"]]


def test_the_newest_comes_first(rep: Client, shop: Mill) -> None:
    assert amounts(rep) == [70, -20, 500]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ({"text": "a-1"}, [500]),
        ({"text": "shop-7"}, [70]),
        ({"text": "shop"}, []),
        ({"kind": "refund"}, [-20]),
        ({"cancelled": "no"}, [-20, 500]),
        ({"cancelled": "yes"}, [70]),
        ({"sold_from": "2025-03-05"}, [70, -20]),
        ({"sold_to": "2025-03-05"}, [-20, 500]),
        ({"sort": "amount"}, [-20, 70, 500]),
    ],
)
def test_what_narrows_it(rep: Client, shop: Mill, words: Any, found: list[int]) -> None:
    assert amounts(rep, **words) == found


def test_by_whose_it_is_and_where_it_came_from(client: Client, shop: Mill) -> None:
    client.force_login(shop.people.admin)
    assert amounts(client, account=f"account:{shop.account.pk}") == [-20, 500]
    assert amounts(client, channel=Channel.objects.get(name="Web").pk) == [-20, 500]
    assert amounts(client, owner=f"user:{shop.people.outsider.pk}") == [9]
    assert amounts(client, team=shop.people.sales.pk) == [70, -20, 500]


@pytest.mark.parametrize(("who", "count"), [("rep", 3), ("colleague", 0), ("manager", 3), ("outsider", 1)])
def test_each_sees_their_own_and_a_manager_the_teams(client: Client, shop: Mill, who: str, count: int) -> None:
    client.force_login(getattr(shop.people, who))
    assert len(amounts(client)) == count


def test_rows_lead_to_the_customer_and_a_refund_is_told_apart(rep: Client, shop: Mill) -> None:
    answer = rep.get("/sales/?columns=kind,refund_of")
    refund = answer.context["lines"][1].cells
    assert refund[0].address == f"/accounts/{shop.account.pk}/"
    assert (refund[1].text, refund[1].tone, refund[2].text) == ("Refund", "bad", "A-100")


def test_the_page_of_an_account_leads_to_all_of_its_sales(rep: Client, shop: Mill) -> None:
    link = f"/sales/?account=account:{shop.account.pk}"
    assert f'href="{link}"' in rep.get(f"/accounts/{shop.account.pk}/").content.decode()
    assert rep.get("/sales/", {"account": f"account:{Account.objects.create(name='Other').pk}"}).status_code == 422


@pytest.mark.parametrize("name", ["sales", "activities"])
def test_a_view_is_saved_and_opens(rep: Client, shop: Mill, name: str) -> None:
    rep.post(f"/views/new/?list={name}", {"name": "Mine", "shared_with": "nobody", "query": "columns=owner"})
    view = SavedView.objects.get(name="Mine")
    assert view.list_name == name
    rep.post(f"/views/{view.pk}/default/")
    assert rep.get(f"/{name}/").headers["Location"] == f"/{name}/?columns=owner&view={view.pk}"

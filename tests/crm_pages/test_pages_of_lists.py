"""Pages of lists: forwards and backwards every row once and in order, with equal and empty values."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from crm import paging
from crm.models import Account, Activity, ActivityType, Contact, Opportunity, Pipeline, Sale, Segment
from crm.paging import Place, Sort, sheet
from tests.people import People

SORTS = [Sort(path, down) for path in ("amount", "expected_close_on", "stage__order", "owner__normalised_name", "id")
         for down in (False, True)]  # fmt: skip


@pytest.fixture
def deals(people: People, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> People:
    """23 opportunities with equal and empty values, and pages of five."""
    monkeypatch.setattr(paging, "PAGE_SIZE", 5)
    stages = list(pipeline.stages.filter(kind="open"))
    for number in range(23):
        Opportunity.open(
            name=f"Deal {number:02}", stage=stages[number % 3], owner=(people.rep, people.colleague, None)[number % 3],
            amount=Decimal(number % 4) if number % 5 else None,
            expected_close_on=date(2026, 1, 1 + number % 2) if number % 3 else None,
        )  # fmt: skip
    return people


def whole(sort: Sort) -> list[int]:
    return list(Opportunity.objects.order_by(*sort.order()).values_list("pk", flat=True))


def keys(page: Any) -> list[int]:
    return [row.pk for row in page.rows]


@pytest.mark.parametrize("sort", SORTS, ids=str)
def test_forwards_and_backwards_every_row_once_in_order(deals: People, sort: Sort) -> None:
    rows, page = Opportunity.objects.all(), sheet(Opportunity.objects.all(), sort)
    assert page.before == ""
    pages = [keys(page)]
    while page.after:
        page = sheet(rows, sort, after=page.after)
        pages.append(keys(page))
    assert [key for each in pages for key in each] == whole(sort)
    assert [len(each) for each in pages] == [5, 5, 5, 5, 3]
    back = [keys(page)]
    while page.before:
        page = sheet(rows, sort, before=page.before)
        back.append(keys(page))
    assert back == pages[::-1]


@pytest.mark.parametrize("sort", SORTS, ids=str)
def test_empty_values_come_last(deals: People, sort: Sort) -> None:
    values = [getattr(row, sort.path, 0) is None for row in Opportunity.objects.order_by(*sort.order())]
    assert values == sorted(values)


def test_a_row_that_appears_between_two_pages_moves_none(deals: People) -> None:
    sort = Sort("id", descending=True)
    first = sheet(Opportunity.objects.all(), sort)
    Opportunity.open(name="New", owner=deals.rep)
    assert keys(sheet(Opportunity.objects.all(), sort, after=first.after)) == whole(sort)[6:11]


def test_behind_a_row_that_is_gone_the_list_goes_on(deals: People) -> None:
    sort = Sort("id")
    first = sheet(Opportunity.objects.all(), sort)
    Opportunity.objects.filter(pk=first.rows[-1].pk).delete()
    assert keys(sheet(Opportunity.objects.all(), sort, after=first.after)) == whole(sort)[4:9]
    Opportunity.objects.exclude(pk__in=keys(first)).delete()
    assert keys(sheet(Opportunity.objects.all(), sort, after=first.after)) == keys(first)[:-1]


def test_a_later_page_costs_no_more_statements_than_the_first(deals: People) -> None:
    sort = Sort("amount")
    with CaptureQueriesContext(connection) as first:
        page = sheet(Opportunity.objects.all(), sort)
    with CaptureQueriesContext(connection) as second:
        sheet(Opportunity.objects.all(), sort, after=page.after)
    assert len(second) <= len(first) + 1
    assert not any("OFFSET" in query["sql"] for query in second.captured_queries)


BROKEN = ["x", "1", "a:b:c", "\x00", "é" * 300, Place("soon", 1).token(Sort("opened_on", True)),
          Place(None, 1).token(Sort("amount"))]  # fmt: skip


@pytest.mark.parametrize("word", ["after", "before"])
@pytest.mark.parametrize("token", BROKEN)
def test_a_broken_place_is_the_first_page(deals: People, client: Client, word: str, token: str) -> None:
    client.force_login(deals.admin)
    page = client.get("/opportunities/", {word: token})
    assert page.status_code == 200
    assert keys(page.context["sheet"]) == whole(Sort("opened_on", descending=True))[:5]


def test_the_links_of_a_page_keep_filters_and_sort(deals: People, client: Client) -> None:
    client.force_login(deals.admin)
    first = client.get("/opportunities/?sort=stage&outcome=open")
    token = first.context["sheet"].after
    assert f'rel="next" href="?sort=stage&amp;outcome=open&amp;after={token}"' in first.content.decode()
    second = client.get(f"/opportunities/?sort=stage&outcome=open&after={token}")
    assert keys(second.context["sheet"]) == whole(Sort("stage__order"))[5:10]
    text = second.content.decode()
    assert f"before={second.context['sheet'].before}" in text
    assert 'href="?sort=-stage&amp;outcome=open"' in text
    assert "23 rows" in text


SORTED = [
    *(f"/opportunities/?sort={name}" for name in ("name", "stage", "amount", "owner", "opened", "expected", "closed")),
    *(f"/accounts/?sort={name}" for name in ("name", "segment", "city", "owner", "prospect", "customer")),
    *(f"/contacts/?sort={name}" for name in ("name", "account", "job")),
    *(f"/activities/?sort={name}" for name in ("type", "account", "due", "done", "duration", "medium", "owner")),
    *(f"/sales/?sort={name}" for name in ("date", "account", "amount", "owner", "channel", "source")),
]


@pytest.mark.parametrize("who", ["rep", "manager", "admin"])
def test_every_sort_has_a_second_page(deals: People, client: Client, who: str) -> None:
    kinds = [ActivityType.objects.create(name=name, code=name) for name in ("call", "meeting")]
    small = Segment.objects.create(name="Small")
    for number in range(7):
        account = Account.objects.create(
            name=f"Mill {number % 3}", owner=deals.rep, segment=small if number % 2 else None,
            customer_since=date(2026, 1, 1) if number % 2 else None,
        )  # fmt: skip
        Contact.objects.create(last_name="Miller", account=account, owner=deals.rep)
        about: dict[str, Any] = {"type": kinds[number % 2], "account": account if number % 3 else None}
        Activity.plan(due_on=date(2026, 1, 1 + number % 2), owner=deals.rep, **about)
        Activity.log(owner=deals.rep, duration_seconds=60 * (number % 2), **about)
        Sale.record(owner=deals.rep, account=about["account"], sold_on=date(2026, 1, 2), amount=Decimal(number % 2))
    client.force_login(getattr(deals, who))
    for address in [turned for each in SORTED for turned in (each, each.replace("=", "=-"))]:
        first = client.get(address).context["sheet"]
        second = client.get(f"{address}&after={first.after}").context["sheet"]
        assert len(first.rows) == 5, address
        assert second.rows, address
        assert not set(keys(first)) & set(keys(second)), address

"""The columns of a list: chosen in the address, in its order, kept by views, followed by files."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from crm.listings import ACCOUNTS, ACTIVITIES, CONTACTS, OPPORTUNITIES, SALES
from crm.models import Activity, Opportunity, SavedView
from tests.crm_pages.conftest import Mill

LISTINGS = [OPPORTUNITIES, ACCOUNTS, CONTACTS, ACTIVITIES, SALES]


def heads(answer: Any) -> list[str]:
    return [heading.column.name for heading in answer.context["headings"]]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("amount,stage", ["name", "amount", "stage"]),
        ("stage,amount,stage", ["name", "stage", "amount"]),
        ("password,owner__password,amount", ["name", "amount"]),
        ("name,amount", ["name", "amount"]),
        ("nonsense", ["name", "stage", "amount", "owner", "opened", "expected", "closed"]),
        ("", ["name", "stage", "amount", "owner", "opened", "expected", "closed"]),
    ],
)
def test_the_address_names_them(rep: Client, mill: Mill, asked: str, shown: list[str]) -> None:
    assert heads(rep.get("/opportunities/", {"columns": asked, "view": "all"})) == shown


def where(answer: Any) -> str:
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def test_ticking_and_moving_works_by_links_alone(rep: Client, mill: Mill) -> None:
    ticked = "column=stage&column=amount&column=owner&sort=-amount&outcome=open&after=x"
    kept = "/opportunities/?sort=-amount&outcome=open&"
    assert where(rep.get(f"/opportunities/?{ticked}&choose=1")) == f"{kept}columns=stage,amount,owner&view=all"
    up = where(rep.get(f"/opportunities/?{ticked}&up=owner"))
    assert up == f"{kept}columns=stage,owner,amount&choosing=1&view=all"
    assert where(rep.get(f"/opportunities/?{ticked}&down=stage")).startswith(f"{kept}columns=amount,stage,owner&")
    assert where(rep.get(f"/opportunities/?{ticked}&up=stage")).startswith(f"{kept}columns=stage,amount,owner&")
    assert where(rep.get(f"/opportunities/?{ticked}&up=nonsense")).startswith(f"{kept}columns=stage,amount,owner&")
    assert 'id="columns" open' in rep.get(up).content.decode()
    assert where(rep.get("/opportunities/?columns=amount&choose=1")) == "/opportunities/?view=all"


def test_a_view_keeps_them(rep: Client, mill: Mill) -> None:
    rep.post("/views/new/?list=opportunities", {
        "name": "Short", "shared_with": "nobody", "query": "columns=amount%2Cstage&choosing=1&after=x",
    })  # fmt: skip
    view = SavedView.objects.get(name="Short")
    assert view.query == "columns=amount%2Cstage"
    assert heads(rep.get(f"/opportunities/?{view.query}&view={view.pk}")) == ["name", "amount", "stage"]


def test_filters_and_sorting_keep_them(rep: Client, mill: Mill) -> None:
    page = rep.get("/opportunities/?columns=amount,team").content.decode()
    assert '<input type="hidden" name="columns" value="amount,team">' in page
    assert 'href="?columns=amount%2Cteam&amp;sort=amount"' in page


def first_line(answer: Any) -> list[str]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return next(csv.reader(io.StringIO(text)))


def test_files_follow_them_or_hold_all(rep: Client, mill: Mill) -> None:
    assert first_line(rep.get("/opportunities/?columns=amount,team&format=csv")) == ["Opportunity", "Amount", "Team"]
    everything = first_line(rep.get("/opportunities/?format=csv"))
    assert len(everything) == len(OPPORTUNITIES.columns)


def test_what_is_planned_and_done_is_shown_as_far_as_the_viewer_may_see_it(client: Client, mill: Mill) -> None:
    Activity.log(type=mill.call, opportunity=mill.opportunity, owner=mill.people.manager)
    Opportunity.objects.update(team=mill.people.north)
    for who, seen in ((mill.people.rep, ["Two stones", "–"]), (mill.people.admin, ["Two stones", "today"])):
        client.force_login(who)
        lines = client.get("/opportunities/?columns=last_activity,next_step").context["lines"]
        texts = [cell.text for cell in lines[0].cells]
        assert (texts[1] == "–") == (seen[1] == "–")
        assert texts[2] != "–"


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda listing: listing.name)
def test_all_columns_at_once_cost_no_query_more(rep: Client, mill: Mill, listing: Any) -> None:
    def count(names: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            answer = rep.get(f"/{listing.name}/", {"columns": names})
            assert answer.status_code == 200
            assert answer.context["lines"]
        return len(queries)

    few, every = count(listing.columns[1].name), count(",".join(column.name for column in listing.columns))
    assert every == few


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda listing: listing.name)
def test_names_are_known_once(listing: Any) -> None:
    names = [column.name for column in listing.columns]
    assert len(set(names)) == len(names)

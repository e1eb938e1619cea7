"""Dashboards of one's own: arranged of panels, shared, each looked at with one's own scope; what is gone says so."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import Account, Channel, Company, Opportunity, Pipeline, Region, Sale
from kpis.engine.periods import add_months
from kpis.models import Objective, OwnDashboard, OwnMetric, Panel
from kpis.panels import title
from tests.kpis_pages.test_odd_addresses import ODD
from tests.people import People


@pytest.fixture
def sold(people: People) -> People:
    today = Company.current().today()
    Sale.record(owner=people.rep, amount=Decimal(30), sold_on=today)
    Sale.record(owner=people.colleague, amount=Decimal(12), sold_on=today)
    Sale.record(owner=people.outsider, amount=Decimal(7), sold_on=today)
    return people


@pytest.fixture
def board(sold: People) -> OwnDashboard:
    made = OwnDashboard.objects.create(owner=sold.manager, name="Mornings", shared="everyone")
    made.panels.create(kind="tile", metrics=["revenue"])
    made.panels.create(kind="table", metrics=["revenue", "sales_count"], by="owner")
    return made


def page(client: Client, viewer: Any, board: OwnDashboard, words: str = "") -> str:
    client.force_login(viewer)
    answer = client.get(reverse("kpis:dashboard", args=[board.pk]) + words)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_is_made_of_panels_and_looked_at(sold: People, client: Client) -> None:
    client.force_login(sold.rep)
    assert client.post(reverse("kpis:dashboard_new"), {"name": "Mine", "shared_with": "nobody"}).status_code == 302
    board = OwnDashboard.objects.get()
    new = reverse("kpis:dashboard_panel", args=[board.pk])
    posts: dict[str, dict[str, Any]] = {
        "tile": {"metric": "revenue", "width": "quarter", "title": "What I sold"},
        "trend": {"metric": "revenue", "width": "half"},
        "ranking": {"metric": "revenue", "by": "channel", "width": "half", "period": "this-year"},
        "table": {"several": ["revenue", "sales_count"], "by": "region", "width": "full"},
        "funnel": {"width": "half"},
        "note": {"note": "Call the mill first.\n<b>Soon</b>", "title": "Note", "width": "half"},
    }
    for kind, words in posts.items():
        assert client.get(f"{new}?kind={kind}").status_code == 200
        assert client.post(f"{new}?kind={kind}", words).status_code == 302, kind
    assert [panel.kind for panel in board.panels.all()] == list(posts)
    shown = page(client, sold.rep, board)
    for text in ("What I sold", "€30.00", "Call the mill first.", "&lt;b&gt;Soon", "Revenue by month", "All together"):
        assert text in shown


def test_whoever_looks_sees_their_own_scope(board: OwnDashboard, sold: People, client: Client) -> None:
    seen = {"rep": "€30.00", "outsider": "€7.00", "manager": "€42.00", "admin": "€49.00"}
    for who, amount in seen.items():
        shown = page(client, getattr(sold, who), board)
        assert amount in shown, who
        others = {each for each in seen.values() if each != amount and (who == "rep" or each == "€49.00")}
        assert not [each for each in others if each in shown], who
    assert "Colleague" not in page(client, sold.rep, board)


@pytest.mark.parametrize(
    ("shared", "seers"),
    [("nobody", ["manager"]), ("team", ["rep", "colleague", "manager", "admin"]), ("everyone", ["rep", "outsider", "manager", "admin"])],
)  # fmt: skip
def test_who_sees_it(board: OwnDashboard, sold: People, client: Client, shared: str, seers: list[str]) -> None:
    board.shared, board.team = shared, sold.sales if shared == "team" else None  # type: ignore[assignment]
    board.save()
    for who in ("rep", "colleague", "outsider", "manager", "admin"):
        client.force_login(getattr(sold, who))
        if who in seers or who not in ("rep", "colleague", "outsider", "manager", "admin"):
            assert client.get(reverse("kpis:dashboard", args=[board.pk])).status_code == 200, who
        elif shared != "everyone":
            assert client.get(reverse("kpis:dashboard", args=[board.pk])).status_code == 404, who


def test_who_sees_it_may_copy_and_not_change_it(board: OwnDashboard, sold: People, client: Client) -> None:
    client.force_login(sold.rep)
    panel = board.panels.first()
    assert panel is not None
    for name, pk in [("dashboard_delete", board.pk), ("dashboard_order", board.pk), ("panel_remove", panel.pk), ("panel_move", panel.pk)]:  # fmt: skip
        assert client.post(reverse(f"kpis:{name}", args=[pk]), {"to": "up"}).status_code == 404
    for _time in range(2):
        assert client.post(reverse("kpis:dashboard_copy", args=[board.pk])).status_code == 302
    copies = OwnDashboard.objects.filter(owner=sold.rep)
    assert [copy.name for copy in copies] == ["Copy of Mornings", "Copy of Mornings 2"]
    assert [(copy.shared, copy.panels.count()) for copy in copies] == [("nobody", 2), ("nobody", 2)]
    assert board.panels.count() == 2


def test_the_page_and_the_panel_narrow_together(board: OwnDashboard, sold: People, client: Client) -> None:
    one, two = (Channel.objects.create(name=name) for name in ("One", "Two"))
    Sale.record(owner=sold.rep, amount=Decimal(100), sold_on=Company.current().today(), channel=one)
    board.panels.all().delete()
    board.panels.create(kind="tile", metrics=["revenue"], filters={"channel": [one.pk]})
    assert "€100.00" in page(client, sold.admin, board)
    assert "€100.00" in page(client, sold.admin, board, f"?channel={one.pk}")
    assert "€100.00" not in page(client, sold.admin, board, f"?channel={two.pk}")
    assert "€100.00" in page(client, sold.admin, board, f"?team={sold.sales.pk}")
    shown = page(client, sold.admin, board, "?period=this-year")
    assert f"/kpis/revenue/rows/?period=this-year&amp;channel={one.pk}" in shown


def test_a_panel_that_cannot_be_answered_says_so_in_its_place(
    board: OwnDashboard, sold: People, client: Client
) -> None:
    own = OwnMetric.objects.create(
        key="own_wins", label_en="Wins", label_fr="Victoires", definition_en="Won.", definition_fr="Gagné.",
        formula="won_count", unit="count",
    )  # fmt: skip
    board.panels.create(kind="tile", metrics=["own_wins"])
    board.panels.create(kind="tile", metrics=["activities"])
    board.panels.create(kind="tile", metrics=["revenue"], period="sometime")
    board.panels.create(kind="tile", metrics=["revenue"], filters={"weather": [1]})
    board.panels.create(kind="cohort")
    board.panels.create(kind="table", metrics=["revenue"], by="lost_reason")
    board.panels.create(kind="table", metrics=["own_wins"], by="owner")
    assert "Wins" in page(client, sold.admin, board)
    own.delete()
    shown = page(client, sold.admin, board, "?product=1")
    for sentence in (
        "There is no figure “own_wins” any more.", "“Activities” cannot be split or filtered by “Product”", "“sometime” is not a period",
        "There is no filter “weather” any more.", "“Revenue” cannot be split or filtered by “Lost reason”",
    ):  # fmt: skip
        assert sentence in shown, sentence
    assert "€49.00" not in shown
    assert "€49.00" in page(client, sold.admin, board)


def test_a_table_shows_the_figures_that_are_left(board: OwnDashboard, sold: People, client: Client) -> None:
    board.panels.all().delete()
    board.panels.create(kind="table", metrics=["own_gone", "revenue"], by="owner")
    shown = page(client, sold.admin, board)
    assert "€49.00" in shown and "There is no figure “own_gone” any more." in shown


@pytest.mark.parametrize(
    ("kind", "words", "sentence"),
    [
        ("tile", {"metric": "weather", "width": "half"}, "Select a valid choice."),
        ("table", {"several": ["revenue"], "by": "lost_reason", "width": "half"}, "“Revenue” cannot be split or filtered by “Lost reason”."),
        ("tile", {"metric": "revenue", "width": "half", "filter-lost_reason": "none"}, "“Revenue” cannot be split or filtered by “Lost reason”."),
        ("table", {"several": ["revenue", "sales_count", "win_rate", "activities", "won_count", "lost_count", "won_amount"], "by": "owner", "width": "half"}, "Choose at most 6 KPIs."),
        ("note", {"note": "", "width": "half"}, "This field is required."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_panel_is_told(
    board: OwnDashboard, sold: People, client: Client, kind: str, words: dict[str, Any], sentence: str
) -> None:
    client.force_login(sold.manager)
    answer = client.post(reverse("kpis:dashboard_panel", args=[board.pk]) + f"?kind={kind}", words)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Panel.objects.count() == 2


def test_a_note_may_have_two_thousand_characters_and_many_lines(
    board: OwnDashboard, sold: People, client: Client
) -> None:
    client.force_login(sold.manager)
    address = reverse("kpis:dashboard_panel", args=[board.pk]) + "?kind=note"
    text = "Look at this.\r\n" * 142
    assert client.post(address, {"note": text + "123456789012", "width": "half"}).status_code == 302
    assert len(Panel.objects.get(kind="note").note) == 2000
    assert client.post(address, {"note": text + "1234567890123", "width": "half"}).status_code == 422


def test_panels_are_moved_dragged_changed_and_removed(board: OwnDashboard, sold: People, client: Client) -> None:
    client.force_login(sold.manager)
    first, second = board.panels.all()
    client.post(reverse("kpis:panel_move", args=[second.pk]), {"to": "up"})
    assert list(board.panels.all()) == [second, first]
    other = OwnDashboard.objects.create(owner=sold.outsider, name="Other").panels.create(kind="note", note="x")
    order = f"{first.pk},{other.pk},x,{second.pk}"
    assert client.post(reverse("kpis:dashboard_order", args=[board.pk]), {"order": order}).status_code == 204
    assert list(board.panels.all()) == [first, second]
    edit = reverse("kpis:panel_edit", args=[first.pk])
    assert client.get(edit).status_code == 200
    saved = client.post(edit, {"metric": "win_rate", "width": "full"}, follow=True)
    assert "“Win rate” is saved." in saved.content.decode()
    first.refresh_from_db()
    assert (first.metrics, first.width) == (["win_rate"], "full")
    assert "<h1>Win rate</h1>" in client.get(edit).content.decode(), "as it is called on the dashboard"
    removed = client.post(reverse("kpis:panel_remove", args=[first.pk]), follow=True).content.decode()
    assert "“Win rate” is removed." in removed
    assert list(board.panels.all()) == [second]
    moved = client.post(reverse("kpis:panel_move", args=[second.pk]), {"to": "up"}, follow=True)
    assert f"“{title(second)}” is moved." in moved.content.decode(), "as it is called everywhere"


def test_a_removed_panel_is_brought_back_once_to_its_place(board: OwnDashboard, sold: People, client: Client) -> None:
    client.force_login(sold.manager)
    first, second = board.panels.all()
    before = {name: getattr(first, name) for name in ("pk", "kind", "title", "metrics", "filters", "width", "note")}
    removed = client.post(reverse("kpis:panel_remove", args=[first.pk]), follow=True).content.decode()
    token = {"token": removed.split('name="token" value="')[1].split('"')[0]}
    restore = reverse("kpis:panel_restore", args=[board.pk])
    elsewhere = OwnDashboard.objects.create(owner=sold.manager, name="Elsewhere")
    for address, sent in ((restore, {"token": "x"}), (reverse("kpis:panel_restore", args=[elsewhere.pk]), token)):
        assert "It can no longer be taken back" in client.post(address, sent, follow=True).content.decode()
    assert "is there again." in client.post(restore, token, follow=True).content.decode()
    assert list(board.panels.all()) == [first, second]
    assert {name: getattr(board.panels.get(pk=first.pk), name) for name in before} == before
    assert "It can no longer be taken back" in client.post(restore, token, follow=True).content.decode()
    assert board.panels.count() == 2


def test_one_begins_with_the_dashboard_of_ones_choice(board: OwnDashboard, sold: People, client: Client) -> None:
    client.force_login(sold.rep)
    choose = reverse("kpis:dashboard_home", args=[board.pk])
    client.post(choose)
    assert client.get("/").headers["Location"] == reverse("kpis:dashboard", args=[board.pk])
    board.shared = "nobody"
    board.save()
    assert client.get("/").headers["Location"] == reverse("crm:my_day")
    board.shared = "everyone"
    board.save()
    client.post(choose)
    assert client.get("/").headers["Location"] == reverse("crm:my_day")


def test_a_tile_says_the_same_beside_a_ranking_of_its_facts(sold: People, client: Client) -> None:
    """There it is the ranking's total: with interval, comparison, median and objective as it has alone."""
    today = Company.current().today()
    Objective.put("revenue", "month", today.replace(day=1), Decimal(100))
    board = OwnDashboard.objects.create(owner=sold.admin, name="Tiles")
    names = ("revenue", "average_basket", "sales_count", "activities")
    for name in names:
        board.panels.create(kind="tile", metrics=[name])
    tiles = r'<article class="tile">(.*?)</article>'
    alone = re.findall(tiles, page(client, sold.admin, board, "?period=this-month"), re.DOTALL)
    board.panels.create(kind="ranking", metrics=["revenue"], by="account")
    board.panels.create(kind="ranking", metrics=["sales_count"], by="owner")
    board.panels.create(kind="table", metrics=["revenue", "win_rate"], by="owner")
    beside = re.findall(tiles, page(client, sold.admin, board, "?period=this-month"), re.DOTALL)
    assert len(alone) == len(names)
    assert beside == alone
    assert "€100.00" in alone[0]


def test_the_best_come_first_the_smallest_where_less_is_better(
    sold: People, client: Client, pipeline: Pipeline
) -> None:
    today = Company.current().today()
    for owner, lost in ((sold.rep, 1), (sold.colleague, 2), (sold.outsider, 3)):
        for number in range(lost):
            Opportunity.open(name=f"{owner} {number}", owner=owner, amount=Decimal(1), opened_on=today).lose(on=today)
    board = OwnDashboard.objects.create(owner=sold.admin, name="Best")
    board.panels.create(kind="ranking", metrics=["lost_count"], by="owner")
    assert re.findall(r'<th scope="row">(\w+)', page(client, sold.admin, board)) == ["Rep", "Colleague", "Outsider"]
    board.panels.update(metrics=["revenue"])
    assert re.findall(r'<th scope="row">(\w+)', page(client, sold.admin, board)) == ["Rep", "Colleague", "Outsider"]


def test_cohorts_are_offered_where_the_catalogue_has_them(board: OwnDashboard, sold: People, client: Client) -> None:
    from kpis.catalogue import KNOWN

    client.force_login(sold.manager)
    arrange = client.get(reverse("kpis:dashboard_arrange", args=[board.pk])).content.decode()
    assert ("kind=cohort" in arrange) == ("cohort_retention" in KNOWN)


def test_cohorts_are_customers_by_month_of_first_sale(sold: People, client: Client) -> None:
    """As on the page of the figure: of a quarter, too, in which no month since a first sale is over."""
    today = Company.current().today()
    first, later = add_months(today, -5), add_months(today, -3)
    for on in (first, later):
        Sale.record(account=Account.objects.create(name=f"From {on}", owner=sold.rep), owner=sold.rep, amount=Decimal(5), sold_on=on)  # fmt: skip
    Sale.record(account=Account.objects.get(name=f"From {first}"), owner=sold.rep, amount=Decimal(5), sold_on=later)
    board = OwnDashboard.objects.create(owner=sold.admin, name="Loyal")
    board.panels.create(kind="cohort")
    shown = page(client, sold.admin, board)
    alone = client.get(reverse("kpis:metric", args=["cohort_retention"])).content.decode()
    table = r'<table class="data-table cohorts">.*?</table>'
    found, expected = (re.findall(table, text, re.DOTALL) for text in (shown, alone))
    assert len(found) == 1
    assert "100%" in found[0]
    texts = [re.sub(r'href="[^"]*"', "", each[0]) for each in (found, expected)]
    assert texts[0] == texts[1]


def test_a_ranking_of_reps_tells_what_is_reached_of_their_objectives(sold: People, client: Client) -> None:
    """Above 100 % as well, and of whoever has an objective and sold nothing."""
    start = Company.current().today().replace(day=1)
    for owner, target in ((sold.rep, 20), (sold.manager, 50)):
        Objective.put("revenue", "month", start, Decimal(target), owner=owner)
    board = OwnDashboard.objects.create(owner=sold.admin, name="Reached")
    for kind in ("ranking", "table"):
        board.panels.all().delete()
        board.panels.create(kind=kind, metrics=["revenue"], by="owner")
        shown = page(client, sold.admin, board, "?period=this-month")
        assert '<th scope="col">Rep</th>' in shown
        rows = dict(re.findall(r'<th scope="row">(\w+)</th>(.*?)</tr>', shown, re.DOTALL))
        assert "150% of objective" in rows["Rep"]
        assert "0% of objective" in rows["Manager"]
        assert "of objective" not in rows["Colleague"]


def test_in_french_a_dashboard_is_masculine(board: OwnDashboard, sold: People, client: Client) -> None:
    client.force_login(sold.rep)
    for address in (reverse("kpis:dashboards"), reverse("kpis:dashboard", args=[board.pk])):
        assert "Partagé par Manager" in client.get(address, headers={"accept-language": "fr"}).content.decode()


def test_a_name_is_taken_once_by_each(board: OwnDashboard, sold: People, client: Client) -> None:
    Region.objects.create(name="North")
    for who, status in (("manager", 422), ("rep", 302)):
        client.force_login(getattr(sold, who))
        answer = client.post(reverse("kpis:dashboard_new"), {"name": "MORNINGS", "shared_with": "everyone"})
        assert answer.status_code == status


@pytest.mark.parametrize("words", ODD, ids=str)
def test_an_odd_address_is_answered(board: OwnDashboard, sold: People, client: Client, words: dict[str, str]) -> None:
    board.panels.create(kind="funnel")
    board.panels.create(kind="trend", metrics=["revenue"])
    client.force_login(sold.rep)
    answer = client.get(reverse("kpis:dashboard", args=[board.pk]), words)
    assert answer.status_code in (200, 422)


def test_what_a_tile_was_before_opens_its_rows(sold: People, client: Client) -> None:
    board = OwnDashboard.objects.create(owner=sold.rep, name="Mine")
    board.panels.create(kind="tile", metrics=["revenue"])
    client.force_login(sold.rep)
    address = reverse("kpis:dashboard", args=[board.pk])
    found = client.get(address, {"period": "this-month", "compare": "previous"}).content.decode()
    assert re.search(r'before: <a href="/kpis/revenue/rows/', found)


def test_one_day_is_one_day(sold: People, client: Client) -> None:
    client.force_login(sold.admin)
    for language, text in (("en", "1 day each"), ("fr", "1 jour chacune")):
        answer = client.get(
            "/dashboards/company/",
            {"period": "2025-03-31", "compare": "previous"},
            headers={"accept-language": language},
        )
        assert text in answer.content.decode()

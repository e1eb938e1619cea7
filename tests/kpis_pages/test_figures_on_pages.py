"""What a page shows is what the engine answers; every figure opens to rows that add up to it."""

import re
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation

from crm.models import Account, Activity, ActivityType, Company, Opportunity, Pipeline, Sale
from kpis.catalogue import KINDS, METRICS
from kpis.engine import Figure, Period
from kpis.models import OwnDashboard
from kpis.templatetags.figures import change_text, direction, in_words
from tests.people import People


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


@pytest.mark.parametrize("metric", [*METRICS, *KINDS])
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
    [
        ("kpis:metric", {"period": "soon"}),
        ("kpis:metric", {"from": "2025-02-01"}),
        ("kpis:metric", {"by": "weather"}),
        ("kpis:metric", {"team": "x"}),
    ],
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


def test_a_figure_made_of_another_says_which_and_leads_to_it(company: People, client: Client) -> None:
    client.force_login(company.manager)
    page = client.get(reverse("kpis:metric", args=["attainment"]), {"of": "sales_count", "period": "2025-06"})
    assert page.context["metric"].of.id == "sales_count"
    assert f'href="{reverse("kpis:metric", args=["sales_count"])}?' in page.content.decode()
    assert client.get(reverse("kpis:metric", args=["pace"]), {"of": "win_rate"}).status_code == 422
    coverage = client.get(reverse("kpis:metric", args=["coverage"]), {"period": "2025-06"}).content.decode()
    for name in ("revenue", "expected_pipeline"):
        assert f'href="{reverse("kpis:metric", args=[name])}?period=2025-06"' in coverage


def test_what_is_left_out_opens_to_its_rows(company: People, client: Client) -> None:
    client.force_login(company.admin)
    Sale.record(owner=company.rep, amount=Decimal(5), sold_on=date(2025, 6, 3))
    page = client.get(reverse("kpis:metric", args=["new_customers"]), {"period": "2025-06"})
    address = f"{reverse('kpis:metric_rows', args=['new_customers'])}?period=2025-06&amp;part=left_out%3Ano_account"
    assert address in page.content.decode()
    rows = client.get(address.replace("&amp;", "&"))
    left_out = {each.reason: each.count for each in page.context["answer"].left_out}
    assert rows.context["page"].paginator.count == left_out["no_account"] > 0


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2025-06", "June 2025"),
        ("2025-Q2", "Q2 2025"),
        ("2025", "2025"),
        ("2025-06-10", "10 Jun 2025"),
        ("2025-06-10..2025-07-02", "10 Jun 2025 – 2 Jul 2025"),
        ("2025-04-01..2025-06-30", "Q2 2025"),
        ("all", "All time"),
    ],
)
def test_periods_are_said_as_people_say_them(period: str, words: str) -> None:
    with translation.override("en"):
        assert in_words(Period.parse(period, date(2025, 6, 30))) == words


@pytest.mark.parametrize(
    ("figure", "shown", "judged"),
    [
        (Figure(0.5, "percent", "up", previous=0.4, change=0.25), "+10 pts", "change change-better"),
        (Figure(0.5, "percent", "up", previous=0.50004, change=-0.00008), "0 pts", "change"),
        (Figure(0.5, "percent", "down", previous=0, change=None), "+50 pts", "change change-worse"),
        (Figure(10, "days", "down", previous=20, change=-0.5), "−50.0%", "change change-better"),
        (Figure(10, "count", "up", previous=0, change=None), "", "change"),
    ],
)
def test_changes_of_rates_are_told_in_points(figure: Figure, shown: str, judged: str) -> None:
    with translation.override("en"):
        assert change_text(figure).replace(".0 pts", " pts") == shown
    assert direction(figure) == judged


def test_a_rate_that_was_none_has_grown_in_points_on_its_tile() -> None:
    figure = Figure(0.074, "percent", "up", n=27, previous=0, change=None)
    with translation.override("en"):
        tile = render_to_string("kpis/_note.html", {"figure": figure, "comparison": True})
    assert "+7.4 pts" in tile


def test_the_formula_tells_amounts_from_people(company: People, client: Client) -> None:
    client.force_login(company.admin)
    page = client.get(reverse("kpis:metric", args=["revenue_per_rep"]), {"period": "2025-06"}).content.decode()
    formula = " ".join(page.split('class="formula">')[1].split("</p>")[0].split())
    assert formula == "€3,005.00 ÷ 3 = €1,001.67"


def test_an_empty_company_is_told_what_to_do(people: People, client: Client) -> None:
    client.force_login(people.admin)
    page = client.get(reverse("kpis:company"))
    assert page.context["dashboard"].nothing
    text = page.content.decode()
    assert "Nothing is recorded in this period" in text
    assert "small sample" not in text
    assert not any(chart.rows for chart in page.context["dashboard"].charts)
    Sale.record(owner=people.rep, amount=Decimal(5), sold_on=Company.current().today())
    page = client.get(reverse("kpis:company"))
    assert not page.context["dashboard"].nothing
    assert "small sample" in page.content.decode()
    assert [chart.id for chart in page.context["dashboard"].charts if chart.rows] == ["trend-revenue"]


@pytest.mark.parametrize(
    ("metric", "beside"), [("win_rate", "created_win_rate"), ("conversion_rate", "conversion_rate_90d")]
)
def test_a_rate_that_flatters_is_not_shown_alone(company: People, client: Client, metric: str, beside: str) -> None:
    client.force_login(company.admin)
    page = client.get(reverse("kpis:metric", args=[metric]), {"period": "2025-06"}).content.decode()
    assert f'href="/kpis/{beside}/?period=2025-06"' in page
    (address,) = re.findall(r'hx-get="([^"]*beside=1)" hx-trigger="load"', page)
    tile = client.get(unescape(address)).content.decode()
    assert f'href="/kpis/{beside}/rows/?period=2025-06"' in tile and "<html" not in tile
    # The rep sees their own in both.
    client.force_login(company.rep)
    answered = client.get(unescape(address))
    (shown,) = answered.context["answer"].total
    assert shown == beside and answered.context["asking"].query(beside).viewer == company.rep
    # A filter that it does not know leaves it out, and answers the page.
    narrowed = client.get(reverse("kpis:metric", args=["win_rate"]), {"period": "2025-06", "lost_reason": "none"})
    assert narrowed.status_code == 200


def test_nor_is_it_in_the_tile_of_a_dashboard(company: People, client: Client) -> None:
    """Of the company, of a team and of one's own: the line asks for the same slice, and the viewer's own facts."""
    own = OwnDashboard.objects.create(owner=company.manager, name="Rates", shared="everyone")
    own.panels.create(kind="tile", metrics=["win_rate"])
    own.panels.create(kind="tile", metrics=["revenue"])
    places = {
        "admin": reverse("kpis:company"), "manager": reverse("kpis:team", args=[company.sales.pk]),
        "rep": reverse("kpis:dashboard", args=[own.pk]),
    }  # fmt: skip
    for who, address in places.items():
        client.force_login(getattr(company, who))
        page = client.get(address, {"period": "2025-06"}).content.decode()
        lines = [unescape(each) for each in re.findall(r'hx-get="([^"]*beside=line)" hx-trigger="load"', page)]
        rates = {line.split("?")[0] for line in lines}
        assert "/kpis/win_rate/" in rates and rates <= {"/kpis/win_rate/", "/kpis/conversion_rate/"}, who
        assert all("period=2025-06" in line and (who != "manager" or "team=" in line) for line in lines)
        answered = client.get(next(line for line in lines if "win_rate" in line))
        assert answered.content.decode().lstrip().startswith("<p") and "Win rate of new" in answered.content.decode()
        assert list(answered.context["answer"].total) == ["created_win_rate"]
    narrowed = client.get(places["rep"], {"period": "2025-06", "lost_reason": "none"}).content.decode()
    assert "beside=line" not in narrowed, "what it does not know by a filter of the page is left out"


def test_a_french_colon_stands_apart(company: People, client: Client) -> None:
    client.force_login(company.admin)
    rows = client.get(
        reverse("kpis:metric_rows", args=["revenue"]),
        {"period": "2025-06", "owner": company.rep.pk, "key-month": "2025-06-01"},
        headers={"accept-language": "fr"},
    ).content.decode()
    assert "Commercial\xa0: " in rows and "Mois\xa0: <strong>" in rows


def test_what_is_open_today_is_no_figure_of_a_period_that_is_over(company: People, client: Client) -> None:
    client.force_login(company.admin)
    standing = "as it stands on"
    pages = {period: client.get(f"/dashboards/company/?period={period}") for period in ("2024-Q1", "this-year")}
    assert [standing in page.content.decode() for page in pages.values()] == [True, False]
    tiles = {tile.metric.id for tile in pages["2024-Q1"].context["dashboard"].tiles if tile.standing}
    assert "open_pipeline" in tiles and "revenue" not in tiles


def test_rows_of_a_past_day_say_that_they_are_told_as_they_are_today(company: People, client: Client) -> None:
    client.force_login(company.admin)
    address = "/kpis/open_pipeline/rows/?period=all"
    assert "is as of today" in client.get(f"{address}&as_of=2024-03-01").content.decode()
    assert "is as of today" not in client.get(address).content.decode()

"""The 8,800 opportunities of a hardware seller: every figure computed elsewhere is the figure we show."""

import csv
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from crm.models import Opportunity, OpportunityEvent, Sale, User
from tests.real.commands import counts, kpi, load, same

pytestmark = pytest.mark.django_db
GTX_PRO = ("--value", "product:GTXPro=GTX Pro")
FILES = ("sales_pipeline.csv", "variants/sales_pipeline.us_dates.csv", "variants/sales_pipeline.dmy_short.csv")
# Ours ↔ theirs. An opportunity is in exactly one of the three counts.
BY_GROUP = (
    "open_opportunities",
    "won_count",
    "lost_count",
    "win_rate",
    "won_amount",
    "revenue",
    "average_deal",
    "sales_cycle",
)
GROUPS = [
    ("by_agent", "agent", "owner"),
    ("by_manager", "manager", "team"),
    ("by_region", "region", "region"),
    ("by_product", "product", "product"),
    ("by_series", "series", "category"),
]


@pytest.fixture(scope="module", params=FILES)
def maven(request: pytest.FixtureRequest, data: Path, kept_database: Any) -> Iterator[Path]:
    with kept_database():
        yield load_maven(data / "maven", request.param)


def load_maven(folder: Path, pipeline: str) -> Path:
    assert counts(load("reps", folder / "sales_teams.csv")) == {"read": 35, "created": 35}
    assert counts(load("accounts", folder / "accounts.csv")) == {"read": 85, "created": 85}
    assert counts(load("products", folder / "products.csv")) == {"read": 7, "created": 7}
    summary = load("opportunities", folder / pipeline, *GTX_PRO)
    assert counts(summary) == {"read": 8800, "created": 8800}
    return folder


def expected(folder: Path) -> dict[str, Any]:
    figures = json.loads((folder / "expected.json").read_text())["figures"]
    return {name: figure["value"] for name, figure in figures.items()}


def value(figures: dict[str, Any], metric: str, part: str = "value") -> Any:
    return figures[metric][part]


def assert_group(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    states = [value(ours, name) or 0 for name in ("open_opportunities", "won_count", "lost_count")]
    found = {
        "opportunities": sum(states),
        "won": states[1],
        "lost": states[2],
        "win_rate": value(ours, "win_rate"),
        "revenue": value(ours, "revenue"),
        "avg_won_deal": value(ours, "average_deal"),
        "median_won_deal": value(ours, "average_deal", "median"),
        "avg_cycle_won_days": value(ours, "sales_cycle"),
        "median_cycle_won_days": value(ours, "sales_cycle", "median"),
    }
    wrong = {
        name: (got, theirs[name]) for name, got in found.items() if name in theirs and not agrees(got, theirs[name])
    }
    assert not wrong
    assert same(value(ours, "won_amount"), value(ours, "revenue"))


def agrees(ours: Any, theirs: Any) -> bool:
    return same(None if ours is None else round(Decimal(str(ours)), 6), theirs)


def test_figures_of_the_company(maven: Path) -> None:
    theirs = expected(maven)
    figures = kpi(*BY_GROUP, "closing_time")["total"]
    states = [figures[name]["value"] for name in ("open_opportunities", "won_count", "lost_count")]
    assert states == [theirs["by_stage"]["Engaging"] + theirs["by_stage"]["Prospecting"], 4238, 2473]
    assert sum(states) == theirs["rows"]
    assert agrees(value(figures, "win_rate"), theirs["win_rate"])
    assert same(value(figures, "revenue"), theirs["revenue_total"])
    assert agrees(value(figures, "average_deal"), theirs["avg_won_deal"])
    assert same(value(figures, "average_deal", "median"), theirs["median_won_deal"])
    assert agrees(value(figures, "sales_cycle"), theirs["avg_cycle_won_days"])
    assert same(value(figures, "sales_cycle", "median"), theirs["median_cycle_won_days"])
    assert agrees(value(figures, "closing_time"), theirs["avg_cycle_closed_days"])
    assert same(value(figures, "closing_time", "median"), theirs["median_cycle_closed_days"])


def test_loading_again_changes_nothing(maven: Path) -> None:
    """Whichever way the same dates are written."""
    before = (Opportunity.objects.count(), OpportunityEvent.objects.count(), Sale.objects.count())
    for file in FILES[1:2]:
        assert counts(load("opportunities", maven / file, *GTX_PRO)) == {"read": 8800, "unchanged": 8800}
    assert (Opportunity.objects.count(), OpportunityEvent.objects.count(), Sale.objects.count()) == before


def test_reference_files_again_change_nothing(maven: Path) -> None:
    assert counts(load("reps", maven / "sales_teams.csv")) == {"read": 35, "unchanged": 35}
    assert counts(load("accounts", maven / "accounts.csv")) == {"read": 85, "unchanged": 85}
    assert counts(load("products", maven / "products.csv")) == {"read": 7, "unchanged": 7}


def test_a_name_that_is_not_known_is_told_with_what_is_near(maven: Path, tmp_path: Path) -> None:
    errors = tmp_path / "errors.csv"
    summary = load("opportunities", maven / "sales_pipeline.csv", "--errors", str(errors))
    assert counts(summary) == {"read": 8800, "unchanged": 7320, "rejected": 1480}
    assert "GTX Pro" in errors.read_text().splitlines()[1]


@pytest.mark.parametrize(("figure", "name", "dimension"), GROUPS)
def test_figures_by_group(maven: Path, figure: str, name: str, dimension: str) -> None:
    ours = kpi(*BY_GROUP, by=dimension)
    for theirs in expected(maven)[figure]:
        assert_group(ours[theirs[name]], theirs)


def test_figures_by_sector_add_up(maven: Path) -> None:
    """What is won without an account would stand under "not set"; nothing is lost between the sectors."""
    ours = kpi("revenue", "won_count", by="segment")
    for metric in ("revenue", "won_count"):
        parts = [Decimal(str(figures[metric]["value"] or 0)) for name, figures in ours.items() if name != "total"]
        assert sum(parts) == Decimal(str(ours["total"][metric]["value"]))
    with (maven / "accounts.csv").open(newline="") as file:
        sectors = {row["sector"] for row in csv.DictReader(file)}
    assert sectors == {name for name in ours if name != "total" and ours[name]["won_count"]["value"]}


def test_figures_by_closing_month_and_quarter(maven: Path) -> None:
    theirs = expected(maven)
    for grain in ("month", "quarter"):
        ours = kpi("won_count", "lost_count", "win_rate", "revenue", "average_deal", by=grain)
        for each in theirs[f"by_close_{grain}"]:
            figures = ours[each[grain]]
            assert value(figures, "won_count") == each["won"]
            assert value(figures, "lost_count") == each["lost"]
            assert agrees(value(figures, "win_rate"), each["win_rate"])
            assert same(value(figures, "revenue"), each["revenue"])
            assert agrees(value(figures, "average_deal"), each["avg_won_deal"])


def test_opportunities_opened_by_month(maven: Path) -> None:
    ours = kpi("new_opportunities", by="month")
    for each in expected(maven)["opened_by_month"]:
        if each["month"] is not None:
            assert value(ours[each["month"]], "new_opportunities") == each["opened"]


def test_won_so_far_by_month_of_opening(maven: Path) -> None:
    ours = kpi("created_win_rate", by="month")
    for each in expected(maven)["engage_cohort_by_month"]:
        figures = ours[each["month"]]["created_win_rate"]
        assert (figures["numerator"], figures["denominator"]) == (each["won"], each["opened"])


def test_what_is_missing_in_the_file_is_missing_here(maven: Path) -> None:
    theirs = expected(maven)["missing"]
    assert Opportunity.objects.filter(account=None).count() == theirs["account"]
    assert Opportunity.objects.filter(opened_on=None).count() == theirs["engage_date"]
    assert Opportunity.objects.filter(closed_on=None).count() == theirs["close_date"]


def test_who_sold_nothing_is_there_too(maven: Path) -> None:
    sellers = Opportunity.objects.values("owner")
    idle = User.objects.filter(role="rep").exclude(pk__in=sellers)
    assert sorted(map(str, idle)) == sorted(expected(maven)["agents_without_opportunities"])


def test_every_won_opportunity_has_its_sale_and_history(maven: Path) -> None:
    won = Opportunity.objects.won()
    assert Sale.objects.count() == won.count() == 4238
    assert not won.exclude(sales__amount__isnull=False).exists()
    assert OpportunityEvent.objects.filter(kind="won").count() == 4238
    assert OpportunityEvent.objects.filter(kind="lost").count() == 2473
    assert OpportunityEvent.objects.filter(kind="opened").count() == 8800


@pytest.fixture
def reader(maven: Path, db: None) -> Iterator[Client]:
    """An administrator reading the pages."""
    admin = User.objects.create_superuser("reader", "reader@example.com", "A-word-2026")
    client = Client(headers={"accept-language": "en"})
    client.force_login(admin)
    yield client
    admin.delete()


def test_the_dashboard_shows_the_same(maven: Path, reader: Client) -> None:
    theirs = expected(maven)
    page = reader.get("/dashboards/company/", {"period": "all"})
    shown = {tile.metric.id: tile.figure for tile in page.context["dashboard"].tiles}
    assert shown["revenue"].value == theirs["revenue_total"]
    assert agrees(shown["win_rate"].value, theirs["win_rate"])
    assert agrees(shown["average_deal"].value, theirs["avg_won_deal"])
    assert shown["average_deal"].beside["median"] == theirs["median_won_deal"]
    assert agrees(shown["sales_cycle"].value, theirs["avg_cycle_won_days"])
    assert "63.2%" in page.content.decode()
    agents = {row.by["owner"].label: row.figures for row in reader.get("/dashboards/company/", {
        "period": "all", "reps": "all"}).context["dashboard"].ranking}  # fmt: skip
    for each in theirs["by_agent"]:
        assert agents[each["agent"]]["revenue"].value == each["revenue"]
        assert agrees(agents[each["agent"]]["win_rate"].value, each["win_rate"])


@pytest.mark.parametrize(("figure", "name", "dimension"), GROUPS)
def test_the_page_of_a_figure_shows_the_same(
    maven: Path, reader: Client, figure: str, name: str, dimension: str
) -> None:
    parts = {"win_rate": "win_rate", "revenue": "revenue", "average_deal": "avg_won_deal"}
    for metric, theirs_name in {**parts, "sales_cycle": "avg_cycle_won_days"}.items():
        page = reader.get(f"/kpis/{metric}/", {"period": "all", "by": dimension})
        ours = {row.by[dimension].label: row.figures[metric].value for row in page.context["split"].rows}
        for theirs in expected(maven)[figure]:
            if theirs_name in theirs:
                assert agrees(ours.get(theirs[name]), theirs[theirs_name])

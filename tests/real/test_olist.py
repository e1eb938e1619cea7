"""Leads of a marketplace, the deals closed with them, and reviews: every figure computed elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from crm.models import Account, Opportunity
from feedback.models import Answer
from tests.real.commands import counts
from tests.real.files import by, expected, kpi, load, six, total

pytestmark = pytest.mark.django_db
LEADS = "olist/olist_marketing_qualified_leads_dataset.csv"
DEALS = "olist/olist_closed_deals_dataset.csv"
REVIEWS = "olist/olist_order_reviews_dataset.sample.csv"


@pytest.fixture(scope="module")
def theirs(data: Path, kept_database: Callable[[], AbstractContextManager[None]]) -> Iterator[dict[str, Any]]:
    with kept_database():
        load("prospects", LEADS, "--map", "landing_page_id=campaign", "--create-missing")
        load("prospects", DEALS)
        load("opportunities", LEADS)
        summary = load("opportunities", DEALS, "--create-missing")
        assert (counts(summary), summary["left_empty"]) == ({"read": 842, "updated": 842}, {"opened_on": 1})
        load("answers", REVIEWS)
        yield expected("olist")


def blank(name: str | None) -> str:
    return name or "(blank)"


def test_nothing_changes_when_the_files_come_again(theirs: dict[str, Any]) -> None:
    assert counts(load("opportunities", LEADS)) == {"read": 8000, "unchanged": 8000}
    assert counts(load("opportunities", DEALS, "--create-missing")) == {"read": 842, "unchanged": 842}


def test_conversion(theirs: dict[str, Any]) -> None:
    rate = total("conversion_rate")["conversion_rate"]
    assert (rate["numerator"], rate["denominator"]) == (theirs["closed_deals"], theirs["leads"])
    assert six(rate["value"]) == six(theirs["conversion"])


@pytest.mark.parametrize(
    ("figure", "label", "dimension"),
    [
        ("conversion_by_origin", "origin", "source"), ("conversion_by_cohort_month", "cohort", "month"),
        ("conversion_by_landing_page_top10", "landing_page_id", "campaign"),
    ],
)  # fmt: skip
def test_conversion_by_group(theirs: dict[str, Any], figure: str, label: str, dimension: str) -> None:
    groups = {blank(name): found["conversion_rate"] for name, found in by(dimension, "conversion_rate").items()}
    for row in theirs[figure]:
        found = groups[row[label]]
        assert (found["numerator"], found["denominator"]) == (row["converted"], row["leads"])
        assert six(found["value"]) == six(row["conversion"])


def test_conversion_by_month_and_origin(theirs: dict[str, Any]) -> None:
    rows = kpi("conversion_rate", "--by", "month", "--by", "source")["rows"]
    found = {(row["by"]["month"], blank(row["by"]["source"])): row["figures"]["conversion_rate"] for row in rows}
    for row in theirs["conversion_by_cohort_month_and_origin"]:
        ours = found[row["cohort"], row["origin"]]
        assert (ours["numerator"], ours["denominator"]) == (row["converted"], row["leads"])


def test_deals_by_group(theirs: dict[str, Any]) -> None:
    for figure, label, dimension in [
        ("won_by_month", "month", "month"), ("by_sr", "sr_id", "owner"), ("by_segment", "segment", "segment"),
        ("by_lead_type", "lead_type", "channel"),
    ]:  # fmt: skip
        groups = {blank(name): found["won_count"]["value"] for name, found in by(dimension, "won_count").items()}
        assert {name: count for name, count in groups.items() if count} == {
            row[label]: row.get("won", row.get("closed")) for row in theirs[figure]
        }


def test_days_to_close(theirs: dict[str, Any]) -> None:
    """The deal won two days before its lead came in has no duration with us; all others agree."""
    days = theirs["days_to_close"]
    ours = total("sales_cycle")["sales_cycle"]
    assert ours["n"] == theirs["closed_deals"] - days["negative"]
    assert six(ours["value"]) == six((days["mean"] * theirs["closed_deals"] - days["min"]) / ours["n"])
    assert ours["median"] == days["median"]


def test_days_to_close_by_origin(theirs: dict[str, Any]) -> None:
    doubtful = Opportunity.objects.get(opened_on=None)
    groups = {blank(name): found["sales_cycle"] for name, found in by("source", "sales_cycle").items()}
    for row in theirs["conversion_by_origin"]:
        if row["origin"] != str(doubtful.source):
            assert six(groups[row["origin"]]["value"]) == six(row["avg_days"])
            assert groups[row["origin"]]["median"] == row["median_days"]


def test_open_leads_stay_open(theirs: dict[str, Any]) -> None:
    assert total("open_opportunities")["open_opportunities"]["value"] == theirs["leads"] - theirs["closed_deals"]
    assert Account.objects.exclude(prospect_since=None).count() == theirs["leads"]


def test_reviews(theirs: dict[str, Any]) -> None:
    scores = list(Answer.objects.values_list("score", flat=True))
    assert {str(score): scores.count(score) for score in range(1, 6)} == theirs["reviews_by_score"]
    assert Answer.objects.exclude(comment="").count() == theirs["with_comment"][0]


def test_deals_by_development_rep(data: Path) -> None:
    """Another column may be the owner, and the declared revenue the amount."""
    options = ("--map", "sdr_id=owner", "--map", "declared_monthly_revenue=amount", "--create-missing")
    load("opportunities", DEALS, *options)
    theirs = expected("olist")
    ours = {name: found["won_count"]["value"] for name, found in by("owner", "won_count").items()}
    assert ours == {row["sdr_id"]: row["closed"] for row in theirs["by_sdr"]}
    amount = total("won_amount")["won_amount"]
    assert six(amount["value"]) == six(theirs["declared_monthly_revenue"]["total"])

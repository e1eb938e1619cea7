"""What advertising brought, as its platforms count it: per campaign, channel and day, and what each click cost."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kpis.models import OwnMetric
from tests.real.commands import counts
from tests.real.files import by, expected, load, six, total

pytestmark = pytest.mark.django_db
MISSING = "--create-missing"
COUNTS = {"impressions": "impressions", "clicks": "clicks", "campaign_leads": "leads", "campaign_orders": "orders"}
QUOTIENTS = {
    "click_rate": "ctr", "cost_per_click": "cpc", "cost_per_lead": "cost_per_lead", "cost_per_order": "cost_per_order",
    "lead_rate": "click_to_lead", "order_rate": "lead_to_order",
}  # fmt: skip
ADS = {"impressions": "impressions", "clicks": "clicks", "campaign_leads": "total_conversion", "campaign_orders": "approved_conversion"}  # fmt: skip
QUOTIENTS_OF_ADS = {"click_rate": "ctr", "cost_per_click": "cpc", "cost_per_order": "cost_per_approved", "order_rate": "approval_rate"}  # fmt: skip


def equal(ours: dict[str, Any], theirs: dict[str, Any], sums: dict[str, str], quotients: dict[str, str]) -> None:
    for name, column in sums.items():
        assert ours[name]["value"] == theirs[column], name
    for name, column in quotients.items():
        assert six(ours[name]["value"]) == six(theirs[column]), name


@pytest.fixture(params=["Marketing.csv", "Marketing.semicolon_decimal_comma.csv"])
def theirs(request: pytest.FixtureRequest, data: Path) -> dict[str, Any]:
    for kind in ("expenses", "campaign_results"):
        assert counts(load(kind, f"campaigns/{request.param}", MISSING)) == {"read": 308, "created": 308}
    return expected("campaigns")


def test_all_together(theirs: dict[str, Any]) -> None:
    equal(total(*COUNTS, *QUOTIENTS), theirs["marketing_total"], COUNTS, QUOTIENTS)


@pytest.mark.parametrize(
    ("figure", "label", "dimension"),
    [("marketing_by_campaign", "campaign_name", "campaign"), ("marketing_by_category", "category", "channel")],
)
def test_by_campaign_and_channel(theirs: dict[str, Any], figure: str, label: str, dimension: str) -> None:
    groups = by(dimension, *COUNTS, *QUOTIENTS)
    assert len(groups) == len(theirs[figure])
    for row in theirs[figure]:
        equal(groups[row[label]], row, COUNTS, QUOTIENTS)


def test_again_changes_nothing(data: Path) -> None:
    load("campaign_results", "campaigns/Marketing.csv", MISSING)
    again = load("campaign_results", "campaigns/Marketing.semicolon_decimal_comma.csv", MISSING)
    assert counts(again) == {"read": 308, "unchanged": 308}


def test_ads_without_a_date(data: Path) -> None:
    file = "campaigns/KAG_conversion_data.csv"
    load("expenses", file, "--set", "spent_on=2017-08-31", MISSING)
    summary = load("campaign_results", file, "--set", "measured_on=2017-08-31", MISSING)
    assert (summary["preset"], counts(summary)) == ("facebook-results", {"read": 1143, "created": 1143})
    theirs = expected("campaigns")
    equal(total(*ADS, *QUOTIENTS_OF_ADS), theirs["kag_total"], ADS, QUOTIENTS_OF_ADS)
    groups = by("campaign", *ADS, *QUOTIENTS_OF_ADS)
    for row in theirs["kag_by_campaign"]:
        equal(groups[str(row["xyz_campaign_id"])], row, ADS, QUOTIENTS_OF_ADS)


def test_average_order_is_a_formula_of_ones_own(data: Path) -> None:
    OwnMetric.objects.create(
        key="own_average_order", label_en="Average order", label_fr="Commande moyenne", definition_en="By order",
        definition_fr="Par commande", formula="revenue / campaign_orders", unit="money",
    )  # fmt: skip
    for kind in ("sales", "campaign_results"):
        load(kind, "campaigns/Marketing.csv", MISSING)
    average = expected("campaigns")["marketing_total"]["average_order"]
    assert six(total("own_average_order")["own_average_order"]["value"]) == six(Decimal(str(average)))

"""What was spent against what came in: advertising in both ways of writing it, and a CRM's campaigns."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crm.models import Company
from tests.real.files import by, expected, load, six, total

pytestmark = pytest.mark.django_db
MISSING = "--create-missing"


@pytest.fixture(params=["Marketing.csv", "Marketing.semicolon_decimal_comma.csv"])
def theirs(request: pytest.FixtureRequest, data: Path) -> dict[str, Any]:
    for kind in ("expenses", "sales"):
        load(kind, f"campaigns/{request.param}", MISSING)
    return expected("campaigns")


def agrees(found: dict[str, Any], group: dict[str, Any]) -> None:
    assert Decimal(found["cost"]["value"]) == Decimal(str(group["spend"]))
    assert Decimal(found["revenue"]["value"]) == group["revenue"]
    assert six(found["roi"]["value"]) == six(group["roi"])


def test_cost_revenue_and_return(theirs: dict[str, Any]) -> None:
    agrees(total("cost", "revenue", "roi"), theirs["marketing_total"])
    for figure, label, dimension in [
        ("marketing_by_campaign", "campaign_name", "campaign"), ("marketing_by_category", "category", "channel"),
        ("marketing_by_day", "d", "day"),
    ]:  # fmt: skip
        groups = by(dimension, "cost", "revenue", "roi")
        for row in theirs[figure]:
            agrees(groups[row[label]], row)


def test_weekdays_and_weekends_add_up_from_days(theirs: dict[str, Any]) -> None:
    spent: dict[str, Decimal] = defaultdict(Decimal)
    for day, figures in by("day", "cost").items():
        part = "weekend" if date.fromisoformat(str(day)).weekday() >= 5 else "weekday"
        spent[part] += Decimal(figures["cost"]["value"])
    parts = theirs["marketing_by_weekday_or_weekend"]
    assert spent == {row["part"]: Decimal(str(row["spend"])) for row in parts}


def test_ads_cost_what_they_cost(data: Path) -> None:
    load("expenses", "campaigns/KAG_conversion_data.csv", "--set", "spent_on=2017-08-31", MISSING)
    theirs = expected("campaigns")
    groups = by("campaign", "cost")
    for row in theirs["kag_by_campaign"]:
        found = Decimal(groups[str(row["xyz_campaign_id"])]["cost"]["value"])
        assert abs(found - Decimal(str(row["spend"]))) < Decimal("0.005")


def test_won_deals_against_what_campaigns_cost(data: Path) -> None:
    Company.objects.update_or_create(pk=1, defaults={"currency": "USD"})
    folder = "crm_exports/zoho"
    load("campaigns", f"{folder}/Campaigns.csv", MISSING)
    load("expenses", f"{folder}/Campaigns.csv", MISSING)
    load("opportunities", f"{folder}/Potentials.csv", MISSING)
    theirs, ours = expected(folder), total("revenue", "cost", "roi")
    roi = theirs["campaign_roi_from_won_deals"]
    assert (Decimal(ours["revenue"]["value"]), Decimal(ours["cost"]["value"])) == (roi["revenue"], roi["actual_cost"])
    assert six(ours["roi"]["value"]) == six(roi["roi"])
    spent = by("channel", "cost")
    for row in theirs["campaigns_by_type"]:
        assert Decimal(spent[row["type"]]["cost"]["value"]) == row["actual"]

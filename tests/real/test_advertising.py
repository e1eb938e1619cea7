"""What campaigns cost and brought in per day, written in two ways."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Sum

from crm.models import Expense
from tests.real.commands import counts
from tests.real.files import by, expected, load, total

pytestmark = pytest.mark.django_db
FILES = ("Marketing.csv", "Marketing.semicolon_decimal_comma.csv")
MISSING = "--create-missing"


@pytest.fixture(params=FILES)
def theirs(request: pytest.FixtureRequest, data: Path) -> dict[str, Any]:
    for kind in ("expenses", "sales"):
        assert counts(load(kind, f"campaigns/{request.param}", MISSING)) == {"read": 308, "created": 308}
    return expected("campaigns")


def test_what_was_spent(theirs: dict[str, Any]) -> None:
    assert Expense.objects.aggregate(sum=Sum("amount"))["sum"] == Decimal(str(theirs["marketing_total"]["spend"]))
    for figure, label, column in [
        ("marketing_by_campaign", "campaign_name", "campaign__name"), ("marketing_by_category", "category", "channel__name"),
    ]:  # fmt: skip
        spent = {row[column]: row["sum"] for row in Expense.objects.values(column).annotate(sum=Sum("amount"))}
        assert spent == {row[label]: Decimal(str(row["spend"])) for row in theirs[figure]}


def test_what_came_in(theirs: dict[str, Any]) -> None:
    assert Decimal(total("revenue")["revenue"]["value"]) == theirs["marketing_total"]["revenue"]
    for figure, label, dimension in [
        ("marketing_by_campaign", "campaign_name", "campaign"), ("marketing_by_category", "category", "channel"),
        ("marketing_by_day", "d", "day"),
    ]:  # fmt: skip
        groups = by(dimension, "revenue")
        for row in theirs[figure]:
            assert Decimal(groups[row[label]]["revenue"]["value"]) == row["revenue"]


def test_the_other_file_changes_nothing(data: Path) -> None:
    for kind in ("expenses", "sales"):
        load(kind, f"campaigns/{FILES[0]}", MISSING)
        assert counts(load(kind, f"campaigns/{FILES[1]}", MISSING)) == {"read": 308, "unchanged": 308}


def test_ads_without_a_date_are_given_one(data: Path) -> None:
    summary = load("expenses", "campaigns/KAG_conversion_data.csv", "--set", "spent_on=2017-08-31", MISSING)
    assert (summary["preset"], counts(summary)) == ("facebook-ads", {"read": 1143, "created": 1143})
    theirs = expected("campaigns")
    spent = {
        row["campaign__name"]: row["sum"]
        for row in Expense.objects.values("campaign__name").annotate(sum=Sum("amount"))
    }
    for row in theirs["kag_by_campaign"]:
        assert abs(spent[str(row["xyz_campaign_id"])] - Decimal(str(row["spend"]))) < Decimal("0.005")
    assert abs(sum(spent.values()) - Decimal(str(theirs["kag_total"]["spend"]))) < Decimal("0.005")

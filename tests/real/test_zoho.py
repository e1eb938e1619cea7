"""A real CRM's demo export: calls with their seconds, deals with "$22,700.00" and "15 Apr, 2021 00:02:00"."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crm.models import Company
from tests.real.files import by, expected, load, six, total

FOLDER = "crm_exports/zoho"
CALLS = (
    "--map", "Call Purpose=type", "--map", "TASKID=external_id", "--map", "Call Duration (in seconds)=seconds",
    "--map", "Call Start Time=done_at", "--set", "medium=Phone", "--create-missing",
)  # fmt: skip
DEALS = (
    "--create-missing",
    "--key",
    "name",
    "--key",
    "owner",
    "--key",
    "opened_on",
    "--key",
    "amount",
    "--key",
    "stage",
)


@pytest.fixture
def theirs(db: None, data: Path) -> dict[str, Any]:
    Company.objects.update_or_create(pk=1, defaults={"currency": "USD"})
    return expected(FOLDER)


def test_calls_are_activities_with_their_minutes(theirs: dict[str, Any]) -> None:
    summary = load("activities", f"{FOLDER}/Calls.csv", *CALLS)
    assert (summary["read"], summary["created"], summary["rejected"]) == (4100, 4100, 0)
    ours = total("activities", "activity_minutes")
    assert ours["activities"]["value"] == theirs["calls_total"]["calls"]
    assert six(ours["activity_minutes"]["value"]) == six(theirs["calls_total"]["minutes"])
    for figure, label, dimension in [
        ("calls_by_owner", "owner", "owner"), ("calls_by_purpose", "purpose", "activity_type"),
        ("calls_by_month", "month", "month"),
    ]:  # fmt: skip
        groups = by(dimension, "activities", "activity_minutes")
        for group in theirs[figure]:
            found = groups[group[label]]
            assert found["activities"]["value"] == group["calls"]
            assert six(found["activity_minutes"]["value"]) == six(group["minutes"])


def test_deals_are_opportunities(theirs: dict[str, Any]) -> None:
    summary = load("opportunities", f"{FOLDER}/Potentials.csv", *DEALS)
    assert (summary["read"], summary["rejected"]) == (3632, 0)
    ours = total("win_rate", "won_amount", "average_deal", "sales_cycle")
    deals = theirs["deals_total"]
    assert six(ours["win_rate"]["value"]) == six(deals["win_rate"])
    assert Decimal(ours["won_amount"]["value"]) == deals["revenue"]
    assert six(ours["average_deal"]["value"]) == six(deals["avg_won_deal"])
    assert six(ours["sales_cycle"]["value"]) == six(theirs["cycle_won_days"]["mean"])
    for figure, label, dimension in [("deals_by_owner", "owner", "owner"), ("deals_by_source", "src", "source")]:
        groups = by(dimension, "won_count", "lost_count", "won_amount")
        for group in theirs[figure]:
            found = groups[None if group[label] == "(blank)" else group[label]]
            assert (found["won_count"]["value"], found["lost_count"]["value"]) == (group["won"], group["lost"])
            assert Decimal(found["won_amount"]["value"]) == group["revenue"]


def test_revenue_by_closing_month(theirs: dict[str, Any]) -> None:
    load("opportunities", f"{FOLDER}/Potentials.csv", *DEALS)
    months = by("month", "revenue")
    for row in theirs["revenue_by_closing_month"]:
        assert Decimal(months[row["month"]]["revenue"]["value"]) == row["revenue"]

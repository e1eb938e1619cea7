"""A real CRM's demo export: calls with their seconds, deals with "$22,700.00" and "15 Apr, 2021 00:02:00"."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Count, Sum

from crm.models import Activity, Campaign, Company, Expense
from tests.real.commands import counts
from tests.real.files import by, expected, load, six, total

FOLDER = "crm_exports/zoho"
MISSING = "--create-missing"


@pytest.fixture
def theirs(db: None, data: Path) -> dict[str, Any]:
    Company.objects.update_or_create(pk=1, defaults={"currency": "USD"})
    return expected(FOLDER)


def test_calls_are_activities_with_their_minutes(theirs: dict[str, Any]) -> None:
    summary = load("activities", f"{FOLDER}/Calls.csv", MISSING)
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
    summary = load("opportunities", f"{FOLDER}/Potentials.csv", MISSING)
    assert counts(summary) == {"read": 3632, "created": 3632}
    assert counts(load("opportunities", f"{FOLDER}/Potentials.csv", MISSING)) == {"read": 3632, "unchanged": 3632}
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


def test_deals_by_stage(theirs: dict[str, Any]) -> None:
    load("opportunities", f"{FOLDER}/Potentials.csv", MISSING)
    open_ones = by("stage", "open_opportunities", "open_pipeline")
    ended = by("stage", "won_count", "won_amount", "lost_count", "lost_amount")
    for row in theirs["deals_by_stage"]:
        kind = {"Closed Won": "won", "Closed Lost": "lost"}.get(row["stage"])
        found = ended[row["stage"]] if kind else open_ones[row["stage"]]
        names = (f"{kind}_count", f"{kind}_amount") if kind else ("open_opportunities", "open_pipeline")
        assert (found[names[0]]["value"], Decimal(found[names[1]]["value"])) == (row["deals"], row["amount"])


def test_deals_by_type(theirs: dict[str, Any]) -> None:
    """The type is no dimension of ours, so a user may put it where they want it: here, into the channel."""
    load("opportunities", f"{FOLDER}/Potentials.csv", MISSING, "--map", "Type=channel")
    groups = by("channel", "win_rate", "won_amount", "average_deal")
    for row in theirs["deals_by_type"]:
        found = groups[row["typ"]]
        assert six(found["win_rate"]["value"]) == six(row["win_rate"])
        assert Decimal(found["won_amount"]["value"]) == row["revenue"]
        assert six(found["average_deal"]["value"]) == six(row["avg_won_deal"])


def test_median_cycle(theirs: dict[str, Any]) -> None:
    load("opportunities", f"{FOLDER}/Potentials.csv", MISSING)
    cycle = total("sales_cycle")["sales_cycle"]
    assert (cycle["median"], cycle["n"]) == (
        theirs["cycle_won_days"]["median"],
        theirs["cycle_won_days"]["n"],
    )


def test_events_are_meetings_and_months_are_no_time_spent(theirs: dict[str, Any]) -> None:
    summary = load("activities", f"{FOLDER}/Events.csv", MISSING)
    assert counts(summary) == {"read": 2978, "created": 2978}
    assert summary["left_empty"]["End DateTime"] > 2000
    owners = by("owner", "activities")
    assert {name: found["activities"]["value"] for name, found in owners.items()} == theirs["events_by_owner"]


def test_tasks_without_an_id_are_all_there_once(theirs: dict[str, Any]) -> None:
    for outcome in ("created", "unchanged"):
        assert counts(load("activities", f"{FOLDER}/Tasks.csv", MISSING)) == {"read": 2978, outcome: 2978}
    statuses = theirs["tasks_by_status"]
    assert total("activities")["activities"]["value"] == statuses["Completed"]
    assert Activity.objects.planned().count() == statuses["In Progress"] + statuses["Not Started"]


def test_cases_are_done_when_closed(theirs: dict[str, Any]) -> None:
    summary = load("activities", f"{FOLDER}/Cases.csv", MISSING)
    assert counts(summary) == {"read": 797, "created": 797}
    cases = {row["status"]: row["n"] for row in theirs["cases"]}
    assert total("activities")["activities"]["value"] == cases["Closed"]
    assert Activity.objects.planned().count() == cases["Escalated"] + cases["On Hold"]


def test_leads_are_prospects_of_which_some_converted(theirs: dict[str, Any]) -> None:
    load("accounts", f"{FOLDER}/Accounts.csv", MISSING)
    summary = load("prospects", f"{FOLDER}/Leads.csv", MISSING)
    assert counts(summary) == {"read": 3900, "created": 3900}
    assert counts(load("prospects", f"{FOLDER}/Leads.csv", MISSING)) == {"read": 3900, "unchanged": 3900}
    sources = by("source", "conversion_rate")
    for row in theirs["leads_by_source"]:
        found = sources[row["source"]]["conversion_rate"]
        assert (found["numerator"], found["denominator"]) == (row["converted"], row["leads"])
        assert six(found["value"]) == six(row["conversion"])


def test_campaigns_with_their_budget_and_their_cost(theirs: dict[str, Any]) -> None:
    for kind in ("campaigns", "expenses"):
        for outcome in ("created", "unchanged"):
            assert counts(load(kind, f"{FOLDER}/Campaigns.csv", MISSING)) == {"read": 110, outcome: 110}
    spent = {row["channel__name"]: row for row in Expense.objects.values("channel__name").annotate(sum=Sum("amount"))}
    planned = {
        row["channel__name"]: row
        for row in Campaign.objects.values("channel__name").annotate(sum=Sum("budget"), count=Count("pk"))
    }
    for row in theirs["campaigns_by_type"]:
        assert planned[row["type"]]["count"] == row["campaigns"]
        assert planned[row["type"]]["sum"] == row["budgeted"]
        assert spent[row["type"]]["sum"] == row["actual"]


def test_revenue_by_closing_month(theirs: dict[str, Any]) -> None:
    load("opportunities", f"{FOLDER}/Potentials.csv", MISSING)
    months = by("month", "revenue")
    for row in theirs["revenue_by_closing_month"]:
        assert Decimal(months[row["month"]]["revenue"]["value"]) == row["revenue"]

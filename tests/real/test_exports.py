"""Exports of other products, leads, reviews and advertising: the right rows, twice the same."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from crm.models import Account, Expense
from tests.real.commands import counts, kpi, load, same

pytestmark = pytest.mark.django_db
MISSING = "--create-missing"


def twice(kind: str, path: Path, rows: int, *options: str) -> None:
    assert counts(load(kind, path, *options)) == {"read": rows, "created": rows}
    assert counts(load(kind, path, *options)) == {"read": rows, "unchanged": rows}


def test_hubspot(data: Path) -> None:
    folder = data / "crm_exports" / "hubspot"
    twice("accounts", folder / "hubspot_companies.csv", 200, MISSING)
    twice("opportunities", folder / "hubspot_deals.csv", 500, MISSING)
    twice("activities", folder / "hubspot_activities.csv", 2000, MISSING)
    theirs = json.loads((folder / "expected.json").read_text())["figures"]["total"]["value"]
    ours = kpi("won_count", "lost_count", "won_amount")["total"]
    assert (ours["won_count"]["value"], ours["lost_count"]["value"]) == (theirs["won"], theirs["lost"])
    assert same(ours["won_amount"]["value"], theirs["revenue"])


@pytest.mark.parametrize(
    ("file", "rows", "options"),
    [
        ("Opportunity.demo_org.csv", 12, []),
        ("Opportunity.load_es.csv", 98, ["--date-format", "dmy"]),
        ("opportunities.mock_api_names.csv", 10, []),
    ],
)
def test_salesforce(data: Path, file: str, rows: int, options: list[str]) -> None:
    twice("opportunities", data / "crm_exports" / "salesforce" / file, rows, MISSING, *options)


def test_an_old_workbook_of_leads(data: Path) -> None:
    twice("prospects", data / "crm_exports" / "odoo" / "crm_lead.xls", 8, MISSING, "--set", "prospect_since=2024-01-01")


def test_leads_that_became_customers(data: Path) -> None:
    folder = data / "olist"
    twice("prospects", folder / "olist_marketing_qualified_leads_dataset.csv", 8000)
    summary = load("prospects", folder / "olist_closed_deals_dataset.csv")
    assert counts(summary) == {"read": 842, "updated": 842}
    assert Account.objects.exclude(customer_since=None).count() == 842


def test_reviews_are_answers(data: Path) -> None:
    """34 rows repeat a review of another row: it is about another order."""
    twice("answers", data / "olist" / "olist_order_reviews_dataset.sample.csv", 8225)


def test_both_ways_of_writing_the_same_expenses(data: Path) -> None:
    options = ("--map", "category=channel", MISSING)
    twice("expenses", data / "campaigns" / "Marketing.csv", 308, *options)
    other = load("expenses", data / "campaigns" / "Marketing.semicolon_decimal_comma.csv", *options)
    assert counts(other) == {"read": 308, "unchanged": 308}
    assert sum(Expense.objects.values_list("amount", flat=True)) == Decimal("30590879.82")

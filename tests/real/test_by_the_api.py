"""Every real file goes in by the API, as a program would send it, and the figures are those computed elsewhere.

Each is uploaded, read as it is recognised unless something has to be said, checked, and applied by the worker.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from crm.importers import jobs
from crm.models import Account, Cart, CartEvent, Company, Opportunity
from tests.api.conftest import Program
from tests.people import People
from tests.real.commands import same
from tests.real.files import by, expected, six, total


@dataclass(frozen=True)
class File:
    """`rows` of it are created, `rejected` have no name; `as_kind` is said where a file is of several kinds, `said` is what
    nobody could know."""

    path: str
    rows: int
    kind: str
    preset: str = "none"
    as_kind: str = ""
    said: dict[str, Any] = field(default_factory=dict)
    outcome: str = "created"
    rejected: int = 0


class Desk:
    """A program of an administrator, with a worker beside it."""

    def __init__(self, admin: Program, data: Path) -> None:
        self.admin, self.data = admin, data

    def work(self, address: str) -> dict[str, Any]:
        """As it is once the worker was at it."""
        jobs.work_on(int(address.split("/")[1]))
        found: dict[str, Any] = self.admin.send("GET", address).json()
        return found

    def bring_in(self, file: File) -> None:
        path = self.data / file.path
        answer = self.admin.post("/api/imports/", {"file": SimpleUploadedFile(path.name, path.read_bytes())})
        assert answer.status_code == 201, answer.content
        address = f"imports/{answer.json()['id']}/"
        self.work(address)
        said = {"create_missing": True, **file.said, **({"kind": file.as_kind} if file.as_kind else {})}
        if file.as_kind:
            assert self.admin.send("PATCH", address, {"kind": said.pop("kind")}).status_code == 200
        own = self.admin.send("PATCH", address, said).json()
        assert (own["kind"], own["said"]["preset"], own["to_say"]) == (file.kind, file.preset, [])
        for step, state in (("check", "checked"), ("start", "done")):
            asked = self.admin.send("POST", f"{address}{step}/", {})
            assert asked.status_code == 200, asked.content
            own = self.work(address)
            assert (own["state"], own["note"]) == (state, "")
        assert (own["position"], own["rejected"]) == (own["total"], file.rejected), file.path
        assert own[file.outcome] == file.rows, file.path


def maven() -> None:
    theirs = expected("maven")
    figures = total("won_count", "lost_count", "win_rate", "revenue", "sales_cycle")
    assert (figures["won_count"]["value"], figures["lost_count"]["value"]) == (4238, 2473)
    assert same(figures["revenue"]["value"], theirs["revenue_total"])
    assert six(figures["win_rate"]["value"]) == six(theirs["win_rate"])
    assert six(figures["sales_cycle"]["value"]) == six(theirs["avg_cycle_won_days"])
    for figure, label, dimension in (("by_agent", "agent", "owner"), ("by_product", "product", "product")):
        groups = by(dimension, "revenue")
        for row in theirs[figure]:
            assert Decimal(groups.get(row[label], {}).get("revenue", {}).get("value") or 0) == row["revenue"]


def hubspot() -> None:
    theirs = expected("crm_exports/hubspot")
    figures = total("won_count", "lost_count", "won_amount", "activities")
    whole = theirs["total"]
    assert (figures["won_count"]["value"], figures["lost_count"]["value"]) == (whole["won"], whole["lost"])
    assert same(figures["won_amount"]["value"], whole["revenue"])
    assert figures["activities"]["value"] == sum(theirs["activities_by_owner_and_type"].values())
    groups = by("owner", "win_rate")
    for name, row in theirs["by_owner"].items():
        assert six(groups[name]["win_rate"]["value"]) == six(row["win_rate"])


def zoho() -> None:
    theirs = expected("crm_exports/zoho")
    deals, figures = theirs["deals_total"], total("win_rate", "won_amount", "sales_cycle", "cost", "roi")
    assert six(figures["win_rate"]["value"]) == six(deals["win_rate"])
    assert Decimal(figures["won_amount"]["value"]) == deals["revenue"]
    assert six(figures["sales_cycle"]["value"]) == six(theirs["cycle_won_days"]["mean"])
    assert Decimal(figures["cost"]["value"]) == theirs["campaign_roi_from_won_deals"]["actual_cost"]
    assert six(figures["roi"]["value"]) == six(theirs["campaign_roi_from_won_deals"]["roi"])
    purposes = by("activity_type", "activities", "activity_minutes")
    for row in theirs["calls_by_purpose"]:
        assert purposes[row["purpose"]]["activities"]["value"] == row["calls"]
        assert six(purposes[row["purpose"]]["activity_minutes"]["value"]) == six(row["minutes"])
    owners = by("owner", "won_amount")
    for row in theirs["deals_by_owner"]:
        assert Decimal(owners[row["owner"]]["won_amount"]["value"]) == row["revenue"]
    sources = by("source", "conversion_rate")
    for row in theirs["leads_by_source"]:
        assert six(sources[row["source"]]["conversion_rate"]["value"]) == six(row["conversion"])


def olist() -> None:
    theirs = expected("olist")
    figures = total("conversion_rate", "won_count", "csat", "revenue")
    assert six(figures["conversion_rate"]["value"]) == six(theirs["conversion"])
    assert figures["won_count"]["value"] == theirs["closed_deals"]
    assert six(figures["csat"]["value"]) == six(theirs["csat"])
    assert same(figures["revenue"]["value"], theirs["payments_total_and_average_order"]["total"])
    paid = by("channel", "revenue")
    for row in theirs["payments"]:
        assert same(paid[row["payment_type"]]["revenue"]["value"], row["total"])
    # Reviews find their orders, and these their buyers, who live somewhere.
    states = by("region", "csat")
    for row in theirs["csat_by_state"]:
        found = states[row["customer_state"]]["csat"]
        assert (found["denominator"], six(found["value"])) == (row["n"], six(row["csat"]))


def advertising() -> None:
    theirs = expected("campaigns")
    whole, ads = theirs["marketing_total"], theirs["kag_total"]
    figures = total("impressions", "clicks", "campaign_orders", "revenue", "cost")
    assert figures["impressions"]["value"] == whole["impressions"] + ads["impressions"]
    assert figures["clicks"]["value"] == whole["clicks"] + ads["clicks"]
    assert figures["campaign_orders"]["value"] == whole["orders"] + ads["approved_conversion"]
    assert same(figures["revenue"]["value"], whole["revenue"])
    spend = Decimal(str(whole["spend"])) + Decimal(str(ads["spend"]))
    assert abs(Decimal(figures["cost"]["value"]) - spend) < Decimal("0.005")
    groups = by("campaign", "cost")
    for row in theirs["marketing_by_campaign"]:
        assert same(groups[row["campaign_name"]]["cost"]["value"], row["spend"])


def carts() -> None:
    theirs = expected("cart_events")
    found, events = theirs["cart_abandonment_sessions"], theirs["events_by_type"]
    assert CartEvent.objects.count() == sum(events.values()) - events["view"]
    assert Cart.objects.count() == found["carted"]
    assert Cart.objects.filter(converted_at=None).count() == found["abandoned"]
    assert Decimal(total("revenue")["revenue"]["value"]) == Decimal(str(theirs["purchase_value"][0]))


def others() -> None:
    assert Opportunity.objects.count() == 12 + 98 + 10
    assert Account.objects.exclude(prospect_since=None).count() == 8


DAY = {"constants": {"spent_on": "2017-08-31"}}
MEASURED = {"constants": {"measured_on": "2017-08-31"}}
ZOHO, HUBSPOT, HEADERS = "crm_exports/zoho", "crm_exports/hubspot", "crm_exports/headers"
MARKETING, OTHER, ADS = (
    "campaigns/Marketing.csv", "campaigns/Marketing.semicolon_decimal_comma.csv", "campaigns/KAG_conversion_data.csv",
)  # fmt: skip
LEADS, DEALS = "olist/olist_marketing_qualified_leads_dataset.csv", "olist/olist_closed_deals_dataset.csv"
VIEWS = {"2022_oct": 319, "2022_nov": 474, "2022_dec": 459, "2023_jan": 496, "2023_feb": 573}
COMPANIES: dict[str, tuple[list[File], Callable[[], None]]] = {
    # The pipeline itself goes in by the pages, in a browser: see tests/e2e/test_importing.py.
    "maven": (
        [
            File("maven/sales_teams.csv", 35, "reps"),
            File("maven/accounts.csv", 85, "accounts"),
            File("maven/products.csv", 7, "products"),
            File("maven/variants/sales_pipeline.us_dates.csv", 8800, "opportunities"),
            File("maven/variants/sales_pipeline.dmy_short.csv", 8800, "opportunities", outcome="unchanged"),
        ],
        maven,
    ),
    "hubspot": (
        [
            File(f"{HUBSPOT}/hubspot_companies.csv", 200, "accounts", "hubspot-companies"),
            File(f"{HUBSPOT}/hubspot_deals.csv", 500, "opportunities", "hubspot-deals"),
            File(f"{HUBSPOT}/hubspot_activities.csv", 2000, "activities", "hubspot-activities"),
        ],
        hubspot,
    ),
    "zoho": (
        [
            File(f"{ZOHO}/Users.csv", 11, "reps"),
            File(f"{ZOHO}/Accounts.csv", 2226, "accounts", "zoho-accounts", rejected=3),
            File(f"{ZOHO}/Contacts.csv", 1265, "contacts", "zoho-contacts"),
            File(f"{ZOHO}/Campaigns.csv", 110, "campaigns", "zoho-campaigns"),
            File(f"{ZOHO}/Campaigns.csv", 110, "expenses", "zoho-campaign-costs", as_kind="expenses"),
            File(f"{ZOHO}/Potentials.csv", 3632, "opportunities", "zoho-potentials"),
            File(f"{ZOHO}/Calls.csv", 4100, "activities", "zoho-calls"),
            File(f"{ZOHO}/Events.csv", 2978, "activities", "zoho-events"),
            File(f"{ZOHO}/Tasks.csv", 2978, "activities", "zoho-tasks"),
            File(f"{ZOHO}/Cases.csv", 797, "activities", "zoho-cases"),
            File(f"{ZOHO}/Leads.csv", 3900, "prospects", "zoho-leads"),
        ],
        zoho,
    ),
    "olist": (
        [
            File(LEADS, 8000, "prospects", "olist-leads"),
            File(DEALS, 842, "prospects", "olist-customers", outcome="updated"),
            File(LEADS, 8000, "opportunities", "olist-lead-opportunities", as_kind="opportunities"),
            File(DEALS, 842, "opportunities", "olist-deals", as_kind="opportunities", outcome="updated"),
            File("olist/olist_customers_dataset.sample.csv", 8135, "accounts", "olist-buyers"),
            File("olist/olist_orders_dataset.sample.csv", 8135, "sales", "olist-orders"),
            File("olist/olist_order_reviews_dataset.sample.csv", 8225, "answers", "olist-reviews"),
            File(
                "olist/olist_order_payments_dataset.sample.csv", 8924, "sales", "olist-payments",
                said={"constants": {"sold_on": "2018-10-17"}},
            ),
        ],
        olist,
    ),
    "advertising": (
        [
            File(MARKETING, 308, "campaign_results", "advertising-results"),
            File(MARKETING, 308, "sales", "advertising-revenue", as_kind="sales"),
            File(OTHER, 308, "campaign_results", "advertising-results", outcome="unchanged"),
            File(OTHER, 308, "expenses", "advertising-spend", as_kind="expenses"),
            File(ADS, 1143, "expenses", "facebook-ads", said=DAY),
            File(ADS, 1143, "campaign_results", "facebook-results", as_kind="campaign_results", said=MEASURED),
        ],
        advertising,
    ),
    "carts": ([File(f"cart_events/data_{month}.csv", views, "cart_events", "rees46-events", outcome="skipped") for month, views in VIEWS.items()], carts),
    "others": (
        [
            File("crm_exports/salesforce/Opportunity.demo_org.csv", 12, "opportunities", "salesforce-opportunities"),
            File(
                "crm_exports/salesforce/Opportunity.load_es.csv", 98, "opportunities", "salesforce-opportunities-load",
                said={"date_orders": {"closed_on": "dmy"}},
            ),
            File("crm_exports/salesforce/opportunities.mock_api_names.csv", 10, "opportunities", "salesforce-opportunities"),
            File(
                "crm_exports/odoo/crm_lead.xls", 8, "prospects", "odoo-template",
                said={"constants": {"prospect_since": "2024-01-01"}},
            ),
            File(f"{HEADERS}/bitrix24_deals_export.csv", 0, "opportunities", "bitrix24-deals"),
            File(f"{HEADERS}/hubspot_all_deals_export.csv", 0, "opportunities", "hubspot-deals"),
            File(f"{HEADERS}/odoo_crm_lead_export.csv", 0, "opportunities", "odoo-leads"),
            File(f"{HEADERS}/pipedrive_deals_list_columns.csv", 0, "opportunities", "pipedrive-deals"),
            File(f"{HEADERS}/pipedrive_sample_import.csv", 0, "opportunities", "pipedrive-sample-deals"),
            File(f"{HEADERS}/salesforce_weekly_export_opportunity.csv", 0, "opportunities", "salesforce-weekly-opportunities"),
            File(f"{HEADERS}/zoho_deals_export.csv", 0, "opportunities", "zoho-deals"),
        ],
        others,
    ),
}  # fmt: skip


@pytest.fixture
def desk(people: People, data: Path, settings: Any, tmp_path: Path) -> Desk:
    settings.IMPORTS_ROOT = tmp_path / "imports"
    Company.objects.update_or_create(pk=1, defaults={"currency": "USD"})
    return Desk(Program(people.admin), data)


@pytest.mark.parametrize("company", COMPANIES)
def test_every_file_of_a_company(company: str, desk: Desk) -> None:
    files, agrees = COMPANIES[company]
    for file in files:
        desk.bring_in(file)
    agrees()


def test_a_file_that_nobody_knows_goes_in_by_a_saved_mapping(desk: Desk) -> None:
    """Which lead a campaign reached, and when: an activity each."""
    path = desk.data / f"{ZOHO}/Campaign_Lead_Status.csv"

    def upload() -> dict[str, Any]:
        file = SimpleUploadedFile(path.name, path.read_bytes())
        found: dict[str, Any] = desk.admin.post("/api/imports/", {"file": file}).json()
        return found

    address = f"imports/{upload()['id']}/"
    mapping = {"Campaign Name": "subject", "Last Modified Time": "done_at", "Lead Last Name": "notes", "Status": ""}
    said = {"mapping": mapping, "constants": {"type": "Campaign"}, "keep_repeats": True, "create_missing": True}
    assert desk.admin.send("PATCH", address, {"kind": "activities"}).status_code == 200
    answer = desk.admin.send("PATCH", address, said)
    assert answer.status_code == 200 and answer.json()["to_say"] == [], answer.content
    key = int(address.split("/")[1])
    assert desk.admin.send("POST", "import-mappings/", {"taken_from": key, "name": "Reached"}).status_code == 201
    own = upload()
    assert (own["saved_mapping"], own["to_say"]) == ("Reached", [])
    address = f"imports/{own['id']}/"
    for step in ("check", "start"):
        desk.admin.send("POST", f"{address}{step}/", {})
        own = desk.work(address)
    assert (own["state"], own["created"], own["rejected"]) == ("done", 3900, 0)


def test_what_is_no_record_of_ours_is_refused_row_by_row(desk: Desk) -> None:
    path = desk.data / "maven/data_dictionary.csv"
    own = desk.admin.post("/api/imports/", {"file": SimpleUploadedFile(path.name, path.read_bytes())}).json()
    address = f"imports/{own['id']}/"
    assert desk.admin.send("POST", f"{address}check/", {}).status_code == 200
    own = desk.work(address)
    assert (own["state"], own["check_summary"]["created"], own["check_summary"]["rejected"]) == ("checked", 0, 21)

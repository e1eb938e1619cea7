"""The header rows of other products' exports: what each is taken for, and what is not used and said so."""

from pathlib import Path

import pytest

from crm.importers import Load
from crm.importers.presets import fitting

pytestmark = pytest.mark.django_db
HEADERS = {
    "hubspot_all_deals_export": (
        '"Record ID","Deal Name","Last Activity Date","State","Deal Stage","Close Date","Deal owner","Amount",'
        '"Date of last meeting booked in meetings tool","Pipeline","Associated Product","Products","LMS",'
        '"Associated Product IDs"'
    ),
    "salesforce_weekly_export": (
        '"Id","IsDeleted","AccountId","IsPrivate","Name","Description","StageName","StageSortOrder","Amount",'
        '"Probability","ExpectedRevenue","TotalOpportunityQuantity","CloseDate","Type","NextStep","LeadSource",'
        '"IsClosed","IsWon","CurrencyIsoCode","CampaignId","OwnerId","CreatedDate","CreatedById","ContactId",'
        '"Loss_Reason__c","Channel__c","LossReason__c"'
    ),
    "odoo_crm_lead_export": (
        '"id","active","contact_name","company_id/id","country_id/id","create_uid/id","partner_name","date_field",'
        '"email_from","how_met","mobile","description","payment_mode/id","phone","lead_type","account_type","type",'
        '"title/id","probability","user_id/id","ref","street","street2","name","source_id/id","priority",'
        '"message_bounce","medium_id/id","city","date_deadline","planned_revenue","fax","partner_id/id"'
    ),
    "bitrix24_deals_export": (
        "ID,STAGE_ID,ASSIGNED_BY_ID,OPPORTUNITY,BEGINDATE,CLOSEDATE,CLOSED,SOURCE_ID,SOURCE_DESCRIPTION,UTM_SOURCE,"
        "TITLE,DATE_CREATE,UF_CRM_1579180371132,UF_CRM_5E20307D5B33E,URL"
    ),
    "pipedrive_deals_list": (
        "Deal - Territory,Deal - Pipeline,Deal - Stage,Organization - Customer segment,Deal - Title,"
        "Deal - Next activity date,Deal - Owner,Deal - Type of deal,Deal - Value,Deal - Expected REVENUE,"
        "Organization - Name,Deal - Organization,Deal - Expected close date,Deal - Deal source,"
        "Deal - Contact person,Deal - Status,Deal - Won time,Deal - Last stage change,Deal - Currency"
    ),
    "pipedrive_sample_import": (
        "Person - Name*,Person - First name,Person - Last name,Person - Phone,Person - Email (Work),"
        "Person - Email (Home),Organization - Name*,Organization - Address,Deal - Title,Deal - Value,"
        "Activity - Subject*,Activity - Due date,Note - Content*"
    ),
    "zoho_deals_export": (
        '"Record Id","Deal Name","Account Name","Account Name.id","Contact Name","Stage","Closing Date","Amount",'
        '"Lead Source","Description","Type"'
    ),
}
SAMPLE = ["pipedrive-sample-deals", "pipedrive-sample-organizations", "pipedrive-sample-people"]


def read(tmp_path: Path, header: str, kind: str) -> tuple[str, dict[str, str], list[str]]:
    """The preset, field → the columns that fill it, and the columns that are not used."""
    file = tmp_path / "header.csv"
    file.write_text(header + "\n")
    summary = Load(kind, file).run()
    return summary.preset, {each["field"]: each["header"] for each in summary.columns}, summary.ignored


@pytest.mark.parametrize(
    ("name", "presets"),
    [
        ("hubspot_all_deals_export", ["hubspot-deals"]),
        ("salesforce_weekly_export", ["salesforce-opportunities", "salesforce-weekly-opportunities"]),
        ("odoo_crm_lead_export", ["odoo-leads", "odoo-prospects"]),
        ("bitrix24_deals_export", ["bitrix24-deals"]),
        ("pipedrive_deals_list", ["pipedrive-deals"]),
        ("pipedrive_sample_import", [*SAMPLE, "pipedrive-sample-activities"]),
        ("zoho_deals_export", ["zoho-deals"]),
    ],
)
def test_a_header_tells_whose_it_is(name: str, presets: list[str]) -> None:
    headers = [each.strip('"') for each in HEADERS[name].split(",")]
    assert [preset.name for preset in fitting(headers)] == presets


def test_hubspot_deals(tmp_path: Path) -> None:
    preset, columns, ignored = read(tmp_path, HEADERS["hubspot_all_deals_export"], "opportunities")
    assert (preset, columns["external_id"], columns["owner"]) == ("hubspot-deals", "Record ID", "Deal owner")
    assert (columns["stage"], columns["closed_on"], columns["amount"]) == ("Deal Stage", "Close Date", "Amount")
    assert {"Last Activity Date", "State", "Products", "LMS", "Associated Product IDs"} <= set(ignored)


def test_salesforce_opportunities(tmp_path: Path) -> None:
    preset, columns, ignored = read(tmp_path, HEADERS["salesforce_weekly_export"], "opportunities")
    assert preset == "salesforce-weekly-opportunities"
    assert {
        "external_id": "Id", "account": "AccountId", "stage": "StageName", "closed_on": "CloseDate",
        "opened_on": "CreatedDate", "currency": "CurrencyIsoCode", "owner": "OwnerId", "channel": "Channel__c",
        "lost_reason": "Loss_Reason__c + LossReason__c", "campaign": "CampaignId", "source": "LeadSource",
    }.items() <= columns.items()  # fmt: skip
    assert columns["amount"] == "Amount"
    assert "IsDeleted" not in ignored
    assert columns["ended_as"] == "IsClosed + IsWon"
    assert {"StageSortOrder", "ExpectedRevenue", "Probability"} <= set(ignored)


def test_odoo_leads(tmp_path: Path) -> None:
    preset, columns, ignored = read(tmp_path, HEADERS["odoo_crm_lead_export"], "opportunities")
    assert (preset, columns["stage"]) == ("odoo-leads", "active + probability")
    assert (columns["amount"], columns["account"]) == ("planned_revenue", "partner_id/id + partner_name")
    assert columns["owner"] == "user_id/id"
    assert {"fax", "message_bounce", "lead_type"} <= set(ignored)
    assert "type" not in ignored
    preset, columns, _ignored = read(tmp_path, HEADERS["odoo_crm_lead_export"], "prospects")
    assert (preset, columns["phone"], columns["email"]) == ("odoo-prospects", "phone + mobile", "email_from")


def test_bitrix24_deals(tmp_path: Path) -> None:
    preset, columns, ignored = read(tmp_path, HEADERS["bitrix24_deals_export"], "opportunities")
    assert (preset, columns["name"], columns["amount"]) == ("bitrix24-deals", "TITLE", "OPPORTUNITY")
    assert (columns["stage"], columns["owner"]) == ("STAGE_ID", "ASSIGNED_BY_ID")
    assert columns["ended_as"] == "STAGE_ID + CLOSED"
    assert (columns["opened_on"], columns["closed_on"]) == ("DATE_CREATE + BEGINDATE", "CLOSEDATE")
    assert {"URL", "UTM_SOURCE", "UF_CRM_1579180371132"} <= set(ignored)


def test_pipedrive_deals(tmp_path: Path) -> None:
    preset, columns, ignored = read(tmp_path, HEADERS["pipedrive_deals_list"], "opportunities")
    assert (preset, columns["name"], columns["stage"]) == ("pipedrive-deals", "Deal - Title", "Deal - Stage")
    assert (columns["ended_as"], columns["stage_since"]) == ("Deal - Status", "Deal - Last stage change")
    assert (columns["amount"], columns["currency"], columns["region"]) == (
        "Deal - Value",
        "Deal - Currency",
        "Deal - Territory",
    )
    assert (columns["closed_on"], columns["expected_close_on"]) == ("Deal - Won time", "Deal - Expected close date")
    assert {"Deal - Expected REVENUE", "Deal - Next activity date"} <= set(ignored)


def test_one_sample_sheet_of_pipedrive_is_four_kinds_of_file(tmp_path: Path) -> None:
    header = HEADERS["pipedrive_sample_import"]
    found = {kind: read(tmp_path, header, kind)[:2] for kind in ("opportunities", "accounts", "contacts", "activities")}
    assert found["opportunities"][1] == {
        "name": "Deal - Title", "amount": "Deal - Value", "account": "Organization - Name*",
    }  # fmt: skip
    assert found["accounts"][1] == {"name": "Organization - Name*", "street": "Organization - Address"}
    assert found["contacts"][1]["email"] == "Person - Email (Work) + Person - Email (Home)"
    assert found["activities"][1]["done_at"] == "Activity - Due date"
    assert [found[kind][0] for kind in ("opportunities", "accounts", "contacts")] == SAMPLE


def test_zoho_deals(tmp_path: Path) -> None:
    preset, columns, ignored = read(tmp_path, HEADERS["zoho_deals_export"], "opportunities")
    assert (preset, columns["external_id"], columns["source"]) == ("zoho-deals", "Record Id", "Lead Source")
    assert set(ignored) == {"Account Name.id", "Type"}

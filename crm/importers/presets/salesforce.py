"""Salesforce: opportunities by their API names, from the weekly export, Data Loader or a report."""

from crm.importers.fields import first, joined, one
from crm.importers.presets.preset import CLOSED_AND_WON, DELETED, Preset

OPPORTUNITY = {
    "external_id": first("Id", "OpportunityId", "Guid"),
    "name": first("Name", "OpportunityName"),
    "account": one("AccountId"),
    "stage": first("StageName", "Stage"),
    "ended_as": joined("IsClosed", "IsWon"),
    "amount": one("Amount"),
    "currency": one("CurrencyIsoCode"),
    "opened_on": one("CreatedDate"),
    "closed_on": one("CloseDate"),
    "source": one("LeadSource"),
    "campaign": one("CampaignId"),
    "owner": one("OwnerId"),
    "contact": one("ContactId"),
    "lost_reason": first("Loss_Reason__c", "LossReason__c"),
    "notes": one("Description"),
}

ENDED = {"ended_as": CLOSED_AND_WON}
# Reports have names for people, which are known without a preset.
REPORT = {"stage": one("Stage"), "ended_as": joined("Closed", "Won")}

PRESETS = (
    Preset(
        "salesforce-opportunities",
        "opportunities",
        ("AccountId", "CloseDate", "StageName", "Amount"),
        OPPORTUNITY,
        rewrites=ENDED,
    ),
    Preset(
        "salesforce-opportunities-load",
        "opportunities",
        ("Name", "AccountId", "CloseDate", "Stage", "Amount"),
        OPPORTUNITY,
        rewrites=ENDED,
    ),
    # The weekly export holds what lies in the bin too.
    Preset(
        "salesforce-weekly-opportunities",
        "opportunities",
        ("Id", "IsDeleted", "AccountId", "Name", "StageName", "Amount", "CloseDate", "OwnerId"),
        {**OPPORTUNITY, "channel": one("Channel__c")},
        rewrites=ENDED,
        skip={"IsDeleted": DELETED},
    ),
    Preset(
        "salesforce-report",
        "opportunities",
        ("Opportunity Name", "Stage", "Close Date", "Closed", "Won"),
        REPORT,
        rewrites=ENDED,
    ),
    # All amounts in one currency, beside those in which they were agreed.
    Preset(
        "salesforce-report-converted",
        "opportunities",
        ("Opportunity Name", "Stage", "Close Date", "Amount", "Amount (converted)", "Amount (converted) Currency"),
        {**REPORT, "amount": one("Amount (converted)"), "currency": one("Amount (converted) Currency")},
        rewrites=ENDED,
    ),
)

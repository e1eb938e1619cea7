"""Salesforce: opportunities by their API names, from the weekly export, Data Loader or a report."""

from crm.importers.fields import first, one
from crm.importers.presets.preset import Preset

OPPORTUNITY = {
    "external_id": first("Id", "OpportunityId", "Guid"),
    "name": first("Name", "OpportunityName"),
    "account": one("AccountId"),
    "stage": first("StageName", "Stage"),
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

PRESETS = (
    Preset("salesforce-opportunities", "opportunities", ("AccountId", "CloseDate", "StageName", "Amount"), OPPORTUNITY),
    Preset(
        "salesforce-opportunities-load",
        "opportunities",
        ("Name", "AccountId", "CloseDate", "Stage", "Amount"),
        OPPORTUNITY,
    ),
    # The weekly export holds what lies in the bin too.
    Preset(
        "salesforce-weekly-opportunities",
        "opportunities",
        ("Id", "IsDeleted", "AccountId", "Name", "StageName", "Amount", "CloseDate", "OwnerId"),
        {**OPPORTUNITY, "channel": one("Channel__c")},
        skip={"IsDeleted": ("1", "true")},
    ),
)

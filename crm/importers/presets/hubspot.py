"""HubSpot: exports and import files of deals, companies and activities."""

from crm.importers.fields import first, joined, one
from crm.importers.presets.preset import CLOSED_AND_WON, Preset

PRESETS = (
    Preset(
        "hubspot-deals",
        "opportunities",
        ("Deal Name", "Deal Stage", "Close Date", "Amount", "Pipeline"),
        {
            "external_id": first("Record ID", "Deal ID", "hs_object_id"),
            "name": one("Deal Name"),
            "stage": one("Deal Stage"),
            "ended_as": joined("Is Deal Closed?", "Is Closed Won"),
            "pipeline": one("Pipeline"),
            "amount": one("Amount"),
            "opened_on": one("Create Date"),
            "closed_on": one("Close Date"),
            "owner": first("Deal owner", "hubspot_owner_id"),
            "lost_reason": one("Closed Lost Reason"),
        },
        rewrites={"ended_as": CLOSED_AND_WON},
    ),
    Preset(
        "hubspot-companies",
        "accounts",
        ("Company Name", "Company Domain Name", "Company Owner"),
        {
            "external_id": first("Record ID", "Company ID"),
            "name": one("Company Name"),
            "website": first("Website", "Website URL", "Company Domain Name"),
            "segment": one("Industry"),
            "owner": one("Company Owner"),
        },
    ),
    Preset(
        "hubspot-activities",
        "activities",
        ("Activity Type", "Activity Date", "Activity Owner"),
        {
            "external_id": one("Activity ID"),
            "type": one("Activity Type"),
            "done_at": one("Activity Date"),
            "owner": one("Activity Owner"),
            "subject": one("Call/Meeting Title/Subject"),
            "notes": one("Notes/Description"),
            "contact": one("Associated Contact Email"),
        },
    ),
)

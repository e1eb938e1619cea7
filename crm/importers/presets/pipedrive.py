"""Pipedrive: the list of deals with its prefixed columns, and its sample spreadsheet for imports."""

from crm.importers.fields import first, joined, one
from crm.importers.presets.preset import Preset

# The status tells how a deal ended, the stage how far an open one has come.
STAGE = (("won( .*)?", "Won"), ("lost( .*)?", "Lost"), ("deleted( .*)?", "Deleted"), ("open (.+)", r"\1"))
SAMPLE = ("Person - Name*", "Organization - Name*", "Deal - Title", "Activity - Subject*")

PRESETS = (
    Preset(
        "pipedrive-deals",
        "opportunities",
        ("Deal - Title", "Deal - Stage", "Deal - Status", "Deal - Value"),
        {
            "external_id": one("Deal - ID"),
            "name": one("Deal - Title"),
            "account": first("Organization - Name", "Deal - Organization"),
            "pipeline": one("Deal - Pipeline"),
            "stage": joined("Deal - Status", "Deal - Stage"),
            "owner": one("Deal - Owner"),
            "region": one("Deal - Territory"),
            "source": first("Deal - Deal source", "Deal - Source channel", "Deal - Source origin"),
            "amount": one("Deal - Value"),
            "currency": one("Deal - Currency"),
            "opened_on": first("Deal - Deal created", "Deal - Add time"),
            "closed_on": first("Deal - Won time", "Deal - Lost time", "Deal - Deal closed on", "Deal - Close time"),
            "expected_close_on": one("Deal - Expected close date"),
            "lost_reason": one("Deal - Lost reason"),
            "contact": one("Deal - Contact person"),
        },
        rewrites={"stage": STAGE},
        skip={"Deal - Status": ("deleted",)},
    ),
    Preset(
        "pipedrive-sample-deals",
        "opportunities",
        SAMPLE,
        {"name": one("Deal - Title"), "amount": one("Deal - Value"), "account": one("Organization - Name*")},
        starting={"stage": "Open"},
    ),
    Preset(
        "pipedrive-sample-organizations",
        "accounts",
        SAMPLE,
        {"name": one("Organization - Name*"), "street": one("Organization - Address")},
    ),
    Preset(
        "pipedrive-sample-people",
        "contacts",
        SAMPLE,
        {
            "last_name": first("Person - Last name", "Person - Name*"),
            "first_name": one("Person - First name"),
            "phone": one("Person - Phone"),
            "email": first("Person - Email (Work)", "Person - Email (Home)"),
            "account": one("Organization - Name*"),
        },
    ),
    Preset(
        "pipedrive-sample-activities",
        "activities",
        SAMPLE,
        {
            "subject": one("Activity - Subject*"),
            "done_at": one("Activity - Due date"),
            "notes": one("Note - Content*"),
            "account": one("Organization - Name*"),
        },
        constants={"type": "Task", "state": "planned"},
    ),
)

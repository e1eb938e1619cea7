"""Pipedrive: the list of deals with its prefixed columns, and its sample spreadsheet for imports."""

from crm.importers.fields import first, one
from crm.importers.presets.preset import Preset

# The status tells how a deal ended, the stage how far it has come.
ENDED = (
    ("won|gagn[ée]e?|gewonnen|ganado|ganho|vinto", "won"),
    ("lost|perdue?|verloren|perdido|perso", "lost"),
    ("open|ouverte?|offen|abierto|aberto|aperto", "open"),
)
DELETED = ("deleted", "supprimé", "supprimée", "gelöscht", "eliminado")
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
            "stage": one("Deal - Stage"),
            "ended_as": one("Deal - Status"),
            "owner": one("Deal - Owner"),
            "region": one("Deal - Territory"),
            "source": first("Deal - Deal source", "Deal - Source channel", "Deal - Source origin"),
            "amount": one("Deal - Value"),
            "currency": one("Deal - Currency"),
            "opened_on": first("Deal - Deal created", "Deal - Add time"),
            "closed_on": first("Deal - Won time", "Deal - Lost time", "Deal - Deal closed on", "Deal - Close time"),
            "stage_since": one("Deal - Last stage change"),
            "expected_close_on": one("Deal - Expected close date"),
            "lost_reason": one("Deal - Lost reason"),
            "contact": one("Deal - Contact person"),
        },
        rewrites={"ended_as": ENDED},
        skip={"Deal - Status": DELETED},
    ),
    Preset(
        "pipedrive-sample-deals",
        "opportunities",
        SAMPLE,
        {"name": one("Deal - Title"), "amount": one("Deal - Value"), "account": one("Organization - Name*")},
        starting={"stage": "Open"},
        skip={"Deal - Title": ("",)},
    ),
    Preset(
        "pipedrive-sample-organizations",
        "accounts",
        SAMPLE,
        {"name": one("Organization - Name*"), "street": one("Organization - Address")},
        skip={"Organization - Name*": ("",)},
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
        skip={"Person - Name*": ("",)},
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
            "contact": one("Person - Name*"),
        },
        skip={"Activity - Subject*": ("",)},
        constants={"type": "Task", "state": "planned"},
    ),
)

"""Odoo: leads and opportunities as exported with external ids, and its import template of leads."""

from crm.importers.fields import first, joined, one
from crm.importers.presets.preset import Preset

# Odoo archives what is lost, and gives what is won a probability of 100.
ENDED = (
    (r"(true|1|vrai) 100([.,]0+)?", "Won"),
    (r"(true|1|vrai)( .*)?", "Open"),
    (r"(false|0|faux)( .*)?", "Lost"),
)

PRESETS = (
    Preset(
        "odoo-leads",
        "opportunities",
        ("id", "active", "name", "probability", "planned_revenue", "user_id/id"),
        {
            "external_id": one("id"),
            "name": one("name"),
            "account": first("partner_id/id", "partner_name"),
            "stage": joined("active", "probability"),
            "amount": one("planned_revenue"),
            "opened_on": first("create_date", "date_open"),
            "closed_on": first("date_closed", "date_deadline"),
            "expected_close_on": one("date_deadline"),
            "owner": one("user_id/id"),
            "source": one("source_id/id"),
            "channel": one("medium_id/id"),
            "notes": one("description"),
        },
        rewrites={"stage": ENDED},
    ),
    Preset(
        "odoo-prospects",
        "prospects",
        ("id", "active", "name", "partner_name", "email_from", "user_id/id"),
        {
            "external_id": one("id"),
            "name": first("partner_name", "contact_name", "name"),
            "email": one("email_from"),
            "phone": first("phone", "mobile"),
            "street": one("street"),
            "city": one("city"),
            "owner": one("user_id/id"),
            "source": one("source_id/id"),
            "prospect_since": first("create_date", "date_field"),
        },
    ),
    Preset(
        "odoo-template",
        "prospects",
        ("External ID", "Name", "Company Name", "Contact Name", "Job Position"),
        {
            "external_id": one("External ID"),
            "name": first("Company Name", "Contact Name", "Name"),
            "phone": first("Phone", "Mobile"),
            "notes": one("Notes"),
        },
    ),
)

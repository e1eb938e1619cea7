"""Odoo: leads and opportunities as exported with external ids, and its import template of leads."""

from crm.importers.fields import first, joined, one
from crm.importers.presets.preset import NO, YES, Preset

# Odoo archives what is lost, and gives what is won a probability of 100.
WON, LOST = f"{YES} 100([.,]0+)?( ?%)?", f"{NO}( .*)?"
STAGE = ((WON, "Won"), (LOST, "Lost"), (f"{YES}( .*)?", "Open"))
ENDED = ((WON, "won"), (LOST, "lost"), (".*", ""))
# What is no opportunity yet.
LEADS = {"type": ("lead", "piste")}
LEAD = {
    "external_id": one("id"),
    "name": one("name"),
    "account": first("partner_id/id", "partner_name"),
    "stage": joined("active", "probability"),
    "amount": first("planned_revenue", "expected_revenue"),
    "opened_on": first("create_date", "date_open"),
    "closed_on": first("date_closed", "date_deadline"),
    "stage_since": one("date_last_stage_update"),
    "expected_close_on": one("date_deadline"),
    "owner": one("user_id/id"),
    "source": one("source_id/id"),
    "channel": one("medium_id/id"),
    "notes": one("description"),
}
# As people export them, in the language that they work in.
LABELS = {
    "external_id": first("External ID", "ID", "Identifiant externe"),
    "name": first("Opportunity", "Opportunité"),
    "account": first("Customer", "Company Name", "Contact Name", "Client", "Nom de l'entreprise", "Nom du contact"),
    "stage": first("Stage", "Étape"),
    "amount": first("Expected Revenue", "Revenu attendu", "Revenu espéré"),
    "opened_on": first("Created on", "Créé le"),
    "closed_on": first("Closed Date", "Date de clôture", "Expected Closing", "Clôture prévue"),
    "stage_since": first("Last Stage Update", "Dernière mise à jour de l'étape"),
    "expected_close_on": first("Expected Closing", "Clôture prévue"),
    "owner": first("Salesperson", "Vendeur"),
    "team": first("Sales Team", "Équipe commerciale"),
    "lost_reason": first("Lost Reason", "Motif de perte"),
}

PRESETS = (
    Preset(
        "odoo-leads",
        "opportunities",
        ("id", "active", "name", "probability", "planned_revenue", "user_id/id"),
        LEAD,
        rewrites={"stage": STAGE},
        skip=LEADS,
    ),
    # Since version 14.
    Preset(
        "odoo-opportunities",
        "opportunities",
        ("id", "active", "name", "probability", "expected_revenue", "user_id/id"),
        LEAD,
        rewrites={"stage": STAGE},
        skip=LEADS,
    ),
    Preset(
        "odoo-labels",
        "opportunities",
        ("Opportunity", "Stage", "Salesperson", "Expected Revenue", "Active", "Probability"),
        {**LABELS, "ended_as": joined("Active", "Probability")},
        rewrites={"ended_as": ENDED},
    ),
    Preset(
        "odoo-labels-french",
        "opportunities",
        ("Opportunité", "Étape", "Vendeur", "Actif", "Probabilité"),
        {**LABELS, "ended_as": joined("Actif", "Probabilité")},
        rewrites={"ended_as": ENDED},
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

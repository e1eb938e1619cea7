"""Which tables of crm hold facts, and which no cached page shows."""

FACTS = (
    "crm_account", "crm_contact", "crm_opportunity", "crm_opportunityevent", "crm_opportunityline", "crm_activity",
    "crm_sale", "crm_saleline", "crm_cart", "crm_cartevent", "crm_expense", "crm_campaignresult", "crm_attachment",
)  # fmt: skip
# Work under way, connections of other programs, logs.
LEFT = (
    "crm_apireplay", "crm_apitoken", "crm_auditentry", "crm_bulkchange", "crm_bulkchangerow", "crm_calendarfeed",
    "crm_import", "crm_importeffect", "crm_ingestdelivery", "crm_ingestrecord", "crm_ingestsource", "crm_tablechange",
    "crm_webhookdelivery", "crm_webhookendpoint", "crm_webhookevent", "crm_webhooksilence",
)  # fmt: skip

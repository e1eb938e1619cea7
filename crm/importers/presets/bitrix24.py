"""Bitrix24: deals by their API names."""

from crm.importers.fields import first, joined, one
from crm.importers.presets.preset import Preset

# Stages of other pipelines are written with the number of the pipeline before them: C2:WON.
STAGE = (
    (r".*\b(WON|SUCCESS)( .*)?", "Won"),
    (r".*\b(LOSE|LOST|APOLOGY|JUNK)( .*)?", "Lost"),
    (r"(.+) Y", "Lost"),
    (r"(.+?)( N)?", r"\1"),
)

PRESETS = (
    Preset(
        "bitrix24-deals",
        "opportunities",
        ("ID", "STAGE_ID", "ASSIGNED_BY_ID", "OPPORTUNITY", "CLOSEDATE", "TITLE"),
        {
            "external_id": one("ID"),
            "name": one("TITLE"),
            "stage": joined("STAGE_ID", "CLOSED"),
            "owner": one("ASSIGNED_BY_ID"),
            "account": one("COMPANY_ID"),
            "amount": one("OPPORTUNITY"),
            "currency": one("CURRENCY_ID"),
            "opened_on": first("DATE_CREATE", "BEGINDATE"),
            "closed_on": one("CLOSEDATE"),
            "source": one("SOURCE_ID"),
        },
        rewrites={"stage": STAGE},
    ),
)

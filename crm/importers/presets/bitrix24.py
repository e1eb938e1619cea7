"""Bitrix24: deals by their API names."""

from crm.importers.fields import first, joined, one
from crm.importers.presets.preset import Preset

# Stages of other pipelines are written with the number of the pipeline before them: C2:WON.
STAGE = ((r"(?:C\d+:)?(WON|SUCCESS)", "Won"), (r"(?:C\d+:)?(LOSE|LOST|APOLOGY|JUNK)", "Lost"))
# By the code or the name of the stage, in Russian too, and by whether it is closed: one stage of a pipeline is that of
# success, all others at which it is closed are not.
ENDED = (
    (r".*\b(WON|SUCCESS)\b.*", "won"),
    (r".*\b(успешн|выигра).*", "won"),
    (r".*\b(LOSE|LOST|APOLOGY|JUNK)\b.*", "lost"),
    (r".+ (Y|Да|1|true)", "lost"),
    (r".+ (N|Нет|0|false)", "open"),
    (".*", ""),
)

PRESETS = (
    Preset(
        "bitrix24-deals",
        "opportunities",
        ("ID", "STAGE_ID", "ASSIGNED_BY_ID", "OPPORTUNITY", "CLOSEDATE", "TITLE"),
        {
            "external_id": one("ID"),
            "name": one("TITLE"),
            "stage": one("STAGE_ID"),
            "ended_as": joined("STAGE_ID", "CLOSED"),
            "owner": one("ASSIGNED_BY_ID"),
            "account": one("COMPANY_ID"),
            "amount": one("OPPORTUNITY"),
            "currency": one("CURRENCY_ID"),
            "opened_on": first("DATE_CREATE", "BEGINDATE"),
            "closed_on": one("CLOSEDATE"),
            "source": one("SOURCE_ID"),
        },
        rewrites={"stage": STAGE, "ended_as": ENDED},
    ),
)

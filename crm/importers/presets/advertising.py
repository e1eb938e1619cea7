"""Advertising: what campaigns cost and brought in per day."""

from crm.importers.fields import one
from crm.importers.presets.preset import Preset

PER_DAY = ("c_date", "campaign_name", "category", "mark_spent", "revenue")
COLUMNS = {
    "external_id": one("id"),
    "campaign": one("campaign_name"),
    "channel": one("category"),
}

PRESETS = (
    Preset(
        "advertising-spend", "expenses", PER_DAY, {**COLUMNS, "spent_on": one("c_date"), "amount": one("mark_spent")}
    ),
    Preset("advertising-revenue", "sales", PER_DAY, {**COLUMNS, "sold_on": one("c_date"), "amount": one("revenue")}),
    # Facebook's ads have no date: it is given with --set spent_on=2017-08-31.
    Preset(
        "facebook-ads",
        "expenses",
        ("ad_id", "xyz_campaign_id", "fb_campaign_id", "Spent"),
        {"external_id": one("ad_id"), "campaign": one("xyz_campaign_id"), "amount": one("Spent")},
        constants={"channel": "Facebook"},
    ),
)

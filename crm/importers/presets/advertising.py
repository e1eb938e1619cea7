"""Advertising: what campaigns cost and brought in per day."""

from crm.importers.fields import one
from crm.importers.presets.preset import Preset

PER_DAY = ("c_date", "campaign_name", "category", "mark_spent", "revenue")
COLUMNS = {
    "external_id": one("id"),
    "campaign": one("campaign_name"),
    "channel": one("category"),
}

COUNTS = ("impressions", "clicks", "leads", "orders")
FACEBOOK = ("ad_id", "xyz_campaign_id", "fb_campaign_id", "Spent")
FACEBOOK_COLUMNS = {"external_id": one("ad_id"), "campaign": one("xyz_campaign_id")}

PRESETS = (
    Preset(
        "advertising-spend", "expenses", PER_DAY, {**COLUMNS, "spent_on": one("c_date"), "amount": one("mark_spent")}
    ),
    Preset("advertising-revenue", "sales", PER_DAY, {**COLUMNS, "sold_on": one("c_date"), "amount": one("revenue")}),
    Preset(
        "advertising-results",
        "campaign_results",
        (*PER_DAY, "impressions", "clicks", "leads", "orders"),
        {**COLUMNS, "measured_on": one("c_date"), **{name: one(name) for name in COUNTS}},
    ),
    # Facebook's ads have no date: it is given with --set spent_on=2017-08-31 (or measured_on).
    Preset(
        "facebook-ads",
        "expenses",
        FACEBOOK,
        {**FACEBOOK_COLUMNS, "amount": one("Spent")},
        constants={"channel": "Facebook"},
    ),
    # A conversion is what they asked for more, an approved one what they bought.
    Preset(
        "facebook-results",
        "campaign_results",
        FACEBOOK,
        {
            **FACEBOOK_COLUMNS,
            "impressions": one("Impressions"),
            "clicks": one("Clicks"),
            "leads": one("Total_Conversion"),
            "orders": one("Approved_Conversion"),
        },
        constants={"channel": "Facebook"},
    ),
)

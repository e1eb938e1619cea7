"""Advertising: what campaigns cost and brought in per day."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from crm.importers.fields import Columns, first, one, plain_header
from crm.importers.presets.preset import Preset

# “Amount spent (EUR)”
IN_BRACKETS = re.compile(r"(?P<name>.*\S)\s*\((?P<currency>[A-Z]{3})\)")


@dataclass(frozen=True)
class Synonyms(Columns):
    """One column, by the first of these names that the file has, whatever currency stands behind it in brackets."""

    def positions(self, headers: list[str]) -> list[int]:
        plain = [plain_header(without_currency(header)) for header in headers]
        return [plain.index(name) for name in map(plain_header, self.headers) if name in plain][:1]

    def currency(self, headers: list[str]) -> str:
        """The one in brackets; empty where there is none."""
        matches = [IN_BRACKETS.fullmatch(headers[position]) for position in self.positions(headers)]
        return next((match["currency"] for match in matches if match), "")


def without_currency(header: str) -> str:
    match = IN_BRACKETS.fullmatch(header)
    return match["name"] if match else header


def named(*headers: str) -> Synonyms:
    return Synonyms(headers)


@dataclass(frozen=True)
class Advertising(Preset):
    """Fits files that have the columns of these fields by any of their names."""

    needed: tuple[Columns, ...] = ()

    def fits(self, headers: Iterable[str]) -> bool:
        known = list(headers)
        return all(columns.positions(known) for columns in self.needed)

    def narrowed_to(self, headers: Iterable[str]) -> Preset:
        """With the currency that the header tells."""
        known = list(headers)
        amount = self.columns.get("amount")
        currency = amount.currency(known) if isinstance(amount, Synonyms) else ""
        told = {"currency": currency} if currency else {}
        return replace(super().narrowed_to(known), constants={**self.constants, **told})


DATE = named("c_date", "date", "day", "jour")
SPENT = named("mark_spent", "spend", "spent", "marketing spend", "cost", "dépense", "dépenses", "coût")
REVENUE = named("revenue", "revenu", "revenus", "chiffre d'affaires")
COLUMNS = {
    "external_id": one("id"),
    "campaign": named("campaign_name", "campaign", "nom de la campagne", "campagne"),
    "channel": named("category", "catégorie", "channel", "canal"),
}
COUNTS = {
    "impressions": named("impressions", "impr", "affichages"),
    "clicks": named("clicks", "clics"),
    "leads": named("leads", "prospects"),
    "orders": named("orders", "commandes"),
}
PER_DAY = ("c_date", "campaign_name", "category", "mark_spent", "revenue")
PER_DAY_NEEDED = (DATE, COLUMNS["campaign"], COLUMNS["channel"], SPENT, REVENUE)

# Rows of Facebook's ads without a campaign add up the others.
ADS = ("ad_id", "xyz_campaign_id", "fb_campaign_id", "Spent")
ADS_COLUMNS = {"external_id": one("ad_id"), "campaign": one("xyz_campaign_id")}
ADS_TOTALS = {"xyz_campaign_id": ("",)}

REPORT = ("Campaign name", "Amount spent", "Reporting starts")
REPORT_DATE = first("Day", "Reporting starts", "Jour", "Début des rapports")
REPORT_SPENT = named("Amount spent", "Montant dépensé")
REPORT_CAMPAIGN = named("Campaign name", "Nom de la campagne")
REPORT_NEEDED = (REPORT_CAMPAIGN, REPORT_SPENT, REPORT_DATE)
REPORT_TOTALS = {"Campaign name": ("",), "Nom de la campagne": ("",)}

PRESETS = (
    Advertising(
        "advertising-spend", "expenses", PER_DAY, {**COLUMNS, "spent_on": DATE, "amount": SPENT}, needed=PER_DAY_NEEDED
    ),
    Advertising(
        "advertising-revenue", "sales", PER_DAY, {**COLUMNS, "sold_on": DATE, "amount": REVENUE}, needed=PER_DAY_NEEDED
    ),
    Advertising(
        "advertising-results",
        "campaign_results",
        (*PER_DAY, *COUNTS),
        {**COLUMNS, "measured_on": DATE, **COUNTS},
        needed=(*PER_DAY_NEEDED, *COUNTS.values()),
    ),
    # Facebook's ads have no date: it is given with --set spent_on=2017-08-31 (or measured_on).
    Preset(
        "facebook-ads",
        "expenses",
        ADS,
        {**ADS_COLUMNS, "amount": one("Spent")},
        constants={"channel": "Facebook"},
        skip=ADS_TOTALS,
    ),
    # A conversion is what they asked for more, an approved one what they bought.
    Preset(
        "facebook-results",
        "campaign_results",
        ADS,
        {
            **ADS_COLUMNS,
            "impressions": one("Impressions"),
            "clicks": one("Clicks"),
            "leads": one("Total_Conversion"),
            "orders": one("Approved_Conversion"),
        },
        constants={"channel": "Facebook"},
        skip=ADS_TOTALS,
    ),
    # What Facebook's ads manager exports. A result is what the campaign was to bring.
    # Where rows tell of sets of ads, two of one campaign may have brought and cost the same.
    Advertising(
        "facebook-report-spend",
        "expenses",
        REPORT,
        {"campaign": REPORT_CAMPAIGN, "spent_on": REPORT_DATE, "amount": REPORT_SPENT},
        constants={"channel": "Facebook"},
        skip=REPORT_TOTALS,
        keep_repeats=True,
        needed=REPORT_NEEDED,
    ),
    Advertising(
        "facebook-report-results",
        "campaign_results",
        (*REPORT, "Impressions"),
        {
            "campaign": REPORT_CAMPAIGN,
            "measured_on": REPORT_DATE,
            "impressions": named("Impressions"),
            "clicks": named("Link clicks", "Clicks (all)", "Clics sur un lien", "Clics (tous)"),
            "leads": named("Leads", "Results", "Prospects", "Résultats"),
            "orders": named("Purchases", "Achats"),
        },
        constants={"channel": "Facebook"},
        skip=REPORT_TOTALS,
        keep_repeats=True,
        needed=(*REPORT_NEEDED, named("Impressions")),
    ),
)

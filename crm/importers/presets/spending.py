"""What was spent by month, and LinkedIn's campaigns."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from crm.importers.dates import MONTHS
from crm.importers.fields import first, one
from crm.importers.presets.advertising import named
from crm.importers.presets.preset import Preset

MONTH = named("Month", "Mois", "Monat", "Mes")
DAY = named("Date", "c_date", "Day", "Jour", "Date de dépense", "spent_on")
SPENT = named(
    "Spent", "Spend", "Cost", "Amount spent", "Dépense", "Dépenses", "Dépensé", "Montant dépensé", "Coût", "Coûts",
    "Montant HT", "Montant", "Amount",
)  # fmt: skip
ACCENTS = str.maketrans({"e": "[eéè]", "u": "[uûü]", "a": "[aäáâ]", "c": "[cç]", "i": "[iî]", "o": "[oô]"})


def month_pattern(number: int) -> str:
    words = sorted((word for word, month in MONTHS.items() if month == number), key=len, reverse=True)
    return "|".join(re.escape(word).translate(ACCENTS) for word in words)


def first_days() -> Iterable[tuple[str, str]]:
    """A month in words or numbers → its first day."""
    yield r"(20\d\d)[-/.](0?[1-9]|1[0-2])", r"\1-\2-01"
    yield r"(0?[1-9]|1[0-2])[-/.](20\d\d)", r"\2-\1-01"
    for number in range(1, 13):
        yield rf"(?:{month_pattern(number)})\.?[\s\-/]+(20\d\d)", rf"\1-{number:02d}-01"
        yield rf"(?:{month_pattern(number)})\.?[\s\-/']+(\d\d)", rf"20\1-{number:02d}-01"


@dataclass(frozen=True)
class ByMonth(Preset):
    """Fits files that have a month and what was spent in it, and no day."""

    def fits(self, headers: Iterable[str]) -> bool:
        known = list(headers)
        return bool(MONTH.positions(known) and SPENT.positions(known) and not DAY.positions(known))


LINKEDIN = ("Start Date (in UTC)", "Campaign Name", "Total Spent")
LINKEDIN_COLUMNS = {"campaign": one("Campaign Name")}

PRESETS = (
    # It counts on the first day of its month.
    ByMonth(
        "spending-by-month",
        "expenses",
        ("Month", "Spent"),
        {"spent_on": MONTH, "amount": SPENT},
        rewrites={"spent_on": tuple(first_days())},
    ),
    Preset(
        "linkedin-ads",
        "expenses",
        LINKEDIN,
        {
            **LINKEDIN_COLUMNS,
            "spent_on": one("Start Date (in UTC)"),
            "amount": one("Total Spent"),
            "currency": first("Currency"),
        },
        constants={"channel": "LinkedIn"},
        keep_repeats=True,
    ),
    Preset(
        "linkedin-ads-results",
        "campaign_results",
        (*LINKEDIN, "Impressions", "Clicks"),
        {
            **LINKEDIN_COLUMNS,
            "measured_on": one("Start Date (in UTC)"),
            "impressions": one("Impressions"),
            "clicks": one("Clicks"),
            "leads": one("Leads"),
        },
        constants={"channel": "LinkedIn"},
        keep_repeats=True,
    ),
)

"""Cycle: how long it takes from opening to closing."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kpis.catalogue.facts import CLOSED
from kpis.catalogue.revenue import WON
from kpis.engine.expressions import DaysBetween
from kpis.engine.measures import Measure
from kpis.engine.metrics import Metric, Omission, mean

DAYS = DaysBetween(F("closed_on"), F("opened_on"))
DATED = Q(opened_on__isnull=False)
WON_DATED = Measure("won_dated", CLOSED, WON & DATED)
WON_DAYS_TOTAL = Measure("won_days_total", CLOSED, WON & DATED, total=DAYS)
WON_DAYS_SQUARES = Measure("won_days_squares", CLOSED, WON & DATED, total=DAYS * DAYS)
WON_DAYS = Measure(
    "won_days", CLOSED, WON & DATED, histogram=DAYS, spread=(WON_DATED, WON_DAYS_TOTAL, WON_DAYS_SQUARES)
)
CLOSED_DATED = Measure("closed_dated", CLOSED, DATED)
CLOSED_DAYS_TOTAL = Measure("closed_days_total", CLOSED, DATED, total=DAYS)
CLOSED_DAYS_SQUARES = Measure("closed_days_squares", CLOSED, DATED, total=DAYS * DAYS)
CLOSED_DAYS = Measure(
    "closed_days", CLOSED, DATED, histogram=DAYS, spread=(CLOSED_DATED, CLOSED_DAYS_TOTAL, CLOSED_DAYS_SQUARES)
)
SENTENCE = _("Opportunities without an opening date have no duration.")
UNDATED = Q(opened_on=None)
WON_UNDATED = Measure("won_undated", CLOSED, WON & UNDATED)
CLOSED_UNDATED = Measure("closed_undated", CLOSED, UNDATED)

METRICS = (
    Metric(
        "sales_cycle",
        "cycle",
        _("Average sales cycle"),
        _("The mean number of days from opening to closing of the opportunities won in the period."),
        "days",
        "down",
        (WON_DAYS,),
        mean("won_days"),
        {"numerator": WON_DAYS, "denominator": WON_DATED},
        omissions=(Omission("no_opening_date", SENTENCE, WON_UNDATED),),
        sample_of=_("opportunities won whose opening date is known"),
    ),
    Metric(
        "closing_time",
        "cycle",
        _("Average closing time"),
        _("The mean number of days from opening to closing of the opportunities won or lost in the period."),
        "days",
        "down",
        (CLOSED_DAYS,),
        mean("closed_days"),
        {"numerator": CLOSED_DAYS, "denominator": CLOSED_DATED},
        omissions=(Omission("no_opening_date", SENTENCE, CLOSED_UNDATED),),
        sample_of=_("opportunities closed whose opening date is known"),
    ),
)

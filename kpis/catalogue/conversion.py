"""Conversion: prospects that become customers, opportunities that are won."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from kpis.catalogue.facts import CLOSED, FOLLOWED, OPENED, PROSPECT, STOCK
from kpis.catalogue.funnel import BEGAN, REACHED, funnel
from kpis.catalogue.moments import won_by
from kpis.catalogue.revenue import LINE, NO_OPENING, WON_AMOUNT, WON_COUNT, WON_SQUARES
from kpis.engine.expressions import DaysBetween, real
from kpis.engine.measures import Measure, Moment
from kpis.engine.metrics import (
    Metric,
    Omission,
    additive,
    bounded,
    counted,
    proportion,
    quotient,
    ratio_of_sums,
    with_beside,
)

WITHIN = 90


def old_enough(moment: Moment) -> Q:
    return Q(prospect_since__lte=moment.as_of - timedelta(days=WITHIN))


def amount_column(moment: Moment) -> str:
    """Where the amount stands that an opportunity in stock had on the day."""
    return STOCK.past["amount"] if moment.past else "amount"


def line_of_the_day(moment: Moment) -> Any:
    """Lines keep no history: those of today stand for the day; without any, the amount of the day."""
    return Coalesce(F("lines__amount"), F(amount_column(moment)))


def converted_in_time(moment: Moment) -> Q:
    took = DaysBetween(F("customer_since"), F("prospect_since"))
    return old_enough(moment) & Q(customer_since__lte=moment.as_of) & Q(LessThanOrEqual(took, WITHIN))


LOST = Q(outcome="lost")
PROSPECTS = Measure("prospects", PROSPECT)
CONVERTED = Measure("converted", PROSPECT, lambda moment: Q(customer_since__lte=moment.as_of))
OLD = Measure("prospects_90d", PROSPECT, old_enough)
CONVERTED_90D = Measure("converted_90d", PROSPECT, converted_in_time)
CLOSED_COUNT = Measure("closed_count", CLOSED)
LOST_COUNT = Measure("lost_count", CLOSED, LOST)
LOST_AMOUNT = Measure("lost_amount", CLOSED, LOST, total="amount", lines=LINE, money=True)
LOST_PRICED = Measure("lost_priced", CLOSED, LOST & Q(amount__isnull=False))
CLOSED_AMOUNT = Measure("closed_amount", CLOSED, total="amount", lines=LINE, money=True)
CLOSED_SQUARES = Measure("closed_squares", CLOSED, total=real("amount") * real("amount"))
CLOSED_PRICED = Measure("closed_priced", CLOSED, Q(amount__isnull=False))
WON_SO_FAR = Measure("won_so_far", OPENED, won_by)
WON_OF_FOLLOWED = Measure("won_of_followed", FOLLOWED, won_by)
FOLLOWED_COUNT = Measure("followed_count", FOLLOWED)
OPEN_COUNT = Measure("open_count", STOCK)
OPEN_AMOUNT = Measure("open_amount", STOCK, total="amount", lines=line_of_the_day, money=True)
OPEN_PRICED = Measure("open_priced", STOCK, lambda moment: priced(moment, True))

NO_OPENING_FOLLOWED = replace(NO_OPENING, measure=Measure("followed_undated", FOLLOWED))
NO_PROSPECT_DATE = Omission(
    "no_prospect_date",
    _("Accounts without the date on which they became prospects lie in no period."),
    Measure("prospects_undated", PROSPECT),
    dated=False,
)
TOO_YOUNG = Omission(
    "too_young",
    _("Prospects younger than 90 days had too little time to be judged."),
    Measure("prospects_young", PROSPECT, lambda moment: ~old_enough(moment)),
)
NO_LOST_AMOUNT = Omission(
    "no_amount",
    _("Lost opportunities without an amount add nothing."),
    Measure("lost_unpriced", CLOSED, LOST & Q(amount=None)),
    fails=True,
)
NO_OPEN_AMOUNT = Omission(
    "no_amount",
    _("Opportunities without an amount add nothing."),
    Measure("open_unpriced", STOCK, lambda moment: priced(moment, False)),
)


def priced(moment: Moment, known: bool) -> Q:
    return Q(**{f"{amount_column(moment)}__isnull": not known})


METRICS = (
    Metric(
        "conversion_rate",
        "conversion",
        _("Prospect conversion"),
        _("Of the prospects that entered in the period, the share that became customers by the as-of date."),
        "percent",
        "up",
        (CONVERTED, PROSPECTS),
        proportion("converted", "prospects"),
        {"numerator": CONVERTED, "denominator": PROSPECTS},
        omissions=(NO_PROSPECT_DATE,),
        companion="conversion_rate_90d",
    ),
    Metric(
        "conversion_rate_90d",
        "conversion",
        _("Prospect conversion in 90 days"),
        _("Of the prospects that entered at least 90 days ago, the share that became customers within 90 days."),
        "percent",
        "up",
        (CONVERTED_90D, OLD, PROSPECTS),
        with_beside(
            proportion("converted_90d", "prospects_90d"),
            old_enough_share=lambda parts: quotient(parts["prospects_90d"], parts["prospects"]),
        ),
        {"numerator": CONVERTED_90D, "denominator": OLD},
        omissions=(NO_PROSPECT_DATE, TOO_YOUNG),
        sample_of=_("prospects that entered at least 90 days ago"),
    ),
    Metric(
        "win_rate",
        "conversion",
        _("Win rate"),
        _("Won opportunities ÷ (won + lost), by closing date."),
        "percent",
        "up",
        (WON_COUNT, CLOSED_COUNT),
        proportion("won_count", "closed_count"),
        {"numerator": WON_COUNT, "denominator": CLOSED_COUNT},
        companion="created_win_rate",
    ),
    Metric(
        "win_rate_value",
        "conversion",
        _("Win rate by amount"),
        _("The amount of won opportunities ÷ that of won and lost ones, by closing date."),
        "percent",
        "up",
        (WON_AMOUNT, CLOSED_AMOUNT, CLOSED_PRICED, WON_SQUARES, CLOSED_SQUARES),
        bounded(
            ratio_of_sums(
                "won_amount", "closed_amount", ("won_squares", "won_squares", "closed_squares"), "closed_priced"
            ),
            0,
            1,
        ),
        {"numerator": WON_AMOUNT, "denominator": CLOSED_AMOUNT},
        omissions=(NO_LOST_AMOUNT,),
    ),
    Metric(
        "created_win_rate",
        "conversion",
        _("Win rate of new opportunities"),
        _("Of the opportunities opened in the period, the share won so far; those still open count below the line."),
        "percent",
        "up",
        (WON_OF_FOLLOWED, FOLLOWED_COUNT),
        proportion("won_of_followed", "followed_count"),
        {"numerator": WON_OF_FOLLOWED, "denominator": FOLLOWED_COUNT},
        omissions=(NO_OPENING_FOLLOWED,),
    ),
    Metric(
        "funnel",
        "conversion",
        _("Funnel"),
        _("Opportunities opened in the period by the furthest stage reached; skipping a stage drops nobody."),
        "count",
        "up",
        (REACHED,),
        funnel,
        {"numerator": REACHED, "denominator": BEGAN},
        omissions=(NO_OPENING_FOLLOWED,),
        always_by="stage",
        sample_of=_("opportunities opened"),
    ),
    Metric(
        "won_count",
        "conversion",
        _("Won opportunities"),
        _("Opportunities won, by closing date."),
        "count",
        "up",
        (WON_COUNT,),
        counted("won_count"),
        {"numerator": WON_COUNT},
        additive=True,
        sample_of=_("opportunities won"),
    ),
    Metric(
        "lost_count",
        "conversion",
        _("Lost opportunities"),
        _("Opportunities lost, by closing date."),
        "count",
        "down",
        (LOST_COUNT,),
        counted("lost_count"),
        {"numerator": LOST_COUNT},
        additive=True,
        sample_of=_("opportunities lost"),
    ),
    Metric(
        "won_amount",
        "conversion",
        _("Amount won"),
        _("The amount of won opportunities, by closing date."),
        "money",
        "up",
        (WON_AMOUNT, WON_COUNT),
        additive("won_amount", "won_count"),
        {"numerator": WON_AMOUNT},
        additive=True,
        sample_of=_("opportunities won"),
    ),
    Metric(
        "lost_amount",
        "conversion",
        _("Amount lost"),
        _("The amount of lost opportunities, by closing date."),
        "money",
        "down",
        (LOST_AMOUNT, LOST_PRICED),
        additive("lost_amount", "lost_priced"),
        {"numerator": LOST_AMOUNT},
        additive=True,
        omissions=(NO_LOST_AMOUNT,),
        sample_of=_("opportunities lost that have an amount"),
    ),
    Metric(
        "open_opportunities",
        "conversion",
        _("Open opportunities"),
        _("Opportunities open on the as-of date, whatever the period."),
        "count",
        "up",
        (OPEN_COUNT,),
        counted("open_count"),
        {"numerator": OPEN_COUNT},
    ),
    Metric(
        "open_pipeline",
        "conversion",
        _("Open pipeline"),
        _("The amount of the opportunities open on the as-of date, whatever the period."),
        "money",
        "up",
        (OPEN_AMOUNT, OPEN_PRICED),
        additive("open_amount", "open_priced"),
        {"numerator": OPEN_AMOUNT},
        omissions=(NO_OPEN_AMOUNT,),
        sample_of=_("open opportunities that have an amount"),
    ),
)

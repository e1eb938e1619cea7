"""Profitability: what selling costs, and what it brings in."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from kpis.catalogue.facts import SALE
from kpis.catalogue.facts_of_cost import EXPENSE_COUNT, EXPENSES, NO_HOURLY_COST, PAID_COUNT, TIME_COST
from kpis.catalogue.lift import CAMPAIGN, LIFT, lift
from kpis.catalogue.revenue import AMOUNT, COSTED, FACTS, FIRST, NO_ACCOUNT, NOTHING, known_cost
from kpis.engine.measures import Measure
from kpis.engine.metrics import NO_LIST, SIDES, Metric, Omission, Parts, additive, quotient_of, with_beside

# What is not known to have cost anything is margin as a whole.
PROFIT = Measure("profit", SALE, total=F("amount") - Coalesce(F("cost"), NOTHING), money=True)

NO_FIRST_DAY = Omission(
    "no_first_day",
    _("Campaigns without a first day have no days before them."),
    Measure("campaigns_undated", CAMPAIGN),
    dated=False,
)
COSTS = (EXPENSES, TIME_COST)
COST_PARTS = {"expenses": EXPENSES, "time": TIME_COST}
COST_NAMES = tuple(COST_PARTS)


def cost_of(parts: Parts) -> Decimal:
    """Expenses, and minutes × the owner's hourly cost ÷ 60."""
    return Decimal(parts["expenses"] + parts["time_cost"])


def cost(parts: Parts) -> dict[str, Any]:
    spent = cost_of(parts)
    return {"value": spent, "numerator": spent, "n": parts["expense_count"] + parts["paid_activities"]}


def per_cost(top: str) -> Callable[[Parts], dict[str, Any]]:
    """A sum over sales ÷ cost; the sample is the sales."""
    return lambda parts: {**quotient_of(parts[top], cost_of(parts), parts["sale_facts"]), "amounts": SIDES}


def return_on_investment(parts: Parts) -> dict[str, Any]:
    spent = cost_of(parts)
    return quotient_of(parts["profit"] - spent, spent, parts["sale_facts"])


METRICS = (
    Metric(
        "cost",
        "profitability",
        _("Cost of selling"),
        _("Expenses, and the time of activities at their owner's present hourly cost, by date."),
        "money",
        "down",
        (*COSTS, EXPENSE_COUNT, PAID_COUNT),
        cost,
        COST_PARTS,
        {"numerator": COST_NAMES},
        additive=True,
        omissions=(NO_HOURLY_COST,),
        sample=NO_LIST,
        sample_of=_("expenses and activities"),
    ),
    Metric(
        "cost_of_time",
        "profitability",
        _("Cost of time"),
        _("Minutes of activities done × their owner's present hourly cost ÷ 60."),
        "money",
        "down",
        (TIME_COST, PAID_COUNT),
        additive("time_cost", "paid_activities"),
        {"numerator": TIME_COST},
        additive=True,
        omissions=(NO_HOURLY_COST,),
        sample_of=_("activities whose hourly cost is known"),
    ),
    Metric(
        "acquisition_cost",
        "profitability",
        _("Customer acquisition cost"),
        _("The cost of selling ÷ the accounts whose first sale falls in the period."),
        "money",
        "down",
        (*COSTS, FIRST),
        lambda parts: quotient_of(cost_of(parts), parts["first_sales"], parts["first_sales"]),
        {**COST_PARTS, "denominator": FIRST},
        {"numerator": COST_NAMES},
        omissions=(NO_HOURLY_COST, NO_ACCOUNT),
    ),
    Metric(
        "return_on_spend",
        "profitability",
        _("Return on spend"),
        _("Revenue ÷ the cost of selling."),
        "ratio",
        "up",
        (AMOUNT, *COSTS, FACTS),
        per_cost("revenue"),
        {"numerator": AMOUNT, **COST_PARTS},
        {"denominator": COST_NAMES},
        omissions=(NO_HOURLY_COST,),
    ),
    Metric(
        "roi",
        "profitability",
        _("Return on investment"),
        _("(Margin − cost of selling) ÷ cost of selling. Goods whose cost is not known count as margin whole."),
        "percent",
        "up",
        (PROFIT, *COSTS, AMOUNT, COSTED, FACTS),
        with_beside(return_on_investment, known_cost_share=known_cost),
        {"sales": PROFIT, **COST_PARTS},
        {"numerator": ("sales", *(f"-{name}" for name in COST_NAMES)), "denominator": COST_NAMES},
        omissions=(NO_HOURLY_COST,),
        sample_of=_("sales and refunds"),
    ),
    Metric(
        "campaign_lift",
        "profitability",
        _("Campaign lift"),
        _(
            "Net sales a day during the campaign in its region and channel ÷ those of the same weekdays of the 8 weeks "
            "before it, less 1."
        ),
        "percent",
        "up",
        (LIFT,),
        lift,
        {"numerator": LIFT},
        omissions=(NO_FIRST_DAY,),
        after=" − 1",
        always_by="campaign",
        sample=NO_LIST,
        sample_of=_("days of the campaign"),
    ),
)

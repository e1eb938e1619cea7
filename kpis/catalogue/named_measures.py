"""The measures that a formula of the company's own may name: what the figures of the catalogue are made of.

A new one takes one line below; `number` and `rows` follow from the measure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from kpis.catalogue import (
    advertising,
    carts,
    conversion,
    cycle,
    facts_of_cost,
    plans,
    productivity,
    revenue,
    satisfaction,
)
from kpis.engine import statistics
from kpis.engine.measures import Measure
from kpis.engine.metrics import Omission


@dataclass(frozen=True)
class NamedMeasure:
    """A measure by the name that formulas say. `n` counts the facts that it sums (empty: it counts them itself);
    `per` of its own units make one of `unit`: 3600 seconds an hour. `part_of` names counts that hold all it counts.
    """

    id: str
    label: Any
    unit: str
    measure: Measure
    n: Measure | None = None
    per: int = 1
    omissions: tuple[Omission, ...] = ()
    part_of: tuple[str, ...] = ()

    def number(self, value: Any) -> Fraction | None:
        """The exact number that a formula works with; None where the measure has no value."""
        if value is None:
            return None
        whole = statistics.total(value) if isinstance(value, Mapping) else value
        return Fraction(whole if isinstance(whole, (int, Decimal)) else str(whole)) / self.per

    @property
    def adds_up(self) -> bool:
        """Whether the values of periods that follow each other add up: a stock's do not."""
        return self.measure.fact.date is not None


NO_WON_DATE = Omission("no_opening_date", cycle.SENTENCE, cycle.WON_UNDATED)
NO_CLOSED_DATE = Omission("no_opening_date", cycle.SENTENCE, cycle.CLOSED_UNDATED)

NAMED: dict[str, NamedMeasure] = {
    named.id: named
    for named in (
        NamedMeasure("revenue", _("Revenue"), "money", revenue.AMOUNT, revenue.FACTS),
        NamedMeasure("sales_count", _("Sales"), "count", revenue.SALES),
        NamedMeasure("sold_amount", _("Sales without refunds, amount"), "money", revenue.SOLD, revenue.SALES),
        NamedMeasure("items_sold", _("Items sold"), "count", revenue.ITEMS, revenue.LINED, omissions=(revenue.NO_LINES,)),
        NamedMeasure("sales_with_lines", _("Sales whose lines are known"), "count", revenue.LINED, omissions=(revenue.NO_LINES,), part_of=("sales_count",)),
        NamedMeasure("cross_sales", _("Sales of several product categories"), "count", revenue.CROSSED, omissions=(revenue.NO_LINES,), part_of=("sales_count", "sales_with_lines")),
        NamedMeasure("margin", _("Gross margin"), "money", revenue.MARGIN, revenue.COSTED_FACTS, omissions=(revenue.NO_COST,)),
        NamedMeasure("costed_amount", _("Revenue of known cost"), "money", revenue.COSTED, revenue.COSTED_FACTS, omissions=(revenue.NO_COST,)),
        NamedMeasure("first_sales", _("New customers"), "count", revenue.FIRST, omissions=(revenue.NO_ACCOUNT,)),
        NamedMeasure("prospects", _("New prospects"), "count", conversion.PROSPECTS, omissions=(conversion.NO_PROSPECT_DATE,)),
        NamedMeasure("converted", _("Prospects that became customers"), "count", conversion.CONVERTED, omissions=(conversion.NO_PROSPECT_DATE,), part_of=("prospects",)),
        NamedMeasure("opened_count", _("Opportunities opened"), "count", revenue.OPENED_COUNT, omissions=(revenue.NO_OPENING,)),
        NamedMeasure("opened_amount", _("Amount of opportunities opened"), "money", revenue.OPENED_AMOUNT, revenue.OPENED_PRICED, omissions=(revenue.NO_OPENING, revenue.NO_AMOUNT)),
        NamedMeasure("won_so_far", _("Opportunities opened and won by now"), "count", conversion.WON_SO_FAR, omissions=(revenue.NO_OPENING,), part_of=("opened_count",)),
        NamedMeasure("won_count", _("Opportunities won"), "count", revenue.WON_COUNT, part_of=("closed_count",)),
        NamedMeasure("won_amount", _("Amount won"), "money", revenue.WON_AMOUNT, revenue.WON_COUNT),
        NamedMeasure("lost_count", _("Opportunities lost"), "count", conversion.LOST_COUNT, part_of=("closed_count",)),
        NamedMeasure("lost_amount", _("Amount lost"), "money", conversion.LOST_AMOUNT, conversion.LOST_PRICED, omissions=(conversion.NO_LOST_AMOUNT,)),
        NamedMeasure("closed_count", _("Opportunities won or lost"), "count", conversion.CLOSED_COUNT),
        NamedMeasure("closed_amount", _("Amount won or lost"), "money", conversion.CLOSED_AMOUNT, conversion.CLOSED_PRICED, omissions=(conversion.NO_LOST_AMOUNT,)),
        NamedMeasure("won_days", _("Days from opening to winning"), "days", cycle.WON_DAYS, cycle.WON_DATED, omissions=(NO_WON_DATE,)),
        NamedMeasure("closed_days", _("Days from opening to closing"), "days", cycle.CLOSED_DAYS, cycle.CLOSED_DATED, omissions=(NO_CLOSED_DATE,)),
        NamedMeasure("open_count", _("Open opportunities on the day"), "count", conversion.OPEN_COUNT),
        NamedMeasure("open_amount", _("Open pipeline on the day"), "money", conversion.OPEN_AMOUNT, conversion.OPEN_PRICED, omissions=(conversion.NO_OPEN_AMOUNT,)),
        NamedMeasure("activity_count", _("Activities done"), "count", productivity.COUNT),
        NamedMeasure("activity_hours", _("Hours of activities"), "hours", productivity.SECONDS, productivity.COUNT, per=3600),
        NamedMeasure("activity_minutes", _("Minutes of activities"), "minutes", productivity.SECONDS, productivity.COUNT, per=60),
        NamedMeasure("high_value_count", _("Activities of high value"), "count", productivity.VALUABLE_COUNT, part_of=("activity_count",)),
        NamedMeasure("high_value_hours", _("Hours of high-value activities"), "hours", productivity.VALUABLE_SECONDS, productivity.VALUABLE_COUNT, per=3600),
        NamedMeasure("due_count", _("Planned activities due"), "count", plans.DUE_COUNT, omissions=(plans.CANCELLED,)),
        NamedMeasure("done_in_time", _("Planned activities done in time"), "count", plans.DONE_IN_TIME, omissions=(plans.CANCELLED,), part_of=("due_count",)),
        NamedMeasure("expenses", _("Expenses"), "money", facts_of_cost.EXPENSES, facts_of_cost.EXPENSE_COUNT),
        NamedMeasure("time_cost", _("Cost of time"), "money", facts_of_cost.TIME_COST, facts_of_cost.PAID_COUNT, omissions=(facts_of_cost.NO_HOURLY_COST,)),
        NamedMeasure("impressions", _("Impressions"), "count", advertising.IMPRESSIONS, advertising.size_of("impressions"), omissions=(advertising.silent("impressions"),)),
        NamedMeasure("clicks", _("Clicks"), "count", advertising.CLICKS, advertising.size_of("clicks"), omissions=(advertising.silent("clicks"),)),
        NamedMeasure("campaign_leads", _("Leads of campaigns"), "count", advertising.LEADS, advertising.size_of("leads"), omissions=(advertising.silent("leads"),)),
        NamedMeasure("campaign_orders", _("Orders of campaigns"), "count", advertising.ORDERS, advertising.size_of("orders"), omissions=(advertising.silent("orders"),)),
        NamedMeasure("carts_decided", _("Carts that became sales or were abandoned"), "count", carts.DECIDED, omissions=(carts.TOO_YOUNG,)),
        NamedMeasure("carts_abandoned", _("Carts abandoned"), "count", carts.ABANDONED, omissions=(carts.TOO_YOUNG,), part_of=("carts_decided",)),
        NamedMeasure("invitations_sent", _("Survey invitations sent"), "count", satisfaction.SENT, omissions=(satisfaction.NOT_SENT,)),
        NamedMeasure("invitations_answered", _("Survey invitations answered"), "count", satisfaction.ANSWERED, omissions=(satisfaction.NOT_SENT,), part_of=("invitations_sent",)),
        NamedMeasure("nps_answers", _("Answers from 0 to 10"), "count", satisfaction.NPS_ANSWERS),
        NamedMeasure("promoters", _("Promoters"), "count", satisfaction.PROMOTERS, part_of=("nps_answers",)),
        NamedMeasure("detractors", _("Detractors"), "count", satisfaction.DETRACTORS, part_of=("nps_answers",)),
    )
}  # fmt: skip

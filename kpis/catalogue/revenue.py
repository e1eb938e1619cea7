"""Revenue and volume."""

from decimal import Decimal
from typing import Any

from django.db.models import Case, DecimalField, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from kpis.catalogue.employment import FULL_TIME
from kpis.catalogue.facts import CLOSED, FIRST_SALE, OPENED, SALE
from kpis.engine.expressions import real
from kpis.engine.measures import Measure
from kpis.engine.metrics import (
    Metric,
    Omission,
    Parts,
    additive,
    bounded,
    counted,
    proportion,
    quotient,
    quotient_of,
    ratio,
    ratio_of_sums,
    with_beside,
)

COUNTED = Q(kind="sale")
# Written on the sale when its lines are: NULL where no line tells.
WITH_LINES = COUNTED & Q(category_count__isnull=False)
WON = Q(outcome="won")
LINE: Any = Coalesce(F("lines__amount"), F("amount"))
NOTHING = Value(0, output_field=DecimalField())
COSTED_LINE: Any = Case(When(lines__cost__isnull=False, then=F("lines__amount")))
OPENING: Any = Coalesce(F("amount_at_opening"), F("amount"))
# The parts of an opening amount are known only as those of the present amount.
OPENING_LINE: Any = Coalesce(F("lines__amount"), OPENING)

AMOUNT = Measure("revenue", SALE, total="amount", lines=LINE, money=True)
FACTS = Measure("sale_facts", SALE)
SALES = Measure("sales_count", SALE, COUNTED)
SOLD = Measure("sold_amount", SALE, COUNTED, total="amount", lines=LINE, money=True)
SQUARES = Measure("revenue_squares", SALE, total=real("amount") * real("amount"))
MEDIAN_BASKET = Measure("median_basket", SALE, COUNTED, median="amount", lines=LINE)
ITEMS = Measure("items", SALE, WITH_LINES, total="items", lines="lines__quantity", money=True)
LINED = Measure("sales_with_lines", SALE, WITH_LINES)
CROSSED = Measure("cross_sales", SALE, COUNTED & Q(category_count__gte=2))
COSTED = Measure("costed_amount", SALE, total="costed_amount", lines=COSTED_LINE, money=True, unknown=True)
MARGIN = Measure(
    "margin",
    SALE,
    # A refund gives money back and no goods: it has an amount of known cost and may have no cost.
    total=F("costed_amount") - Coalesce(F("cost"), NOTHING),
    lines=COSTED_LINE - Coalesce(F("lines__cost"), NOTHING),
    money=True,
)
COSTED_FACTS = Measure("costed_sales", SALE, Q(costed_amount__isnull=False))
FIRST = Measure("first_sales", FIRST_SALE)
WON_COUNT = Measure("won_count", CLOSED, WON)
WON_AMOUNT = Measure("won_amount", CLOSED, WON, total="amount", lines=LINE, money=True)
WON_SQUARES = Measure("won_squares", CLOSED, WON, total=real("amount") * real("amount"))
MEDIAN_DEAL = Measure("median_deal", CLOSED, WON, median="amount", lines=LINE)
OPENED_COUNT = Measure("opened_count", OPENED)
PRICED = Q(amount_at_opening__isnull=False) | Q(amount__isnull=False)
OPENED_AMOUNT = Measure("opened_amount", OPENED, PRICED, total=OPENING, lines=OPENING_LINE, money=True)
OPENED_PRICED = Measure("opened_priced", OPENED, PRICED)

NO_OPENING = Omission(
    "no_opening_date",
    _("Opportunities without an opening date lie in no period."),
    Measure("opened_undated", OPENED),
    dated=False,
)
NO_AMOUNT = Omission(
    "no_amount",
    _("Opportunities without an amount add nothing."),
    Measure("opened_unpriced", OPENED, Q(amount_at_opening=None, amount=None)),
)
NO_LINES = Omission(
    "no_lines",
    _("Sales without lines do not tell what was sold."),
    Measure("sales_without_lines", SALE, COUNTED & Q(category_count=None)),
)
NO_COST = Omission(
    "no_cost",
    _("Sales of goods whose cost is not known have no margin."),
    Measure("sales_without_cost", SALE, COUNTED & Q(costed_amount=None)),
)
NO_ACCOUNT = Omission(
    "no_account",
    _("Sales without an account cannot be anybody's first."),
    Measure("sales_without_account", SALE, COUNTED & Q(account=None)),
)


def known_cost(parts: Parts) -> Any:
    return quotient(parts["costed_amount"] or Decimal(0), parts["revenue"])


def gross_margin(parts: Parts) -> dict[str, Any]:
    """No value where nothing that was sold has a known cost; a line without one may be of a sale with one."""
    if parts["costed_amount"] is None:
        return {"value": None, "numerator": parts["margin"], "n": 0}
    return {"value": parts["margin"], "numerator": parts["margin"], "n": parts["costed_sales"]}


def margin_rate(parts: Parts) -> dict[str, Any]:
    known = parts["costed_amount"]
    return quotient_of(parts["margin"], known or Decimal(0), 0 if known is None else parts["costed_sales"])


METRICS = (
    Metric(
        "revenue",
        "revenue",
        _("Revenue"),
        _("The net amount of all sales, less refunds, by date of sale."),
        "money",
        "up",
        (AMOUNT, FACTS),
        additive("revenue", "sale_facts"),
        {"numerator": AMOUNT},
        additive=True,
    ),
    Metric(
        "sales_count",
        "revenue",
        _("Sales"),
        _("Sales that are neither refunds nor cancelled, by date of sale."),
        "count",
        "up",
        (SALES,),
        counted("sales_count"),
        {"numerator": SALES},
        additive=True,
        sample_of=_("sales"),
    ),
    Metric(
        "average_basket",
        "revenue",
        _("Average basket"),
        _("Revenue divided by the number of sales. Refunds lower revenue and are no sales."),
        "money",
        "up",
        (AMOUNT, SALES, SOLD, SQUARES, FACTS, MEDIAN_BASKET),
        with_beside(
            ratio_of_sums(
                "revenue", "sales_count", ("revenue_squares", "sold_amount", "sales_count"), "sale_facts", "sales_count"
            ),
            median=lambda parts: parts["median_basket"],
        ),
        {"numerator": AMOUNT, "denominator": SALES},
        sample_of=_("sales"),
    ),
    Metric(
        "average_deal",
        "revenue",
        _("Average won deal"),
        _("The amount of won opportunities divided by their number, by closing date."),
        "money",
        "up",
        (WON_AMOUNT, WON_COUNT, WON_SQUARES, MEDIAN_DEAL),
        with_beside(
            bounded(
                ratio_of_sums("won_amount", "won_count", ("won_squares", "won_amount", "won_count"), "won_count"), 0
            ),
            median=lambda parts: parts["median_deal"],
        ),
        {"numerator": WON_AMOUNT, "denominator": WON_COUNT},
        sample_of=_("opportunities won"),
    ),
    Metric(
        "items_per_sale",
        "revenue",
        _("Items per sale"),
        _("The quantity sold divided by the number of sales, where the lines of the sale are known."),
        "ratio",
        "up",
        (ITEMS, LINED),
        ratio("items", "sales_with_lines"),
        {"numerator": ITEMS, "denominator": LINED},
        omissions=(NO_LINES,),
        sample_of=_("sales whose lines are known"),
    ),
    Metric(
        "cross_sell_rate",
        "revenue",
        _("Cross-sell"),
        _("Sales whose lines span two product categories or more ÷ sales with lines."),
        "percent",
        "up",
        (CROSSED, LINED),
        proportion("cross_sales", "sales_with_lines"),
        {"numerator": CROSSED, "denominator": LINED},
        omissions=(NO_LINES,),
        sample_of=_("sales whose lines are known"),
    ),
    Metric(
        "revenue_per_rep",
        "revenue",
        _("Revenue per rep"),
        _("Revenue divided by reps in full-time equivalents: days employed in the period × working share."),
        "money",
        "up",
        (AMOUNT, FACTS, FULL_TIME),
        ratio("revenue", "full_time", "sale_facts"),
        {"numerator": AMOUNT, "denominator": FULL_TIME},
        sample="numerator",
        sample_of=_("sales and refunds"),
    ),
    Metric(
        "new_customers",
        "revenue",
        _("New customers"),
        _("Accounts whose first sale falls in the period."),
        "count",
        "up",
        (FIRST,),
        counted("first_sales"),
        {"numerator": FIRST},
        additive=True,
        omissions=(NO_ACCOUNT,),
    ),
    Metric(
        "new_opportunities",
        "revenue",
        _("New opportunities"),
        _("Opportunities by the date they were opened."),
        "count",
        "up",
        (OPENED_COUNT,),
        counted("opened_count"),
        {"numerator": OPENED_COUNT},
        additive=True,
        omissions=(NO_OPENING,),
    ),
    Metric(
        "pipeline_created",
        "revenue",
        _("Pipeline created"),
        _("The amount of opportunities when they were opened, by opening date."),
        "money",
        "up",
        (OPENED_AMOUNT, OPENED_PRICED),
        additive("opened_amount", "opened_priced"),
        {"numerator": OPENED_AMOUNT},
        additive=True,
        omissions=(NO_OPENING, NO_AMOUNT),
        sample_of=_("opportunities opened that have an amount"),
    ),
    Metric(
        "gross_margin",
        "revenue",
        _("Gross margin"),
        _("Net amount less cost of goods, for the sales whose cost is known."),
        "money",
        "up",
        (MARGIN, COSTED, COSTED_FACTS, AMOUNT),
        with_beside(gross_margin, known_cost_share=known_cost),
        {"numerator": MARGIN},
        additive=True,
        omissions=(NO_COST,),
        sample_of=_("sales and refunds whose cost is known"),
    ),
    Metric(
        "margin_rate",
        "revenue",
        _("Margin rate"),
        _("Gross margin divided by the net amount, for the sales whose cost is known."),
        "percent",
        "up",
        (MARGIN, COSTED, COSTED_FACTS, AMOUNT),
        with_beside(margin_rate, known_cost_share=known_cost),
        {"numerator": MARGIN, "denominator": COSTED},
        omissions=(NO_COST,),
        sample_of=_("sales and refunds whose cost is known"),
    ),
)

"""Revenue and volume."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from crm.models import Sale
from kpis.catalogue.employment import FULL_TIME
from kpis.catalogue.facts import CLOSED, OPENED, SALE
from kpis.engine import statistics
from kpis.engine.measures import Measure
from kpis.engine.metrics import Metric, Omission, Parts, additive, around, counted, mean, proportion, quotient, ratio

COUNTED = Q(kind="sale")
# Written on the sale when its lines are: NULL where no line tells.
WITH_LINES = COUNTED & Q(category_count__isnull=False)
WON = Q(outcome="won")


def first_sale() -> Q:
    """No counted sale of the same account before it; on one day the one recorded first counts."""
    earlier = Sale.objects.counted().filter(account=OuterRef("account"))
    before = Q(sold_on__lt=OuterRef("sold_on")) | Q(sold_on=OuterRef("sold_on"), pk__lt=OuterRef("pk"))
    return COUNTED & Q(account__isnull=False) & ~Q(Exists(earlier.filter(before)))


AMOUNT = Measure("revenue", SALE, total="amount")
FACTS = Measure("sale_facts", SALE)
SALES = Measure("sales_count", SALE, COUNTED)
BASKETS = Measure("baskets", SALE, COUNTED, histogram="amount")
ITEMS = Measure("items", SALE, WITH_LINES, total="items")
LINED = Measure("sales_with_lines", SALE, WITH_LINES)
CROSSED = Measure("cross_sales", SALE, COUNTED & Q(category_count__gte=2))
COSTED = Measure("costed_amount", SALE, total="costed_amount")
MARGIN = Measure("margin", SALE, total=F("costed_amount") - F("cost"))
COSTED_FACTS = Measure("costed_sales", SALE, Q(costed_amount__isnull=False))
FIRST = Measure("first_sales", SALE, lambda as_of: first_sale())
WON_COUNT = Measure("won_count", CLOSED, WON)
WON_AMOUNT = Measure("won_amount", CLOSED, WON, total="amount")
WON_AMOUNTS = Measure("won_amounts", CLOSED, WON, histogram="amount")
OPENED_COUNT = Measure("opened_count", OPENED)
OPENED_AMOUNT = Measure("opened_amount", OPENED, total="amount_at_opening")
OPENED_PRICED = Measure("opened_priced", OPENED, Q(amount_at_opening__isnull=False))

NO_OPENING = Omission(
    "no_opening_date", _("Opportunities without an opening date are in no period."), OPENED, Q(opened_on=None), False
)
NO_AMOUNT = Omission("no_amount", _("Opportunities without an amount add nothing."), OPENED, Q(amount_at_opening=None))


def basket(parts: Parts) -> dict[str, Any]:
    """Refunds lower the mean; its interval is as wide as that of the sales themselves."""
    value = quotient(parts["revenue"], parts["sales_count"])
    low, high = around(value, statistics.mean_margin(parts["baskets"]))
    return {
        "value": value,
        "numerator": parts["revenue"],
        "denominator": parts["sales_count"],
        "n": parts["sales_count"],
        "low": low,
        "high": high,
        "beside": {"median": statistics.median(parts["baskets"])},
    }


def known_cost(parts: Parts) -> dict[str, Any]:
    return {"known_cost_share": quotient(parts["costed_amount"], parts["revenue"])}


def gross_margin(parts: Parts) -> dict[str, Any]:
    none = not parts["costed_sales"]
    return {
        "value": None if none else parts["margin"],
        "numerator": parts["margin"],
        "n": parts["costed_sales"],
        "beside": known_cost(parts),
    }


def margin_rate(parts: Parts) -> dict[str, Any]:
    return {**ratio("margin", "costed_amount", "costed_sales")(parts), "beside": known_cost(parts)}


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
    ),
    Metric(
        "average_basket",
        "revenue",
        _("Average basket"),
        _("Revenue divided by the number of sales. Refunds lower revenue and are no sales."),
        "money",
        "up",
        (AMOUNT, SALES, BASKETS),
        basket,
        {"numerator": AMOUNT, "denominator": SALES},
    ),
    Metric(
        "average_deal",
        "revenue",
        _("Average won deal"),
        _("The amount of won opportunities divided by their number, by closing date."),
        "money",
        "up",
        (WON_AMOUNTS,),
        mean("won_amounts"),
        {"numerator": WON_AMOUNT, "denominator": WON_COUNT},
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
        {"numerator": AMOUNT},
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
    ),
    Metric(
        "gross_margin",
        "revenue",
        _("Gross margin"),
        _("Net amount less cost of goods, for the sales whose cost is known."),
        "money",
        "up",
        (MARGIN, COSTED, COSTED_FACTS, AMOUNT),
        gross_margin,
        {"numerator": MARGIN},
        additive=True,
    ),
    Metric(
        "margin_rate",
        "revenue",
        _("Margin rate"),
        _("Gross margin divided by the net amount, for the sales whose cost is known."),
        "percent",
        "up",
        (MARGIN, COSTED, COSTED_FACTS, AMOUNT),
        margin_rate,
        {"numerator": MARGIN, "denominator": COSTED},
    ),
)

"""What campaigns' advertising brings, as the platforms that show it tell: impressions, clicks, leads, orders."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from crm.models import CampaignResult
from kpis.catalogue.facts import ATTRIBUTION, scoped
from kpis.catalogue.facts_of_cost import EXPENSE
from kpis.engine.measures import Fact, Measure
from kpis.engine.metrics import Metric, Omission, additive, ratio

RESULT = Fact(
    "campaign_result",
    _("results of campaigns"),
    lambda viewer, scope: scoped(CampaignResult.objects.all(), viewer, scope),
    date="measured_on",
    dimensions=ATTRIBUTION,
)


def telling(*columns: str) -> Q:
    """The results that tell all of these."""
    return Q(**{f"{column}__isnull": False for column in columns})


def sum_of(column: str, beside: str = "") -> Measure:
    """A column's sum over the results that tell it; with `beside` only over those that tell both."""
    name, columns = (f"{column}_beside_{beside}", (column, beside)) if beside else (f"result_{column}", (column,))
    return Measure(name, RESULT, telling(*columns), total=column)


def size_of(*columns: str) -> Measure:
    return Measure(f"results_of_{'_'.join(columns)}", RESULT, telling(*columns))


def silent(*columns: str) -> Omission:
    sentence = _("Results of campaigns that do not tell all of it count nowhere here.")
    return Omission("not_told", sentence, Measure(f"no_{'_'.join(columns)}", RESULT, ~telling(*columns)))


def spent_for(column: str) -> Measure:
    """The expenses of campaigns of which some result tells the column: others, a fair's, are not divided by it."""
    told = CampaignResult.objects.filter(campaign=OuterRef("campaign"), **{f"{column}__isnull": False})
    return Measure(f"spent_for_{column}", EXPENSE, Q(Exists(told)), total="amount", money=True)


IMPRESSIONS, CLICKS, LEADS, ORDERS = (sum_of(each) for each in ("impressions", "clicks", "leads", "orders"))


def amount(name: str, label: Any, definition: Any, measure: Measure) -> Metric:
    """How many there were."""
    size = size_of(measure.total)
    return Metric(
        name, "advertising", label, definition, "count", "up", (measure, size), additive(measure.id, size.id),
        {"numerator": measure}, additive=True, omissions=(silent(measure.total),), sample_of=RESULT.label,
    )  # fmt: skip


def rate(name: str, label: Any, definition: Any, top: str, bottom: str) -> Metric:
    """One count ÷ another. No interval: what one person sees and clicks twice are no independent trials."""
    above, below, size = sum_of(top, bottom), sum_of(bottom, top), size_of(bottom, top)
    return Metric(
        name, "advertising", label, definition, "percent", "up", (above, below, size),
        ratio(above.id, below.id, size.id), {"numerator": above, "denominator": below},
        omissions=(silent(bottom, top),), sample_of=RESULT.label,
    )  # fmt: skip


def price(name: str, label: Any, definition: Any, measure: Measure) -> Metric:
    """Expenses ÷ a count."""
    spent, size = spent_for(measure.total), size_of(measure.total)
    return Metric(
        name, "advertising", label, definition, "money", "down", (spent, measure, size),
        ratio(spent.id, measure.id, size.id), {"numerator": spent, "denominator": measure},
        omissions=(silent(measure.total),), sample_of=RESULT.label,
    )  # fmt: skip


METRICS = (
    amount("impressions", _("Impressions"), _("How often advertising of campaigns was shown."), IMPRESSIONS),
    amount("clicks", _("Clicks"), _("Clicks on advertising of campaigns."), CLICKS),
    amount(
        "campaign_leads",
        _("Leads of campaigns"),
        _("Leads that advertising platforms count for campaigns; who they are is not told."),
        LEADS,
    ),
    amount(
        "campaign_orders",
        _("Orders of campaigns"),
        _("Orders that advertising platforms count for campaigns; the sales are recorded apart."),
        ORDERS,
    ),
    rate(
        "click_rate",
        _("Click rate"),
        _("Clicks ÷ impressions, of the results of campaigns that tell both."),
        "clicks",
        "impressions",
    ),
    rate(
        "lead_rate",
        _("Leads per click"),
        _("Leads of campaigns ÷ clicks, of the results that tell both."),
        "leads",
        "clicks",
    ),
    rate(
        "order_rate",
        _("Orders per lead"),
        _("Orders of campaigns ÷ leads, of the results that tell both."),
        "orders",
        "leads",
    ),
    price(
        "cost_per_click",
        _("Cost per click"),
        _("The expenses of campaigns whose clicks are recorded ÷ those clicks."),
        CLICKS,
    ),
    price(
        "cost_per_lead",
        _("Cost per lead"),
        _("The expenses of campaigns whose leads are recorded ÷ those leads."),
        LEADS,
    ),
    price(
        "cost_per_order",
        _("Cost per order"),
        _("The expenses of campaigns whose orders are recorded ÷ those orders."),
        ORDERS,
    ),
)

"""Outlook: what open opportunities may bring in the period in which they are expected to close."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, DateField, F, IntegerField, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from crm.models import Company, Opportunity, OpportunityEvent
from kpis.catalogue.conversion import amount_column, line_of_the_day, priced
from kpis.catalogue.facts import STOCK, events, scoped, state_then
from kpis.engine import statements
from kpis.engine.expressions import Quotient
from kpis.engine.measures import Asked, Computed, Key, Measure, Moment
from kpis.engine.metrics import Metric, Omission, Parts, additive, with_beside
from kpis.engine.periods import GRAINS

OBSERVED_OVER = timedelta(days=365)
PERCENT = 100


def expected_then(as_of: Any) -> dict[str, Any]:
    """The state on a past day, with the date then expected and the probability of the stage it was then in."""
    expected = Subquery(events(as_of).values("expected_close_on")[:1])
    probability = Subquery(events(as_of).values("stage__probability")[:1])
    return {
        **state_then(as_of),
        "expected_close_on_then": Coalesce(expected, F("expected_close_on"), output_field=DateField()),
        "probability_then": Coalesce(probability, F("stage__probability"), output_field=IntegerField()),
    }


# A lost opportunity never counts: only those stand that are open on the day.
EXPECTED = replace(
    STOCK,
    id="opportunity_expected",
    label=_("open opportunities by the date on which they are expected to close"),
    date="expected_close_on",
    history=expected_then,
    past={**STOCK.past, "expected_close_on": "expected_close_on_then"},
    ahead=True,
)


def probability_column(moment: Moment) -> str:
    return "probability_then" if moment.past else "stage__probability"


def weighted(moment: Moment) -> Any:
    return Quotient(F(amount_column(moment)) * F(probability_column(moment)), PERCENT)


def weighted_line(moment: Moment) -> Any:
    return Quotient(line_of_the_day(moment) * F(probability_column(moment)), PERCENT)


EXPECTED_AMOUNT = Measure("expected_amount", EXPECTED, total="amount", lines=line_of_the_day, money=True)
WEIGHTED = Measure("weighted_amount", EXPECTED, total=weighted, lines=weighted_line, money=True)
EXPECTED_PRICED = Measure("expected_priced", EXPECTED, lambda moment: priced(moment, True))


def at_observed_rates(asked: Asked) -> Mapping[Key, Decimal]:
    """Σ amount × the share won, over the last year, of those that were in the stage; where none closed, the stage's
    own probability stands."""
    by = asked.by if "stage" in asked.by else (*asked.by, "stage")
    amounts = statements.run([EXPECTED_AMOUNT], [replace(asked, by=by)])[0][EXPECTED_AMOUNT.id]
    rates = {stage.pk: Decimal(stage.probability) / PERCENT for stage in Company.current().stages} | observed(asked)
    found: dict[Key, Decimal] = defaultdict(Decimal)
    for key, amount in amounts.items():
        stage = key[by.index("stage")]
        if amount is not None:
            found[key if by == asked.by else key[:-1]] += amount * rates[stage]
    return found


def observed(asked: Asked) -> dict[int, Decimal]:
    """Per stage, of the opportunities closed in the year up to the day that were ever in it, the share won."""
    query = asked.query
    year = Q(closed_on__gt=asked.as_of - OBSERVED_OVER, closed_on__lte=asked.as_of)
    closed: QuerySet = scoped(Opportunity.objects.exclude(outcome="open"), query.viewer, query.scope).filter(year)
    passed = OpportunityEvent.objects.filter(outcome="open", opportunity__in=closed.values("pk")).order_by()
    rows = passed.values("stage").annotate(
        closed=Count("opportunity", distinct=True),
        won=Count("opportunity", distinct=True, filter=Q(opportunity__outcome="won")),
    )
    return {row["stage"]: Decimal(row["won"]) / row["closed"] for row in rows}


AT_OBSERVED_RATES = Computed(
    "observed_amount",
    at_observed_rates,
    (*EXPECTED.carries(), *GRAINS),
    ahead=True,
)


def observed_amount(parts: Parts) -> Any:
    return parts["observed_amount"]


NO_DATE = Omission(
    "no_expected_date",
    _("Open opportunities without an expected closing date lie in no period."),
    Measure("expected_undated", EXPECTED),
    dated=False,
)
NO_AMOUNT = Omission(
    "no_amount",
    _("Opportunities without an amount add nothing."),
    Measure("expected_unpriced", EXPECTED, lambda moment: priced(moment, False)),
)

METRICS = (
    Metric(
        "expected_pipeline",
        "outlook",
        _("Expected pipeline"),
        _("The amount of open opportunities, by the date on which they are expected to close."),
        "money",
        "up",
        (EXPECTED_AMOUNT, EXPECTED_PRICED),
        additive("expected_amount", "expected_priced"),
        {"numerator": EXPECTED_AMOUNT},
        omissions=(NO_DATE, NO_AMOUNT),
    ),
    Metric(
        "weighted_pipeline",
        "outlook",
        _("Weighted pipeline"),
        _("Amount × probability of the stage, of open opportunities, by the date on which they are expected to close."),
        "money",
        "up",
        (WEIGHTED, EXPECTED_PRICED, AT_OBSERVED_RATES),
        with_beside(additive("weighted_amount", "expected_priced"), observed_amount=observed_amount),
        {"numerator": WEIGHTED},
        omissions=(NO_DATE, NO_AMOUNT),
    ),
)

"""Intervals stay where the value can lie."""

from datetime import date
from decimal import Decimal

import pytest

from crm.access import Operator
from crm.models import Opportunity, Pipeline
from kpis.catalogue import ask
from kpis.engine import Period, Query

JUNE = Period.parse("2025-06", date(2025, 6, 30))


@pytest.mark.parametrize("metric", ["average_deal", "win_rate_value"])
def test_one_large_deal_among_small_ones_bounds_nothing_below_zero(pipeline: Pipeline, metric: str) -> None:
    for number, amount in enumerate([1, 1, 1, 1, 100_000]):
        deal = Opportunity.open(name=f"Deal {number}", opened_on=date(2025, 6, 1), amount=Decimal(amount))
        deal.lose(on=date(2025, 6, 9)) if number == 0 else deal.win(on=date(2025, 6, 9))
    figure = ask(Query((metric,), JUNE, Operator(), as_of=date(2025, 6, 30))).total[metric]
    assert 0 <= figure.low <= figure.value
    assert figure.high >= figure.value
    assert metric == "average_deal" or figure.high <= 1

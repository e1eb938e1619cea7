"""The traps that other products fall into, one by one, each named after what must not happen here."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from crm.access import Operator
from crm.models import ExchangeRate, Opportunity, Pipeline, Sale, Stage
from kpis.catalogue import METRICS, ask, rows_of
from kpis.engine import Figure, Period, Query, QueryError, Result
from kpis.engine.drilldown import summed
from kpis.models import Objective
from kpis.objectives import ask as ask_with_objectives
from kpis.templatetags.figures import change_text
from tests.people import People

TODAY = date(2025, 8, 15)


@pytest.fixture(autouse=True)
def summer(db: None) -> Iterator[None]:
    with time_machine.travel(datetime(2025, 8, 15, 10, tzinfo=UTC), tick=False):
        yield


def query(*metrics: str, period: str = "2025-06", viewer: Any = None, **options: Any) -> Query:
    return Query(metrics, Period.parse(period, TODAY), viewer or Operator(), **options)


def answer(*metrics: str, **options: Any) -> Result:
    return ask(query(*metrics, **options))


def total(metric: str, **options: Any) -> Figure:
    return answer(metric, **options).total[metric]


def opened(name: str, on: date, amount: int = 100, **more: Any) -> Opportunity:
    return Opportunity.open(name=name, opened_on=on, amount=Decimal(amount), **more)


def stage(pipeline: Pipeline, name: str) -> Stage:
    found: Stage = pipeline.stages.get(name=name)
    return found


def test_a_lost_opportunity_never_counts_in_a_forecast(pipeline: Pipeline) -> None:
    kept = opened("kept", date(2025, 6, 1), 300, expected_close_on=date(2025, 9, 1))
    opened("lost", date(2025, 6, 1), 500, expected_close_on=date(2025, 9, 1)).lose(on=date(2025, 8, 10))
    assert total("open_pipeline").value == kept.amount
    assert total("expected_pipeline", period="2025-09").value == kept.amount
    assert total("weighted_pipeline", period="2025-09").value == kept.amount * kept.stage.probability / 100


@pytest.mark.parametrize("period", ["2025-06", "2025-02", "2024-02", "2025-Q3", "2024", "2025-W01", "last-30-days"])
@pytest.mark.parametrize("comparison", ["previous", "year"])
def test_the_comparison_window_is_exactly_as_long_as_the_period(period: str, comparison: str) -> None:
    asked = Period.parse(period, TODAY)
    assert asked.compared(comparison, TODAY).days == asked.until(TODAY).days


def test_an_opportunity_that_enters_a_stage_again_counts_once_in_the_funnel(pipeline: Pipeline) -> None:
    back = opened("back and forth", date(2025, 6, 2))
    for name in ("Offer", "Contact", "Offer"):
        back.move_to(stage(pipeline, name))
    steps = {row.by["stage"].label: row.figures["funnel"].value for row in answer("funnel").rows}
    assert (steps["Contact"], steps["Offer"]) == (1, 1)


def test_skipping_a_stage_does_not_drop_an_opportunity_from_the_funnel(pipeline: Pipeline) -> None:
    opened("in one leap", date(2025, 6, 2)).move_to(stage(pipeline, "Negotiation"))
    steps = {row.by["stage"].label: row.figures["funnel"].value for row in answer("funnel").rows}
    assert (steps["Contact"], steps["Offer"], steps["Negotiation"]) == (1, 1, 1)


def test_growth_from_nothing_has_no_value(pipeline: Pipeline) -> None:
    Sale.record(amount=Decimal(40), sold_on=date(2025, 6, 5))
    figure = total("revenue", compare="previous")
    assert (figure.previous, figure.change) == (0, None)
    assert change_text(figure) == ""


def test_a_new_owner_or_team_leaves_closed_periods_untouched(pipeline: Pipeline, people: People) -> None:
    opened("won", date(2025, 6, 2), owner=people.rep).win(on=date(2025, 6, 20))
    still_open = opened("open", date(2025, 6, 2), owner=people.rep)
    by = {"by": ("owner", "team")}
    before = [(row.by, row.figures["revenue"].value) for row in answer("revenue", **by).rows]
    people.rep.join(people.south, date(2025, 7, 1))
    still_open.reassign(people.outsider)
    assert [(row.by, row.figures["revenue"].value) for row in answer("revenue", **by).rows] == before


def test_editing_an_old_win_does_not_move_its_revenue_to_today(pipeline: Pipeline) -> None:
    won = opened("won", date(2025, 6, 2))
    won.win(on=date(2025, 6, 20))
    won.change(amount=Decimal(140), notes="The second invoice was forgotten.")
    assert total("revenue").value == 140
    assert total("revenue", period="2025-08").value == 0


def test_a_refund_lowers_revenue_and_is_no_sale() -> None:
    sale = Sale.record(amount=Decimal(100), sold_on=date(2025, 6, 3))
    sale.refund(Decimal(30), on=date(2025, 6, 9))
    assert (total("revenue").value, total("sales_count").value) == (70, 1)


def test_months_of_different_years_are_different_months() -> None:
    for year in (2024, 2025):
        Sale.record(amount=Decimal(year), sold_on=date(year, 6, 5))
    rows = answer("revenue", by=("month",), period="2024-06-01..2025-06-30").rows
    filled = {row.by["month"].id: row.figures["revenue"].value for row in rows if row.figures["revenue"].n}
    assert filled == {date(2024, 6, 1): 2024, date(2025, 6, 1): 2025}


def test_two_currencies_are_never_added_unconverted() -> None:
    ExchangeRate.objects.create(currency="USD", on=date(2025, 1, 1), rate=Decimal("0.9"))
    for currency in ("EUR", "USD"):
        sale = Sale(sold_on=date(2025, 6, 5))
        converted = sale.convert(Decimal(100), currency, date(2025, 6, 5))
        assert converted is not None
        sale.amount = converted
        sale.save()
    assert total("revenue").value == 190
    with pytest.raises(ValidationError):
        Sale().convert(Decimal(100), "CHF", date(2025, 6, 5))


def test_a_closing_date_is_the_day_it_closed_not_the_day_it_was_hoped_to(pipeline: Pipeline) -> None:
    won = opened("won", date(2025, 5, 2), expected_close_on=date(2025, 7, 31))
    won.win(on=date(2025, 6, 20))
    counts = [total("won_count", period=month).value for month in ("2025-06", "2025-07")]
    assert counts == [1, 0]


def test_percentages_above_a_hundred_are_shown(people: People) -> None:
    Objective.put("revenue", "month", date(2025, 6, 1), Decimal(100))
    Sale.record(amount=Decimal(250), sold_on=date(2025, 6, 5))
    figure = ask_with_objectives(query("revenue", viewer=people.admin)).total["revenue"]
    assert figure.attainment == 2.5


def test_who_receives_a_figure_sees_their_own_scope(pipeline: Pipeline, people: People) -> None:
    for person in (people.rep, people.outsider):
        opened(f"won by {person}", date(2025, 6, 2), owner=person).win(on=date(2025, 6, 20))
    # The same question, asked for each reader.
    seen = {name: total("won_count", viewer=getattr(people, name)).value for name in ("rep", "manager", "admin")}
    assert seen == {"rep": 1, "manager": 1, "admin": 2}
    with pytest.raises(QueryError):
        Query(("won_count",), Period.parse("2025-06", TODAY), None)


@pytest.mark.parametrize("metric", [name for name, found in METRICS.items() if found.additive])
def test_a_figure_and_the_list_behind_it_never_differ(metric: str, pipeline: Pipeline, people: People) -> None:
    won = opened("won", date(2025, 6, 2), owner=people.rep)
    won.win(on=date(2025, 6, 20))
    Sale.objects.get(opportunity=won).refund(Decimal(30), on=date(2025, 6, 25))
    opened("lost", date(2025, 6, 3), owner=people.rep).lose(on=date(2025, 6, 21))
    asked = query(metric)
    listed = sum(
        (-1 if part.startswith("-") else 1) * summed(*rows_of(asked, metric, part.removeprefix("-")))
        for part in METRICS[metric].sides()["numerator"]
    )
    assert listed == (ask(asked).total[metric].numerator or 0)

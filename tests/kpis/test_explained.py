"""What a figure's page says in words: how sure it is in every unit, and how far what is left out could move it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from crm.access import Operator
from crm.models import Activity, ActivityType, Expense, Opportunity, Pipeline, Sale, User
from kpis.catalogue import METRICS, metric_called
from kpis.engine import Figure, Period, Query
from kpis.explaining import DATE_RULES, Explanation, certainty, date_rule, dated, explain, formula, small, whose
from kpis.objectives import ask
from kpis.templatetags.figures import sample_noun
from tests.people import People

JUNE = Period.parse("2025-06", date(2025, 7, 10))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def explained(name: str, viewer: object = None) -> Explanation:
    metric = metric_called(name)
    who = viewer or Operator()
    return explain(metric, ask(Query((name,), JUNE, who, compare="year")), who)


def deal(owner: User, amount: int | None, won: bool = True, opened: date | None = date(2025, 6, 1)) -> Opportunity:
    made = Opportunity.open(name="Deal", owner=owner, amount=amount and Decimal(amount), opened_on=date(2025, 6, 1))
    made.win(on=date(2025, 6, 20)) if won else made.lose(on=date(2025, 6, 20))
    if opened is None:
        Opportunity.objects.filter(pk=made.pk).update(opened_on=None)
    return made


@pytest.mark.parametrize("metric", METRICS.values(), ids=list(METRICS))
def test_every_figure_says_by_which_date_it_counts(metric: object) -> None:
    assert date_rule(metric)  # type: ignore[arg-type]
    for measure in metric.measures:  # type: ignore[attr-defined]
        assert dated(measure) in {*DATE_RULES, None, ""}, "a date column needs its words in DATE_RULES"


@pytest.mark.parametrize(
    ("name", "rule"),
    [("win_rate", "by closing date"), ("funnel", "by opening date"), ("revenue_per_rep", "by date of sale"),
     ("medium_effect", "by closing date"),
     ("open_pipeline", "as it stands on the day, whatever the period"), ("conversion_rate", "by the date of entry as a prospect")],
)  # fmt: skip
def test_date_rules(name: str, rule: str) -> None:
    assert date_rule(METRICS[name]) == rule


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "figure", "sentence"),
    [
        ("win_rate", Figure(0.5, "percent", "up", 6, 12, 12, 0.25, 0.75), "With a sample of 12 (opportunities closed) the true rate may be anywhere from 25.0% to 75.0%."),
        ("average_deal", Figure(Decimal(10), "money", "up", Decimal(120), 12, 12, Decimal(8), Decimal(12)), "From a sample of 12 (opportunities won): the true mean lies between €8.00 and €12.00."),
        ("sales_cycle", Figure(20.0, "days", "down", 60, 3, 3, 10.0, 30.0), "From a sample of 3 (opportunities won whose opening date is known): the true mean lies between 10.0 days and 30.0 days."),
        ("sales_cycle", Figure(12.0, "points", "up", 60, 5, 5, -8.0, 42.0), "With a sample of 5 (opportunities won whose opening date is known) the true score may be anywhere from −8 to +42."),
        ("revenue", Figure(Decimal(5), "money", "up", Decimal(5), None, 2), "All 2 (sales and refunds) are counted: nothing is estimated, so there is no interval."),
        ("revenue", Figure(Decimal(5), "money", "up", Decimal(5), None, 1), "The only one (sales and refunds) is counted: nothing is estimated, so there is no interval."),
        ("sales_cycle", Figure(20.0, "days", "down", 20, 1, 1), "It is made of one row: how far it is from the true value cannot be said."),
        ("campaign_lift", Figure(Decimal("0.15"), "percent", "up", Decimal(115), Decimal(100), 18, 0.1, 0.2), "With a sample of 18 (days of the campaign) the true rate may be anywhere from 10.0% to 20.0%."),
        ("won_count", Figure(0, "count", "up", 0, None, 0), "Nothing was found that counts: it is 0."),
        ("win_rate", Figure(None, "percent", "up", 0, 0, 0), "There is nothing to compute it from: it has no value, neither 0 nor 100 %."),
    ],
)  # fmt: skip
def test_how_sure_it_is(name: str, figure: Figure, sentence: str) -> None:
    assert certainty(METRICS[name], figure) == sentence


@pytest.mark.django_db
def test_a_formula_is_only_written_where_it_gives_the_value() -> None:
    rate, score = METRICS["win_rate"], METRICS["sales_cycle"]
    assert formula(rate, Figure(0.75, "percent", "up", 3, 4, 4)) == "3 ÷ 4 = 75.0%"
    assert formula(score, Figure(50.0, "points", "up", 2, 4, 4)) == "2 ÷ 4 = +50"
    assert formula(rate, Figure(0.7, "percent", "up", 3, 4, 4)) == "3 and 4 give 70.0%"
    assert formula(METRICS["sales_count"], Figure(3, "count", "up", 3, None, 3)) == "3 counted (sales)"
    lift = Figure(Decimal("0.15"), "percent", "up", Decimal(115), Decimal(100), 18)
    assert formula(METRICS["campaign_lift"], lift) == "€115.00 ÷ €100.00 − 1 = 15.0%"


@pytest.mark.django_db
def test_one_is_written_as_one() -> None:
    one = Figure(Decimal(5), "money", "up", Decimal(5), None, 1)
    assert formula(METRICS["revenue"], one) == "€5.00, the sum over 1 row (sales and refunds)"
    with translation.override("fr"):
        told = certainty(METRICS["revenue"], one)
    assert told.startswith("Le seul cas (ventes et remboursements) est compté")


@pytest.mark.parametrize("metric", METRICS.values(), ids=list(METRICS))
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_sample_says_what_it_is_made_of(metric: Any, language: str) -> None:
    with translation.override("en"):
        english = str(metric.cases)
    with translation.override(language):
        assert metric.cases
        assert sample_noun(metric.id).strip() == f"({metric.cases})"
        assert language == "en" or str(metric.cases) != english or english == "prospects"


def test_parts_that_are_money_are_told_as_money(people: People) -> None:
    Sale.record(owner=people.rep, amount=Decimal(300), sold_on=date(2025, 6, 3))
    Expense.objects.create(amount=Decimal(40), spent_on=date(2025, 6, 3))
    assert explained("return_on_spend").formula == "€300.00 ÷ €40.00 = 7.50"
    sold = Figure(Decimal("1.5"), "ratio", "up", Decimal(3), 2, 2)
    assert formula(METRICS["items_per_sale"], sold) == "3 ÷ 2 = 1.50"


def test_the_velocity_is_written_with_its_numbers(people: People, pipeline: Pipeline) -> None:
    for won in (True, False):
        deal(people.rep, 380, won)
    Opportunity.open(name="Open", owner=people.rep, amount=Decimal(10), opened_on=date(2025, 6, 1))
    told = ask(Query(("sales_velocity",), JUNE, Operator(), as_of=date(2025, 7, 10)))
    found = explain(METRICS["sales_velocity"], told, Operator())
    # 1 × 1/2 × 380 ÷ 19.
    assert found.formula == (
        "1 open × 50.0% won × €380.00 a deal ÷ 19.0 days = €10.00 per day; "
        "rate, amount and days are those of the 2 closed in the last 90 days."
    )


def test_a_share_of_time_is_told_in_minutes(people: People) -> None:
    for code, high in (("call", True), ("travel", False)):
        kind = ActivityType.objects.create(name=code, code=code, is_high_value=high)
        Activity.log(type=kind, owner=people.rep, on=date(2025, 6, 3), duration_seconds=1800)
    assert explained("high_value_share").formula == "30 ÷ 60 = 50.0%"


@pytest.mark.django_db
def test_a_small_sample_is_said() -> None:
    assert "below 10" in small(Figure(0.5, "percent", "up", 1, 2, 2))
    assert small(Figure(0.5, "percent", "up", 5, 10, 10)) == ""
    assert small(Figure(None, "percent", "up", 0, 0, 0)) == ""


def test_a_share_lies_between_all_failing_and_all_succeeding(people: People, pipeline: Pipeline) -> None:
    for won in (True, True, False):
        deal(people.rep, 100, won)
    deal(people.rep, 100, True, opened=None)
    told = explained("created_win_rate").left_out[0]
    assert (told.count, told.effect.low, told.effect.high, told.effect.estimate) == (1, 2 / 4, 3 / 4, False)
    assert "and all belonged to this period it would be 50.0%, if all had succeeded 75.0%" in told.effect.sentence


def test_a_sum_is_estimated_at_the_mean_of_the_known(people: People, pipeline: Pipeline) -> None:
    for amount in (100, 300, None):
        deal(people.rep, amount, False)
    told = next(each for each in explained("lost_amount").left_out if each.reason == "no_amount")
    assert (told.effect.low, told.effect.high, told.effect.estimate) == (Decimal(400), Decimal(600), True)
    assert "(€200.00) they would add about €200.00: an estimate" in told.effect.sentence


def test_what_can_only_fail_is_below_the_line(people: People, pipeline: Pipeline) -> None:
    deal(people.rep, 300)
    for amount in (100, None):
        deal(people.rep, amount, False)
    told = explained("win_rate_value").left_out[0]
    assert (told.effect.low, told.effect.high, told.effect.estimate) == (0.5, 0.5, True)


def test_a_count_is_at_most_all_of_them_more(people: People) -> None:
    Sale.record(owner=people.rep, amount=Decimal(5), sold_on=date(2025, 6, 3))
    told = explained("new_customers").left_out[0]
    assert (told.effect.low, told.effect.high) == (0, 1)


def test_where_nothing_sensible_can_be_said_that_is_said(people: People, pipeline: Pipeline) -> None:
    deal(people.rep, 100)
    deal(people.rep, 100, opened=None)
    told = explained("sales_cycle").left_out[0]
    assert (told.count, told.effect.low, told.effect.high) == (1, None, None)
    assert told.effect.sentence.startswith("How far they could move the figure cannot be said")


def test_whose_data_it_is(people: People) -> None:
    assert whose(people.admin) == "You see the whole company."
    assert whose(people.manager) == "You see Sales with the teams below, and what is your own."
    assert whose(people.rep) == "You see what is your own."
    assert whose(people.rep, "team") == "You see the totals of North."


def test_both_windows_are_told_to_be_as_long(people: People, pipeline: Pipeline) -> None:
    deal(people.rep, 100)
    assert explained("win_rate").comparison == "Both windows are 30 days long."
    assert explained("growth:won_count").formula

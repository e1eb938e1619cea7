"""The worked example of the definitions, line by line."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from crm.access import Operator, Role
from crm.models import Account, Membership, Opportunity, Pipeline, Sale, Team, User
from kpis.catalogue import ask, rows_of
from kpis.engine import Figure, Period, Query, Result

NEW_YEAR = date(2025, 1, 1)


def day(month: int, number: int) -> date:
    return date(2025, month, number)


@pytest.fixture
def june(pipeline: Pipeline) -> Iterator[None]:
    team = Team.objects.create(name="Sales")
    ana, bo = (
        User.objects.create_user(name, first_name=name.title(), role=Role.REP, team=team, joined_on=NEW_YEAR)
        for name in ("ana", "bo")
    )
    rows: list[tuple[str, User, date, date | None, str, int]] = [
        ("O1", ana, day(5, 2), day(6, 1), "won", 1000),
        ("O2", ana, day(6, 3), day(6, 13), "won", 500),
        ("O3", ana, day(4, 10), day(6, 20), "lost", 800),
        ("O4", bo, day(6, 10), day(6, 30), "won", 300),
        ("O5", bo, day(6, 11), day(7, 1), "lost", 250),
        ("O6", bo, day(6, 15), None, "open", 700),
    ]
    for name, owner, opened, closed, outcome, amount in rows:
        found = Opportunity.open(name=name, owner=owner, opened_on=opened, amount=Decimal(amount))
        if outcome == "won":
            found.win(on=closed)
        if outcome == "lost":
            found.lose(on=closed)
    # 23:30 UTC on 30 June is 01:30 on 1 July in Brussels.
    moment = datetime(2025, 6, 30, 23, 30, tzinfo=UTC)
    sale = Sale(amount=Decimal(40), sold_at=moment)
    sale.save()
    Sale.objects.get(opportunity__name="O2").refund(Decimal(100), on=day(6, 25))
    assert Membership.objects.count() == 2
    with time_machine.travel(datetime(2025, 8, 1, 12, tzinfo=UTC), tick=False):
        yield


def answer(*metrics: str, period: str = "2025-06", **options: Any) -> Result:
    return ask(Query(metrics, Period.parse(period, date(2025, 8, 1)), Operator(), **options))


def total(metric: str, **options: Any) -> Figure:
    return answer(metric, **options).total[metric]


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("revenue", Decimal(1700)), ("sales_count", 3), ("average_deal", Decimal(600)), ("win_rate", 0.75),
        ("sales_cycle", 20), ("closing_time", 32.75), ("new_opportunities", 4), ("pipeline_created", Decimal(1750)),
        ("revenue_per_rep", Decimal(850)), ("created_win_rate", 0.5),
    ],
)  # fmt: skip
def test_june(june: None, metric: str, value: Any) -> None:
    assert total(metric).value == value


def test_average_basket(june: None) -> None:
    assert round(total("average_basket").value, 2) == Decimal("566.67")


def test_medians(june: None) -> None:
    assert total("average_deal").beside["median"] == 500
    assert total("sales_cycle").beside["median"] == 20


def test_the_web_sale_is_julys(june: None) -> None:
    assert total("revenue", period="2025-07").value == 40


def test_win_rate_is_of_the_summed_parts_with_wilsons_interval(june: None) -> None:
    found = answer("win_rate", by=("owner",))
    rates = {
        row.by["owner"].label: (row.figures["win_rate"].numerator, row.figures["win_rate"].n) for row in found.rows
    }
    assert rates == {"Ana": (2, 3), "Bo": (1, 1)}
    figure = found.total["win_rate"]
    assert (figure.numerator, figure.denominator) == (3, 4)
    assert (round(figure.low, 3), round(figure.high, 3)) == (0.301, 0.954)  # type: ignore[arg-type]


def test_win_rate_by_amount(june: None) -> None:
    figure = total("win_rate_value")
    assert (figure.numerator, figure.denominator) == (1800, 2600)
    assert round(figure.value, 3) == Decimal("0.692")  # type: ignore[arg-type]


def test_created_win_rate_as_of(june: None) -> None:
    for as_of in (day(6, 30), day(7, 31)):
        figure = total("created_win_rate", as_of=as_of)
        assert (figure.numerator, figure.denominator) == (2, 4)


def test_revenue_per_rep_has_two_full_time_equivalents(june: None) -> None:
    assert total("revenue_per_rep").denominator == Decimal(2)


SALES = {
    "A": [date(2024, 3, 1), date(2025, 2, 1)],
    "B": [date(2024, 6, 1)],
    "C": [date(2024, 12, 31), date(2025, 12, 30)],
    "D": [day(5, 5)],
    "E": [date(2023, 12, 31)],
}


def test_retention_and_churn_over_the_year(db: None) -> None:
    for name, days in SALES.items():
        account = Account.objects.create(name=name)
        for sold_on in days:
            Sale.record(account=account, amount=1, sold_on=sold_on)
    query = Query(("retention_rate", "churn_rate"), Period.parse("2025", NEW_YEAR), Operator())
    with time_machine.travel(datetime(2026, 2, 1, 12, tzinfo=UTC), tick=False):
        found = ask(query).total
        named = {
            part: sorted(str(row) for row in rows_of(query, "retention_rate", part)[0])
            for part in ("numerator", "denominator")
        }
    kept, gone = found["retention_rate"], found["churn_rate"]
    assert (kept.numerator, kept.denominator, gone.numerator, gone.denominator) == (2, 3, 1, 3)
    assert kept.value + gone.value == 1  # type: ignore[operator]
    assert named == {"numerator": ["A", "C"], "denominator": ["A", "B", "C"]}


def test_funnel_counts_the_won_in_every_step(june: None) -> None:
    steps = {row.by["stage"].label: row.figures["funnel"].value for row in answer("funnel", by=("stage",)).rows}
    assert steps == {"Contact": 4, "Offer": 2, "Negotiation": 2, "Won": 2}

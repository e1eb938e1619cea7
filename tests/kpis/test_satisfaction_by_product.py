"""What customers say of each product, held to statements written by hand; the rows behind a number are that number."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from crm.access import Operator
from crm.models import Account, Category, Opportunity, OpportunityLine, Product, Sale, SaleLine
from feedback.models import Answer, FeedbackSettings, Invitation, Survey
from feedback.models.surveys import SCALES
from feedback.sending.occasions import Occasion
from kpis import feedback_results
from kpis.asking import Asking
from kpis.catalogue import ask, rows_of
from kpis.engine import Period, Query
from kpis.engine.drilldown import summed
from tests.people import People

TODAY = date(2025, 6, 30)
JUNE = Period.parse("2025-06", TODAY)
METRICS = ("nps", "csat", "ces", "response_rate", "complaints_open")
# Each fact beside each product of the sale that it is about, else of the opportunity: once, whatever the lines.
ABOUT = """
SELECT fact.id, line.product_id FROM {table} fact
JOIN (SELECT DISTINCT sale_id, product_id FROM crm_saleline) line ON line.sale_id = fact.sale_id
UNION SELECT fact.id, line.product_id FROM {table} fact
JOIN (SELECT DISTINCT opportunity_id, product_id FROM crm_opportunityline) line
  ON line.opportunity_id = fact.opportunity_id WHERE fact.sale_id IS NULL
"""
BY_HAND = {
    "nps": (
        """SELECT about.product_id, SUM(CASE WHEN score >= 9 THEN 1 WHEN score <= 6 THEN -1 ELSE 0 END), COUNT(*)
        FROM feedback_answer answer JOIN ({about}) about ON about.id = answer.id
        WHERE kind = 'nps' AND score IS NOT NULL GROUP BY about.product_id""",
        "feedback_answer",
    ),
    "csat": (
        """SELECT about.product_id, SUM(CASE WHEN score >= 4 THEN 1 ELSE 0 END), COUNT(*)
        FROM feedback_answer answer JOIN ({about}) about ON about.id = answer.id
        WHERE kind = 'csat' AND score IS NOT NULL GROUP BY about.product_id""",
        "feedback_answer",
    ),
    "ces": (
        """SELECT about.product_id, SUM(score), COUNT(*)
        FROM feedback_answer answer JOIN ({about}) about ON about.id = answer.id
        WHERE kind = 'ces' AND score IS NOT NULL GROUP BY about.product_id""",
        "feedback_answer",
    ),
    "response_rate": (
        """SELECT about.product_id, SUM(CASE WHEN answered_on IS NOT NULL THEN 1 ELSE 0 END), COUNT(*)
        FROM feedback_invitation asked JOIN ({about}) about ON about.id = asked.id
        WHERE sent_on IS NOT NULL GROUP BY about.product_id""",
        "feedback_invitation",
    ),
    "complaints_open": (
        """SELECT about.product_id, COUNT(*), COUNT(*)
        FROM feedback_answer answer JOIN ({about}) about ON about.id = answer.id
        WHERE kind = 'nps' AND score <= 6 GROUP BY about.product_id""",
        "feedback_answer",
    ),
}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pipeline")]


@pytest.fixture
def products(db: None) -> list[Product]:
    groups = [Category.objects.create(name=name) for name in ("Tables", "Lamps")]
    return [Product.objects.create(name=f"P{number}", category=groups[number % 2]) for number in range(4)]


def sold(*products: Product, **more: Any) -> Sale:
    """A sale with a line for each product, in the order given; the same one may come twice."""
    lines = [SaleLine(product=each, amount=Decimal(10)) for each in products]
    return Sale.record(lines=lines, amount=Decimal(10 * len(lines)), sold_on=date(2025, 6, 1), **more)


def lost(*products: Product) -> Opportunity:
    made = Opportunity.open(name="Deal", opened_on=date(2025, 5, 1), amount=Decimal(10))
    OpportunityLine.objects.bulk_create(
        OpportunityLine(opportunity=made, product=each, amount=Decimal(5)) for each in products
    )
    return made


def asked(survey: Survey, score: int | None = None, on: date = date(2025, 6, 2), **about: Any) -> Invitation:
    """Sent, and answered where there is a score."""
    made = Invitation.objects.create(survey=survey, sent_on=on, **about)
    if score is not None:
        Invitation.objects.filter(pk=made.pk).update(state="answered", answered_on=on)
        Answer.objects.create(survey=survey, invitation=made, score=score, answered_on=on)
    return made


def question(*metrics: str, **more: Any) -> Query:
    return Query(metrics, more.pop("period", JUNE), Operator(), **more)


def per_product(name: str, by: str = "product") -> dict[Any, tuple[Any, Any]]:
    result = ask(question(name, by=(by,)))
    return {row.by[by].id: (row.figures[name].numerator, row.figures[name].denominator) for row in result.rows}


def by_hand(name: str) -> dict[Any, tuple[Any, Any]]:
    statement, table = BY_HAND[name]
    with connection.cursor() as cursor:
        cursor.execute(statement.format(about=ABOUT.format(table=table)))
        return {product: (top, None if name == "complaints_open" else size) for product, top, size in cursor.fetchall()}


@time_machine.travel(TODAY, tick=False)
@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("seed", range(3))
def test_satisfaction_by_product_is_what_a_statement_by_hand_says(
    metric: str, seed: int, products: list[Product]
) -> None:
    random = Random(seed)
    surveys = [Survey.objects.create(name=kind, kind=kind) for kind in ("nps", "csat", "ces")]
    for number in range(90):
        survey = random.choice(surveys)
        lines = random.choices(products, k=random.randrange(1, 4))
        about = random.choice([{"sale": sold(*lines)}, {"opportunity": lost(*lines)}])
        lowest, highest = SCALES[survey.kind]  # type: ignore[index]
        score = random.choice([None, random.randint(lowest, highest)])
        asked(survey, score, date(2025, 6, 1) + timedelta(days=number % 29), **about)
    found = per_product(metric)
    assert found == by_hand(metric)
    assert len(found) == len(products), "each product was asked about"
    query = question(metric)
    for product, (top, bottom) in found.items():
        sides = [("numerator", top), *([("denominator", bottom)] if bottom is not None else [])]
        for side, told in sides:
            parts = [(1, side)] if metric != "nps" or side == "denominator" else [(1, "promoters"), (-1, "detractors")]
            rows = (sign * summed(*rows_of(query, metric, part, {"product": product})) for sign, part in parts)
            assert sum(rows) == told, (product, side)


@time_machine.travel(TODAY, tick=False)
def test_an_answer_counts_once_in_each_product_and_once_in_the_total(products: list[Product]) -> None:
    survey = Survey.objects.create(name="After", kind="nps")
    asked(survey, 10, sale=sold(products[0], products[0], products[1]))
    asked(survey, 2, sale=sold(products[1]))
    assert per_product("nps") == {products[0].pk: (1, 1), products[1].pk: (0, 2)}
    assert per_product("nps", "category") == {products[0].category_id: (1, 1), products[1].category_id: (0, 2)}
    total = ask(question("nps", by=("product",))).total["nps"]
    assert (total.numerator, total.denominator) == (0, 2), "not the three of the rows"


@time_machine.travel(TODAY, tick=False)
def test_what_was_asked_about_nothing_sold_is_of_no_product(products: list[Product]) -> None:
    survey = Survey.objects.create(name="Yearly", kind="nps")
    asked(survey, 10)
    asked(survey, 9, opportunity=lost())
    assert per_product("nps") == {None: (2, 2)}


@time_machine.travel(TODAY, tick=False)
def test_lines_written_later_count(products: list[Product]) -> None:
    sale = Sale.record(amount=Decimal(5), sold_on=date(2025, 6, 1))
    asked(Survey.objects.create(name="After", kind="csat"), 5, sale=sale)
    SaleLine.objects.create(sale=sale, product=products[2], amount=Decimal(5))
    assert per_product("csat") == {products[2].pk: (1, 1)}


@time_machine.travel(TODAY, tick=False)
def test_an_anonymous_answer_is_of_no_product(products: list[Product]) -> None:
    """The sale would tell whose answer it is."""
    FeedbackSettings(smallest_group=2).save()
    survey = Survey.objects.create(name="Anonymous", kind="nps", anonymous=True)
    for score in (9, 3):
        asked(survey, score, sale=sold(products[0]))
    assert set(Answer.objects.values_list("sale", "opportunity", "invitation")) == {(None, None, None)}
    assert per_product("nps") == {None: (0, 2)}
    assert per_product("response_rate") == {products[0].pk: (2, 2)}


@time_machine.travel(TODAY, tick=False)
def test_who_is_asked_again_after_a_complaint_is_asked_about_the_same_purchase(products: list[Product]) -> None:
    survey, sale = Survey.objects.create(name="After", kind="nps"), sold(products[3])
    asked(survey, 1, sale=sale)
    unhappy = Answer.objects.get()
    again = Occasion("complaint:1", TODAY, None, None, unhappy).invitation(survey=survey)
    assert (again.follows, again.sale) == (unhappy, sale)


@time_machine.travel(TODAY, tick=False)
def test_the_bars_of_a_product_count_each_answer_once(products: list[Product], people: People) -> None:
    survey = Survey.objects.create(name="After", kind="nps")
    asked(survey, 10, sale=sold(products[0], products[0], products[0]))
    asking = Asking(people.admin, JUNE, None, {"product": [products[0].pk]}, QueryDict())
    bars = feedback_results.distribution(asking, "nps")
    assert [(bar.score, bar.count) for bar in bars if bar.count] == [(10, 1)]


def test_a_number_of_a_product_opens_its_answers(client: Client, people: People, products: list[Product]) -> None:
    with time_machine.travel(TODAY, tick=False):
        survey = Survey.objects.create(name="After", kind="nps")
        account = Account.objects.create(name="Dupont")
        asked(survey, 10, sale=sold(products[0], products[1], account=account))
        asked(survey, 4, sale=sold(products[1], account=account))
        client.force_login(people.admin)
        for product, size in ((products[0], 1), (products[1], 2)):
            words = {"period": "2025-06", "part": "denominator", "key-product": product.pk}
            page = client.get(reverse("kpis:metric_rows", args=["nps"]), words)
            assert page.context["total"] == size

"""KPIs of the company's own: whatever the key, the filter and the viewer, they are what the same rows, added and
divided by hand, give; they open to these rows, and behave as any other figure."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from crm.access import Operator
from crm.models import Company
from kpis.catalogue import KNOWN, METRICS, ask, metric_called, names, rows_of
from kpis.catalogue.named_measures import NAMED
from kpis.catalogue.own import metric_of, problem, refused_filters
from kpis.engine import Period, Query, QueryError
from kpis.engine.drilldown import summed
from kpis.engine.formulas import FormulaError
from kpis.models import OwnMetric
from tests.kpis.atoms import Window, activities, closed
from tests.kpis.companies import NOON, TODAY, Made, kept_company

PERIOD = "2024-12-01..2025-04-30"
KEYS = ["owner", "team", "region", "channel", "campaign", "month", "week", "quarter"]


def own(formula: str, unit: str = "ratio", key: str = "own_one", **more: Any) -> OwnMetric:
    texts = {
        "label_en": "One of ours", "label_fr": "Un des nôtres", "definition_en": "Ours.", "definition_fr": "Le nôtre.",
    }  # fmt: skip
    made: OwnMetric = OwnMetric.objects.create(key=key, formula=formula, unit=unit, **{**texts, **more})
    return made


@pytest.fixture(scope="module")
def made(kept_database: Any) -> Iterator[Made]:
    with kept_company(kept_database, 3, 30) as company:
        yield company


@pytest.fixture
def company(made: Made, db: None) -> Iterator[Made]:
    with time_machine.travel(NOON, tick=False):
        yield made


def asked(*metrics: str, by: tuple[str, ...] = (), where: Any = None, viewer: Any = None, period: str = PERIOD) -> Any:
    return ask(Query(metrics, Period.parse(period, TODAY), viewer or Operator(), by, where or {}))


def per_key(metric: str, **more: Any) -> dict[Any, Any]:
    return {tuple(key.id for key in row.by.values()): row.figures[metric] for row in asked(metric, **more).rows}


def world(company: Made, facts: Callable[..., Any], by: str) -> dict[Any, list[Any]]:
    """The atoms of the period by key."""
    period = Period.parse(PERIOD, TODAY)
    assert period.start and period.end
    window = Window(period.start, period.end, TODAY)
    found: dict[Any, list[Any]] = {}
    for atom in facts(window, False):
        if window.holds(atom.on):
            key = atom.by[by] if by in atom.by else window.bucket(atom.on, by)
            found.setdefault(key, []).append(atom)
    return found


def test_a_ratio_of_two_facts_equals_plain_loops(company: Made) -> None:
    """Amount won through one channel ÷ hours spent in it."""
    channel = company.shared["channel"][0].pk
    own("won_amount / activity_hours", "money", filters={"channel": [channel, None]})
    for by in KEYS:
        found = per_key("own_one", by=(by,))
        won, done = world(company, closed, by), world(company, activities, by)
        assert found
        for (key,), figure in found.items():
            amounts = [each for each in won.get(key, []) if each.by["channel"] in (channel, None)]
            top = sum((each.amount for each in amounts if each.row.outcome == "won"), Decimal(0))
            logged = [each.row for each in done.get(key, []) if each.by["channel"] in (channel, None)]
            seconds = sum(each.duration_seconds for each in logged)
            expected = top * 3600 / seconds if seconds else None
            assert figure.value == (None if expected is None else pytest.approx(expected)), (by, key)


@pytest.mark.parametrize("where", ["", "channel", "product", "team"])
def test_it_is_the_same_figure_as_one_of_the_catalogue(company: Made, where: str) -> None:
    """A filter of its own is as a filter of the question: of lines, of teams with those below, and beside another."""
    ids = {"channel": company.shared["channel"][0].pk, "product": company.products[0].pk, "team": company.teams[0].pk}
    narrowed = {where: [ids[where]]} if where else {}
    own("won_amount / won_count", "money", filters=narrowed)
    for by in [*KEYS, "product", "category", "stage", "lost_reason", "segment"]:
        found, expected = per_key("own_one", by=(by,)), per_key("average_deal", by=(by,), where=narrowed)
        for field in ("value", "numerator", "denominator", "n"):
            told = {key: getattr(figure, field) for key, figure in expected.items()}
            assert {key: getattr(figure, field) for key, figure in found.items()} == {
                key: told[key] for key in found
            }, (by, field)
            assert not [key for key, value in told.items() if value and key not in found], (by, field)
    beside = {"region": [company.shared["region"][0].pk]}
    both = asked("average_deal", where={**beside, **narrowed}).total["average_deal"].value
    assert asked("own_one", where=beside).total["own_one"].value == both


def test_the_filter_of_the_question_and_its_own_both_hold(company: Made) -> None:
    one, two = (each.pk for each in company.shared["channel"][:2])
    own("won_count", "count", filters={"channel": [one]})
    assert asked("own_one", where={"channel": [two]}).total["own_one"].value == 0
    both = asked("own_one", "won_count", where={"channel": [one, two]}).total
    assert both["own_one"].value == asked("won_count", where={"channel": [one]}).total["won_count"].value
    assert both["own_one"].value < both["won_count"].value


def test_every_measure_has_rows_that_add_up_to_it(company: Made) -> None:
    for name, named in NAMED.items():
        # No figure is shown in minutes.
        own(name, "count" if named.unit == "minutes" else named.unit, key=f"own_{name}")
        query = Query((f"own_{name}",), Period.parse("all", TODAY), Operator())
        figure = ask(query).total[f"own_{name}"]
        rows = Decimal(str(summed(*rows_of(query, f"own_{name}", "numerator"))))
        assert float(rows) / named.per == pytest.approx(float(figure.value or 0)), name
        assert figure.n, name


@pytest.mark.parametrize("name", NAMED)
def test_every_measure_is_known_through_lines_or_counts(name: str) -> None:
    measure = NAMED[name].measure
    assert not measure.fact.line_dimensions or measure.counts() or measure.histogram is not None or measure.lines


def test_sums_open_measure_by_measure(company: Made) -> None:
    channel = company.shared["channel"][0].pk
    own("(won_amount - 2 * lost_amount) / opened_count", "money", filters={"channel": [channel]})
    query = Query(("own_one",), Period.parse(PERIOD, TODAY), Operator())
    for row in [None, *ask(Query(("own_one",), query.period, Operator(), by=("owner",))).rows]:
        figure = row.figures["own_one"] if row else ask(query).total["own_one"]
        key = {"owner": row.by["owner"].id} if row else None
        sums = {part: summed(*rows_of(query, "own_one", part, key)) for part in KNOWN["own_one"].parts}
        assert list(sums) == ["won_amount", "lost_amount", "denominator"]
        assert figure.numerator == sums["won_amount"] - 2 * sums["lost_amount"]
        assert figure.denominator == sums["denominator"]


def test_what_is_left_out_is_told_and_opens(company: Made) -> None:
    own("lost_amount + opened_amount", "money", filters={"channel": [company.shared["channel"][0].pk]})
    query = Query(("own_one",), Period.parse("all", TODAY), Operator())
    told = ask(query).left_out
    assert {each.reason for each in told} >= {"lost_amount_no_amount", "opened_amount_no_opening_date"}
    for each in told:
        assert summed(*rows_of(query, "own_one", each.address["part"])) == each.count


def test_nothing_to_divide_by_is_no_value(company: Made) -> None:
    own("won_amount / lost_count", "money")
    figure = asked("own_one", period="2019").total["own_one"]
    assert (figure.value, figure.numerator, figure.denominator, figure.n) == (None, 0, 0, 0)


@pytest.mark.parametrize(
    ("formula", "additive"),
    [
        ("won_amount / 4 + lost_amount", True), ("won_count + 1", False), ("won_count * lost_count", False),
        ("open_amount", False), ("won_count / lost_count", False), ("activity_hours", True),
    ],
)  # fmt: skip
def test_what_adds_up(db: None, formula: str, additive: bool) -> None:
    own(formula)
    assert KNOWN["own_one"].additive is additive


def test_a_share_has_the_interval_of_a_proportion(company: Made) -> None:
    own("won_count / (won_count + lost_count)", "percent")
    own("high_value_count / activity_count", "percent", key="own_two")
    own("won_count / activity_count", "percent", key="own_three")
    found = asked("own_one", "own_two", "own_three", "win_rate").total
    assert (found["own_one"].low, found["own_one"].high) == (found["win_rate"].low, found["win_rate"].high)
    assert found["own_two"].low is not None
    assert found["own_three"].low is None


def test_it_is_known_by_what_all_its_facts_carry(company: Made) -> None:
    own("won_amount / activity_hours")
    assert "lost_reason" not in KNOWN["own_one"].dimensions()
    assert {"owner", "team", "month"} <= {*KNOWN["own_one"].dimensions()}
    with pytest.raises(QueryError) as caught:
        asked("own_one", by=("medium",))
    assert "owner" in caught.value.allowed
    assert list(refused_filters("won_amount / activity_hours", {"medium": [1], "channel": [1]})) == ["medium"]


def test_a_rep_sees_own_facts_only(company: Made) -> None:
    own("won_count", "count")
    rep = company.people[0]
    assert (
        asked("own_one", viewer=rep).total["own_one"].value == asked("won_count", viewer=rep).total["won_count"].value
    )


def test_the_command_and_derived_figures_know_it(company: Made) -> None:
    own("won_amount + 0 * lost_amount", "money")
    out = StringIO()
    call_command("kpi", "own_one", "growth:own_one", "--period", "2025-Q1", "--by", "month", "--csv", stdout=out)
    assert out.getvalue().splitlines()[0] == "month,own_one,growth:own_one"
    assert "own_one" in names()
    assert str(metric_called("own_one").label) == "One of ours"


def test_one_that_is_out_of_use_or_no_longer_readable_is_not_asked(db: None) -> None:
    one = own("won_count")
    assert "own_one" in KNOWN
    one.active = False
    one.save()
    assert "own_one" not in KNOWN
    one.active, one.formula = True, "gone_measure / won_count"
    one.save()
    assert "own_one" not in KNOWN
    assert problem(one)
    with pytest.raises(FormulaError):
        metric_of(one)


def test_they_are_read_once_and_not_at_all_for_figures_of_the_catalogue(db: None) -> None:
    own("won_count")
    with Company.remembered(), CaptureQueriesContext(connection) as queries:
        assert KNOWN["revenue"]
        assert "anything" not in KNOWN
        assert len(queries) == 0
        assert len(list(KNOWN)) == len(METRICS) + 1
        assert KNOWN["own_one"]
        assert "own_two" not in KNOWN
        assert len(queries) == 1


def test_the_database_holds_its_names_apart_from_the_catalogue(db: None) -> None:
    assert not any(name.startswith("own_") for name in METRICS)
    for wrong in ({"key": "revenue"}, {"unit": "bananas"}, {"better": "side"}, {"formula": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            own(**{"formula": "won_count", **wrong})
    own("won_count")
    with pytest.raises(IntegrityError), transaction.atomic():
        own("lost_count")

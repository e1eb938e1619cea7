"""Each metric equals its oracle, whatever the company, the period, the keys, the filters and the viewer; so do its
rows: they sum to the numerator and the denominator of every figure, and to the counts of what is left out."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kpis.catalogue import METRICS, ask, rows_of
from kpis.engine import Figure, Result
from kpis.engine.drilldown import summed
from tests.kpis.companies import NOON, Made, by_company, kept_company
from tests.kpis.families import LEFT_OUT, ORACLES
from tests.kpis.oracles import Answer, World
from tests.kpis.questions import Question, key_of_row, narrowed, per_key, questions, windows, world

ROWS_OPENED = 5
SECONDS = {
    "activity_minutes": 60,
    "high_value_share": 60,
    "high_value_time": 3600,
    "selling_rate": 3600,
    "hours_per_win": 3600,
}

bounded = settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def made(request: pytest.FixtureRequest, kept_database: Any) -> Iterator[Made]:
    with kept_company(kept_database, request.param) as company:
        yield company


@pytest.fixture
def company(made: Made, db: None) -> Iterator[Made]:
    with time_machine.travel(NOON, tick=False):
        yield made


@by_company(0)
@bounded
@given(data=st.data())
def test_figures_equal_their_oracle_and_their_rows(metric: str, company: Made, data: st.DataObject) -> None:
    question = data.draw(questions(metric, company))
    result = ask(question.query)
    equal_the_oracle(question, result)
    left_out_as_the_oracle_says(question, result)
    # A rep opens no rows behind the totals of colleagues.
    if question.scope == "own":
        equal_their_rows(question, result)


def equal_the_oracle(question: Question, result: Result) -> None:
    metric = question.metric
    judge(result.total[metric], [world(question, each, question.narrows_lines) for each in windows(question)], metric)
    worlds = [world(question, each, question.splits_lines) for each in windows(question)]
    groups = [per_key(question, each) for each in worlds]
    seen = set()
    for row in result.rows:
        ids = {name: key.id for name, key in row.by.items()}
        seen.add(key_of_row(question, ids))
        judge(
            row.figures[metric], [narrowed(question, *each, ids) for each in zip(worlds, groups, strict=True)], metric
        )
    if result.by:
        # What is not compared makes no row of what it was then.
        compared = groups if METRICS[metric].compared else groups[:1]
        left = [
            key for found in compared for key, one in found.items() if key not in seen and answer(one, metric).value
        ]
        assert not left, "rows are missing"


def judge(figure: Figure, worlds: list[World], metric: str) -> None:
    """The figure of the period, and what it was in the window that it is compared with."""
    expected = answer(worlds[0], metric)
    if METRICS[metric].unit == "money" and METRICS[metric].additive:
        assert figure.value == expected.value, "money is exact"
    for name in ("value", "numerator", "denominator", "n"):
        if name == "value" or getattr(expected, name) is not None:
            assert number(getattr(figure, name)) == near(getattr(expected, name)), name
    for name, beside in expected.beside.items():
        assert number(figure.beside[name]) == near(beside), name
    compared = len(worlds) > 1 and METRICS[metric].compared
    previous = answer(worlds[1], metric).value if compared else None
    assert number(figure.previous) == near(previous), "previous"
    grown = None if expected.value is None or not previous else float(expected.value) / float(previous) - 1
    assert figure.change == near(grown), "change"


def answer(one: World, metric: str) -> Answer:
    return ORACLES[metric][1](one)


def near(value: Any) -> Any:
    return None if value is None else pytest.approx(float(value), rel=1e-9, abs=1e-9)


def number(value: Any) -> Any:
    return None if value is None else float(value)


def equal_their_rows(question: Question, result: Result) -> None:
    add_up(result.total[question.metric], question, None)
    for row in result.rows[:ROWS_OPENED]:
        add_up(row.figures[question.metric], question, {name: key.id for name, key in row.by.items()})
    for each in result.left_out:
        assert summed(*rows_of(question.query, question.metric, each.address["part"])) == each.count, each.reason


def add_up(figure: Figure, question: Question, key: Mapping[str, Any] | None) -> None:
    for side, parts in METRICS[question.metric].sides().items():
        rows = sum((rows_of_part(question, part, key) for part in parts), Decimal(0))
        told = getattr(figure, side) or 0
        assert (float(rows) == near(told)) if isinstance(told, float) else (rows == told), (side, key)


def rows_of_part(question: Question, part: str, key: Mapping[str, Any] | None) -> Decimal:
    """What the rows of a part add up to, taken off where the part says so."""
    listed, column = rows_of(question.query, question.metric, part.removeprefix("-"), key)
    found = Decimal(str(summed(listed, column)))
    if column == "duration_seconds":
        found /= SECONDS.get(question.metric, 1)
    return -found if part.startswith("-") else found


def left_out_as_the_oracle_says(question: Question, result: Result) -> None:
    now = windows(question)[0]
    dated, undated = (world(question, now, question.narrows_lines, undated=each) for each in (False, True))
    expected = {}
    for omission in METRICS[question.metric].omissions:
        one = dated if omission.dated else undated
        expected[omission.reason] = len(one.rows(partial(LEFT_OUT[question.metric][omission.reason], one)))
    assert {each.reason: each.count for each in result.left_out} == {name: n for name, n in expected.items() if n}


def test_every_metric_has_an_oracle() -> None:
    assert set(ORACLES) == set(METRICS)


def test_every_omission_has_an_oracle() -> None:
    told = {name: {each.reason for each in found.omissions} for name, found in METRICS.items() if found.omissions}
    assert told == {name: set(reasons) for name, reasons in LEFT_OUT.items()}

"""Formulas: what is one and what it gives, exactly; what is none, where, why, and what would have been right."""

import re
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.engine import formulas
from kpis.engine.formulas import FormulaError, evaluate, linear, parse, quotient

NAMES = ("won_amount", "won_count", "lost_count", "activity_hours")
VALUES = {
    "won_amount": Fraction("1000.10"),
    "won_count": Fraction(3),
    "lost_count": Fraction(0),
    "activity_hours": Fraction(1, 3),
}

quick = settings(max_examples=300, deadline=None, derandomize=True, database=None)

GOOD: list[tuple[str, Any]] = [
    ("won_count", 3),
    (" Won_Count ", 3),
    ("won_amount / activity_hours", Fraction("3000.30")),
    ("won_amount ÷ activity_hours", Fraction("3000.30")),
    ("won_count − 1", 2),
    ("won_count - -1", 4),
    ("2 × won_count + 1", 7),
    ("2 * (won_count + 1)", 8),
    ("won_count - 1 - 1", 1),
    ("12 / won_count / 2", 2),
    ("won_count * 0,1 + won_count * 0.2", Fraction("0.9")),
    ("won_amount / lost_count", None),
    ("1 + won_amount / (lost_count * won_count)", None),
    ("won_amount / (won_count - 3)", None),
    ("-(won_count)", -3),
]


@pytest.mark.parametrize(("text", "value"), GOOD)
def test_what_a_formula_gives(text: str, value: Any) -> None:
    assert evaluate(parse(text, NAMES), VALUES) == value


BAD = [
    ("won_amout", 0, "Unknown name “won_amout” at 1: did you mean “won_amount”?"),
    ("1 + won_amout", 4, "Unknown name “won_amout” at 5: did you mean “won_amount”?"),
    ("xyzzy", 0, "Unknown name “xyzzy” at 1: choose one from the list of measures."),
    ("__import__", 0, "Unknown name “__import__” at 1: choose one from the list of measures."),
    ("", 0, "The formula ends too early: a name, a number or “(” is missing."),
    ("won_count +", 11, "The formula ends too early: a name, a number or “(” is missing."),
    ("(won_count", 0, "The parenthesis opened at 1 is never closed: add “)”."),
    ("won_count)", 9, "“)” at 10 is not expected here: an operator (+ − × ÷) or the end would be right."),
    ("won_count 2", 10, "“2” at 11 is not expected here: an operator (+ − × ÷) or the end would be right."),
    ("won_count * / 2", 12, "“/” at 13 is not expected here: a name, a number or “(” would be right."),
    ("won_count ^ 2", 10, "“^” at 11 has no meaning here: use names, numbers, + − × ÷ and parentheses."),
    ("won_count.real", 9, "“.” at 10 has no meaning here: use names, numbers, + − × ÷ and parentheses."),
    ("won_count / 0", 12, "At 13 it is divided by nothing: it would never have a value."),
    ("won_count / (2 - 2)", 12, "At 13 it is divided by nothing: it would never have a value."),
    ("1 + 1", 0, "Name at least one measure."),
    ("won_count * 1234567890123456", 12, "The number at 13 is too long: 15 digits are enough."),
    ("(" * 22 + "won_count" + ")" * 22, 21, "At 22 it is nested too deeply: 20 levels are enough."),
    ("-" * 400 + "won_count", 21, "At 22 it is nested too deeply: 20 levels are enough."),
    ("won_count + " * 60, 500, "A formula has at most 500 characters: shorten it."),
]


@pytest.mark.parametrize(("text", "at", "sentence"), BAD)
def test_what_is_no_formula_and_why(text: str, at: int, sentence: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text, NAMES)
    assert (caught.value.at, caught.value.sentence) == (at, sentence)


@quick
@given(st.text() | st.text(alphabet="won_cut ()+-*/0,.1²３", max_size=40))
def test_nothing_typed_fails_otherwise(text: str) -> None:
    try:
        evaluate(parse(text, NAMES), VALUES)
    except FormulaError as error:
        assert error.sentence
        assert 0 <= error.at <= len(text)


@st.composite
def written(draw: st.DrawFn, depth: int = 0) -> str:
    """A formula that Python reads alike."""
    if depth > 3 or draw(st.booleans()):
        return draw(st.sampled_from([*NAMES, "1", "2.5", "0", "100"]))
    left, right = draw(written(depth + 1)), draw(written(depth + 1))
    return draw(st.sampled_from([f"({left}) {sign} ({right})" for sign in "+-*/"] + [f"-({left})"]))


@quick
@given(written())
def test_it_is_what_exact_arithmetic_gives(text: str) -> None:
    exact = re.sub(r"\d+(\.\d+)?", lambda literal: f"Fraction('{literal[0]}')", text)
    try:
        expected = eval(exact, {"Fraction": Fraction, **VALUES})
    except ZeroDivisionError:
        expected = None
    try:
        found = evaluate(parse(text, NAMES), VALUES)
    except FormulaError as error:
        assert expected is None or "measure" in error.sentence or "never" in error.sentence
        return
    assert found == expected


def test_one_division_is_a_ratio_of_two_parts() -> None:
    top, bottom = quotient(parse("(won_amount + 1) / won_count", NAMES)) or (None, None)
    assert (top, bottom) == (parse("won_amount + 1", NAMES), formulas.Name("won_count"))
    for text in ("won_amount / 12", "won_amount / won_count * 100", "won_amount - won_count"):
        assert quotient(parse(text, NAMES)) is None, text


@pytest.mark.parametrize(
    ("text", "factors", "constant"),
    [
        ("won_amount", {"won_amount": 1}, 0),
        ("won_amount / 4 - won_count * 2 + won_count", {"won_amount": Fraction(1, 4), "won_count": -1}, 0),
        ("2 * -(won_count + 3)", {"won_count": -2}, -6),
    ],
)
def test_sums_of_constant_factor_are_known(text: str, factors: dict[str, Any], constant: int) -> None:
    found = linear(parse(text, NAMES))
    assert found is not None
    assert (found.factors, found.constant) == (factors, constant)


@pytest.mark.parametrize("text", ["won_amount * won_count", "won_amount / won_count", "1 / won_count"])
def test_other_formulas_do_not_add_up(text: str) -> None:
    assert linear(parse(text, NAMES)) is None

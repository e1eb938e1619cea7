"""What a formula of the company's own adds up has one unit, and what it gives is shown in a unit that it has."""

import pytest
from django.utils import translation

from kpis.catalogue.own import checked, refused_unit
from kpis.engine.formulas import FormulaError


@pytest.mark.parametrize("formula, sign, words", [
    ("won_amount + activity_hours", "+", "cannot add “hours” to “money”"),
    ("activity_hours + won_amount", "+", "cannot add “money” to “hours”"),
    ("won_amount - won_count", "-", "cannot subtract “number” from “money”"),
    ("activity_hours − activity_count", "−", "cannot subtract “number” from “hours”"),
    ("won_count / (won_days + activity_hours)", "+", "cannot add “hours” to “days”"),
    ("activity_count + activity_minutes", "+", "cannot add “minutes” to “number”"),
    ("won_amount / activity_hours + won_amount", "+", "cannot add “money” to “money ÷ hours”"),
    ("revenue - -(activity_hours)", "-", "cannot subtract “hours” from “money”"),
    ("won_count + lost_count - won_amount", "-", "cannot subtract “money” from “number”"),
    ("won_count / closed_count + won_days", "+", "cannot add “days” to “number”"),
])  # fmt: skip
def test_different_units_are_not_added(formula, sign, words):
    with translation.override("en"), pytest.raises(FormulaError) as refused:
        checked(formula)
    assert words in refused.value.sentence
    assert f"At {refused.value.at + 1}:" in refused.value.sentence
    assert formula[refused.value.at : refused.value.at + refused.value.length] == sign


def test_in_french():
    with translation.override("fr"), pytest.raises(FormulaError) as refused:
        checked("won_amount + activity_hours")
    assert "En position 12 : on ne peut pas ajouter « heures » à « montant »" in refused.value.sentence.replace(
        "\xa0", " "
    ).replace("\u202f", " ")


@pytest.mark.parametrize("formula, unit", [
    ("won_amount / activity_hours", {"money": 1, "hours": -1}),
    ("revenue * activity_hours", {"money": 1, "hours": 1}),
    ("won_amount + revenue - expenses", {"money": 1}),
    ("won_amount / won_count", {"money": 1}),
    ("won_count + lost_count / activity_count", {}),
    ("won_amount / revenue + won_count", {}),
    ("won_count + 1", {}),
    ("revenue - 50000", {"money": 1}),
    ("margin - 45 * activity_hours", {"money": 1}),
    ("won_days + activity_hours / 8", {"days": 1}),
    ("100 * won_count / closed_count", None),
])  # fmt: skip
def test_ratios_products_and_numbers_are_allowed(formula, unit):
    assert checked(formula) == unit


@pytest.mark.parametrize("formula, allowed", [
    ("won_amount", ["money"]),
    ("activity_hours", ["hours"]),
    ("won_days", ["days"]),
    ("activity_minutes", ["count", "ratio"]),
    ("won_count", ["count", "percent", "ratio"]),
    ("won_count / closed_count", ["count", "percent", "ratio"]),
    ("won_amount / activity_hours", ["money", "count", "ratio"]),
    ("won_count / activity_hours", ["count", "ratio"]),
    ("45 * activity_hours", ["money", "count", "percent", "ratio", "hours", "days"]),
])  # fmt: skip
def test_the_unit_is_one_of_what_the_formula_gives(formula, allowed):
    units = ["money", "count", "percent", "ratio", "hours", "days"]
    assert [each for each in units if not refused_unit(checked(formula), each)] == allowed


def test_the_refusal_says_what_to_choose():
    with translation.override("en"):
        assert (
            refused_unit({"money": 1}, "hours")
            == "The formula gives “money”, which is not shown as “Hours”: choose Money."
        )

"""`manage.py kpi`: every form of period, filters by name, exact JSON and CSV, and mistakes told in a sentence."""

import csv
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import translation

from crm.models import Channel, Opportunity, Pipeline, Product, Sale, SaleLine
from kpis.management.commands.kpi import Command
from tests.people import People

NOW = datetime(2017, 5, 17, 10, tzinfo=UTC)


@pytest.fixture
def company(people: People, pipeline: Pipeline) -> Iterator[People]:
    online = Channel.objects.create(name="Boutique en ligne")
    Sale.record(owner=people.rep, amount=Decimal("10.10"), sold_on=date(2017, 3, 20), channel=online)
    Sale.record(owner=people.rep, amount=Decimal("20.20"), sold_on=date(2017, 1, 2))
    Sale.record(owner=people.colleague, amount=Decimal("40"), sold_on=date(2016, 3, 1))
    for number, owner in enumerate([people.rep, people.rep, people.outsider]):
        deal = Opportunity.open(name=f"Deal {number}", owner=owner, amount=Decimal(100), opened_on=date(2017, 2, 1))
        deal.win(on=date(2017, 2, 11)) if number else deal.lose(on=date(2017, 2, 11))
    with time_machine.travel(NOW, tick=False), translation.override("en"):
        yield people


def said(*words: str) -> str:
    out = StringIO()
    call_command("kpi", *words, stdout=out)
    return out.getvalue()


def answered(*words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(said(*words, "--json"))
    return found


@pytest.mark.parametrize(
    ("period", "value"),
    [
        ("2017-Q1", "230.30"), ("2017", "230.30"), ("2017-03", "10.10"), ("2017-W12", "10.10"),
        ("2017-01-01..2017-01-02", "20.20"), ("last-quarter", "230.30"), ("all", "270.30"), ("2017-03-20", "10.10"),
        ("last-year", "40.00"), ("year-to-date", "230.30"), ("2018", "0.00"),
    ],
)  # fmt: skip
def test_every_form_of_period(company: People, period: str, value: str) -> None:
    assert answered("revenue", "--period", period)["total"]["revenue"]["value"] == value


def test_the_shape_of_json(company: People) -> None:
    found = answered("win_rate", "revenue", "--period", "2017-Q1", "--by", "owner", "--by", "month")
    assert set(found) == {"query", "rows", "total", "left_out"}
    assert found["query"]["metrics"] == ["win_rate", "revenue"]
    row = next(row for row in found["rows"] if row["by"] == {"owner": "Rep", "month": "2017-02"})
    rate = row["figures"]["win_rate"]
    assert {name: rate[name] for name in ("value", "numerator", "denominator", "n")} == {
        "value": 0.5, "numerator": 1, "denominator": 2, "n": 2,
    }  # fmt: skip
    assert 0 < rate["low"] < 0.5 < rate["high"] < 1
    assert (rate["previous"], rate["change"]) == (None, None)
    assert row["figures"]["revenue"]["value"] == "100.00"
    january = next(row for row in found["rows"] if row["by"] == {"owner": "Rep", "month": "2017-01"})
    assert january["figures"]["win_rate"]["value"] is None


def test_comparison(company: People) -> None:
    figure = answered("revenue", "--period", "2017-Q1", "--compare", "year")["total"]["revenue"]
    assert (figure["value"], figure["previous"]) == ("230.30", "40.00")
    assert figure["change"] == pytest.approx(230.3 / 40 - 1)
    assert (
        answered("revenue", "--period", "2017-03", "--compare", "previous")["total"]["revenue"]["previous"] == "200.00"
    )


def test_filters_by_name_whatever_case_and_accents_and_by_what_is_not_set(company: People) -> None:
    for name in ("boutique EN ligne", "Boutique en ligne"):
        assert answered("revenue", "--where", f"channel={name}")["total"]["revenue"]["value"] == "10.10"
    assert answered("revenue", "--where", "channel=")["total"]["revenue"]["value"] == "260.20"
    both = answered("revenue", "--period", "2017", "--where", "owner=rep", "--where", "owner=outsider")
    assert both["total"]["revenue"]["value"] == "230.30"


def test_as_of_an_earlier_day(company: People) -> None:
    assert answered("won_count", "--as-of", "2017-02-10")["total"]["won_count"]["value"] == 0
    assert answered("won_count", "--as-of", "2017-02-11")["total"]["won_count"]["value"] == 2


def test_periods_by_name_are_those_of_the_day(company: People) -> None:
    found = answered("won_count", "--period", "this-month", "--as-of", "2017-02-20")
    assert (found["query"]["period"], found["total"]["won_count"]["value"]) == ("2017-02", 2)


def test_with_the_rights_of_a_user(company: People) -> None:
    assert answered("won_count", "--user", "outsider")["total"]["won_count"]["value"] == 1
    assert answered("won_count", "--user", "rep@example.com")["total"]["won_count"]["value"] == 1


def test_csv_leaves_empty_what_has_no_value(company: People) -> None:
    words = ("revenue", "win_rate", "--period", "2017-Q1", "--by", "month", "--csv")
    lines = list(csv.reader(StringIO(said(*words))))
    assert lines[0] == ["month", "revenue", "win_rate"]
    assert lines[1] == ["2017-01", "20.20", ""]
    assert lines[2][:2] == ["2017-02", "200.00"]
    assert lines[-1][:2] == ["total", "230.30"]


def test_a_table_for_people_tells_what_is_left_out(company: People) -> None:
    Opportunity.objects.filter(name="Deal 1").update(opened_on=None)
    assert "(1 · Opportunities without an opening date have no duration.)" in said("sales_cycle")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("wins",), "There is no figure “wins”."),
        (("revenue", "--period", "soon"), "“soon” is not a period"),
        (("revenue", "--by", "weather"), "(owner, team"),
        (("revenue", "--by", "stage"), "(owner, team"),
        (("revenue", "--where", "channel=Boutik en ligne"), "Did you mean Boutique en ligne?"),
        (("revenue", "--where", "channel"), "write DIM=VALUE"),
        (("revenue", "--where", "weather=fine"), "write DIM=VALUE"),
        (("revenue", "--as-of", "17/05/2017"), "write it as 2026-03-31"),
        (("revenue", "--user", "repp"), "Did you mean rep?"),
        (("revenue", "--compare", "year"), "nothing to compare with"),
    ],
)
def test_mistakes_are_told(company: People, words: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError) as error:
        said(*words)
    assert sentence in str(error.value)


def test_mistakes_are_told_in_french(company: People) -> None:
    with translation.override("fr"), pytest.raises(CommandError) as error:
        said("revenue", "--period", "soon")
    assert "n’est pas une période" in str(error.value)


@pytest.mark.parametrize("form", ["this-month", "2017/18", "2017-W54", "2017-13", "2017-Q5", "2017-03-20..2017-03-01"])
def test_what_is_no_period_says_so_and_what_is_answers(company: People, form: str) -> None:
    if form in ("this-month", "2017/18"):
        assert answered("revenue", "--period", form)["query"]["period"]
        return
    with pytest.raises(CommandError, match="period"):
        said("revenue", "--period", form)


def test_the_question_comes_back_with_the_answer(company: People) -> None:
    words = ("revenue", "--period", "2017-Q1", "--where", "owner=rep", "--by", "month", "--as-of", "2017-03-31")
    assert answered(*words, "--compare", "year")["query"] == {
        "metrics": ["revenue"],
        "period": "2017-Q1",
        "start": "2017-01-01",
        "end": "2017-04-01",
        "by": ["month"],
        "where": {"owner": [company.rep.pk]},
        "compare": "year",
        "comparison": "2016-01-01..2016-03-30",
        "partial": False,
        "as_of": "2017-03-31",
        "scope": "own",
        "top": None,
    }


def test_an_unfinished_period_says_so(company: People) -> None:
    query = answered("revenue", "--period", "2017-05", "--compare", "previous")["query"]
    assert (query["partial"], query["comparison"]) == (True, "2017-04-01..2017-04-17")


def test_only_amounts_are_strings(company: People) -> None:
    """A divisor in full-time equivalents, a share of revenue and a median have each the form of what they are."""
    people = answered("revenue_per_rep", "--period", "2017-Q1")["total"]["revenue_per_rep"]
    assert (people["numerator"], people["denominator"]) == ("230.30", 3.0)
    product = Product.objects.create(name="Saw", cost=Decimal("3.01"))
    line = SaleLine(product=product, quantity=Decimal(1), amount=Decimal("10.10"), cost=Decimal("3.01"))
    Sale.record(owner=company.rep, lines=[line], sold_on=date(2017, 3, 20))
    margin = answered("gross_margin", "--period", "2017-03")["total"]["gross_margin"]
    assert (margin["value"], margin["known_cost_share"]) == ("7.09", 0.5)
    rate = answered("margin_rate", "--period", "2017-03")["total"]["margin_rate"]
    assert (rate["numerator"], rate["denominator"], rate["value"]) == ("7.09", "10.10", pytest.approx(7.09 / 10.10))
    basket = answered("average_basket", "--period", "2017-03")["total"]["average_basket"]
    assert (basket["median"], basket["denominator"], basket["n"]) == ("10.10", 2, 2)
    rate = answered("win_rate_value", "--period", "2017-02")["total"]["win_rate_value"]
    assert (rate["numerator"], rate["denominator"], rate["value"]) == ("200.00", "300.00", pytest.approx(2 / 3))


def test_hours_and_days_are_numbers_and_exact_amounts_keep_all_decimals(company: People) -> None:
    assert answered("sales_cycle", "--period", "2017")["total"]["sales_cycle"]["value"] == 10
    Sale.record(owner=company.rep, amount=Decimal("0.123456"), sold_on=date(2017, 4, 1))
    assert answered("revenue", "--period", "2017-04")["total"]["revenue"]["value"] == "0.123456"


def test_what_has_no_value_is_null(company: People) -> None:
    figure = answered("win_rate", "--period", "2018", "--compare", "previous")["total"]["win_rate"]
    names = ("value", "low", "high", "change", "target", "attainment", "pace")
    assert [figure[name] for name in names] == [None] * len(names)
    assert (figure["numerator"], figure["denominator"], figure["n"]) == (0, 0, 0)


def test_what_is_left_out_is_in_the_answer(company: People) -> None:
    Opportunity.objects.filter(name="Deal 1").update(opened_on=None)
    assert answered("sales_cycle")["left_out"] == [
        {
            "metric": "sales_cycle",
            "reason": "no_opening_date",
            "sentence": "Opportunities without an opening date have no duration.",
            "count": 1,
            "rows": {"metric": "sales_cycle", "part": "left_out:no_opening_date"},
        }
    ]


def test_a_team_is_asked_with_those_below_it(company: People) -> None:
    assert answered("revenue", "--period", "2017", "--where", "team=Sales")["total"]["revenue"]["value"] == "130.30"
    assert answered("revenue", "--period", "2017", "--where", "team=South")["total"]["revenue"]["value"] == "100.00"


def test_products_are_found_by_name_code_and_id(company: People) -> None:
    product = Product.objects.create(name="Saw", code="S-1")
    line = SaleLine(product=product, quantity=Decimal(1), amount=Decimal("5.55"))
    Sale.record(owner=company.rep, lines=[line], sold_on=date(2017, 3, 20))
    for value in ("saw", "S-1", str(product.pk)):
        assert answered("revenue", "--where", f"product={value}")["total"]["revenue"]["value"] == "5.55"


def test_totals_of_the_team_for_a_rep(company: People) -> None:
    assert answered("revenue", "--user", "rep", "--scope", "team")["total"]["revenue"]["value"] == "170.30"
    with pytest.raises(CommandError, match="not by person"):
        said("revenue", "--user", "rep", "--scope", "team", "--by", "owner")


def test_a_colleague_is_unknown_to_a_rep(company: People) -> None:
    with pytest.raises(CommandError, match="there is no “colleague”") as error:
        said("revenue", "--user", "rep", "--where", "owner=colleague")
    assert "Colleague" not in str(error.value)


def test_csv_of_several_keys_has_a_column_each(company: People) -> None:
    words = ("won_count", "--period", "2017-02", "--by", "owner", "--by", "month", "--csv")
    assert list(csv.reader(StringIO(said(*words)))) == [
        ["owner", "month", "won_count"],
        ["Outsider", "2017-02", "1"],
        ["Rep", "2017-02", "1"],
        ["total", "", "2"],
    ]


def test_the_table_of_one_total_is_readable(company: People) -> None:
    assert said("revenue", "won_count", "--period", "2017-Q1").split() == ["revenue", "won_count", "230.30", "2"]


def test_mistakes_end_with_a_code_and_a_sentence_and_no_traceback(company: People) -> None:
    out = StringIO()
    command = Command(stdout=out, stderr=out)
    with pytest.raises(SystemExit) as ended:
        command.run_from_argv(["manage.py", "kpi", "wins"])
    assert ended.value.code == 1
    assert "CommandError: There is no figure “wins”." in out.getvalue()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("wins",), "L’indicateur"),
        (("revenue", "--by", "stage"), "Chiffre d’affaires"),
        (("revenue", "--where", "channel=Boutik en ligne"), "Boutique en ligne"),
        (("revenue", "--as-of", "17/05/2017"), "n’est pas une date"),
        (("revenue", "--user", "repp"), "L’utilisateur"),
        (("revenue", "--compare", "year"), "fin"),
    ],
)
def test_every_mistake_is_told_in_french(company: People, words: tuple[str, ...], sentence: str) -> None:
    with translation.override("fr"), pytest.raises(CommandError) as error:
        said(*words)
    assert sentence in str(error.value)
    with translation.override("en"), pytest.raises(CommandError) as english:
        said(*words)
    assert str(error.value) != str(english.value)

"""Numbers, amounts and dates are read as people write them, and what can be read in two ways is asked."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from crm.inputs import DayField, NumberField
from crm.templatetags.formats import written_day, written_number
from crm.written import Ambiguous, ForeignCurrency, Unreadable, read_date, read_money, read_number

CLEAR = [
    ("1234.56", "1234.56"),
    ("1234,56", "1234.56"),
    ("1 234,56", "1234.56"),
    ("1\u202f234,56", "1234.56"),
    ("1\u00a0234\u00a0567,5", "1234567.5"),
    ("1,234.56", "1234.56"),
    ("1.234,56", "1234.56"),
    ("1.234.567", "1234567"),
    ("1,234,567.8", "1234567.8"),
    ("1'234.50", "1234.50"),
    ("1’234’567", "1234567"),
    ("12,5", "12.5"),
    ("0,125", "0.125"),
    ("1200.500000", "1200.5"),
    ("-5", "-5"),
    ("− 5,5", "-5.5"),
    (",5", "0.5"),
    ("7,", "7"),
]
WRONG = [
    "",
    "abc",
    "1 23",
    "12 34,5",
    "1,23,456",
    "1.2.3",
    "1,2,3",
    "1e5",
    "NaN",
    "Infinity",
    "--5",
    "1,234,56",
    "5²",
    ",",
    "5-",
]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("text", "value"), CLEAR)
def test_what_is_clear_is_read_in_both_languages(language: str, text: str, value: str) -> None:
    with translation.override(language):
        assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_number_is_refused(language: str, text: str) -> None:
    with translation.override(language), pytest.raises(Unreadable):
        read_number(text)


def test_three_digits_after_a_mark_are_read_by_language_or_asked() -> None:
    with translation.override("en"):
        assert read_number("1,234") == 1234
        assert read_number("1.234", decimals=4) == Decimal("1.234")
        with pytest.raises(Ambiguous) as asked:
            read_number("1.234")
    assert asked.value.readings == (Decimal(1234), Decimal("1.234"))
    with translation.override("fr"):
        assert read_number("1,234", decimals=4) == Decimal("1.234")
        for text, decimals in (("1,234", 2), ("1.234", 2), ("1.234", 4)):
            with pytest.raises(Ambiguous):
                read_number(text, decimals)


@pytest.mark.parametrize("text", ["€1,200.50", "1 200,50 €", "EUR 1200.50", "1200,50 eur", "-€5", "€ -5"])
def test_amounts_may_carry_their_sign(text: str) -> None:
    assert read_money(text, "EUR") in (Decimal("1200.50"), Decimal(-5))


@pytest.mark.parametrize(
    ("text", "error"), [("$5", ForeignCurrency), ("5 USD", ForeignCurrency), ("12k", Unreadable), ("€5€€", Unreadable)]
)
def test_other_signs_are_refused(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_money(text, "EUR")


DAY = date(2026, 11, 24)
BOTH = ["2026-11-24", "2026/11/24", "24/11/2026", "24.11.2026", "24-11-2026", "24/11/26", " 24 nov. 2026 ", "24 novembre 2026",
        "24 Nov 2026", "24 November 2026", "Nov 24, 2026", "november 24th 2026", "24-Nov-2026"]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("text", BOTH)
def test_dates_are_read_in_both_languages(language: str, text: str) -> None:
    with translation.override(language):
        assert read_date(text) == DAY


def test_digits_alone_are_day_first_in_french_and_asked_in_english() -> None:
    with translation.override("fr"):
        assert read_date("03/04/2026") == date(2026, 4, 3)
        assert read_date("1er août 2026") == date(2026, 8, 1)
        with pytest.raises(Unreadable):
            read_date("11/24/2026")
    with translation.override("en"):
        assert read_date("11/24/2026") == DAY
        assert read_date("03.04.2026") == date(2026, 4, 3)
        assert read_date("4/4/2026") == date(2026, 4, 4)
        with pytest.raises(Ambiguous):
            read_date("03/04/2026")


@pytest.mark.parametrize(
    "text", ["", "soon", "31/02/2026", "2026-13-01", "24 ju 2026", "24 jui 2026", "24/11", "0001-01-01", "99999-01-01"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_date(text)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_a_field_shows_it_reads(language: str) -> None:
    with translation.override(language):
        for month in range(1, 13):
            on = date(2026, month, 3)
            assert read_date(written_day(on)) == on
        for number in (
            Decimal("1234567.891234"),
            Decimal("1200.500000"),
            Decimal("0.000001"),
            Decimal(-3),
            Decimal(1000),
        ):
            assert read_number(written_number(number, 2), 6) == number


@pytest.mark.django_db
def test_fields_say_what_to_do() -> None:
    money = NumberField(money=True, max_digits=20, decimal_places=6, min_value=0, required=False)
    said = {
        "1.234": "1234, or 1.23",
        "$5": "Amounts are in EUR",
        "much": "write it like 1,234.56",
        "-1": "greater than or equal",
    }
    for text, sentence in said.items():
        assert sentence in refused(money, text)
    minutes = NumberField(whole=True, max_value=1440, required=False)
    assert minutes.clean("15") == 15 and isinstance(minutes.clean("15"), int) and minutes.clean(" ") is None
    assert "whole number" in refused(minutes, "1,5")
    assert "3 Apr 2026 or 4 Mar 2026" in refused(DayField(), "03/04/2026")
    assert "year first" in refused(DayField(), "soon")


def refused(field: NumberField | DayField, text: str) -> str:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError) as error:
        field.clean(text)
    return " ".join(error.value.messages)

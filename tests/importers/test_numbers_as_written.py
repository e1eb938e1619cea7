"""Amounts with the currencies, minus signs and groups of all the world; what leaves no doubt is not asked."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from crm.importers.fields import NUMBER, WHOLE, Field, map_columns
from crm.importers.problems import FileProblem
from crm.importers.profile import first_lines, profile_of, seen_in
from crm.importers.reading import open_source
from crm.importers.recognising import NumberColumn, Numeral, is_nothing
from tests.importers.test_recognising import numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rs. 22,700.00", "22700"),
        ("Rs.22,700.50", "22700.5"),
        ("₹ 5,00,000", "500000"),
        ("₹5,00,000.50", "500000.5"),
        ("5,00,000", "500000"),
        ("US$ 22,700.00", "22700"),
        ("R$ 22.700,00", "22700"),
        ("CA$22,700.00", "22700"),
        ("C$5.50", "5.5"),
        ("A$5.50", "5.5"),
        ("NZ$5.50", "5.5"),
        ("HK$5.50", "5.5"),
        ("S$ 5.50", "5.5"),
        ("5 500,50 kr", "5500.5"),
        ("kr 5.500,50", "5500.5"),
        ("5500,50 kr.", "5500.5"),
        ("1 234,50 zł", "1234.5"),
        ("1 234,50 ₽", "1234.5"),
        ("1 234,50 руб.", "1234.5"),
        ("CHF 5'000.00", "5000"),
        ("Fr. 5'000.00", "5000"),
        ("5'000.– Fr.", "5000"),
        ("SFr. 12.50", "12.5"),
        ("5.000,-", "5000"),
        ("5.000,- €", "5000"),
        ("1,234.50-", "-1234.5"),
        ("1.234,50- €", "-1234.5"),
        ("−1,234.50", "-1234.5"),
        ("−$1,234.50", "-1234.5"),
        ("(1,234.50)", "-1234.5"),
        ("(Rs. 1,234.50)", "-1234.5"),
        ("12345.00|RUB", "12345"),
        ("INR 500.5", "500.5"),
        ("500,5 SEK", "500.5"),
        ("12,5 kEUR", "12500"),
        ("(5)", "-5"),
    ],
)
def test_amounts_that_say_themselves_what_they_are(text: str, expected: str) -> None:
    assert numbers(text).read(text) == Decimal(expected)


@pytest.mark.parametrize("text", ["12 apples", "Rs.", "krona 5", "5 fresh", "--5", "5--", "-5-", "5|roubles", "ka$5"])
def test_what_is_no_number_is_refused_still(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        NumberColumn(".").read(text)


@pytest.mark.parametrize("text", ["-None-", "--None--", "(none)", "(not set)", "(null)", "0000-00-00"])
def test_what_other_systems_write_for_nothing(text: str) -> None:
    assert is_nothing(text)


@pytest.mark.parametrize(
    ("values", "expected"),
    [(["18,088", "7,000"], 18088), (["18.088"], 18088), (["18,088", "3.00"], 18088), (["18.088", "3,00"], 18088)],
)
def test_what_is_counted_has_no_decimals(values: list[str], expected: int) -> None:
    assert numbers(*values, whole=True).read(values[0]) == expected


@pytest.mark.parametrize("values", [["18,000"], ["18,088", "18.088"], ["18,088", "3,5"]])
def test_counts_that_can_still_be_read_two_ways_are_asked(values: list[str]) -> None:
    with pytest.raises(FileProblem, match="two ways"):
        numbers(*values, whole=True)


def test_columns_of_counts_are_those_of_whole_fields() -> None:
    fields = {"clicks": Field("clicks", WHOLE), "cost": Field("cost", NUMBER)}
    found = {each.field.name: each.column for each in map_columns(["Clicks", "Cost"], fields, {})}
    assert isinstance(found["clicks"], NumberColumn) and found["clicks"].whole
    assert isinstance(found["cost"], NumberColumn) and not found["cost"].whole


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    def writer(*rows: list[Any]) -> Path:
        path = tmp_path / "file.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        return path

    return writer


def test_number_cells_of_a_workbook_have_one_reading(workbook: Callable[..., Path]) -> None:
    source = open_source(workbook(["Deal", "Amount"], ["Roof", 12.375], ["Wall", 100]))
    cells = [line.cells[1] for line in source]
    assert cells == ["12.375", "100"] and all(isinstance(cell, Numeral) for cell in cells)
    assert numbers(*cells).read(cells[0]) == Decimal("12.375")


def test_a_decimal_comma_is_for_the_texts_of_a_workbook_only(workbook: Callable[..., Path]) -> None:
    source = open_source(workbook(["Deal", "Amount"], ["Roof", 12.5], ["Wall", "1.234,5"]))
    column = numbers(*(line.cells[1] for line in source))
    assert [column.read(line.cells[1]) for line in source] == [Decimal("12.5"), Decimal("1234.5")]


def test_texts_of_a_workbook_are_asked_about_still(workbook: Callable[..., Path]) -> None:
    source = open_source(workbook(["Deal", "Amount"], ["Roof", "12,375"], ["Wall", 100.5]))
    with pytest.raises(FileProblem, match="two ways"):
        numbers(*(line.cells[1] for line in source))


def amount_in(profile: dict[str, Any]) -> Any:
    fields = {"amount": Field("amount", NUMBER)}
    return seen_in(profile, map_columns(profile["headers"], fields, {}))["amount"]


def test_the_profile_knows_number_cells(workbook: Callable[..., Path]) -> None:
    profile = profile_of(open_source(workbook(["Deal", "Amount"], ["Roof", 12.375], ["Wall", "7"])))
    assert profile["columns"][1]["number_example"] == ""
    assert amount_in(profile).settle("Amount", "amount") == "."
    assert [isinstance(line.cells[1], Numeral) for line in first_lines(profile)] == [True, False]


def test_a_profile_of_before_is_read(workbook: Callable[..., Path]) -> None:
    profile = profile_of(open_source(workbook(["Deal", "Amount"], ["Roof", 12.375])))
    del profile["numerals"], profile["columns"][1]["parts"]
    profile["columns"][1]["numbers"] = {"comma": 0, "point": 1, "either": 0}
    assert next(iter(first_lines(profile))).cells == ["Roof", "12.375"]
    assert amount_in(profile).settle("Amount", "amount") == "."


def test_the_version_before_reads_a_profile_of_ours(workbook: Callable[..., Path]) -> None:
    """Both serve side by side: it takes these numbers as they are, and three parts of a line."""
    profile = profile_of(open_source(workbook(["Deal", "Amount"], ["Roof", 12.375])))
    assert [set(column["numbers"]) for column in profile["columns"]] == [{"comma", "point", "either"}] * 2
    assert [len(line) for line in profile["lines"]] == [3]

"""How a column writes its dates and numbers is seen over the whole column; what is ambiguous is asked."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from crm.importers.problems import FileProblem
from crm.importers.recognising import DateColumn, NumberColumn, is_nothing


def dates(*values: str) -> DateColumn:
    column = DateColumn()
    for value in values:
        column.see(value)
    column.settle("Closed", "closed_on")
    return column


def numbers(*values: str, whole: bool = False) -> NumberColumn:
    column = NumberColumn(whole=whole)
    for value in values:
        column.see(value)
    column.settle("Amount", "amount")
    return column


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017-03-01", date(2017, 3, 1)),
        ("2017/3/1", date(2017, 3, 1)),
        ("2023-05-11 00:00:00", datetime(2023, 5, 11)),
        ("15 Apr, 2021 00:02:00", datetime(2021, 4, 15, 0, 2)),
        ("Apr 3, 2024", date(2024, 4, 3)),
        ("3 avril 2024", date(2024, 4, 3)),
        ("1 févr. 2024", date(2024, 2, 1)),
        ("3 août 2024", date(2024, 8, 3)),
        ("03-Apr-24", date(2024, 4, 3)),
        ("45631", date(2024, 12, 5)),
        ("2024-04-03 3:05 PM", datetime(2024, 4, 3, 15, 5)),
        ("2024-04-03 12:05 AM", datetime(2024, 4, 3, 0, 5)),
    ],
)
def test_dates_that_say_themselves_what_they_are(text: str, expected: date) -> None:
    assert dates(text).read(text) == expected


@pytest.mark.parametrize(
    "text",
    ["2023-09-26 23:15:00.000000 UTC", "2023-09-26T23:15:00Z", "2023-09-27T02:15:00+03:00", "2023-09-26T23:15:00+0000"],
)
def test_a_zone_is_kept(text: str) -> None:
    found = dates(text).read(text)
    assert isinstance(found, datetime)
    assert found.utcoffset() is not None
    assert (found - found.utcoffset()).replace(tzinfo=None) == datetime(2023, 9, 26, 23, 15)  # type: ignore[operator]
    assert found.utcoffset() in (timedelta(0), timedelta(hours=3))


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["03/04/2021", "25/04/2021"], "dmy"),
        (["3/4/2021", "3/25/2021"], "mdy"),
        (["01-03-17", "20-10-16"], "dmy"),
        (["01.03.2017"], "dmy"),
    ],
)
def test_one_date_that_can_be_read_one_way_settles_the_column(values: list[str], order: str) -> None:
    assert dates(*values).order == order


def test_the_settled_order_reads_the_others() -> None:
    assert dates("03/04/2021", "25/04/2021").read("03/04/2021") == date(2021, 4, 3)
    assert dates("03/04/2021", "04/25/2021").read("03/04/2021") == date(2021, 3, 4)


@pytest.mark.parametrize("values", [["03/04/2021", "05/06/2021"], ["25/04/2021", "04/25/2021", "01/02/2021"]])
def test_dates_that_can_be_read_two_ways_are_asked(values: list[str]) -> None:
    with pytest.raises(FileProblem, match=r"--date-format closed_on=dmy"):
        dates(*values)


@pytest.mark.parametrize(
    "text", ["soon", "2021-13-01", "2021-02-30", "31/31/2021", "2021-02-03 and more", "2021-02-03 25:00", "12 Foo 2021"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        DateColumn("dmy").read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$22,700.00", "22700"),
        ("1.234,56", "1234.56"),
        ("1 234,56 €", "1234.56"),
        ("1\u202f234,56\u00a0€", "1234.56"),
        ("$342.09K", "342090"),
        ("$1,117.10K", "1117100"),
        ("-12.50", "-12.5"),
        ("(12.50)", "-12.5"),
        ("1'234.50 CHF", "1234.5"),
        ("5502", "5502"),
        ("140000.0", "140000"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("0,125", "0.125"),
        ("1234.500", "1234.5"),
        ("1.429999948", "1.429999948"),
    ],
)
def test_numbers_that_say_themselves_what_they_are(text: str, expected: str) -> None:
    assert numbers(text).read(text) == Decimal(expected)


def test_one_number_settles_the_column() -> None:
    assert numbers("42,000", "1,234.50").read("42,000") == Decimal(42000)
    assert numbers("42,000", "3,5").read("42,000") == Decimal(42)


@pytest.mark.parametrize("values", [["42,000", "1,500"], ["42.000", "1.500"], ["1,5", "1.5"]])
def test_numbers_that_can_be_read_two_ways_are_asked(values: list[str]) -> None:
    with pytest.raises(FileProblem, match=r"--decimal amount="):
        numbers(*values)


@pytest.mark.parametrize("text", ["twelve", "12..5.", "1e999999999", "NaN", "Infinity", "--5", "12 apples"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        NumberColumn(".").read(text)


@pytest.mark.parametrize("text", ["", "#N/A", "-", "null", "Select", "000000000000000AAA", "N/A", "—"])
def test_placeholders_mean_nothing(text: str) -> None:
    assert is_nothing(text)


@pytest.mark.parametrize("text", ["0", "No", "x", "Selection"])
def test_what_means_something_is_kept(text: str) -> None:
    assert not is_nothing(text)

"""Dates as databases, spreadsheets and people of seven languages write them; one proven column settles the others."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from crm.importers.dates import MONTHS
from crm.importers.fields import DATE, WHOLE, Field, map_columns
from crm.importers.problems import FileProblem
from crm.importers.profile import profile_of, seen_in
from crm.importers.reading import open_source
from crm.importers.recognising import DateColumn, is_nothing
from tests.importers.test_recognising import dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("42663,0", date(2016, 10, 20)),
        ("42663,75", date(2016, 10, 20)),
        ("2023.05.11", date(2023, 5, 11)),
        ("20230511", date(2023, 5, 11)),
        ("11 mai 2023 à 14:30", datetime(2023, 5, 11, 14, 30)),
        ("11 mai 2023 a\u0300 14h30", datetime(2023, 5, 11, 14, 30)),
        ("1er mars 2023", date(2023, 3, 1)),
        ("3 aou\u0302t 2023", date(2023, 8, 3)),
        ("12 juill. 2023", date(2023, 7, 12)),
        ("11. Mai 2023", date(2023, 5, 11)),
        ("11. Mai 2023 um 14:30 Uhr", datetime(2023, 5, 11, 14, 30)),
        ("3. März 2023", date(2023, 3, 3)),
        ("3. Jän. 2023", date(2023, 1, 3)),
        ("3. Dez. 2023", date(2023, 12, 3)),
        ("11 de mayo de 2023", date(2023, 5, 11)),
        ("11 ene. 2023", date(2023, 1, 11)),
        ("11 maggio 2023", date(2023, 5, 11)),
        ("11 ott 2023", date(2023, 10, 11)),
        ("11 mei 2023", date(2023, 5, 11)),
        ("11 mrt. 2023", date(2023, 3, 11)),
        ("11 de março de 2023", date(2023, 3, 11)),
        ("11/mai/2023", date(2023, 5, 11)),
        ("11 dez 2023 às 10:02", datetime(2023, 12, 11, 10, 2)),
        ("May 1st, 2023", date(2023, 5, 1)),
        ("Apr 15, 2021 at 10:02 AM", datetime(2021, 4, 15, 10, 2)),
        ("4/15/2021 3:00 p.m.", datetime(2021, 4, 15, 15)),
        ("4/15/2021, 12:00 a.m.", datetime(2021, 4, 15)),
        ("2021-02-03T", date(2021, 2, 3)),
    ],
)
def test_dates_as_they_are_written(text: str, expected: date) -> None:
    assert dates(text).read(text) == expected


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("2016-10-20 00:00:00+00", 0),
        ("2016-10-20 00:00:00-05", -5),
        ("2016-10-20 00:00:00.123+05:30", 5.5),
        ("2016-10-20 00:00 GMT", 0),
        ("2016-10-20 00:00:00 UTC", 0),
        ("2016-10-20 00:00 CET", 1),
        ("20 Oct 2016 12:00 am CEST", 2),
        ("20. Oktober 2016, 00:00 Uhr MESZ", 2),
        ("2016-10-20 00:00 GMT+0200", 2),
    ],
)
def test_a_zone_by_its_offset_or_its_name(text: str, hours: float) -> None:
    found = dates(text).read(text)
    assert isinstance(found, datetime)
    assert found.replace(tzinfo=None) == datetime(2016, 10, 20) and found.utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["0000-00-00", "0000-00-00 00:00:00"])
def test_a_day_zero_is_no_day(text: str) -> None:
    assert is_nothing(text)


@pytest.mark.parametrize(
    "text", ["11 foo 2023", "2021-02-03 and 10:00", "2021-02-03 10:00 XYZ", "2021-02-03 at", "20231340", "2023-05-1123"]
)
def test_what_is_no_date_is_refused_still(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        dates(text).read(text)


def test_eight_digits_among_other_dates_are_no_date() -> None:
    with pytest.raises(ValueError, match="20230511"):
        dates("20230511", "2023-05-12").read("20230511")


def test_no_month_has_the_name_of_another_one_in_some_language() -> None:
    assert len(set(MONTHS.values())) == 12
    assert [MONTHS[word] for word in ("mars", "mai", "maio", "mar", "mag", "jul", "giu", "lug", "out", "set")] == [
        3, 5, 5, 3, 5, 7, 6, 7, 10, 9,
    ]  # fmt: skip


FIELDS = {name: Field(name, DATE) for name in ("opened_on", "closed_on", "due_on")}


def columns(*rows: list[str]) -> list[DateColumn]:
    """The columns of dates of one file, as they have seen its rows."""
    mapped = map_columns(list(FIELDS), FIELDS, {})
    for row in rows:
        for each in mapped:
            each.see(row)
    found = [each.column for each in mapped]
    return [each for each in found if isinstance(each, DateColumn)]


@pytest.mark.parametrize(
    ("rows", "order"),
    [
        ([["3/1/2023", "5/9/2023"], ["3/2/2023", "5/13/2023"]], "mdy"),
        ([["3/1/2023", "5/9/2023"], ["3/2/2023", "13/5/2023"]], "dmy"),
    ],
)
def test_a_column_that_tells_nothing_is_written_as_one_that_does(rows: list[list[str]], order: str) -> None:
    first, second, _third = columns(*rows)
    assert [first.settle("Opened", "opened_on"), second.settle("Closed", "closed_on")] == [order, order]


@pytest.mark.parametrize(
    "rows",
    [
        [["3/1/2023", "13/5/2023", "5/13/2023"]],
        [["3/1/2023", "2023-05-13", ""]],
        [["3/13/2023", "5/13/2023", ""], ["13/3/2023", "5/14/2023", ""]],
    ],
)
def test_columns_that_contradict_each_other_or_themselves_are_asked(rows: list[list[str]]) -> None:
    with pytest.raises(FileProblem, match="two ways"):
        columns(*rows)[0].settle("Opened", "opened_on")


def test_the_profile_of_a_file_tells_the_same(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text('opened_on,closed_on,clicks\n3/1/2023,5/9/2023,"18,088"\n3/2/2023,5/13/2023,"7,001"\n')
    fields = {**FIELDS, "clicks": Field("clicks", WHOLE)}
    profile = profile_of(open_source(path))
    seen = seen_in(profile, map_columns(profile["headers"], fields, {}))
    assert {name: column.settle(name, name) for name, column in seen.items()} == {
        "opened_on": "mdy",
        "closed_on": "mdy",
        "clicks": ".",
    }

"""Files as they come, through the pages: each is read right, or a sentence says what to do; nothing is lost unseen."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from crm.models import Account, Expense, Import, Opportunity, Sale
from tests.imports.conftest import Desk

NAMES = "Id,Nom,Ville\n1,Toiture à rénover,Liège\n2,Café d’été,Évry\n"


def rows(own: Import) -> tuple[int, int]:
    """How many rows were applied, and how many rejected."""
    return own.created + own.updated + own.unchanged, own.rejected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le"])
def test_letters_are_what_they_were(desk: Desk, encoding: str) -> None:
    text = NAMES.replace("’", "'") if encoding == "latin-1" else NAMES
    desk.imported(text.encode(encoding), kind="accounts")
    assert set(Account.objects.values_list("city", flat=True)) == {"Liège", "Évry"}
    assert Account.objects.filter(name=text.splitlines()[2].split(",")[1]).exists()


def test_a_file_glued_together_from_two_encodings(desk: Desk) -> None:
    first, second, third = NAMES.splitlines(keepends=True)
    desk.imported(first.encode() + second.encode() + third.encode("cp1252"), kind="accounts")
    assert set(Account.objects.values_list("city", flat=True)) == {"Liège", "Évry"}


def test_line_breaks_repeated_headers_and_empty_columns(desk: Desk) -> None:
    text = 'Id,Name,Notes,,\r\n1,Roof,"a\r\nb",,\r\nId,Name,Notes,,\r\n,,,,\r\n2,Wall,c,,\r\n'
    own = desk.imported(text, kind="accounts")
    assert (rows(own), Account.objects.get(name="Roof").notes.splitlines()) == ((2, 0), ["a", "b"])


def test_what_stands_for_nothing_is_nothing(desk: Desk) -> None:
    desk.imported("Id,Name,City,Country\n1,Roof,Select,#N/A\n2,Wall,-,null\n", kind="accounts")
    assert set(Account.objects.values_list("city", "country")) == {("", "")}


def test_days_and_amounts_as_people_write_them(desk: Desk) -> None:
    text = 'Date,Amount,Note\n"Apr 3, 2024","$22,700.00",a\n2024-04-04,"$1,234.50",b\n'
    desk.imported(text, kind="expenses")
    found = set(Expense.objects.values_list("spent_on", "amount"))
    assert found == {(date(2024, 4, 3), Decimal(22700)), (date(2024, 4, 4), Decimal("1234.5"))}


def test_points_for_thousands(desk: Desk) -> None:
    desk.imported("Date;Montant\n2024-04-03;1.234,56\n2024-04-04;12,5\n", kind="expenses")
    assert set(Expense.objects.values_list("amount", flat=True)) == {Decimal("1234.56"), Decimal("12.5")}


@pytest.mark.parametrize(
    ("text", "asked", "answer", "found"),
    [
        ("Date,Amount\n01-09-2021,5\n", "date-spent_on", "dmy", (date(2021, 9, 1), Decimal(5))),
        ("Date,Amount\n01-09-2021,5\n", "date-spent_on", "mdy", (date(2021, 1, 9), Decimal(5))),
        ('Date,Amount\n2021-09-01,"1,234"\n', "decimal-amount", ".", (date(2021, 9, 1), Decimal(1234))),
        ('Date,Amount\n2021-09-01,"1,234"\n', "decimal-amount", ",", (date(2021, 9, 1), Decimal("1.234"))),
    ],
)
def test_what_can_be_read_two_ways_is_asked(desk: Desk, text: str, asked: str, answer: str, found: Any) -> None:
    own = desk.uploaded(text, kind="expenses")
    assert desk.prepare(own, "check").status_code == 422
    desk.start(desk.check(own, **{asked: answer}))
    assert Expense.objects.values_list("spent_on", "amount").get() == found


def test_long_ids_stay_whole(desk: Desk) -> None:
    desk.imported("Id,Name\n4000000000012345678,Roof\n4000000000012345679,Wall\n", kind="accounts")
    assert set(Account.objects.values_list("external_id", flat=True)) == {"4000000000012345678", "4000000000012345679"}


def test_long_ids_that_a_workbook_rounded_are_told(desk: Desk, workbook: Callable[..., bytes]) -> None:
    own = desk.imported(workbook([["Id", "Name"], [4000000000012345678, "Roof"], ["17", "Hut"]]), kind="accounts")
    assert rows(own) == (1, 1)
    assert "rounded this id" in desk.rejected(own).decode()


def test_exact_repeats_count_once(desk: Desk) -> None:
    own = desk.imported("Id,Date,Amount\n7,2025-06-01,5\n7,2025-06-01,5\n", kind="sales")
    assert (Sale.objects.count(), rows(own)) == (1, (2, 0))


def test_repeats_that_contradict_each_other_are_told(desk: Desk) -> None:
    own = desk.imported("Id,Date,Amount\n7,2025-06-01,5\n7,2025-06-01,6\n8,2025-06-01,9\n", kind="sales")
    told = desk.rejected(own).decode()
    assert sum(rows(own)) == 3 and rows(own)[1] >= 1 and "7" in told
    assert Sale.objects.filter(external_id="8").exists()


@pytest.mark.parametrize("text", ["Id,Name,City\n1,Roof,Lyon\n2,Wall", 'Id,Name,City\n1,Roof,Lyon\n2,"Wall'])
def test_a_last_line_that_is_cut_off_is_told(desk: Desk, text: str) -> None:
    own = desk.imported(text, kind="accounts")
    assert rows(own) == (1, 1) and not Account.objects.filter(name="Wall").exists()
    assert "Wall" in desk.rejected(own).decode()


def test_a_workbook_with_the_name_of_a_text(desk: Desk, workbook: Callable[..., bytes]) -> None:
    own = desk.imported(workbook([["Id", "Name", "City"], ["1", "Roof", "Lyon"]]), "accounts.csv", kind="accounts")
    assert rows(own) == (1, 0) and Account.objects.get(name="Roof").city == "Lyon"


def test_a_nul_in_the_header_is_nothing(desk: Desk) -> None:
    desk.imported(b"Id,Na\0me,City\n1,Roof,Li\0ege\n", kind="accounts")
    assert Account.objects.get(name="Roof").city == "Liege"


def test_columns_that_nobody_knows_are_asked_about(desk: Desk) -> None:
    own = desk.uploaded("seller_id,seller_zip_code_prefix,seller_city\ns1,4000,Liège\n")
    page = desk.client.get(f"/imports/{own.pk}/prepare/").content.decode()
    assert "No column of this file is known here" in page
    desk.prepare(own, kind="accounts")
    desk.start(desk.check(own, **{"column-0": "name", "column-2": "city"}))
    assert Account.objects.get(name="s1").city == "Liège"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "a.csv"), (b"   \n \n", "a.csv"), (b"Id,Name\n", "a.csv"), (bytes(range(256)) * 40, "a.csv"),
        (b"PK\x03\x04not a workbook", "a.xlsx"), (b"%PDF-1.4\n\x00\x01\x02\x03\x04\x05\x06\x07", "a.csv"),
        (b"\xff\xfe\x00", "a.csv"), (b'"never closed,\n' * 3, "a.csv"), (b"\x00" * 500, "a.csv"), (b",,\n1,2,3\n", "a.csv"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_told_with_a_sentence(desk: Desk, data: bytes, name: str) -> None:
    answer = desk.upload(data, name)
    assert answer.status_code in (302, 422)
    if answer.status_code == 302:
        own = Import.objects.latest("pk")
        page = desk.client.get(f"/imports/{own.pk}/", follow=True)
        assert page.status_code == 200 and (own.note or own.state != Import.State.READING)
    assert not Account.objects.exists() and not Opportunity.objects.exists()

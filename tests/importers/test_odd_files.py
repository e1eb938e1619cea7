"""Files as they come: each oddity is read, or told with a sentence; none is guessed at silently."""

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.management import call_command

from crm.models import Account, Expense, Opportunity, Sale
from tests.importers.test_loading import Loader, counted, load
from tests.real.commands import load as load_file

__all__ = ["load"]


@pytest.fixture
def workbook(tmp_path: Path, db: None) -> Any:
    """Writes rows as a workbook, under a name of choice."""

    def write(name: str, *rows: list[Any]) -> Path:
        path = tmp_path / name
        book = xlsxwriter.Workbook(str(path))
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        book.close()
        return path

    return write


def test_an_id_that_a_workbook_has_rounded_is_refused(workbook: Any) -> None:
    path = workbook(
        "a.xlsx", ["Id", "Name"], [4000000000012345678, "Roof"], ["4000000000012345679", "Wall"], [17, "Hut"]
    )
    summary = load_file("accounts", path)
    assert counted(summary) == {"read": 3, "created": 2, "rejected": 1}
    assert {"4000000000012345679", "17"} == set(Account.objects.values_list("external_id", flat=True))


@pytest.mark.parametrize("text", ["4E+18", "4.00000000001235E+18", "4,00000000001235E+18"])
def test_an_id_that_went_through_a_spreadsheet_is_refused(load: Loader, text: str) -> None:
    summary = load("accounts", f'Id;Name\n"{text}";Roof\n')
    assert (counted(summary), summary["errors"][0]["column"]) == ({"read": 1, "rejected": 1}, "Id")
    assert "rounded this id" in summary["errors"][0]["sentence"]


def test_a_rounded_id_of_an_account_is_refused_too(load: Loader) -> None:
    summary = load("sales", "Date,Amount,Account Id\n2025-06-01,5,4.2E+18\n", "--create-missing")
    assert counted(summary) == {"read": 1, "rejected": 1}
    assert not Account.objects.filter(name__contains="E+18").exists()


def test_a_large_amount_in_a_workbook_is_an_amount(workbook: Any) -> None:
    path = workbook("a.csv", ["Date", "Amount"], ["2025-06-01", 1234567.5], ["2025-06-02", 99999999999])
    assert counted(load_file("sales", path)) == {"read": 2, "created": 2}
    assert [float(amount) for amount in Sale.objects.order_by("sold_on").values_list("amount", flat=True)] == [
        1234567.5,
        99999999999,
    ]


def test_empty_columns_at_the_end_are_nothing(load: Loader) -> None:
    summary = load("accounts", "Name,City,,\nRoof,Lyon,,\nWall,Nice,,\n")
    assert (counted(summary), summary["ignored"]) == ({"read": 2, "created": 2}, [])


def test_what_a_form_left_unchosen_is_nothing(load: Loader) -> None:
    load("accounts", "Name,City,Industry\nRoof,Select,#N/A\n")
    assert (Account.objects.get(name="Roof").city, Account.objects.get(name="Roof").segment) == ("", None)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ('"Apr 3, 2024"', "2024-04-03"),
        ("13-09-2021", "2021-09-13"),
        ("3 août 2024", "2024-08-03"),
        ("45631", "2024-12-05"),
    ],
)
def test_days_as_people_write_them(load: Loader, written: str, day: str) -> None:
    load("expenses", f"Date,Amount\n{written},5\n")
    assert str(Expense.objects.get().spent_on) == day


def test_01_09_2021_is_asked_about(load: Loader) -> None:
    load("expenses", "Date,Amount\n01-09-2021,5\n", "--date-format", "dmy")
    assert str(Expense.objects.get().spent_on) == "2021-09-01"


@pytest.mark.parametrize("written", ['"$22,700.00"', '"22.700,00 €"', "22 700.00", "22.7K", '"22’700.00"'])
def test_amounts_as_people_write_them(load: Loader, written: str) -> None:
    load("expenses", f"Date,Amount\n2025-06-01,{written}\n", "--decimal", "," if ",00" in written else ".")
    assert Expense.objects.get().amount == 22700


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
def test_a_deal_keeps_its_accents(load: Loader, encoding: str) -> None:
    load("opportunities", "Id,Nom,Étape\n1,Toiture à rénover,Offer\n".encode(encoding))
    assert Opportunity.objects.get().name == "Toiture à rénover"


def test_a_file_glued_together_from_two_encodings(load: Loader) -> None:
    load("accounts", "Id,Nom,Ville\n1,Café,Liège\n".encode() + "2,École,Évry\n".encode("cp1252"))
    assert set(Account.objects.values_list("name", "city")) == {("Café", "Liège"), ("École", "Évry")}


def test_a_line_break_in_a_cell_and_a_header_in_the_middle(load: Loader) -> None:
    text = 'Id,Name,Notes\n1,Roof,"a\nb"\nId,Name,Notes\n\n2,Wall,c\n'
    assert counted(load("accounts", text)) == {"read": 2, "created": 2}
    assert Account.objects.get(name="Roof").notes == "a\nb"


def test_the_command_lists_what_was_left_empty(tmp_path: Path, db: None, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "calls.csv"
    file.write_text("Type,Date,Account\nCall,2025-06-01,Nobody\n")
    call_command("load", "activities", str(file))
    assert "Account: left empty in 1 rows" in capsys.readouterr().out

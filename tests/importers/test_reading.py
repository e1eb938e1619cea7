"""Files of every usual make give the same rows, and say on which line each one starts."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter

from crm.importers.problems import FileProblem
from crm.importers.reading import open_source

Write = Callable[[bytes, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def writer(content: bytes, name: str = "file.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return writer


def cells(path: Path) -> list[list[str]]:
    return [line.cells for line in open_source(path)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"])
def test_accents_are_read_in_every_usual_encoding(write: Write, encoding: str) -> None:
    path = write("nom;clôturé\nÉlan & Fils;été\n".encode(encoding), "file.csv")
    source = open_source(path)
    assert source.headers == ["nom", "clôturé"]
    assert [line.cells for line in source] == [["Élan & Fils", "été"]]


def test_the_euro_sign_of_windows_is_read(write: Write) -> None:
    assert cells(write("a;b\n12 €;œuf\n".encode("cp1252"), "file.csv")) == [["12 €", "œuf"]]


def test_bytes_that_no_encoding_of_the_file_knows_do_not_stop_it(write: Write) -> None:
    """0x81 means nothing in Windows-1252: the rest of the row is still read."""
    rows = cells(write(b"a;b\n\xe9t\xe9;x\x81y\n", "file.csv"))
    assert rows[0][0] == "été"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_recognised(write: Write, delimiter: str) -> None:
    text = delimiter.join(["name", "amount", "note"]) + "\n" + delimiter.join(["Ann", "12", "x"]) + "\n"
    source = open_source(write(text.encode(), "file.csv"))
    assert (source.delimiter, source.headers) == (delimiter, ["name", "amount", "note"])


def test_commas_inside_amounts_do_not_hide_the_semicolon(write: Write) -> None:
    assert open_source(write(b"a;b\n1,5;2,5\n3,5;4,5\n", "file.csv")).delimiter == ";"


def test_a_delimiter_may_be_given(write: Write) -> None:
    assert open_source(write(b"a:b\n1:2\n", "file.csv"), delimiter=":").headers == ["a", "b"]


def test_a_line_break_in_a_cell_keeps_the_row_whole_and_the_lines_counted(write: Write) -> None:
    path = write(b'id,note\n1,"two\nlines"\n2,one\n', "file.csv")
    assert [(line.number, line.cells) for line in open_source(path)] == [(2, ["1", "two\nlines"]), (4, ["2", "one"])]


def test_repeated_headers_and_blank_lines_are_passed_over(write: Write) -> None:
    assert cells(write(b"id,name\n1,Ann\n\nid,name\n,\n2,Bo\n", "file.csv")) == [["1", "Ann"], ["2", "Bo"]]


def test_blank_lines_before_the_header_are_passed_over(write: Write) -> None:
    source = open_source(write(b"\n\r\nId,Name\n1,Roof\n", "file.csv"))
    assert source.headers == ["Id", "Name"] and [line.cells for line in source] == [["1", "Roof"]]


def test_long_ids_stay_as_written(write: Write) -> None:
    assert cells(write(b"id,name\n25842000000262376123,Ann\n", "file.csv")) == [["25842000000262376123", "Ann"]]


@pytest.mark.parametrize("name", ["file.xlsx", "file.csv"])
def test_a_workbook_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["id", "amount", "on", "at", "clock", "won"])
        sheet.write_row(1, 0, ["12345678901234567890", 12.5])
        sheet.write_datetime(1, 2, date(2024, 3, 4), workbook.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_datetime(1, 3, datetime(2024, 3, 4, 9, 30), workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
        sheet.write_datetime(1, 4, time(9, 30), workbook.add_format({"num_format": "hh:mm"}))
        sheet.write_boolean(1, 5, True)
    first = cells(path)[0]
    assert first[:2] == ["12345678901234567890", "12.5"]
    assert first[2].startswith("2024-03-04")
    assert first[3] == "2024-03-04 09:30:00"


@pytest.mark.parametrize("content", [b"", b"  \n"])
def test_an_empty_file_is_told(write: Write, content: bytes) -> None:
    with pytest.raises(FileProblem, match="empty"):
        open_source(write(content, "file.csv"))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="There is no file"):
        open_source(tmp_path / "absent.csv")


def test_a_broken_workbook_is_told(write: Write) -> None:
    with pytest.raises(FileProblem, match="save it again"):
        list(open_source(write(b"PK\x03\x04 not really", "file.xlsx")))


def test_an_encoding_that_does_not_exist_is_told(write: Write) -> None:
    with pytest.raises(FileProblem, match="--encoding"):
        open_source(write(b"a,b\n1,2\n", "file.csv"), encoding="klingon")


def test_a_quote_that_is_never_closed_is_told_not_crashed_on(write: Write) -> None:
    path = write(b'a,b\n1,"' + b"x" * 11_000_000, "file.csv")
    with pytest.raises(FileProblem, match="quot"):
        list(open_source(path))

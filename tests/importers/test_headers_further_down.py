"""The header is found below titles, blank lines and “sep=;”, in whichever sheet; a full first line always is it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from crm.importers.problems import FileProblem
from crm.importers.profile import first_lines, profile_of
from crm.importers.reading import Source, open_source

Write = Callable[..., Path]
TABLE = "Deal,Stage,Amount,Closed\nRoof,Won,12,2024-03-01\nWall,Lost,7.5,2024-03-02\n"
HEADERS = ["Deal", "Stage", "Amount", "Closed"]
ROWS = [["Roof", "Won", "12", "2024-03-01"], ["Wall", "Lost", "7.5", "2024-03-02"]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def writer(text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / "file.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return writer


@pytest.fixture
def workbook(tmp_path: Path) -> Write:
    """A workbook of sheets, each with its rows and the column at which they begin."""

    def writer(*sheets: list[list[Any]], column: int = 0) -> Path:
        path = tmp_path / "file.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            for rows in sheets:
                sheet = book.add_worksheet()
                for number, row in enumerate(rows):
                    sheet.write_row(number, column, row)
        return path

    return writer


def lines(source: Source) -> list[tuple[int, list[str]]]:
    return [(line.number, line.cells) for line in source]


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_first_line_that_names_the_separator(write: Write, first: str, encoding: str) -> None:
    source = open_source(write(f"{first}\r\nDeal;Amount\r\nLewis, James, and Sons;1,5\r\n", encoding))
    assert (source.delimiter, source.headers) == (";", ["Deal", "Amount"])
    assert lines(source) == [(3, ["Lewis, James, and Sons", "1,5"])]


def test_a_separator_that_is_named_may_be_another_or_a_tab(write: Write) -> None:
    assert open_source(write("sep=^\nDeal^Amount\nRoof^5\n")).headers == ["Deal", "Amount"]
    assert open_source(write("sep=\t\nDeal\tAmount\nRoof\t5\n")).headers == ["Deal", "Amount"]
    assert open_source(write("sep=;\nDeal,Amount\nRoof,5\n"), delimiter=",").headers == ["Deal", "Amount"]


@pytest.mark.parametrize(
    "above",
    [
        "\n,,,\n",
        "Deals\n",
        'Campaign report\n"March 1, 2024 - March 31, 2024"\n',
        "Campaign report\nMarch 1, 2024 - March 31, 2024\n",
        "Deals,,,\n,,,\n",
        "Report:,Deals,,\nOf:,2024-04-01,,\n\n",
        "Report:,Deals\n",
    ],
)
def test_titles_and_blank_lines_above_the_header_are_passed_over(write: Write, above: str) -> None:
    source = open_source(write(above + TABLE))
    assert source.headers == HEADERS
    start = above.count("\n") + 2
    assert lines(source) == [(start, ROWS[0]), (start + 1, ROWS[1])]


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_titles_do_not_hide_the_delimiter(write: Write, delimiter: str) -> None:
    text = "Deals, by stage\nMarch 1, 2024\n\n" + TABLE.replace(",", delimiter)
    source = open_source(write(text, "utf-16"))
    assert (source.delimiter, source.headers, len(lines(source))) == (delimiter, HEADERS, 2)


def test_a_last_line_that_is_cut_off_is_told_below_titles_too(write: Write) -> None:
    source = open_source(write("Deals\n\n" + TABLE + "Hut,Wo"))
    assert [line.cut for line in source] == [False, False, True]


@pytest.mark.parametrize(
    ("text", "headers"),
    [
        ("Name\nRoof\nWall\n", ["Name"]),
        ("Name\nRoof, Lyon\nWall, Nice\n", ["Name"]),
        ("Name,City,,\nRoof,Lyon,,\nWall,Nice,,\n", ["Name", "City", "", ""]),
        (",City,Note\nAnn,Lyon,x\nBo,Nice,y\n", ["", "City", "Note"]),
        ("Id,Name\nA1,Roof,x\nA2,Wall,y\n", ["Id", "Name"]),
        ("Name,City,Note,Mail\nRoof,,,\nWall,,,\nHut,Lyon,a,b\n", ["Name", "City", "Note", "Mail"]),
        ("Name,Name,Name\nAnn,Bo,Cy\n", ["Name", "Name", "Name"]),
        ("2023,2024,2025\n1,2,3\n", ["2023", "2024", "2025"]),
        ("Name,City,Note\n", ["Name", "City", "Note"]),
        ("Id,Name\n1,Roof,x\n2,Wall,y\nX9,Hut,z\n4,Barn,t\n", ["Id", "Name"]),
    ],
)
def test_a_full_first_line_is_the_header(write: Write, text: str, headers: list[str]) -> None:
    source = open_source(write(text), delimiter=",")
    assert source.headers == headers
    assert next((number for number, _cells in lines(source)), 2) == 2


@pytest.mark.parametrize("text", ["Deals,,,,\n1,2,3,4,5\n6,7,8,9,0\n", ",,\n1,2,3\n4,5,6\n"])
def test_what_cannot_be_a_header_is_told(write: Write, text: str) -> None:
    with pytest.raises(FileProblem, match=r"Line [12] does not look like a header: put one line"):
        open_source(write(text))


def test_an_empty_header_in_a_workbook_is_told(workbook: Write) -> None:
    with pytest.raises(FileProblem, match="does not look like a header"):
        open_source(workbook([["Deals"], [1, 2, 3], [4, 5, 6]]))


SHEET = [["Deal", "Stage", "Amount"], ["Roof", "Won", 12], ["Wall", "Lost", 7.5]]


def test_titles_above_the_table_of_a_workbook(workbook: Write) -> None:
    source = open_source(workbook([["Deals report"], [], *SHEET]))
    assert source.headers == SHEET[0]
    assert lines(source) == [(4, ["Roof", "Won", "12"]), (5, ["Wall", "Lost", "7.5"])]


def test_a_table_that_begins_further_down_and_to_the_right(workbook: Write) -> None:
    source = open_source(workbook([[], [], [], *SHEET], column=2))
    assert [number for number, _cells in lines(source)] == [5, 6]
    assert [header for header in source.headers if header] == SHEET[0]


def test_a_cover_sheet_is_passed_over(workbook: Write) -> None:
    source = open_source(workbook([["Exported by Ann"], ["2024-01-01"]], [], SHEET))
    assert (source.headers, len(lines(source))) == (SHEET[0], 2)


def test_of_several_tables_the_first_is_taken(workbook: Write) -> None:
    assert open_source(workbook([["Name", "City"], ["Ann", "Lyon"]], SHEET)).headers == ["Name", "City"]


def test_a_list_of_one_column_is_taken_where_there_is_no_table(workbook: Write) -> None:
    assert lines(open_source(workbook([], [["Name"], ["Roof"]]))) == [(2, ["Roof"])]


def test_the_first_lines_for_the_pages_are_below_the_header_too(write: Write) -> None:
    profile = profile_of(open_source(write("Deals\n\n" + TABLE)))
    assert (profile["headers"], profile["total"]) == (HEADERS, 2)
    assert [line.number for line in first_lines(profile)] == [4, 5]


RUSSIAN = "Название;Стадия;Сумма\nСделка №1;Сделка успешна;100\nРемонт крыши;Новая;200\n"


def test_cyrillic_of_windows_is_recognised(write: Write) -> None:
    source = open_source(write(RUSSIAN, "cp1251"))
    assert (source.encoding, source.headers) == ("cp1251", ["Название", "Стадия", "Сумма"])
    assert lines(source)[0][1] == ["Сделка №1", "Сделка успешна", "100"]


def test_one_byte_that_cyrillic_does_not_have_does_not_stop_the_file(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(RUSSIAN.encode("cp1251") + b"\x98;\xcd\xee\xe2\xe0\xff;3\n")
    assert len(lines(open_source(path))) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Nom;Étape\nÉlan & Fils;Gagnée\nCréée à Évry;été\n",
        "Name;Straße\nMüller;Königsallee\nÄÖÜ;Öl\n",
        "Nome;Fase\nJoão;Negociação\nConceição;São Tomé\n",
        "Namn;Ort\nÅÄÖ;Göteborg\n",
        "NOM;VILLE\nÉÈÀ;ÎLE\n",
    ],
)
def test_western_files_are_read_as_ever(write: Write, text: str) -> None:
    source = open_source(write(text, "cp1252"))
    assert source.encoding == "cp1252"
    rows = [source.headers, *(cells for _number, cells in lines(source))]
    assert [";".join(row) for row in rows] == text.splitlines()


@pytest.mark.parametrize("encoding", ["koi8-r", "cp1253", "latin-1"])
def test_other_letters_are_not_taken_for_cyrillic(write: Write, encoding: str) -> None:
    words = {"koi8-r": RUSSIAN.replace("№", ""), "cp1253": "Όνομα;Στάδιο\nΠελάτης ένας;Κερδισμένη συμφωνία\n"}
    assert open_source(write(words.get(encoding, "Nom;é\nà;ç\n"), encoding)).encoding == "cp1252"

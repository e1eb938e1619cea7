"""Files → rows: CSV in any usual encoding and delimiter, XLSX, XLS and ODS. Recognised by content, not by name."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from crm.importers.packed import refuse_if_too_large, unreadable
from crm.importers.problems import FileProblem
from crm.importers.wording import either

DELIMITERS = ",;\t|"
ZIPPED = b"PK\x03\x04"
WORKBOOKS = (ZIPPED, b"\xd0\xcf\x11\xe0")
SAMPLE = 65_536
EXACT = 2.0**53
# Bytes that no text has many of.
CONTROLS = frozenset(range(1, 9)) | frozenset(range(14, 27)) | frozenset(range(28, 32))
MIXED = "utf-8 and cp1252"
csv.field_size_limit(10_000_000)


def as_windows(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 are read as Windows-1252; the five that this leaves undefined as Latin-1."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    found = error.object[error.start : error.end]
    return "".join(bytes([each]).decode("cp1252" if each not in UNDEFINED else "latin-1") for each in found), error.end


UNDEFINED = frozenset(b"\x81\x8d\x8f\x90\x9d")
codecs.register_error("as_windows", as_windows)


@dataclass(frozen=True)
class Line:
    """One record: the line of the file on which it starts (2 is the first below the header), and its cells.

    `cut` tells of a last line that ends too early: fewer cells than all others, or within quotation marks.
    """

    number: int
    cells: list[str]
    cut: bool = False


@dataclass(frozen=True)
class Source:
    """A file that can be read from the start again and again."""

    path: Path
    headers: list[str]
    encoding: str
    delimiter: str

    def __iter__(self) -> Iterator[Line]:
        """The records below the header; blank ones and repeated header lines are passed over."""
        records = workbook_records(self.path) if self.encoding == "workbook" else self._text_records()
        next(records, None)
        for line in records:
            cells = [clean(cell) for cell in line.cells]
            if any(cells) and cells != self.headers:
                yield Line(line.number, cells, line.cut)

    def _text_records(self) -> Iterator[Line]:
        with open_text(self.path, self.encoding) as file:
            raw: list[str] = []
            reader = csv.reader(remembered(file, raw), delimiter=self.delimiter)
            number, narrowest, quotes, last = 1, len(self.headers), 0, Line(1, [])
            try:
                for cells in reader:
                    if cells and last.cells:
                        narrowest = min(narrowest, len(last.cells))
                        yield last
                    if cells:
                        last, quotes = Line(number, cells), sum(line.count('"') for line in raw)
                    raw.clear()
                    number = reader.line_num + 1
                if last.cells:
                    yield replace(last, cut=bool(quotes % 2) or len(last.cells) < narrowest)
            except UnicodeError as error:
                raise wrong_encoding(self.encoding) from error
            except csv.Error as error:
                sentence = _("Line %(line)s cannot be read: a quotation mark is opened and never closed. Close it.")
                raise FileProblem(sentence % {"line": number}) from error


def open_source(path: Path, encoding: str = "", delimiter: str = "") -> Source:
    """Looks at a file; FileProblem when it is missing, empty or has no header."""
    if not path.is_file():
        raise FileProblem(_("There is no file %(path)s.") % {"path": path})
    with path.open("rb") as file:
        start = file.read(SAMPLE)
    if not start.strip():
        raise FileProblem(_("The file is empty."))
    if start.startswith(WORKBOOKS):
        if start.startswith(ZIPPED):
            refuse_if_too_large(path)
        headers = next(workbook_records(path), Line(1, [])).cells
        return Source(path, [clean(cell) for cell in headers], "workbook", "")
    encoding = encoding or recognise_encoding(path, start)
    if not encoding.startswith("utf-16") and sum(byte in CONTROLS for byte in start) > 0.01 * len(start):
        raise FileProblem(_("This file is no table: give a CSV, XLSX, XLS or ODS file."))
    if not delimiter:
        with open_text(path, encoding) as file:
            delimiter = recognise_delimiter(sample(file, encoding))
    headers = read_headers(path, encoding, delimiter)
    if not any(headers):
        raise FileProblem(_("The first line names no column: begin the file with the names of its columns."))
    return Source(path, headers, encoding, delimiter)


def clean(cell: str) -> str:
    """No database takes a NUL in text, and no text means one."""
    return cell.replace("\0", "").strip()


def remembered(file: TextIO, raw: list[str]) -> Iterator[str]:
    """The lines of a file, each also put into `raw`."""
    for line in file:
        raw.append(line)
        yield line


def open_text(path: Path, encoding: str) -> TextIO:
    """The file as text, its line ends as they are."""
    try:
        known = codecs.lookup("utf-8-sig" if encoding == MIXED else encoding).name
    except LookupError as error:
        raise wrong_encoding(encoding) from error
    return path.open(encoding=known, errors="as_windows" if encoding in (MIXED, "cp1252") else "strict", newline="")


def wrong_encoding(encoding: str) -> FileProblem:
    sentence = either(
        _("The file cannot be read as %(encoding)s: name another with --encoding."),
        _("The file cannot be read as %(encoding)s: save it again as UTF-8."),
    )
    return FileProblem(sentence % {"encoding": encoding})


def sample(file: TextIO, encoding: str) -> str:
    try:
        return file.read(SAMPLE)
    except UnicodeError as error:
        raise wrong_encoding(encoding) from error


def read_headers(path: Path, encoding: str, delimiter: str) -> list[str]:
    with open_text(path, encoding) as file:
        try:
            return [clean(cell) for cell in next(filter(None, csv.reader(file, delimiter=delimiter)), [])]
        except UnicodeError as error:
            raise wrong_encoding(encoding) from error


def recognise_encoding(path: Path, start: bytes) -> str:
    """UTF-16 by its mark or its zero bytes, UTF-8 by decoding; else Windows-1252, which is Latin-1 with quotes and €.

    A file glued together from both is read line by line as what it is.
    """
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\0" in start[:SAMPLE] and start.count(b"\0") > 0.3 * len(start):
        return "utf-16-be" if start[0] == 0 else "utf-16-le"
    with path.open("rb") as file:
        speaks = {is_utf_8(line) for line in file if not line.isascii()}
    if speaks == {True, False}:
        return MIXED
    return "cp1252" if False in speaks else "utf-8-sig"


def is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def recognise_delimiter(text: str) -> str:
    """The delimiter that splits the first records into the most columns, the same number each."""
    lines = text.splitlines()[:50]

    def score(delimiter: str) -> tuple[bool, int]:
        widths = [len(cells) for cells in csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter) if cells]
        same = bool(widths) and widths[0] > 1 and widths.count(widths[0]) >= 0.8 * len(widths)
        return same, widths[0] if widths else 0

    return max(DELIMITERS, key=score)


def workbook_records(path: Path) -> Iterator[Line]:
    """The rows of the first sheet that has any."""
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        for name in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(name).iter_rows()
            started = False
            for number, row in enumerate(rows, 1):
                started = True
                yield Line(number, [as_text(cell) for cell in row])
            if started:
                return
    except CalamineError as error:
        raise unreadable() from error


def as_text(cell: object) -> str:
    """A cell as a CSV would write it: whole numbers without “.0”, dates in ISO form.

    Workbooks keep numbers as floats: of a longer one the last digits are lost, and the form shows it.
    """
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell)) if abs(cell) < EXACT else f"{cell:.15E}"
    return cell.isoformat(" ") if isinstance(cell, datetime) else str(cell)

"""Files → rows: CSV in any usual encoding and delimiter, XLSX, XLS and ODS. Recognised by content, not by name."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, dropwhile, islice
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from crm.importers.encodings import MIXED, SAMPLE, recognise_encoding
from crm.importers.headers import (
    FARTHEST,
    LOOKED_AT,
    are_names,
    has_table,
    header_position,
    leaves_unnamed,
    named_separator,
)
from crm.importers.numbers import Numeral
from crm.importers.packed import refuse_if_too_large, unreadable
from crm.importers.problems import FileProblem
from crm.importers.wording import either

DELIMITERS = ",;\t|"
ZIPPED = b"PK\x03\x04"
WORKBOOKS = (ZIPPED, b"\xd0\xcf\x11\xe0")
EXACT = 2.0**53
# Bytes that no text has many of.
CONTROLS = frozenset(range(1, 9)) | frozenset(range(14, 27)) | frozenset(range(28, 32))
# Read whatever their bytes are.
LENIENT = (MIXED, "cp1251", "cp1252")
csv.field_size_limit(10_000_000)


@dataclass(frozen=True)
class Line:
    """One record: the line of the file on which it starts, and its cells.

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
        for line in dropwhile(lambda line: line.cells != self.headers, self.records()):
            if any(line.cells) and line.cells != self.headers:
                yield line

    def records(self) -> Iterator[Line]:
        """All that is in the file, what stands before the header too."""
        for line in workbook_records(self.path) if self.encoding == "workbook" else self._text_records():
            yield Line(line.number, [clean(cell) for cell in line.cells], line.cut)

    def _text_records(self) -> Iterator[Line]:
        with open_text(self.path, self.encoding) as file:
            raw: list[str] = []
            reader = csv.reader(remembered(file, raw), delimiter=self.delimiter)
            number, narrowest, quotes, last = 1, 0, 0, Line(1, [])
            try:
                for cells in reader:
                    if cells and last.cells:
                        # Titles before the header are narrow; they tell nothing of the last line.
                        if narrowest or [clean(cell) for cell in last.cells] == self.headers:
                            narrowest = min(narrowest or len(last.cells), len(last.cells))
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
        return with_headers(Source(path, [], "workbook", ""))
    encoding = encoding or recognise_encoding(path, start)
    if not encoding.startswith("utf-16") and sum(byte in CONTROLS for byte in start) > 0.01 * len(start):
        raise FileProblem(_("This file is no table: give a CSV, XLSX, XLS or ODS file."))
    if not delimiter:
        with open_text(path, encoding) as file:
            delimiter = recognise_delimiter(sample(file, encoding))
    return with_headers(Source(path, [], encoding, delimiter))


def with_headers(source: Source) -> Source:
    """The source with the names of its columns; FileProblem where no line is that."""
    lines = list(islice(source.records(), LOOKED_AT))
    records = [line.cells for line in lines]
    position = header_position(records)
    if position is None:
        raise FileProblem(_("The first line names no column: begin the file with the names of its columns."))
    if leaves_unnamed(records, position):
        sentence = _(
            "Line %(line)s does not look like a header: put one line with the name of each column above the rows."
        )
        raise FileProblem(sentence % {"line": lines[position].number})
    return replace(source, headers=records[position])


def clean(cell: str) -> str:
    """No database takes a NUL in text, and no text means one."""
    return cell if isinstance(cell, Numeral) else cell.replace("\0", "").strip()


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
    return path.open(encoding=known, errors="as_windows" if encoding in LENIENT else "strict", newline="")


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


def recognise_delimiter(text: str) -> str:
    """The delimiter that the first line names, else the one that splits the records into the most columns.

    Each record must have about as many. Where none has, there are titles above: the first line from which on they have
    is the header.
    """
    if named := named_separator(text):
        return named
    lines = text.splitlines()[:LOOKED_AT]
    best = most_columns(lines[:50])
    if best[0][0]:
        return best[1]
    for start in range(1, min(FARTHEST, len(lines) - 1)):
        (same, _width), delimiter = most_columns(lines[start:])
        if same and are_names(split(lines[start:], delimiter)[0]):
            return delimiter
    return best[1]


def most_columns(lines: list[str]) -> tuple[tuple[bool, int], str]:
    """The best delimiter, behind how good it is."""
    return max(((score(split(lines, each)), each) for each in DELIMITERS), key=lambda found: found[0])


def split(lines: list[str], delimiter: str) -> list[list[str]]:
    return [cells for cells in csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter) if cells]


def score(records: list[list[str]]) -> tuple[bool, int]:
    """Whether records have more than one column, nearly all as many as the first; and how many that has."""
    widths = [len(cells) for cells in records]
    same = bool(widths) and widths[0] > 1 and widths.count(widths[0]) >= 0.8 * len(widths)
    return same, widths[0] if widths else 0


def workbook_records(path: Path) -> Iterator[Line]:
    """The rows of the first sheet that has a table; where none has, of the first that has any."""
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        fallback = None
        for name in workbook.sheet_names:
            rows = sheet_rows(workbook, name)
            first = list(islice(rows, LOOKED_AT))
            if has_table([[clean(cell) for cell in line.cells] for line in first]):
                yield from chain(first, rows)
                return
            fallback = fallback or (name if first else None)
        if fallback is not None:
            yield from sheet_rows(workbook, fallback)
    except CalamineError as error:
        raise unreadable() from error


def sheet_rows(workbook: CalamineWorkbook, name: str) -> Iterator[Line]:
    for number, row in enumerate(workbook.get_sheet_by_name(name).iter_rows(), 1):
        yield Line(number, [as_text(cell) for cell in row])


def as_text(cell: object) -> str:
    """A cell as a CSV would write it: whole numbers without “.0”, dates in ISO form.

    Workbooks keep numbers as floats: of a longer one the last digits are lost, and the form shows it.
    """
    if isinstance(cell, float) and cell.is_integer():
        return Numeral(int(cell)) if abs(cell) < EXACT else f"{cell:.15E}"
    if isinstance(cell, float):
        return Numeral(cell)
    return cell.isoformat(" ") if isinstance(cell, datetime) else str(cell)

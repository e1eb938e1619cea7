"""Lists as files: all rows that the filters leave, in the list's order, with the filters printed on them."""

import csv
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

import xlsxwriter
from django.db.models import Model, QuerySet
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from crm.audit import Event, record
from crm.models import Company
from crm.templatetags.formats import moment

CHUNK = 2000
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
CSV, XLSX = "csv", "xlsx"
FORMATS = (CSV, XLSX)
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Of a worksheet, its head included.
MOST_XLSX_ROWS = 1_048_576
DAY_FORM = "yyyy-mm-dd"
MONEY_FORM = "#,##0.00"
# By the unit of a figure: how a spreadsheet shows it; what it holds stays unrounded, but for money.
NUMBER_FORMS = {
    "money": MONEY_FORM, "money_per_day": MONEY_FORM, "percent": "0.0%", "days": "0.0", "hours": "0.0",
    "ratio": "0.00", "count": "#,##0", "points": "0", "part": "General",
}  # fmt: skip
CENT = Decimal("0.01")
# Of a column, in characters: a day fits the narrowest, and a long head breaks.
NARROWEST, WIDEST = 12, 32


class Number(NamedTuple):
    """A number and how a spreadsheet shows it."""

    value: Decimal
    form: str

    @classmethod
    def of(cls, value: Any, unit: str) -> "Number | None":
        """A figure's value in a file: money in cents, which is the only rounding; None where there is no value."""
        if value is None:
            return None
        exact = value if isinstance(value, Decimal) else Decimal(str(value))
        form = NUMBER_FORMS[unit]
        return cls(exact.quantize(CENT, ROUND_HALF_UP) if form == MONEY_FORM else exact, form)


@dataclass(frozen=True)
class Field:
    """A column of a file: its head and the attribute it holds ("account.segment" follows relations, "" is the row).

    Of `money` a spreadsheet shows two decimals and holds what is stored, so that the column adds up to the figure.
    """

    label: Any
    source: str
    money: bool = False

    def value(self, row: Model) -> Any:
        found: Any = row
        for name in self.source.split(".") if self.source else ():
            found = getattr(found, name, None)
        if self.money and found is not None:
            return Number(found, MONEY_FORM)
        display = getattr(row, f"get_{self.source}_display", None)
        return display() if display and found else found


@dataclass(frozen=True)
class Export:
    """What a list gives as a file: its name there (also of the file) and its columns."""

    name: str
    title: Any
    fields: tuple[Field, ...]

    def rows(self, rows: QuerySet[Any]) -> Iterator[list[Any]]:
        """A row of values at a time, whatever their number; the rows come with the relations that they need."""
        for row in rows.iterator(chunk_size=CHUNK):
            yield [field.value(row) for field in self.fields]

    def heads(self) -> list[str]:
        return [str(field.label) for field in self.fields]


@dataclass(frozen=True)
class Table:
    """A table that is known already as a file: its name there, its head, its lines."""

    name: str
    head: list[str]
    lines: list[list[Any]]

    def rows(self, rows: Any = None) -> Iterator[list[Any]]:
        yield from self.lines

    def heads(self) -> list[str]:
        return self.head


def made_on(title: Any, viewer: Any) -> list[list[str]]:
    """The first notes of every file: what it is, when and by whom it was made."""
    return [[str(title)], [_("Made on"), moment(timezone.now())], [_("By"), str(viewer)]]


def notes(export: Export, filters: Any, viewer: Any) -> list[list[str]]:
    """What stands on the file: what it is, when and by whom it was made, and what narrows it."""
    made = made_on(export.title, viewer)
    chosen = [
        [str(field.label), shown(field, filters.form.cleaned_data.get(name))]
        for name, field in filters.form.fields.items()
        if filters.form.cleaned_data.get(name) not in (None, "")
    ]
    return made + ([[_("Filters"), ""], *chosen] if chosen else [[_("Filters"), _("none: all that you may see")]])


def shown(field: Any, value: Any) -> str:
    choices = getattr(field, "choices", None)
    if choices and not isinstance(value, Model):
        return str(dict(choices).get(value, value))
    return value.isoformat() if isinstance(value, date) else str(value)


def answer(export: Export, form: str, rows: QuerySet[Any], filters: Any, viewer: Any) -> HttpResponse:
    """The file of a list; `form` is one of FORMATS."""
    return sent(export, form, rows, notes(export, filters, viewer))


def sent(export: Any, form: str, rows: Any, printed: list[list[str]]) -> HttpResponse:
    """The file of an Export, or of a Table, with the notes `printed` on it."""
    record(Event.EXPORT, details={"list": export.name, "form": form})
    name = f"{export.name}-{Company.current().today():%Y-%m-%d}.{form}"
    if form == CSV:
        lines = csv_lines(export, rows, printed, translation.get_language() or "en")
        made: Any = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        made.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return made  # type: ignore[no-any-return]
    if isinstance(rows, QuerySet) and rows.order_by()[:MOST_XLSX_ROWS].count() == MOST_XLSX_ROWS:
        sentence = _("A spreadsheet holds fewer rows than this list has: narrow it by filters, or take CSV.")
        return HttpResponse(sentence, status=422, content_type="text/plain; charset=utf-8")
    return FileResponse(workbook(export, rows, printed), as_attachment=True, filename=name, content_type=XLSX_TYPE)


class Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(export: Any, rows: Any, printed: list[list[str]], language: str) -> Iterator[str]:
    """Lines as spreadsheets of the language read them; the notes come last, where they disturb no column.

    They are written when the request is over, and its language with it.
    """
    comma = language.startswith("fr")
    writer = csv.writer(Echo(), delimiter=";" if comma else ",")  # type: ignore[arg-type]
    # The mark by which Excel knows the encoding.
    yield "\ufeff"
    with translation.override(language):
        heads: Iterable[list[Any]] = [export.heads()]
        for part in (heads, export.rows(rows), [[]], printed):
            for row in part:
                yield writer.writerow([written(value, comma) for value in row])  # type: ignore[misc]


def written(value: Any, comma: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, Number):
        value = value.value
    if isinstance(value, Decimal):
        text = format(value.normalize(), "f")
        return text.replace(".", ",") if comma else text
    return value.isoformat() if isinstance(value, date) else harmless(str(value))


def harmless(text: str) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front."""
    return f"'{text}" if text.startswith(FORMULA) else text


def workbook(export: Any, rows: Any, printed: list[list[str]]) -> Any:
    """A temporary file with the rows on the first sheet and the notes on the second, written row by row."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- closed by the answer that sends it
    with written_workbook(file) as book:
        fill(book, export, rows, printed)
    file.seek(0)
    return file


@contextmanager
def written_workbook(file: Any) -> Iterator[Any]:
    """Row by row through files in a folder, which is gone at the end: also where the disk is full."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with tempfile.TemporaryDirectory(prefix="jauge-workbook-") as folder:
        book = xlsxwriter.Workbook(file, {**options, "tmpdir": folder})
        yield book
        book.close()


def fill(book: Any, export: Any, rows: Any, printed: list[list[str]]) -> None:
    head_form, forms = book.add_format({"bold": True, "text_wrap": True, "valign": "top"}), Forms(book)
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    for column, head in enumerate(export.heads()):
        sheet.write_string(0, column, head, head_form)
        sheet.set_column(column, column, min(max(len(head) + 2, NARROWEST), WIDEST))
    for number, row in enumerate(export.rows(rows), 1):
        for column, value in enumerate(row):
            put(sheet, number, column, value, forms)
    about = book.add_worksheet()
    about.set_column(0, 1, WIDEST)
    for number, line in enumerate(printed):
        for column, text in enumerate(line):
            about.write_string(number, column, text)


class Forms(dict[str, Any]):
    """The formats of a workbook by how they show a number or a day, each made once."""

    def __init__(self, book: Any) -> None:
        self.book = book

    def __missing__(self, form: str) -> Any:
        self[form] = self.book.add_format({"num_format": form})
        return self[form]


def put(sheet: Any, number: int, column: int, value: Any, forms: Forms) -> None:
    if value is None or value == "":
        return
    if isinstance(value, Number):
        sheet.write_number(number, column, value.value, forms[value.form])
    elif isinstance(value, Decimal | int | float) and not isinstance(value, bool):
        sheet.write_number(number, column, value)
    elif isinstance(value, date) and not isinstance(value, datetime):
        sheet.write_datetime(number, column, datetime(value.year, value.month, value.day), forms[DAY_FORM])
    else:
        sheet.write_string(number, column, str(value))

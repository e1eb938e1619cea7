"""The fields a file may fill, the headers they are known by, and how a cell becomes a value."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from crm.importers.problems import REJECTED_COLUMNS, FileProblem, RowProblem
from crm.importers.recognising import DateColumn, NumberColumn, is_nothing
from crm.importers.references import Reference
from crm.models import Company
from crm.models.names import normalise

TEXT, DATE, NUMBER, WHOLE, EMAIL, REFERENCE = "text", "date", "number", "whole", "email", "reference"
Column = DateColumn | NumberColumn | None
# What a spreadsheet makes of an id with more digits than it keeps: 2.5842E+16.
ROUNDED = re.compile(r"\d(?:[.,]\d+)?e\+(1[1-9]|[2-9]\d)", re.I)
# What a column of the database holds: 14 digits before the point and 6 after; a whole number of 32 bits.
MOST_NUMBER, MILLIONTH, MOST_WHOLE = Decimal(10) ** 14, Decimal("0.000001"), 2**31 - 1


@dataclass(frozen=True)
class Field:
    """`headers` are the names it goes by in files, normalised; the field's own name is always one of them."""

    name: str
    type: str = TEXT
    headers: tuple[str, ...] = ()
    required: bool = False
    reference: Reference | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    most: int = 200
    # A reference to what is not there: left empty and told, instead of rejecting the row.
    lenient: bool = False

    def known_by(self) -> list[str]:
        """Plain headers, the one to prefer first."""
        return [plain_header(name) for name in (self.name, *self.headers)]


def plain_header(text: str) -> str:
    """A header without case, accents, spaces and punctuation: "Date de clôture" → "datedecloture".

    So "OpportunityId", "opportunity_id" and "Opportunity ID" are one.
    """
    return "".join(re.findall(r"[a-z0-9]+", normalise(text)))


@dataclass(frozen=True)
class Columns:
    """Several columns for one field: the first that is filled in, or all of them `joined` by a blank."""

    headers: tuple[str, ...]
    joined: bool = False

    def positions(self, headers: list[str]) -> list[int]:
        """Where they stand in a file, in the order wished; none unless all are there to be joined."""
        plain = [plain_header(header) for header in headers]
        found = [
            headers.index(header) if header in headers else plain.index(plain_header(header))
            for header in self.headers
            if plain_header(header) in plain
        ]
        return found if found and (not self.joined or len(found) == len(self.headers)) else []


def one(header: str) -> Columns:
    return Columns((header,))


def first(*headers: str) -> Columns:
    return Columns(headers)


def joined(*headers: str) -> Columns:
    return Columns(headers, joined=True)


@dataclass
class Mapped:
    """The columns of the file that fill a field (mostly one); how its dates or numbers are written."""

    header: str
    positions: tuple[int, ...]
    field: Field
    column: Column = None
    joined: bool = False
    rewrites: tuple[tuple[str, str], ...] = ()

    @property
    def by_id(self) -> bool:
        """Whether the column points to records by their id in the other system, as “Account Id” does."""
        return self.field.reference is not None and plain_header(self.header).endswith("id")

    def see(self, cells: list[str]) -> None:
        value = self.text(cells)
        if self.column is not None and not is_nothing(value):
            self.column.see(value)

    def text(self, cells: list[str]) -> str:
        """What the file says: the cell, the first that is filled in, or all with a blank between."""
        found = [cells[position] for position in self.positions if position < len(cells)]
        if len(self.positions) > 1:
            found = [cell for cell in found if not is_nothing(cell)]
        return " ".join(found) if self.joined else next(iter(found), "")

    def read(self, cells: list[str], values: Mapping[str, str]) -> Any:
        """The value of the cell; None when there is none. RowProblem when it cannot be understood."""
        text = self.text(cells)
        if self.by_id and not text.strip("0"):
            return None
        return parse(self.field, values[text] if text in values else self.rewritten(text), self.column)

    def rewritten(self, text: str) -> str:
        """The cell by the first pattern that fits all of it, as it stands where none does."""
        for pattern, replacement in self.rewrites:
            if match := re.fullmatch(pattern, text, re.I):
                return match.expand(replacement)
        return text


def parse(target: Field, text: str, column: Column) -> Any:
    if is_nothing(text):
        if target.required:
            raise RowProblem(target.name, text, _("This cell is needed: fill it in."))
        return None
    try:
        return READERS[target.type](target, text, column)
    except (ValueError, OverflowError) as error:
        if isinstance(error, RowProblem):
            raise
        raise RowProblem(target.name, text, SENTENCES[target.type]() % {"value": text}) from error


def read_text(target: Field, text: str, column: Column) -> str:
    if len(text) > target.most:
        raise RowProblem(
            target.name,
            text[:60],
            _("This text is longer than %(most)s characters: shorten it.") % {"most": target.most},
        )
    if target.name == "external_id":
        refuse_rounded(target, text)
    if target.choices:
        found = target.choices.get(normalise(text))
        if found is None:
            words = {"value": text, "names": ", ".join(target.choices)}
            raise RowProblem(target.name, text, _("“%(value)s” is none of: %(names)s.") % words)
        return found
    # A number cell of a workbook is one no more.
    return str(text)


def read_reference(target: Field, text: str, column: Column) -> str:
    if not target.lenient:
        refuse_rounded(target, text)
    return str(text)


def refuse_rounded(target: Field, text: str) -> None:
    """An id of which a spreadsheet has lost the last digits would stand for several records."""
    if ROUNDED.fullmatch(text):
        sentence = _("A spreadsheet has rounded this id: export it as text, or load the file that it came from.")
        raise RowProblem(target.name, text, sentence)


def read_date(target: Field, text: str, column: Column) -> date | datetime:
    found = (column if isinstance(column, DateColumn) else DateColumn("dmy")).read(text)
    if isinstance(found, datetime):
        # In UTC, because an hour that a clock change skips or repeats is never equal to itself in another zone.
        found = (found if found.tzinfo else found.replace(tzinfo=Company.current().zone)).astimezone(UTC)
    if found.year < 1911:
        raise ValueError(text)
    return found


def read_number(target: Field, text: str, column: Column) -> Decimal:
    number = (column if isinstance(column, NumberColumn) else NumberColumn(".")).read(text)
    if abs(number) >= MOST_NUMBER:
        raise ValueError(text)
    return number.quantize(MILLIONTH)


def read_whole(target: Field, text: str, column: Column) -> int:
    number = read_number(target, text, column)
    if number != number.to_integral_value() or abs(number) > MOST_WHOLE:
        raise ValueError(text)
    return int(number)


def read_email(target: Field, text: str, column: Column) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        raise ValueError(text) from error
    return text


READERS: dict[str, Callable[[Field, str, Column], Any]] = {
    TEXT: read_text, DATE: read_date, NUMBER: read_number, WHOLE: read_whole, EMAIL: read_email,
    REFERENCE: read_reference,
}  # fmt: skip
SENTENCES: dict[str, Callable[[], str]] = {
    DATE: lambda: _("“%(value)s” is not a date: write it as 2026-03-31."),
    NUMBER: lambda: _("“%(value)s” is not a number."),
    WHOLE: lambda: _("“%(value)s” is not a whole number."),
    EMAIL: lambda: _("“%(value)s” is not an e-mail address."),
    TEXT: lambda: _("“%(value)s” cannot be understood."),
    REFERENCE: lambda: _("“%(value)s” cannot be understood."),
}


def local_date(value: date | datetime | None) -> date | None:
    """The company's calendar date of what a date field gave."""
    return Company.current().local_date(value) if isinstance(value, datetime) else value


def map_columns(
    headers: list[str],
    fields: Mapping[str, Field],
    given: Mapping[str, str],
    constants: Collection[str] = (),
    preset: Mapping[str, Columns] | None = None,
) -> list[Mapped]:
    """Which columns fill which field: as given by the user, else by the preset, else by the field's own names.

    A field that is set to a constant takes no column unless one is given. The columns that a file of rejected rows
    has before its own are passed over, so that it can be corrected and loaded as it is.
    """
    taken = as_given(headers, fields, given)
    for name, columns in (preset or {}).items():
        positions = columns.positions(headers)
        if name not in taken and positions:
            header = " + ".join(headers[position] for position in positions)
            taken[name] = Mapped(header, tuple(positions), fields[name], column_for(fields[name]), columns.joined)
    told = len(REJECTED_COLUMNS) if tuple(headers[: len(REJECTED_COLUMNS)]) == REJECTED_COLUMNS else 0
    for target in fields.values():
        if target.name in taken or target.name in constants:
            continue
        known = target.known_by()
        used = {position for mapped in taken.values() for position in mapped.positions}
        free = [
            (known.index(plain_header(header)), position)
            for position, header in enumerate(headers)
            if position >= told and position not in used and header not in given and plain_header(header) in known
        ]
        if free:
            position = min(free)[1]
            taken[target.name] = Mapped(headers[position], (position,), target, column_for(target))
    compare_dates(mapped.column for mapped in taken.values())
    return list(taken.values())


def compare_dates(columns: Iterable[Column]) -> None:
    """Lets the columns of dates of one file know of each other."""
    dates = [column for column in columns if isinstance(column, DateColumn)]
    for column in dates:
        column.others = [other for other in dates if other is not column]


def as_given(headers: list[str], fields: Mapping[str, Field], given: Mapping[str, str]) -> dict[str, Mapped]:
    """The columns that the user names; FileProblem where there is no such column or field."""
    taken = {}
    for header, name in given.items():
        if not name:
            continue
        if name not in fields:
            words = {"name": name, "names": ", ".join(fields)}
            raise FileProblem(_("There is no field “%(name)s”; there are: %(names)s.") % words)
        if header not in headers:
            words = {"name": header, "names": ", ".join(headers)}
            raise FileProblem(_("The file has no column “%(name)s”; it has: %(names)s.") % words)
        taken[name] = Mapped(header, (headers.index(header),), fields[name], column_for(fields[name]))
    return taken


def column_for(target: Field) -> Column:
    if target.type == DATE:
        return DateColumn()
    return NumberColumn(whole=target.type == WHOLE) if target.type in (NUMBER, WHOLE) else None

"""Loads a file: recognises its columns, checks each row, applies chunk by chunk in constant memory."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from django.db import transaction
from django.utils.translation import gettext as _

from crm.importers import statistics
from crm.importers.currencies import Symbols
from crm.importers.effects import Effects
from crm.importers.fields import Field, Mapped, column_for, map_columns, parse, plain_header
from crm.importers.kinds import KINDS
from crm.importers.kinds.base import REJECTED, SKIPPED, Kind, Row
from crm.importers.no_records import Totals, with_footers
from crm.importers.options import Options
from crm.importers.presets import preset_for
from crm.importers.problems import REJECTED_COLUMNS, FileProblem, RowProblem
from crm.importers.reading import Line, Source, open_source
from crm.importers.recognising import DateColumn, NumberColumn
from crm.importers.references import Directory
from crm.importers.seen import Seen
from crm.importers.turns import let_others_write
from crm.importers.wording import either
from crm.models.webhooks import silence

CHUNK = 1000


@dataclass
class Summary:
    """What became of the file.

    `columns` tells what each column was taken for, `ignored` which were not used, `left_empty` in which columns
    something was named that is not there, and in how many rows; those rows were taken without it. `skipped` rows are
    no records of this kind. `notes` are sentences on how the file was read.
    """

    read: int = 0
    states: Counter[str] = field(default_factory=Counter)
    created_missing: dict[str, int] = field(default_factory=dict)
    columns: list[dict[str, str]] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    left_empty: dict[str, int] = field(default_factory=dict)
    encoding: str = ""
    delimiter: str = ""
    applied: bool = True
    preset: str = ""
    notes: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        states = {name: self.states[name] for name in ("created", "updated", "unchanged", "rejected", "skipped")}
        return {
            "read": self.read, **states, "created_missing": self.created_missing, "applied": self.applied,
            "columns": self.columns, "ignored": self.ignored, "left_empty": self.left_empty,
            "encoding": self.encoding, "delimiter": self.delimiter, "preset": self.preset, "notes": self.notes,
        }  # fmt: skip


class Course:
    """Goes along with a load, told of each chunk in the transaction that applies it; this one keeps nothing.

    `done` is the number of records that an earlier run has applied, `line` where the last of them starts.
    """

    done = 0
    line = 0
    effects = Effects()
    seen_path: Path | None = None

    def begins(self, summary: Summary) -> None:
        """Before the first chunk: brings the summary to what an earlier run had counted."""

    def takes_turn(self) -> None:
        """At the start of the transaction of a chunk."""

    def has_done(self, summary: Summary, line: int) -> None:
        """At its end; `line` is where its last record starts."""

    def goes_on(self) -> None:
        """Between two chunks, outside of a transaction, and now and then while the file is looked through; raising
        here stops the load with all chunks so far applied."""

    def ends(self, summary: Summary) -> None:
        """In the last transaction, with the summary whole."""


class Load:
    """One file of one kind. `run` does it; FileProblem when the file as a whole cannot be taken.

    `source` is given where the file was opened already, or for lines that are in no file.
    """

    def __init__(self, kind: str, path: Path, options: Options | None = None, source: Source | None = None) -> None:
        if kind not in KINDS:
            words = {"kind": kind, "kinds": ", ".join(KINDS)}
            raise FileProblem(_("“%(kind)s” cannot be loaded; these can: %(kinds)s.") % words)
        asked = options or Options()
        self.kind_class = KINDS[kind]
        self.fields = self.kind_class.by_name()
        self.source: Source = source or open_source(path, asked.encoding, asked.delimiter)
        preset = preset_for(kind, asked.preset, self.source.headers)
        self.options = preset.under(asked) if preset else asked
        self.columns = self._map_columns()
        self.totals, self.footers = Totals(self.kind_class, self.columns), set[int]()
        self.symbols = Symbols(self._amount())
        self.summary = Summary(
            encoding=self.source.encoding, delimiter=self.source.delimiter, preset=preset.name if preset else ""
        )
        self.errors: TextIO | None = None

    def _map_columns(self) -> list[Mapped]:
        columns = map_columns(
            self.source.headers, self.fields, self.options.mapping, self.options.constants, self.options.columns
        )
        for column in columns:
            column.rewrites = self.options.rewrites.get(column.field.name, ())
            if column.field.name in self.kind_class.numbers:
                column.column = self.kind_class.numbers[column.field.name]()
        return columns

    def _amount(self) -> Mapped | None:
        """The column whose currency signs tell in what it is; none where a column or the user says it."""
        by_field = {column.field.name: column for column in self.columns}
        if "currency" in by_field or "currency" in self.options.constants or "currency" not in self.fields:
            return None
        return by_field.get("amount")

    def run(
        self,
        errors: TextIO | None = None,
        progress: Callable[[int], None] = lambda read: None,
        course: Course | None = None,
    ) -> Summary:
        """Loads the file; rejected rows go to `errors` as CSV with line, column, value and sentence."""
        course = course or Course()
        self._check_names()
        self._recognise(course)
        self.errors = errors
        # Otherwise each chunk is a transaction of its own, so that a long file does not lock others out.
        whole = self.options.dry_run or self.options.all_or_nothing
        with transaction.atomic() if whole else nullcontext():
            self._load(progress, course)
            if self.options.dry_run or (whole and self.summary.states[REJECTED]):
                transaction.set_rollback(True)
                self.summary.applied = False
        return self.summary

    def preview(self) -> list[Row]:
        """What would become of the rows, each with the values that it was read to (`shown`); nothing is changed."""
        self._check_names()
        self._recognise(Course())
        with transaction.atomic():
            kind = self._begin(Course())
            rows = self._take(list(self._lines()), kind)
            self._count(rows, kind)
            transaction.set_rollback(True)
        kind.seen.close()
        return rows

    def _begin(self, course: Course) -> Kind:
        seen = Seen(course.seen_path)
        seen.forget_after(course.line)
        directory = Directory(self.options.create_missing, seen=seen, effects=course.effects)
        kind = self.kind_class(directory, self.options)
        self.constants = {name: self.constant(name, text) for name, text in self.options.constants.items()}
        self.starting = {name: self.constant(name, text) for name, text in self.options.starting.items()}
        self.skipping = self._skipping()
        directory.begin(kind.references())
        course.begins(self.summary)
        directory.created.update(self.summary.created_missing)
        by_header = {self._header_of(name): name for name in self.fields}
        directory.left_empty.update({by_header[name]: count for name, count in self.summary.left_empty.items()})
        return kind

    def _load(self, progress: Callable[[int], None], course: Course) -> None:
        kind = self._begin(course)
        for number, lines in enumerate(self._chunks(course.done)):
            statistics.refresh(number, self.summary.read)
            course.goes_on()
            with transaction.atomic(), silence():
                course.takes_turn()
                rows = self._take(lines, kind)
                self._count(rows, kind)
                course.effects.keep()
                course.has_done(self.summary, lines[-1].number)
            let_others_write()
            progress(self.summary.read)
        course.goes_on()
        with transaction.atomic(), silence():
            course.takes_turn()
            kind.finish()
            self.summary.notes += kind.notes()
            self._count([], kind)
            course.effects.keep()
            course.ends(self.summary)
        kind.seen.close()

    def _take(self, lines: list[Line], kind: Kind) -> list[Row]:
        rows = [self._parse(line) for line in lines]
        self._resolve(rows, kind.directory)
        for row in rows:
            row.shown = dict(row.values)
        self._clean(rows, kind)
        kind.apply([row for row in rows if not row.state])
        kind.seen.keep()
        return rows

    def _lines(self) -> Iterator[Line]:
        """Those of the file; which of them stand below its table is known by then."""
        for line, is_footer in with_footers(self.source, len(self.source.headers)):
            if is_footer:
                self.footers.add(line.number)
            yield line

    def _chunks(self, done: int) -> Iterator[list[Line]]:
        lines = islice(self._lines(), done, None)
        while chunk := list(islice(lines, CHUNK)):
            yield chunk

    def _check_names(self) -> None:
        named = [*self.options.constants, *self.options.values, *self.options.key, *self.options.starting]
        named += [*self.options.date_orders, *self.options.decimals, *self.options.leave_empty]
        for name in named:
            if name not in self.fields and name != "*":
                words = {"name": name, "names": ", ".join(self.fields)}
                raise FileProblem(_("There is no field “%(name)s”; there are: %(names)s.") % words)
        filled = {column.field.name for column in self.columns} | {*self.options.constants, *self.options.starting}
        for target in self.fields.values():
            if target.required and target.name not in filled:
                words = {"field": target.name, "headers": ", ".join(filter(None, self.source.headers))}
                sentence = either(
                    _(
                        "No column was recognised as “%(field)s”: say --map 'Header=%(field)s' with one of "
                        "%(headers)s, or --set %(field)s=value for all rows."
                    ),
                    _("No column was recognised as “%(field)s”: choose the one that it is, or a value for all rows."),
                )
                raise FileProblem(sentence % words)

    def _recognise(self, course: Course) -> None:
        """Reads the file once to see how each column writes dates and numbers."""
        telling = [column for column in self.columns if column.column is not None]
        for column in telling:
            name = column.field.name
            if isinstance(column.column, DateColumn):
                column.column.order = self.options.date_orders.get(name) or self.options.date_orders.get("*", "")
            elif isinstance(column.column, NumberColumn):
                column.column.decimal = self.options.decimals.get(name) or self.options.decimals.get("*", "")
        if telling:
            for number, line in enumerate(self.source):
                if not number % CHUNK:
                    course.goes_on()
                self.symbols.see(line.cells)
                for column in telling:
                    column.see(line.cells)
        self.symbols.settle()
        self.summary.notes += self.symbols.notes
        for column in self.columns:
            self.summary.columns.append(self._told(column))
        used = {position for column in self.columns for position in column.positions}
        used |= set(self._skipping())
        self.summary.ignored = [
            header
            for position, header in enumerate(self.source.headers)
            if header and position not in used and not (self._told_before() and position < len(REJECTED_COLUMNS))
        ]

    def _told(self, column: Mapped) -> dict[str, str]:
        told = {"header": column.header, "field": column.field.name}
        if column.column is not None:
            told["written"] = column.column.settle(column.header, column.field.name)
        return told

    def constant(self, name: str, text: str) -> Any:
        return parse(self.fields[name], text, column_for(self.fields[name]))

    def _parse(self, line: Line) -> Row:
        row = Row(line.number, line.cells, dict(self.constants))
        if line.number in self.footers or line.cells in self.totals or self._passed_over(line.cells):
            row.state = SKIPPED
            return row
        if problem := self._shape(line):
            row.reject(problem)
            return row
        for column in self.columns:
            try:
                value = column.read(line.cells, self.options.values.get(column.field.name, {}))
            except RowProblem as problem:
                row.reject(problem)
                return row
            if value is not None or column.field.name not in row.values:
                row.values[column.field.name] = value
        for name, value in self.starting.items():
            if row.values.get(name) is None:
                row.values[name] = value
                row.assumed.add(name)
        if (currency := self.symbols.currency_of(line.cells)) is not None:
            row.values["currency"] = currency
        return row

    def _skipping(self) -> dict[int, set[str]]:
        """Position of a column → the values that tell that a row is no record; FileProblem where there is none."""
        found = {}
        plain = [plain_header(header) for header in self.source.headers]
        for header, values in self.options.skip.items():
            if plain_header(header) not in plain:
                words = {"name": header, "names": ", ".join(filter(None, self.source.headers))}
                raise FileProblem(_("The file has no column “%(name)s”; it has: %(names)s.") % words)
            found[plain.index(plain_header(header))] = {value.casefold() for value in values}
        return found

    def _passed_over(self, cells: list[str]) -> bool:
        return any(
            position < len(cells) and cells[position].casefold() in values for position, values in self.skipping.items()
        )

    def _shape(self, line: Line) -> RowProblem | None:
        """A line that is cut off, or that has more in it than the header has columns."""
        if line.cut:
            sentence = _("The last line is cut off, or a quotation mark in it is never closed: complete it.")
            return RowProblem(None, "", sentence)
        extra = [cell for cell in line.cells[len(self.source.headers) :] if cell]
        if extra:
            sentence = _(
                "The line has more cells than the header: put texts that contain the delimiter in quotation marks."
            )
            return RowProblem(None, extra[0], sentence)
        return None

    def _resolve(self, rows: list[Row], directory: Directory) -> None:
        """Names become records, one query per reference for the whole chunk."""
        for target in self._references():
            assert target.reference
            naming = [row for row in rows if not row.state and row.values.get(target.name)]
            by_id = any(column.by_id for column in self.columns if column.field is target)
            directory.look_up(target.reference, [row.values[target.name] for row in naming], by_id)
            for row in naming:
                self._point(row, target, directory, by_id)

    def _point(self, row: Row, target: Field, directory: Directory, by_id: bool) -> None:
        assert target.reference
        try:
            found = directory.find(target.reference, target.name, row.values[target.name], target.lenient, by_id)
        except RowProblem as problem:
            if not target.lenient:
                row.reject(problem)
                return
            directory.left_empty[target.name] += 1
            found = None
        row.values[target.name] = found

    def _references(self) -> list[Field]:
        return [target for target in self.fields.values() if target.reference]

    def _clean(self, rows: list[Row], kind: Kind) -> None:
        for row in rows:
            if not row.state:
                try:
                    kind.clean(row)
                except RowProblem as problem:
                    row.reject(problem)

    def _count(self, rows: list[Row], kind: Kind) -> None:
        for row in rows:
            self.summary.read += 1
            self.summary.states[row.state] += 1
            if row.problem is not None and self.errors is not None:
                self._tell(row, row.problem, csv.writer(self.errors))
        directory = kind.directory
        self.summary.left_empty = {self._header_of(name): count for name, count in directory.left_empty.items()}
        self.summary.created_missing = dict(sorted(directory.created.items()))

    def _tell(self, row: Row, problem: RowProblem, errors: Any) -> None:
        """A rejected row with its reason, and its own cells so that it can be corrected and loaded again."""
        if self.summary.states[REJECTED] == 1:
            errors.writerow([*REJECTED_COLUMNS, *self._own(self.source.headers)])
        errors.writerow(
            [row.number, self._header_of(problem.field), problem.value, problem.sentence, *self._own(row.cells)]
        )

    def _own(self, cells: list[str]) -> list[str]:
        """Without what an earlier file of rejected rows put before them."""
        return cells[len(REJECTED_COLUMNS) :] if self._told_before() else cells

    def _told_before(self) -> bool:
        return tuple(self.source.headers[: len(REJECTED_COLUMNS)]) == REJECTED_COLUMNS

    def _header_of(self, name: str | None) -> str:
        """The column of the file that fills a field, or the field where none does."""
        headers = [column.header for column in self.columns if column.field.name == name]
        return headers[0] if headers else name or ""

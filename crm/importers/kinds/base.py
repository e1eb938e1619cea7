"""A kind of file: its fields, how a row is recognised again, and how rows become records."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction
from django.utils.translation import gettext as _

from crm.importers.currencies import CONVERSION
from crm.importers.fields import Field
from crm.importers.options import Options
from crm.importers.problems import RowProblem
from crm.importers.recognising import NumberColumn
from crm.importers.references import Directory, Reference
from crm.importers.seen import fingerprint
from crm.importers.wording import either
from crm.importers.writing import store
from crm.models.names import normalise

CREATED, UPDATED, UNCHANGED, REJECTED = "created", "updated", "unchanged", "rejected"
# A row that is no record of this kind, such as one that the other system has deleted.
SKIPPED = "skipped"


@dataclass
class Row:
    """A record on its way: the line of the file, its cells, its values (None: the file says nothing).

    `assumed` names the values that only a new record gets.
    """

    number: int
    cells: list[str]
    values: dict[str, Any] = field(default_factory=dict)
    state: str = ""
    problem: RowProblem | None = None
    assumed: set[str] = field(default_factory=set)
    # The values as the file gave them, before the kind made its own of them: for people to look at.
    shown: dict[str, Any] = field(default_factory=dict)

    def said(self) -> int:
        """The same for rows that say the same."""
        return fingerprint(sorted((name, plain(value)) for name, value in self.values.items()))

    def reject(self, problem: RowProblem) -> None:
        self.state, self.problem = REJECTED, problem


class Kind:
    """Subclasses name a model and its fields. `key` recognises a record again where no external id is given."""

    id: ClassVar[str]
    model: ClassVar[type[models.Model]]
    fields: ClassVar[tuple[Field, ...]]
    key: ClassVar[tuple[str, ...]] = ("name",)
    related: ClassVar[tuple[str, ...]] = ()
    bulk: ClassVar[bool] = True
    # Whether rows without an id that share the natural key but differ are records of their own (facts), or one
    # record told twice (accounts, products …).
    repeats: ClassVar[bool] = False
    # Fields whose records change with the row: an account remembers its first sale.
    bystanders: ClassVar[tuple[str, ...]] = ()
    # The field in which the row that adds up the others says so, if not in its first cell; whether these files are
    # reports of figures, whose last rows may have a date or a state as all others have.
    label: ClassVar[str] = "name"
    report: ClassVar[bool] = False
    # Fields whose numbers are written in ways of their own.
    numbers: ClassVar[Mapping[str, type[NumberColumn]]] = {}

    def __init__(self, directory: Directory, options: Options) -> None:
        self.directory = directory
        self.options = options
        self.chosen_key = options.key
        self.seen = directory.seen
        self.effects = directory.effects
        self.names = {each.name for each in self.model._meta.get_fields() if getattr(each, "concrete", False)}

    @classmethod
    def by_name(cls) -> dict[str, Field]:
        return {each.name: each for each in cls.fields}

    def references(self) -> list[Reference]:
        return [each.reference for each in self.fields if each.reference]

    def clean(self, row: Row) -> None:
        """Checks a row as a whole and fills what follows from it; raises RowProblem."""

    def clean_new(self, row: Row) -> None:
        """What only a new record needs; raises RowProblem."""

    def key_of(self, row: Row) -> tuple[Any, ...]:
        """What a record is recognised by: the key asked for, else the external id, else the natural key."""
        names = self.chosen_key or (("external_id",) if row.values.get("external_id") else self.key)
        return (names, *(self.comparable(name, row.values.get(name)) for name in names))

    def comparable(self, name: str, value: Any) -> Any:
        if isinstance(value, models.Model):
            return value.pk
        return normalise(value) if name == "name" and value else value

    def existing(self, rows: list[Row]) -> dict[tuple[Any, ...], list[Any]]:
        """The records that the rows may be about, by key, oldest first: one query per form of key in the chunk."""
        found: dict[tuple[Any, ...], list[Any]] = {}
        keys = [self.key_of(row) for row in rows]
        for names in {key[0] for key in keys}:
            firsts = {key[1] for key in keys if key[0] == names}
            for record in self.candidates(names[0], firsts):
                found.setdefault((names, *(self.of_record(record, name) for name in names)), []).append(record)
        return found

    def candidates(self, name: str, values: set[Any]) -> models.QuerySet:
        column = "normalised_name" if name == "name" else name
        condition = models.Q(**{f"{column}__in": values - {None}})
        if None in values:
            condition |= models.Q(**{f"{column}__isnull": True})
        return self.model._default_manager.filter(condition).select_related(*self.related).order_by("pk")

    def unnamed_before(self, rows: list[Row]) -> dict[str, Any]:
        """Records known by name alone, made before any file gave them an id: the row with that name is theirs."""
        names = {normalise(row.values["name"]) for row in rows if row.values.get("name")}
        if self.repeats or self.key != ("name",) or self.chosen_key or not names:
            return {}
        records = self.candidates("name", names).filter(external_id="")
        return {record.normalised_name: record for record in records}

    def of_record(self, record: Any, name: str) -> Any:
        if name == "name":
            return record.normalised_name
        value = getattr(record, name)
        return value.pk if isinstance(value, models.Model) else value

    def apply(self, rows: list[Row]) -> None:
        """Creates, updates or leaves a record for each row; what cannot be done is told."""
        existing, unnamed = self.existing(rows), self.unnamed_before(rows)
        keys = [self.key_of(row) for row in rows]
        marks = [(mark_of(key), row.said()) for key, row in zip(keys, rows, strict=True)]
        self.seen.look_up(marks)
        self.watch(rows, [*unnamed.values(), *(each for key in keys for each in existing.get(key, []))])
        fresh: list[Row] = []
        for row, key, mark in zip(rows, keys, marks, strict=True):
            place = self.place(row, key, mark)
            if row.state:
                continue
            records = existing.get(key, [])
            record = records[place] if place < len(records) else None
            if record is None and key[0] == ("external_id",) and row.values.get("name"):
                record = unnamed.pop(normalise(row.values["name"]), None)
            if record is not None:
                self.guarded(row, lambda row=row, record=record: self.update(record, row))  # type: ignore[misc]
            else:
                fresh.append(row)
        self.create_all([row for row in fresh if self.ready(row)])

    def watch(self, rows: list[Row], records: list[Any]) -> None:
        """What the rows may change is noted as it is now."""
        self.effects.watch(self.model, [record.pk for record in records])
        telling = rows if records else [row for row in rows if self.touches(row)]
        for name in self.bystanders:
            touched = {row.values[name] for row in telling if row.values.get(name)}
            for model in {type(record) for record in touched}:
                self.effects.watch(model, [record.pk for record in touched])

    def touches(self, row: Row) -> bool:
        """Whether a new record of the row may change bystanders."""
        return True

    def place(self, row: Row, key: tuple[Any, ...], mark: tuple[int, int]) -> int:
        """Which of the records of its key the row is about; an exact repeat is left, a conflicting one rejected."""
        known, said = mark
        before = self.seen.earlier[known]
        own = self.repeats and key[0] == self.key and not self.chosen_key
        if said in before.fingerprints and not (own and self.options.keep_repeats):
            row.state = UNCHANGED
        elif before.count and not own:
            words = {"line": before.line, "names": ", ".join(key[0])}
            sentence = either(
                _(
                    "Line %(line)s says otherwise of the same record (the same %(names)s): keep one of the two, or "
                    "name fields that tell them apart with --key."
                ),
                _(
                    "Line %(line)s says otherwise of the same record (the same %(names)s): keep one of the two, or "
                    "choose what else tells records apart."
                ),
            )
            row.reject(RowProblem(key[0][0], row.values.get(key[0][0], ""), sentence % words))
        else:
            self.seen.add(known, said, row.number)
        return before.count - 1

    def ready(self, row: Row) -> bool:
        try:
            self.clean_new(row)
        except RowProblem as problem:
            row.reject(problem)
        return not row.state

    def create_all(self, rows: list[Row]) -> None:
        if self.bulk:
            try:
                with transaction.atomic():
                    self.create(rows)
            except (IntegrityError, DataError):
                # One row is at fault: each is tried alone, so that the others are not lost with it.
                pass
            else:
                for row in rows:
                    row.state = CREATED
                return
        for row in rows:
            self.guarded(row, lambda row=row: transaction.atomic(self.create_one)(row))  # type: ignore[misc]

    def create_one(self, row: Row) -> str:
        self.create([row])
        return CREATED

    def guarded(self, row: Row, work: Any) -> None:
        """Does one row, whose work undoes what it wrote where it fails: what the rules or the database refuse becomes
        its problem."""
        try:
            row.state = work()
        except ValidationError as error:
            row.reject(RowProblem(None, "", " ".join(error.messages)))
        except (IntegrityError, DataError):
            sentence = _("The database refuses this row: check that its name is not taken, its dates and its amounts.")
            row.reject(RowProblem(None, "", sentence))

    def create(self, rows: list[Row]) -> None:
        """Makes the records of new rows. In bulk `save` is not called, so `prepare` does what it would."""
        records = [self.prepare(self.model(**self.columns(row))) for row in rows]
        if self.bulk:
            store(records)
        else:
            for record in records:
                record.save()
        self.effects.made(records)

    def columns(self, row: Row) -> dict[str, Any]:
        """The values that are columns of the model."""
        return {
            name: value
            for name, value in row.values.items()
            if name in self.names and (value is not None or name in CONVERSION)
        }

    def said(self, row: Row) -> dict[str, Any]:
        """The values for a record that is there already: those that the file itself gives."""
        return {name: value for name, value in self.columns(row).items() if name not in row.assumed}

    def prepare(self, record: Any) -> Any:
        return record

    def update(self, record: Any, row: Row) -> str:
        """Writes what the file says and the record does not, in a savepoint; what the file leaves empty stays."""
        changed = self.differences(record, self.said(row))
        if not changed:
            return UNCHANGED
        for name, value in changed.items():
            setattr(record, name, value)
        transaction.atomic(record.save)()
        return UPDATED

    def differences(self, record: Any, values: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in values.items() if not same(getattr(record, name), value)}

    def finish(self) -> None:
        """After the last row: what had to wait for all of them."""

    def notes(self) -> list[str]:
        """At the end: sentences on how the rows were understood."""
        return []


def plain(value: Any) -> str:
    return str(value.pk if isinstance(value, models.Model) else value)


def mark_of(key: tuple[Any, ...]) -> int:
    """Equal for equal keys; 1.5 and 1.500000 are equal."""
    return fingerprint([each.normalize() + 0 if isinstance(each, Decimal) else each for each in key])


def same(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, Decimal) and isinstance(theirs, Decimal):
        return abs(ours - theirs) < Decimal("0.000001")
    return bool(ours == theirs)


def required(values: dict[str, Any], names: Iterable[str]) -> None:
    for name in names:
        if values.get(name) in (None, ""):
            raise RowProblem(name, "", _("This cell is needed: fill it in."))


def as_date(values: dict[str, Any], *names: str) -> None:
    """Moments become the company's calendar dates."""
    from crm.importers.fields import local_date

    for name in names:
        if isinstance(values.get(name), date | datetime):
            values[name] = local_date(values[name])

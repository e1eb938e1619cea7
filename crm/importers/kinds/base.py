"""A kind of file: its fields, how a row is recognised again, and how rows become records."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from crm.importers.fields import Field
from crm.importers.problems import RowProblem
from crm.importers.references import Directory, Reference
from crm.models.names import normalise

CREATED, UPDATED, UNCHANGED, REJECTED = "created", "updated", "unchanged", "rejected"


@dataclass
class Row:
    """A record on its way: the line of the file, its cells, its values (None: the file says nothing)."""

    number: int
    cells: list[str]
    values: dict[str, Any] = field(default_factory=dict)
    state: str = ""
    problem: RowProblem | None = None

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

    def __init__(self, directory: Directory, key: tuple[str, ...] = ()) -> None:
        self.directory = directory
        self.chosen_key = key

    @classmethod
    def by_name(cls) -> dict[str, Field]:
        return {each.name: each for each in cls.fields}

    def references(self) -> list[Reference]:
        return [each.reference for each in self.fields if each.reference]

    def clean(self, row: Row) -> None:
        """Checks a row as a whole and fills what follows from it; raises RowProblem."""

    def key_of(self, row: Row) -> tuple[Any, ...]:
        """What a record is recognised by: the key asked for, else the external id, else the natural key."""
        names = self.chosen_key or (("external_id",) if row.values.get("external_id") else self.key)
        return (names, *(self.comparable(name, row.values.get(name)) for name in names))

    def comparable(self, name: str, value: Any) -> Any:
        if isinstance(value, models.Model):
            return value.pk
        return normalise(value) if name == "name" and value else value

    def existing(self, rows: list[Row]) -> dict[tuple[Any, ...], Any]:
        """The records that the rows may be about, by key: one query per form of key in the chunk."""
        found: dict[tuple[Any, ...], Any] = {}
        for names in {self.key_of(row)[0] for row in rows}:
            about = [self.key_of(row)[1:] for row in rows if self.key_of(row)[0] == names]
            first = "normalised_name" if names[0] == "name" else names[0]
            condition = models.Q(**{f"{first}__in": {key[0] for key in about if key[0] is not None}})
            if any(key[0] is None for key in about):
                condition |= models.Q(**{f"{first}__isnull": True})
            for record in self.model._default_manager.filter(condition).select_related(*self.related):
                found.setdefault((names, *(self.of_record(record, name) for name in names)), record)
        return found

    def of_record(self, record: Any, name: str) -> Any:
        if name == "name":
            return record.normalised_name
        value = getattr(record, name)
        return value.pk if isinstance(value, models.Model) else value

    def apply(self, rows: list[Row]) -> None:
        """Creates, updates or leaves a record for each row; a row that the database refuses is told."""
        existing = self.existing(rows)
        fresh: dict[tuple[Any, ...], Row] = {}
        for row in rows:
            key = self.key_of(row)
            record = existing.get(key)
            if record is not None:
                self.guarded(row, lambda row=row, record=record: self.update(record, row))  # type: ignore[misc]
            elif key in fresh:
                row.state = UNCHANGED if row.values == fresh[key].values else ""
            else:
                fresh[key] = row
        self.create_all(list(fresh.values()))
        late = [row for row in rows if not row.state]
        if late:
            # The same key again with other values: the later line of the file wins, as an update.
            self.apply(late)

    def create_all(self, rows: list[Row]) -> None:
        if self.bulk:
            try:
                with transaction.atomic():
                    self.create(rows)
            except IntegrityError:
                pass
            else:
                for row in rows:
                    row.state = CREATED
                return
        for row in rows:
            self.guarded(row, lambda row=row: self.create_one(row))  # type: ignore[misc]

    def create_one(self, row: Row) -> str:
        self.create([row])
        return CREATED

    def guarded(self, row: Row, work: Any) -> None:
        """Does one row in a savepoint; what the rules or the database refuse becomes its problem."""
        try:
            with transaction.atomic():
                row.state = work()
        except ValidationError as error:
            row.reject(RowProblem(None, "", " ".join(error.messages)))
        except IntegrityError:
            row.reject(RowProblem(None, "", _("The values of this row do not fit together: check dates and amounts.")))

    def create(self, rows: list[Row]) -> None:
        """Makes the records of new rows. In bulk `save` is not called, so `prepare` does what it would."""
        records = [self.prepare(self.model(**self.columns(row))) for row in rows]
        if self.bulk:
            self.model._default_manager.bulk_create(records)
        else:
            for record in records:
                record.save()

    def columns(self, row: Row) -> dict[str, Any]:
        """The values that are columns of the model."""
        names = {each.name for each in self.model._meta.get_fields() if getattr(each, "concrete", False)}
        return {name: value for name, value in row.values.items() if value is not None and name in names}

    def prepare(self, record: Any) -> Any:
        return record

    def update(self, record: Any, row: Row) -> str:
        """Writes what the file says and the record does not; what the file leaves empty stays."""
        changed = self.differences(record, self.columns(row))
        for name, value in changed.items():
            setattr(record, name, value)
        if changed:
            record.save()
        return UPDATED if changed else UNCHANGED

    def differences(self, record: Any, values: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in values.items() if not same(getattr(record, name), value)}

    def finish(self) -> None:
        """After the last row: what had to wait for all of them."""


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

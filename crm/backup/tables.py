"""What a backup carries: every table of ours is either carried or left out for a reason that is told.

Apps above name theirs with `register`; a test fails for a table that nobody named.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, DateTimeField, Field, ForeignKey, JSONField, Model
from django.utils.translation import gettext_lazy as _

# The form of the files: another number is another form.
FORM = 1
MANIFEST = "manifest.json"
SECRETS = ("password", "last_login", "token")

_CARRIED: list[str] = []
_LEFT: dict[str, str] = {}


def register(carried: Sequence[str], left: dict[str, str]) -> None:
    """Models as "app.Model", those that others refer to first; those left out with the reason for the manifest."""
    _CARRIED.extend(carried)
    _LEFT.update(left)


def tables() -> list["Table"]:
    return [Table(apps.get_model(label)) for label in _CARRIED]


def left_out() -> dict[str, str]:
    """The tables that a backup does not carry, and why not."""
    return dict(_LEFT)


@dataclass(frozen=True)
class Table:
    """A table of ours as a CSV: its columns are those of the database, without secrets."""

    model: type[Model]

    @property
    def name(self) -> str:
        return str(self.model._meta.label_lower)

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @cached_property
    def fields(self) -> list[Field]:
        return [each for each in self.model._meta.concrete_fields if each.name not in SECRETS]

    @property
    def columns(self) -> list[str]:
        return [each.attname for each in self.fields]

    def lines(self, chunk: int) -> Iterator[list[str]]:
        """Its rows as cells, in the order of their keys, a chunk in memory at a time."""
        rows = self.model._base_manager.order_by("pk").values_list(*self.columns)
        for row in rows.iterator(chunk_size=chunk):
            yield [written(field, value) for field, value in zip(self.fields, row, strict=True)]

    def record(self, cells: list[str]) -> Model:
        """A record of a line's cells, not stored; ValidationError where one of them is no value of its column."""
        if len(cells) != len(self.fields):
            raise ValidationError(_("The line has %(count)s cells.") % {"count": len(cells)})
        return self.model(
            **{field.attname: read(field, cell) for field, cell in zip(self.fields, cells, strict=True)},
        )


def written(field: Field, value: Any) -> str:
    """A value as a cell, which `read` makes the same value again; nothing and an empty text are one empty cell, since
    no text of ours may be nothing."""
    if value is None:
        return ""
    if isinstance(field, BooleanField):
        return "1" if value else "0"
    if isinstance(field, JSONField):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(field, DateTimeField):
        return str(value.isoformat())
    return str(value)


def read(field: Field, cell: str) -> Any:
    if isinstance(field, ForeignKey):
        return read(field.target_field, cell) if cell else None
    if not cell and (field.null or not field.empty_strings_allowed):
        return None
    if isinstance(field, JSONField):
        try:
            return json.loads(cell)
        except ValueError as error:
            raise ValidationError(str(error)) from error
    return field.to_python(cell)

"""What migrations do to tables that people use meanwhile: which columns change, which PostgreSQL allows of none that a
trigger or a view uses; and indexes that lock nobody out while they are built."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps.registry import Apps
from django.db.migrations import Migration, operations
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import FieldOperation
from django.db.models import Field, Model

Plan = Iterable[tuple[Migration, bool]]
# An index of one column comes and goes without the column.
NOT_THE_COLUMN = "db_index"


class AddIndexConcurrently(operations.AddIndex):
    """As that of django.contrib.postgres, which needs psycopg, in a migration with `atomic = False`; on SQLite like any
    other. What an attempt that was broken off left unfinished goes first."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {schema_editor.quote_name(self.index.name)}")
        schema_editor.add_index(model, self.index, concurrently=True)


def altered(plan: Plan, before: Apps) -> set[tuple[str, str]]:
    """Table and column of each that is altered or removed; `before` are the models as they are now.

    What statements of its own do in a migration is not known.
    """
    found: set[tuple[str, str]] = set()
    for migration, backwards in plan:
        for operation in flat(migration.operations):
            found.update(columns(operation, backwards, migration.app_label, before))
    return found


def flat(them: Iterable[Operation]) -> Iterator[Operation]:
    for each in them:
        if isinstance(each, operations.SeparateDatabaseAndState):
            yield from flat(each.database_operations)
        else:
            yield each


def columns(operation: Operation, backwards: bool, app: str, before: Apps) -> Iterator[tuple[str, str]]:
    if isinstance(operation, FieldOperation):
        name = getattr(operation, "old_name", operation.name)
        field = field_of(before, app, operation.model_name, name)
        if field is not None and column_changes(operation, backwards, field):
            yield field.model._meta.db_table, str(field.column)
    elif isinstance(operation, operations.CreateModel if backwards else operations.DeleteModel):
        model = model_of(before, app, operation.name)
        for each in model._meta.concrete_fields if model else ():
            yield each.model._meta.db_table, each.column


def column_changes(operation: Any, backwards: bool, field: Field) -> bool:
    """Names that change are followed by the database."""
    if isinstance(operation, operations.AlterField):
        return backwards or database_side(field) != database_side(operation.field)
    return isinstance(operation, operations.AddField if backwards else operations.RemoveField)


def database_side(field: Field) -> tuple[str, Any, dict[str, Any]]:
    """What of a field the database knows."""
    _name, path, arguments, words = field.deconstruct()
    beside = {*field.non_db_attrs, NOT_THE_COLUMN}
    return path, arguments, {name: value for name, value in words.items() if name not in beside}


def model_of(before: Apps, app: str, name: str) -> type[Model] | None:
    """None where there is no such table yet."""
    try:
        return before.get_model(app, name)
    except LookupError:
        return None


def field_of(before: Apps, app: str, model: str, name: str) -> Any:
    found = model_of(before, app, model)
    return next((each for each in found._meta.concrete_fields if each.name == name), None) if found else None

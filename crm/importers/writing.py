"""Many records are written at once: on PostgreSQL new ones through COPY, with a third of the work of `bulk_create`."""

from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import DateField, Field, Model

from crm.importers.seen import parts

# What the driver words as the column has it.
PLAIN = frozenset(
    {
        "AutoField", "BigAutoField", "BigIntegerField", "BooleanField", "CharField", "DateField", "DecimalField",
        "EmailField", "ForeignKey", "IntegerField", "PositiveIntegerField", "PositiveSmallIntegerField", "TextField",
    }
)  # fmt: skip


def store(records: list[Any]) -> None:
    """New records of one model, none of them stored yet, in that order; they know their keys afterwards.

    As with `bulk_create`, `save` is not called. IntegrityError or DataError where the database refuses one: then none
    is stored, and the transaction has to be rolled back to a savepoint.
    """
    if not records:
        return
    model = type(records[0])
    if connection.vendor == "postgresql":
        copy(model, records)
    else:
        model._default_manager.bulk_create(records)


def draw_keys(records: list[Any]) -> bool:
    """Records that are to be stored know their keys already, where the database gives these beforehand."""
    if not records or connection.vendor != "postgresql":
        return False
    options = records[0]._meta
    with connection.cursor() as cursor:
        drawn = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
        cursor.execute(drawn, [connection.ops.quote_name(options.db_table), options.pk.column, len(records)])
        for record, (key,) in zip(records, cursor.fetchall(), strict=True):
            record.pk = key
    return True


def copy(model: type[Model], records: list[Any]) -> None:
    """With keys, because COPY tells of none."""
    if records[0].pk is None:
        draw_keys(records)
    fields: Any = model._meta.concrete_fields
    columns = [column_of(field, records) for field in fields]
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    into = f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN"
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(into) as rows:
        for row in zip(*columns, strict=True):
            rows.write_row(row)
    for record in records:
        record._state.adding, record._state.db = False, connection.alias


def column_of(field: Any, records: list[Any]) -> list[Any]:
    """What a column holds in each record."""
    if type(field).pre_save is Field.pre_save or (isinstance(field, DateField) and not is_clock(field)):
        values = [getattr(record, field.attname) for record in records]
    else:
        values = [field.pre_save(record, True) for record in records]
    if field.get_internal_type() in PLAIN:
        return values
    return [field.get_db_prep_save(value, connection) for value in values]


def is_clock(field: Any) -> bool:
    """Whether it says when the record was stored."""
    return bool(field.auto_now or field.auto_now_add)


def bring(model: type[Model], name: str, values: dict[int, Any]) -> None:
    """A column of the records of these keys is brought to a value each.

    `bulk_update` would say it in branches, of which the database goes through half for each record.
    """
    field: Any = model._meta.get_field(name)
    key: Any = model._meta.pk
    quote = connection.ops.quote_name
    table, column, key = (quote(each) for each in (model._meta.db_table, field.column, key.column))
    pairs = [(pk, field.get_db_prep_save(value, connection)) for pk, value in values.items()]
    with connection.cursor() as cursor:
        for part in parts(pairs):
            rows = ", ".join("(%s, %s)" for _pair in part)
            said = f"(VALUES {rows}) said WHERE {table}.{key} = said.column1"
            cursor.execute(f"UPDATE {table} SET {column} = said.column2 FROM {said}", [*chain.from_iterable(part)])

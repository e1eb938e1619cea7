"""Many records are written at once, with a third of the work of `bulk_create`: on PostgreSQL through COPY, on SQLite by
long statements."""

from itertools import chain, islice
from sqlite3 import SQLITE_LIMIT_VARIABLE_NUMBER
from typing import Any

from django.db import connection, connections
from django.db.models import DateField, Field, Model

from crm.importers.seen import parts

# What the driver words as the column has it.
PLAIN = frozenset(
    {
        "AutoField", "BigAutoField", "BigIntegerField", "BooleanField", "CharField", "EmailField", "ForeignKey",
        "IntegerField", "PositiveIntegerField", "PositiveSmallIntegerField", "TextField",
    }
)  # fmt: skip
# That of PostgreSQL only: SQLite has no type for these, and Django says how they are written.
PLAIN_ON_POSTGRESQL = PLAIN | {"DateField", "DecimalField"}

# Of a statement of SQLite, if it takes as many values; more gain little and take memory.
ROWS = 250


def store(records: list[Any]) -> None:
    """New records of one model, none of them stored yet, in that order; they know their keys afterwards.

    As with `bulk_create`, `save` is not called. IntegrityError or DataError where the database refuses one: then none
    is stored, and the transaction has to be rolled back to a savepoint.
    """
    if not records:
        return
    # With keys, because neither way of writing tells of any.
    if records[0].pk is None:
        draw_keys(records)
    fields: Any = type(records[0])._meta.concrete_fields
    rows = zip(*[column_of(field, records) for field in fields], strict=True)
    table, *columns = map(connection.ops.quote_name, (records[0]._meta.db_table, *(field.column for field in fields)))
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as into:
                for row in rows:
                    into.write_row(row)
        else:
            marks = f"({', '.join(['%s'] * len(columns))})"
            # For each statement it copies every page that is written, of two dozen indexes.
            most = min(ROWS, connection.connection.getlimit(SQLITE_LIMIT_VARIABLE_NUMBER) // len(columns))
            while part := list(islice(rows, most)):
                values = ", ".join([marks] * len(part))
                cursor.execute(f"INSERT INTO {table} ({names}) VALUES {values}", [*chain.from_iterable(part)])
    for record in records:
        record._state.adding, record._state.db = False, connection.alias


def draw_keys(records: list[Any]) -> None:
    """Records that are to be stored know their keys already, which the database gives to nobody else."""
    if not records:
        return
    options = records[0]._meta
    drawn = keys_of_postgresql if connection.vendor == "postgresql" else keys_of_sqlite
    for record, key in zip(records, drawn(options.db_table, options.pk.column, len(records)), strict=True):
        record.pk = key


def keys_of_postgresql(table: str, column: str, size: int) -> list[int]:
    with connection.cursor() as cursor:
        sql = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
        cursor.execute(sql, [connection.ops.quote_name(table), column, size])
        return [key for (key,) in cursor.fetchall()]


def keys_of_sqlite(table: str, _column: str, size: int) -> range:
    """It keeps the last key of each table in one of its own, and writes there when asked to."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [size, table])
        if not cursor.rowcount:
            # Nothing was ever stored in it.
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, size])
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()[0]
    return range(last - size + 1, last + 1)


def column_of(field: Any, records: list[Any]) -> list[Any]:
    """What a column holds in each record."""
    if type(field).pre_save is Field.pre_save or (isinstance(field, DateField) and not is_clock(field)):
        values = [getattr(record, field.attname) for record in records]
    else:
        values = [field.pre_save(record, True) for record in records]
    if field.get_internal_type() in (PLAIN_ON_POSTGRESQL if connection.vendor == "postgresql" else PLAIN):
        return values
    # Not the proxy of all threads' connections, which looks for this one's each time.
    own = connections[connection.alias]
    return [None if value is None else field.get_db_prep_save(value, own) for value in values]


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

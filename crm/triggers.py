"""Triggers of PostgreSQL that are replaced without a moment in which there is none, and only where they are another.

Each carries the statements that made it as its comment. To replace one takes a lock that writers wait for, so that
`migrate` leaves alone what is as it should be.
"""

from collections.abc import Collection, Mapping, Sequence

from django.db import connection, transaction

PRESENT = """
SELECT tgname, relname, COALESCE(obj_description(pg_trigger.oid, 'pg_trigger'), '')
FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal AND starts_with(tgname, %s)
"""

# Columns that a trigger itself names, after UPDATE OF and in its WHEN; those in its function may be anything.
USED = """
SELECT tgname, relname, attname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
JOIN pg_depend ON classid = 'pg_trigger'::regclass AND objid = pg_trigger.oid AND refclassid = 'pg_class'::regclass
JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
WHERE NOT tgisinternal AND starts_with(tgname, %s)
"""


def present(prefix: str) -> dict[str, tuple[str, str]]:
    """By name, of those whose name begins so: the table, and the statements that made it."""
    with connection.cursor() as cursor:
        cursor.execute(PRESENT, [prefix])
        return {name: (table, made_by) for name, table, made_by in cursor.fetchall()}


def keep(prefix: str, wanted: Mapping[str, tuple[str, Sequence[str]]], of: Collection[str] | None = None) -> None:
    """Makes each of `wanted` (by name its table and its statements, `CREATE OR REPLACE`) where it is not there so, in
    their order; then others whose name begins so go, of the tables `of` or of all."""
    there = present(prefix)
    for name, (table, statements) in wanted.items():
        made_by = "\n".join(statements)
        if there.get(name) != (table, made_by):
            with transaction.atomic(), connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
                cursor.execute(f"COMMENT ON TRIGGER {name} ON {table} IS %s", [made_by])
    for name in there.keys() - wanted.keys():
        table = there[name][0]
        if of is None or table in of:
            drop(name, table)


def make_way(prefix: str, columns: Collection[tuple[str, str]]) -> None:
    """Before these columns (each with its table) are altered, which PostgreSQL refuses while a trigger uses them, or
    removed: those whose name begins so, and that use one, go."""
    with connection.cursor() as cursor:
        cursor.execute(USED, [prefix])
        using = {(name, table) for name, table, column in cursor.fetchall() if (table, column) in columns}
    for name, table in using:
        drop(name, table)


def drop(name: str, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")

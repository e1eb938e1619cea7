"""Views for other programs, made at `migrate`: in the schema `bi` of PostgreSQL, with the prefix `bi_` in SQLite.

Before tables change the views are taken away, since neither database changes a table under a view; afterwards they are
made again. What roles may read them stays as it was.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from crm.migrating import Plan, altered
from kpis.catalogue.sql_views import views
from kpis.engine.triggers import quoted

SCHEMA, PREFIX = "bi", "bi_"


class UnknownRole(ValueError):
    """The database has no role of that name."""


def called(name: str) -> str:
    """What a view is called in the database at hand."""
    return f"{SCHEMA}.{name}" if connection.vendor == "postgresql" else f"{PREFIX}{name}"


@cache
def definitions(vendor: str) -> dict[str, str]:
    """The statement that makes each view."""
    return {
        name: f"CREATE VIEW {called(name)} ({', '.join(quoted(each.name) for each in view.columns)}) AS {view.select()}"
        for name, view in views().items()
    }


def present() -> dict[str, str]:
    """The views that there are, each with the statement that it was made by."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT relname, COALESCE(obj_description(pg_class.oid, 'pg_class'), '') FROM pg_class "
                "JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = %s AND relkind = 'v'",
                [SCHEMA],
            )
            return {name: text for name, text in cursor.fetchall() if text.startswith("CREATE VIEW")}
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view' AND substr(name, 1, 3) = %s", [PREFIX])
        return {name.removeprefix(PREFIX): sql for name, sql in cursor.fetchall()}


def install(**_signal: Any) -> None:
    """After `migrate`: makes what is missing or was defined otherwise, once all migrations are applied."""
    known, wanted = present(), definitions(connection.vendor)
    if known == wanted or not_migrated():
        return
    with transaction.atomic(), connection.cursor() as cursor:
        drop(cursor, known)
        if connection.vendor == "postgresql":
            cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [SCHEMA])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        for name, statement in wanted.items():
            cursor.execute(statement)
            if connection.vendor == "postgresql":
                cursor.execute(f"COMMENT ON VIEW {called(name)} IS %s", [statement])


def take_away(plan: Plan = (), apps: Any = None, **_signal: Any) -> None:
    """Before `migrate` changes tables; where PostgreSQL only adds to them, other programs read on meanwhile."""
    if plan and (connection.vendor == "sqlite" or altered(plan, apps)):
        with transaction.atomic(), connection.cursor() as cursor:
            drop(cursor, present())


def drop(cursor: Any, names: Iterable[str]) -> None:
    for name in names:
        cursor.execute(f"DROP VIEW {called(name)}")


def not_migrated() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def grant(role: str) -> None:
    """Lets a role of PostgreSQL read the views, also those of later versions, and nothing else of Jauge.

    Raises UnknownRole where there is none of that name.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(rolname) FROM pg_roles WHERE rolname = %s", [role])
        found = cursor.fetchone()
        if found is None:
            raise UnknownRole(role)
        cursor.execute(f"GRANT USAGE ON SCHEMA {SCHEMA} TO {found[0]}")
        cursor.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO {found[0]}")
        cursor.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA {SCHEMA} GRANT SELECT ON TABLES TO {found[0]}")

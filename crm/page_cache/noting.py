"""The database notes that a table was changed: triggers on each, on PostgreSQL once for each statement, on SQLite,
which knows no others, once for each row.

It cannot be passed over: pages, the API, imports, bulk changes, restored backups and statements by hand are all noted,
in the transaction of the change.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from crm import triggers

APPS = ("crm", "feedback", "kpis")
PREFIX = "noted_"
# Tables of which there is so much, and so often something new, that nothing is remembered from one question to the
# next; those that no cached page shows: work under way, connections of other programs; and those that triggers keep in
# the same transaction, by what they are made of. Each app declares its own.
_FACTS: set[str] = set()
_LEFT: set[str] = set()
_FOLLOWS: dict[str, frozenset[str]] = {}
# A column that is written at each sign-in, and shown nowhere but in the settings.
BESIDE = {"crm_user": "last_login"}

FUNCTION = """
CREATE OR REPLACE FUNCTION note_table_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  INSERT INTO crm_tablechange (source, stamp) VALUES (TG_TABLE_NAME, floor(random() * 9007199254740992) + 1);
  RETURN NULL;
END $body$
"""
POSTGRESQL = "CREATE OR REPLACE TRIGGER {name} AFTER {event} EXECUTE FUNCTION note_table_change()"
STATEMENTS = "{events} ON {table} FOR EACH STATEMENT"
# The whole row without the column: a trigger that named the others would keep migrations from altering them, and miss
# those that only another version knows.
ROWS = "UPDATE ON {table} FOR EACH ROW WHEN (to_jsonb(OLD) - '{beside}' IS DISTINCT FROM to_jsonb(NEW) - '{beside}')"
# Only one connection writes at a time: the row of a table is replaced, so that there is one, and nothing to fold.
NOTE_ON_SQLITE = "INSERT INTO crm_tablechange (source, stamp) VALUES ('{table}', abs(random() % 1000000000000))"
SQLITE = f"""
CREATE TRIGGER {{name}} AFTER {{event}} ON {{table}}
BEGIN
  DELETE FROM crm_tablechange WHERE source = '{{table}}';
  {NOTE_ON_SQLITE};
END
"""


def declare(
    facts: Iterable[str] = (), left: Iterable[str] = (), follows: Mapping[str, Iterable[str]] | None = None
) -> None:
    """Once, when an app is ready: tables of facts, those left unnoted, and those that follow others."""
    _FACTS.update(facts)
    _LEFT.update(left)
    _FOLLOWS.update({table: frozenset(sources) for table, sources in (follows or {}).items()})


def noted_tables() -> frozenset[str]:
    return tables_of_models() - _LEFT - _FOLLOWS.keys()


def changes_of(tables: Iterable[str]) -> frozenset[str] | None:
    """The tables whose changes count where these were read: they, what they follow, and all that may have been looked
    up before and remembered. None where changes of one of them are not noted."""
    read = frozenset(source for name in tables for source in _FOLLOWS.get(name, (name,)))
    noted = noted_tables()
    return None if read - noted else looked_up() | read


def looked_up() -> frozenset[str]:
    """The tables that seldom change: what is read of them may be remembered."""
    return noted_tables() - _FACTS


@lru_cache(maxsize=1)
def tables_of_models() -> frozenset[str]:
    """What history keeps of each record is shown by no cached page, and left out."""
    models = [each for app in APPS for each in apps.get_app_config(app).get_models(include_auto_created=True)]
    return frozenset(each._meta.db_table for each in models if not hasattr(each, "history_id"))


def install(**_signal: Any) -> None:
    """After `migrate`: the triggers of this version; those of another go once these are there.

    Those of tables that this version no longer notes stay: the one before, which serves meanwhile, counts on them.
    """
    tables = set(connection.introspection.table_names())
    if "crm_tablechange" not in tables:
        return
    noted = sorted(noted_tables() & tables)
    if connection.vendor == "postgresql":
        wanted = {name: made for table in noted for name, made in on_postgresql(table).items()}
        triggers.keep(PREFIX, wanted, of=noted)
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            keep_on_sqlite(cursor, noted)


def on_postgresql(table: str) -> dict[str, tuple[str, list[str]]]:
    """By name the table, and the statements that make the trigger."""
    name, beside = f"{PREFIX}{table}", BESIDE.get(table)
    if beside is None:
        events = {name: STATEMENTS.format(events="TRUNCATE OR INSERT OR DELETE OR UPDATE", table=table)}
    else:
        # Updates first: where one trigger noted them with the rest, it is replaced by one that does not.
        events = {
            f"{name}_update": ROWS.format(table=table, beside=beside),
            name: STATEMENTS.format(events="TRUNCATE OR INSERT OR DELETE", table=table),
        }
    return {name: (table, [FUNCTION, POSTGRESQL.format(name=name, event=event)]) for name, event in events.items()}


def keep_on_sqlite(cursor: Any, noted: Collection[str]) -> None:
    """Names tell definitions. A table that was remade lost its triggers: whatever changed since, it is noted now."""
    cursor.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{PREFIX}%"])
    there = dict(cursor.fetchall())
    wanted = {name: made for table in noted for name, made in on_sqlite(cursor, table).items()}
    for name in wanted.keys() - there.keys():
        table, statement = wanted[name]
        cursor.execute(statement)
        cursor.execute(NOTE_ON_SQLITE.format(table=table))
    for name in there.keys() - wanted.keys():
        if there[name] in noted:
            cursor.execute(f"DROP TRIGGER {name}")


def on_sqlite(cursor: Any, table: str) -> dict[str, tuple[str, str]]:
    """By name the table, and the statement that makes the trigger. Columns are those of the database: another version
    may write some that this one does not know."""
    update = "UPDATE"
    if beside := BESIDE.get(table):
        columns = [each.name for each in connection.introspection.get_table_description(cursor, table)]
        update += f" OF {', '.join(name for name in columns if name != beside)}"
    found = {}
    for event in ("INSERT", "DELETE", update):
        name = f"{PREFIX}{sha256((SQLITE + table + event).encode()).hexdigest()[:16]}"
        found[name] = (table, SQLITE.format(name=name, event=event, table=table))
    return found

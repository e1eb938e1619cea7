"""The database notes that a table was changed: triggers on each, on PostgreSQL once for each statement, on SQLite,
which knows no others, once for each row.

It cannot be passed over: pages, the API, imports, bulk changes, restored backups and statements by hand are all noted,
in the transaction of the change.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db import connection

APPS = ("crm", "feedback", "kpis")
PREFIX = "noted_"
# Tables of which there is so much, and so often something new, that nothing is remembered from one question to the
# next; those that no cached page shows: work under way, connections of other programs; and those that triggers keep in
# the same transaction, by what they are made of. Each app declares its own.
_FACTS: set[str] = set()
_LEFT: set[str] = set()
_FOLLOWS: dict[str, frozenset[str]] = {}
# Written at each sign-in, and shown nowhere but in the settings.
BESIDE = {"crm_user": {"last_login"}}

FUNCTION = """
CREATE OR REPLACE FUNCTION note_table_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  INSERT INTO crm_tablechange (source, stamp) VALUES (TG_TABLE_NAME, floor(random() * 9007199254740992) + 1);
  RETURN NULL;
END $body$
"""
POSTGRESQL = "CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION note_table_change()"
# Only one connection writes at a time: the row of a table is replaced, so that there is one, and nothing to fold.
SQLITE = """
CREATE TRIGGER {name} AFTER {event} ON {table}
BEGIN
  DELETE FROM crm_tablechange WHERE source = '{table}';
  INSERT INTO crm_tablechange (source, stamp) VALUES ('{table}', abs(random() % 1000000000000));
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
    return frozenset(models_of_tables()) - _LEFT - _FOLLOWS.keys()


def changes_of(tables: Iterable[str]) -> frozenset[str] | None:
    """The tables whose changes count where these were read: they, what they follow, and all that may have been looked
    up before and remembered. None where changes of one of them are not noted."""
    read = frozenset(source for name in tables for source in _FOLLOWS.get(name, (name,)))
    noted = noted_tables()
    return None if read - noted else (noted - _FACTS) | read


@lru_cache(maxsize=1)
def models_of_tables() -> dict[str, Any]:
    """By table the model; what history keeps of each record is shown by no cached page, and left out."""
    models = [each for app in APPS for each in apps.get_app_config(app).get_models(include_auto_created=True)]
    return {each._meta.db_table: each for each in models if not hasattr(each, "history_id")}


def events_of(model: Any, vendor: str) -> list[str]:
    """Every change, by trigger; of a table with columns that do not count, an update of the others."""
    beside = BESIDE.get(model._meta.db_table)
    columns = ", ".join(field.column for field in model._meta.concrete_fields if field.column not in (beside or ()))
    events = ["INSERT", "DELETE", f"UPDATE{f' OF {columns}' if beside else ''}"]
    return events if vendor == "sqlite" else [" OR ".join(["TRUNCATE", *events])]


def triggers(vendor: str) -> dict[str, tuple[str, str]]:
    """By name, which tells its definition: the table, and the statement that makes it."""
    form = SQLITE if vendor == "sqlite" else FUNCTION + POSTGRESQL
    found = {}
    for table, model in models_of_tables().items():
        for event in events_of(model, vendor) if table in noted_tables() else []:
            name = f"{PREFIX}{sha256((form + table + event).encode()).hexdigest()[:16]}"
            made = SQLITE if vendor == "sqlite" else POSTGRESQL
            found[name] = (table, made.format(name=name, event=event, table=table))
    return found


THERE = {
    "postgresql": "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE tgname LIKE %s",
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
}


def install(**_signal: Any) -> None:
    """After `migrate`: what is missing of this version's triggers; those of another definition go."""
    tables, vendor = set(connection.introspection.table_names()), connection.vendor
    if "crm_tablechange" not in tables:
        return
    wanted = {name: made for name, made in triggers(vendor).items() if made[0] in tables}
    with connection.cursor() as cursor:
        if vendor == "postgresql":
            cursor.execute(FUNCTION)
        cursor.execute(THERE[vendor], [f"{PREFIX}%"])
        there = dict(cursor.fetchall())
        # In this order there is no moment in which a change is not noted: a page given again would be an old one.
        for name in wanted.keys() - there.keys():
            cursor.execute(wanted[name][1])
        for name in there.keys() - wanted.keys():
            cursor.execute(f"DROP TRIGGER {name}{f' ON {there[name]}' if vendor == 'postgresql' else ''}")

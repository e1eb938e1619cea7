"""How the database notices events: a trigger on each table where one can happen adds a row to the outbox.

It is done in the transaction of the fact, whichever way the fact is written: page, API, bulk change, SQL. Where no
endpoint is in use, or within `silence`, nothing is added.
"""

from typing import Any

from django.db import connection

from crm import triggers
from crm.migrating import Plan, altered
from crm.webhooks.types import Watched, watched

LISTENED = "EXISTS (SELECT 1 FROM crm_webhookendpoint WHERE active) AND NOT EXISTS (SELECT 1 FROM crm_webhooksilence)"
PREFIX = "webhook_"
COLUMNS = "uid, type, subject, occurred_at"

SQLITE = """
CREATE TRIGGER IF NOT EXISTS {trigger} AFTER {event} ON {table}
WHEN ({when}) AND {listened}
BEGIN
  INSERT INTO crm_webhookevent ({columns}) VALUES (lower(hex(randomblob(16))), {type}, {subject}, {occurred});
END
"""
SQLITE_NOW = "strftime('%Y-%m-%d %H:%M:%f', 'now')"
FUNCTION = """
CREATE OR REPLACE FUNCTION {trigger}() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF {listened} THEN
    INSERT INTO crm_webhookevent ({columns}) VALUES (gen_random_uuid(), {type}, {subject}, {occurred});
  END IF;
  RETURN NULL;
END $body$
"""
POSTGRESQL = """
CREATE OR REPLACE TRIGGER {trigger} AFTER {event} ON {table} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {trigger}()
"""


def statements(each: Watched, vendor: str) -> list[str]:
    words = {
        "trigger": trigger_of(each),
        "event": f"UPDATE OF {each.column}" if each.column else "INSERT",
        "table": each.table,
        "when": each.when,
        "listened": LISTENED,
        "columns": COLUMNS,
        "type": each.type,
        "subject": each.subject,
        "occurred": each.occurred.format(now=SQLITE_NOW if vendor == "sqlite" else "clock_timestamp()"),
    }
    return [sql.format(**words) for sql in ([SQLITE] if vendor == "sqlite" else [FUNCTION, POSTGRESQL])]


def trigger_of(each: Watched) -> str:
    return f"{PREFIX}{each.name}"


def install(**_signal: Any) -> None:
    """After `migrate`: the triggers of this version, on the tables that there are."""
    tables = set(connection.introspection.table_names())
    if "crm_webhookevent" not in tables:
        return
    there = [each for each in watched() if each.table in tables]
    if connection.vendor == "postgresql":
        made = {trigger_of(each): (each.table, statements(each, connection.vendor)) for each in there}
        triggers.keep(PREFIX, made)
        return
    remove_all()
    with connection.cursor() as cursor:
        for each in there:
            for statement in statements(each, connection.vendor):
                cursor.execute(statement)


def make_way(plan: Plan = (), apps: Any = None, **_signal: Any) -> None:
    """Before `migrate` changes tables: SQLite lets no trigger refer to what is being remade, PostgreSQL none use a
    column that is altered. All others stay: who serves meanwhile goes on telling what happens."""
    if plan and connection.vendor == "sqlite":
        remove_all()
    elif plan:
        triggers.make_way(PREFIX, altered(plan, apps))


def remove_all() -> None:
    """On SQLite, which knows triggers by their name alone."""
    with connection.cursor() as cursor:
        for each in watched():
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger_of(each)}")

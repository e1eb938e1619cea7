"""The database keeps the trail as it was written: it refuses to change an entry, or to delete one within a year."""

from typing import Any

from django.db import connection

from crm import triggers

TABLE = "crm_auditentry"
DAYS = 365
REFUSED = "The audit trail is not changed."
PREFIX = "audit_no_"
SQLITE = (
    f"""CREATE TRIGGER audit_no_update BEFORE UPDATE ON {TABLE}
BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    f"""CREATE TRIGGER audit_no_delete BEFORE DELETE ON {TABLE} WHEN OLD.at > datetime('now', '-{DAYS} days')
BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
)
FUNCTION = f"""CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN RAISE EXCEPTION '{REFUSED}'; END $body$"""
POSTGRESQL = {
    "update": "BEFORE UPDATE ON {table} FOR EACH ROW",
    "delete": f"BEFORE DELETE ON {{table}} FOR EACH ROW WHEN (OLD.at > now() - interval '{DAYS} days')",
    "truncate": "BEFORE TRUNCATE ON {table}",
}


def install(**_signal: Any) -> None:
    """After `migrate`: SQLite forgets triggers of a table that was remade."""
    if TABLE not in connection.introspection.table_names():
        return
    if connection.vendor == "postgresql":
        triggers.keep(PREFIX, {f"{PREFIX}{event}": (TABLE, made(event)) for event in POSTGRESQL})
        return
    with connection.cursor() as cursor:
        for name in ("update", "delete"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {PREFIX}{name}")
        for statement in SQLITE:
            cursor.execute(statement)


def made(event: str) -> list[str]:
    trigger = f"CREATE OR REPLACE TRIGGER {PREFIX}{event} {POSTGRESQL[event].format(table=TABLE)}"
    return [FUNCTION, f"{trigger} EXECUTE FUNCTION audit_refuse()"]

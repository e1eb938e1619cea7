"""The database keeps the trail as it was written: it refuses to change an entry, or to delete one within a year."""

from typing import Any

from django.db import connection

TABLE = "crm_auditentry"
DAYS = 365
REFUSED = "The audit trail is not changed."
NAMES = ("audit_no_update", "audit_no_delete", "audit_no_truncate")
SQLITE = (
    f"""CREATE TRIGGER audit_no_update BEFORE UPDATE ON {TABLE}
BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    f"""CREATE TRIGGER audit_no_delete BEFORE DELETE ON {TABLE} WHEN OLD.at > datetime('now', '-{DAYS} days')
BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
)
POSTGRESQL = (
    f"""CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN RAISE EXCEPTION '{REFUSED}'; END $body$""",
    f"""CREATE TRIGGER audit_no_update BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
    f"""CREATE TRIGGER audit_no_delete BEFORE DELETE ON {TABLE} FOR EACH ROW
WHEN (OLD.at > now() - interval '{DAYS} days') EXECUTE FUNCTION audit_refuse()""",
    f"""CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON {TABLE} EXECUTE FUNCTION audit_refuse()""",
)


def install(**_signal: Any) -> None:
    """After `migrate`: SQLite forgets triggers of a table that was remade."""
    if TABLE not in connection.introspection.table_names():
        return
    of = "" if connection.vendor == "sqlite" else f" ON {TABLE}"
    with connection.cursor() as cursor:
        for name in NAMES:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{of}")
        for statement in SQLITE if connection.vendor == "sqlite" else POSTGRESQL:
            cursor.execute(statement)

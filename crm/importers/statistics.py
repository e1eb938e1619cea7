"""PostgreSQL plans by what it knows of a table; of those that were empty when a long load began it knows nothing."""

from django.apps import apps
from django.db import connection

APPS = ("crm", "kpis")
# After so many chunks it looks again: four times as many rows each time.
CHUNKS = frozenset(4**power for power in range(8))


def refresh(chunks: int, rows: int) -> None:
    """Has PostgreSQL look at tables that hold fewer rows, as far as it knows, than were loaded by now; nobody is
    waited for. In a transaction of hours, too: what it would look at by itself is what others see."""
    if connection.vendor != "postgresql" or chunks not in CHUNKS:
        return
    tables = [model._meta.db_table for app in APPS for model in apps.get_app_config(app).get_models()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(relname) FROM pg_class WHERE oid = ANY (%s::regclass[]) AND reltuples < %s",
            [tables, rows],
        )
        if found := [name for (name,) in cursor.fetchall()]:
            cursor.execute(f"ANALYZE (SKIP_LOCKED) {', '.join(found)}")

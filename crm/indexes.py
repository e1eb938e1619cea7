"""Indexes that only SQLite needs, made after `migrate`: where a migration makes a table anew, those that no model names
are lost."""

from typing import Any

from django.db import connection

# By table and name, the columns in order; "-": from the last to the first.
#
# The list of activities looks for a part of the subject, the latest first. PostgreSQL has an index of parts; SQLite
# reads all subjects, from here in a fifth of the time that their rows take.
#
# Figures by whatever dimension: PostgreSQL keeps sums; SQLite reads the facts of a period, from here without the rows.
EARNED_IN = ("owner_id", "team_id", "region_id", "channel_id", "campaign_id")
INDEXES = {
    ("crm_activity", "activity_subject_idx"): ("-done_on", "-id", "normalised_subject"),
    ("crm_activity", "activity_figures_idx"): (
        "done_on",
        "state",
        "type_id",
        "medium_id",
        "duration_seconds",
        *EARNED_IN,
    ),
    ("crm_opportunity", "opportunity_figures_idx"): ("closed_on", "outcome", "amount", "opened_on", *EARNED_IN),
    ("crm_sale", "sale_figures_idx"): ("sold_on", "kind", "cancelled_on", "amount", *EARNED_IN),
}


def install(**_signal: Any) -> None:
    """Where the tables have these columns: `migrate` may have gone back to before them."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for (table, name), columns in INDEXES.items():
            described = connection.introspection.get_table_description(cursor, table) if table in tables else []
            if {column.removeprefix("-") for column in columns} <= {column.name for column in described}:
                ordered = ", ".join(f"{each[1:]} DESC" if each.startswith("-") else each for each in columns)
                cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {table} ({ordered})")

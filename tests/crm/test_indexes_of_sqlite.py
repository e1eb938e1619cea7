"""SQLite reads subjects of activities from an index, which is there again after a migration made the table anew."""

import pytest
from django.core.management import call_command
from django.db import connection

from crm import indexes

NAME = "activity_subject_idx"


def is_there() -> bool:
    with connection.cursor() as cursor:
        return NAME in connection.introspection.get_constraints(cursor, indexes.TABLE)


@pytest.mark.django_db(transaction=True)
def test_it_is_there_after_migrate_and_on_sqlite_only() -> None:
    on_sqlite = connection.vendor == "sqlite"
    assert is_there() == on_sqlite
    if on_sqlite:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP INDEX {NAME}")
    call_command("migrate", verbosity=0)
    assert is_there() == on_sqlite


@pytest.mark.django_db
def test_a_part_of_a_subject_is_looked_for_in_it_alone() -> None:
    if connection.vendor != "sqlite":
        return
    latest = "SELECT done_on, id FROM crm_activity WHERE normalised_subject LIKE '%%oven%%' ESCAPE '\\'"
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {latest} AND done_on IS NOT NULL ORDER BY done_on DESC, id DESC LIMIT 51")
        plan = " ".join(str(row[-1]) for row in cursor.fetchall())
    assert f"COVERING INDEX {NAME}" in plan and "TEMP B-TREE" not in plan

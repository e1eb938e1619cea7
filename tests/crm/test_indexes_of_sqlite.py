"""SQLite reads subjects of activities and the facts of figures from indexes of its own, which are there again after a
migration made their table anew."""

import pytest
from django.core.management import call_command
from django.db import connection

from crm import indexes

NAMES = {name for _table, name in indexes.INDEXES}


def there() -> set[str]:
    with connection.cursor() as cursor:
        return NAMES & {
            name for table, _name in indexes.INDEXES for name in connection.introspection.get_constraints(cursor, table)
        }


@pytest.mark.django_db(transaction=True)
def test_they_are_there_after_migrate_and_on_sqlite_only() -> None:
    expected = NAMES if connection.vendor == "sqlite" else set()
    assert there() == expected
    with connection.cursor() as cursor:
        for name in expected:
            cursor.execute(f"DROP INDEX {name}")
    call_command("migrate", verbosity=0)
    assert there() == expected


@pytest.mark.django_db
def test_a_part_of_a_subject_is_looked_for_in_it_alone() -> None:
    if connection.vendor != "sqlite":
        return
    latest = "SELECT done_on, id FROM crm_activity WHERE normalised_subject LIKE '%%oven%%' ESCAPE '\\'"
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {latest} AND done_on IS NOT NULL ORDER BY done_on DESC, id DESC LIMIT 51")
        plan = " ".join(str(row[-1]) for row in cursor.fetchall())
    assert "COVERING INDEX activity_subject_idx" in plan and "TEMP B-TREE" not in plan

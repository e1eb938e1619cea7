"""Changes are noted while `migrate` runs and after it, whichever version writes: a page given again would be an old one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crm.models import TableChange, User
from crm.page_cache import noting

POSTGRESQL = connection.vendor == "postgresql"
PRESENT = (
    "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE tgname LIKE 'noted_%'"
    if POSTGRESQL
    else "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'noted_%'"
)
OF_ANOTHER_VERSION = (
    "CREATE TRIGGER noted_ff00 AFTER INSERT OR UPDATE OF amount ON crm_sale EXECUTE FUNCTION note_table_change()"
    if POSTGRESQL
    else "CREATE TRIGGER noted_ff00 AFTER UPDATE OF amount ON crm_sale BEGIN SELECT 1; END"
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def somebody() -> None:
    User.objects.create(username="ada", first_name="Ada", last_name="Lovelace")
    connection.check_constraints()


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for each in statements:
            cursor.execute(each)


def noted(statement: str) -> bool:
    before = TableChange.sums()
    run(statement)
    return TableChange.sums() != before


def present() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(PRESENT)
        return dict(cursor.fetchall())


def drop_triggers(table: str) -> None:
    for name, of in present().items():
        if of == table:
            run(f"DROP TRIGGER {name}" + (f" ON {table}" if POSTGRESQL else ""))


def installed() -> list[str]:
    """What installing did, by its first words."""
    with CaptureQueriesContext(connection) as queries:
        noting.install()
    words = (" ".join(each["sql"].split()[:4]) for each in queries)
    return [each for each in words if "TRIGGER" in each]


def test_what_is_as_it_should_be_is_left_alone() -> None:
    assert installed() == []


def test_triggers_of_another_version_go_once_those_of_this_one_are_there() -> None:
    before = present()
    drop_triggers("crm_sale")
    run(OF_ANOTHER_VERSION)
    done = installed()
    assert present() == before
    assert done[0].startswith("CREATE") and done[-1].startswith("DROP TRIGGER")
    assert [each for each in done if each.startswith("DROP")] == done[-1:]


def test_a_column_that_only_another_version_knows() -> None:
    """It is taken out of the table by the version after the one that no longer uses it."""
    run("ALTER TABLE crm_user ADD COLUMN motto text")
    noting.install()
    assert noted("UPDATE crm_user SET motto = 'Onwards'")
    assert not noted("UPDATE crm_user SET last_login = '2026-01-02'")


def test_a_table_that_only_the_version_before_counts_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(noting, "_LEFT", noting._LEFT | {"crm_user"})
    assert installed() == []
    assert noted("UPDATE crm_user SET first_name = 'Augusta'")


def test_what_changed_while_there_was_no_trigger() -> None:
    """SQLite forgets those of a table that a migration makes anew; PostgreSQL keeps them, whatever is altered."""
    if POSTGRESQL:
        run(
            "DROP SCHEMA IF EXISTS bi CASCADE",
            "ALTER TABLE crm_user ALTER COLUMN first_name TYPE text",
            "ALTER TABLE crm_user DROP COLUMN last_name CASCADE",
            "ALTER TABLE crm_user RENAME COLUMN email TO mail",
        )
        assert noted("UPDATE crm_user SET first_name = 'Augusta'")
        assert noted("UPDATE crm_user SET mail = 'ada@example.com'")
        assert not noted("UPDATE crm_user SET last_login = '2026-01-02'")
        assert installed() == []
        return
    before = TableChange.sums()
    drop_triggers("crm_user")
    assert not noted("UPDATE crm_user SET first_name = 'Augusta'")
    noting.install()
    after = TableChange.sums()
    assert {name for name in after if after[name] != before.get(name)} == {"crm_user"}

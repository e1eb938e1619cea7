"""`migrate` on PostgreSQL lets others go first, and takes away only triggers and views that stand in the way."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import NotSupportedError, connection, models, transaction
from django.db.migrations import Migration, operations
from django.db.migrations.state import ProjectState

from config.management.commands import migrate
from crm import triggers
from crm.migrating import AddIndexConcurrently, altered
from crm.webhooks import watching
from tests.sending.test_killed import address

POSTGRESQL = connection.vendor == "postgresql"
TRIGGER, TABLE = "webhook_activity_done", "crm_activity"
Changes = list[operations.base.Operation]


def columns(*changes: operations.base.Operation, backwards: bool = False) -> set[tuple[str, str]]:
    migration = Migration("next", "crm")
    migration.operations = list(changes)
    return altered([(migration, backwards)], apps)


def test_what_only_adds_alters_nothing() -> None:
    harmless: Changes = [
        operations.CreateModel("New", [("id", models.BigAutoField(primary_key=True))]),
        operations.AddField("sale", "why", models.TextField(null=True)),
        operations.AlterField("new", "name", models.TextField()),
        operations.RenameField("sale", "amount", "total"),
        operations.AddIndex("sale", models.Index(fields=["amount"], name="more")),
    ]
    assert columns(*harmless) == set()


def test_words_of_a_field_are_no_column() -> None:
    field = apps.get_model("crm", "sale")._meta.get_field("amount").clone()
    field.verbose_name = "what it came to"
    assert columns(operations.AlterField("sale", "amount", field)) == set()


def test_columns_that_are_altered_or_removed() -> None:
    shorter = operations.AlterField("sale", "amount", models.DecimalField(max_digits=5, decimal_places=2))
    both = operations.SeparateDatabaseAndState([operations.RemoveField("sale", "owner")])
    assert columns(shorter, both) == {("crm_sale", "amount"), ("crm_sale", "owner_id")}
    assert ("crm_saleline", "quantity") in columns(operations.DeleteModel("saleline"))
    added = operations.AddField("sale", "amount", models.TextField())
    assert columns(added, backwards=True) == {("crm_sale", "amount")}


def test_an_index_is_no_column() -> None:
    field = apps.get_model("crm", "sale")._meta.get_field("account").clone()
    field.db_index = not field.db_index
    assert columns(operations.AlterField("sale", "account", field)) == set()


@pytest.mark.django_db(transaction=True)
def test_an_index_that_was_left_unfinished_is_built_anew() -> None:
    index = models.Index(fields=["amount", "sold_on"], name="sale_tried_idx")
    state = ProjectState.from_apps(apps)
    building = AddIndexConcurrently("sale", index)
    building.state_forwards("crm", state)
    for _time in range(2 if POSTGRESQL else 1):
        with connection.schema_editor(atomic=False) as editor:
            building.database_forwards("crm", editor, state, state)
    with connection.cursor() as cursor:
        assert index.name in connection.introspection.get_constraints(cursor, "crm_sale")
    with connection.schema_editor(atomic=False) as editor:
        building.database_backwards("crm", editor, state, ProjectState.from_apps(apps))
    with connection.cursor() as cursor:
        assert index.name not in connection.introspection.get_constraints(cursor, "crm_sale")


@contextmanager
def written_by_somebody() -> Iterator[Any]:
    """A transaction that goes on: what it wrote nobody may make a trigger on."""
    import psycopg

    with psycopg.connect(address()) as other:
        other.execute(f"LOCK TABLE {TABLE} IN ROW EXCLUSIVE MODE")
        yield other
        other.rollback()


@pytest.mark.django_db(transaction=True)
def test_it_lets_others_go_first_and_tries_again(monkeypatch: pytest.MonkeyPatch) -> None:
    said = StringIO()
    if not POSTGRESQL:
        call_command("migrate", stdout=said, verbosity=1)
        assert "in use" not in said.getvalue()
        return
    triggers.drop(TRIGGER, TABLE)
    monkeypatch.setattr(migrate, "LOCK_SECONDS", 1)
    with written_by_somebody() as other:
        monkeypatch.setattr(migrate.time, "sleep", lambda _seconds: other.rollback())
        call_command("migrate", stdout=said, verbosity=1)
    assert said.getvalue().count("A table is in use") == 1
    assert TRIGGER in triggers.present(watching.PREFIX)
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)


@pytest.mark.django_db(transaction=True)
def test_it_gives_up_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "ATTEMPTS", 2)
    monkeypatch.setattr(migrate, "LOCK_SECONDS", 1)
    monkeypatch.setattr(migrate, "PAUSE_SECONDS", 0)
    if not POSTGRESQL:
        # Its writers wait for each other, whoever they are.
        call_command("migrate", verbosity=0)
        return
    triggers.drop(TRIGGER, TABLE)
    with written_by_somebody(), pytest.raises(CommandError, match="pg_stat_activity"):
        call_command("migrate", verbosity=0)
    call_command("migrate", verbosity=0)
    assert TRIGGER in triggers.present(watching.PREFIX)


@pytest.mark.django_db
def test_a_trigger_that_is_as_it_should_be_is_left_alone() -> None:
    if POSTGRESQL:
        number = f"SELECT xmin::text, oid FROM pg_trigger WHERE tgname = '{TRIGGER}'"
        with connection.cursor() as cursor:
            cursor.execute(number)
            before = cursor.fetchone()
            watching.install()
            cursor.execute(number)
            assert cursor.fetchone() == before
            cursor.execute(f"COMMENT ON TRIGGER {TRIGGER} ON {TABLE} IS 'of another version'")
            watching.install()
            cursor.execute(number)
            assert cursor.fetchone() != before
    else:
        watching.install()


@pytest.mark.django_db
def test_a_trigger_makes_way_for_the_columns_that_it_names_and_no_others() -> None:
    """As PostgreSQL itself tells: after UPDATE OF, and in a condition."""
    if not POSTGRESQL:
        return
    before = triggers.present(watching.PREFIX).keys()
    triggers.make_way(watching.PREFIX, {(TABLE, "note"), ("crm_sale", "state")})
    triggers.make_way("other_", {(TABLE, "state")})
    assert triggers.present(watching.PREFIX).keys() == before
    with pytest.raises(NotSupportedError, match="trigger"), transaction.atomic():
        widened(TABLE, "state")
    triggers.make_way(watching.PREFIX, {(TABLE, "state")})
    widened(TABLE, "state")
    assert before - triggers.present(watching.PREFIX).keys() == {TRIGGER, "webhook_activity_logged"}


def widened(table: str, column: str) -> None:
    """On PostgreSQL, where views make way first."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS bi CASCADE")
        cursor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE text")

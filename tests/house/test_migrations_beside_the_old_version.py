"""What a version before this one could not serve beside is told of each migration, and nothing else is."""

from typing import Any

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from scripts.check_migrations import BASELINE, REASON, problems, since

ID = ("id", models.BigAutoField(primary_key=True))
WAS = models.CharField(max_length=20)
INDEX = models.Index(fields=["code"], name="deal_code_idx")
POSITIVE = models.CheckConstraint(condition=models.Q(id__gt=0), name="deal_positive")


def told(*operations: Any, reason: str = "") -> list[str]:
    """What is said of a migration with these, where there was a table of deals."""
    state = ProjectState()
    state.add_model(ModelState("crm", "Deal", [ID, ("code", WAS.clone()), ("note", models.TextField(null=True))]))
    migration = Migration("0002_changed", "crm")
    migration.operations = list(operations)
    if reason:
        setattr(migration, REASON, reason)
    return list(problems([migration], state))


def altered(name: str, field: models.Field) -> migrations.AlterField:
    return migrations.AlterField("deal", name, field)


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("deal", "size", models.IntegerField(default=3)),
        migrations.RemoveField("deal", "note"),
        migrations.RenameField("deal", "note", "remark"),
        migrations.RenameModel("Deal", "Bargain"),
        migrations.DeleteModel("Deal"),
        migrations.AlterModelTable("deal", "deals"),
        altered("code", models.CharField(max_length=10)),
        altered("code", models.IntegerField()),
        altered("code", models.CharField(max_length=20, unique=True)),
        altered("note", models.TextField()),
        migrations.AddIndex("deal", INDEX),
        migrations.AddConstraint("deal", POSITIVE),
        migrations.AlterUniqueTogether("deal", {("code", "note")}),
        migrations.RunPython(migrations.RunPython.noop),
        migrations.RunSQL("SELECT 1"),
        migrations.SeparateDatabaseAndState(database_operations=[migrations.RunSQL("SELECT 1")]),
    ],
    ids=lambda operation: operation.describe(),
)
def test_what_the_old_version_trips_over_is_refused_until_it_says_why(operation: Any) -> None:
    (line,) = told(operation)
    assert line.startswith("crm 0002_changed: ")
    assert told(operation, reason="nothing has used it since version 3") == []


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("deal", "size", models.IntegerField(null=True)),
        migrations.AddField("deal", "size", models.IntegerField(default=3, db_default=3)),
        migrations.AddField("deal", "others", models.ManyToManyField("crm.deal")),
        altered("code", models.CharField(max_length=20, verbose_name="Code", choices=[("a", "A")])),
        altered("code", models.CharField(max_length=40)),
        altered("code", models.CharField(max_length=20, null=True)),
        AddIndexConcurrently("deal", INDEX),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("deal", "note")]),
    ],
    ids=lambda operation: operation.describe(),
)
def test_what_it_does_not_notice_is_not(operation: Any) -> None:
    assert told(operation) == []


def test_a_table_of_the_new_version_is_its_own() -> None:
    made = migrations.CreateModel("Bargain", [ID, ("code", WAS.clone())])
    index = migrations.AddIndex("bargain", models.Index(fields=["code"], name="bargain_code_idx"))
    assert told(made, index, migrations.AddField("bargain", "size", models.IntegerField(default=3))) == []


def test_each_operation_is_judged_by_what_the_ones_before_it_left() -> None:
    wider = altered("code", models.CharField(max_length=40))
    assert told(wider, wider) == []
    assert len(told(wider, altered("code", models.CharField(max_length=30)))) == 1


def test_what_came_before_the_baseline_is_not_looked_at() -> None:
    loader = MigrationLoader(None)
    before = {"crm": "0025_api_tokens", "feedback": BASELINE["feedback"], "kpis": BASELINE["kpis"]}
    names = [migration.name for migration in since(loader, before) if migration.app_label == "crm"]
    assert names[:3] == ["0026_updated_indexes", "0027_ingest", "0028_brand"]
    assert {app for app, _name in loader.graph.leaf_nodes() if app in ("crm", "feedback", "kpis")} == set(BASELINE)

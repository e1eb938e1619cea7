"""Migrations that a version before this one could not serve beside: each is refused, or says why it may be.

While a new version is brought in its migrations have run and web servers and workers of the old one still answer. So a
table may gain what the old version need not know, and lose nothing that it writes; and no large table may be locked for
as long as it takes to read it. A migration that does more says why it may, in its class:

    beside_the_old_version = "the table is small, and nothing wrote this column since version 3"

See docs/operations.md, "A new version without standing still".
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.db.migrations import Migration, operations  # noqa: E402
from django.db.migrations.loader import MigrationLoader  # noqa: E402
from django.db.migrations.operations.base import Operation  # noqa: E402
from django.db.migrations.state import ProjectState  # noqa: E402
from django.db.models import NOT_PROVIDED, Field  # noqa: E402

# The last migrations that are not looked at: those of deploy/version-in-use.
BASELINE = {"crm": "0030_audit_trail", "feedback": "0018_sentences", "kpis": "0007_rollups"}
REASON = "beside_the_old_version"
# What the old version does not notice, and what locks nothing for long.
HARMLESS = (
    operations.CreateModel,
    operations.AlterModelManagers,
    operations.AlterModelOptions,
    operations.AlterModelTableComment,
    operations.RemoveConstraint,
    operations.RemoveIndex,
    operations.RenameIndex,
)
# Of django.contrib.postgres, which cannot be imported where psycopg is not installed.
CONCURRENTLY = {"AddIndexConcurrently", "RemoveIndexConcurrently", "AddConstraintNotValid", "ValidateConstraint"}
WHY = {
    operations.RemoveField: "the old version still reads and writes it: stop using it first, remove it a version later",
    operations.DeleteModel: "the old version still reads it: stop using it first, remove it a version later",
    operations.RenameField: "the old version knows the old name: add another, and copy",
    operations.RenameModel: "the old version knows the old name: keep it with Meta.db_table",
    operations.AlterModelTable: "the old version knows the old name",
    operations.AddIndex: "locks the table for writers while it is built: build it concurrently",
    operations.AddConstraint: "the old version may write what it refuses, and the table is locked while it is checked",
    operations.RunPython: "say how long it takes among millions of rows, and what the old version writes meanwhile",
    operations.RunSQL: "say what it locks, and for how long",
}


def database_side(field: Field) -> tuple[str, dict[str, object]]:
    """What of a field the database knows."""
    _name, path, _arguments, words = field.deconstruct()
    return path, {name: value for name, value in words.items() if name not in field.non_db_attrs}


def altered(before: Field, after: Field) -> str:
    (old_path, old), (new_path, new) = database_side(before), database_side(after)
    for words in (old, new):
        words.pop("default", None)
    if new.pop("null", False) and not old.pop("null", False):
        pass  # May be empty from now on.
    elif new.get("max_length") and old.get("max_length") and new["max_length"] >= old["max_length"]:  # type: ignore[operator]
        old.pop("max_length"), new.pop("max_length")
    old.pop("null", None)
    required = before.null and not after.null
    if required or (old_path, old) != (new_path, new):
        return "changes its column: the table may be written anew, and the old version may write what is refused"
    return ""


def harm(operation: Operation, state: ProjectState, app: str, new: set[tuple[str, str]]) -> str:
    """Why an operation cannot run beside the old version, or nothing; `new` are models made since the baseline."""
    table = (app, (getattr(operation, "model_name", None) or getattr(operation, "name", "")).lower())
    if isinstance(operation, operations.SeparateDatabaseAndState):
        found = (harm(each, state, app, new) for each in operation.database_operations)
        return next((each for each in found if each), "")
    if isinstance(operation, HARMLESS) or type(operation).__name__ in CONCURRENTLY or table in new:
        return ""
    if isinstance(operation, operations.AddField):
        field = operation.field
        fills_itself = field.null or field.many_to_many or field.db_default is not NOT_PROVIDED
        return "" if fills_itself else "the old version writes rows without it: null=True, or a db_default"
    if isinstance(operation, operations.AlterField):
        return altered(state.models[table].fields[operation.name], operation.field)
    return WHY.get(type(operation), "is not known to be harmless")


def since(loader: MigrationLoader, baseline: dict[str, str]) -> list[Migration]:
    """All migrations of ours after the baseline, in the order in which they run."""
    plan = loader.graph._generate_plan(loader.graph.leaf_nodes(), at_end=True)
    before = {key for app, name in baseline.items() for key in loader.graph.forwards_plan((app, name))}
    return [loader.graph.nodes[key] for key in plan if key[0] in baseline and key not in before]


def problems(migrations: list[Migration], state: ProjectState) -> Iterator[str]:
    """A line for each operation that is refused; `state` is what there was before."""
    new: set[tuple[str, str]] = set()
    for migration in migrations:
        app = migration.app_label
        reason = getattr(migration, REASON, "")
        for operation in migration.operations:
            why = "" if reason else harm(operation, state, app, new)
            if why:
                yield f"{app} {migration.name}: {operation.describe()}: {why}"
            if isinstance(operation, operations.CreateModel):
                new.add((app, operation.name.lower()))
            operation.state_forwards(app, state)


def main() -> int:
    import django

    django.setup()
    loader = MigrationLoader(None)
    state = loader.project_state(list(BASELINE.items()))
    found = list(problems(since(loader, BASELINE), state))
    print("\n".join(found) or "Every migration can run while the version before serves, or says why it may.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

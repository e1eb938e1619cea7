"""Roll-ups in PostgreSQL: made at `migrate`, made one row again from time to time, compared with the facts.

Each of these acts by one statement, which sees one moment: what others write meanwhile adds rows of its own, which it
neither sees nor counts. So nobody has to stop working for it. SQLite keeps none: its companies are small.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from kpis.catalogue.flows import FOLLOWED
from kpis.catalogue.rollups import kept
from kpis.engine.triggers import Kept
from kpis.models import RollupState

LOCK = 0x4A617567


def keeps() -> bool:
    return connection.vendor == "postgresql"


def install(**_signal: Any) -> None:
    """After `migrate`: makes the triggers of roll-ups that this version defines otherwise, or for the first time."""
    if not keeps():
        return
    known = dict(RollupState.objects.values_list("name", "definition"))
    for each in kept().values():
        if known.get(each.table) != each.definition:
            make(each)


def make(each: Kept) -> None:
    """The triggers first: PostgreSQL makes them once no writing is under way, and from then on nothing escapes."""
    with alone() as cursor:
        RollupState.objects.filter(name=each.table).delete()
        for statement in [*(each.followed.statements() if each.followed else ()), *each.triggers()]:
            cursor.execute(statement)
    if each.followed:
        each.followed.follow_all()
    rebuild(each)


def made_of() -> dict[str, frozenset[str]]:
    """By table of sums, and of what these are made of: the tables of facts that they follow."""
    found = {table: frozenset(each.sources) for table, each in FOLLOWED.items()}
    return found | {table: found.get(each.source, frozenset({each.source})) for table, each in kept().items()}


def rebuild_all() -> None:
    for followed in FOLLOWED.values():
        followed.follow_all()
    for each in kept().values():
        rebuild(each)


def fold_all() -> None:
    """What `run_due` does; nothing where there are no roll-ups."""
    if keeps():
        for each in kept().values():
            fold(each)


def differences_of_all() -> dict[str, int]:
    """By table how many keys differ from the facts; how many of the rows that are worked out were wrong, which stay."""
    with transaction.atomic():
        wrong = {table: each.follow_all() for table, each in FOLLOWED.items()}
        transaction.set_rollback(True)
    return wrong | {table: differences(each) for table, each in kept().items()}


def rebuild(each: Kept) -> None:
    """From the facts anew, while everybody goes on working; in force from then on."""
    with alone() as cursor:
        cursor.execute(
            f"WITH gone AS (DELETE FROM {each.table}) "
            f"INSERT INTO {each.table} ({', '.join(each.columns)}) {each.from_facts()}"
        )
        state = {"definition": each.definition, "rebuilt_at": timezone.now()}
        RollupState.objects.update_or_create(name=each.table, defaults=state)


def fold(each: Kept) -> int:
    """Makes the rows of a key one row, where it has several; how many rows that spares."""
    keys, sums = ", ".join(each.keys), ", ".join(f"SUM({name})" for name in each.sums)
    sizes = f"SELECT ctid, COUNT(*) OVER (PARTITION BY {keys}) AS size FROM {each.table}"
    with alone() as cursor:
        cursor.execute(
            f"WITH taken AS (DELETE FROM {each.table} WHERE ctid IN "
            f"(SELECT ctid FROM ({sizes}) sizes WHERE size > 1) RETURNING *), "
            f"made AS (INSERT INTO {each.table} ({', '.join(each.columns)}) "
            f"SELECT {keys}, {sums} FROM taken GROUP BY {keys} HAVING {any_of(each)} RETURNING 1) "
            "SELECT (SELECT COUNT(*) FROM taken) - (SELECT COUNT(*) FROM made)"
        )
        return int(cursor.fetchone()[0])


def any_of(each: Kept) -> str:
    return " OR ".join(f"SUM({name}) <> 0" for name in each.sums)


def differences(each: Kept) -> int:
    """How many keys have other sums than the facts have: none, unless triggers were passed over."""
    keys, sums = ", ".join(each.keys), ", ".join(f"SUM({name})" for name in each.sums)
    columns = ", ".join(each.columns)
    rolled = f"SELECT {keys}, {sums} FROM {each.table} GROUP BY {keys} HAVING {any_of(each)}"
    some = " OR ".join(f"{name} <> 0" for name in each.sums)
    facts = f"SELECT * FROM ({each.from_facts()}) AS facts ({columns}) WHERE {some}"
    with alone() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM (({rolled} EXCEPT {facts}) UNION ALL ({facts} EXCEPT {rolled})) apart")
        return int(cursor.fetchone()[0])


@contextmanager
def alone() -> Iterator[Any]:
    """Alone among those who rebuild and fold: two would take away the same rows together."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        yield cursor

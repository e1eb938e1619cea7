"""The best rows of many that match a text, in different ways, some better than others.

Three letters may match a hundred thousand rows, of which a page shows eight. To put all of them in order takes a
second; so of each question at most a few hundred are looked at. Where there are more, only better ways are asked for
again, until nothing better can be missing: a row is left out for others that match as well as it does, never for worse.
Whether a text is one that very many names contain is seen from some of the nearest rows, sooner than from an index.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Case, Q, QuerySet, Value, When

# At least as many as a page shows.
CONSIDERED = 200
WALKED = 500
# Of those walked: more than a page shows, and so often that to look them up in an index would take longer.
OFTEN = 25


@dataclass(frozen=True, eq=False)
class Way:
    """A way to match; every row that does also matches `part_of`, a worse one."""

    condition: Q
    part_of: "Way | None" = None


def best_keys(rows: QuerySet[Any], shares: Sequence[Q], ways: Sequence[Way], limit: int) -> list[int]:
    """The keys of at most `limit` rows of the shares: by the best way they match, then by share, then by name.

    `rows` are of a model with a normalised name; `shares` are conditions, the nearest first; `ways` best first.
    """
    found: dict[int, tuple[int, int, str]] = {}
    for place, share in enumerate(shares):
        asked = better(ways, found, limit)
        if place == 0 and len(often := walked(ranked(rows.filter(share), ways))) >= max(OFTEN, limit):
            found |= {key: (rank, place, name) for key, rank, name in often}
            asked = better(ways, found, limit)
        while asked:
            # The text first: SQLite takes conditions in their order, and asks of what matches alone whose it is.
            some = few(ranked(rows.filter(any_of(asked), share), ways))
            for key, rank, name in some:
                found.setdefault(key, (rank, place, name))
            asked = better(asked, found, limit) if len(some) > CONSIDERED else []
    return sorted(found, key=lambda key: (*found[key], key))[:limit]


def better(ways: Sequence[Way], found: dict[int, tuple[int, int, str]], limit: int) -> Sequence[Way]:
    """Those ways by which a row would be among the first `limit` of the found ones."""
    if len(found) < limit:
        return ways
    return ways[: sorted(found.values())[limit - 1][0]]


def any_of(ways: Sequence[Way]) -> Q:
    """Their conditions joined, without those that are part of another: each costs a look into an index."""
    return reduce(or_, (way.condition for way in ways if way.part_of not in ways))


def ranked(rows: QuerySet[Any], ways: Sequence[Way]) -> QuerySet[Any]:
    """Key, number of the best way, and name."""
    rank = Case(*(When(way.condition, then=Value(number)) for number, way in enumerate(ways)))
    return rows.order_by().annotate(rank=rank).values_list("pk", "rank", "normalised_name")


def walked(rows: QuerySet[Any]) -> list[Any]:
    """Of the first rows, whichever these are, those that match. None on SQLite: it puts together all of a share of
    contacts first, and has no index of parts of names that this would spare."""
    if connections[rows.db].vendor != "postgresql":
        return []
    return fetched("SELECT * FROM ({rows}) walked WHERE rank IS NOT NULL", rows[:WALKED])


def few(rows: QuerySet[Any]) -> list[Any]:
    """One row more than are considered, whichever are found first.

    Of a materialised part PostgreSQL expects that all of it is wanted, and uses the index on parts of names; it still
    stops after a few. Asked for a few only, it would walk the table until it meets them, however far away they are.
    """
    if connections[rows.db].vendor != "postgresql":
        return list(rows[: CONSIDERED + 1])
    statement = f"WITH matching AS MATERIALIZED ({{rows}}) SELECT * FROM matching LIMIT {CONSIDERED + 1:d}"
    return fetched(statement, rows)


def fetched(statement: str, rows: QuerySet[Any]) -> list[Any]:
    """What a statement gives of the rows that it names as `{rows}`."""
    connection = connections[rows.db]
    try:
        inner, parameters = rows.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("{rows}", inner), parameters)
        return cursor.fetchall()

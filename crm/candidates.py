"""The best rows of many that match a text, in different ways, some better than others.

Three letters may match a hundred thousand rows, of which a page shows eight. To put all of them in order takes a
second; so of each question at most a few hundred are looked at. Where there are more, only better ways are asked for
again, until nothing better can be missing: a row is left out for others that match as well as it does, never for worse.
Whether a text is one that very many names contain is seen from some of the nearest rows, sooner than from an index.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Q, QuerySet

# At least as many as a page shows.
CONSIDERED = 200
WALKED = 500
# Of those walked: more than a page shows, and so often that to look them up in an index would take longer.
OFTEN = 25


@dataclass(frozen=True, eq=False)
class Way:
    """A way to match: the condition in the database, and the same of the value that a row has in a column, since a
    condition takes longer to write than to try. Every row that matches so also matches `part_of`, a worse way."""

    condition: Q
    column: str
    matches: Callable[[Any], bool]
    part_of: "Way | None" = None


# A row's key, its name, and its values in the columns of the ways.
Row = tuple[Any, ...]
# Of a found row: the number of the best way, whether it is over, the number of its share, its name.
Place = tuple[int, bool, int, str]


@dataclass(frozen=True, eq=False)
class Over:
    """What in a row says that it is over: of what matches alike it comes last."""

    column: str
    says: Callable[[Any], bool]


# Of things that are never over, by any column.
NEVER = Over("normalised_name", lambda name: False)


def best_keys(
    rows: QuerySet[Any], shares: Sequence[Q], ways: Sequence[Way], limit: int, over: Over = NEVER
) -> list[int]:
    """The keys of at most `limit` rows of the shares: by the best way they match, what is over after what is not, then
    by share, then by name.

    `rows` are of a model with a normalised name; `shares` are conditions, the nearest first; `ways` best first.
    """
    ranked, columns = ranking(ways, over)
    rows = rows.order_by().values_list("pk", *columns)
    found: dict[int, Place] = {}
    for place, share in enumerate(shares):
        asked = better(ways, found, limit)
        if place == 0 and len(often := ranked(walked(rows.filter(share)))) >= max(OFTEN, limit):
            found |= {key: (rank, ended, place, name) for key, rank, ended, name in often}
            asked = better(ways, found, limit)
        while asked:
            # The text first: SQLite takes conditions in their order, and asks of what matches alone whose it is.
            some = few(rows.filter(any_of(asked), share))
            for key, rank, ended, name in ranked(some):
                found.setdefault(key, (rank, ended, place, name))
            asked = better(asked, found, limit) if len(some) > CONSIDERED else []
    return sorted(found, key=lambda key: (*found[key], key))[:limit]


def first_keys(rows: QuerySet[Any], ways: Sequence[Way], limit: int, over: Over) -> list[int]:
    """The same of rows that an index has in the order of their names, where each matches in one of the ways."""
    ranked, columns = ranking(ways, over)
    # What is over may have the first names: more than are shown are looked at. Else the index's order is the answer.
    some = limit if over is NEVER else CONSIDERED
    nearest = rows.order_by("normalised_name", "pk").values_list("pk", *columns)[:some]
    places = {key: (rank, ended, name) for key, rank, ended, name in ranked(nearest)}
    return sorted(places, key=lambda key: (*places[key], key))[:limit]


def better(ways: Sequence[Way], found: dict[int, Place], limit: int) -> Sequence[Way]:
    """Those ways by which a row would be among the first `limit` of the found ones."""
    if len(found) < limit:
        return ways
    return ways[: sorted(found.values())[limit - 1][0]]


def any_of(ways: Sequence[Way]) -> Q:
    """Their conditions joined, without those that are part of another: each costs a look into an index."""
    return reduce(or_, (way.condition for way in ways if way.part_of not in ways))


# Of rows that match: key, number of the best way, whether it is over, name.
Ranked = Callable[[Iterable[Row]], list[tuple[int, int, bool, str]]]


def ranking(ways: Sequence[Way], over: Over) -> tuple[Ranked, list[str]]:
    """What puts rows in ranks, and the columns that it wants of them behind their key."""
    columns = list(dict.fromkeys(["normalised_name", over.column, *(way.column for way in ways)]))
    tried = [(columns.index(way.column) + 1, way.matches) for way in ways]
    ended = columns.index(over.column) + 1

    def ranked(rows: Iterable[Row]) -> list[tuple[int, int, bool, str]]:
        ranks = ((row, next((n for n, (at, matches) in enumerate(tried) if matches(row[at])), None)) for row in rows)
        return [(row[0], rank, over.says(row[ended]), row[1]) for row, rank in ranks if rank is not None]

    return ranked, columns


def walked(rows: QuerySet[Any]) -> list[Row]:
    """The first rows, whichever these are. None on SQLite: it puts together all of a share of contacts first, and has
    no index of parts of names that this would spare."""
    return list(rows[:WALKED]) if connections[rows.db].vendor == "postgresql" else []


def few(rows: QuerySet[Any]) -> list[Row]:
    """One row more than are considered, whichever are found first.

    Of a materialised part PostgreSQL expects that all of it is wanted, and uses the index on parts of names; it still
    stops after a few. Asked for a few only, it would walk the table until it meets them, however far away they are.
    """
    if connections[rows.db].vendor != "postgresql":
        return list(rows[: CONSIDERED + 1])
    connection = connections[rows.db]
    try:
        inner, parameters = rows.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH matching AS MATERIALIZED ({inner}) SELECT * FROM matching LIMIT {CONSIDERED + 1:d}", parameters
        )
        return cursor.fetchall()

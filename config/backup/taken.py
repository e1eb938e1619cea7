"""A database at one moment, as both kinds of database hand it over."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from config.backup.archive import PASSING


@dataclass(frozen=True)
class Taken:
    """The name of its file in the zip, its bytes, whether they are compressed already, and its rows by table."""

    member: str
    blocks: Iterator[bytes]
    packed: bool
    rows: dict[str, int]


def rows_by_table(cursor: Any, tables: list[str]) -> dict[str, int]:
    """Without those of tables that stay behind."""
    found = {}
    for table in sorted(set(tables) - set(PASSING)):
        cursor.execute(f'SELECT COUNT(*) FROM "{table}"')
        found[table] = int(cursor.fetchone()[0])
    return found

"""What earlier rows of a file were about, kept on disk: a long file takes no more memory than a short one."""

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# So many values in one statement any build of SQLite takes.
MOST_VALUES = 400


@dataclass
class Earlier:
    """The rows so far that share a key: how many, the line of the first, those of their fingerprints that matter."""

    count: int = 0
    line: int = 0
    fingerprints: set[int] = field(default_factory=set)

    def add(self, said: int, line: int) -> None:
        self.line = self.line or line
        self.count += 1
        self.fingerprints.add(said)


def fingerprint(value: Any) -> int:
    """64 bits of a value's `repr` that are the same in every process, unlike those of `hash`."""
    digest = hashlib.blake2b(repr(value).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


class Seen:
    """The keys of a file's rows with what they said, and who its accounts have for a parent.

    In a temporary file; or at `path`, so that another process goes on from it: `forget_after` takes back what the one
    before had noted of rows that it did not bring to an end.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.store = sqlite3.connect(str(path) if path else "", isolation_level=None)
        # Killing the process must not spoil a store that outlives it; what a crash of the machine does to it is
        # mended by reading the file again.
        self.store.executescript(
            f"PRAGMA journal_mode = {'TRUNCATE' if path else 'OFF'};"
            "PRAGMA synchronous = OFF;"
            "PRAGMA cache_size = -8000;"
            "CREATE TABLE IF NOT EXISTS seen (key INTEGER, said INTEGER, line INTEGER, PRIMARY KEY (key, said, line))"
            " WITHOUT ROWID;"
            "CREATE TABLE IF NOT EXISTS parents (child TEXT PRIMARY KEY, parent TEXT, line INTEGER);"
        )
        self.earlier: dict[int, Earlier] = defaultdict(Earlier)
        self.fresh: list[tuple[int, int, int]] = []
        self.parents: list[tuple[str, str, int]] = []

    def look_up(self, marks: list[tuple[int, int]]) -> None:
        """Fetches what is known of the keys (and of what was said of them) of the next rows, all together."""
        self.earlier = defaultdict(Earlier)
        for part in parts(sorted({key for key, _said in marks})):
            found = self.store.execute(
                f"SELECT key, count(*), min(line) FROM seen WHERE key IN ({places(part)}) GROUP BY key",
                part,
            )
            self.earlier.update({key: Earlier(count, line) for key, count, line in found})
        again = [mark for mark in marks if mark[0] in self.earlier]
        for part in parts(again):
            pairs = ", ".join("(?, ?)" for _mark in part)
            found = self.store.execute(
                f"SELECT DISTINCT key, said FROM seen WHERE (key, said) IN (VALUES {pairs})",
                [value for mark in part for value in mark],
            )
            for key, said in found:
                self.earlier[key].fingerprints.add(said)

    def add(self, key: int, said: int, line: int) -> None:
        self.earlier[key].add(said, line)
        self.fresh.append((key, said, line))

    def add_parent(self, child: str, parent: str, line: int) -> None:
        self.parents.append((child, parent, line))

    def keep(self) -> None:
        """Writes what was added since."""
        self.store.execute("BEGIN")
        self.store.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", self.fresh)
        self.store.executemany("INSERT OR IGNORE INTO parents VALUES (?, ?, ?)", self.parents)
        self.store.execute("COMMIT")
        self.fresh, self.parents = [], []

    def all_parents(self) -> Iterator[dict[str, str]]:
        """Child → parent, some at a time."""
        rows = self.store.execute("SELECT child, parent FROM parents ORDER BY line")
        while found := rows.fetchmany(MOST_VALUES):
            yield dict(found)

    def forget_after(self, line: int) -> None:
        for table in ("seen", "parents"):
            self.store.execute(f"DELETE FROM {table} WHERE line > ?", [line])

    def close(self) -> None:
        self.store.close()


def parts(values: list[Any]) -> Iterator[list[Any]]:
    return (values[start : start + MOST_VALUES] for start in range(0, len(values), MOST_VALUES))


def places(values: Iterable[Any]) -> str:
    return ", ".join("?" for _value in values)

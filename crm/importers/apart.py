"""A place where a whole file can be tried without keeping others out: what is done there comes to nothing."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


class Apart:
    """The connection in which the file is tried, and the one in which progress is told."""

    def __init__(self, real: Any, own: Any) -> None:
        self.real, self.own = real, own

    @contextmanager
    def outside(self) -> Iterator[None]:
        """Inside, the database is the real one, outside of the transaction of the trial."""
        connections[DEFAULT_DB_ALIAS] = self.real
        try:
            yield
        finally:
            connections[DEFAULT_DB_ALIAS] = self.own


@contextmanager
def apart() -> Iterator[Apart]:
    """In this thread the default database is, inside, one of our own.

    With SQLite a copy, because a transaction that lasts keeps everybody else from writing; else another connection, so
    that progress shows meanwhile.
    """
    real = connections[DEFAULT_DB_ALIAS]
    if real.in_atomic_block:
        # Somebody's transaction, as in tests: what it has done must be seen, so the trial is a part of it.
        yield Apart(real, real)
        return
    with tempfile.TemporaryDirectory(prefix="jauge-trial-") as folder:
        own: Any = real.copy()
        if real.vendor == "sqlite":
            own = copied(real, Path(folder) / "trial.sqlite3")
        connections[DEFAULT_DB_ALIAS] = own
        try:
            yield Apart(real, own)
        finally:
            connections[DEFAULT_DB_ALIAS] = real
            own.close()


def copied(real: Any, path: Path) -> Any:
    real.ensure_connection()
    target = sqlite3.connect(path)
    try:
        real.connection.backup(target)
    finally:
        target.close()
    own = real.copy()
    own.settings_dict = {**own.settings_dict, "NAME": str(path)}
    return own

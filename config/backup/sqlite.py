"""SQLite: copied by its own means while others write, compared with itself, and put back in one transaction."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.utils.translation import gettext as _

from config.backup.archive import PASSING, BackupProblem, blocks_of
from config.backup.taken import Taken, rows_by_table

MEMBER = "database.sqlite3"


@contextmanager
def snapshot(folder: Path) -> Iterator[Taken]:
    """The database at one moment; needs as much room in the folder of the backup as the database takes."""
    with TemporaryDirectory(dir=folder, prefix=".backup-") as room:
        path = Path(room) / MEMBER
        try:
            with closing(opened(database_path())) as source, closing(opened(path)) as copy:
                source.backup(copy)
                rows = made_whole(copy)
        except sqlite3.Error as error:
            raise BackupProblem(_("SQLite cannot copy the database: %(reason)s") % {"reason": error}) from error
        with path.open("rb") as file:
            yield Taken(MEMBER, blocks_of(file), packed=False, rows=rows)


def made_whole(copy: sqlite3.Connection) -> dict[str, int]:
    """All of it in the one file, without what stays behind; the rows by table."""
    refuse_broken(copy)
    copy.execute("PRAGMA journal_mode=DELETE")
    tables = [name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for name in set(PASSING) & set(tables):
        copy.execute(f'DELETE FROM "{name}"')
    copy.execute("VACUUM")
    return rows_by_table(copy.cursor(), [name for name in tables if not name.startswith("sqlite_")])


def refuse_broken(copy: sqlite3.Connection) -> None:
    (found,) = copy.execute("PRAGMA integrity_check").fetchone()
    if found != "ok":
        raise BackupProblem(_("The database of SQLite is damaged: %(reason)s") % {"reason": found})


def restore(member: IO[bytes]) -> None:
    """In the place of what is there: SQLite writes all of it in one transaction, or nothing."""
    connection.close()
    with TemporaryDirectory(dir=database_path().parent, prefix=".restore-") as room:
        path = Path(room) / MEMBER
        with path.open("wb") as file:
            for block in blocks_of(member):
                file.write(block)
        try:
            with closing(opened(path)) as copy, closing(opened(database_path())) as target:
                refuse_broken(copy)
                copy.backup(target)
                refuse_broken(target)
        except sqlite3.Error as error:
            sentence = _("The database refuses the backup, and is as it was before: %(reason)s")
            raise BackupProblem(sentence % {"reason": error}) from error


def make_room() -> None:
    """A folder for a database that is not there yet: SQLite makes the file, and not its folder."""
    database_path().parent.mkdir(parents=True, exist_ok=True)


def opened(path: Path) -> sqlite3.Connection:
    """With the functions that Django adds: conditions of our tables call them, and the check evaluates those."""
    own = connections[DEFAULT_DB_ALIAS].copy()
    own.settings_dict["NAME"] = str(path)
    found: sqlite3.Connection = own.get_new_connection(own.get_connection_params())
    found.isolation_level = None
    return found


def database_path() -> Path:
    return Path(str(connection.settings_dict["NAME"]))

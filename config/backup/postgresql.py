"""PostgreSQL: dumped and read back by its own programs, which take their password from the environment."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.utils.translation import gettext as _

from config.backup.archive import PASSING, BackupProblem, blocks_of
from config.backup.taken import Taken, rows_by_table

MEMBER = "database.pgdump"
# What may stand in the address of the database behind “?”, as PostgreSQL's programs call it.
CALLED = {
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "passfile": "PGPASSFILE",
    "service": "PGSERVICE",
    "connect_timeout": "PGCONNECT_TIMEOUT",
}
# Everything goes, also what this version does not know; whoever still works with the database is waited for a little.
EMPTIED = """
SET lock_timeout = '15s';
BEGIN;
DO $$ DECLARE each text; BEGIN
  FOR each IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
    EXECUTE format('DROP SCHEMA %I CASCADE', each);
  END LOOP;
END $$;
CREATE SCHEMA public;
"""


@contextmanager
def snapshot(_folder: Path) -> Iterator[Taken]:
    """The database at one moment, while everybody goes on working: rows are counted in what is dumped."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (name,) = cursor.fetchone()
        tables = [each.name for each in connection.introspection.get_table_list(cursor) if each.type == "t"]
        left = [f"--exclude-table-data={each}" for each in PASSING]
        line = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={name}", *left]
        yield Taken(MEMBER, output_of("pg_dump", *line), packed=True, rows=rows_by_table(cursor, tables))


def output_of(program: str, *words: str) -> Iterator[bytes]:
    with TemporaryFile() as said, started(program, *words, stdout=subprocess.PIPE, stderr=said) as process:
        assert process.stdout
        yield from blocks_of(process.stdout)
        if process.wait():
            raise BackupProblem(f"{program}: {last_words(said)}")


def restore(member: IO[bytes]) -> None:
    """In the place of what is there, in one transaction, which is closed only once everything has been read."""
    connection.close()
    connections[DEFAULT_DB_ALIAS].close_pool()  # type: ignore[attr-defined]
    with TemporaryFile() as said:
        psql = ("--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1", "--output=/dev/null")
        with started("psql", *psql, stdin=subprocess.PIPE, stderr=said) as target:
            assert target.stdin
            whole = fed(target.stdin, member, said)
            if target.wait() or not whole:
                sentence = _("The database refuses the backup, and is as it was before: %(reason)s")
                raise BackupProblem(sentence % {"reason": last_words(said)})


def fed(target: IO[bytes], member: IO[bytes], said: IO[bytes]) -> bool:
    """Whether all of the backup went to psql; without the last word, COMMIT, nothing of it stays."""
    line = ("--file=-", "--no-owner", "--no-privileges")
    try:
        with target:
            target.write(EMPTIED.encode())
            target.flush()
            with started("pg_restore", *line, stdin=subprocess.PIPE, stdout=target, stderr=said) as reader:
                assert reader.stdin
                with reader.stdin as into:
                    for block in blocks_of(member):
                        into.write(block)
                if reader.wait():
                    return False
            target.write(b"COMMIT;\n")
    except BrokenPipeError:
        # psql ended at an error, and said which.
        return False
    return True


@contextmanager
def started(program: str, *words: str, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A program of PostgreSQL, which does not outlive the block."""
    if not shutil.which(program):
        sentence = _(
            "“%(program)s” is not installed here: install the client programs of PostgreSQL, at least as new as the "
            "server (postgresql-client on Debian)."
        )
        raise BackupProblem(sentence % {"program": program})
    process = subprocess.Popen([program, *words], env=environment(), **options)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def environment() -> dict[str, str]:
    """How to reach the database. Not in the words of the command, which everybody on the machine can read."""
    described = connection.settings_dict
    asked = {name: str(value) for name, value in described["OPTIONS"].items() if name in CALLED}
    told = {
        "PGDATABASE": described["NAME"],
        "PGUSER": described["USER"],
        "PGPASSWORD": described["PASSWORD"],
        "PGHOST": described["HOST"],
        "PGPORT": described["PORT"],
    } | {CALLED[name]: value for name, value in asked.items()}
    return {**os.environ, **{name: str(value) for name, value in told.items() if value}}


def last_words(said: IO[bytes]) -> str:
    said.seek(0)
    return said.read().decode(errors="replace").strip()[-1000:]

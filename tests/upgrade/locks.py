"""Who waits for a lock of PostgreSQL, and for how long; and somebody who holds what a migration wants."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

LOOKS_EVERY = 0.02
WAITING = """
SELECT application_name, query, extract(epoch FROM clock_timestamp() - waitstart)::float8
FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND waitstart IS NOT NULL
"""
# As `pg_dump` and a long import do: reads of every table, and a row that is written, in a transaction that goes on.
TABLES = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"


class Locks:
    """Looks all the while; `longest` by the name of the process, with its statement."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.longest: dict[str, tuple[float, str]] = {}
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.look, daemon=True)

    def look(self) -> None:
        with psycopg.connect(self.address, autocommit=True, application_name="locks") as connection:
            while not self.over.is_set():
                for name, statement, seconds in connection.execute(WAITING).fetchall():
                    if seconds > self.longest.get(name, (0.0, ""))[0]:
                        self.longest[name] = (seconds, " ".join(statement.split())[:200])
                time.sleep(LOOKS_EVERY)

    def __enter__(self) -> "Locks":
        self.thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.over.set()
        self.thread.join()


@contextmanager
def held(address: str, row: str) -> Iterator[None]:
    """All tables as a dump has them, and `row` (table and condition) as somebody who changes it."""
    with psycopg.connect(address, application_name="long transaction") as connection:
        tables = [name for (name,) in connection.execute(TABLES).fetchall()]
        connection.execute(f"LOCK TABLE {', '.join(tables)} IN ACCESS SHARE MODE")
        table, condition = row.split(" ", 1)
        connection.execute(f"UPDATE {table} SET id = id WHERE {condition}")
        yield
        connection.rollback()

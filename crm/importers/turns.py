"""SQLite has one writer at a time, and nobody stands in a queue for it: who waits looks again every tenth of a second.

A load that goes on to its next chunk at once is nearly always there first, and keeps people and other loads out until
they give up.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep

from django.db import connection

# A little longer than who waits sleeps.
PAUSE_SECONDS = 0.15
# A job has time, which a person at a page has not.
PATIENCE_SECONDS = 120


def let_others_write() -> None:
    """Between two transactions of a long piece of work. Nothing on PostgreSQL, where writers do not shut each other
    out, or within a transaction, which lets nobody in anyway."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        sleep(PAUSE_SECONDS)


@contextmanager
def waiting_for_its_turn() -> Iterator[None]:
    """Within it this connection waits PATIENCE_SECONDS for others who write, instead of what the settings say."""
    if connection.vendor != "sqlite":
        yield
        return
    wait_at_most(PATIENCE_SECONDS)
    try:
        yield
    finally:
        wait_at_most(connection.settings_dict["OPTIONS"]["timeout"])


def wait_at_most(seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {round(1000 * seconds)}")

"""How far the replica is, and whether it answers: asked by each request that may read it.

Positions are those of the primary's log, in bytes. A replica that has replayed the log up to where a change ended shows
the change. Moments are all of the primary's clock, so that it does not matter which time the replica takes it to be.
"""

import logging
import math
import select
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, OperationalError, connections

logger = logging.getLogger("jauge.replica")

REPLICA = "replica"
# A replica that does not say so soon how far it is would not answer a question soon.
PATIENCE_SECONDS = 2
# For so long nobody asks a replica that did not answer; then one request tries.
AWAY_SECONDS = 5
# What was committed a moment ago has arrived by then.
SECOND_LOOK_SECONDS = 0.1

OF_PRIMARY = """
SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint, extract(epoch FROM clock_timestamp())::float,
  (SELECT position FROM config_viewerwrite WHERE user_id = %s)
"""
OF_REPLICA = b"""
SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint,
  extract(epoch FROM pg_last_xact_replay_timestamp())::float
"""
# The position is looked up once the row is locked: of two changes at once the later one stays.
NOTED = """
INSERT INTO config_viewerwrite (user_id, position) VALUES (%s, pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint)
ON CONFLICT (user_id) DO UPDATE SET position = pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint
"""


@dataclass(frozen=True)
class Primary:
    """How far its log is, what time it is there, and where the last change of the viewer ended."""

    position: int
    now: float
    written: int | None = None


@dataclass(frozen=True)
class Replica:
    """How far it has replayed the log, and when the last change that it has was committed, if it has any."""

    position: int
    committed: float | None

    def seconds_behind(self, primary: Primary) -> float:
        """At most: everything that was committed before the last change it has is there, too."""
        if self.position >= primary.position:
            return 0.0
        return math.inf if self.committed is None else max(0.0, primary.now - self.committed)


def ask_primary(viewer: int | None = None) -> Primary:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(OF_PRIMARY, [viewer])
        return Primary(*cursor.fetchone())


def ask_replica(connection: Any = None) -> Replica:
    """Over a connection that was kept, or a new one where that is broken, as after a restart."""
    connection = connection or connections[REPLICA]
    kept = connection.connection is not None
    try:
        return replica_of(connection)
    except Error:
        connection.close()
        if not kept:
            raise
    return replica_of(connection)


def seconds_behind() -> float:
    """For whoever watches: after a quiet time the first change makes any replica look far behind for a moment."""
    own = connections[REPLICA].copy()
    try:
        primary = ask_primary()
        if (replica := ask_replica(own)).position < primary.position:
            time.sleep(SECOND_LOOK_SECONDS)
            replica = ask_replica(own)
        return replica.seconds_behind(primary)
    finally:
        own.close()


def replica_of(connection: Any) -> Replica:
    connection.ensure_connection()
    try:
        with connection.wrap_database_errors:
            position, committed = answer_of(connection.connection.pgconn, OF_REPLICA, PATIENCE_SECONDS)
    except OSError:
        connection.close()
        raise
    if position is None:
        raise OperationalError("JAUGE_REPLICA_URL names a server that replays no log of another: it is no replica.")
    return Replica(int(position), float(committed) if committed is not None else None)


def answer_of(link: Any, sql: bytes, seconds: float) -> list[bytes | None]:
    """One row, or TimeoutError: the driver itself would wait for as long as the server is silent."""
    from psycopg import pq

    end = time.monotonic() + seconds

    def wait(reading: bool) -> None:
        sockets = [link.socket]
        if not any(
            select.select(sockets if reading else [], [] if reading else sockets, [], max(0.0, end - time.monotonic()))
        ):
            raise TimeoutError(f"The replica is silent for {seconds} seconds.")

    link.send_query(sql)
    while link.flush():
        wait(reading=False)
    while link.is_busy():
        wait(reading=True)
        link.consume_input()
    result = link.get_result()
    while link.get_result() is not None:
        pass
    if result.status != pq.ExecStatus.TUPLES_OK:
        raise OperationalError(result.error_message.decode(errors="replace"))
    return [result.get_value(0, column) for column in range(result.nfields)]


class Standing:
    """What a process knows of the replica. Each change of it is a line in the log; requests are not."""

    def __init__(
        self,
        of_primary: Callable[[int | None], Primary] = ask_primary,
        of_replica: Callable[[], Replica] = ask_replica,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.of_primary, self.of_replica, self.clock = of_primary, of_replica, clock
        self.lock = threading.Lock()
        # Until when nobody asks it; 0 where it answers.
        self.away_until = 0.0
        # When the replica was first seen too far behind, the primary's position then; and whether that was told.
        self.missed: tuple[float, int] | None = None
        self.told = False

    def may_be_read_by(self, viewer: int) -> bool:
        """Whether it answers, has all that the viewer wrote, and is not too far behind."""
        if self.is_away():
            return False
        primary = self.of_primary(viewer)
        try:
            replica = self.of_replica()
        except (Error, OSError) as error:
            self.pass_over(error)
            return False
        self.answers()
        near = replica.seconds_behind(primary) <= settings.REPLICA_SECONDS
        self.compare(near, primary, replica)
        return near and (primary.written is None or primary.written <= replica.position)

    def is_away(self) -> bool:
        with self.lock:
            if not self.away_until:
                return False
            now = self.clock()
            if now < self.away_until:
                return True
            # This request tries; the others go by meanwhile.
            self.away_until = now + AWAY_SECONDS
            return False

    def pass_over(self, error: Exception) -> None:
        """The replica did not answer: for a while nobody asks it."""
        with self.lock:
            known, self.away_until = self.away_until, self.clock() + AWAY_SECONDS
        if not known:
            logger.warning("the replica is passed over: it does not answer", exc_info=error)

    def answers(self) -> None:
        with self.lock:
            known, self.away_until = self.away_until, 0.0
        if known:
            logger.warning("the replica answers again")

    def compare(self, near: bool, primary: Primary, replica: Replica) -> None:
        """Told once it has not reached for JAUGE_REPLICA_SECONDS what the primary had: after a quiet time the first
        change makes any replica look far behind for a moment."""
        with self.lock:
            if near:
                back, self.missed, self.told = self.told, None, False
                late = False
            else:
                back = False
                if self.missed is None or replica.position >= self.missed[1]:
                    self.missed = (self.clock(), primary.position)
                late = not self.told and self.clock() - self.missed[0] >= settings.REPLICA_SECONDS
                self.told = self.told or late
        if late:
            logger.warning("the replica is passed over: it is more than %s seconds behind", settings.REPLICA_SECONDS)
        if back:
            logger.warning("the replica has caught up")

    def note_write(self, viewer: int) -> None:
        """From now on the viewer reads the primary until the replica has what was committed so far."""
        try:
            with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
                cursor.execute(NOTED, [viewer])
        except Error as error:
            # What was asked for is done, or has failed by itself: either is answered as what it is.
            logger.warning("it is not noted that somebody wrote", exc_info=error)


standing = Standing()

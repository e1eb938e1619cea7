"""PostgreSQL with a streaming replica, and Jauge's web server over both: made for a test, and gone after it."""

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from copy import copy
from pathlib import Path
from typing import Any

import psycopg

from tests.house.test_run import any_free_port

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
# PostgreSQL refuses to run as root.
AS_POSTGRES = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
PATIENCE = 30
CSRF = "t" * 32
# How far behind the replica may be: further than any test is slow.
SECONDS = 60
QUICK = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = off
shared_buffers = 32MB
max_connections = 40
wal_retrieve_retry_interval = 200ms
autovacuum = off
"""


def run(*words: Any, **more: Any) -> str:
    done = subprocess.run([*map(str, words)], text=True, capture_output=True, **more)
    assert done.returncode == 0, done.stderr
    return done.stdout


def wait_for(condition: Callable[[], Any], seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


class Asked:
    """A server of PostgreSQL that is asked as its owner."""

    def address(self, database: str = "jauge") -> str:
        raise NotImplementedError

    def run_sql(self, sql: str, database: str = "jauge") -> Any:
        """The first row, if there are rows."""
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            found = connection.execute(sql)
            return found.fetchone() if found.description else None


class Server(Asked):
    """One that is started and stopped here."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, any_free_port()

    def address(self, database: str = "jauge") -> str:
        return f"postgres://jauge@127.0.0.1:{self.port}/{database}"

    def program(self, name: str, *words: Any) -> None:
        run(*AS_POSTGRES, PROGRAMS / name, *words, cwd="/")

    def start(self) -> None:
        log = self.folder.with_suffix(".log")
        # What it says goes to its log; it would otherwise keep the pipe of whoever started it open.
        self.program("pg_ctl", "-D", self.folder, "-w", "-l", log, "-o", f"-p {self.port}", "start")

    def stop(self) -> None:
        self.program("pg_ctl", "-D", self.folder, "-m", "immediate", "stop")


def copy_tables(dump_of: str, into: str) -> None:
    """What the database at one address holds, into the empty one at the other."""
    line = [PROGRAMS / "psql", "-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", into]
    with subprocess.Popen([PROGRAMS / "pg_dump", "-O", dump_of], stdout=subprocess.PIPE) as dump:
        run(*line, stdin=dump.stdout)
    assert dump.returncode == 0


@contextmanager
def two_servers(dump_of: str) -> Iterator[tuple[Server, Server]]:
    """A primary with what the database at the address `dump_of` holds, and its replica."""
    folder = Path(tempfile.mkdtemp(prefix="jauge-replica-"))
    if AS_POSTGRES:
        shutil.chown(folder, "postgres")
    primary, replica = Server(folder / "primary"), Server(folder / "replica")
    try:
        primary.program(
            "initdb", "-D", primary.folder, "-U", "jauge", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"
        )
        with (primary.folder / "postgresql.conf").open("a") as file:
            file.write(QUICK)
        primary.start()
        primary.run_sql("CREATE DATABASE jauge", "postgres")
        copy_tables(dump_of, primary.address())
        source = ["-h", "127.0.0.1", "-p", primary.port, "-U", "jauge"]
        replica.program("pg_basebackup", "-D", replica.folder, "-R", "-c", "fast", "-N", *source)
        replica.start()
        yield primary, replica
    finally:
        for server in (replica, primary):
            if (server.folder / "postmaster.pid").exists():
                server.stop()
        shutil.rmtree(folder)


@contextmanager
def paused(primary: Asked, replica: Asked) -> Iterator[None]:
    """The replica replays nothing meanwhile; until now it has everything, and that was a moment ago."""
    primary.run_sql("SELECT txid_current()")
    catch_up(primary, replica)
    replica.run_sql("SELECT pg_wal_replay_pause()")
    try:
        yield
    finally:
        replica.run_sql("SELECT pg_wal_replay_resume()")
        catch_up(primary, replica)


def catch_up(primary: Asked, replica: Asked) -> None:
    (until,) = primary.run_sql("SELECT pg_current_wal_lsn()")
    wait_for(lambda: replica.run_sql(f"SELECT pg_last_wal_replay_lsn() >= '{until}'")[0])


class Site:
    """Two web processes over the servers, asked as one of the two people."""

    def __init__(self, primary: Server, replica: Server, folder: Path) -> None:
        self.primary, self.replica, self.folder = primary, replica, folder
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("JAUGE_", "DJANGO_"))}
        self.environment = clean | {
            "JAUGE_SECRET_KEY": secrets.token_urlsafe(48), "JAUGE_VAR_DIR": str(folder), "JAUGE_LOG_LEVEL": "warning",
            "JAUGE_DATABASE_URL": primary.address(), "JAUGE_REPLICA_URL": replica.address(),
            "JAUGE_REPLICA_SECONDS": str(SECONDS), "JAUGE_METRICS_TOKEN": secrets.token_urlsafe(48),
            "JAUGE_WEB_BIND": f"127.0.0.1:{any_free_port()}", "DJANGO_SETTINGS_MODULE": "tests.replica.settings",
        }  # fmt: skip
        said = run(sys.executable, "-m", "tests.replica.company", cwd=ROOT, env=self.environment)
        self.keys = json.loads(said.splitlines()[-1])

    @property
    def log(self) -> Path:
        return self.folder / f"log-{self.environment['JAUGE_WEB_BIND']}"

    def otherwise(self, **switches: str) -> "Site":
        """The same with other switches, at an address of its own."""
        other = copy(self)
        other.environment = self.environment | {"JAUGE_WEB_BIND": f"127.0.0.1:{any_free_port()}"} | switches
        return other

    @contextmanager
    def serving(self) -> Iterator["Site"]:
        line = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]
        with self.log.open("w") as log, subprocess.Popen(line, cwd=ROOT, env=self.environment, stderr=log) as server:
            try:
                wait_for(lambda: self.answers("/healthz"))
                yield self
            finally:
                server.send_signal(signal.SIGINT)

    def answers(self, path: str) -> bool:
        try:
            return self.ask(path)[0] == 200
        except OSError:
            return False

    def ask(self, path: str, who: str = "", body: Any = None, **headers: str) -> tuple[int, str]:
        """With the session of a person; with their token where something is sent, or below /api/."""
        if who and (body is not None or path.startswith("/api/")):
            headers["Authorization"] = f"Bearer {self.keys[who]['token']}"
        elif who:
            headers["Cookie"] = f"sessionid={self.keys[who]['session']}; csrftoken={CSRF}"
        data = None if body is None else json.dumps(body).encode()
        headers["Content-Type"] = "application/json"
        asked = urllib.request.Request(f"http://{self.environment['JAUGE_WEB_BIND']}{path}", data, headers)
        try:
            with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()

    def page(self, path: str, who: str) -> str:
        status, text = self.ask(path, who)
        assert status == 200, text
        return text

    def write(self, who: str, name: str) -> None:
        """An account with an open opportunity, both of that name."""
        status, text = self.ask("/api/accounts/", who, {"name": name})
        assert status == 201, text
        about = {"name": name, "account": json.loads(text)["id"]}
        status, text = self.ask("/api/opportunities/", who, about)
        assert status == 201, text

    def paused(self) -> AbstractContextManager[None]:
        return paused(self.primary, self.replica)

    def catch_up(self) -> None:
        catch_up(self.primary, self.replica)

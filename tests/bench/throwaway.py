"""`python -m tests.bench.throwaway bench`: makes a database, fills it, measures, and drops it again; see `make bench`.

python -m tests.bench.throwaway bench --size 100000       pages (made, given again), statements, API and an import
python -m tests.bench.throwaway load-test --size 100000   eight clients at once

The server is that of JAUGE_DATABASE_URL, whose own database is not touched, or the PostgreSQL of this machine.
"""

import argparse
import os
import platform
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
SERVER = "postgres://jauge:jauge@127.0.0.1/postgres"
# An import is aimed at with this many rows, whatever the company beside it has.
IMPORTED = 100_000
MEASURED = {"bench": ("pages --changing", "pages", "statements", "api"), "load-test": ("load",)}


def say(text: str) -> None:
    print(f"\n== {text}", flush=True)


def server() -> str:
    """The address of a server of PostgreSQL, with its database for administrators."""
    own = urlsplit(os.environ.get("JAUGE_DATABASE_URL") or SERVER)
    if own.scheme not in ("postgres", "postgresql"):
        sys.exit("JAUGE_DATABASE_URL has to name a server of PostgreSQL, or nothing for the one of this machine.")
    return own._replace(scheme="postgres", path="/postgres").geturl()


@contextmanager
def database(address: str) -> Iterator[str]:
    """The address of a database of its own, which is gone afterwards, also when measuring fails or is stopped."""
    name = f"jauge_bench_{secrets.token_hex(4)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield urlsplit(address)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def run(environment: dict[str, str], *words: str, shown: bool = True) -> None:
    """One command as an operator types it. Its log is written as in production, and read only when it fails."""
    with tempfile.TemporaryFile() as log:
        output = None if shown else log
        done = subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, stdout=output, stderr=log)
        if done.returncode:
            log.seek(0)
            print(log.read().decode()[-5000:])
            sys.exit(f"{' '.join(words)} failed")


def prepare(environment: dict[str, str]) -> None:
    for command in (("migrate",), ("createcachetable",), ("collectstatic", "--noinput")):
        run(environment, "manage.py", *command, shown=False)


def additions() -> float:
    """Seconds for ten million of them: tells a fast minute of a machine from a slow one."""
    start, total = time.perf_counter(), 0
    for number in range(10_000_000):
        total += number
    return time.perf_counter() - start


def machine(address: str) -> str:
    """What the figures were measured on, in a line."""
    processor = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    name = processor[0].partition(":")[2].strip() if processor else platform.processor()
    with psycopg.connect(address) as connection:
        version = connection.info.parameter_status("server_version")
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True)
    return (
        f"{datetime.now():%d %B %Y %H:%M}, {os.cpu_count()} × {name}, load {os.getloadavg()[0]:.1f}, "
        f"ten million additions in {additions():.2f} s, "
        f"Python {platform.python_version()}, PostgreSQL {version}, commit {commit.stdout.strip()}"
    )


def measure(what: str, size: int, address: str, environment: dict[str, str]) -> None:
    with database(address) as own:
        environment["JAUGE_DATABASE_URL"] = own
        say(f"filling a database with {size:,} opportunities")
        prepare(environment)
        run(environment, "-m", "tests.bench", "fill", "--size", str(size))
        for each in MEASURED[what]:
            say(f"{each}, among {size:,} opportunities; {machine(address)}")
            run(environment, "-m", "tests.bench", *each.split())
    if what == "bench":
        with database(address) as own:
            environment["JAUGE_DATABASE_URL"] = own
            prepare(environment)
            say(f"an import of {min(size, IMPORTED):,} rows into an empty database; {machine(address)}")
            run(environment, "-m", "tests.bench", "imports", "--size", str(min(size, IMPORTED)))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.throwaway")
    parser.add_argument("what", choices=MEASURED)
    parser.add_argument("--size", type=int, default=100_000, help="opportunities")
    options = parser.parse_args()
    # Stopped from outside, it drops its database as after Ctrl+C.
    signal.signal(signal.SIGTERM, lambda *_received: sys.exit("stopped"))
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as state:
        # Production settings: nothing of the demo or of who runs this.
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("JAUGE_", "DJANGO_"))}
        secret = {"JAUGE_SECRET_KEY": secrets.token_urlsafe(48), "JAUGE_VAR_DIR": state}
        measure(options.what, options.size, server(), clean | secret)
    say(f"done in {time.perf_counter() - start:.0f} s; the database is dropped")


if __name__ == "__main__":
    main()

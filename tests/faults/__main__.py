"""`make fault-test`: does each fault, on servers of its own and on SQLite, and prints what came out.

The scenarios run in lanes side by side, each on a PostgreSQL of its own: most of them wait for something half of the time.
Words are given to pytest instead (`python -m tests.faults tests/faults/test_redis_away.py`), on one PostgreSQL.
"""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from tests.faults.processes import collect_static
from tests.faults.servers import PostgreSQL, free_port

HERE = Path(__file__).resolve().parent
# Each has about the same to do. On SQLite: what is not about a server of databases.
POSTGRESQL = {
    "postgresql and redis": ("test_postgresql_restarted.py", "test_redis_away.py"),
    "web server and disk": ("test_web_server_killed.py", "test_disk_full.py"),
    "many at once": ("test_many_at_once.py", "test_due_killed.py", "test_objectives_at_once.py"),
}
SQLITE = ("test_web_server_killed.py", "test_many_at_once.py")


def main(words: list[str]) -> int:
    begin = time.monotonic()
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    processor = next((line.split(":")[1].strip() for line in lines if "model name" in line), "?")
    print(f"{datetime.now():%Y-%m-%d %H:%M}, {os.cpu_count()} cores ({processor}), Python {platform.python_version()}")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("JAUGE_", "DJANGO_"))}
    with tempfile.TemporaryDirectory(prefix="jauge-faults-") as made, ThreadPoolExecutor() as pool:
        folder = Path(made)
        folder.chmod(0o711)
        collect_static(HERE.parents[1], folder, clean | {"JAUGE_VAR_DIR": made, "JAUGE_DEMO": "1"})
        clean["FAULTS_STATIC"] = str(folder / "static")
        lanes = {} if words else {"sqlite": pool.submit(on_sqlite, clean, folder)}
        first = prepared(clean, folder)
        chosen = {"chosen": tuple(words)} if words else POSTGRESQL
        for name, files in chosen.items():
            lanes[name] = pool.submit(on_postgresql, clean, folder, first, name, files)
        failed = [name for name, lane in lanes.items() if not told(name, lane, folder)]
    print(
        f"all in {time.monotonic() - begin:.0f} s, load {os.getloadavg()[0]:.1f}; failed: {', '.join(failed) or 'none'}"
    )
    return len(failed)


def told(name: str, lane: "Future[int]", folder: Path) -> bool:
    """Prints what a lane said when it is over; whether all held, and nothing was left out."""
    status = lane.result()
    said = log(folder, name).read_text()
    print(f"\n=== {name}\n{said}", flush=True)
    return status == 0 and " skipped" not in said.splitlines()[-1]


def prepared(clean: dict[str, str], folder: Path) -> PostgreSQL:
    """A cluster with the database of the tests, stopped: it is copied."""
    cluster = PostgreSQL(folder / "first", free_port())
    owned(cluster.data)
    cluster.make()
    cluster.start()
    try:
        environment = clean | {"JAUGE_DATABASE_URL": address(cluster)}
        subprocess.run([sys.executable, "-m", "tests.faults.prepare"], cwd=HERE.parents[1], env=environment, check=True)
    finally:
        cluster.stop("fast")
    return cluster


def on_postgresql(clean: dict[str, str], folder: Path, first: PostgreSQL, name: str, files: tuple[str, ...]) -> int:
    cluster = PostgreSQL(folder / name.replace(" ", "-"), free_port())
    subprocess.run(["cp", "--archive", str(first.data), str(cluster.data)], check=True)
    cluster.listen()
    cluster.start()
    try:
        told = {"FAULTS": "postgresql", "FAULTS_CLUSTER": str(cluster.data), "JAUGE_DATABASE_URL": address(cluster)}
        return tests(clean | told, log(folder, name), "--reuse-db", *files)
    finally:
        cluster.stop()


def on_sqlite(clean: dict[str, str], folder: Path) -> int:
    return tests(clean | {"FAULTS": "sqlite"}, log(folder, "sqlite"), *SQLITE)


def tests(environment: dict[str, str], log: Path, *words: str) -> int:
    names = [str(HERE / word) if (HERE / word).is_file() else word for word in words]
    line = [sys.executable, "-m", "pytest", "-q", "--durations=12", "--durations-min=1", *names]
    with log.open("wb") as file:
        return subprocess.run(line, cwd=HERE.parents[1], env=environment, stdout=file, stderr=file).returncode


def owned(data: Path) -> None:
    data.mkdir(0o700)
    if os.geteuid() == 0:
        shutil.chown(data, "postgres", "postgres")


def address(cluster: PostgreSQL) -> str:
    return f"postgres://jauge:none@127.0.0.1:{cluster.port}/jauge_faults"


def log(folder: Path, name: str) -> Path:
    return folder / f"{name}.log"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`make fault-test`: does each fault, on a PostgreSQL and a Redis of its own and on SQLite, and prints what came out."""

import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from tests.faults.servers import PostgreSQL, free_port

# On SQLite: what is not about a server of databases.
ON_SQLITE = ("test_many_at_once.py", "test_web_server_killed.py")
HERE = Path(__file__).resolve().parent


def main(words: list[str]) -> int:
    begin = time.monotonic()
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    processor = next((line.split(":")[1].strip() for line in lines if "model name" in line), "?")
    print(f"{datetime.now():%Y-%m-%d %H:%M}, {os.cpu_count()} cores ({processor}), Python {platform.python_version()}")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("JAUGE_", "DJANGO_"))}
    failed = on_postgresql(clean, words)
    if not words:
        failed |= tests({**clean, "FAULTS": "sqlite"}, [str(HERE / name) for name in ON_SQLITE])
    print(f"all in {time.monotonic() - begin:.0f} s")
    return failed


def on_postgresql(clean: dict[str, str], words: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="jauge-faults-") as folder:
        Path(folder).chmod(0o711)
        data = Path(folder) / "data"
        data.mkdir(0o700)
        if os.geteuid() == 0:
            subprocess.run(["chown", "postgres:postgres", str(data)], check=True)
        database = PostgreSQL(data, free_port())
        database.make()
        database.start()
        try:
            address = f"postgres://jauge:none@127.0.0.1:{database.port}/jauge_faults"
            told = {"FAULTS": "postgresql", "FAULTS_CLUSTER": str(data), "JAUGE_DATABASE_URL": address}
            return tests({**clean, **told}, words or [str(HERE)])
        finally:
            database.stop()


def tests(environment: dict[str, str], words: list[str]) -> int:
    line = [sys.executable, "-m", "pytest", "-q", *words]
    return subprocess.run(line, cwd=HERE.parents[1], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

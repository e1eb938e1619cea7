"""What the units of systemd start, run without systemd (see units.py), in the database of the test."""

import http.client
import json
import os
import secrets
import shutil
import socket
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from crm.models import Account
from feedback.models import SendingRun
from tests.deployment import confined
from tests.deployment.shipped import ROOT
from tests.deployment.units import FOLDER, Unit, readiness, settings
from tests.house.test_run import any_free_port
from tests.operations.test_backup_and_restore import elsewhere, run
from tests.operations.test_graceful_stop import listens, wait_for
from tests.operations.whole import rows_and_files
from tests.sending.test_killed import address

__all__ = ["elsewhere"]

SERVICES = sorted(path.name for path in FOLDER.glob("*.service"))
TWO_WEEKS_AND_A_DAY = 15 * 86_400
# What units are called beside, and what systemd itself brings.
OF_SYSTEMD = ("sysinit.target", "basic.target", "shutdown.target", "multi-user.target", "timers.target", "network-online.target",
              "time-set.target", "time-sync.target", "postgresql.service", "redis-server.service",
              "systemd-tmpfiles-setup.service")  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Of a machine where everything is where docs/operations.md puts it."""
    units = tmp_path / "etc/systemd/system"
    units.mkdir(parents=True)
    for name in OF_SYSTEMD:
        (units / name).write_text(
            "[Unit]\nDescription=Not ours\n" + ("[Service]\nExecStart=/bin/sh\n" if "ser" in name else "")
        )
    for path in FOLDER.iterdir():
        shutil.copy(path, units)
    for program in ("srv/jauge/.venv/bin/python", "bin/sh", "usr/bin/find"):
        (tmp_path / program).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy("/bin/sh", tmp_path / program)
    return tmp_path


def analysed(root: Path, *words: str) -> str:
    if not shutil.which("systemd-analyze"):
        pytest.skip("needs systemd-analyze: install the distribution's package “systemd”")
    done = subprocess.run(["systemd-analyze", f"--root={root}", *words], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stderr


def test_systemd_understands_them(root: Path) -> None:
    names = [path.name.replace("@.", "@1.") for path in FOLDER.iterdir()]
    said = analysed(root, "verify", "--man=no", *names)
    assert [line for line in said.splitlines() if "jauge" in line] == []


@pytest.mark.parametrize("name", SERVICES)
def test_they_may_do_little(name: str, root: Path) -> None:
    """By systemd's own measure, of 0 to 100; a service that sets nothing has 96."""
    analysed(root, "security", "--offline=true", "--threshold=15", name.replace("@.", "@1."))
    found = settings(FOLDER / name)
    assert (found["User"], found["ProtectSystem"], found["ProtectHome"]) == (["jauge"], ["strict"], ["yes"])


@pytest.fixture
def changes(transactional_db: None, tmp_path: Path) -> dict[str, str]:
    """What the operator changes in jauge.env: SQLite is in the folder of the state, as it is by default."""
    (tmp_path / "StateDirectory").mkdir()
    Account.objects.create(name="Mill")
    where = address()
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(tmp_path / "StateDirectory/jauge.sqlite3")) as copy:
            connection.connection.backup(copy)
        where = "sqlite:////var/lib/jauge/jauge.sqlite3"
    return {"JAUGE_SECRET_KEY": secrets.token_urlsafe(48), "JAUGE_DATABASE_URL": where, "JAUGE_REDIS_URL": ""}


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[int]:
    port = any_free_port()
    line = ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen(line, stdout=subprocess.DEVNULL) as server:
        wait_for(lambda: listens(port))
        yield port
        server.terminate()


class Socket(http.client.HTTPConnection):
    """Asks over a socket that has a path."""

    def __init__(self, path: Path) -> None:
        super().__init__("crm.example.com", timeout=60)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(str(self.path))


def answer(path: Path, asked: str) -> int:
    door = Socket(path)
    door.request("GET", asked)
    status = door.getresponse().status
    door.close()
    return status


def test_the_web_server_tells_when_it_is_ready(tmp_path: Path, changes: dict[str, str]) -> None:
    unit = Unit("jauge-web.service", tmp_path, changes | {"JAUGE_WEB_BIND": "unix:/run/jauge/web.sock"})
    assert unit.one("Type") == "notify"
    # A place that counts requests is in TMPDIR.
    unit.changes["JAUGE_METRICS_TOKEN"] = secrets.token_urlsafe(48)
    with readiness(tmp_path) as (told, where), unit.running(NOTIFY_SOCKET=where):
        assert b"READY=1" in told.recv(1000)
        door = unit.writable["/run/jauge"] / "web.sock"
        assert [answer(door, path) for path in ("/healthz", "/api/accounts/")] == [200, 301]
        # Another user, as which the proxy runs, may open it.
        assert door.stat().st_mode & 0o777 == 0o777 and unit.one("RuntimeDirectoryMode") == "0755"


@pytest.mark.parametrize("name", ["jauge-worker@.service", "jauge-redis-worker@.service"])
def test_a_worker_finishes_its_job(name: str, tmp_path: Path, changes: dict[str, str], redis: int) -> None:
    if "redis" in name:
        changes["JAUGE_REDIS_URL"] = f"redis://127.0.0.1:{redis}/0"
    unit = Unit(name, tmp_path, changes)
    made = tmp_path / "StateDirectory" / "made"
    words = f"from tests.operations.slow_jobs import write; write.enqueue({str(made)!r})"
    environment = os.environ | unit.environment() | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    run(environment, "manage.py", "shell", "--verbosity", "0", "--command", words)
    with unit.running():
        wait_for(Path(f"{made}.begun").exists)
    assert made.read_text() == "whole"


def runs_of(folder: Path) -> int:
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(folder / "StateDirectory/jauge.sqlite3")) as copy:
            return int(copy.execute("SELECT count(*) FROM feedback_sendingrun").fetchone()[0])
    return SendingRun.objects.count()


def test_what_is_due_is_begun(tmp_path: Path, changes: dict[str, str]) -> None:
    unit = Unit("jauge-due.service", tmp_path, changes)
    with unit.running():
        wait_for(lambda: runs_of(tmp_path) == 1)


class TestBackup:
    @pytest.fixture(autouse=True)
    def company(self, changes: dict[str, str], tmp_path: Path, settings: Any) -> None:
        self.folder, self.unit = tmp_path, Unit("jauge-backup.service", tmp_path, changes)
        settings.MEDIA_ROOT, settings.IMPORTS_ROOT = (
            tmp_path / "StateDirectory/files",
            tmp_path / "StateDirectory/imports",
        )
        settings.MEDIA_ROOT.mkdir()
        (settings.MEDIA_ROOT / "offer.pdf").write_bytes(b"offer" * 1000)

    def test_it_can_be_restored(self, elsewhere: dict[str, str]) -> None:
        unit, kept = self.unit, self.folder / "read-write-0"
        old, recent = kept / "jauge-2026-01-01-0315.backup", kept / "jauge-2026-01-14-0315.backup"
        for path, age in ((old, TWO_WEEKS_AND_A_DAY), (recent, TWO_WEEKS_AND_A_DAY - 86_400 * 2)):
            path.touch()
            os.utime(path, (time.time() - age,) * 2)
        assert unit.run() == 0, unit.said()
        assert not old.exists()
        (made,) = set(kept.iterdir()) - {recent}
        assert made.stat().st_mode & 0o077 == 0
        run(elsewhere, "manage.py", "restore", str(made))
        words = "import json; from tests.operations.whole import rows_and_files as all_; print(json.dumps(all_()))"
        told = run(elsewhere, "manage.py", "shell", "--verbosity", "0", "--command", words)
        found = json.loads(told)
        assert found == rows_and_files()
        assert list(found["files"]) == ["files/offer.pdf"] and found["rows"]["crm_account"] == 1

    def test_a_directory_that_the_unit_does_not_name_is_not_written(self) -> None:
        if not confined.possible:
            pytest.skip("needs Landlock, of Linux 5.13 and newer")
        kept = self.unit.writable.pop("/var/backups/jauge")
        assert self.unit.run() != 0 and list(kept.iterdir()) == []
        assert "cannot be written: [Errno 13]" in self.unit.said()


@pytest.mark.parametrize("name", SERVICES)
def test_they_write_where_they_may_and_nowhere_else(name: str, tmp_path: Path) -> None:
    """That the places of the tests are as closed as those of systemd."""
    if not confined.possible:
        pytest.skip("needs Landlock, of Linux 5.13 and newer")
    unit = Unit(name, tmp_path, {})
    beside = tmp_path / "beside"
    beside.mkdir()
    tried: Callable[[Path], int] = lambda path: unit.started(["touch", str(path / "written")]).wait(60)  # noqa: E731
    assert [tried(path) for path in unit.writable.values()] == [0] * len(unit.writable)
    assert 0 not in [tried(path) for path in (ROOT, beside, Path.home())]
    assert (unit.writable["/var/lib/jauge"] / "written").stat().st_mode & 0o777 == 0o640

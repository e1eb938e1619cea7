"""Runs what the units of systemd say, without systemd: the same words, environment and mask. Only places are others.

The service writes where its unit lets it (StateDirectory=, RuntimeDirectory=, ReadWritePaths=, PrivateTmp=) and nowhere else, as
with ProtectSystem=strict and ProtectHome=yes, as the kernel allows: see confined.py. `.venv/bin/python` is the one of the tests.
"""

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.deployment.confined import confined
from tests.deployment.shipped import DEPLOY, ROOT, switches

FOLDER = DEPLOY / "systemd"
HOME = "/srv/jauge"
# Also as the unit calls it from the directory that it works in.
PYTHON = ".venv/bin/python"
# Where systemd makes directories that a unit names.
MADE_IN = {"StateDirectory": "/var/lib", "RuntimeDirectory": "/run"}


def settings(path: Path) -> dict[str, list[str]]:
    """What the unit sets, by name; names may stand several times."""
    found = defaultdict(list)
    for line in path.read_text().splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found[name].append(value)
    return dict(found)


class Unit:
    """One of deploy/systemd. `changes` are the operator's in /etc/jauge/jauge.env."""

    def __init__(self, name: str, folder: Path, changes: dict[str, str]) -> None:
        self.name, self.folder, self.changes = name, folder, changes
        self.settings = settings(FOLDER / name)
        self.places = {"/tmp": str(folder / "tmp")}
        for setting, parent in MADE_IN.items():
            self.places |= {f"{parent}/{each}": str(folder / setting) for each in self.settings.get(setting, [])}
        for number, place in enumerate(self.settings.get("ReadWritePaths", [])):
            self.places[place] = str(folder / f"read-write-{number}")
        self.writable = {place: Path(path) for place, path in self.places.items()}
        for path in self.writable.values():
            path.mkdir(exist_ok=True)
        self.places |= {HOME: str(ROOT), f"{HOME}/{PYTHON}": sys.executable, PYTHON: sys.executable}

    def one(self, name: str) -> str:
        (value,) = self.settings[name]
        return value

    def placed(self, text: str) -> str:
        """With places of the tests."""
        names = "|".join(map(re.escape, sorted(self.places, reverse=True)))
        return re.sub(rf"(?<!\w)({names})(?![\w.])", lambda place: self.places[place[1]], text)

    def environment(self) -> dict[str, str]:
        """That of the unit, with what systemd gives every service."""
        assert self.one("EnvironmentFile") == "/etc/jauge/jauge.env"
        found = {
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": HOME,
            "LANG": "C.UTF-8",
        }
        found |= {"TMPDIR": "/tmp", "USER": self.one("User")} | switches() | self.changes
        return {name: self.placed(value) for name, value in found.items()}

    def commands(self, setting: str) -> list[list[str]]:
        """Its command lines, as systemd reads them."""
        lines = [line.replace("%%", "%").replace("$$", "$") for line in self.settings.get(setting, [])]
        return [shlex.split(self.placed(line)) for line in lines]

    def started(self, command: list[str], **more: str) -> subprocess.Popen[str]:
        path = self.folder / f"{self.name}.log"
        with path.open("a") as log:
            return subprocess.Popen(
                confined(command, [*self.writable.values()]), env=self.environment() | more, umask=int(self.one("UMask"), 8),
                cwd=self.placed(self.one("WorkingDirectory")), stdout=log, stderr=log, stdin=subprocess.DEVNULL, text=True,
            )  # fmt: skip

    def said(self) -> str:
        return (self.folder / f"{self.name}.log").read_text()

    def run(self) -> int:
        """All that a unit of Type=oneshot does, one after the other, as long as it goes well."""
        for setting in ("ExecStartPre", "ExecStart", "ExecStartPost"):
            for command in self.commands(setting):
                if ended := self.started(command).wait(120):
                    return ended
        return 0

    @contextmanager
    def running(self, **more: str) -> Iterator[subprocess.Popen[str]]:
        """The service, until it is told to stop: SIGTERM to its first process (KillMode=mixed), which has so long to end."""
        (command,) = self.commands("ExecStart")
        with self.started(command, **more) as process:
            try:
                yield process
                process.send_signal(signal.Signals[self.settings.get("KillSignal", ["SIGTERM"])[0]])
                ended = process.wait(int(self.one("TimeoutStopSec")))
                assert ended == 0, self.said()
            finally:
                process.kill()


@contextmanager
def readiness(folder: Path) -> Iterator[tuple[socket.socket, str]]:
    """Where a service of Type=notify tells systemd that it is ready."""
    path = folder / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.bind(str(path))
        os.chmod(path, 0o666)
        told.settimeout(60)
        yield told, str(path)

"""`make run` serves, and Ctrl-C leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_it_serves_and_ends_everything_it_started(tmp_path: Path) -> None:
    port = any_free_port()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("JAUGE_", "DJANGO_"))}
    environment = {**clean, "JAUGE_VAR_DIR": str(tmp_path), "JAUGE_PORT": str(port), "JAUGE_DEMO_SIZE": "small"}
    with subprocess.Popen(
        [sys.executable, "-m", "config.run"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=heeds_interrupts,
    ) as running:
        assert running.stdout
        lines = []
        for line in running.stdout:
            lines.append(line)
            if "Ctrl-C" in line:
                break
        said = "".join(lines)
        assert f"http://127.0.0.1:{port}/" in said
        assert all(name in said for name in ("demo-ana-2026", "demo-marc-2026", "demo-admin-2026"))
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/account/login/", timeout=10) as page:
            assert page.status == 200
        running.send_signal(signal.SIGINT)
        running.wait(timeout=30)
    deadline = time.monotonic() + 10
    while left := processes_of(tmp_path):
        assert time.monotonic() < deadline, left
        time.sleep(0.2)


def heeds_interrupts() -> None:
    """Whoever starts the suite in the background has its children ignore Ctrl-C; people's terminals do not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def any_free_port() -> int:
    """One that the system chooses: the suite may run twice at once on a machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def processes_of(folder: Path) -> list[str]:
    """Processes that run with the folder as their data."""
    found = []
    for process in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"JAUGE_VAR_DIR={folder}".encode() in process.read_bytes():
                found.append(process.parent.name)
        except OSError:
            continue
    return found

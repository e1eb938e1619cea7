"""Told to stop, web server and worker finish what is under way and begin nothing new. For `run_due`: see tests/sending."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.house.test_run import any_free_port
from tests.operations import slow_jobs
from tests.sending.test_killed import address

ROOT = Path(__file__).resolve().parents[2]
# Against hanging, not a measure: beside two suites on two cores a web server has taken 51 s to start.
PATIENCE = 180


def started(folder: Path, *words: str, **more: str) -> subprocess.Popen[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("JAUGE_", "DJANGO_"))}
    clean |= {"JAUGE_SECRET_KEY": secrets.token_urlsafe(48), "JAUGE_VAR_DIR": str(folder)} | more
    return subprocess.Popen([sys.executable, *words], cwd=ROOT, env=clean, stderr=subprocess.PIPE, text=True)


def wait_for(condition: Any) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_the_web_server_answers_what_it_was_asked(tmp_path: Path) -> None:
    port, begun = any_free_port(), tmp_path / "begun"
    line = ("-m", "gunicorn", "--config", "config/gunicorn.py", "tests.operations.slow_application")
    told = {"JAUGE_WEB_BIND": f"127.0.0.1:{port}", "JAUGE_WEB_WORKERS": "1", "JAUGE_LOG": "json"}
    with started(tmp_path, *line, **told) as server, ThreadPoolExecutor(1) as beside:
        wait_for(lambda: listens(port))
        answer = beside.submit(ask, f"http://127.0.0.1:{port}{begun}")
        wait_for(begun.exists)
        server.send_signal(signal.SIGTERM)
        assert answer.result() == b"whole"
        said = server.communicate(timeout=PATIENCE)[1]
    assert server.returncode == 0
    assert all(line.startswith('{"time":') for line in said.splitlines()), said


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def ask(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        return bytes(answer.read())


@pytest.mark.django_db(transaction=True)
def test_the_worker_finishes_its_job(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    slow_jobs.write.enqueue(str(first))
    slow_jobs.write.enqueue(str(second))
    line = ("manage.py", "db_worker", "--no-startup-delay", "--no-reload")
    with started(tmp_path, *line, JAUGE_DATABASE_URL=address()) as worker:
        wait_for(Path(f"{first}.begun").exists)
        worker.send_signal(signal.SIGTERM)
        worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 0
    assert first.read_text() == "whole"
    assert not Path(f"{second}.begun").exists()

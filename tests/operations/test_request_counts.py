"""Requests are counted by route, over all processes of the web server, and nothing of who asked."""

import os
import re
import signal
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from prometheus_client.mmap_dict import MmapedDict

from config import request_counts
from tests.house.test_run import any_free_port
from tests.operations.test_graceful_stop import PATIENCE, listens, started, wait_for
from tests.people import People
from tests.sending.test_killed import address

AT_ONCE = 40
TOKEN = "scraped-by-prometheus-0123456789"
COUNTED = re.compile(r'^jauge_requests_total\{method="GET",route="healthz",status="2xx"\} (\S+)$', re.MULTILINE)


def told(client: Client) -> str:
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    return answer.content.decode()


def count(text: str, start: str) -> float:
    return sum(float(line.rpartition(" ")[2]) for line in text.splitlines() if line.startswith(start))


def test_by_route_method_and_status(client: Client, people: People, settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN
    lines = {
        'jauge_requests_total{method="GET",route="crm:accounts",status="2xx"}': 2,
        'jauge_requests_total{method="GET",route="crm:account",status="4xx"}': 1,
        'jauge_requests_total{method="POST",route="account_logout",status="3xx"}': 1,
        'jauge_requests_total{method="other",route="none",status="4xx"}': 1,
        'jauge_request_seconds_count{route="crm:accounts"}': 2,
        'jauge_request_seconds_bucket{le="30.0",route="crm:accounts"}': 2,
    }
    before = told(client)
    client.force_login(people.rep)
    client.get("/accounts/?text=dupré")
    client.get("/accounts/")
    client.get("/accounts/987654321987/")
    client.post("/account/logout/")
    client.generic("BREW", "/secret-address/token-of-somebody/")
    after = told(client)
    assert {start: count(after, start) - count(before, start) for start in lines} == lines
    assert 10_000_000 < count(after, "jauge_process_memory_bytes") < 10_000_000_000
    for word in ("987654321987", "dupr", "secret-address", "token-of", "BREW", "127.0.0.1", "created"):
        assert word not in after, word


def test_nothing_is_counted_where_nobody_may_read_it(client: Client) -> None:
    before = request_counts.text()
    client.get("/healthz")
    assert request_counts.text() == before


@pytest.fixture
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(request_counts.DIRECTORY, str(tmp_path))
    return tmp_path


def test_it_is_read_while_a_process_makes_its_file(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prometheus would be answered with an error otherwise."""
    made = directory / "counter_4711.db"
    made.touch()
    monkeypatch.setattr(request_counts.time, "sleep", lambda _seconds: MmapedDict(str(made)).close())
    assert request_counts.text() == ""
    assert made.stat().st_size


def test_a_process_that_was_killed_while_it_made_its_file_harms_nobody(directory: Path) -> None:
    """The server that starts the others would end with what is raised here."""
    for kind in ("counter", "histogram"):
        (directory / f"{kind}_4711.db").touch()
    request_counts.ended(4711)
    assert [each.name for each in directory.glob("*.db")] == []
    assert request_counts.text() == ""


@pytest.mark.django_db(transaction=True)
def test_over_all_processes_and_those_that_ended(tmp_path: Path) -> None:
    port, folder = any_free_port(), tmp_path / "temporary"
    folder.mkdir()
    told = {
        "JAUGE_WEB_BIND": f"127.0.0.1:{port}",
        "JAUGE_WEB_WORKERS": "3",
        "JAUGE_METRICS_TOKEN": TOKEN,
        "JAUGE_DATABASE_URL": address(),
        "JAUGE_LOG_LEVEL": "warning",
        "TMPDIR": str(folder),
    }
    with started(tmp_path, "-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi", **told) as server:
        try:
            wait_for(lambda: listens(port))
            # Many at once: of those that come one after the other a quiet machine gives all to one process.
            with ThreadPoolExecutor(AT_ONCE) as pool:
                wait_for(lambda: all(pool.map(asked, [port] * AT_ONCE)) and len(pids_of(port)) == 3)
            pids, before = pids_of(port), counted(port)
            assert before % AT_ONCE == 0
            for pid in pids:
                os.kill(pid, signal.SIGKILL)
            wait_for(lambda: not any(folder.glob("jauge-requests-*/counter_[0-9]*.db")))
            for _each in range(5):
                asked(port)
            assert counted(port) == before + 5
            assert not pids & pids_of(port)
        finally:
            server.send_signal(signal.SIGTERM)
            server.communicate(timeout=PATIENCE)
    assert list(folder.glob("jauge-requests-*")) == []


def fetch(port: int, path: str) -> str:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Authorization": f"Bearer {TOKEN}"})
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return str(answer.read().decode())


def asked(port: int) -> bool:
    return fetch(port, "/healthz") == "ok"


def counted(port: int) -> float:
    (found,) = COUNTED.findall(fetch(port, "/metrics"))
    return float(found)


def pids_of(port: int) -> set[int]:
    return {int(pid) for pid in re.findall(r'jauge_process_memory_bytes\{pid="(\d+)"\}', fetch(port, "/metrics"))}

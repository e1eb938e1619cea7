"""What compose.yaml starts, run without containers (see containers.py): PostgreSQL with a replica, Redis, two web servers behind
nginx, two workers and what is due.

`prepare` finds the tables of the suite's database, which were made by the same migrations; it makes the rest.
"""

import json
import re
import secrets
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any

import pytest
from redis import Redis
from rq import Worker

from tests.deployment.containers import PATIENCE, Composition, composition
from tests.deployment.proxy import NGINX, Browser
from tests.replica.servers import catch_up, copy_tables, paused, wait_for
from tests.sending.test_killed import address

PASSWORD = "Rhubarb-and-custard-2026"
LIST, FIGURE = "/accounts/?sort=-created", "/api/kpis/query?metrics=open_opportunities"
# As /readyz is asked by a machine beside the web server, and /metrics.
BESIDE = {"X-Forwarded-Proto": "https"}
IMPORTS = 6

# What is asked is not in the database of the tests; its tables are where the servers begin.
pytestmark = pytest.mark.django_db


def until(condition: Callable[[], bool]) -> None:
    wait_for(condition, PATIENCE)


class Deployment:
    """The whole, with somebody who signed in through the proxy, and two who have keys to the API."""

    def __init__(self, composed: Composition) -> None:
        self.composed = composed
        self.browser = Browser(composed.https)
        self.keys: dict[str, dict[str, str]] = {}

    def begin(self) -> None:
        """As docs/operations.md says, but for the tables."""
        self.composed.up("database", "replica", "redis")
        self.composed.wait("database", "service_healthy")
        copy_tables(address(), self.composed["database"].address())
        self.composed.up("prepare", "web", "worker", "due")
        web = self.composed["web"]
        first = ("createsuperuser", "--noinput", "--username", "first", "--email", "first@example.com")
        done = web.ask("python", "manage.py", *first, DJANGO_SUPERUSER_PASSWORD=PASSWORD)
        assert done.returncode == 0, done.stderr
        done = web.ask("python", "-m", "tests.replica.company", DJANGO_SETTINGS_MODULE="config.settings")
        assert done.returncode == 0, done.stderr
        self.keys = json.loads(done.stdout.splitlines()[-1])
        self.composed.up("proxy")
        self.composed.wait("replica", "service_healthy")

    def beside(self, number: int) -> Browser:
        """One of the web servers, past the proxy."""
        host = self.composed.containers["web"][number].host
        return Browser(8000, tls=False, cookies=dict(self.browser.cookies), host=host)

    def api(self, who: str, path: str, told: Any = None) -> Any:
        key = {"Authorization": f"Bearer {self.keys[who]['token']}", "Content-Type": "application/json"}
        method, body = ("GET", None) if told is None else ("POST", json.dumps(told))
        status, text = Browser(self.composed.https).send(method, path, body, **key)
        assert status in (200, 201), text
        return json.loads(text)

    def page_as(self, who: str) -> str:
        cookies = {"__Host-sessionid": self.keys[who]["session"]}
        status, text = Browser(self.composed.https, cookies=cookies).send("GET", LIST)
        assert status == 200
        return text.decode()

    def figure(self, who: str) -> int:
        found: int = self.api(who, FIGURE)["total"]["open_opportunities"]["value"]
        return found

    def write(self, who: str, name: str) -> None:
        account = self.api(who, "/api/accounts/", {"name": name})["id"]
        self.api(who, "/api/opportunities/", {"name": name, "account": account})

    def send_a_file(self, name: str) -> str:
        """The address of the import, whose file is read by a worker."""
        lines = ("--edge", f'Content-Disposition: form-data; name="file"; filename="{name}.csv"', "Content-Type: text/csv",
                 "", f"account,sector\n{name},Food\n", "--edge--", "")  # fmt: skip
        key = {"Authorization": f"Bearer {self.keys['admin']['token']}"}
        form = {"Content-Type": "multipart/form-data; boundary=edge"}
        answer = Browser(self.composed.https).send("POST", "/api/imports/", "\r\n".join(lines).encode(), **key, **form)
        assert answer[0] == 201, answer[1]
        return f"/api/imports/{json.loads(answer[1])['id']}/"

    def is_read(self, own: str) -> bool:
        return bool(self.api("admin", own)["kind"] == "accounts")

    def paused(self) -> AbstractContextManager[None]:
        return paused(self.composed["database"], self.composed["replica"])


@pytest.fixture(scope="module")
def deployment(django_db_setup: None, django_db_blocker: Any) -> Iterator[Deployment]:
    if NGINX is None:
        pytest.skip("needs nginx: install the distribution's package “nginx-light”")
    words = {name: secrets.token_hex(16) for name in ("POSTGRES_PASSWORD", "REPLICATION_PASSWORD")}
    # The tests take their time while the replica is held back.
    changed = {"JAUGE_SECRET_KEY": secrets.token_urlsafe(48), "JAUGE_REPLICA_SECONDS": "60"}
    with composition(words, changed) as composed:
        made = Deployment(composed)
        with django_db_blocker.unblock():
            made.begin()
        yield made


def test_all_are_as_compose_asks(deployment: Deployment) -> None:
    composed = deployment.composed
    asked = [each for each in composed.all() if each.service.health]
    assert {each.service.name for each in asked} == {"database", "replica", "redis", "web"}
    assert all(each.is_healthy() for each in asked)
    assert [len(composed.containers[name]) for name in ("web", "worker", "due", "prepare")] == [2, 2, 1, 1]
    until(lambda: len(Worker.all(Redis(host=composed["redis"].host))) == 2)


def test_pages_come_through_the_proxy(deployment: Deployment) -> None:
    browser = deployment.browser
    assert Browser(deployment.composed.http, tls=False).send("GET", "/my-day/")[0] == 301
    assert browser.sign_in("first", PASSWORD) == 302
    page = browser.send("GET", "/my-day/")[1].decode()
    # Known to both web servers, and static files are the same.
    style = re.findall(r'href="(/static/css/[^"]+)"', page)[0]
    through = browser.send("GET", style)
    assert through[0] == 200 and through[1]
    for number in (0, 1):
        assert deployment.beside(number).send("GET", "/my-day/", **BESIDE)[0] == 200
        assert deployment.beside(number).send("GET", style, **BESIDE) == through


def test_it_lives_and_is_ready(deployment: Deployment) -> None:
    assert deployment.browser.send("GET", "/healthz")[0] == 200
    assert [deployment.browser.send("GET", path)[0] for path in ("/readyz", "/metrics")] == [404, 404]
    for number in (0, 1):
        status, text = deployment.beside(number).send("GET", "/readyz")
        checks = json.loads(text)["checks"]
        assert status == 200 and [name for name, found in checks.items() if not found["ok"]] == []
        assert {"database", "migrations", "queue", "cache", "replica"} == set(checks)


def test_the_replica_is_read_and_nobody_misses_what_they_wrote(deployment: Deployment) -> None:
    before = deployment.figure("other")
    with deployment.paused():
        deployment.write("admin", "Brewery")
        assert "Brewery" in deployment.page_as("admin") and deployment.figure("admin") == before + 1
        assert "Brewery" not in deployment.page_as("other") and deployment.figure("other") == before
    assert "Brewery" in deployment.page_as("other") and deployment.figure("other") == before + 1


def test_passwords_are_asked_for_and_written_nowhere(deployment: Deployment) -> None:
    composed = deployment.composed
    for name in ("database", "replica"):
        data = composed[name].mounts["/var/lib/postgresql/data"]
        rules = [line.split() for line in (data / "pg_hba.conf").read_text().splitlines() if line.startswith("host")]
        assert rules and {rule[-1] for rule in rules} == {"scram-sha-256"}
        kept = "".join((data / each).read_text() for each in ("postgresql.conf", "postgresql.auto.conf"))
        assert [word for word in composed.variables.values() if word in kept or word in composed[name].said()] == []


def test_a_replica_may_be_let_in_once_more(deployment: Deployment) -> None:
    """By hand, as where the database was made before there was a replica: nothing is there twice."""
    database = deployment.composed["database"]
    again = database.ask("sh", "/docker-entrypoint-initdb.d/replication.sh", PGHOST=str(database.folder))
    assert again.returncode == 0, again.stderr
    rules = (database.mounts["/var/lib/postgresql/data"] / "pg_hba.conf").read_text()
    assert rules.count("host replication replication") == 1
    # Of what the replica needs so much is kept at most.
    assert database.run_sql("SHOW max_slot_wal_keep_size") == ("10GB",)
    assert database.run_sql("SELECT slot_name, active FROM pg_replication_slots") == ("replica", True)


def test_a_worker_reads_a_file(deployment: Deployment) -> None:
    own = deployment.send_a_file("Mill")
    until(lambda: deployment.is_read(own))


def test_a_web_server_that_is_killed_is_not_missed(deployment: Deployment) -> None:
    gone = deployment.composed["web"]
    gone.kill()
    assert [deployment.browser.send("GET", "/my-day/")[0] for _try in range(4)] == [200] * 4
    # As `restart` says.
    until(gone.is_healthy)


def test_told_to_stop_they_lose_nothing(deployment: Deployment) -> None:
    composed = deployment.composed
    stops = [*composed.containers["worker"], composed["due"], composed["web"]]
    with ThreadPoolExecutor(8) as beside:
        pages = [beside.submit(deployment.browser.send, "GET", LIST) for _page in range(20)]
        own = [deployment.send_a_file(f"Mill {number}") for number in range(IMPORTS)]
        ended = [beside.submit(each.stop) for each in stops]
        assert {page.result()[0] for page in pages} == {200}
        # Each within its `stop_grace_period`.
        assert [each.result() for each in ended] == [0] * len(stops)
    for each in stops:
        each.start()
    until(lambda: all(deployment.is_read(each) for each in own))
    until(stops[-1].is_healthy)


def test_the_replica_takes_the_place_of_the_primary(deployment: Deployment) -> None:
    """The primary is lost; then what was the primary is copied anew, and follows."""
    composed = deployment.composed
    catch_up(composed["database"], composed["replica"])
    composed["database"].kill()
    changed = {"PRIMARY": "replica", "REPLICA": "database"}
    promoted = composed["replica"].ask("pg_ctl", "promote")
    assert promoted.returncode == 0, promoted.stderr
    composed.recreate(changed, "replica", "web", "worker", "due")
    for name in ("replica", "web"):
        composed.wait(name, "service_healthy")
    before = deployment.figure("other")
    deployment.write("admin", "Forge")
    assert "Brewery" in deployment.page_as("other") and deployment.figure("other") == before + 1
    own = deployment.send_a_file("Forge's")

    composed["database"].forget_volume("/var/lib/postgresql/data")
    composed.recreate(changed, "database")
    composed.wait("database", "service_healthy")
    catch_up(composed["replica"], composed["database"])
    until(lambda: deployment.is_read(own))
    until(lambda: reads_from(deployment, "replica", "database", f"Dairy {time.monotonic()}"))


def reads_from(deployment: Deployment, primary: str, replica: str, name: str) -> bool:
    """Whether the new replica is read: what it is kept from is not seen."""
    with paused(deployment.composed[primary], deployment.composed[replica]):
        deployment.write("admin", name)
        return name not in deployment.page_as("other")

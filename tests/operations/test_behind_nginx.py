"""What compose.yaml starts, without containers: two web servers behind nginx, two workers, Redis and the database, by the
commands and the configuration that are shipped. PostgreSQL where the suite runs on it.

`prepare` is run without `migrate`: the database of the tests has its tables, without the triggers of the audit trail, which
would keep it from being emptied.
"""

import http.client
import json
import os
import re
import secrets
import shlex
import shutil
import ssl
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings as tests_settings
from redis import Redis
from rq import Worker

from config import settings as real_settings
from crm.models import ApiToken
from tests.house.test_run import any_free_port
from tests.operations.test_graceful_stop import listens, wait_for
from tests.people import make_people
from tests.sending.test_killed import address
from tests.webhooks.test_certificates import certificate

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
HOST = "crm.example.com"
PASSWORD = "Rhubarb-and-custard-2026"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
# Around what is shipped: everything that nginx writes is in the folder of the test.
AROUND = """
daemon off; {user} pid {folder}/nginx.pid; error_log {folder}/nginx-error.log; worker_processes 1;
events {{}}
http {{
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  {shipped}
}}
"""


def shipped_command(service: str) -> list[str]:
    """That of compose.yaml, or the image's own."""
    composed = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"][service]
    (of_the_image,) = re.findall(r"^CMD (\[.*\])$", (DEPLOY / "Containerfile").read_text(), re.MULTILINE)
    words = shlex.split(composed["command"]) if "command" in composed else json.loads(of_the_image)
    return [sys.executable if word == "python" else word for word in words]


def shipped_environment(folder: Path, redis: int) -> dict[str, str]:
    """That of jauge.env, with the places of this machine."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("JAUGE_", "DJANGO_"))}
    lines = [line for line in (DEPLOY / "jauge.env").read_text().splitlines() if line and not line.startswith("#")]
    shown = {name: value.strip('"') for name, _is, value in (line.partition("=") for line in lines)}
    places = {
        "JAUGE_SECRET_KEY": secrets.token_urlsafe(48), "JAUGE_DATABASE_URL": address(),
        "JAUGE_REDIS_URL": f"redis://127.0.0.1:{redis}/0", "JAUGE_VAR_DIR": str(folder / "var"),
    }  # fmt: skip
    return clean | shown | places


def shipped_nginx(folder: Path, ports: tuple[int, int], webs: list[int]) -> Path:
    """upstream.conf and jauge.conf, on free ports and with a certificate of the test's own."""
    made = certificate(folder)
    for name in ("pem", "key"):
        shutil.copy(made, folder / f"{HOST}.{name}")
    servers = "".join(f"server 127.0.0.1:{port};" for port in webs)
    upstream = (DEPLOY / "nginx/upstream.conf").read_text().replace("server 127.0.0.1:8000;", servers)
    text = (DEPLOY / "nginx/jauge.conf").read_text()
    text = re.sub(r"listen \[::\].*", "", text).replace("/etc/nginx/certificates", str(folder))
    text = text.replace("/var/log/nginx", str(folder))
    text = text.replace("listen 80;", f"listen 127.0.0.1:{ports[0]};")
    text = text.replace("listen 443 ", f"listen 127.0.0.1:{ports[1]} ")
    path = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    path.write_text(AROUND.format(folder=folder, user=user, shipped=upstream + text))
    return path


@dataclass
class Browser:
    """Keeps its cookies; trusts the certificate of the test."""

    port: int
    tls: bool = True
    cookies: dict[str, str] = field(default_factory=dict)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, bytes]:
        context = ssl._create_unverified_context()
        made: Any = (
            http.client.HTTPSConnection("127.0.0.1", self.port, timeout=60, context=context)
            if self.tls
            else http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        )
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Host": HOST, "Cookie": jar, "Referer": f"https://{HOST}/", "Accept-Language": "en"} | headers
        made.request(method, path, body, sent)
        answer = made.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        found = (answer.status, answer.read())
        made.close()
        return found

    def sign_in(self, name: str) -> int:
        page = self.send("GET", "/account/login/")[1].decode()
        token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[0]
        typed = urllib.parse.urlencode({"login": name, "password": PASSWORD, "csrfmiddlewaretoken": token})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.send("POST", "/account/login/", typed, **kind)[0]


@dataclass
class Deployment:
    http: int
    https: int
    redis: int
    webs: dict[int, subprocess.Popen[bytes]]
    people: Any


@pytest.fixture
def deployment(transactional_db: None, tmp_path: Path, settings: Any) -> Iterator[Deployment]:
    if NGINX is None:
        pytest.skip("needs nginx: install the distribution's package “nginx-light”")
    settings.PASSWORD_HASHERS = [*real_settings.PASSWORD_HASHERS, *tests_settings.PASSWORD_HASHERS]
    people = make_people()
    people.admin.set_password(PASSWORD)
    people.admin.save()
    redis, first, second, plain, secure = (any_free_port() for _port in range(5))
    environment = shipped_environment(tmp_path, redis)
    with ExitStack() as stack:

        def start(command: list[str], **more: str) -> subprocess.Popen[bytes]:
            log = stack.enter_context((tmp_path / f"{len(list(tmp_path.iterdir()))}.log").open("wb"))
            process = subprocess.Popen(command, cwd=ROOT, env=environment | more, stdout=log, stderr=log)
            stack.callback(process.wait, 60)
            stack.callback(process.terminate)
            return process

        start(["redis-server", "--bind", "127.0.0.1", "--port", str(redis), "--save", "", "--dir", str(tmp_path)])
        collect = [sys.executable, "manage.py", "collectstatic", "--noinput"]
        assert " ".join(collect[1:]) in " ".join(shipped_command("prepare"))
        subprocess.run(collect, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        webs = {
            port: start(shipped_command("web"), JAUGE_WEB_BIND=f"127.0.0.1:{port}", JAUGE_WEB_WORKERS="1")
            for port in (first, second)
        }
        for _worker in range(2):
            start(shipped_command("worker"))
        start([NGINX, "-c", str(shipped_nginx(tmp_path, (plain, secure), [first, second])), "-p", str(tmp_path)])
        for port in (redis, first, second, plain, secure):
            wait_for(lambda port=port: listens(port))
        yield Deployment(plain, secure, redis, webs, people)


def test_it_serves_as_a_whole(deployment: Deployment) -> None:
    """One test of all, since starting it takes longest."""
    browser = Browser(deployment.https)
    plain = Browser(deployment.http, tls=False)
    assert plain.send("GET", "/my-day/")[0] == 301

    # Signed in through the proxy, and known to both web servers.
    assert browser.sign_in("admin") == 302
    page = browser.send("GET", "/my-day/")[1].decode()
    for port in deployment.webs:
        beside = Browser(port, tls=False, cookies=browser.cookies)
        assert beside.send("GET", "/my-day/", **{"X-Forwarded-Proto": "https"})[0] == 200

    # Static files from either, the same.
    style = re.findall(r'href="(/static/css/[^"]+)"', page)[0]
    through = browser.send("GET", style)
    either = [Browser(port, tls=False).send("GET", style, **{"X-Forwarded-Proto": "https"}) for port in deployment.webs]
    assert through[0] == 200 and through[1] and either == [through, through]

    # Whether it lives is told to all, whether it is ready to machines beside it.
    assert browser.send("GET", "/healthz")[0] == 200
    assert browser.send("GET", "/readyz")[0] == 404
    a_job_is_done(deployment, browser)

    # A web server goes away: nobody notices.
    gone, _stays = deployment.webs.values()
    gone.terminate()
    gone.wait(60)
    assert [browser.send("GET", "/my-day/")[0] for _try in range(4)] == [200] * 4


def a_job_is_done(deployment: Deployment, browser: Browser) -> None:
    """A file that is sent to a web server is read by a worker."""
    wait_for(lambda: len(Worker.all(Redis(port=deployment.redis))) == 2)
    _row, token = ApiToken.issue(deployment.people.admin, "Shop", "write")
    key = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
    lines = ("--edge", 'Content-Disposition: form-data; name="file"; filename="accounts.csv"', "Content-Type: text/csv",
             "", "account,sector\nMill,Food\n", "--edge--", "")  # fmt: skip
    form = {"Content-Type": "multipart/form-data; boundary=edge"}
    status, body = browser.send("POST", "/api/imports/", "\r\n".join(lines).encode(), **key, **form)
    assert status == 201, body
    own = f"/api/imports/{json.loads(body)['id']}/"
    wait_for(lambda: json.loads(browser.send("GET", own, **key)[1])["kind"] == "accounts")

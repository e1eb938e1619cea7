"""nginx with what is shipped for it, on free ports, and a browser behind it."""

import http.client
import os
import re
import shutil
import ssl
import urllib.parse
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.webhooks.test_certificates import certificate

HOST = "crm.example.com"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
# Around what is shipped: everything that nginx writes is in its folder.
AROUND = """
{user} pid {folder}/nginx.pid; error_log {folder}/nginx-error.log; worker_processes 1;
events {{}}
http {{
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  {shipped}
}}
"""


def around(folder: Path, files: Sequence[Path]) -> Path:
    """The whole configuration: what the distribution's includes, around the files."""
    user = "user root;" if os.geteuid() == 0 else ""
    shipped = "\n".join(path.read_text() for path in files)
    path = folder / "nginx.conf"
    path.write_text(AROUND.format(folder=folder, user=user, shipped=shipped))
    return path


def certify(folder: Path) -> None:
    """What the operator puts where the configuration looks for it."""
    made = certificate(folder)
    for name in ("pem", "key"):
        shutil.copy(made, folder / f"{HOST}.{name}")


def on_this_machine(text: str, certificates: Path, folder: Path, ports: tuple[int, int]) -> str:
    """jauge.conf with other ports (http, https) and places."""
    text = re.sub(r"listen \[::\].*", "", text).replace("/etc/nginx/certificates", str(certificates))
    text = text.replace("/var/log/nginx", str(folder))
    text = text.replace("listen 80;", f"listen 127.0.0.1:{ports[0]};")
    return text.replace("listen 443 ", f"listen 127.0.0.1:{ports[1]} ")


def by_addresses(text: str, webs: Sequence[str]) -> str:
    """upstream-containers.conf where no name of containers can be asked for: each of the addresses that it stands for."""
    named = "server web:8000 resolve;"
    assert text.count(named) == 1
    return text.replace(named, " ".join(f"server {address}:8000;" for address in webs))


@dataclass
class Browser:
    """Keeps its cookies; trusts the certificate of the test."""

    port: int
    tls: bool = True
    cookies: dict[str, str] = field(default_factory=dict)
    host: str = "127.0.0.1"

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, bytes]:
        context = ssl._create_unverified_context()
        made: Any = (
            http.client.HTTPSConnection(self.host, self.port, timeout=60, context=context)
            if self.tls
            else http.client.HTTPConnection(self.host, self.port, timeout=60)
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

    def sign_in(self, name: str, password: str) -> int:
        page = self.send("GET", "/account/login/")[1].decode()
        token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[0]
        typed = urllib.parse.urlencode({"login": name, "password": password, "csrfmiddlewaretoken": token})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.send("POST", "/account/login/", typed, **kind)[0]

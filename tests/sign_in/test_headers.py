"""What browsers are told on every page, and that no form is sent in somebody's name."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from crm.models import AuditEntry
from tests.people import People
from tests.sign_in.conftest import PASSWORD

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("address", ["/account/login/", "/my-day/", "/nothing-here/", "/api/openapi.json", "/healthz"])
def test_headers(client: Client, people: People, address: str) -> None:
    if "login" not in address:
        client.force_login(people.rep)
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "object-src 'none'" in policy
    assert "unsafe" not in policy and "*" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ["/account/login/", "/api/accounts/", "/my-day/"])
def test_pages_of_others_read_nothing(client: Client, people: People, address: str) -> None:
    """No page of another origin is allowed to read an answer, with whatever method it asks."""
    client.force_login(people.rep)
    asked = {"origin": "https://evil.example", "access-control-request-method": "GET"}
    for answer in (client.get(address, headers=asked), client.options(address, headers=asked)):
        assert not [name for name in answer.headers if name.lower().startswith("access-control-")]


def test_headers_of_proxies_are_not_believed_where_there_is_none(client: Client, people: People, sign_in: Any) -> None:
    forged = {"x-forwarded-for": "192.0.2.66", "x-real-ip": "192.0.2.66", "x-forwarded-host": "evil.example"}
    sign_in(client, "rep", "wrong-word-2026", headers=forged)
    assert AuditEntry.objects.latest("pk").address == "127.0.0.1"
    assert client.get("/account/login/", headers=forged).wsgi_request.get_host() == "testserver"
    assert not client.get("/account/login/", headers={"x-forwarded-proto": "https"}).wsgi_request.is_secure()


def test_a_form_from_elsewhere_is_refused(boss: Any, sign_in: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(boss)
    for address in ("/sessions/end-others/", "/account/logout/", "/account/login/"):
        assert client.post(address, {"login": "admin", "password": PASSWORD}).status_code == 403
    assert client.post("/api/accounts/", {"name": "Mill"}, "application/json").status_code == 403


def test_names_of_cookies_that_no_neighbour_can_set(boss: Any, sign_in: Any, settings: Any) -> None:
    """Browsers take `__Host-` only with Secure, for `/` and without a domain; with it one signs in and sends forms."""
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client = Client(enforce_csrf_checks=True)
    token = client.get("/account/login/", secure=True).context["csrf_token"]
    typed = {"login": boss.username, "password": PASSWORD, "csrfmiddlewaretoken": token}
    origin = {"origin": "https://testserver"}
    assert client.post("/account/login/", typed, secure=True, headers=origin).status_code == 302
    assert client.get("/my-day/", secure=True).status_code == 200
    assert {"__Host-sessionid", "__Host-csrftoken"} <= set(client.cookies)
    for name in ("__Host-sessionid", "__Host-csrftoken"):
        cookie = client.cookies[name]
        assert (cookie["secure"], cookie["httponly"], cookie["path"], cookie["domain"]) == (True, True, "/", "")
        assert cookie["samesite"] == "Lax"


def test_cookies_of_a_server(tmp_path: Path) -> None:
    """With HTTPS: sent over it only, for a year; and never read by a script."""
    program = (
        "from django.conf import settings as s; assert s.SESSION_COOKIE_SECURE and s.CSRF_COOKIE_SECURE;"
        "assert s.SECURE_SSL_REDIRECT and s.SECURE_HSTS_SECONDS >= 31536000 and s.SESSION_COOKIE_HTTPONLY;"
        "assert s.SESSION_COOKIE_SAMESITE == s.CSRF_COOKIE_SAMESITE == 'Lax' and not s.DEBUG;"
        "assert s.CSRF_COOKIE_HTTPONLY and s.LANGUAGE_COOKIE_SECURE;"
        "assert (s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME) == ('__Host-sessionid', '__Host-csrftoken');"
        "assert s.PASSWORD_HASHERS[0].endswith('Argon2PasswordHasher'); print('as told')"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JAUGE_", "DJANGO_"))}
    kept |= {"JAUGE_SECRET_KEY": os.environ["JAUGE_SECRET_KEY"], "JAUGE_HTTPS": "1", "JAUGE_VAR_DIR": str(tmp_path)}
    kept["DJANGO_SETTINGS_MODULE"] = "config.settings"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=kept, capture_output=True, text=True)
    assert done.stdout.strip() == "as told", done.stderr

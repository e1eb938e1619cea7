"""A walk through all links of the demo, as each role: none is dead, none leads to what the role may not open."""

import re
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.management import call_command
from django.test import Client

from crm.models import User
from kpis.demo import LOGINS

LINK = re.compile(r'(?:href|hx-get)="([^"#][^"]*)"')
NUMBER = re.compile(r"\d+")
KPI = re.compile(r"^/kpis/[^/]+/")
# Pages of one kind differ in their numbers and words only: so many of a kind are looked at, and no kind is left out.
OF_A_KIND = 1


def links(page: str, address: str) -> list[str]:
    found = (urljoin(address, unescape(each)) for each in LINK.findall(page))
    return [each for each in found if each.startswith("/") and not each.startswith(("/static/", "/account/logout"))]


def kind(address: str) -> tuple[str, tuple[str, ...]]:
    """Each KPI's own page is one; with a query, or below it, the pages of all KPIs are alike."""
    parts = urlsplit(address)
    words = tuple(sorted({word.partition("=")[0] for word in parts.query.split("&")}))
    path = NUMBER.sub("0", parts.path)
    own = not parts.query and KPI.fullmatch(path)
    return path if own else KPI.sub("/kpis/any/", path), words


@pytest.fixture
def demo(db: None, settings: Any) -> None:
    settings.JAUGE_DEMO = True
    call_command("demo", "--small")


def test_every_link_leads_somewhere(demo: None, client: Client) -> None:
    dead = []
    for _role, name, _password in LOGINS:
        client.force_login(User.objects.get(username=name))
        waiting, seen, kinds = ["/"], {"/"}, {}  # type: ignore[var-annotated]
        while waiting:
            address = waiting.pop(0)
            answer = client.get(address, follow=True)
            # Who is signed in and sent to sign in may not see it.
            if answer.status_code != 200 or answer.request["PATH_INFO"].startswith("/account/login"):
                dead.append(f"{name}: {address} answers {answer.status_code} at {answer.request['PATH_INFO']}")
                continue
            if "html" not in answer.get("Content-Type", ""):
                continue
            for each in links(answer.content.decode(), address):
                kinds[kind(each)] = kinds.get(kind(each), 0) + (each not in seen)
                if each not in seen and kinds[kind(each)] <= OF_A_KIND and not each.startswith("/admin/"):
                    seen.add(each)
                    waiting.append(each)
        assert len(seen) > 100
    assert not dead, "\n".join(dead)

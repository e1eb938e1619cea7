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
# Pages of one kind differ in their numbers and words only: three of a kind are looked at.
OF_A_KIND = 3
MOST = 400


def links(page: str, address: str) -> list[str]:
    found = (urljoin(address, unescape(each)) for each in LINK.findall(page))
    return [each for each in found if each.startswith("/") and not each.startswith(("/static/", "/account/logout"))]


def kind(address: str) -> tuple[str, tuple[str, ...]]:
    parts = urlsplit(address)
    words = tuple(sorted({word.partition("=")[0] for word in parts.query.split("&")}))
    return NUMBER.sub("0", parts.path), words


@pytest.fixture
def demo(db: None, settings: Any) -> None:
    settings.JAUGE_DEMO = True
    call_command("demo", "--small")


def test_every_link_leads_somewhere(demo: None, client: Client) -> None:
    dead = []
    for _role, name, _password in LOGINS:
        client.force_login(User.objects.get(username=name))
        waiting, seen, kinds = ["/"], {"/"}, {}  # type: ignore[var-annotated]
        looked_at = 0
        while waiting and looked_at < MOST:
            address = waiting.pop(0)
            answer = client.get(address, follow=True)
            looked_at += 1
            if answer.status_code != 200:
                dead.append(f"{name}: {address} answers {answer.status_code}")
                continue
            if "html" not in answer.get("Content-Type", ""):
                continue
            for each in links(answer.content.decode(), address):
                kinds[kind(each)] = kinds.get(kind(each), 0) + (each not in seen)
                if each not in seen and kinds[kind(each)] <= OF_A_KIND and not each.startswith("/admin/"):
                    seen.add(each)
                    waiting.append(each)
        assert looked_at > 40
    assert not dead, "\n".join(dead)

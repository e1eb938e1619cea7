"""The demo's logins are told where they work, and nowhere else."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from crm.access import Role
from crm.models import User


def said() -> str:
    out = StringIO()
    call_command("demo", "--logins", stdout=out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def demo(db: None, settings: Any) -> None:
    settings.JAUGE_DEMO = True


def test_a_company_of_ones_own_is_told_how_to_begin(client: Client) -> None:
    assert "createsuperuser" in said()
    assert b"demo-ana-2026" not in client.get(reverse("account_login")).content


def test_people_of_the_demo_are_told_their_passwords(client: Client) -> None:
    User.objects.create_user("ana", "ana@example.com", "demo-ana-2026")
    assert "demo-ana-2026" in said()
    page = client.get(reverse("account_login")).content
    assert b"demo-ana-2026" in page
    assert b"demo-marc-2026" not in page


def test_the_first_administrator_is_one() -> None:
    boss = User.objects.create_superuser("boss", "boss@example.com", "A-word-2026")
    assert (boss.role, boss.is_staff) == (Role.ADMIN, True)

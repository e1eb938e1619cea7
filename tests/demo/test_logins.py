"""The demo's logins are told where they work, and nowhere else."""

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
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


def test_the_demos_passwords_open_nothing_on_a_server(client: Client, settings: Any) -> None:
    ana = User.objects.create_user("ana", "ana@example.com", "demo-ana-2026")
    typed = {"login": "ana", "password": "demo-ana-2026"}
    assert client.post(reverse("account_login"), typed).status_code == 302
    settings.JAUGE_DEMO = False
    # The session of the demo, and the password itself.
    assert client.get("/my-day/").status_code == 302
    answer = client.post(reverse("account_login"), typed)
    assert answer.status_code == 200 and "_auth_user_id" not in client.session
    with pytest.raises(ValidationError, match="Everybody knows"):
        validate_password("demo-ana-2026", ana)
    settings.JAUGE_DEMO = True
    validate_password("demo-ana-2026")

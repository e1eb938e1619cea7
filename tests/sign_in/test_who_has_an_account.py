"""Nobody finds out who has an account, nor tries passwords for long."""

import re
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import config.settings
from crm.models import User
from tests.people import People
from tests.sign_in.conftest import PASSWORD

UNKNOWN = "nobody"


def page_of(answer: Any, typed: str) -> str:
    """A page without what was typed and what is random."""
    page = answer.content.decode().replace(typed, "")
    return re.sub(r'csrfmiddlewaretoken" value="[^"]*"|X-CSRFToken": "[^"]*"', "", page)


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was hashed, which is what takes time where passwords are kept well."""
    done: list[str] = []
    real = MD5PasswordHasher.encode

    def counted(self: Any, password: str, salt: str) -> str:
        done.append(password)
        return real(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return done


def invited(people: People) -> str:
    people.rep.set_unusable_password()
    people.rep.save()
    return people.rep.username


def left(people: People) -> str:
    User.objects.filter(pk=people.outsider.pk).update(is_active=False)
    return people.outsider.username


@pytest.mark.parametrize("who", ["admin", "admin@example.com", "invited", "left"])
def test_a_wrong_password_and_an_unknown_name_look_and_cost_the_same(
    boss: User, people: People, sign_in: Any, hashed: list[str], who: str
) -> None:
    name = {"invited": invited, "left": left}.get(who, lambda people: who)(people)
    unknown = "nobody@example.com" if "@" in name else UNKNOWN
    Client().get(reverse("account_login"))  # the company is made when it is first asked for
    seen = []
    for typed in (name, unknown):
        hashed.clear()
        with CaptureQueriesContext(connection) as queries:
            answer = sign_in(Client(), typed, "wrong-word-2026")
        seen.append((answer.status_code, page_of(answer, typed), len(hashed), len(queries)))
    assert seen[0] == seen[1]
    assert seen[0][2] == 1


def test_a_forgotten_password_is_answered_the_same(boss: User) -> None:
    seen = []
    for typed in (boss.email, "nobody@example.com"):
        with CaptureQueriesContext(connection):
            answer = Client().post(reverse("account_reset_password"), {"email": typed})
        seen.append((answer.status_code, answer.headers["Location"]))
    assert seen[0] == seen[1] == (302, reverse("account_reset_password_done"))
    # Both send a mail, so that the time it takes says nothing either; only one of them carries a link to a password.
    assert [each.to for each in mail.outbox] == [[boss.email], ["nobody@example.com"]]
    links = ["/account/password/reset/key/" in str(each.body) for each in mail.outbox]
    assert links == [True, False]


@pytest.mark.parametrize("name", ["admin", UNKNOWN])
def test_after_five_wrong_passwords_even_the_right_one_waits(boss: User, sign_in: Any, name: str) -> None:
    """From whatever address; the same for who has no account."""
    for number in range(5):
        assert sign_in(Client(), name, f"wrong-word-{number}", REMOTE_ADDR=f"192.0.2.{number}").status_code == 200
    answer = sign_in(Client(), name, PASSWORD, REMOTE_ADDR="192.0.2.99")
    assert answer.status_code == 200 and "Too many failed" in answer.content.decode()


def test_one_address_cannot_try_many_names(boss: User, sign_in: Any) -> None:
    for number in range(10):
        sign_in(Client(), f"name{number}", "wrong-word-2026")
    answer = sign_in(Client(), "admin", PASSWORD)
    assert answer.status_code in (200, 429) and "_auth_user_id" not in answer.client.session


def test_codes_are_not_tried_for_long(client: Client, boss: User, secret: str, sign_in: Any) -> None:
    sign_in(client, "admin")
    pages = [client.post(reverse("mfa_authenticate"), {"code": f"{number:06}"}) for number in range(7)]
    assert "Too many failed" in pages[-1].content.decode()


def test_limits_are_counted_where_all_processes_look() -> None:
    """Tests count in memory, for speed."""
    backend = config.settings.CACHES["default"]["BACKEND"]
    assert backend in ("django.core.cache.backends.db.DatabaseCache", "django.core.cache.backends.redis.RedisCache")


def test_each_rule_about_passwords_is_told(client: Client, boss: User) -> None:
    client.force_login(boss)
    page = client.get(reverse("account_change_password")).content.decode()
    assert "<li></li>" not in page and page.count("commonly used password") == 1
    common = {"oldpassword": PASSWORD, "password1": "1234567890", "password2": "1234567890"}
    assert "too common" in client.post(reverse("account_change_password"), common).content.decode()

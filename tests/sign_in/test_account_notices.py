"""Whoever's password, e-mail address or second factor was changed is told by a mail."""

from io import StringIO
from smtplib import SMTPException
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from crm.models import AuditEntry, User
from tests.people import People
from tests.setup.test_people import words_of
from tests.sign_in.conftest import PASSWORD, code_of

NEW = {"oldpassword": PASSWORD, "password1": "Another-word-2026", "password2": "Another-word-2026"}
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def at_once(django_capture_on_commit_callbacks: Any) -> Any:
    return django_capture_on_commit_callbacks(execute=True)


def subjects() -> list[str]:
    return [each.subject for each in mail.outbox]


def test_of_a_new_password(boss: User, at_once: Any) -> None:
    client = Client(headers={"User-Agent": FIREFOX})
    client.force_login(boss)
    with at_once:
        client.post(reverse("account_change_password"), NEW)
    (told,) = mail.outbox
    assert told.to == ["admin@example.com"] and told.subject == "Your password for Jauge was changed"
    ((html, kind),) = told.alternatives  # type: ignore[attr-defined]
    for words in (str(told.body), str(html)):
        assert "Firefox, Linux, network address 127.0.0.1" in words and "http://testserver/sessions/" in words
        assert "Another-word" not in words
    assert kind == "text/html" and "<h1" in html and "background:" in html


def test_in_the_language_of_the_person(client: Client, boss: User, at_once: Any) -> None:
    User.objects.filter(pk=boss.pk).update(language="fr")
    client.force_login(boss)
    with at_once:
        client.post(reverse("account_change_password"), NEW)
    (told,) = mail.outbox
    assert told.subject == "Votre mot de passe pour Jauge a été changé" and "Si c’était vous" in str(told.body)


def test_of_another_address_at_the_old_one(client: Client, boss: User, people: People, at_once: Any) -> None:
    client.force_login(boss)
    with at_once:
        typed = words_of(people.rep, email="taken@example.com")
        assert client.post(reverse("crm:person_edit", args=[people.rep.pk]), typed).status_code == 302
    (told,) = mail.outbox
    assert (told.to, told.subject) == (["rep@example.com"], "Your e-mail address in Jauge was changed")
    assert "taken@" not in str(told.body)


def test_nothing_is_told_of_what_stays(client: Client, boss: User, people: People, at_once: Any) -> None:
    client.force_login(boss)
    with at_once:
        client.post(reverse("crm:person_edit", args=[people.rep.pk]), words_of(people.rep, phone="+33 1 23 45 67 89"))
        User.objects.create_user("new", "new@example.com", PASSWORD)
    assert subjects() == []


def test_of_second_factors(client: Client, boss: User, sign_in: Any, at_once: Any) -> None:
    sign_in(client, boss.username)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    with at_once:
        secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
        client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
        client.post(reverse("mfa_generate_recovery_codes"))
        client.post(reverse("mfa_deactivate_totp"))
    # Those that are sent once something is stored may overtake each other here, where nothing is.
    assert sorted(subjects()) == [
        "An app that makes codes was added to your sign-in to Jauge",
        "The app that makes codes was removed from your sign-in to Jauge",
        "Your recovery codes for Jauge were made anew",
    ]


def test_of_second_factors_that_the_operator_removed(boss: User, secret: str, at_once: Any) -> None:
    RecoveryCodes.activate(boss)
    with at_once:
        call_command("forget_second_factor", boss.username, stdout=StringIO())
    assert subjects() == ["The app that makes codes was removed from your sign-in to Jauge"]
    assert "https://crm.example.com/sessions/" in mail.outbox[0].body
    assert not Authenticator.objects.exists()
    # Nobody who is signed in did it.
    kept = AuditEntry.objects.filter(event=AuditEntry.Event.SECOND_FACTOR, details__how="removed")
    assert {(each.by, each.subject_key, each.details["kind"]) for each in kept} == {
        (None, boss.pk, "totp"), (None, boss.pk, "recovery_codes")
    }  # fmt: skip


def test_what_is_taken_back_is_not_told(boss: User, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks() as waiting:
        boss.set_password("Another-word-2026")
        boss.save()
    assert len(waiting) == 1 and not mail.outbox


def test_a_mail_server_that_is_down_stops_nobody(
    client: Client, boss: User, at_once: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def down(_mail: Any) -> None:
        raise SMTPException("no such mailbox: admin@example.com")

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", down)
    client.force_login(boss)
    with at_once:
        assert client.post(reverse("account_change_password"), NEW).status_code == 302
    assert f"was not sent to person {boss.pk}: SMTPException" in caplog.text and "admin@" not in caplog.text


def test_who_has_left_is_not_written_to(boss: User, people: People, at_once: Any) -> None:
    people.rep.is_active = False
    people.rep.set_password("Another-word-2026")
    with at_once:
        people.rep.save()
    assert subjects() == []

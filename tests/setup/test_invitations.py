"""Invitations: one mail with one link, for one use, which a new one or a withdrawal makes worthless."""

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from crm.access import Role
from crm.models import Company, User
from tests.people import People

PASSWORD = "millstone-on-the-hill"


@pytest.fixture
def invited(people: People) -> User:
    user = User(
        username="zoe", first_name="Zoë", last_name="Aerts", email="zoe@mill.example", role=Role.REP, language="fr"
    )
    user.set_unusable_password()
    user.save()
    return user


def of(user: User, verb: str) -> str:
    return reverse(f"crm:person_{verb}", args=[user.pk])


def link() -> str:
    return re.findall(r"http://testserver(/account/password/reset/key/\S+)", mail.outbox[-1].body)[0]


def choose(address: str) -> Any:
    """Opens the link as somebody who is not signed in and chooses a password."""
    visitor = Client()
    answer = visitor.get(address, follow=True)
    target = answer.redirect_chain[-1][0] if answer.redirect_chain else address
    return visitor.post(target, {"password1": PASSWORD, "password2": PASSWORD}, follow=True)


def test_by_e_mail_in_their_language(admin: Client, invited: User) -> None:
    assert admin.post(of(invited, "invite")).status_code == 302
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["zoe@mill.example"], "Jauge vous invite dans Jauge")
    assert "Bonjour Zoë" in sent.body
    (html,) = sent.alternatives
    assert html[1] == "text/html" and link() in str(html[0]) and 'lang="fr"' in str(html[0])
    assert "not yet signed in" in admin.get("/settings/people/").content.decode()


def test_the_link_works_once(admin: Client, invited: User) -> None:
    admin.post(of(invited, "invite"))
    address = link()
    choose(address)
    invited.refresh_from_db()
    assert invited.check_password(PASSWORD)
    visitor = Client()
    visitor.post("/account/login/", {"login": "zoe@mill.example", "password": PASSWORD})
    assert visitor.get("/my-day/").status_code == 200
    invited.set_password("another-password-of-hers")
    invited.save()
    choose(address)
    invited.refresh_from_db()
    assert invited.check_password("another-password-of-hers")


@pytest.mark.parametrize("verb", ["invite", "revoke"])
def test_a_new_one_and_a_withdrawal_end_the_first(admin: Client, invited: User, verb: str) -> None:
    admin.post(of(invited, "invite"))
    first = link()
    admin.post(of(invited, verb))
    choose(first)
    invited.refresh_from_db()
    assert not invited.has_usable_password()
    assert (invited.invited_at is None) == (verb == "revoke")


def test_it_ends_by_itself(admin: Client, invited: User) -> None:
    admin.post(of(invited, "invite"))
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        choose(link())
    invited.refresh_from_db()
    assert not invited.has_usable_password()


def test_whoever_has_a_password_keeps_it(admin: Client, people: People) -> None:
    for verb in ("invite", "revoke"):
        admin.post(of(people.rep, verb))
    assert mail.outbox == []
    people.rep.refresh_from_db()
    assert people.rep.check_password("word")


def test_whoever_has_left_is_not_invited(admin: Client, invited: User) -> None:
    invited.left_on = Company.current().today() - timedelta(days=1)
    invited.save()
    admin.post(of(invited, "invite"))
    assert mail.outbox == []


def test_a_mail_that_fails_is_told_and_nothing_is_open(admin: Client, invited: User, monkeypatch: Any) -> None:
    def fails(self: Any, fail_silently: bool = False) -> int:
        raise SMTPServerDisconnected("no answer")

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", fails)
    answer = admin.post(of(invited, "invite"), follow=True)
    assert "was not sent: no answer" in answer.content.decode()
    invited.refresh_from_db()
    assert invited.invited_at is None


def test_sent_with_the_new_person(admin: Client, people: People) -> None:
    words = {"first_name": "Ed", "last_name": "M", "email": "ed@mill.example", "role": "rep", "working_share": "1"}
    admin.post("/settings/people/new/", words)
    assert mail.outbox == []
    admin.post("/settings/people/new/", words | {"email": "ed2@mill.example", "invite": "on"})
    assert mail.outbox[0].to == ["ed2@mill.example"]

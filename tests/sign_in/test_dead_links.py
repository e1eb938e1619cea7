"""A link to choose a password that was used, is too old or never was one: what to do now, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from crm.models import User
from tests.sign_in.conftest import PASSWORD
from tests.sign_in.test_who_has_an_account import page_of

NEW = "millstone-on-the-hill"
SENTENCES = {
    "en": ("This link no longer works", "Ask for a new one"),
    "fr": ("Ce lien ne fonctionne plus", "Demandez-en un nouveau"),
}


def address(user: str, key: str) -> str:
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user, "key": key})


def link(person: User) -> str:
    return address(user_pk_to_url_str(person), default_token_generator.make_token(person))


def used(person: User) -> str:
    made = link(person)
    person.set_password("Another-word-2026")
    person.save()
    return made


def never_sent(person: User) -> str:
    return address(user_pk_to_url_str(person), "d1abcd-0123456789abcdef0123456789abcdef")


def of_nobody(person: User) -> str:
    return address("zzzz", "d1abcd-0123456789abcdef0123456789abcdef")


def opened_by_another(person: User) -> str:
    """Where a living link leads, without the session of whoever opened it."""
    return address(user_pk_to_url_str(person), "set-password")


DEAD = [used, never_sent, of_nobody, opened_by_another]


def told(page: str, language: str) -> bool:
    way = f'href="{reverse("account_reset_password")}"'
    return all(words in page for words in (*SENTENCES[language], way)) and 'type="password"' not in page


@pytest.mark.parametrize("dead", DEAD)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_says_what_to_do_and_shows_no_form(client: Client, boss: User, dead: Any, language: str) -> None:
    page = client.get(dead(boss), headers={"Accept-Language": language}).content.decode()
    assert told(page, language)


def test_it_ends_by_itself(client: Client, boss: User) -> None:
    made = link(boss)
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        assert told(client.get(made).content.decode(), "en")


def test_what_is_sent_from_a_form_of_before_changes_nothing(client: Client, boss: User) -> None:
    """Two windows: the password was chosen in one of them, the other one still shows the form."""
    form = client.get(link(boss), follow=True)
    assert 'type="password"' in form.content.decode()
    words = {"password1": NEW, "password2": NEW}
    target = form.redirect_chain[-1][0]
    assert client.post(target, words).status_code == 302
    answer = client.post(target, {"password1": PASSWORD, "password2": PASSWORD})
    assert told(answer.content.decode(), "en")
    boss.refresh_from_db()
    assert boss.check_password(NEW)


def test_it_does_not_tell_whether_there_is_an_account(boss: User) -> None:
    seen = []
    for made in (used(boss), never_sent(boss), of_nobody(boss)):
        answer = Client().get(made)
        seen.append((answer.status_code, page_of(answer, made)))
    assert seen[0] == seen[1] == seen[2]

"""Where somebody is signed in is listed, and ended by them, by administrators and by a new password."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from crm.models import User
from crm.sessions import device
from tests.people import People
from tests.sign_in.conftest import PASSWORD

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1"


@pytest.fixture
def two(boss: User, sign_in: Any) -> tuple[Client, Client]:
    """The administrator at a desk and on a phone."""
    desk, phone = Client(headers={"User-Agent": FIREFOX}), Client(headers={"User-Agent": PHONE})
    for client in (desk, phone):
        sign_in(client, boss.username)
    return desk, phone


def is_in(client: Client) -> bool:
    return client.get("/sessions/").status_code == 200


def test_they_are_listed_with_device_and_address(two: tuple[Client, Client]) -> None:
    page = two[0].get("/sessions/").content.decode()
    assert page.index("Firefox, Linux") < page.index("this one") < page.index("Safari, iPhone")
    assert page.count("127.0.0.1") == 2


def test_the_key_is_new_after_signing_in(client: Client, boss: User, sign_in: Any, settings: Any) -> None:
    """Whoever put a key into somebody's browser before has none afterwards; an invented one is not taken."""
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    session = client.session
    session["begun"] = True
    session.save()
    before = client.session.session_key
    sign_in(client, boss.username)
    after = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert after not in (before, "a" * 32) and len(after) == 32
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = str(before)
    assert not is_in(thief) and is_in(client)


def test_one_is_ended(two: tuple[Client, Client], people: People) -> None:
    desk, phone = two
    row = UserSession.objects.get(session_key=phone.session.session_key)
    outsider = Client()
    outsider.force_login(people.outsider)
    assert outsider.post(reverse("crm:session_end", args=[row.pk])).status_code == 404
    assert is_in(phone)
    desk.post(reverse("crm:session_end", args=[row.pk]))
    assert not is_in(phone) and is_in(desk)


def test_all_others_are_ended(two: tuple[Client, Client]) -> None:
    desk, phone = two
    desk.post(reverse("crm:sessions_end_others"))
    assert not is_in(phone) and is_in(desk)
    assert UserSession.objects.count() == 1


def test_an_administrator_ends_those_of_a_person(two: tuple[Client, Client], boss: User, client: Client) -> None:
    other = User.objects.create_user("second", "second@example.com", PASSWORD, role="admin")
    client.force_login(other)
    assert "signed in on 2 devices" in client.get(reverse("crm:person_edit", args=[boss.pk])).content.decode()
    client.post(reverse("crm:person_sessions", args=[boss.pk]))
    assert not any(map(is_in, two)) and is_in(client)


def test_a_new_password_ends_the_others(two: tuple[Client, Client]) -> None:
    desk, phone = two
    typed = {"oldpassword": PASSWORD, "password1": "Another-word-2026", "password2": "Another-word-2026"}
    assert desk.post(reverse("account_change_password"), typed).status_code == 302
    assert not is_in(phone) and is_in(desk)
    assert "iPhone" not in desk.get("/sessions/").content.decode()


def test_the_last_use_is_known_to_five_minutes(two: tuple[Client, Client]) -> None:
    desk, _phone = two
    row = UserSession.objects.get(session_key=desk.session.session_key)
    for minutes, moved in ((2, False), (6, True)):
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False):
            desk.get("/my-day/", REMOTE_ADDR="192.0.2.7")
        before, row = row, UserSession.objects.get(pk=row.pk)
        assert (row.last_seen_at > before.last_seen_at, row.ip == "192.0.2.7") == (moved, moved)


def test_signing_out_takes_pages_out_of_the_browser(two: tuple[Client, Client]) -> None:
    """What pages stored there goes by script: tests/e2e/test_signing_out.py."""
    assert "Clear-Site-Data" not in two[0].get("/account/logout/").headers
    assert two[0].post(reverse("account_logout")).headers["Clear-Site-Data"] == '"cache"'


def used(client: Client, days: list[float]) -> list[bool]:
    """Whether it is open so many days after now, used on each of them."""
    found, now = [], timezone.now()
    for each in days:
        with time_machine.travel(now + timedelta(days=each), tick=False):
            found.append(is_in(client))
    return found


def test_it_ends_some_days_after_the_sign_in_whatever_the_use(two: tuple[Client, Client], settings: Any) -> None:
    assert used(two[0], [10, 20, 29.9, 30.1]) == [True, True, True, False]
    settings.SESSION_DAYS = 1
    two[1].post(reverse("account_logout"))
    again = Client()
    again.post(reverse("account_login"), {"login": "admin", "password": PASSWORD})
    assert used(again, [0.9, 1.1]) == [True, False]


def test_it_ends_after_two_weeks_without_use(two: tuple[Client, Client]) -> None:
    desk, phone = two
    assert used(desk, [13.9, 27.8]) == [True, True]
    assert used(phone, [14.1]) == [False]


def test_programs_that_use_the_session_end_with_it(two: tuple[Client, Client]) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=14.1), tick=False):
        assert two[0].get("/api/accounts/").status_code in (401, 403)


@pytest.mark.parametrize(
    ("said", "shown"), [(FIREFOX, "Firefox, Linux"), (PHONE, "Safari, iPhone"), ("curl/8", "another program"), ("", "another program")]
)  # fmt: skip
def test_devices_in_words(said: str, shown: str) -> None:
    assert device(said) == shown

"""Signing in as people do, with a password and, where asked, a code."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from crm.models import User
from tests.people import People

PASSWORD = "A-long-word-2026"


@pytest.fixture
def boss(people: People) -> User:
    people.admin.set_password(PASSWORD)
    people.admin.save()
    return people.admin


SignIn = Callable[..., HttpResponse]


@pytest.fixture
def sign_in() -> SignIn:
    def post(client: Client, login: str, password: str = PASSWORD, **headers: Any) -> Any:
        return client.post(reverse("account_login"), {"login": login, "password": password}, **headers)

    return post


def code_of(secret: str, now: float | None = None) -> str:
    """What an authenticator app shows."""
    return format_hotp_value(hotp_value(secret, int(now or time.time()) // 30))


@pytest.fixture
def secret(boss: User) -> str:
    """The administrator's app, set up."""
    made = generate_totp_secret()
    TOTP.activate(boss, made)
    return made

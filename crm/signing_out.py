"""Signing out also ends the session at the company's provider, for whoever was signed in by it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from crm import openid

# In the session: whose token it is, and the token; after signing out the token alone; then what comes back with.
TOKEN, LEAVING, STATE = "crm.openid.token", "crm.openid.leaving", "crm.openid.left"
# How long the session of nobody may last that leads there and back.
SECONDS = 600


def remember(session: Any, person: Any, token: str) -> None:
    """At sign-in. With the person: whoever signs in otherwise in the same browser has nothing to do with it."""
    if settings.OIDC_SIGN_OUT:
        session[TOKEN] = [person.pk, token]


def token_of(request: HttpRequest) -> str:
    """That of who is signed in; "" where they came with a password, or the operator wants nothing of it."""
    person, token = request.session.get(TOKEN) or (None, "")
    known = openid.configured() and settings.OIDC_SIGN_OUT and person == request.user.pk
    return str(token) if known else ""


def carry(request: HttpRequest, token: str) -> None:
    """Into the new session, of nobody, after the old one was ended."""
    if token:
        request.session[LEAVING] = token
        request.session.set_expiry(SECONDS)

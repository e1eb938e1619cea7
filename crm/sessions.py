"""The sessions of a person: where they are signed in, when each was last used, and ending them.

Rows are made at sign-in. That a session is used is written down once in a while only: doing so
at each request would cost more than most pages.

A session ends after two weeks without use, and JAUGE_SESSION_DAYS after the sign-in whatever its use: both are its
moment of expiry, which is moved whenever its use is written down.
"""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from allauth.account.signals import user_logged_in as signed_in
from allauth.usersessions import signals as package
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from crm.models import User
from crm.rate_limits import address_of

SEEN = "crm.seen"
BEGUN = "crm.begun"
SECONDS = 300
DAY = 86_400
SHOWN = 30
# The first that is found counts: browsers name their ancestors too.
BROWSERS = (("Edge", r"Edg"), ("Opera", r"OPR"), ("Firefox", r"Firefox|FxiOS"), ("Chrome", r"Chrom|CriOS"),
            ("Safari", r"Safari"))  # fmt: skip
SYSTEMS = (("Android", r"Android"), ("iPhone", r"iPhone"), ("iPad", r"iPad"), ("Windows", r"Windows"),
           ("macOS", r"Mac OS"), ("Linux", r"Linux|X11"))  # fmt: skip

Handler = Callable[[HttpRequest], HttpResponse]


def device(user_agent: str) -> str:
    """What a browser says of itself, in two words."""
    browser = next((name for name, words in BROWSERS if re.search(words, user_agent)), _("another program"))
    system = next((name for name, words in SYSTEMS if re.search(words, user_agent)), "")
    return f"{browser}, {system}" if system else browser


def sessions_of(person: User) -> list[UserSession]:
    """Those that are open, the one used last first; at most SHOWN are looked at."""
    rows = UserSession.objects.filter(user_id=person.pk).order_by("-last_seen_at", "-pk")[:SHOWN]
    found = {row: is_open(row, person) for row in rows}
    UserSession.objects.filter(pk__in=[row.pk for row, still in found.items() if not still]).delete()
    return [row for row, still in found.items() if still]


def is_open(row: UserSession, person: User) -> bool:
    """Looked at, and not used as the sign-in package's `purge` does.

    Used, a session of a former JAUGE_SECRET_KEY gets another key from Django, which its browser would never learn.
    """
    data = import_module(settings.SESSION_ENGINE).SessionStore(row.session_key).load()
    hashes = [person.get_session_auth_hash(), *person.get_session_auth_fallback_hash()]
    known = str(data.get(HASH_SESSION_KEY, ""))
    of_theirs = data.get(SESSION_KEY) == str(person.pk)
    return of_theirs and person.may_sign_in() and any([constant_time_compare(known, each) for each in hashes])


def end_sessions(person: User, but: str | None = None) -> int:
    """Ends all sessions of a person, except the one with the key `but`; how many."""
    rows = list(UserSession.objects.filter(user_id=person.pk).exclude(session_key=but or ""))
    for row in rows:
        row.end()
    return len(rows)


def connect() -> None:
    """Once, when the app is ready: instead of the sign-in package, which uses sessions to look at them."""
    signed_in.disconnect(package.on_user_logged_in)
    signed_in.connect(note)


def note(request: Any, user: Any, **_signal: Any) -> None:
    """A row for the session that begins; those of sessions that are no more go."""
    sessions_of(user)
    UserSession.objects.create_from_request(request)


@receiver(user_logged_in)
def begin(request: Any, **_signal: Any) -> None:
    """Seen just now; its row is made by `note`."""
    request.session[BEGUN] = int(time.time())
    seen_now(request)


def seen_now(request: Any) -> None:
    """Used just now: it ends later, but not later than it may."""
    session, now = request.session, int(time.time())
    session[SEEN] = now
    # One of before there was an end begins now.
    begun = session.setdefault(BEGUN, now)
    seconds = min(now + settings.SESSION_COOKIE_AGE, begun + settings.SESSION_DAYS * DAY)
    session.set_expiry(datetime.fromtimestamp(seconds, UTC))


def follow_new_key(request: HttpRequest) -> None:
    """A session that was begun with a former JAUGE_SECRET_KEY goes on under a new key: its row goes with it.

    Signing in and a new password change the key, too, and make the row themselves.
    """
    before, now = request.COOKIES.get(settings.SESSION_COOKIE_NAME), request.session.session_key
    if not before or not now or before == now or UserSession.objects.filter(session_key=now).exists():
        return
    person = request.session.get(SESSION_KEY)
    UserSession.objects.filter(session_key=before, user_id=person).update(session_key=now)


class LastUseMiddleware:
    """Remembers when and from where a session was used, to five minutes. Signing out takes pages out of the browser."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        follow_new_key(request)
        if request.method == "POST" and getattr(request.resolver_match, "url_name", "") == "account_logout":
            # What pages stored is cleared by static/js/shell.js, which leaves the theme alone.
            response.headers["Clear-Site-Data"] = '"cache"'
        return response

    def process_view(self, request: HttpRequest, view: Any, arguments: Any, words: Any) -> None:
        # Customers' pages know no session.
        if not getattr(view, "login_required", True) or not request.user.is_authenticated:
            return
        # Before the page, which forgets rows of sessions that are no more.
        follow_new_key(request)
        now = int(time.time())
        if now - request.session.get(SEEN, 0) >= SECONDS:
            seen_now(request)
            row = UserSession.objects.filter(session_key=request.session.session_key)
            row.update(last_seen_at=timezone.now(), ip=address_of(request))

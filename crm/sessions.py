"""The sessions of a person: where they are signed in, when each was last used, and ending them.

Rows are made at sign-in by the sign-in package. That a session is used is written down once in a while only: doing so
at each request would cost more than most pages.

A session ends after two weeks without use, and JAUGE_SESSION_DAYS after the sign-in whatever its use: both are its
moment of expiry, which is moved whenever its use is written down.
"""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
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
    return [row for row in rows if not row.purge()]


def end_sessions(person: User, but: str | None = None) -> int:
    """Ends all sessions of a person, except the one with the key `but`; how many."""
    rows = list(UserSession.objects.filter(user_id=person.pk).exclude(session_key=but or ""))
    for row in rows:
        row.end()
    return len(rows)


@receiver(user_logged_in)
def begin(request: Any, **_signal: Any) -> None:
    """Seen just now: the sign-in package has made, or makes, its row."""
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


class LastUseMiddleware:
    """Remembers when and from where a session was used, to five minutes. Signing out takes pages out of the browser."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and getattr(request.resolver_match, "url_name", "") == "account_logout":
            # What pages stored is cleared by static/js/shell.js, which leaves the theme alone.
            response.headers["Clear-Site-Data"] = '"cache"'
        return response

    def process_view(self, request: HttpRequest, view: Any, arguments: Any, words: Any) -> None:
        # Customers' pages know no session.
        if not getattr(view, "login_required", True) or not request.user.is_authenticated:
            return
        now = int(time.time())
        if now - request.session.get(SEEN, 0) >= SECONDS:
            seen_now(request)
            row = UserSession.objects.filter(session_key=request.session.session_key)
            row.update(last_seen_at=timezone.now(), ip=address_of(request))

"""What matches the text typed so far, in a field of a form or from everywhere."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from crm.duplicates import Likeness, like_account, like_contact
from crm.search import KINDS, Finder, Found, kind_of, without_null
from crm.suggestions import suggested

ABOUT = ("opportunity", "account", "contact")
MOST_RECENT = 6
SHOWN = 20


def asked_kinds(request: HttpRequest) -> tuple[str, ...]:
    return tuple(kind for kind in request.GET.get("kinds", "").split(",") if kind in KINDS) or ABOUT


def asked_field(request: HttpRequest) -> str:
    """The name of the form field that asks: letters and underscores only, it comes back in the fragment."""
    name = request.GET.get("field", "")
    return name if name.isidentifier() else "about"


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """What matches the text typed so far, as the options of a field."""
    kinds, name = asked_kinds(request), asked_field(request)
    text = request.GET.get(f"{name}_text", "").strip()
    found = Finder(request.user, kinds).find(text)
    creates = ("account", "contact") if request.GET.get("creates") and text else ()
    context = {"found": found, "text": text, "name": name, "creates": creates}
    return render(request, "crm/forms/_found.html", context)


def typed_so_far(request: HttpRequest, *names: str) -> dict[str, Any]:
    """What stands in a form while it is filled in, and the key of the record that it edits, if any."""
    besides = request.GET.get("besides", "")
    texts = {name: without_null(request.GET.get(name, ""))[:200] for name in names}
    return texts | {"besides": int(besides) if besides.isdecimal() and len(besides) < 19 else None}


def warning(request: HttpRequest, alike: list[Likeness]) -> HttpResponse:
    found = [(each, Finder.shown(kind_of(each.record), each.record)) for each in alike]
    rows = [{"likeness": each, "address": shown.address, "detail": shown.detail} for each, shown in found]
    return render(request, "crm/_duplicates.html", {"alike": rows})


@require_safe
def like_accounts(request: HttpRequest) -> HttpResponse:
    """Accounts that may be the one that is being typed."""
    return warning(request, like_account(request.user, **typed_so_far(request, "name", "email", "phone")))


@require_safe
def like_contacts(request: HttpRequest) -> HttpResponse:
    """Contacts that may be the one that is being typed."""
    typed = typed_so_far(request, "first_name", "last_name", "email", "phone")
    return warning(request, like_contact(request.user, **typed))


def recent(viewer: Any, keys: str) -> list[Found]:
    """The records that this device opened last, those of them that the viewer may still see."""
    finder = Finder(viewer, ABOUT)
    found = [finder.get(key) for key in keys.split(",")[:MOST_RECENT]]
    return [each for each in found if each is not None]


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """The options of the search box: records that match, and what can be done; recent records for an empty text."""
    text = request.GET.get("q", "").strip()
    found = Finder(request.user, ABOUT).find(text, limit=5)
    context = {
        "text": text,
        "found": found,
        "recent": [] if text else recent(request.user, request.GET.get("recent", "")),
        "suggested": suggested(request.user, text, found),
    }
    return render(request, "crm/_suggestions.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search everywhere: accounts, contacts and opportunities, by name, phone, e-mail or amount."""
    text = request.GET.get("q", "").strip()
    found = Finder(request.user, ABOUT).find(text, limit=SHOWN)
    counts = Counter(each.kind for each in found)
    context = {
        "text": text,
        "found": found,
        "suggested": suggested(request.user, text, found),
        "shown": SHOWN,
        "more": SHOWN in counts.values(),
    }
    return render(request, "crm/search.html", context)

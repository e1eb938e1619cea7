"""What the search box offers besides records: pages, things to do, and what other apps register.

A provider takes the viewer and the text typed so far and gives suggestions that this viewer may follow.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from crm.models import ActivityType
from crm.models.names import normalise
from crm.search import Finder, Found
from crm.templatetags.navigation import ENTRIES, known

ABOUT = ("opportunity", "account", "contact")
LOG_WORDS = {"log", "consigner", "noter"}
# Words between what is wanted and of whom; they carry no meaning here.
FILLERS = frozenset(
    "a an the of for in by with and un une le la les l de du des d pour par avec en au aux sur et".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Suggestion:
    """A line of the search box that leads somewhere; `log` are the words of a quick log that it opens instead."""

    label: str
    detail: str
    address: str
    icon: str
    log: str = ""


Provider = Callable[[Any, str], Iterable[Suggestion]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Adds a provider once; an app calls this when it is ready."""
    if provider not in _providers:
        _providers.append(provider)


def suggested(viewer: Any, text: str, found: list[Found]) -> list[Suggestion]:
    """Everything offered for the text; `found` are the records that match it."""
    made = [*logging(viewer, text, found), *pages(text)]
    for provider in _providers:
        made.extend(provider(viewer, text))
    return made


def words_of(text: str) -> list[str]:
    """The words of a text, without accents, case and apostrophes."""
    return [word for word in re.split(r"[\s'’“”\",;:]+", normalise(text)) if word]


def fits(text: str, label: Any) -> bool:
    """Whether each word typed begins a word of the label; an empty text fits everything."""
    words = words_of(str(label))
    return all(any(word.startswith(each) for word in words) for each in words_of(text))


def pages(text: str) -> list[Suggestion]:
    """The entries of the menu and the forms for something new."""
    new = [
        ("crm:opportunity_new", _("New opportunity"), "target"),
        ("crm:account_new", _("New account"), "building"),
        ("crm:contact_new", _("New contact"), "user-plus"),
    ]
    entries = [*new, *ENTRIES] if text else new
    return [Suggestion(str(label), "", known(name), icon) for name, label, icon in entries if fits(text, label)]


def logging(viewer: Any, text: str, found: list[Found]) -> list[Suggestion]:
    """“log a call with Dupont”, “call dupont”, or the first record found with the first type."""
    types = list(ActivityType.objects.filter(active=True))
    typed = [word for word in words_of(text) if word not in FILLERS]
    said_log = bool(typed) and typed[0] in LOG_WORDS
    words = typed[1:] if said_log else typed
    if not types:
        return []
    if not typed:
        return [log_with(each, None) for each in types[:3]]
    kind = next((each for each in types for word in words[:1] if names(each, word, said_log)), None)
    if kind is None and not said_log:
        return [log_with(types[0], each) for each in found[:1]]
    rest = " ".join(words[1:] if kind else words)
    people = Finder(viewer, ABOUT).find(rest, limit=2) if rest else []
    return [log_with(kind or types[0], each) for each in people] or [log_with(kind or types[0], None)]


def names(kind: ActivityType, word: str, said_log: bool) -> bool:
    """Whether the word says this type: whole, or its beginning after “log”."""
    known_as = (normalise(kind.name), kind.code)
    return word in known_as or (said_log and len(word) > 1 and any(each.startswith(word) for each in known_as))


def log_with(kind: ActivityType, found: Found | None) -> Suggestion:
    words = {"type": kind.code} | ({found.kind: found.record.pk} if found else {})
    label = (
        _("Log: %(type)s with %(who)s") % {"type": kind, "who": found.label}
        if found
        else _("Log: %(type)s") % {"type": kind}
    )
    query = urlencode(words)
    return Suggestion(label, found.detail if found else "", f"{reverse('crm:quick_log')}?{query}", "phone", query)

"""Pages that are given again as they were answered, for as long as nothing that they were made of has changed.

It is no matter of minutes: a cached page is right or it is not given. The database itself notes that a table was
changed (`noting`), whichever way that was done. While a page is made its statements are listened to: it was made of the
tables that they name, and of all that is looked up once and remembered. A page whose statements write, or name a table
whose changes are not noted, or ask for the time of day, is not cached.

Each process keeps its own pages, so that a new version begins with none.
"""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.cache import caches
from django.db import connections, router
from django.http import HttpRequest, HttpResponse

from crm.models import Company, TableChange
from crm.page_cache.noting import changes_of, looked_up
from crm.remembering import Ground, listening, standing_on

View = Callable[..., HttpResponse]

LARGEST = 1_000_000
# What a page may look different by, beside its address.
HEADERS = ("HX-Request", "HX-Target", "HX-Boosted")
# The fastest: a page is packed within a millisecond, to a tenth.
LEVEL = 1


@dataclass(frozen=True)
class Page:
    """An answer, packed, and for each table that it was made of what its changes added up to."""

    packed: bytes
    content_type: str
    sums: dict[str, Any]

    @classmethod
    def of(cls, response: HttpResponse, sums: dict[str, Any]) -> "Page":
        return cls(zlib.compress(response.content, LEVEL), response.headers["Content-Type"], sums)

    def response(self) -> HttpResponse:
        return HttpResponse(zlib.decompress(self.packed), content_type=self.content_type)


def cached_page(view: View) -> View:
    """For a page that only reads, and says the same all day long while nothing changes."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_settled(request):
            return view(request, *args, **kwargs)
        pages, key, sums = caches["pages"], key_of(request), TableChange.sums()
        page: Page | None = pages.get(key) if key else None
        if page is not None and all(sums.get(name) == stamp for name, stamp in page.sums.items()):
            return page.response()
        fresh = is_stored(request.user) and is_stored(Company.current())
        with listening() as listener, standing_on(ground(request, sums) if fresh else None):
            response = view(request, *args, **kwargs)
        # Where it is not settled something may change unnoted.
        made_of = changes_of(listener.tables) if listener.settled else None
        if key and fresh and made_of is not None and is_plain(response):
            pages.set(key, Page.of(response, {name: sums.get(name) for name in made_of}))
        return response

    return answer


def is_settled(request: HttpRequest) -> bool:
    """Of a request that only reads. Within a transaction changes may be seen that are taken back again."""
    unsettled = connections[router.db_for_read(TableChange)].in_atomic_block
    return request.method == "GET" and not unsettled and not settings.DEBUG


def is_stored(record: Any) -> bool:
    """Whether what was read before the sums, by middleware, is what is stored since. Compared here: a statement that
    named all values would bring passwords' hashes and personal data into the logs of the database."""
    model = record._meta.model
    columns = [field.attname for field in model._meta.concrete_fields if field.attname != "last_login"]
    now = model._base_manager.filter(pk=record.pk).values(*columns).first()
    return now == {name: getattr(record, name) for name in columns}


def key_of(request: HttpRequest) -> str:
    """Who asks for what, in which language and session, and on which of the company's days; nothing where the answer is
    for once: with a message that is shown once, or a cookie to come."""
    if "CSRF_COOKIE" not in request.META or len(get_messages(request)):
        return ""
    parts: list[Any] = [request.user.pk, request.META["CSRF_COOKIE"], request.LANGUAGE_CODE]  # type: ignore[attr-defined]
    parts += [request.get_host(), request.get_full_path(), Company.current().today()]
    parts += [request.headers.get(name, "") for name in HEADERS]
    return sha256("\n".join(map(str, parts)).encode()).hexdigest()


def ground(request: HttpRequest, sums: Mapping[str, Any]) -> Ground:
    """What may be remembered from one page to the next: for whom, in which language and on which day, as long as no
    table that is looked up changes."""
    tables = looked_up()
    whose = (request.user.pk, request.LANGUAGE_CODE, Company.current().today())  # type: ignore[attr-defined]
    return Ground(tuple([sums.get(name) for name in sorted(tables)]), tables, whose)


def is_plain(response: HttpResponse) -> bool:
    """A page, and nothing beside it."""
    alone = response.status_code == 200 and not response.streaming and not response.cookies
    return alone and list(response.headers) == ["Content-Type"] and len(response.content) <= LARGEST

"""Which database a question goes to. One request reads from one database, so that what it shows fits together."""

from contextvars import ContextVar
from typing import Any

from django.core.signals import request_finished
from django.db import DEFAULT_DB_ALIAS, connections
from django.dispatch import receiver
from django.http import HttpRequest

from config.logs import user_of
from config.replica.standing import REPLICA, standing

SAFE = frozenset({"GET", "HEAD"})
# Who may do what, and what is under way: it holds at once, also where it was changed a moment ago.
APPS = frozenset(
    {"account", "admin", "auth", "config", "contenttypes", "django_cache", "django_tasks_database", "mfa", "sessions",
     "usersessions"}
)  # fmt: skip
MODELS = frozenset({"crm.apireplay", "crm.apitoken", "crm.auditentry", "crm.calendarfeed"})


class Reading:
    """The request under way: where it reads, decided at the first question that may go to either."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.alias: str | None = None
        # What is asked before the view is who asks, and what they may do.
        self.in_view = False
        self.wrote = False

    @property
    def safe(self) -> bool:
        return self.request.method in SAFE

    @property
    def from_replica(self) -> bool:
        return self.alias == REPLICA

    def from_primary(self) -> None:
        self.alias = DEFAULT_DB_ALIAS

    def begin_view(self) -> None:
        self.in_view = True

    def database_of(self, model: Any) -> str:
        if not (self.safe and self.in_view) or is_of_primary(model) or connections[DEFAULT_DB_ALIAS].in_atomic_block:
            return DEFAULT_DB_ALIAS
        if self.alias is None:
            self.alias = self.chosen()
        return self.alias

    def chosen(self) -> str:
        """Whoever is not signed in reads the primary: it is not known what they wrote, and they are shown little."""
        viewer = user_of(self.request)
        return REPLICA if viewer is not None and standing.may_be_read_by(viewer) else DEFAULT_DB_ALIAS

    def writes(self, model: Any) -> None:
        """A request that changes what it shows goes on where it can see that."""
        if not is_of_primary(model):
            self.wrote = True
            self.from_primary()


def is_of_primary(model: Any) -> bool:
    return model._meta.app_label in APPS or model._meta.label_lower in MODELS


_under_way: ContextVar[Reading | None] = ContextVar("reading", default=None)


def begin(request: HttpRequest) -> Reading:
    reading = Reading(request)
    _under_way.set(reading)
    return reading


@receiver(request_finished)
def end(**_signal: Any) -> None:
    """Once the answer is sent: a file is read from the database while it is."""
    _under_way.set(None)


class Router:
    """Outside of requests, as in workers and commands, everything is the primary's."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        reading = _under_way.get()
        return reading.database_of(model) if reading else DEFAULT_DB_ALIAS

    def db_for_write(self, model: Any, **hints: Any) -> str:
        if reading := _under_way.get():
            reading.writes(model)
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """Both are the same rows."""
        return True

    def allow_migrate(self, alias: str, app_label: str, **hints: Any) -> bool | None:
        return False if alias == REPLICA else None

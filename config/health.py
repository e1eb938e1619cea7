"""Whether this process lives (`/healthz`) and whether it can do its work (`/readyz`): for proxies and monitoring.

Both are public: they tell what answers and how long jobs wait, and nothing of what is stored or where.
"""

import logging
import time
from collections.abc import Callable
from contextlib import closing
from functools import lru_cache
from math import inf
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.jobs import PATIENCE_SECONDS, oldest_waits, redis_client
from config.replica.standing import REPLICA, seconds_behind
from crm.bell import redis_errors

logger = logging.getLogger("jauge.health")


@login_not_required
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers; says nothing of the database, and does not ask it."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 where requests can be served, else 503; by check whether it holds, with its figures."""
    found = checks()
    # Without its replica a process reads from the primary, without Redis it goes on, and serves.
    needed = {"database", "migrations"} if settings.REDIS_URL else found.keys() - {REPLICA}
    holds = all(each["ok"] for name, each in found.items() if name in needed)
    return JsonResponse({"ready": holds, "checks": found}, status=200 if holds else 503)


def checks() -> dict[str, dict[str, Any]]:
    """By name: `ok`, and figures. Where the database does not answer, nobody waits for what needs it."""
    found = {"database": outcome(database)}
    if not found["database"]["ok"] and not settings.REDIS_URL:
        return found
    if found["database"]["ok"]:
        found["migrations"] = outcome(migrations)
        if REPLICA in settings.DATABASES:
            found[REPLICA] = outcome(replica)
    return found | {"queue": outcome(queue), "cache": outcome(cached)}


def outcome(check: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return {"ok": True} | check()
    except away() as error:
        # The reason names hosts and databases: it is for the operator's log.
        logger.warning("%s: %s", check.__name__, type(error).__name__, exc_info=error)
        return {"ok": False}


def away() -> tuple[type[Exception], ...]:
    """What says that something does not answer; anything else is a fault of ours, and answered as one."""
    return (DatabaseError, InterfaceError, OSError, *redis_errors())


def database() -> dict[str, Any]:
    """By a connection of its own: the pool would have us wait for a database that is away."""
    own = connections[DEFAULT_DB_ALIAS].copy()
    own.settings_dict["OPTIONS"].pop("pool", None)
    if own.vendor == "postgresql":
        own.settings_dict["OPTIONS"]["connect_timeout"] = PATIENCE_SECONDS
    begin = time.monotonic()
    try:
        with own.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    finally:
        own.close()
    return {"milliseconds": round(1000 * (time.monotonic() - begin))}


def replica() -> dict[str, Any]:
    """As far as it is behind, at most; further than JAUGE_REPLICA_SECONDS it is not read."""
    seconds = seconds_behind()
    return {"ok": seconds <= settings.REPLICA_SECONDS, "lag_seconds": None if seconds == inf else round(seconds, 1)}


def migrations() -> dict[str, Any]:
    """Those of a newer version, which is being rolled out, do no harm; one of ours that is missing does."""
    applied = set(MigrationRecorder(connection).applied_migrations())
    waiting = sum(name not in applied and not stands_for & applied for name, stands_for in ours().items())
    return {"ok": waiting == 0, "waiting": waiting}


@lru_cache(maxsize=1)
def ours() -> dict[tuple[str, str], set[tuple[str, str]]]:
    """The migrations of this version, read once: by app and name those that it stands for or that stand for it."""
    found = MigrationLoader(None).disk_migrations
    known: dict[tuple[str, str], set[tuple[str, str]]] = {name: set() for name in found}
    for name, migration in found.items():
        for replaced in migration.replaces:
            known[name].add(replaced)
            if replaced in known:
                known[replaced].add(name)
    return known


def queue() -> dict[str, Any]:
    return {"waiting_seconds": oldest_waits()}


def cached() -> dict[str, Any]:
    """Redis is asked itself: the cache goes on without it (`config.redis_cache`), and so do pages."""
    if settings.REDIS_URL:
        with closing(redis_client()) as client:
            client.ping()
    else:
        cache.get("readyz")
    return {}

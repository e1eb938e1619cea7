"""`/metrics`: what waits, counted in the database and the queue, and requests, in the text form that Prometheus reads.

What waits is the same whichever process answers; requests are added up over the processes of this server.
"""

from collections.abc import Iterator
from contextlib import suppress
from hmac import compare_digest

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config import request_counts
from config.jobs import by_state, oldest_waits
from config.replica.standing import REPLICA, seconds_behind
from crm.models import WebhookDelivery
from feedback.sending.delivery import due

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
Samples = Iterator[tuple[dict[str, str], float]]


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """404 without JAUGE_METRICS_TOKEN, 401 for whoever does not give it as a bearer token."""
    if not settings.METRICS_TOKEN:
        return HttpResponse(status=404)
    given = request.headers.get("Authorization", "")
    if not compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode()):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse("".join(lines()) + request_counts.text(), content_type=CONTENT_TYPE)


def lines() -> Iterator[str]:
    for name, about, samples in (
        ("jauge_jobs", "Background jobs by queue and state", jobs()),
        ("jauge_jobs_oldest_seconds", "How long the oldest background job waits for a worker", one(oldest_waits())),
        ("jauge_mails_due", "Invitations to surveys that are to be sent by now", one(due(timezone.now()).count())),
        ("jauge_webhooks_due", "Webhooks that are to be sent by now", one(webhooks())),
        ("jauge_replica_lag_seconds", "How far the replica is behind at most", replica()),
        ("jauge_database_connections", "Connections to the database by state", connections_of_all()),
    ):
        yield f"# HELP {name} {about}\n# TYPE {name} gauge\n"
        for labels, value in samples:
            named = ",".join(f'{label}="{word}"' for label, word in labels.items())
            yield f"{name}{{{named}}} {value}\n" if named else f"{name} {value}\n"


def one(value: int) -> Samples:
    yield {}, value


def jobs() -> Samples:
    for (queue, state), count in sorted(by_state().items()):
        yield {"queue": queue, "state": state}, count


def webhooks() -> int:
    return WebhookDelivery.objects.due(timezone.now()).count()


def replica() -> Samples:
    """None where there is no replica, or it does not answer."""
    if REPLICA in settings.DATABASES:
        with suppress(Error, OSError):
            yield {}, seconds_behind()


def connections_of_all() -> Samples:
    """Of all processes and programs to this database; SQLite has no server that could tell."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT COALESCE(state, 'unknown'), COUNT(*) FROM pg_stat_activity "
                "WHERE datname = current_database() GROUP BY 1 ORDER BY 1"
            )
            for state, count in cursor.fetchall():
                yield {"state": state}, count

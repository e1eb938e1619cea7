"""The queue of background jobs, looked at from outside: in Redis where one is configured, else in the database."""

from contextlib import closing
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.utils import timezone
from django_tasks import DEFAULT_TASK_QUEUE_NAME, TaskResultStatus
from django_tasks_db.models import DBTaskResult

# Whoever asks has to decide something: an answer after seconds is no answer.
PATIENCE_SECONDS = 2


def oldest_waits() -> int:
    """The seconds that the oldest job has been waiting for a worker; 0 where none waits."""
    begun = _oldest_in_redis() if settings.REDIS_URL else _oldest_in_database()
    return round(max(0.0, (timezone.now() - begun).total_seconds())) if begun else 0


def _oldest_in_database() -> datetime | None:
    waiting = DBTaskResult.objects.ready().order_by("enqueued_at")
    return waiting.values_list("enqueued_at", flat=True).first()


def _oldest_in_redis() -> datetime | None:
    # These packages are installed where Redis is used, and not needed elsewhere.
    from rq import Queue
    from rq.exceptions import NoSuchJobError
    from rq.job import Job

    with closing(redis_client()) as client:
        first = Queue(DEFAULT_TASK_QUEUE_NAME, connection=client).get_job_ids(0, 1)
        try:
            return Job.fetch(first[0], connection=client).enqueued_at if first else None
        except NoSuchJobError:
            # A worker took it between the two questions.
            return None


def redis_client() -> Any:
    """One that gives up soon, unlike that of workers, who wait for jobs."""
    from redis import Redis

    return Redis.from_url(settings.REDIS_URL, socket_timeout=PATIENCE_SECONDS, socket_connect_timeout=PATIENCE_SECONDS)


def by_state() -> dict[tuple[str, str], int]:
    """How many jobs of each queue are `ready`, `running` or `failed`; those that did their work are not counted."""
    if settings.REDIS_URL:
        return _by_state_in_redis()
    rows = DBTaskResult.objects.exclude(status=TaskResultStatus.SUCCESSFUL).order_by()
    counted = rows.values_list("queue_name", "status").annotate(count=Count("pk"))
    return {(queue, status.lower()): count for queue, status, count in counted}


def _by_state_in_redis() -> dict[tuple[str, str], int]:
    from rq import Queue

    with closing(redis_client()) as client:
        found = {}
        for queue in Queue.all(connection=client):
            found[queue.name, "ready"] = queue.count
            found[queue.name, "running"] = queue.started_job_registry.get_job_count(cleanup=False)
            found[queue.name, "failed"] = queue.failed_job_registry.get_job_count(cleanup=False)
    return found

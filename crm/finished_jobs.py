"""The rows of background jobs that are over are forgotten; those in Redis end by themselves."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

DONE_DAYS = 3
# Somebody may want to know why; one whose worker was killed looks as if it were running for ever.
FAILED_DAYS = 30


def forget() -> None:
    """What they were to do stands in the tables of imports, invitations and webhooks: nothing is lost with them."""
    now = timezone.now()
    done = Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - timedelta(days=DONE_DAYS))
    long_ago = now - timedelta(days=FAILED_DAYS)
    failed = Q(status=TaskResultStatus.FAILED, finished_at__lt=long_ago)
    killed = Q(status=TaskResultStatus.RUNNING, started_at__lt=long_ago)
    DBTaskResult.objects.filter(done | failed | killed).delete()

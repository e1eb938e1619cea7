"""Jobs that are over are forgotten by `run_due`: done ones soon, failed ones when somebody had time to look."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from crm import due
from crm.finished_jobs import DONE_DAYS, FAILED_DAYS

A_MOMENT = timedelta(minutes=1)


def job(status: str, **at: Any) -> DBTaskResult:
    made = DBTaskResult.objects.create(
        args_kwargs={}, task_path="crm.tasks.send_webhooks", backend_name="default", run_after=get_date_max()
    )
    DBTaskResult.objects.filter(pk=made.pk).update(status=status, **at)
    return made


@pytest.mark.parametrize(
    ("status", "column", "days"),
    [
        ("SUCCESSFUL", "finished_at", DONE_DAYS),
        ("FAILED", "finished_at", FAILED_DAYS),
        ("RUNNING", "started_at", FAILED_DAYS),
    ],
)
def test_each_in_its_time(db: None, status: str, column: str, days: int) -> None:
    limit = timezone.now() - timedelta(days=days)
    job(status, **{column: limit - A_MOMENT})
    kept = job(status, **{column: limit + A_MOMENT})
    due.do_all()
    assert list(DBTaskResult.objects.values_list("pk", flat=True)) == [kept.pk]


def test_what_waits_is_never_forgotten(db: None) -> None:
    job("READY", enqueued_at=timezone.now() - timedelta(days=400))
    due.do_all()
    assert DBTaskResult.objects.count() == 1

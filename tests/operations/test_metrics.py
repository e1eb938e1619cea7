"""What waits is told to whoever has the token of the environment, and to nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from config import environment

TOKEN = "scraped-by-prometheus-0123456789"


def asked(client: Client, word: str) -> Any:
    return client.get("/metrics", headers={"Authorization": word})


def test_without_a_token_there_is_no_such_page(client: Client) -> None:
    assert asked(client, "Bearer ").status_code == 404


@pytest.mark.parametrize("word", ["", "Bearer ", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", TOKEN, "Bearer é"])
def test_another_token(client: Client, settings: Any, word: str) -> None:
    settings.METRICS_TOKEN = TOKEN
    assert asked(client, word).status_code == 401


def test_what_waits(client: Client, db: None, settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN
    job = DBTaskResult.objects.create(
        args_kwargs={}, task_path="crm.tasks.send_webhooks", backend_name="default", run_after=get_date_max()
    )
    DBTaskResult.objects.filter(pk=job.pk).update(enqueued_at=timezone.now() - timedelta(seconds=75))
    answer = asked(client, f"Bearer {TOKEN}")
    told = answer.content.decode().splitlines()
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/plain; version=0.0.4")
    assert 'jauge_jobs{queue="default",state="ready"} 1' in told
    assert {"jauge_mails_due 0", "jauge_webhooks_due 0"} <= set(told)
    (oldest,) = [line for line in told if line.startswith("jauge_jobs_oldest_seconds ")]
    assert 75 <= int(oldest.split()[1]) < 90
    held = [line for line in told if line.startswith("jauge_database_connections{")]
    assert bool(held) is (connection.vendor == "postgresql")


@pytest.mark.parametrize("typed", ["short", "a phrase of many words with blanks", "é" * 30])
def test_a_token_that_can_be_guessed_is_refused_unseen(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.setenv("JAUGE_X", typed)
    with pytest.raises(ImproperlyConfigured, match="JAUGE_X") as refused:
        environment.secret("JAUGE_X")
    assert typed not in str(refused.value)

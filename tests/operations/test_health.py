"""Whether the process lives and is ready: told to anybody, without a word on what is stored or where."""

import logging
from typing import Any

import pytest
from django.db import OperationalError, connection, connections
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max
from redis import ConnectionError as RedisGone

from config import health


def checks(client: Client, status: int) -> dict[str, Any]:
    answer = client.get("/readyz")
    assert answer.status_code == status
    assert answer.json()["ready"] is (status == 200)
    assert "no-store" in answer["Cache-Control"]
    return answer.json()["checks"]


def refuse(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, error: Exception) -> None:
    def refused(*_words: Any, **_more: Any) -> None:
        raise error

    monkeypatch.setattr(owner, name, refused)


def test_alive_without_a_database(client: Client) -> None:
    """Without the mark that lets a test ask the database: asking it would be an error."""
    assert client.get("/healthz").content == b"ok"


def test_ready(client: Client, db: None) -> None:
    found = checks(client, 200)
    assert set(found) == {"database", "migrations", "queue", "cache"}
    assert found["migrations"] == {"ok": True, "waiting": 0}
    assert found["queue"] == {"ok": True, "waiting_seconds": 0}


def test_also_over_http_where_people_are_sent_to_https(client: Client, db: None, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/readyz").status_code == 200


def test_a_database_that_is_away(client: Client, db: None, monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    refuse(
        monkeypatch,
        type(connections["default"]),
        "get_new_connection",
        OperationalError("connection to server at db1.internal failed"),
    )
    with caplog.at_level(logging.WARNING, "jauge.health"):
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]) == (503, {"database": {"ok": False}})
    assert b"db1" not in answer.content and "db1.internal" in caplog.text


def test_a_migration_that_is_not_applied(client: Client, db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'crm' AND name LIKE '0002%'")
    assert checks(client, 503)["migrations"] == {"ok": False, "waiting": 1}


def test_a_migration_of_a_newer_version_does_no_harm(client: Client, db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('crm', '9999_next', %s)", [timezone.now()]
        )
    checks(client, 200)


def test_a_cache_that_is_away(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, health.cache, "get", OSError("connection refused"))
    assert checks(client, 503)["cache"] == {"ok": False}


def test_how_long_the_oldest_job_waits(client: Client, db: None) -> None:
    job = DBTaskResult.objects.create(
        args_kwargs={}, task_path="crm.tasks.send_webhooks", backend_name="default", run_after=get_date_max()
    )
    DBTaskResult.objects.filter(pk=job.pk).update(enqueued_at=timezone.now() - timezone.timedelta(seconds=90))
    assert 90 <= checks(client, 200)["queue"]["waiting_seconds"] < 100


def test_redis_away_is_told_but_pages_go_on_without_it(
    client: Client, db: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    found = checks(client, 200)
    assert found["queue"] == found["cache"] == {"ok": False}
    assert issubclass(RedisGone, health.away())

"""Database, Redis or disk fail beneath a request: who asked is told so, in their language, and when to ask again.
`make fault-test` does it to real servers."""

import errno
import sqlite3
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache.backends.redis import RedisCache
from django.core.files.base import ContentFile
from django.db import InterfaceError, OperationalError
from django.test import Client
from redis import ConnectionError as RedisGone

from config import redis_cache
from config.management.commands import db_worker
from config.storage import WholeFiles
from crm import bell
from crm.exports import written_workbook
from crm.full_disk import is_full
from crm.tasks import send_webhooks
from tests.people import People

REDIS = "redis://127.0.0.1:1/0"
FULL = OSError(errno.ENOSPC, "No space left on device")
SENTENCES = {
    (503, "en"): "does not answer. Try again in a moment",
    (503, "fr"): "ne répond pas. Réessayez dans un instant",
    (507, "en"): "There is no space left for files",
    (507, "fr"): "plus de place pour les fichiers",
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("error", "status"),
    [(OperationalError("gone"), 503), (InterfaceError("closed"), 503), (RedisGone("gone"), 503), (FULL, 507)],
)
def test_pages_and_the_api_say_it(people: People, settings: Any, error: Exception, status: int, language: str) -> None:
    settings.REDIS_URL = REDIS
    client = Client(raise_request_exception=False, headers={"accept-language": language})
    client.force_login(people.rep)
    with patch("crm.views.board.Board.columns", side_effect=error):
        page = client.get("/opportunities/board/")
    with patch("crm.api.activities.Activities.list", side_effect=error):
        answer = client.get("/api/activities/")
    for each in (page, answer):
        assert each.status_code == status
        assert each.headers.get("Retry-After") == ("5" if status == 503 else None)
    assert SENTENCES[status, language] in page.content.decode()
    assert SENTENCES[status, language] in answer.json()["sentence"]
    assert answer.json()["code"] == {503: "unavailable", 507: "disk_full"}[status]
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_what_is_done_is_done_where_the_database_goes_away_after_it(people: People) -> None:
    client = Client()
    client.force_login(people.rep)
    with patch("crm.middleware.has_news", side_effect=OperationalError("gone")):
        assert client.post("/language/", {"language": "fr"}).status_code == 302


def test_nobody_hears_the_bell(settings: Any, caplog: Any) -> None:
    settings.REDIS_URL = REDIS
    with patch.object(type(send_webhooks), "enqueue", side_effect=RedisGone("gone")):
        bell.ring(send_webhooks)
    assert "nobody was rung" in caplog.text


def away(name: str) -> Any:
    return patch.object(RedisCache, name, side_effect=RedisGone("gone"))


@pytest.fixture
def redis_is_away(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.REDIS_URL = REDIS
    monkeypatch.setattr(redis_cache.Guarded, "asks_again_at", 0.0)


def test_limits_are_counted_by_the_process(redis_is_away: None) -> None:
    cache = redis_cache.CountingOn(REDIS, {})
    cache.instead.clear()
    with away("add") as asked, away("incr"):
        assert cache.add("limit", 1)
        assert not cache.add("limit", 1)
        assert (cache.incr("limit"), cache.incr("limit")) == (2, 3)
    # It is asked once, and then not for a while.
    assert asked.call_count == 1


def test_sessions_are_not_remembered_meanwhile_nor_for_long(redis_is_away: None) -> None:
    cache = redis_cache.Forgetting(REDIS, {})
    with away("set"), away("get"):
        cache.set("session", 1)
        assert cache.get("session") is None and "session" not in cache
    assert cache.get_backend_timeout(1_209_600) == redis_cache.SESSION_SECONDS
    assert cache.get_backend_timeout(60) == 60


def test_after_a_while_redis_is_asked_again(redis_is_away: None, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = redis_cache.CountingOn(REDIS, {})
    monkeypatch.setattr(redis_cache, "PAUSE_SECONDS", 0.0)
    with away("get"):
        assert cache.get("word") is None
    with patch.object(RedisCache, "get", return_value="here"):
        assert cache.get("word") == "here"


def test_the_worker_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    ends = [OperationalError("gone"), InterfaceError("closed"), None]
    monkeypatch.setattr(db_worker, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(db_worker.connections, "close_all", lambda: None)
    with patch("django_tasks_db.management.commands.db_worker.Command.handle", side_effect=ends) as begun:
        db_worker.Command().handle()
    assert begun.call_count == 3


def test_half_a_file_is_not_kept(tmp_path: Any) -> None:
    class Cut(ContentFile[bytes]):
        def chunks(self, chunk_size: int | None = None) -> Any:
            yield b"half"
            raise FULL

    storage = WholeFiles(location=tmp_path)
    with pytest.raises(OSError, match="No space"):
        storage.save("offer.pdf", Cut(b"whole"))
    assert list(tmp_path.iterdir()) == []
    assert storage.save("offer.pdf", ContentFile(b"whole")) == "offer.pdf"


def test_a_workbook_leaves_no_file(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with (
        pytest.raises(OSError, match="No space"),
        (tmp_path / "book").open("w+b") as file,
        written_workbook(file) as book,
    ):
        book.add_worksheet().write_string(0, 0, "Mill")
        raise FULL
    assert [path.name for path in tmp_path.iterdir()] == ["book"]


def test_a_full_disk_is_known_under_other_names() -> None:
    def said(error: Exception, cause: Exception) -> Exception:
        error.__cause__ = cause
        return error

    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    assert is_full(said(ValueError("cannot close"), FULL)) and is_full(said(OperationalError("full"), full))
    assert not is_full(OSError(errno.EACCES, "denied")) and not is_full(None)

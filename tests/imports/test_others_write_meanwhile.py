"""On SQLite, where one writes at a time, a long import lets people and other imports in between two of its chunks."""

import pytest
from django.db import connection

from crm.importers import jobs, turns
from crm.models import Account
from tests.imports.conftest import Desk

MILLS = "account,sector\n" + "".join(f"Mill {each},Food\n" for each in range(6))


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many accounts others saw at each pause; two rows are a chunk, three records are taken back at once, the sector last."""
    found: list[int] = []
    monkeypatch.setattr("crm.importers.loading.CHUNK", 2)
    monkeypatch.setattr("crm.importers.undoing.BATCH", 3)
    monkeypatch.setattr(turns, "sleep", lambda _seconds: found.append(Account.objects.count()))
    return found


@pytest.mark.django_db(transaction=True)
def test_an_import_pauses_after_each_chunk_and_as_it_is_taken_back(desk: Desk, pauses: list[int]) -> None:
    own = desk.start(desk.check(desk.uploaded(MILLS)))
    on_sqlite = connection.vendor == "sqlite"
    assert pauses == ([2, 4, 6] if on_sqlite else [])
    pauses.clear()
    desk.client.post(f"/imports/{own.pk}/undo/")
    desk.work(own)
    assert Account.objects.count() == 0
    assert pauses == ([3, 0, 0] if on_sqlite else [])


def wait_of_this_connection() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_a_job_waits_longer_for_its_turn_than_a_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "sqlite":
        return
    own = desk.uploaded(MILLS)
    desk.prepare(own, "check")
    usual, found, whole = wait_of_this_connection(), [], jobs.Trial.has_done
    monkeypatch.setattr(jobs.Trial, "has_done", lambda *told: (found.append(wait_of_this_connection()), whole(*told)))
    assert desk.work(own).check_summary["created"] == 6
    assert found == [1000 * turns.PATIENCE_SECONDS]
    assert wait_of_this_connection() == usual < found[0]

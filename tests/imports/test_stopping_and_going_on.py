"""Pausing, going on and cancelling; a worker that was killed; two imports at once. Each row is applied once."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import connection
from django.test import Client
from django.utils import timezone

from crm.importers import jobs
from crm.models import Account, Import, Opportunity, OpportunityEvent, Sale
from crm.models.imports import TakenOverError
from crm.tasks import ring_forsaken
from tests.imports.conftest import ACCOUNTS, Desk
from tests.people import make_people

State = Import.State
ROOT = Path(__file__).resolve().parents[2]
ROWS = 5500


def mills(number: int) -> str:
    return "account,parent\n" + "".join(f"Mill {each},{'Mill 0' if each else ''}\n" for each in range(number))


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows at a time."""
    monkeypatch.setattr("crm.importers.loading.CHUNK", 2)


def started(desk: Desk, text: str) -> Import:
    own = desk.check(desk.uploaded(text))
    desk.client.post(f"/imports/{own.pk}/start/")
    own.refresh_from_db()
    return own


def after(monkeypatch: pytest.MonkeyPatch, rows: int, do: Any) -> None:
    """Does something once that many rows are applied."""
    whole = jobs.Applying.has_done

    def has_done(self: Any, summary: Any, line: int) -> None:
        whole(self, summary, line)
        if summary.read == rows:
            do(self.own)

    monkeypatch.setattr(jobs.Applying, "has_done", has_done)


def test_it_pauses_and_goes_on(desk: Desk, small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    own = started(desk, mills(7) + "Mill 1,Mill 0\nMill 2,Other\n")
    after(monkeypatch, 4, lambda own: desk.client.post(f"/imports/{own.pk}/wish/", {"wish": "pause"}))
    own = desk.work(own)
    assert (own.state, own.position, own.created, own.runner) == (State.PAUSED, 4, 4, None)
    assert desk.client.post(f"/imports/{own.pk}/resume/").status_code == 302
    own = desk.work(own)
    # The rows before the pause are known after it: one is repeated, one contradicts.
    assert (own.state, own.position, own.created, own.unchanged, own.rejected) == (State.DONE, 9, 7, 1, 1)
    assert Account.objects.filter(parent__name="Mill 0").count() == 6
    assert desk.rejected(own).decode().count("\n") == 2
    assert not own.seen_path.exists()


def test_it_is_cancelled_and_keeps_what_it_did(desk: Desk, small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    own = started(desk, mills(7))
    after(monkeypatch, 2, lambda own: desk.client.post(f"/imports/{own.pk}/wish/", {"wish": "cancel"}))
    own = desk.work(own)
    assert (own.state, own.position, Account.objects.count()) == (State.CANCELLED, 2, 2)


def test_a_check_is_broken_off(desk: Desk, small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    own = desk.uploaded(mills(7))
    desk.prepare(own, "check")
    monkeypatch.setattr(jobs.Trial, "has_done", lambda self, *_: Import.objects.update(wish="cancel"))
    assert desk.work(own).state == State.DRAFT


def test_what_waits_for_a_worker_is_paused_at_once(desk: Desk) -> None:
    own = started(desk, ACCOUNTS)
    desk.client.post(f"/imports/{own.pk}/wish/", {"wish": "pause"})
    own.refresh_from_db()
    assert own.state == State.PAUSED


def test_a_worker_that_was_taken_over_applies_nothing_more(
    desk: Desk, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = started(desk, mills(6))
    after(monkeypatch, 2, lambda own: Import.objects.filter(pk=own.pk).update(runner=None))
    desk.work(own)
    monkeypatch.undo()
    assert Account.objects.count() == 2
    with pytest.raises(TakenOverError):
        own.write(position=5)
    own = desk.work(own)
    assert (own.state, own.position, Account.objects.count()) == (State.DONE, 6, 6)


def test_one_without_a_sign_of_life_is_rung_for_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    own = started(desk, ACCOUNTS)
    assert own.claim()
    assert jobs.ring_again() == []
    Import.objects.filter(pk=own.pk).update(beat_at=timezone.now() - timedelta(hours=1))
    assert jobs.ring_again() == [own.pk]
    assert jobs.ring_again() == []
    assert desk.work(own).state == State.DONE


def test_what_always_ends_in_a_crash_is_not_tried_for_ever(desk: Desk) -> None:
    own = started(desk, ACCOUNTS)
    Import.objects.filter(pk=own.pk).update(attempts=jobs.MOST_ATTEMPTS)
    own = desk.work(own)
    assert own.state == State.FAILED
    assert own.note
    desk.client.post(f"/imports/{own.pk}/resume/")
    assert desk.work(own).state == State.DONE


def test_what_the_database_refuses_stops_the_import_and_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    own = started(desk, ACCOUNTS)
    from django.db import OperationalError

    def refuses(self: Any) -> None:
        raise OperationalError("disk full")

    monkeypatch.setattr(jobs.Applying, "takes_turn", refuses)
    own = desk.work(own)
    assert own.state == State.FAILED
    assert "disk full" in own.note
    monkeypatch.undo()
    desk.client.post(f"/imports/{own.pk}/resume/")
    assert desk.work(own).state == State.DONE


def worker(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    """A real one, on the database of the tests."""
    name = connection.settings_dict["NAME"]
    address = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        told = connection.settings_dict
        address = f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT'] or 5432}/{name}"
    environment = {
        **os.environ,
        "JAUGE_DATABASE_URL": address,
        "JAUGE_VAR_DIR": str(folder),
        "JAUGE_SECRET_KEY": configured.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    words = (sys.executable, str(ROOT / "manage.py"), "db_worker", "--interval", "0.2", *words)
    return subprocess.Popen(words, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.mark.django_db(transaction=True)
def test_a_worker_is_killed_and_each_row_is_applied_once(client: Client, folder: Path, settings: Any) -> None:
    desk = Desk(client, make_people())
    deals = "Opportunity ID,Name,Account,Stage,Amount,Create Date,Close Date\n" + "".join(
        f"{number},Deal {number},Mill {number % 50},Won,{number % 90 + 1},2024-01-02,2024-02-03\n"
        for number in range(ROWS)
    )
    own = desk.check(desk.uploaded(deals, create_missing="on"))
    assert own.check_summary["created"] == ROWS
    assert not Opportunity.objects.exists()
    desk.client.post(f"/imports/{own.pk}/start/")
    first = worker(folder)
    try:
        wait_for(lambda: Import.objects.get(pk=own.pk).position >= 1000)
        time.sleep(0.3)
    finally:
        first.send_signal(signal.SIGKILL)
        first.wait()
    own.refresh_from_db()
    assert own.state == State.RUNNING
    assert own.position < ROWS
    assert Opportunity.objects.count() == own.position
    Import.objects.filter(pk=own.pk).update(beat_at=timezone.now() - timedelta(hours=1))
    ring_forsaken()
    second = worker(folder, "--batch")
    assert second.wait(timeout=300) == 0
    own.refresh_from_db()
    assert (own.state, own.created, own.rejected) == (State.DONE, ROWS, 0)
    assert Opportunity.objects.count() == Sale.objects.count() == ROWS
    assert OpportunityEvent.objects.count() == 2 * ROWS
    assert Account.objects.count() == 50
    assert own.effects.filter(model="crm.Opportunity").count() == ROWS


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_create_what_both_name_once(client: Client, folder: Path) -> None:
    desk = Desk(client, make_people())
    head = "Opportunity ID,Name,Account,Stage,Amount,Create Date,Close Date\n"
    files = [
        head + "".join(f"{letter}{each},Deal,Mill {each},Won,5,2024-01-02,2024-02-03\n" for each in range(1500))
        for letter in "ab"
    ]
    both = [desk.check(desk.uploaded(text, create_missing="on")) for text in files]
    for own in both:
        desk.client.post(f"/imports/{own.pk}/start/")
    workers = [worker(folder, "--batch") for _own in both]
    assert [each.wait(timeout=300) for each in workers] == [0, 0]
    assert list(Import.objects.values_list("state", "created", "note")) == [(State.DONE, 1500, "")] * 2
    assert Account.objects.count() == 1500
    assert Opportunity.objects.count() == 3000


def wait_for(what: Any, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        time.sleep(0.05)

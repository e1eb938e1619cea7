"""The worker is killed while it sends: nobody is asked twice, and of whom it is not sure one is told.

A worker is a process of its own that talks to a real mail server. INVITATIONS sets how many are sent (docs/surveys.md has
the figures of 10,000).
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from crm.models import Contact
from feedback.models import FeedbackSettings, Invitation, SendingRun, Survey
from feedback.sending.delivery import settle
from feedback.starting_points import BY_SLUG, begin
from tests.sending.postbox import Postbox, open_postbox

ROOT = Path(__file__).resolve().parents[2]
MANY = int(os.environ.get("INVITATIONS", "300"))
LEASE_SECONDS = 1
PATIENCE = 600


class Worker:
    """Runs `manage.py run_due` as often as it takes, in the database of the test."""

    def __init__(self, box: Postbox, folder: Path) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("JAUGE_", "DJANGO_"))}
        self.environment = clean | {
            "JAUGE_SECRET_KEY": os.environ["JAUGE_SECRET_KEY"], "JAUGE_VAR_DIR": str(folder), "JAUGE_DATABASE_URL": address(),
            "JAUGE_EMAIL_HOST": "127.0.0.1", "JAUGE_EMAIL_PORT": str(box.port), "JAUGE_EMAIL_TLS": "none",
            "JAUGE_ADDRESS": "https://crm.example.com", "JAUGE_SENDING_LEASE_SECONDS": str(LEASE_SECONDS),
        }  # fmt: skip
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "manage.py", "run_due", "--every", "1", "--verbosity", "0"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment)

    def kill(self, how: int = signal.SIGKILL) -> None:
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(timeout=60)
            self.process = None


def address() -> str:
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    who = f"{found['USER']}:{found['PASSWORD']}@{found['HOST']}:{found['PORT'] or 5432}"
    return f"postgres://{who}/{found['NAME']}"


def wait_until(condition: Callable[[], Any], seconds: float = 0.05) -> None:
    """Looks every so often: more often the mail server, which lives in this process, would have no time to serve."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(seconds)


@pytest.fixture
def survey(transactional_db: None) -> Survey:
    found = FeedbackSettings.current()
    found.quiet_from = found.quiet_until
    found.mails_per_minute = 32_000
    found.save()
    made = Survey.objects.create(name="Yearly", kind="nps")
    begin(made, BY_SLUG["yearly"]).publish(None)
    return made


def due(survey: Survey, count: int) -> None:
    contacts = [
        Contact(last_name=f"Miller {number}", normalised_name=f"miller {number}", email=f"m{number}@example.com")
        for number in range(count)
    ]
    contacts = Contact.objects.bulk_create(contacts, batch_size=500)
    rows = [
        Invitation(survey=survey, contact=each, email=each.email, occasion=f"list:{each.pk}", due_at=timezone.now())
        for each in contacts
    ]
    Invitation.objects.bulk_create(rows, batch_size=500)


@pytest.fixture
def box() -> Iterator[Postbox]:
    with open_postbox() as opened:
        yield opened


@pytest.fixture
def worker(box: Postbox, tmp_path: Path) -> Iterator[Worker]:
    made = Worker(box, tmp_path)
    yield made
    made.kill()


def all_handled() -> bool:
    return not Invitation.objects.filter(state__in=Invitation.NOT_SENT_YET).exists()


def test_killed_twice_at_any_moment_each_exactly_once(survey: Survey, box: Postbox, worker: Worker) -> None:
    due(survey, MANY)
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    began = time.monotonic()
    for share in (0.33, 0.66):
        worker.start()
        mark = int(MANY * (share + chance.uniform(-0.2, 0.2)))
        wait_until(lambda mark=mark: len(box.taken) >= mark, 0.002)
        time.sleep(chance.uniform(0, 0.02))
        worker.kill()
    worker.start()
    wait_until(all_handled)
    seconds = time.monotonic() - began
    unsure = list(Invitation.objects.filter(state="unsure"))
    taken = Counter(box.ids)
    assert max(taken.values()) == 1, f"somebody was written to twice (seed {seed})"
    assert len(unsure) <= 2, "at most one for each kill"
    sure = Invitation.objects.filter(state="sent").values_list("message_id", flat=True)
    assert len(sure) == MANY - len(unsure) and all(taken[each] == 1 for each in sure)
    print(f"{MANY} in {seconds:.1f} s, killed twice, {len(unsure)} unsure, seed {seed}")  # noqa: T201
    # The operator looks into the mail server's log.
    for each in unsure:
        settle(each, arrived=each.message_id in taken)
    wait_until(all_handled)
    assert sorted(box.recipients) == sorted(f"m{number}@example.com" for number in range(MANY))
    assert set(Invitation.objects.values_list("state", flat=True)) == {"sent"}


def test_killed_after_the_server_took_it_it_is_not_sent_again(survey: Survey, box: Postbox, worker: Worker) -> None:
    """The worst moment: the mail is taken, nothing of it is written."""
    due(survey, 1)
    box.on_text = lambda message: (worker.process.kill(), None)[1] if worker.process else None
    worker.start()
    wait_until(lambda: box.taken)
    worker.kill()
    assert Invitation.objects.get().state == "sending"
    worker.start()
    wait_until(lambda: Invitation.objects.get().state == "unsure")
    found = Invitation.objects.get()
    assert box.ids == [found.message_id] and found.sent_on is not None and found.version is not None
    assert found.may_be_answered(), "whoever got the mail can answer it"
    wait_until(lambda: SendingRun.objects.filter(state="done", unsure=1).exists())


def test_killed_before_the_text_it_is_not_lost_from_sight(survey: Survey, box: Postbox, worker: Worker) -> None:
    due(survey, 1)
    box.on_recipient = lambda recipient: worker.process.kill() if worker.process else None
    worker.start()
    wait_until(lambda: Invitation.objects.get().state == "sending")
    assert worker.process is not None
    worker.process.wait(timeout=60)
    worker.process = None
    box.on_recipient = lambda recipient: None
    worker.start()
    wait_until(lambda: Invitation.objects.get().state == "unsure")
    assert box.taken == []
    settle(Invitation.objects.get(), arrived=False)
    wait_until(lambda: Invitation.objects.get().state == "sent")
    assert len(box.taken) == 1


def test_asked_to_stop_it_leaves_nothing_unsure(survey: Survey, box: Postbox, worker: Worker) -> None:
    due(survey, 200)
    worker.start()
    wait_until(lambda: len(box.taken) >= 20)
    worker.kill(signal.SIGTERM)
    states = Counter(Invitation.objects.values_list("state", flat=True))
    assert set(states) <= {"sent", "planned"} and states["sent"] == len(box.taken)
    assert SendingRun.objects.filter(state="running").count() == 0


def test_two_workers_at_once_send_each_once(survey: Survey, box: Postbox, tmp_path: Path) -> None:
    due(survey, 200)
    workers = [Worker(box, tmp_path) for _number in range(2)]
    for each in workers:
        each.start()
    wait_until(all_handled)
    for each in workers:
        each.kill(signal.SIGTERM)
    assert len(box.ids) == 200 == len(set(box.ids))
    assert not Invitation.objects.exclude(state="sent").exists()

"""Redis is stopped, comes back empty, and is flushed: pages answer meanwhile, whoever is signed in stays so, and what
the queue forgot is found again."""

import time
from collections.abc import Callable
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db.models import Max
from django.utils import timezone

from crm.models import Activity, Import
from feedback.models import SendingRun
from tests.faults.clients import Browser, Client, Notes, Program
from tests.faults.conftest import House
from tests.faults.running import Jauge
from tests.faults.servers import Redis, wait_for

PAGES = ("/my-day/", "/opportunities/", "/accounts/", "/activities/", "/calendar/")
# A page that has to find out first that Redis is away may take so long.
PATIENCE_SECONDS = 5


def uploaded(browser: Browser, name: str) -> Import:
    """Checked as far as it can be without a worker."""
    rows = "account,sector\n" + "".join(f"{name} {number},Food\n" for number in range(20))
    answer = browser.upload("/imports/", "mills.csv", rows.encode())
    assert answer.status == 302, answer.body[:2000]
    own = Import.objects.latest("pk")
    Import.objects.filter(pk=own.pk).update(state=Import.State.CHECKED, check_summary={"read": 20, "created": 20})
    return own


def started(browser: Browser, own: Import) -> None:
    assert browser.post(f"/imports/{own.pk}/start/", {}).status in (200, 302)
    own.refresh_from_db()
    assert own.state == Import.State.RUNNING


def found_again(own: Import) -> None:
    """As if the lease had passed: the next `run_due` rings for it."""
    Import.objects.filter(pk=own.pk, runner=None).update(beat_at=timezone.now() - timedelta(hours=1))
    wait_for(lambda: Import.objects.get(pk=own.pk).state == Import.State.DONE)
    own.refresh_from_db()
    assert (own.created, own.rejected) == (20, 0)


def all_pages(browser: Browser, notes: Notes) -> None:
    for page in PAGES:
        begin = time.monotonic()
        notes.note(page, browser.get(page), time.monotonic() - begin)


def test_pages_answer_and_jobs_are_found_again(
    house: House, jauge_with_redis: Jauge, redis: Redis, tell: Callable[[str], None]
) -> None:
    jauge = jauge_with_redis
    jauge.web()
    jauge.due()
    rep, admin = Browser(jauge.port, house.people.rep), Browser(jauge.port, house.people.admin)
    program, before, away, after = Program(jauge.port, house.people.rep), Notes(), Notes(), Notes()
    all_pages(rep, before)
    first = uploaded(admin, "Mill")
    lost_in_stop = uploaded(admin, "Bakery")
    # Nobody works yet: the job is in the queue, which is flushed.
    started(admin, first)
    redis.flush()
    all_pages(rep, before)
    assert Session.objects.count() == 2

    redis.stop()
    all_pages(rep, away)
    started(admin, lost_in_stop)
    body = {"type": house.call.pk, "account": house.account.pk, "state": "done"}
    for number in range(20):
        name = f"away-{number}"
        away.until_done(name, lambda name=name: program.post("activities/", {**body, "subject": name}, name))
    ready = Client(jauge.port).ask("GET", "/readyz")
    assert ready.status == 200, ready.body
    assert {name: each["ok"] for name, each in ready.json()["checks"].items()} == {
        "database": True, "migrations": True, "queue": False, "cache": False
    }  # fmt: skip
    signed_in = wrong_passwords(jauge)
    runs = SendingRun.objects.aggregate(latest=Max("pk", default=0))["latest"]
    wait_for(lambda: SendingRun.objects.filter(pk__gt=runs + 1, state="done").exists())

    redis.start()
    time.sleep(2.5)
    all_pages(rep, after)
    assert Client(jauge.port).ask("GET", "/readyz").json()["checks"]["cache"]["ok"]
    jauge.worker()
    for own in (first, lost_in_stop):
        found_again(own)
    # The worker lives through it, too.
    third = uploaded(admin, "Garden")
    redis.stop()
    time.sleep(3)
    redis.start()
    time.sleep(2.5)
    started(admin, third)
    found_again(third)

    for notes in (before, away, after):
        assert set(notes.statuses) <= {200, 201}, (notes.statuses, [each.body[:300] for each in notes.refused])
    assert max(away.spent) < PATIENCE_SECONDS
    assert Activity.objects.filter(subject__startswith="away-").count() == 20
    assert jauge.dead() == []
    tell(
        f"Redis flushed and stopped: {len(away.done)} pages and requests answered meanwhile, the slowest in "
        f"{max(away.spent):.2f} s (with Redis {max(before.spent):.2f} s); signed in all the time; "
        f"{signed_in} wrong passwords were let through to be tried before the limit; 2 imports whose job was lost and "
        f"1 after a restart were done by run_due and the worker; no process had to be restarted"
    )


def wrong_passwords(jauge: Jauge) -> int:
    """How many one may try in a row while Redis is away: each process counts by itself."""
    tried = 0
    for _time in range(40):
        guest = Client(jauge.port)
        token = "a" * 32
        data = f"csrfmiddlewaretoken={token}&login=rep&password=wrong"
        headers = {"Cookie": f"csrftoken={token}", "Content_Type": "application/x-www-form-urlencoded"}
        answer = guest.ask("POST", "/account/login/", data, **headers)
        assert answer.status in (200, 429), (answer.status, answer.body[:300])
        if answer.status == 429 or "Too many" in answer.body:
            continue
        tried += 1
    assert 0 < tried < 40, tried
    return tried

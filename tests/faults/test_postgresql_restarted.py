"""PostgreSQL is restarted, as by a pulled plug, while people work: who was told “done” finds it, once, and nobody is
left with a process that has to be restarted."""

import threading
import time
from collections import Counter
from collections.abc import Callable

from django.db import connection, connections
from django_tasks_db.models import DBTaskResult

from crm.models import Activity
from crm.tasks import send_webhooks
from feedback.models import SendingRun
from tests.faults.clients import CUT_OFF, Browser, Notes, Program, together
from tests.faults.conftest import House
from tests.faults.running import Jauge
from tests.faults.servers import PostgreSQL, wait_for

PROGRAMS, BROWSERS = 6, 2
AWAY_SECONDS = 6
# What may still fail after PostgreSQL has come back: answers that were under way.
AFTERWARDS_SECONDS = 3


def test_who_was_told_done_finds_it_once_and_all_go_on(
    house: House, jauge: Jauge, cluster: PostgreSQL, tell: Callable[[str], None]
) -> None:
    # A run of sending that the plug cuts off is taken over after its lease, which is five minutes otherwise.
    jauge.environment["JAUGE_SENDING_LEASE_SECONDS"] = "2"
    jauge.web()
    jauge.worker()
    jauge.due()
    rep, notes, stop = house.people.rep, Notes(), threading.Event()
    programs = [Program(jauge.port, rep) for _each in range(PROGRAMS)]
    browsers = [Browser(jauge.port, rep) for _each in range(BROWSERS)]
    wait_for(SendingRun.objects.exists)
    for each in connections.all():
        each.close()
    connection.close_pool()

    def log_by_api(number: int, program: Program) -> None:
        count = 0
        while not stop.is_set():
            name = f"api-{number}-{count}"
            body = {"type": house.call.pk, "account": house.account.pk, "subject": name, "state": "done"}
            notes.until_done(name, lambda name=name, body=body: program.post("activities/", body, name))
            count += 1

    def log_by_page(number: int, browser: Browser) -> None:
        """A page is not sent again by itself: what is not answered may be there, once at most."""
        count = 0
        while not stop.is_set():
            name = f"page-{number}-{count}"
            data = {"about": f"account:{house.account.pk}", "type": house.call.pk, "notes": name, "minutes": 5}
            begin = time.monotonic()
            notes.note(name, browser.post("/quick-log/", data), time.monotonic() - begin)
            count += 1

    back: list[float] = []

    def break_it() -> None:
        for pause in (0, AWAY_SECONDS):
            time.sleep(1.5)
            cluster.stop()
            time.sleep(pause)
            cluster.start()
            back.append(time.monotonic())
            done = len(notes.done)
            wait_for(lambda done=done: len(notes.done) > done)
            time.sleep(4)
        stop.set()

    works = [lambda n=n, p=p: log_by_api(n, p) for n, p in enumerate(programs)]
    works += [lambda n=n, b=b: log_by_page(n, b) for n, b in enumerate(browsers)]
    together([*works, break_it])

    assert jauge.dead() == []
    assert set(notes.statuses) <= {CUT_OFF, 200, 201, 503}, notes.statuses
    for answer in notes.refused:
        assert "retry-after" in answer.headers, answer.headers
        assert "try again" in answer.body.lower(), answer.body[:500]
        assert "Traceback" not in answer.body
    stored = Counter(Activity.objects.values_list("subject", "notes"))
    found = Counter(
        {subject if subject.startswith("api-") else text: count for (subject, text), count in stored.items()}
    )
    assert max(found.values()) == 1, "something is there twice"
    assert set(notes.done) <= set(found), "somebody was told that it is done, and it is not there"
    api = {name for name in notes.done if name.startswith("api-")}
    assert api == {name for name in found if name.startswith("api-")}

    late = [
        max((at - back[0] for at in notes.failed_at if at < back[0] + 4), default=0),
        max(notes.failed_at) - back[1],
    ]
    assert max(late) < AFTERWARDS_SECONDS, late

    send_webhooks.enqueue()
    job = DBTaskResult.objects.latest("enqueued_at")
    wait_for(lambda: DBTaskResult.objects.filter(pk=job.pk, status="SUCCESSFUL").exists())
    runs = SendingRun.objects.latest("pk").pk
    wait_for(lambda: SendingRun.objects.filter(pk__gt=runs, state="done").exists())
    tell(
        f"PostgreSQL stopped as by a pulled plug, for 0 and {AWAY_SECONDS} s, under {PROGRAMS + BROWSERS} clients: "
        f"{len(notes.done)} told done, each there once; answers {dict(sorted(notes.statuses.items()))}; the last that "
        f"failed came {late[0]:.1f} and {late[1]:.1f} s after its return; slowest answer {max(notes.spent):.1f} s; "
        f"web server, worker and run_due went on by themselves"
    )

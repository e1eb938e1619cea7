"""Processes of the web server, and all of it, are killed while people write: each thing is there whole or not at all,
and once after it was sent again."""

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from crm.models import Activity, Opportunity
from tests.faults.clients import CUT_OFF, Browser, Notes, Program, together
from tests.faults.conftest import House
from tests.faults.running import Jauge
from tests.faults.servers import wait_for

WINS = 40
KILLS = 8


@dataclass
class Scene:
    """People who write until the last opportunity is won, and somebody who kills."""

    house: House
    jauge: Jauge
    chance: random.Random
    deals: list[Opportunity]
    notes: Notes = field(default_factory=Notes)
    stop: threading.Event = field(default_factory=threading.Event)
    killed: threading.Event = field(default_factory=threading.Event)
    kills: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        rep, port = self.house.people.rep, self.jauge.port
        self.programs = [Program(port, rep) for _each in range(4)]
        self.browsers = [Browser(port, rep) for _each in range(3)]

    def log_by_api(self, number: int) -> None:
        program, count = self.programs[number], 0
        while not self.stop.is_set():
            name = f"api-{number}-{count}"
            body = {"type": self.house.call.pk, "account": self.house.account.pk, "subject": name, "state": "done"}
            self.notes.until_done(name, lambda name=name, body=body: program.post("activities/", body, name))
            count += 1

    def log_by_page(self, number: int) -> None:
        """The same form again, as a person does who saw no answer."""
        browser, count = self.browsers[number], 0
        about = {"about": f"account:{self.house.account.pk}", "type": self.house.call.pk, "minutes": 5}
        while not self.stop.is_set():
            name = f"page-{number}-{count}"
            data = about | {"notes": name, "once": name}
            self.notes.until_done(name, lambda data=data: browser.post("/quick-log/", data))
            count += 1

    def win_by_api(self) -> None:
        program = self.programs[3]
        for deal in self.deals[::2]:
            name, address = f"win-{deal.pk}", f"opportunities/{deal.pk}/win/"
            self.notes.until_done(
                name, lambda name=name, address=address: program.post(address, {"amount": "12.5"}, name)
            )

    def win_by_page(self) -> None:
        """The same form again, where it is not known whether it arrived: its version tells that it did, and it is refused."""
        browser = self.browsers[2]
        for deal in self.deals[1::2]:
            address, data = f"/opportunities/{deal.pk}/win/", {"amount": "12.5", "version": deal.version}
            self.notes.until_done(f"win-{deal.pk}", lambda address=address, data=data: browser.post(address, data))

    def win(self) -> None:
        try:
            together([self.win_by_api, self.win_by_page])
            assert self.killed.wait(120)
        finally:
            self.stop.set()

    def kill(self) -> None:
        for number in range(KILLS):
            if self.stop.is_set():
                return
            # In the middle of what is under way, and only where something got through since the last time.
            done = len(self.notes.done)
            wait_for(lambda done=done: len(self.notes.done) > done + 5)
            time.sleep(self.chance.uniform(0, 0.2))
            if number % 4 == 3:
                self.jauge.kill("web")
                self.jauge.web()
                self.kills["server"] += 1
            elif alive := self.jauge.web_processes():
                os.kill(self.chance.choice(alive), signal.SIGKILL)
                self.kills["process"] += 1
        self.killed.set()

    def play(self) -> None:
        logging = [lambda n=n: self.log_by_api(n) for n in range(3)] + [
            lambda n=n: self.log_by_page(n) for n in range(2)
        ]
        together([*logging, self.win, self.kill])


def test_whole_or_not_at_all(house: House, jauge: Jauge, tell: Callable[[str], None]) -> None:
    jauge.web()
    seed = random.randrange(10**6)
    scene = Scene(
        house, jauge, random.Random(seed), [house.opportunity(f"Deal {number}") for number in range(2 * WINS)]
    )
    scene.play()
    notes = scene.notes

    assert set(notes.statuses) <= {CUT_OFF, 200, 201, 302, 422, 503}, (notes.statuses, seed)
    logged = Counter(
        subject if subject[:4] == "api-" else text for subject, text in Activity.objects.values_list("subject", "notes")
    )
    assert set(logged.values()) == {1}, f"something is there twice (seed {seed})"
    assert set(logged) == {name for name in notes.done if not name.startswith("win-")}
    for deal in Opportunity.objects.select_related("stage").prefetch_related("events", "sales"):
        assert parts(deal) == ("won", "won", 1, 2, 1), f"{deal} (seed {seed}, {notes.statuses})"
    tell(
        f"web server killed {scene.kills['server']} times, one of its processes {scene.kills['process']} times: "
        f"{len(logged)} activities and {2 * WINS} wins, each there once and whole; answers "
        f"{dict(sorted(notes.statuses.items()))} (0: cut off; 422: a win that was sent again and was there)"
    )


def parts(deal: Opportunity) -> tuple[str, str, int, int, int]:
    """Its outcome and that of its stage, how often it was won, its events and its sales."""
    won = [event for event in deal.events.all() if event.kind == "won"]
    return deal.outcome, deal.stage.kind, len(won), deal.events.count(), deal.sales.count()

"""What people, programs and customers do all the while. Each notes what it was told is done, and looks whether it is seen."""

import json
import re
import time
from collections.abc import Callable
from typing import Any

from tests.asking import Answer
from tests.upgrade.visitors import Crowd, Front, Ledger, Visitor

PAGES = {
    "admin": (
        "/", "/dashboards/company/", "/opportunities/", "/opportunities/board/", "/accounts/", "/sales/", "/objectives/",
        "/surveys/", "/imports/", "/settings/", "/kpis/win_rate/?period=last-year&by=team", "/feedback/comments/",
    ),
    "marc": ("/", "/dashboards/teams/{team}/", "/opportunities/board/", "/activities/", "/calendar/", "/objectives/", "/feedback/"),
    "ana": ("/my-day/", "/opportunities/", "/opportunities/board/", "/accounts/", "/contacts/", "/activities/", "/kpis/"),
}  # fmt: skip
API = (
    "/api/opportunities/",
    "/api/accounts/",
    "/api/activities/",
    "/api/kpis/query?metrics=revenue,win_rate&period=this-year",
)
IMPORTED = 100
INPUT = re.compile(r'<input type="hidden" name="(language|sitting|version|seen)" value="([^"]*)"')
TEXT = re.compile(r'<textarea [^>]*name="(\w+)"')


class Company:
    """Who visits, and the keys of what they write about: those of the demo company."""

    def __init__(self, front: Front, ledger: Ledger, keys: dict[str, Any]) -> None:
        self.front, self.ledger, self.keys = front, ledger, keys
        self.people: dict[str, dict[str, str]] = {}

    def sign_in(self, logins: dict[str, str]) -> None:
        for name, password in logins.items():
            visitor = self.visitor()
            visitor.sign_in(name, password)
            self.people[name] = visitor.cookies

    def visitor(self, name: str = "") -> Visitor:
        """A browser of its own for each work, in the same session."""
        made = Visitor(self.front, self.ledger, Accept_Language="en")
        made.cookies = dict(self.people.get(name, {}))
        return made

    def program(self, name: str) -> Visitor:
        return Visitor(self.front, self.ledger, Authorization=f"Bearer {self.keys['tokens'][name]}")

    def go_about_it(self, crowd: Crowd) -> None:
        for name, pages in PAGES.items():
            crowd.does(self.reading(self.visitor(name), [page.format(**self.keys) for page in pages]))
        crowd.does(self.reading(self.program("ana"), API), 0.1)
        crowd.does(self.logging(self.visitor("ana")))
        crowd.does(self.logging_by_api(self.program("ana")))
        crowd.does(self.dealing(self.visitor("ana")))
        crowd.does(self.importing(self.program("admin")), 0.5)
        # Of one address and form 120 are taken in an hour.
        crowd.does(self.answering(self.visitor()), 0.5)

    def reading(self, visitor: Visitor, pages: Any) -> Callable[[int], None]:
        return lambda turn: void(visitor.get(pages[turn % len(pages)]))

    def logging(self, rep: Visitor) -> Callable[[int], None]:
        about = {"about": f"account:{self.keys['account']}", "type": self.keys["type"], "minutes": 5}

        def log(turn: int) -> None:
            name = f"by page {turn}"
            if rep.post("/quick-log/", about | {"notes": name}, HX_Request="true").status == 200:
                self.ledger.stored("activities", name)

        return log

    def logging_by_api(self, program: Visitor) -> Callable[[int], None]:
        body = {"type": self.keys["type"], "account": self.keys["account"], "state": "done"}

        def log(turn: int) -> None:
            name = f"by-program-{turn}"
            answer = send(program, "activities/", body | {"notes": name}, Idempotency_Key=name)
            if answer.done:
                self.ledger.stored("activities", name)

        return log

    def dealing(self, rep: Visitor) -> Callable[[int], None]:
        """Opens, moves and wins; whoever opened something finds it, also where the list was kept from before."""

        def deal(turn: int) -> None:
            name = f"Upgrade {turn}."
            found = f"/opportunities/?text={name.replace(' ', '+')}"
            for _each in range(4):
                rep.get(found)
            opened = rep.post("/opportunities/new/", {"name": name, "stage": self.keys["stages"][0], "amount": "10"})
            if opened.status != 302:
                self.ledger.wrong(f"{name} was not opened: {opened.status}")
                return
            key = opened.headers["location"].strip("/").rpartition("/")[2]
            self.ledger.stored("opened", key)
            for _each in range(4):
                if f"/opportunities/{key}/" not in rep.get(found).body:
                    self.ledger.wrong(f"a list does not show {name}, which was opened before")
            for verb, fields in (("move", {"stage": self.keys["stages"][1]}), ("win", {"amount": "12.5"})):
                if rep.post(f"/opportunities/{key}/{verb}/", fields).status == 302:
                    self.ledger.stored(verb, key)
                else:
                    self.ledger.wrong(f"{verb} {name} was refused")

        return deal

    def importing(self, program: Visitor) -> Callable[[int], None]:
        """A file goes through the worker; whichever does it, all rows are there once."""

        def load(turn: int) -> None:
            rows = "".join(f"Imported {turn}-{number},Food\n" for number in range(IMPORTED))
            made = program.upload("/api/imports/", f"accounts-{turn}.csv", f"Client,Secteur\n{rows}")
            if made.status != 201:
                return
            address = f"imports/{made.json()['id']}/"
            send(program, address, {"create_missing": True}, method="PATCH")
            for verb, state in (("check", "checked"), ("start", "done")):
                send(program, f"{address}{verb}/", {})
                waited(program, f"/api/{address}", state)
            self.ledger.stored("imports", str(turn))

        return load

    def answering(self, customer: Visitor) -> Callable[[int], None]:
        address = f"/a/{self.keys['link']}/"

        def answer(turn: int) -> None:
            page, comment = customer.get(address).body, f"customer {turn}"
            fields = dict(INPUT.findall(page)) | {"score": "4", TEXT.findall(page)[0]: comment}
            if customer.post(f"{address}?sitting={fields['sitting']}", fields).status == 302:
                self.ledger.stored("answers", comment)
            else:
                self.ledger.wrong(f"the answer of {comment} was not taken")

        return answer


def send(program: Visitor, address: str, body: dict[str, Any], method: str = "POST", **headers: str) -> Answer:
    return program.ask(method, f"/api/{address}", json.dumps(body), Content_Type="application/json", **headers)


def waited(program: Visitor, address: str, state: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while (found := program.get(address).json()["state"]) != state:
        assert found != "failed" and time.monotonic() < end, f"{address} is {found} and does not become {state}"
        time.sleep(0.3)


def void(_answer: Any) -> None:
    """What is read is judged by its status alone."""

"""Pages and writes through HTTP: one gunicorn worker, production settings, a signed-in session, warm calls."""

import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from crm.listings import OPPORTUNITIES
from crm.models import ActivityType, Opportunity, Team, User
from crm.paging import PAGE_SIZE, Place
from tests.bench.company import PASSWORD

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Call:
    """Something measured: who, where, and at most how many milliseconds; `data` makes it a write. `{deal}` in the address
    is another opportunity each time."""

    name: str
    who: str
    address: str
    target: int
    data: dict[str, Any] = field(default_factory=dict)
    deals: Iterator[int] = field(default_factory=lambda: repeat(0))

    def place(self) -> str:
        return self.address.replace("{deal}", str(next(self.deals)))


def calls() -> list[Call]:
    team = Team.objects.filter(parent__isnull=False).order_by("pk").first()
    rep = User.objects.get(username="rep000")
    deals = list(Opportunity.objects.filter(owner=rep, outcome="open").select_related("pipeline").order_by("pk"))
    assert team and deals
    deal = deals[0]
    stages = [stage.pk for stage in deal.pipeline.stages.filter(kind="open").order_by("-order")]
    # Moved first and won later: a rep among 100,000 opportunities has some forty that are open.
    others = [each.pk for each in deals[1:] if each.stage_id != stages[0]]
    year = "period=last-year&by=team"
    log = {"type": ActivityType.objects.order_by("pk")[0].pk, "about": f"opportunity:{deal.pk}", "minutes": 10}
    return [
        Call("company dashboard, this quarter", "admin", "/dashboards/company/", 250),
        Call("company dashboard, last year", "admin", "/dashboards/company/?period=last-year", 250),
        Call("team dashboard", "manager", f"/dashboards/teams/{team.pk}/", 150),
        Call("rep dashboard", "rep000", f"/dashboards/reps/{rep.pk}/", 100),
        Call("page of a KPI, a year by team", "admin", f"/kpis/win_rate/?{year}", 100),
        Call("rows behind a KPI", "admin", "/kpis/win_rate/rows/?period=last-quarter", 150),
        Call("opportunity list", "admin", "/opportunities/", 50),
        Call("opportunity list, own", "rep000", "/opportunities/", 50),
        Call(
            f"opportunity list, page {far_page():,}", "admin", "/opportunities/?after=" + place_before(far_page()), 50
        ),
        Call("board", "admin", "/opportunities/board/", 150),
        Call("board, of some teams", "manager", "/opportunities/board/", 150),
        Call("board, own", "rep000", "/opportunities/board/", 150),
        Call("opportunity", "rep000", f"/opportunities/{deal.pk}/", 60),
        Call("account list", "admin", "/accounts/", 50),
        Call("account", "admin", f"/accounts/{deal.account_id}/", 60),
        Call("my day", "rep000", "/my-day/", 150),
        *finding(),
        Call("activity list, by subject", "admin", "/activities/?text=presentation+12345", 50),
        Call("activity list, by a subject of very many", "admin", "/activities/?text=talk", 50),
        Call("log an activity", "rep000", "/quick-log/", 25, log),
        Call("open an opportunity", "rep000", "/opportunities/new/", 25, {"name": "Bench", "stage": stages[-1]}),
        Call("move an opportunity", "rep000", "/opportunities/{deal}/move/", 25, {"stage": stages[0]}, iter(others)),
        Call("win an opportunity", "rep000", "/opportunities/{deal}/win/", 25, {"amount": "1000"}, iter(others)),
    ]


def far_page() -> int:
    """Page 1,000, or the last but one where there are fewer."""
    return min(1000, Opportunity.objects.count() // PAGE_SIZE)


def place_before(page: int) -> str:
    """How the usual list of opportunities names the place where its page begins."""
    sort = OPPORTUNITIES.sorting(OPPORTUNITIES.usual)
    last = (page - 1) * PAGE_SIZE - 1
    row = Opportunity.objects.order_by(*sort.order()).annotate(value=F(sort.path))[last : last + 1].get()
    return urllib.parse.quote(Place(row.value, row.pk).token(sort))


SOUGHT = {
    "beginnings of very many": "mer",
    "words of very many": "wor",
    "parts of very many": "rid",
    "parts of some": "123",
    "nothing": "zzq",
    "two letters": "me",
    "an e-mail": "info@c1234",
    "a phone": "02 000 12 34",
    "an amount": "1 234,56",
}


def finding() -> list[Call]:
    """Texts that match very many rows and none, for viewers of everything, of some teams and of their own."""
    whos = ("admin", "manager", "rep000")
    found = [
        Call(f"find {what}, {who}", who, f"/find/?about_text={urllib.parse.quote(text)}", 60)
        for what, text in SOUGHT.items()
        for who in whos
    ]
    return found + [Call(f"search, {who}", who, "/search/?q=meridian", 60) for who in whos]


# What is changed just before a page is asked for, so that it is made anew: what people record all day long, or the
# settings as well, after which nothing that a page looks up is known any more.
CHANGED = {
    "": (),
    "facts": ("crm_account", "crm_contact", "crm_opportunity", "crm_activity", "crm_sale"),
    "settings": ("crm_company",),
}


def change(what: str) -> None:
    """The latest row of each table, to what it is. The connection is given back: there are fewer than clients."""
    if not CHANGED[what]:
        return
    with connection.cursor() as cursor:
        for table in CHANGED[what]:
            cursor.execute(f"UPDATE {table} SET id = id WHERE id = (SELECT MAX(id) FROM {table})")
    connection.close()


class Session:
    """A signed-in browser that keeps its connection open."""

    def __init__(self, port: int, name: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}
        page = self.send("GET", "/account/login/")[1]
        found = TOKEN.search(page)
        assert found, "the sign-in page has a token"
        self.post("/account/login/", {"login": name, "password": PASSWORD}, found[1])
        assert "sessionid" in self.cookies, f"{name} cannot sign in"

    def send(self, method: str, address: str, body: str = "", **headers: str) -> tuple[int, str]:
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, address, body or None, {"Cookie": jar, "Accept-Language": "en", **headers})
        answer = self.connection.getresponse()
        for header in answer.headers.get_all("Set-Cookie") or []:
            name, _equals, value = header.partition(";")[0].partition("=")
            self.cookies[name.strip()] = value
        return answer.status, answer.read().decode()

    def post(self, address: str, data: dict[str, Any], token: str = "") -> tuple[int, str]:
        words = urllib.parse.urlencode({"csrfmiddlewaretoken": token or self.cookies["csrftoken"], **data})
        return self.send(
            "POST", address, words, **{"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"}
        )

    def milliseconds(self, call: Call, changing: str = "") -> float:
        change(changing)
        address, start = call.place(), time.perf_counter()
        status, body = self.post(address, call.data) if call.data else self.send("GET", address)
        spent = 1000 * (time.perf_counter() - start)
        assert status in (200, 201, 204, 302), f"{call.name}: {status} {body[:500]}"
        return spent


def timed(session: Session, call: Call, changing: str = "") -> float:
    """Milliseconds of a call. Who did something looks at what is said of it then, which is not counted: else messages
    would pile up in the session, which is written again each time."""
    spent = session.milliseconds(call, changing)
    if call.data:
        session.send("GET", "/my-day/")
    return spent


@contextmanager
def server(workers: int = 1) -> Iterator[int]:
    """gunicorn on a free port, with the environment of this process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]
    switches = {"JAUGE_WEB_BIND": f"127.0.0.1:{port}", "JAUGE_WEB_WORKERS": str(workers), "JAUGE_LOG_LEVEL": "warning"}
    process = subprocess.Popen(command, env=os.environ | switches)
    try:
        for _try in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait()


def queries_of(call: Call, changing: str) -> int:
    """Counted in this process: how many statements the page makes once caches are warm, without those that begin and end
    its transaction."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(username=call.who))
    client.get("/my-day/")  # brings the cookie of forms, without which no page is kept
    ask = (
        (lambda: client.post(call.place(), call.data, headers={"hx-request": "true"}))
        if call.data
        else (lambda: client.get(call.place()))
    )
    ask()
    change(changing)
    with CaptureQueriesContext(connection) as queries:
        ask()
    return sum(not each["sql"].startswith(("BEGIN", "COMMIT")) for each in queries.captured_queries)


def measure(times: int, changing: str) -> None:
    """Each call; with `changing` the pages alone, made anew each time."""
    settings.ALLOWED_HOSTS.append("testserver")
    wanted = [call for call in calls() if not (changing and call.data)]
    print(f"{'operation':40} {'median':>8} {'p95':>8} {'target':>8} {'queries':>8}   ms, {times} warm calls each")
    with server() as port:
        sessions = {name: Session(port, name) for name in {call.who for call in wanted}}
        for call in wanted:
            session = sessions[call.who]
            session.connection.close()  # opened anew by the first call: the server ends idle ones
            for _warm in range(3):
                timed(session, call)
            found = sorted(timed(session, call, changing) for _time in range(times))
            middle, late = statistics.median(found), found[min(times - 1, int(times * 0.95))]
            mark = "" if middle <= call.target else "  over"
            print(
                f"{call.name:40} {middle:8.1f} {late:8.1f} {call.target:8} {queries_of(call, changing):8}{mark}",
                flush=True,
            )

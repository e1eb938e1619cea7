"""The API and exports: pages of a list by cursor through HTTP, rows made many at once, a list of all rows as a file.

“own” is the processor time of Jauge's process alone, without what the database and the network take.
"""

import gc
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from crm.models import Account, ActivityType, ApiToken, Opportunity, User
from tests.bench.pages import Call, Session, server

PAGE, THOUSANDTH, ROWS = 100, 1000, 500
AIMED_AT, BULK_AIMED_AT = 60, 500
EXPORT = "/opportunities/?format=csv"
SAID = "{:44} {:>8} {:>8} {:>8} {:>8} {:>8}"


class Program(Session):
    """A program with a token, that keeps its connection open."""

    def __init__(self, port: int, token: str) -> None:
        import http.client

        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.token = token

    def send(self, method: str, address: str, body: str = "", **headers: str) -> tuple[int, str]:
        return super().send(method, address, body, Authorization=f"Bearer {self.token}", **headers)


def lists(who: User) -> list[Call]:
    """The first page, and the thousandth, or the last whole one of who has not so many, if it is another."""
    seen = Opportunity.objects.visible_to(who).order_by("-pk").values_list("pk", flat=True)
    number = min(THOUSANDTH, seen.count() // PAGE)
    address, name = "/api/opportunities/", who.username
    later = []
    if number > 1:
        cursor = seen[(number - 1) * PAGE - 1]
        later = [Call(f"opportunities, page {number:,}, {name}", name, f"{address}?cursor={cursor}", AIMED_AT)]
    return [
        Call(f"opportunities, {name}", name, address, AIMED_AT),
        *later,
        Call(f"opportunities, open, {name}", name, f"{address}?outcome=open", AIMED_AT),
        Call(f"accounts, {name}", name, "/api/accounts/", AIMED_AT),
    ]


def measure(times: int) -> None:
    settings.ALLOWED_HOSTS.append("testserver")
    whos = [User.objects.get(username=name) for name in ("admin", "manager", "rep000")]
    tokens = {who.username: ApiToken.issue(who, "Bench", "write") for who in whos}
    print(SAID.format("operation", "median", "p95", "aimed at", "own", "queries") + f"   ms, {times} warm calls each")
    try:
        pages(
            [call for who in whos for call in lists(who)], {name: text for name, (_row, text) in tokens.items()}, times
        )
        many_at_once(tokens["rep000"][1], times)
    finally:
        ApiToken.objects.filter(pk__in=[row.pk for row, _text in tokens.values()]).delete()
    as_a_file(whos[0])


def pages(wanted: list[Call], tokens: dict[str, str], times: int) -> None:
    with server() as port:
        for call in wanted:
            program = Program(port, tokens[call.who])
            for _warm in range(3):
                program.milliseconds(call)
            client = Client(headers={"authorization": f"Bearer {tokens[call.who]}"})
            with CaptureQueriesContext(connection) as queries:
                assert client.get(call.address).status_code == 200
            own = processor_time(lambda client=client, call=call: client.get(call.address), times)  # type: ignore[misc]
            tell(call.name, [program.milliseconds(call) for _time in range(times)], call.target, own, len(queries))


def many_at_once(token: str, times: int) -> None:
    """Within this process, each time taken back: what is written does not stay."""
    client = Client(headers={"authorization": f"Bearer {token}"})
    own = Account.objects.filter(owner__username="rep000").order_by("pk")
    kind, account = ActivityType.objects.order_by("pk")[0].pk, own[0].pk
    row = {"type": kind, "account": account, "subject": "Asked for an offer", "done_on": "2026-03-31"}
    body = json.dumps({"rows": [{**row, "duration_seconds": number} for number in range(ROWS)]})

    def ask() -> None:
        answer = client.post("/api/activities/bulk/", body, content_type="application/json")
        assert answer.status_code == 201, answer.content[:500]

    found = [taken_back(ask) for _time in range(3 + times)][3:]
    with CaptureQueriesContext(connection) as queries:
        taken_back(ask)
    own = processor_time(lambda: taken_back(ask), times)
    tell(f"{ROWS} activities made at once", found, BULK_AIMED_AT, own, len(queries))


def processor_time(work: Callable[[], Any], times: int) -> float:
    """Milliseconds that this process itself works for it, whatever else the machine does: median."""
    found = []
    for _time in range(times):
        begun = time.process_time()
        work()
        found.append(1000 * (time.process_time() - begun))
    return statistics.median(found)


def taken_back(work: Callable[[], Any]) -> float:
    """Milliseconds of the work, whose writing is undone."""
    with transaction.atomic():
        begun = time.perf_counter()
        work()
        spent = 1000 * (time.perf_counter() - begun)
        transaction.set_rollback(True)
    return spent


def as_a_file(who: User) -> None:
    """All opportunities as CSV, streamed: how long, how many lines, and how much memory beyond what was taken before."""
    client = Client()
    client.force_login(who)
    gc.collect()
    # The most that was ever taken is forgotten: from here on it is that of the export.
    Path("/proc/self/clear_refs").write_text("5")
    before, begun = memory("VmRSS"), time.perf_counter()
    answer: Any = client.get(EXPORT)
    assert answer.status_code == 200, answer.content[:500]
    lines = size = 0
    first = 0.0
    for part in answer.streaming_content:
        first = first or time.perf_counter() - begun
        lines, size = lines + part.count(b"\n"), size + len(part)
    spent = time.perf_counter() - begun
    client.logout()
    print(
        f"{lines:,} lines of CSV, {size // 1_000_000} MB: {spent:.0f} s, the first after {1000 * first:.0f} ms, "
        f"at most {memory('VmHWM') - before} MB beyond {before}"
    )


def memory(name: str) -> int:
    """Of this process, in MB."""
    found = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name))
    return int(found.split()[1]) // 1024


def tell(name: str, spent: list[float], aimed_at: int, own: float, queries: int) -> None:
    found = sorted(spent)
    middle, late = statistics.median(found), found[min(len(found) - 1, int(len(found) * 0.95))]
    mark = "" if middle <= aimed_at else "  over"
    print(SAID.format(name, f"{middle:.1f}", f"{late:.1f}", aimed_at, f"{own:.1f}", queries) + mark, flush=True)

"""Several clients at once through HTTP, each waiting for its answer before it asks again: requests per second."""

import statistics
import threading
import time
from dataclasses import dataclass, field

from tests.bench.pages import Call, Session, calls, server

CLIENTS = 8
ASKED = ("company dashboard, this quarter", "opportunity list", "log an activity")


@dataclass
class Tally:
    """Milliseconds of each answer, and what went wrong."""

    spent: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def ask_until(end: float, session: Session, call: Call, changing: str, tally: Tally) -> None:
    while time.perf_counter() < end:
        try:
            tally.spent.append(session.milliseconds(call, changing))
        except (AssertionError, OSError) as error:
            tally.errors.append(str(error))


def measure(seconds: int, changing: str) -> None:
    """Two web processes of four threads each, `CLIENTS` clients of one person, `seconds` for each page."""
    wanted = [call for call in calls() if call.name in ASKED]
    print(f"{'operation':40} {'per second':>12} {'median':>8} {'p95':>8} {'errors':>8}   {CLIENTS} clients")
    with server(workers=2) as port:
        for call in wanted:
            sessions = [Session(port, call.who) for _client in range(CLIENTS)]
            for session in sessions:
                session.milliseconds(call)
            tally, end = Tally(), time.perf_counter() + seconds
            threads = [threading.Thread(target=ask_until, args=(end, each, call, changing, tally)) for each in sessions]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            spent = sorted(tally.spent)
            late = spent[int(len(spent) * 0.95)]
            print(
                f"{call.name:40} {len(spent) / seconds:12.1f} {statistics.median(spent):8.1f} {late:8.1f} "
                f"{len(tally.errors):8}",
                flush=True,
            )
            for error in tally.errors[:3]:
                print(f"  {error[:200]}")

"""Counts requests for `/metrics`: how many by route, method and class of status, how long they take, and the memory.

Each process of the web server counts into files of its own, in a directory that the server makes when it starts, and
any of them adds them up. Nothing of who asks or of the address is among them: routes are named.
"""

import fcntl
import os
import resource
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from config.logs import method_of, route_of

DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"
# What processes that ended had counted.
ENDED = "ended"
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
# How often what other processes count is read anew, where one of them is just making its file.
READS = 50
# Where there is no directory this process counts for itself: the server for developing, and tests.
OWN = CollectorRegistry()
PAGE = resource.getpagesize()
disable_created_metrics()

requests = Counter(
    "jauge_requests", "Requests by route, method and class of status", ("route", "method", "status"), registry=OWN
)
seconds = Histogram(
    "jauge_request_seconds", "Until the answer begins, by route", ("route",), buckets=BUCKETS, registry=OWN
)
memory = Gauge("jauge_process_memory_bytes", "Of each web process", registry=OWN, multiprocess_mode="liveall")


class RequestCounts:
    """Counts where somebody may read it: with JAUGE_METRICS_TOKEN."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.METRICS_TOKEN:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begin, status = time.monotonic(), 500
        try:
            response = self.get_response(request)
            status = response.status_code
            return response
        finally:
            route = route_of(request) or "none"
            requests.labels(route, method_of(request), f"{status // 100}xx").inc()
            seconds.labels(route).observe(time.monotonic() - begin)
            memory.set(resident())


def resident() -> int:
    """Bytes of memory that this process holds now; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE
    except OSError:
        return 0


def text() -> str:
    """What all processes have counted, as Prometheus reads it."""
    directory = os.environ.get(DIRECTORY)
    if not directory:
        return generate_latest(OWN).decode()
    registry = CollectorRegistry()
    MultiProcessCollector(registry, directory)
    with alone(directory, fcntl.LOCK_SH):
        for _time in range(READS):
            with suppress(struct.error):
                return generate_latest(registry).decode()
            # A process that has just begun to count has made its file, and not yet given it its size.
            time.sleep(0.01)
        return generate_latest(registry).decode()


def ended(pid: int) -> None:
    """Adds what a process that is no more had counted to that of others: files would gather for ever otherwise."""
    directory = os.environ.get(DIRECTORY, "")
    with alone(directory, fcntl.LOCK_EX):
        mark_process_dead(pid, directory)
        for kind in ("counter", "histogram"):
            own = Path(directory) / f"{kind}_{pid}.db"
            # Empty where it was killed before it had counted anything.
            if own.exists() and own.stat().st_size:
                total = MmapedDict(str(own.with_name(f"{kind}_{ENDED}.db")))
                for key, value, _moment, _position in MmapedDict.read_all_values_from_file(str(own)):
                    total.write_value(key, total.read_value(key)[0] + value, 0)
                total.close()
            own.unlink(missing_ok=True)


@contextmanager
def alone(directory: str, how: int) -> Iterator[None]:
    """Nobody adds up while files are moved."""
    with (Path(directory) / "lock").open("a") as file:
        fcntl.flock(file, how)
        yield

"""The web server: `gunicorn --config config/gunicorn.py config.wsgi`. Every switch is in docs/operations.md."""

import gc
import os
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from config import environment, logs

bind = environment.text("JAUGE_WEB_BIND", "127.0.0.1:8000")
workers = environment.integer("JAUGE_WEB_WORKERS", 2, 1)
worker_class = "gthread"
threads = environment.integer("JAUGE_WEB_THREADS", 4, 1)
# Loaded once, before workers are forked, which share it. A new version is started, not sent a SIGHUP.
preload_app = True
# A worker that is silent for so long is killed, and another takes its place.
timeout = environment.integer("JAUGE_WEB_TIMEOUT_SECONDS", 60, 1)
# Told to stop, it takes no new request and has so long for those under way.
graceful_timeout = environment.integer("JAUGE_WEB_GRACEFUL_SECONDS", 30, 1)
# Longer than the proxy keeps its connections, which otherwise meet one that is being closed.
keepalive = environment.integer("JAUGE_WEB_KEEPALIVE_SECONDS", 75, 1)
# Memory that a worker gathered is given back; not by all at once.
max_requests = environment.integer("JAUGE_WEB_MAX_REQUESTS", 10_000)
max_requests_jitter = max_requests // 10
# A socket to govern it from outside, in the home of whoever runs it: nobody here uses it.
control_socket_disable = True
# The addresses of requests may hold tokens: we write a line for each ourselves, without.
accesslog = None
logconfig_dict = logs.configuration()
logconfig_dict["loggers"]["gunicorn.error"] = {"handlers": [], "propagate": True}

# Where processes count their requests, made before any of them begins.
counts_in = os.environ.get("PROMETHEUS_MULTIPROC_DIR", "")
if environment.secret("JAUGE_METRICS_TOKEN") and not counts_in:
    counts_in = os.environ["PROMETHEUS_MULTIPROC_DIR"] = mkdtemp(prefix="jauge-requests-")


def counts_no_more(pid: int) -> None:
    # At the very end the directory is gone.
    if counts_in and os.path.isdir(counts_in):
        # Imported when the directory is known: it decides then how to count.
        from config.request_counts import ended

        ended(pid)


def child_exit(server: Any, worker: Any) -> None:
    counts_no_more(worker.pid)


def on_exit(server: Any) -> None:
    if counts_in:
        rmtree(counts_in, ignore_errors=True)


def when_ready(server: Any) -> None:
    """What is there by now stays till the end: looking for garbage in it would have each worker copy it."""
    gc.collect()
    gc.freeze()
    # This process answers no request: it only loaded what counts them.
    counts_no_more(os.getpid())

"""What is logged, and how: a line for each event, with the number of the request that it belongs to.

A log is read by more people than the data, and kept for longer: it holds no personal data, no query of an address and
no token. So a request is named by its route and its person by number, and of an error there is what it is and where it
happened, without its words, in which databases quote what was typed.
"""

import json
import logging
import re
import time
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject, empty

from config import environment

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
# What else a line may carry, given as `extra`.
FIELDS = ("method", "route", "status", "milliseconds", "user")
# Their words are about servers and settings, never about people.
TELLING = (OperationalError, ImproperlyConfigured, ConnectionError, TimeoutError)
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")

# How gunicorn begins what it says of a request.
OF_A_REQUEST = ("Error handling request", "Invalid request from ip", "Error parsing headers")

request_id: ContextVar[str] = ContextVar("request_id", default="")
access = logging.getLogger("jauge.access")


class RequestLog:
    """The first of all middleware: gives each request its number, hands it back, and writes a line once answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token, begin, status = request_id.set(number_of(request)), time.monotonic(), 500
        try:
            response = self.get_response(request)
            response.headers[HEADER] = request_id.get()
            status = response.status_code
            return response
        finally:
            # Where not even the page of failures can be made, too: the web server answers then.
            access.info("answered", extra=told(request, status, time.monotonic() - begin))
            request_id.reset(token)


def number_of(request: HttpRequest) -> str:
    """The proxy's, so that its log and ours can be read side by side; one of our own where it gave none."""
    given = request.headers.get(HEADER, "")
    return given if WELL_FORMED.fullmatch(given) else uuid4().hex


def told(request: HttpRequest, status: int, seconds: float) -> dict[str, Any]:
    return {
        "method": method_of(request),
        "route": route_of(request),
        "status": status,
        "milliseconds": round(1000 * seconds, 1),
        "user": user_of(request),
    }


def method_of(request: HttpRequest) -> str:
    """One that there is: anything may be sent as a method."""
    return request.method if request.method in METHODS else "other"


def route_of(request: HttpRequest) -> str | None:
    """The name of the address; the address itself may hold a token. None for static files and what does not exist."""
    return request.resolver_match.view_name if request.resolver_match else None


def user_of(request: HttpRequest) -> int | None:
    """The number of who is signed in, where answering asked for it anyway."""
    user: Any = vars(request).get("user")
    if isinstance(user, SimpleLazyObject) and user._wrapped is empty:  # type: ignore[attr-defined]
        return None
    return getattr(user, "pk", None)


class WithoutAddresses(logging.Filter):
    """Django names requests by their address, and says nothing else of them: the route stands in its place.

    The web server names them so where nothing of ours answers, and by who sent them where it cannot read them.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name == "gunicorn.error" and str(record.msg).startswith(OF_A_REQUEST):
            record.msg, record.args = "request refused or failed", ()
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            record.msg, record.args = "request refused or failed", ()
            record.route, record.method = route_of(request), method_of(request)
            record.status = getattr(record, "status_code", None)
        return True


def described(record: logging.LogRecord) -> dict[str, Any]:
    """What a line says, in the order in which it says it."""
    found: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "message": record.getMessage(),
        "request": request_id.get() or None,
    }
    found |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
    if record.exc_info and record.exc_info[1]:
        found["error"] = error_of(record.exc_info[1])
    return found


def error_of(error: BaseException) -> dict[str, Any]:
    """Its kind, where it happened and what it came from; its words only where they are about servers."""
    frames = traceback.extract_tb(error.__traceback__)
    found: dict[str, Any] = {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "at": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
    if isinstance(error, TELLING):
        found["message"] = str(error)
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        found["cause"] = error_of(cause)
    return found


class Json(logging.Formatter):
    """A JSON object a line, in ASCII: nothing that is logged can begin a line of its own."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(described(record), default=str)


class Text(logging.Formatter):
    """The same for people: `time level logger message name=value …`, an error on indented lines below."""

    def format(self, record: logging.LogRecord) -> str:
        found = described(record)
        error = found.pop("error", None)
        head = [found.pop(name) for name in ("time", "level", "logger", "message")]
        rest = [f"{name}={value}" for name, value in found.items() if value is not None]
        lines = [CONTROL.sub(" ", " ".join(map(str, [*head, *rest])))]
        while error:
            lines += [
                f"  {CONTROL.sub(' ', line)}"
                for line in (error["type"], error.get("message", ""), *error["at"])
                if line
            ]
            error = error.get("cause")
        return "\n".join(lines)


def configuration() -> dict[str, Any]:
    """For `logging.config`, from JAUGE_LOG and JAUGE_LOG_LEVEL: everything goes to standard error, by one handler."""
    form = environment.one_of("JAUGE_LOG", ("text", "json"), "text")
    level = environment.one_of("JAUGE_LOG_LEVEL", ("debug", "info", "warning", "error"), "info")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"without_addresses": {"()": "config.logs.WithoutAddresses"}},
        "formatters": {"json": {"()": "config.logs.Json"}, "text": {"()": "config.logs.Text"}},
        "handlers": {
            "out": {"class": "logging.StreamHandler", "formatter": form, "filters": ["without_addresses"]},
        },
        "root": {"handlers": ["out"], "level": level.upper()},
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            # Refusals are in the line of their request already.
            "django.request": {"level": "ERROR"},
            "django.security": {"level": "ERROR"},
            # The server for developing tells addresses; our line is there for it, too.
            "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
        },
    }

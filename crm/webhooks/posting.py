"""One POST to an address that was looked at before: no redirect, no proxy, and it ends in time."""

import socket
import ssl
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException
from threading import Timer
from typing import Any

from django.utils.translation import gettext as _

from crm.webhooks.targets import Target, TargetError, addresses, parse

CONNECT_SECONDS = 3.0
TOTAL_SECONDS = 10.0
MOST_READ = 4096
# How many of a host's addresses are tried, one after the other.
MOST_ADDRESSES = 3


@dataclass(frozen=True)
class Outcome:
    """`status` is None where there was no answer; then `problem` says why."""

    status: int | None = None
    answer: str = ""
    problem: str = ""

    @property
    def got_through(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class Deadline:
    """Hangs up when the whole takes too long: a time for each piece would let a slow host go on for ever."""

    def __init__(self, connected: socket.socket, seconds: float) -> None:
        # A descriptor of its own: that of the connection may be closed and given to somebody else meanwhile.
        self.line, self.passed = connected.dup(), False
        self.timer = Timer(seconds, self.hang_up)
        self.timer.daemon = True

    def hang_up(self) -> None:
        self.passed = True
        try:
            self.line.shutdown(socket.SHUT_RDWR)
        except OSError:
            # The other side hung up first.
            return

    def __enter__(self) -> "Deadline":
        self.timer.start()
        return self

    def __exit__(self, *_error: Any) -> None:
        self.timer.cancel()
        self.timer.join()
        self.line.close()


@cache
def tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def post(address: str, body: bytes, headers: dict[str, str]) -> Outcome:
    """What became of it; nothing is raised for what lies with the other side."""
    try:
        target = parse(address)
        return exchange(target, connected(target, addresses(target)), body, headers)
    except TargetError as refusal:
        return Outcome(problem=str(refusal)[:300])
    except TimeoutError:
        return Outcome(problem=_("It did not answer in time."))
    except ssl.SSLError as error:
        return Outcome(problem=(_("The certificate or the encryption is wrong: %(why)s") % {"why": error})[:300])
    except (OSError, HTTPException) as error:
        return Outcome(problem=(_("It could not be reached: %(why)s") % {"why": error or type(error).__name__})[:300])


def connected(target: Target, found: list[str]) -> socket.socket:
    """To one of the addresses that were looked at, never to the name. OSError where none answers."""
    for number, address in enumerate(found[:MOST_ADDRESSES], 1):
        try:
            return socket.create_connection((address, target.port), CONNECT_SECONDS)
        except OSError:
            if number == len(found[:MOST_ADDRESSES]):
                raise
    raise OSError(target.host)


def exchange(target: Target, plain: socket.socket, body: bytes, headers: dict[str, str]) -> Outcome:
    """Closes the connection in the end."""
    plain.settimeout(TOTAL_SECONDS)
    connection = HTTPConnection(target.host, target.port)
    connection.sock = plain
    try:
        with Deadline(plain, TOTAL_SECONDS) as deadline:
            try:
                if target.scheme == "https":
                    connection.sock = tls().wrap_socket(plain, server_hostname=target.host)
                connection.request("POST", target.path, body, {"Host": target.host_header, **headers})
                answer = connection.getresponse()
                outcome = Outcome(answer.status, shown(answer.read(MOST_READ)))
            except (OSError, HTTPException):
                if deadline.passed:
                    raise TimeoutError from None
                raise
            if deadline.passed:
                raise TimeoutError
            return outcome
    finally:
        connection.close()
        plain.close()


def shown(read: bytes) -> str:
    """The beginning of an answer as text that a database takes."""
    return read.decode("utf-8", "replace").replace("\x00", "")

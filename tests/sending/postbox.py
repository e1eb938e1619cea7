"""A real mail server for tests: keeps what it took, refuses whom it is told to."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.house.test_run import any_free_port

Answer = str | None


class Postbox:
    """`refused` maps an address to what the server says of it; hooks run just before it would answer."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.refused: dict[str, str] = {}
        self.on_recipient: Callable[[str], Any] = lambda address: None
        self.on_text: Callable[[EmailMessage], Answer] = lambda message: None
        self.port = 0

    @property
    def ids(self) -> list[str]:
        return [str(each["Message-ID"]) for each in self.taken]

    @property
    def recipients(self) -> list[str]:
        return [str(each["To"]) for each in self.taken]

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        self.on_recipient(address)
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        answer = self.on_text(message)
        if answer is None:
            self.taken.append(message)
        return answer or "250 OK"


@contextmanager
def open_postbox() -> Iterator[Postbox]:
    """On a port that the system chooses."""
    box = Postbox()
    box.port = any_free_port()
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()

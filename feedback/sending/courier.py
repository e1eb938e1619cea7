"""Hands mails to the mail server, one at a time over one connection, and says what became of each.

A mail server takes responsibility for a mail when it has answered the end of its text. What fails before the text is
sent was certainly not taken; a connection that breaks between the text and the answer leaves it open.
"""

from dataclasses import dataclass
from email.utils import parseaddr
from enum import Enum, auto
from smtplib import SMTPDataError, SMTPException, SMTPServerDisconnected
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

TRIES = 2
# "Service closing transmission channel" (RFC 5321, 4.2.1): the server hangs up.
CLOSING = 421
# Enhanced codes of an address that is wrong (RFC 3463, 3.2).
WRONG_ADDRESS = ("5.1.", "5.2.1")


class Fate(Enum):
    TAKEN = auto()
    WRONG_ADDRESS = auto()
    REFUSED = auto()
    LATER = auto()
    UNSURE = auto()


@dataclass(frozen=True)
class Result:
    fate: Fate
    reason: str = ""


class UnreachableError(Exception):
    """The mail server does not answer, or does not let us in: nothing can be sent now."""


def said(code: int, words: Any) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return " ".join(f"{code} {text}".split())[:300]


def text_of(message: EmailMessage) -> bytes:
    made: Any = message.message()
    text: bytes = made.as_bytes(linesep="\r\n")
    return text


class Courier:
    """A connection of the configured mail backend, kept from mail to mail."""

    def __init__(self) -> None:
        self.backend: Any = get_connection()

    def open(self) -> None:
        """Raises UnreachableError."""
        try:
            self.backend.open()
        except (SMTPException, OSError) as error:
            self.close()
            raise UnreachableError(str(error)) from error

    def close(self) -> None:
        try:
            self.backend.close()
        except (SMTPException, OSError):
            self.backend.connection = None

    def hand_over(self, message: EmailMessage) -> Result:
        """What became of it. Raises UnreachableError: then it was not taken."""
        if not isinstance(self.backend, EmailBackend):
            return self._by_backend(message)
        for _try in range(TRIES):
            self.open()
            try:
                refusal = self._announce(message)
            except (SMTPServerDisconnected, OSError):
                # It hung up, as servers do after so many mails: once more over a new connection.
                self.close()
                continue
            return refusal or self._text(message)
        raise UnreachableError("The mail server hangs up before it takes a mail.")

    def _by_backend(self, message: EmailMessage) -> Result:
        """Into a file, to the console, to memory."""
        try:
            self.backend.send_messages([message])
        except OSError as error:
            raise UnreachableError(str(error)) from error
        return Result(Fate.TAKEN)

    def _announce(self, message: EmailMessage) -> Result | None:
        """Says from whom and to whom; a result when the server does not want it."""
        server, encoding = self.backend.connection, message.encoding or "utf-8"
        server.ehlo_or_helo_if_needed()
        code, words = server.mail(sanitize_address(parseaddr(message.from_email)[1], encoding))
        if code != 250:
            # Not this mail but all of them: the sender is not accepted, or we were too fast.
            self.close()
            raise UnreachableError(said(code, words))
        code, words = server.rcpt(sanitize_address(message.to[0], encoding))
        if code in (250, 251):
            return None
        return self._refused(code, Result(Fate.LATER if code < 500 else Fate.WRONG_ADDRESS, said(code, words)))

    def _text(self, message: EmailMessage) -> Result:
        try:
            code, words = self.backend.connection.data(text_of(message))
        except SMTPDataError as error:
            code, words = error.smtp_code, error.smtp_error
        except (SMTPServerDisconnected, OSError) as error:
            self.close()
            return Result(Fate.UNSURE, str(error)[:300])
        if code == 250:
            return Result(Fate.TAKEN)
        reason = said(code, words)
        if code < 500:
            return self._refused(code, Result(Fate.LATER, reason))
        wrong = any(each in reason for each in WRONG_ADDRESS)
        return self._refused(code, Result(Fate.WRONG_ADDRESS if wrong else Fate.REFUSED, reason))

    def _refused(self, code: int, result: Result) -> Result:
        """Ready for the next mail: what was begun is forgotten."""
        try:
            self.backend.connection.rset()
        except (SMTPException, OSError):
            code = CLOSING
        if code == CLOSING:
            self.close()
        return result

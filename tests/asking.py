"""Asking a web server over HTTP as browsers and programs do, and noting when no answer comes."""

import http.client
import json
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

CUT_OFF = 0
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """`status` is CUT_OFF where none came."""

    status: int
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def done(self) -> bool:
        return self.status in (200, 201, 204, 302)

    def json(self) -> Any:
        return json.loads(self.body)


class Client:
    """Keeps its connection open, as browsers and programs do."""

    headers: dict[str, str] = {}

    def __init__(self, port: int, patience: float = 240) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)

    def ask(self, method: str, address: str, body: str | bytes = "", **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            self.connection.request(method, address, body or None, {**self.headers, **named})
            answer = self.connection.getresponse()
            text = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            self.connection.close()
            return Answer(CUT_OFF)
        pairs = [(name.lower(), value) for name, value in answer.getheaders()]
        given = [SimpleCookie(value) for name, value in pairs if name == "set-cookie"]
        cookies = {name: morsel.value for each in given for name, morsel in each.items()}
        return Answer(answer.status, text, dict(pairs), cookies)

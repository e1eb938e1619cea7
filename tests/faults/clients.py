"""Those who use Jauge over HTTP while it is broken, and note what they were told."""

import json
import secrets
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from crm.models import ApiToken
from tests.asking import CUT_OFF, FORM, Answer, Client


class Program(Client):
    """Sends JSON to the API with a token of its person."""

    def __init__(self, port: int, person: Any) -> None:
        super().__init__(port)
        token = ApiToken.issue(person, "Faults", "write")[1]
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def post(self, address: str, body: dict[str, Any], key: str) -> Answer:
        return self.ask("POST", f"/api/{address}", json.dumps(body), Idempotency_Key=key)


class Browser(Client):
    """Signed in."""

    def __init__(self, port: int, person: Any, language: str = "en") -> None:
        super().__init__(port)
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = "crm.sign_in.EmployedBackend"
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.create()
        self.token = secrets.token_hex(16)
        cookies = f"sessionid={session.session_key}; csrftoken={self.token}"
        self.headers = {"Cookie": cookies, "Accept-Language": language}

    def get(self, address: str) -> Answer:
        return self.ask("GET", address)

    def post(self, address: str, data: dict[str, Any], **headers: str) -> Answer:
        words = urllib.parse.urlencode({"csrfmiddlewaretoken": self.token, **data})
        return self.ask("POST", address, words, **{"Content_Type": FORM, "HX_Request": "true", **headers})

    def upload(self, address: str, name: str, content: bytes, **data: str) -> Answer:
        mark = secrets.token_hex(16)
        lines = []
        for each, value in {"csrfmiddlewaretoken": self.token, **data}.items():
            lines.append(f'--{mark}\r\nContent-Disposition: form-data; name="{each}"\r\n\r\n{value}\r\n'.encode())
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
        body = b"".join([*lines, head, content, f"\r\n--{mark}--\r\n".encode()])
        return self.ask("POST", address, body, Content_Type=f"multipart/form-data; boundary={mark}")


@dataclass
class Notes:
    """What clients were told: how often each status, what they know to be done, what was said of what failed."""

    statuses: Counter[int] = field(default_factory=Counter)
    done: list[str] = field(default_factory=list)
    refused: list[Answer] = field(default_factory=list)
    spent: list[float] = field(default_factory=list)
    failed_at: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, name: str, answer: Answer, seconds: float) -> None:
        with self.lock:
            self.statuses[answer.status] += 1
            self.spent.append(seconds)
            if answer.done:
                self.done.append(name)
                return
            self.failed_at.append(time.monotonic())
            if answer.status != CUT_OFF:
                self.refused.append(answer)

    def until_done(self, name: str, ask: Callable[[], Answer], patience: float = 240) -> Answer:
        """Asks the same again until it is done, as a careful client does."""
        end = time.monotonic() + patience
        while True:
            begin = time.monotonic()
            answer = ask()
            self.note(name, answer, time.monotonic() - begin)
            if answer.done or (answer.status not in (CUT_OFF, 502, 503) and answer.status < 500):
                return answer
            assert time.monotonic() < end, f"{name} never got through: {answer.status}"
            time.sleep(0.1)


def together(works: Iterable[Callable[[], None]]) -> None:
    """All at once, each in a thread; what one raises is raised here."""
    errors: list[BaseException] = []

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 -- raised below, in the thread of the test
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,), daemon=True) for work in works]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    if errors:
        raise errors[0]

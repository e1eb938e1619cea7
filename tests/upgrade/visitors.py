"""Those who ask whichever web servers are in front, each request another one, and note what they were told."""

import secrets
import threading
import time
import urllib.parse
from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import count
from typing import Any

from tests.asking import CUT_OFF, FORM, Answer, Client

FINE = {200, 201, 204, 302}


class Front:
    """The web servers that get requests, by name, as a proxy has them."""

    def __init__(self) -> None:
        self.ports: dict[str, int] = {}
        self.lock, self.number = threading.Lock(), count()

    def next(self) -> tuple[str, int]:
        with self.lock:
            names = list(self.ports)
            name = names[next(self.number) % len(names)]
            return name, self.ports[name]

    def open(self, name: str, port: int) -> None:
        with self.lock:
            self.ports[name] = port

    def close(self, name: str) -> None:
        """No request is sent to it any more; those under way go on."""
        with self.lock:
            del self.ports[name]


class Ledger:
    """What was answered by whom, what is known to be stored, what went wrong."""

    def __init__(self) -> None:
        self.answers: dict[str, Counter[int]] = defaultdict(Counter)
        self.spent: dict[str, list[float]] = defaultdict(list)
        self.done: dict[str, list[str]] = defaultdict(list)
        self.faults: list[str] = []
        self.phase = ""
        self.lock = threading.Lock()

    def answered(self, server: str, what: str, answer: Answer, seconds: float) -> None:
        with self.lock:
            self.answers[f"{self.phase}, {server}"][answer.status] += 1
            self.spent[self.phase].append(seconds)
            if "/account/login/" in answer.headers.get("location", ""):
                self.faults.append(f"{self.phase}: {what} by the {server} version: has to sign in again")
            elif answer.status not in FINE:
                status = "no answer" if answer.status == CUT_OFF else answer.status
                self.faults.append(f"{self.phase}: {what} by the {server} version: {status} {answer.body[:300]}")

    def stored(self, kind: str, name: str) -> None:
        with self.lock:
            self.done[kind].append(name)

    def wrong(self, sentence: str) -> None:
        with self.lock:
            self.faults.append(f"{self.phase}: {sentence}")


class Visitor:
    """A browser or a program: its headers, and a connection to each server that is kept open."""

    def __init__(self, front: Front, ledger: Ledger, **headers: str) -> None:
        self.front, self.ledger = front, ledger
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.clients: dict[int, Client] = {}
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, address: str, body: str | bytes = "", **headers: str) -> Answer:
        server, port = self.front.next()
        client = self.clients.setdefault(port, Client(port))
        client.headers = self.headers | ({"Cookie": "; ".join(f"{n}={v}" for n, v in self.cookies.items())})
        begin = time.monotonic()
        answer = client.ask(method, address, body, **headers)
        self.ledger.answered(server, f"{method} {address}", answer, time.monotonic() - begin)
        self.cookies |= answer.cookies
        return answer

    def get(self, address: str) -> Answer:
        return self.ask("GET", address)

    def post(self, address: str, fields: dict[str, Any], **headers: str) -> Answer:
        words = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **fields}
        return self.ask("POST", address, urllib.parse.urlencode(words), Content_Type=FORM, **headers)

    def sign_in(self, name: str, password: str) -> None:
        self.get("/account/login/")
        answer = self.post("/account/login/", {"login": name, "password": password})
        assert "sessionid" in self.cookies, f"{name} cannot sign in: {answer.status} {answer.body[:2000]}"

    def upload(self, address: str, name: str, content: str) -> Answer:
        mark = secrets.token_hex(16)
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = f"{head}{content}\r\n--{mark}--\r\n".encode()
        return self.ask("POST", address, body, Content_Type=f"multipart/form-data; boundary={mark}")


class Crowd:
    """Works that are done again and again, each in a thread, until they are to end."""

    def __init__(self, ledger: Ledger, pause: float) -> None:
        self.ledger, self.pause = ledger, pause
        self.over = threading.Event()
        self.threads: list[threading.Thread] = []

    def does(self, work: Callable[[int], None], pause: float | None = None) -> None:
        thread = threading.Thread(target=self.again_and_again, args=(work, pause or self.pause), daemon=True)
        self.threads.append(thread)
        thread.start()

    def again_and_again(self, work: Callable[[int], None], pause: float) -> None:
        for turn in count():
            if self.over.is_set():
                return
            try:
                work(turn)
            except Exception as error:  # noqa: BLE001 -- told at the end, as everything that went wrong
                self.ledger.wrong(f"{type(error).__name__}: {error}"[:500])
            time.sleep(pause)

    def end(self) -> None:
        """Each finishes what it is at."""
        self.over.set()
        for thread in self.threads:
            thread.join()

"""Another system on 127.0.0.1: notes what it is sent, answers what it is told to."""

import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Message:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


@dataclass
class Receiver:
    """`answers` are given one after the other, the last for ever."""

    answers: list[int] = field(default_factory=lambda: [200])
    text: bytes = b"thanks"
    # How long it thinks before it answers, and between the bytes of its answer.
    thinks: float = 0
    drips: float = 0
    messages: list[Message] = field(default_factory=list)
    location: str = ""
    port: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/hooks?key=1"

    def next_answer(self) -> int:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def handler_for(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.messages.append(Message(self.path, dict(self.headers), body))
            time.sleep(receiver.thinks)
            self.send_response(receiver.next_answer())
            if receiver.location:
                self.send_header("Location", receiver.location)
            self.send_header("Content-Length", str(len(receiver.text)))
            self.end_headers()
            try:
                if not receiver.drips:
                    self.wfile.write(receiver.text)
                    return
                for byte in receiver.text:
                    self.wfile.write(bytes([byte]))
                    time.sleep(receiver.drips)
            except OSError:
                # It was asked by somebody who has hung up.
                return

        def log_message(self, *_words: Any) -> None:
            """Says nothing."""

    return Handler


def listening(receiver: Receiver) -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(receiver))
    receiver.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    return server

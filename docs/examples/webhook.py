"""Receives webhooks of Jauge, with Python's standard library alone: copy it and change it.

SECRET=whsec_… PORT=8099 python webhook.py
"""

import hashlib
import hmac
import json
import os
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

# Older messages are refused: whoever has caught one cannot send it again later.
SECONDS = 300


def is_from_jauge(secret, header, body, now=None):
    """Whether the header `Jauge-Signature` is Jauge's for this body (bytes, exactly as received)."""
    parts = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    moment = parts.get("t", "")
    if not moment.isdecimal() or abs((now or time.time()) - int(moment)) > SECONDS:
        return False
    expected = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, parts.get("v1", ""))


class Receiver(BaseHTTPRequestHandler):
    # Ids of events that came already: keep them where a restart does not lose them.
    known = set()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not is_from_jauge(os.environ["SECRET"], self.headers.get("Jauge-Signature", ""), body):
            self.send_error(401)
            return
        event = json.loads(body)
        if event["id"] not in self.known:
            self.known.add(event["id"])
            print(event["type"], event["occurred_at"], event["data"], flush=True)
        # Answer soon, and work afterwards: after ten seconds Jauge takes it for lost and sends it again.
        self.send_response(204)
        self.end_headers()


if __name__ == "__main__":
    HTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8099"))), Receiver).serve_forever()

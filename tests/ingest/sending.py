"""Messages as the systems send them: signed, with their headers."""

import json
import time
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import reverse

from crm.ingest.signatures import in_base64, stamped
from crm.models import IngestDelivery, IngestSource

FIXTURES = Path(__file__).parent / "fixtures"


def fixture(name: str, **changed: Any) -> dict[str, Any]:
    """A message written from the shop's documentation, with some fields changed."""
    return {**json.loads((FIXTURES / f"{name}.json").read_text()), **changed}


class Sender:
    """Sends to a source what its kind of system sends."""

    def __init__(self, source: IngestSource) -> None:
        self.source = source
        self.client = Client()

    @property
    def address(self) -> str:
        return reverse("ingest:receive", args=[self.source.address])

    def headers(self, topic: str, body: bytes, secret: str = "") -> dict[str, str]:
        key = (secret or self.source.secret).encode()
        if self.source.kind == "woocommerce":
            return {"X-WC-Webhook-Topic": topic, "X-WC-Webhook-Signature": in_base64(key, body)}
        if self.source.kind == "shopify":
            return {
                "X-Shopify-Topic": topic, "X-Shopify-Hmac-SHA256": in_base64(key, body),
                "X-Shopify-Webhook-Id": "b39d2c2f", "X-Shopify-Event-Id": "98880550",
            }  # fmt: skip
        stamp = str(int(time.time()))
        return {"Jauge-Signature": f"t={stamp},v1={stamped(key, stamp, body)}"}

    def post(self, body: bytes, headers: dict[str, str]) -> Any:
        return self.client.post(self.address, body, content_type="application/json", headers=headers)

    def send(self, topic: str, message: Any, secret: str = "") -> Any:
        body = message if isinstance(message, bytes) else json.dumps(message).encode()
        return self.post(body, self.headers(topic, body, secret))

    def say(self, kind: str, key: str, at: str, **more: Any) -> Any:
        """One of our own documents."""
        return self.send("", {"type": kind, "id": key, "occurred_at": at, **more})

    def last(self) -> IngestDelivery:
        found: IngestDelivery = self.source.deliveries.order_by("-pk")[0]
        return found

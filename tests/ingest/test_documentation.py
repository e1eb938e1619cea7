"""What docs/ingest.md shows is what is taken."""

import json
import re
from pathlib import Path
from typing import Any

from crm.ingest import generic, receiving, shopify, woocommerce
from crm.models import Activity, ActivityType, Cart, Sale
from tests.ingest.sending import Sender

DOCUMENT = (Path(__file__).parents[2] / "docs" / "ingest.md").read_text()


def shown(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", DOCUMENT, re.S)


def test_every_document_that_is_shown_is_recorded(system: Sender, call_type: ActivityType) -> None:
    examples: list[dict[str, Any]] = [json.loads(text) for text in shown("json")]
    for each in examples:
        answer = system.send("", each)
        assert (answer.status_code, answer.json()["outcome"]) == (200, "applied"), (each, answer.content)
    told = {each["type"] for each in examples}
    assert told | {"cart.created"} == set(generic.READERS)
    assert [each.cancelled_on is not None for each in Sale.objects.all()] == [True, True]
    assert Cart.objects.get().sale == Sale.objects.get(kind="sale")
    assert Activity.objects.get().duration_seconds == 312


def test_the_signature_that_is_shown_is_right(system: Sender) -> None:
    known: dict[str, Any] = {}
    exec(shown("python")[0], known)
    body = b'{"type": "sale.recorded", "id": "1", "occurred_at": "2025-03-10T10:00:00Z", "amount": 5}'
    header = known["signature"](system.source.secret, body)
    assert system.post(body, {"Jauge-Signature": header}).status_code == 200


def test_the_numbers_that_are_shown_are_right() -> None:
    assert f"{receiving.PER_SOURCE.most:,} messages in a minute" in DOCUMENT
    assert f"at most {receiving.UNSIGNED.most} in ten minutes" in DOCUMENT
    assert receiving.UNSIGNED.seconds == 600


def test_the_states_that_are_shown_are_right() -> None:
    for state in woocommerce.SOLD | {"cancelled", "failed"}:
        assert f"`{state}`" in DOCUMENT
    assert {"voided", "expired"} == shopify.ENDED

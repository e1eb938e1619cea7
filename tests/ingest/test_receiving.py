"""What is sent to a source is signed, or refused; what is of no use is well received, so that no shop gives up."""

import json
import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from crm.ingest import receiving
from crm.ingest.signatures import stamped
from crm.models import Cart, IngestDelivery, IngestSource, Sale
from crm.rate_limits import Limit
from tests.ingest.sending import Sender, fixture

ORDER = "order.updated"
AT = "2025-03-10T10:00:00+01:00"


def test_a_signed_order_becomes_a_sale(woocommerce: Sender) -> None:
    answer = woocommerce.send(ORDER, fixture("woocommerce_order"))
    assert (answer.status_code, answer.json()["outcome"]) == (200, "applied")
    assert Sale.objects.get().amount == 110
    line = woocommerce.last()
    assert (line.topic, line.external_id, line.outcome, line.status) == (ORDER, "4711", "applied", 200)
    assert IngestSource.objects.get().received_at is not None


@pytest.mark.parametrize("kind", ["woocommerce", "shopify", "generic"])
def test_a_wrong_signature_changes_nothing_and_is_noted(kind: str, request: Any) -> None:
    sender: Sender = request.getfixturevalue("system" if kind == "generic" else kind)
    message = {"type": "sale.recorded", "id": "1", "occurred_at": AT, "amount": "5"}
    assert sender.send(ORDER, message, secret="another").status_code == 401
    assert sender.post(json.dumps(message).encode(), {}).status_code == 401
    assert not Sale.objects.exists()
    assert sender.last().outcome == "unsigned"
    assert IngestSource.objects.get().received_at is None


def test_a_body_that_was_changed_on_the_way_is_refused(shopify: Sender) -> None:
    body = json.dumps(fixture("shopify_order")).encode()
    headers = shopify.headers("orders/create", body)
    assert shopify.post(body.replace(b"133.10", b"933.10"), headers).status_code == 401


def test_an_old_signature_of_ours_is_refused(system: Sender) -> None:
    body = json.dumps({"type": "sale.recorded", "id": "1", "occurred_at": AT, "amount": "5"}).encode()
    for age, status in ((400, 401), (-400, 401), (200, 200)):
        stamp = str(int(time.time()) - age)
        headers = {"Jauge-Signature": f"t={stamp},v1={stamped(system.source.secret.encode(), stamp, body)}"}
        assert system.post(body, headers).status_code == status


@pytest.mark.parametrize(
    "header", ["", "t=,v1=", "v1=00", "t=1,t=2,v1=00", "t=x,v1=00", "t=9" + "9" * 40 + ",v1=0", "é"]
)
def test_broken_signatures_are_refused(system: Sender, header: str) -> None:
    assert system.post(b"{}", {"Jauge-Signature": header}).status_code == 401


def test_the_former_secret_opens_for_an_hour(woocommerce: Sender) -> None:
    former = woocommerce.source.secret
    woocommerce.source.change_secret()
    assert woocommerce.source.secret != former
    message = fixture("woocommerce_order")
    assert woocommerce.send(ORDER, message, secret=former).status_code == 200
    assert woocommerce.send(ORDER, message).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert woocommerce.send(ORDER, message, secret=former).status_code == 401


def test_an_address_that_is_unknown_or_switched_off_is_not_found(woocommerce: Sender, client: Client) -> None:
    assert client.post("/ingest/nothing/", b"{}", content_type="application/json").status_code == 404
    IngestSource.objects.update(active=False)
    assert woocommerce.send(ORDER, fixture("woocommerce_order")).status_code == 404
    assert client.get(woocommerce.address).status_code == 405


def test_nobody_tries_addresses_without_end(db: None, client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(receiving, "UNKNOWN", Limit("ingest-unknown", 1))
    found = [client.post("/ingest/nothing/", b"{}", content_type="application/json").status_code for _try in range(2)]
    assert found == [404, 429]


def test_a_flood_is_slowed_down(system: Sender, monkeypatch: Any) -> None:
    monkeypatch.setattr(receiving, "PER_SOURCE", Limit("ingest-source", 1))
    found = [system.say("sale.recorded", "1", AT, amount="5") for _try in range(2)]
    assert [each.status_code for each in found] == [200, 429]
    assert found[1].headers["Retry-After"] == "60"


def test_forgeries_do_not_fill_the_log(system: Sender, monkeypatch: Any) -> None:
    monkeypatch.setattr(receiving, "UNSIGNED", Limit("ingest-unsigned", 2))
    for _try in range(5):
        system.post(b"{}", {})
    assert IngestDelivery.objects.count() == 2


def test_the_ping_of_woocommerce_is_answered(woocommerce: Sender) -> None:
    """It comes unsigned and as a form; anything else without a signature is refused."""
    answer = woocommerce.client.post(
        woocommerce.address, b"webhook_id=12", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 200
    assert woocommerce.last().outcome == "unused"
    assert woocommerce.post(b"webhook_id=12&id=1", {}).status_code == 401


@pytest.mark.parametrize(
    ("kind", "topic", "message"),
    [
        ("woocommerce", "customer.created", {"id": 5}),
        ("woocommerce", "product.updated", {"id": 5}),
        ("shopify", "customers/create", {"id": 5}),
        ("shopify", "customers/redact", {}),
        ("shopify", "orders/create", fixture("shopify_order", test=True)),
        ("system", "", {"type": "lamp.lit", "id": "1"}),
    ],
)
def test_what_is_not_used_is_well_received(kind: str, topic: str, message: Any, request: Any) -> None:
    sender: Sender = request.getfixturevalue(kind)
    answer = sender.send(topic, message)
    assert (answer.status_code, answer.json()["outcome"]) == (200, "unused")
    assert sender.last().message
    assert not Sale.objects.exists() and not Cart.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"5", b"\xff", b'{"a": NaN}', b"[" * 100_000, b'{"id": "\\ud800"}'])
def test_what_is_no_json_object_is_refused(system: Sender, body: bytes) -> None:
    answer = system.send("", body)
    assert answer.status_code == 400
    assert answer.json()["detail"]
    assert system.last().outcome == "refused"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"amount": "five"}, "“amount” is no number"),
        ({"amount": "-5"}, "“amount” is negative"),
        ({"amount": "9" * 20}, "“amount” is larger than what can be stored"),
        ({"amount": None}, "Give the amount"),
        ({"id": ""}, "“id” is missing"),
        ({"id": "x" * 101}, "“id” is longer than 100 characters"),
        ({"occurred_at": "yesterday"}, "“occurred_at” is no moment"),
        ({"occurred_at": "2025-03-10T10:00:00"}, "“occurred_at” is no moment"),
        ({"occurred_at": "2199-03-10T10:00:00Z"}, "“occurred_at” is in the future"),
        ({"currency": "euro"}, "“currency” is no currency"),
        ({"currency": "USD"}, "There is no exchange rate for USD"),
        ({"ammount": "5"}, "“ammount” is no field of it"),
        ({"lines": [{"amount": "5", "quantity": "0"}]}, "“lines.0.quantity” is not more than 0"),
        ({"lines": [{"amount": "5", "quantity": "99999999999"}]}, "larger than what can be stored"),
        ({"lines": "none"}, "“lines” is no list of objects"),
        ({"customer": {"account": "nobody"}}, "There is no account with the external id “nobody”"),
        ({"customer": []}, ""),
    ],
)
def test_what_says_nonsense_is_refused_with_the_reason(system: Sender, changed: Any, said: str) -> None:
    message = {"type": "sale.recorded", "id": "7", "occurred_at": AT, "amount": "5", **changed}
    answer = system.send("", message)
    if not said:
        assert answer.status_code == 200
        return
    assert answer.status_code == 422
    assert said in answer.json()["detail"]
    assert said in system.last().message
    assert not Sale.objects.exists()


def test_a_message_that_is_too_large_is_refused(system: Sender, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    assert system.say("sale.recorded", "1", AT, amount="5", number="x" * 2000).status_code == 413
    assert system.last().status == 413


def test_sentences_are_in_the_language_of_the_company(system: Sender) -> None:
    from crm.models import Company

    company = Company.current()
    company.language = "fr"
    company.save()
    answer = system.say("sale.recorded", "1", AT, amount="cinq")
    assert "n’est pas un nombre" in answer.json()["detail"]


def test_deliveries_are_forgotten_after_thirty_days(system: Sender) -> None:
    system.say("sale.recorded", "1", AT, amount="5")
    IngestDelivery.objects.update(at=timezone.now() - timedelta(days=31))
    system.say("sale.recorded", "2", AT, amount="5")
    IngestDelivery.forget_old()
    assert [each.external_id for each in IngestDelivery.objects.all()] == ["2"]


def test_forgetting_is_a_chore() -> None:
    from crm import due

    assert IngestDelivery.forget_old in due._CHORES

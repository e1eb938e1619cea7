"""Administrators make webhooks, try them, read what became of messages and send them again."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from crm.models import Opportunity, WebhookDelivery, WebhookEndpoint
from crm.webhooks import outbox, sending
from tests.people import People
from tests.webhooks.receiver import Receiver

State = WebhookDelivery.State


@pytest.fixture
def admin(client: Client, people: People) -> Client:
    client.force_login(people.admin)
    return client


def post(client: Client, name: str, pk: int | None = None, **words: Any) -> Any:
    return client.post(reverse(f"crm:{name}", args=[pk] if pk else []), words)


def test_the_secret_is_shown_when_it_is_made_and_never_again(admin: Client, people: People, receiver: Receiver) -> None:
    words = {"description": "Accounting", "address": receiver.address, "types": ["opportunity.won"]}
    answer = post(admin, "webhook_new", **words)
    made = WebhookEndpoint.objects.get()
    assert made.secret in answer.content.decode() and answer["Cache-Control"] == "no-store"
    assert (made.created_by, made.types, made.active) == (people.admin, ["opportunity.won"], True)
    for address in (f"/settings/webhooks/{made.pk}/", f"/settings/webhooks/{made.pk}/edit/", "/settings/webhooks/",
                    f"/admin/crm/webhookendpoint/{made.pk}/change/"):  # fmt: skip
        assert made.secret not in admin.get(address).content.decode()
    renewed = post(admin, "webhook_secret", made.pk)
    fresh = WebhookEndpoint.objects.get()
    assert fresh.secret != made.secret and fresh.secret in renewed.content.decode()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("http://127.0.0.1/", "Use https"),
        ("https://127.0.0.1/", "not on the public Internet"),
        ("https://169.254.169.254/latest/", "not on the public Internet"),
        ("https://[::1]/", "not on the public Internet"),
        ("https://me:word@8.8.8.8/", "Leave name and password out"),
        ("https://8.8.8.8:8443/", "Port 8443"),
        ("mill", "This is not an address"),
    ],
)
def test_an_address_that_is_refused_is_told_beside_the_field(admin: Client, address: str, told: str) -> None:
    answer = post(admin, "webhook_new", description="Accounting", address=address, types=["opportunity.won"])
    assert answer.status_code == 422
    assert told in str(answer.context["form"].errors["address"])
    assert address in answer.content.decode()
    assert not WebhookEndpoint.objects.exists()


def test_it_needs_a_name_and_an_event(admin: Client, receiver: Receiver) -> None:
    answer = post(admin, "webhook_new", description="", address=receiver.address)
    assert answer.status_code == 422 and set(answer.context["form"].errors) == {"description", "types"}


def test_changing_it(admin: Client, endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    endpoint.types, endpoint.objectives_seen_at = ["opportunity.won"], timezone.now()
    endpoint.save()
    words = {"description": "Books", "address": receiver.address}
    assert post(admin, "webhook_edit", endpoint.pk, **words, types=["opportunity.won"]).status_code == 302
    endpoint.refresh_from_db()
    assert endpoint.description == "Books" and endpoint.objectives_seen_at is not None
    post(admin, "webhook_edit", endpoint.pk, **words, types=["opportunity.won", "objective.reached"])
    endpoint.refresh_from_db()
    assert endpoint.secret == "whsec_known" and endpoint.objectives_seen_at is None


def test_a_test_message(admin: Client, endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    endpoint.turn_off()
    answer = admin.post(reverse("crm:webhook_test", args=[endpoint.pk]), follow=True)
    assert "The test message arrived." in answer.content.decode() and "thanks" in answer.content.decode()
    assert "<h1>Test message" in answer.content.decode()
    assert receiver.messages[0].said["type"] == "ping"
    receiver.answers = [500]
    answer = admin.post(reverse("crm:webhook_test", args=[endpoint.pk]), follow=True)
    assert "The test message did not arrive" in answer.content.decode()
    endpoint.refresh_from_db()
    assert (endpoint.failures, endpoint.deliveries.filter(state=State.FAILED).count()) == (0, 1)


def test_the_log_by_state(admin: Client, endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    for _each in range(3):
        outbox.ping(endpoint)
    receiver.answers = [200, 500, 500]
    sending.send_due()
    found = {state: len(log(admin, endpoint, state)) for state in ("", "delivered", "failed", "waiting", "odd")}
    assert found == {"": 3, "delivered": 1, "failed": 1, "waiting": 1, "odd": 3}


def log(client: Client, endpoint: WebhookEndpoint, state: str) -> list[Any]:
    answer = client.get(reverse("crm:webhook", args=[endpoint.pk]), {"state": state})
    assert answer.status_code == 200
    return list(answer.context["page"].object_list)


def test_a_delivery_is_sent_again(
    admin: Client, endpoint: WebhookEndpoint, opportunity: Opportunity, receiver: Receiver, monkeypatch: Any
) -> None:
    rung: list[int] = []
    monkeypatch.setattr("crm.views.settings.webhooks.ring_for_webhooks", lambda: rung.append(1))
    opportunity.win()
    sending.send_due()
    delivery = endpoint.deliveries.get()
    page = admin.get(reverse("crm:delivery", args=[delivery.pk])).content.decode()
    assert "opportunity.won" in page and "thanks" in page and str(delivery.uid) in page
    post(admin, "delivery_resend", delivery.pk)
    post(admin, "delivery_resend", delivery.pk)
    assert rung == [1]
    sending.send_due()
    assert len(receiver.messages) == 2
    endpoint.turn_off()
    answer = admin.post(reverse("crm:delivery_resend", args=[delivery.pk]), follow=True)
    assert "turn it on first" in answer.content.decode()
    delivery.refresh_from_db()
    assert delivery.state == State.DELIVERED


def test_a_turned_off_one_is_told_and_turned_on(admin: Client, endpoint: WebhookEndpoint, monkeypatch: Any) -> None:
    rung: list[int] = []
    monkeypatch.setattr("crm.views.settings.webhooks.ring_for_webhooks", lambda: rung.append(1))
    since = timezone.now() - timedelta(days=4)
    WebhookEndpoint.objects.update(active=False, failures=9, failing_since=since, turned_off_at=timezone.now())
    for address in ("/settings/", "/settings/webhooks/", f"/settings/webhooks/{endpoint.pk}/"):
        assert "nothing has arrived" in admin.get(address).content.decode()
    post(admin, "webhook_switch", endpoint.pk)
    endpoint.refresh_from_db()
    assert (endpoint.active, endpoint.failures, endpoint.turned_off_at, rung) == (True, 0, None, [1])
    assert "nothing has arrived" not in admin.get("/settings/").content.decode()
    post(admin, "webhook_switch", endpoint.pk)
    endpoint.refresh_from_db()
    assert (endpoint.active, endpoint.turned_off_at) == (False, None)


def test_deleting_it(admin: Client, endpoint: WebhookEndpoint) -> None:
    outbox.ping(endpoint)
    post(admin, "webhook_delete", endpoint.pk)
    assert not WebhookEndpoint.objects.exists() and not WebhookDelivery.objects.exists()


def test_in_french(admin: Client, endpoint: WebhookEndpoint) -> None:
    delivery = outbox.ping(endpoint)
    admin.cookies["django_language"] = "fr"
    assert "Envoyer un message d’essai" in admin.get(reverse("crm:webhook", args=[endpoint.pk])).content.decode()
    assert "Ce qui est envoyé" in admin.get(reverse("crm:delivery", args=[delivery.pk])).content.decode()

"""Webhooks through the API: made with a secret that is shown once, changed, tried, and sent again; administrators alone."""

from typing import Any

from crm.models import ApiReplay, WebhookDelivery, WebhookEndpoint
from crm.webhooks import outbox
from tests.api.conftest import Program
from tests.webhooks.conftest import receiver
from tests.webhooks.receiver import Receiver

__all__ = ["receiver"]


def made(admin: Program, receiver: Receiver) -> dict[str, Any]:
    body = {"description": "Accounting", "address": receiver.address, "types": ["opportunity.won"]}
    answer = admin.send("POST", "webhooks/", body)
    assert answer.status_code == 201, answer.content
    found: dict[str, Any] = answer.json()
    return found


def test_the_secret_is_shown_once_and_once_again_when_renewed(admin: Program, receiver: Receiver) -> None:
    own = made(admin, receiver)
    endpoint = WebhookEndpoint.objects.get()
    assert (own["secret"], endpoint.created_by_id) == (endpoint.secret, own["created_by"])
    address = f"webhooks/{own['id']}/"
    for told in (admin.send("GET", address), admin.send("PATCH", address, {"types": ["opportunity.lost"]})):
        assert "secret" not in told.json()
    assert "whsec" not in admin.get("/api/webhooks/").content.decode()
    renewed = admin.send("POST", f"{address}secret/", {}).json()["secret"]
    endpoint.refresh_from_db()
    assert renewed == endpoint.secret != own["secret"]
    assert endpoint.types == ["opportunity.lost"]
    assert admin.send("DELETE", address).status_code == 204


def test_sent_again_with_its_key_the_secret_is_not_shown_again(admin: Program, receiver: Receiver) -> None:
    body = {"description": "Accounting", "address": receiver.address, "types": ["opportunity.won"]}
    first, again = (admin.send("POST", "webhooks/", body, idempotency_key="k-1").json() for _time in range(2))
    assert again == {**first, "secret": ""} and first["secret"] == WebhookEndpoint.objects.get().secret
    assert first["secret"] not in ApiReplay.objects.get().body


def test_it_is_tried_turned_off_and_on(admin: Program, receiver: Receiver) -> None:
    address = f"webhooks/{made(admin, receiver)['id']}/"
    arrived = admin.send("POST", f"{address}ping/", {}).json()
    assert (arrived["state"], arrived["status"], arrived["type"]) == ("delivered", 200, "ping")
    assert len(receiver.messages) == 1
    assert admin.send("POST", f"{address}deactivate/", {}).json()["active"] is False
    refused = admin.send("POST", f"webhook-deliveries/{arrived['id']}/resend/", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "turned_off")
    assert admin.send("POST", f"{address}activate/", {}).json()["active"] is True
    again = admin.send("POST", f"webhook-deliveries/{arrived['id']}/resend/", {})
    assert (again.status_code, again.json()["state"]) == (200, "waiting")
    twice = admin.send("POST", f"webhook-deliveries/{arrived['id']}/resend/", {})
    assert (twice.status_code, twice.json()["code"]) == (409, "waiting")


def test_deliveries_are_listed_by_webhook_and_state(admin: Program, receiver: Receiver) -> None:
    first, second = made(admin, receiver), made(admin, receiver)
    for own in (first, second):
        outbox.ping(WebhookEndpoint.objects.get(pk=own["id"]))
    WebhookDelivery.objects.filter(endpoint=first["id"]).update(state="failed", next_attempt_at=None)
    found = admin.results(f"webhook-deliveries/?webhook={first['id']}&state=failed")
    assert [each["webhook"] for each in found] == [first["id"]]
    assert admin.results(f"webhook-deliveries/?webhook={second['id']}&state=failed") == []


def test_what_may_not_be_told_is_refused_beside_its_field(admin: Program, manager: Program) -> None:
    body = {"description": "Inside", "address": "https://127.0.0.1/", "types": ["opportunity.won"]}
    refused = admin.send("POST", "webhooks/", body)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "address")
    refused = admin.send("POST", "webhooks/", {**body, "types": ["opportunity.eaten"]})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "types.0")
    assert manager.send("GET", "webhooks/").status_code == 403

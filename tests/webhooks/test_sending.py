"""Deliveries are signed, tried again later and later, given up in the end; whoever never answers is turned off."""

import hmac
import socket
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from crm.models import Company, Opportunity, WebhookDelivery, WebhookEndpoint, WebhookEvent
from crm.webhooks import outbox, posting, sending
from crm.webhooks.posting import Outcome, post
from tests.people import People
from tests.webhooks.receiver import Receiver

State = WebhookDelivery.State


@pytest.fixture
def won(endpoint: WebhookEndpoint, opportunity: Opportunity, people: People) -> WebhookDelivery:
    opportunity.win(by=people.rep)
    outbox.prepare()
    return endpoint.deliveries.get()


def later(**time: int) -> Any:
    return time_machine.travel(timezone.now() + timedelta(**time), tick=True)


def test_a_message(won: WebhookDelivery, opportunity: Opportunity, receiver: Receiver, people: People) -> None:
    assert sending.send_due() is False
    (message,) = receiver.messages
    assert message.path == "/hooks?key=1"
    assert message.headers["Content-Type"].startswith("application/json")
    assert message.headers["Jauge-Event"] == "opportunity.won"
    assert message.headers["Jauge-Delivery"] == str(won.uid)
    said = message.said
    assert said["id"] == str(won.event.uid)
    assert (said["type"], said["company"]) == ("opportunity.won", "Jauge")
    assert datetime.fromisoformat(said["occurred_at"]) == won.event.occurred_at.replace(
        microsecond=won.event.occurred_at.microsecond // 1000 * 1000
    )
    told = said["data"]["opportunity"]
    assert (told["id"], told["name"], told["outcome"], told["amount"]) == (opportunity.pk, "Roof", "won", "1000.00")
    assert (said["data"]["change"]["kind"], said["data"]["change"]["by"]) == ("won", people.rep.pk)
    won.refresh_from_db()
    assert (won.state, won.status, won.answer, won.attempts) == (State.DELIVERED, 200, "thanks", 1)


def test_the_signature_is_over_the_moment_and_the_very_body(won: WebhookDelivery, receiver: Receiver) -> None:
    sending.send_due()
    (message,) = receiver.messages
    parts = dict(part.split("=") for part in message.headers["Jauge-Signature"].split(","))
    assert abs(int(parts["t"]) - timezone.now().timestamp()) < 60
    digest = hmac.new(b"whsec_known", f"{parts['t']}.".encode() + message.body, sha256).hexdigest()
    assert parts["v1"] == digest


def test_it_is_tried_again_later_with_the_same_id(won: WebhookDelivery, receiver: Receiver) -> None:
    receiver.answers = [500, 503, 200]
    for minutes, state in ((0, State.WAITING), (2, State.WAITING), (8, State.DELIVERED)):
        with later(minutes=minutes):
            sending.send_due()
            # Nothing is due before its time.
            sending.send_due()
        won.refresh_from_db()
        assert won.state == state
    assert won.attempts == 3
    assert len({(each.headers["Jauge-Delivery"], each.body) for each in receiver.messages}) == 1
    assert WebhookEndpoint.objects.get().failures == 0


def test_the_waits_between_attempts(won: WebhookDelivery, receiver: Receiver) -> None:
    receiver.answers = [500]
    now, waited = timezone.now(), []
    while won.state == State.WAITING:
        WebhookEndpoint.objects.update(active=True, failures=0, failing_since=None, turned_off_at=None)
        with time_machine.travel(now, tick=False):
            sending.send_due()
        won.refresh_from_db()
        if won.next_attempt_at:
            waited.append((won.next_attempt_at - now).total_seconds() / 60)
            now = won.next_attempt_at
    assert waited == [1, 5, 30, 120, 360, 1440, 1440, 1440]
    assert (won.state, won.attempts, won.status) == (State.FAILED, 9, 500)


@pytest.mark.parametrize("status", [301, 302, 307, 400, 404, 410, 500])
def test_only_a_2xx_is_success_and_no_redirect_is_followed(
    won: WebhookDelivery, receiver: Receiver, status: int
) -> None:
    receiver.answers, receiver.location = [status], receiver.address
    sending.send_due()
    won.refresh_from_db()
    assert (won.state, won.status, len(receiver.messages)) == (State.WAITING, status, 1)


def test_a_worker_that_dies_leaves_it_to_another(won: WebhookDelivery, receiver: Receiver) -> None:
    dead = sending.claim(won.pk)
    assert dead is not None
    sending.send_due()
    assert receiver.messages == []
    with later(minutes=3):
        sending.send_due()
        won.refresh_from_db()
        assert (won.state, won.attempts) == (State.DELIVERED, 2)
        # The dead one was only slow: what it found out counts no more.
        sending.mark(won, dead, Outcome(500))
    won.refresh_from_db()
    assert (won.state, won.status) == (State.DELIVERED, 200)
    assert receiver.messages[0].headers["Jauge-Delivery"] == str(won.uid)


def test_a_claim_is_had_by_one(won: WebhookDelivery) -> None:
    assert sending.claim(won.pk) is not None
    assert sending.claim(won.pk) is None
    assert sending.claim_next(()) is None


def test_one_that_is_down_does_not_hold_up_the_others(
    won: WebhookDelivery, opportunity: Opportunity, receiver: Receiver
) -> None:
    down = WebhookEndpoint.objects.create(description="Down", address="http://127.0.0.1:1/", types=["opportunity.lost"])
    other = WebhookEndpoint.objects.create(description="Up", address=receiver.address, types=["opportunity.lost"])
    opportunity.lose()
    Opportunity.objects.get().reopen()
    Opportunity.objects.get().lose()
    sending.send_due()
    assert sorted(down.deliveries.values_list("attempts", flat=True)) == [0, 1]
    assert set(other.deliveries.values_list("state", flat=True)) == {State.DELIVERED}


def test_what_is_left_when_time_is_up_is_said(won: WebhookDelivery, receiver: Receiver) -> None:
    assert sending.send_due(seconds=-1) is True
    won.refresh_from_db()
    assert (won.attempts, won.claimed_by, receiver.messages) == (0, None, [])
    assert sending.send_due() is False


def test_whoever_never_answers_is_turned_off_and_administrators_are_told(
    won: WebhookDelivery, endpoint: WebhookEndpoint, receiver: Receiver, people: People
) -> None:
    receiver.answers = [500]
    start = timezone.now()
    for hours in (0, 1, 2, 5, 12, 40, 71):
        with time_machine.travel(start + timedelta(hours=hours), tick=True):
            sending.send_due()
    endpoint.refresh_from_db()
    # Often, but not for long enough.
    assert (endpoint.active, endpoint.failures, mail.outbox) == (True, 7, [])
    with time_machine.travel(start + timedelta(hours=96), tick=True):
        sending.send_due()
    endpoint.refresh_from_db()
    assert not endpoint.active and endpoint.turned_off_at is not None
    (sent,) = mail.outbox
    assert sent.to == [people.admin.email]
    assert "Accounting" in sent.subject and f"/settings/webhooks/{endpoint.pk}/" in sent.body and "500" in sent.body
    with time_machine.travel(start + timedelta(hours=200), tick=True):
        sending.send_due()
        assert len(receiver.messages) == 8
        endpoint.turn_on()
        receiver.answers = [200]
        sending.send_due()
    won.refresh_from_db()
    assert won.state == State.DELIVERED
    assert len(mail.outbox) == 1


def test_long_but_seldom_is_not_enough(won: WebhookDelivery, endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    receiver.answers = [500]
    for days in (0, 4):
        with later(days=days):
            sending.send_due()
    endpoint.refresh_from_db()
    assert endpoint.active


def test_success_forgets_the_failures(won: WebhookDelivery, endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    receiver.answers = [500, 200]
    sending.send_due()
    endpoint.refresh_from_db()
    assert endpoint.failing_since is not None
    with later(minutes=2):
        sending.send_due()
    endpoint.refresh_from_db()
    assert (endpoint.failures, endpoint.failing_since) == (0, None)


def test_nothing_is_noticed_for_one_that_is_off(endpoint: WebhookEndpoint, opportunity: Opportunity) -> None:
    endpoint.turn_off()
    opportunity.win()
    assert WebhookEvent.objects.count() == 0


def test_sending_again_by_hand(won: WebhookDelivery, receiver: Receiver) -> None:
    sending.send_due()
    won.refresh_from_db()
    assert won.send_again() is True
    assert won.send_again() is False
    sending.send_due()
    first, second = receiver.messages
    assert (first.body, first.headers["Jauge-Delivery"]) == (second.body, second.headers["Jauge-Delivery"])


def test_old_deliveries_are_forgotten(won: WebhookDelivery) -> None:
    outbox.forget()
    assert WebhookDelivery.objects.count() == 1
    WebhookEvent.objects.update(noticed_at=timezone.now() - timedelta(days=31))
    outbox.forget()
    assert (WebhookDelivery.objects.count(), WebhookEvent.objects.count()) == (0, 0)


def test_an_event_once_per_endpoint(won: WebhookDelivery) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        WebhookDelivery.objects.create(event=won.event, endpoint=won.endpoint, uid=uuid4())


def test_what_went_wrong_is_told_in_the_language_of_the_company(won: WebhookDelivery, settings: Any) -> None:
    Company.objects.update_or_create(pk=Company.current().pk, defaults={"language": "fr"})
    settings.WEBHOOK_PRIVATE_TARGETS = False
    sending.send_due()
    won.refresh_from_db()
    assert "n’est pas sur l’Internet public" in won.problem


class TestPost:
    def test_a_slow_host_is_left_in_time(self, receiver: Receiver, monkeypatch: Any) -> None:
        monkeypatch.setattr(posting, "TOTAL_SECONDS", 0.2)
        receiver.thinks = 1
        assert post(receiver.address, b"{}", {}).problem == "It did not answer in time."

    def test_one_that_answers_byte_by_byte_too(self, receiver: Receiver, monkeypatch: Any) -> None:
        monkeypatch.setattr(posting, "TOTAL_SECONDS", 0.3)
        receiver.drips, receiver.text = 0.05, b"x" * 100
        assert post(receiver.address, b"{}", {}).problem == "It did not answer in time."

    def test_a_long_answer_is_read_to_some_extent(self, receiver: Receiver) -> None:
        receiver.text = b"\x00\xff" + b"x" * 100_000
        outcome = post(receiver.address, b"{}", {})
        assert outcome.got_through and 4000 < len(outcome.answer) <= posting.MOST_READ and "\x00" not in outcome.answer

    def test_nobody_listens(self, receiver: Receiver, settings: Any) -> None:
        settings.WEBHOOK_PORTS = frozenset({1})
        assert "could not be reached" in post("http://127.0.0.1:1/", b"{}", {}).problem

    def test_no_tls_where_tls_was_meant(self, receiver: Receiver) -> None:
        outcome = post(receiver.address.replace("http:", "https:"), b"{}", {})
        assert outcome.status is None and outcome.problem

    def test_what_the_operator_no_longer_allows_is_not_sent(self, receiver: Receiver, settings: Any) -> None:
        settings.WEBHOOK_PRIVATE_TARGETS = False
        assert "not on the public Internet" in post(receiver.address, b"{}", {}).problem
        assert receiver.messages == []

    def test_it_connects_to_the_address_that_was_looked_at(self, receiver: Receiver, monkeypatch: Any) -> None:
        """A name that is another address a moment later leads to the first: it is looked up once."""
        asked: list[str] = []

        def resolve(host: str, port: int, **_more: Any) -> list[Any]:
            asked.append(host)
            return [(None, None, 0, "", ("127.0.0.1", port))]

        monkeypatch.setattr("crm.webhooks.targets.socket.getaddrinfo", resolve)
        address = receiver.address.replace("127.0.0.1", "hooks.example.com")
        monkeypatch.setattr("crm.webhooks.posting.socket.create_connection", only_to("127.0.0.1"))
        assert post(address, b"{}", {}).got_through
        assert asked == ["hooks.example.com"]
        assert receiver.messages[0].headers["Host"] == f"hooks.example.com:{receiver.port}"


def only_to(allowed: str) -> Any:
    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        assert address[0] == allowed
        made = socket.socket()
        made.settimeout(timeout)
        made.connect(address)
        return made

    return connect

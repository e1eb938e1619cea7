"""How often customers' pages may be used from one address."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from feedback import rate_limits
from feedback.models import Answer, Invitation, SurveyLink
from feedback.rate_limits import Limit
from tests.feedback_pages.conftest import everything

NOW = datetime(2030, 1, 1, 12, tzinfo=UTC)


def test_so_many_in_a_window_each_address_for_itself() -> None:
    limit = Limit("test", 3, 60)
    with time_machine.travel(NOW, tick=False):
        assert [limit.allows("1.1.1.1", "a") for _time in range(5)] == [True, True, True, False, False]
        assert limit.allows("2.2.2.2", "a") and limit.allows("1.1.1.1", "b")
    with time_machine.travel(NOW + timedelta(seconds=60), tick=False):
        assert limit.allows("1.1.1.1", "a")


def test_answers_through_a_link(client: Client, link: SurveyLink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limits, "ANSWERS", Limit("answers", 2))
    statuses = [client.post(f"/a/{link.token}/", everything(link.survey, 9)).status_code for _time in range(4)]
    assert statuses == [302, 302, 429, 429] and Answer.objects.count() == 2
    answer = client.post(f"/a/{link.token}/", {}, HTTP_ACCEPT_LANGUAGE="fr")
    assert "Trop d’essais en peu de temps" in answer.content.decode() and answer["Retry-After"] == "600"
    assert client.get(f"/a/{link.token}/").status_code == 200, "reading is free"
    assert client.post(f"/a/{link.token}/", everything(link.survey, 9), REMOTE_ADDR="9.9.9.9").status_code == 302


def test_all_tokens_together(
    client: Client, link: SurveyLink, invitation: Invitation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate_limits, "FROM_ADDRESS", Limit("address", 1))
    assert client.post(f"/a/{link.token}/", everything(link.survey, 9)).status_code == 302
    assert client.post(f"/s/{invitation.token}/", everything(link.survey, 9)).status_code == 429
    assert client.post(f"/u/{invitation.token}/", {"refuse": "1"}).status_code == 429


def test_tokens_cannot_be_tried_out(client: Client, invitation: Invitation) -> None:
    statuses = [client.get(f"/{kind}/{number}/").status_code for number in range(8) for kind in "sau"]
    assert statuses == [404] * 20 + [429] * 4
    assert client.get(f"/s/{invitation.token}/").status_code == 200, "who has a right one is not held up"

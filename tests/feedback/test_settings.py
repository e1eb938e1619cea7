"""The settings of surveys: saved with their history, refused next to the field."""

from typing import Any

import pytest
from django.test import Client

from feedback.models import FeedbackSettings

ADDRESS = "/surveys/settings/"
WORDS: dict[str, Any] = {
    "contact_rest_days": "60", "invitation_days": "21", "quiet_from": "20:30", "quiet_until": "07:45",
    "mails_per_minute": "30", "sender_name": "Mill", "reply_to": "care@example.com", "follow_up_days": "3",
    "escalation_days": "2", "smallest_group": "6", "draft_days": "14", "answer_months": "24",
    "privacy_notice_fr": "Vos réponses restent chez nous.",
}  # fmt: skip


def test_saved_with_history(admin: Client) -> None:
    FeedbackSettings.current()
    assert admin.post(ADDRESS, WORDS).status_code == 302
    found = FeedbackSettings.current()
    assert (found.contact_rest_days, found.answer_months, str(found.quiet_from)) == (60, 24, "20:30:00")
    assert found.reps_see_low_scores is False
    assert found.privacy_notice == {"fr": "Vos réponses restent chez nous."}
    page = admin.get(ADDRESS).content.decode()
    assert "<del>90</del> → <ins>60</ins>" in page and 'value="20:30"' in page


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("contact_rest_days", "-1"), ("invitation_days", "0"), ("quiet_from", "25:00"), ("mails_per_minute", "0"),
        ("reply_to", "nobody"), ("smallest_group", "1"), ("draft_days", ""), ("answer_months", "0"),
        ("contact_rest_days", "9" * 12),
    ],
)  # fmt: skip
def test_refused_with_what_was_typed(admin: Client, name: str, typed: str) -> None:
    answer = admin.post(ADDRESS, WORDS | {name: typed})
    assert answer.status_code == 422
    assert f'id="id_{name}_error"' in answer.content.decode() and 'value="Mill"' in answer.content.decode()
    assert FeedbackSettings.current().sender_name == ""

"""What a customer has begun is kept, offered again, and gone once it is sent."""

from datetime import timedelta

import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from feedback.models import Answer, AnswerDraft, Invitation, SentSitting, SurveyLink
from tests.feedback_pages.conftest import everything


def test_each_step_is_kept_and_offered_again(client: Client, invitation: Invitation) -> None:
    address = f"/s/{invitation.token}/"
    client.post(address, {"score": "4", "seen": "score", "language": "en"})
    kept = AnswerDraft.objects.get()
    assert (kept.values, kept.invitation, kept.language) == ({"score": 4}, invitation, "en")
    invitation.refresh_from_db()
    assert invitation.state == "opened" and invitation.opened_at is not None
    page = Client().get(address).content.decode()
    assert "We kept what you had begun" in page and 'value="4" checked' in page
    assert 'value="8" checked' in Client().get(f"{address}?score=8").content.decode(), "a new click counts more"


def test_the_script_keeps_what_is_complete_without_sending_it(client: Client, invitation: Invitation) -> None:
    answer = client.post(f"/s/{invitation.token}/", everything(invitation.survey, 7, keep="1"))
    assert answer.status_code == 204 and AnswerDraft.objects.get().values == {"score": 7}
    assert not Answer.objects.exists()
    client.post(f"/s/{invitation.token}/", everything(invitation.survey, 6))
    assert Answer.objects.get().score == 6 and not AnswerDraft.objects.exists()
    client.post(f"/s/{invitation.token}/", everything(invitation.survey, 5, keep="1"))
    assert not AnswerDraft.objects.exists(), "what comes too late is not kept"


def test_a_draft_through_a_link_is_found_by_its_own_token_only(client: Client, link: SurveyLink) -> None:
    address = f"/a/{link.token}/"
    page = client.get(address).content.decode()
    sitting = page.split('name="sitting" value="')[1].split('"')[0]
    client.post(address, {"score": "3", "seen": "score", "sitting": sitting})
    assert AnswerDraft.objects.get().token == sitting
    assert 'value="3" checked' in client.get(f"{address}?sitting={sitting}").content.decode()
    assert " checked" not in client.get(address).content.decode()


def test_a_draft_of_another_link_is_neither_read_nor_changed(client: Client, link: SurveyLink) -> None:
    other = SurveyLink.objects.create(survey=link.survey, label="Other", place="site")
    draft = AnswerDraft.objects.create(link=other, version=link.survey.current_version(), values={"score": 1})
    assert " checked" not in client.get(f"/a/{link.token}/?sitting={draft.token}").content.decode()
    client.post(f"/a/{link.token}/", {"score": "9", "seen": "score", "sitting": draft.token})
    draft.refresh_from_db()
    assert draft.values == {"score": 1} and draft.link == other


def test_what_was_sent_through_a_link_is_known_whatever_the_cache_forgets(client: Client, link: SurveyLink) -> None:
    address = f"/a/{link.token}/"
    sitting = client.get(address).content.decode().split('name="sitting" value="')[1].split('"')[0]
    for _time in range(2):
        cache.clear()
        assert client.post(address, everything(link.survey, 9, sitting=sitting)).status_code == 302
    assert Answer.objects.count() == 1
    # What is noted names neither the form nor the link, and is forgotten after a day.
    noted = SentSitting.objects.values().get()
    assert set(noted) == {"digest", "on"} and sitting not in str(noted) and link.token not in str(noted)
    SentSitting.forget_old()
    assert SentSitting.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        SentSitting.forget_old()
    assert not SentSitting.objects.exists()

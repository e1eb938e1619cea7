"""A customer answers an invitation: a GET records nothing, a POST once, with everything it is attributed to."""

from typing import Any

import pytest
from django.test import Client

from crm.models import Activity, Company
from feedback.models import Answer, AnswerDraft, Invitation, Survey
from tests.feedback_pages.conftest import everything, invite, live
from tests.people import People


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_mail_scanner_that_follows_links_changes_nothing(client: Client, invitation: Invitation) -> None:
    before = Invitation.objects.values().get(pk=invitation.pk)
    for score in range(11):
        assert client.get(f"/s/{invitation.token}/?score={score}").status_code == 200
    client.head(f"/s/{invitation.token}/")
    assert Invitation.objects.values().get(pk=invitation.pk) == before
    assert not Answer.objects.exists() and not AnswerDraft.objects.exists()


def test_the_score_of_the_mail_is_chosen_and_its_question_shown(client: Client, invitation: Invitation) -> None:
    page = text(client.get(f"/s/{invitation.token}/?score=3&language=en"))
    assert 'name="score" value="3" checked' in page and page.count(" checked") == 1
    shown = page.split('name="seen" value="')[1].split('"')[0].split()
    assert len(shown) == 3, "the score, why an unhappy customer is, what made them choose"


@pytest.mark.parametrize("score", ["11", "-1", "x", "³", "", "1" * 5000])
def test_another_score_is_left_alone(client: Client, invitation: Invitation, score: str) -> None:
    answer = client.get(f"/s/{invitation.token}/", {"score": score})
    assert answer.status_code == 200 and " checked" not in text(answer)


def test_an_answer_is_recorded_with_whom_it_is_attributed_to(
    client: Client, invitation: Invitation, people: People
) -> None:
    version = invitation.version
    assert version is not None
    why = version.questions.filter(kind="text").order_by("order")[0]
    sent = everything(
        invitation.survey, 9, language="fr", **{each.key: "Bien" for each in version.questions.filter(kind="text")}
    )
    answer = client.post(f"/s/{invitation.token}/", sent)
    assert (answer.status_code, answer["Location"]) == (302, f"/s/{invitation.token}/?done=1&language=fr")
    made = Answer.objects.get()
    assert (made.score, made.comment, made.language, made.kind) == (9, "Bien", "fr", "nps")
    assert (made.version, made.invitation, made.contact) == (version, invitation, invitation.contact)
    assert (made.owner, made.team, made.channel) == (people.rep, people.north, invitation.channel)
    assert made.values.count() == 2 and why.version == version
    invitation.refresh_from_db()
    assert (invitation.state, invitation.answered_on) == ("answered", made.answered_on)
    assert invitation.opened_at is not None
    assert version.thanks["fr"].split(".")[0] in text(client.get(answer["Location"]))


def test_without_a_script_the_questions_due_come_after_the_score(client: Client, invitation: Invitation) -> None:
    address = f"/s/{invitation.token}/"
    answer = client.post(address, {"score": "2", "seen": "score", "language": "en"})
    assert answer.status_code == 200 and not Answer.objects.exists()
    page = text(answer)
    assert "A few words more" in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    why = next(key for key in seen.split() if f'<textarea id="question-{key}"' in page)
    assert client.post(address, {"score": "2", "seen": seen, why: "Too late"}).status_code == 302
    assert (Answer.objects.get().score, Answer.objects.get().comment) == (2, "Too late")


def test_what_is_missing_is_told_next_to_the_question(client: Client, invitation: Invitation) -> None:
    sent = everything(invitation.survey) | {"score": "", "language": "fr"}
    answer = client.post(f"/s/{invitation.token}/", sent)
    page = text(answer)
    assert answer.status_code == 422 and 'id="error-score"' in page and 'aria-describedby="error-score"' in page
    assert '<html lang="fr">' in page and not Answer.objects.exists()


def test_an_unhappy_customer_is_followed_up(client: Client, invitation: Invitation, people: People) -> None:
    client.post(f"/s/{invitation.token}/", everything(invitation.survey, 2))
    planned = Activity.objects.get()
    assert (planned.owner, Answer.objects.get().follow_up) == (people.rep, planned)


def test_a_link_works_once_and_says_so(client: Client, invitation: Invitation) -> None:
    address = f"/s/{invitation.token}/"
    client.post(address, everything(invitation.survey, 9))
    again = client.post(address, everything(invitation.survey, 1))
    assert Answer.objects.get().score == 9
    page = text(client.get(address + "?language=en"))
    assert again.status_code in (200, 302) and "You have answered already, thank you" in page
    assert "<form" not in page and "Miller" not in page


def test_an_anonymous_answer_cannot_be_told_whose_it_is(client: Client, people: People) -> None:
    survey = live("Anonymous", anonymous=True)
    invitation = invite(survey, people)
    client.post(f"/s/{invitation.token}/", {"score": "2", "seen": "score"})
    assert not AnswerDraft.objects.exists(), "a draft would say whose it is"
    client.post(f"/s/{invitation.token}/", everything(survey, 2))
    made = Answer.objects.get()
    assert (made.contact, made.account, made.invitation, made.answered_at) == (None, None, None, None)
    assert (made.owner, made.team) == (people.rep, people.north)
    invitation.refresh_from_db()
    assert invitation.state == "answered" and invitation.answered_at is not None
    local = invitation.answered_at.astimezone(Company.current().zone)
    assert (local.hour, local.minute, local.date()) == (0, 0, invitation.answered_on)
    assert invitation.answered_at == invitation.opened_at, "the order of answering is not kept"
    assert not Activity.objects.exists()


def test_the_version_of_the_invitation_is_shown_though_another_is_live(
    client: Client, survey: Survey, invitation: Invitation
) -> None:
    draft = survey.edit()
    draft.questions.create(order=30, kind="text", key="q99", texts={"en": "Newer?", "fr": "Plus neuf ?"})
    draft.publish(None)
    assert "Newer?" not in text(client.get(f"/s/{invitation.token}/?language=en"))


@pytest.mark.parametrize(
    ("chosen", "browser", "found"), [("", "en", "fr"), ("en", "fr", "en"), ("de", "en", "fr"), ("xx-<", "en", "fr")]
)
def test_the_contacts_language_unless_they_choose(
    client: Client, invitation: Invitation, chosen: str, browser: str, found: str
) -> None:
    answer = client.get(f"/s/{invitation.token}/", {"language": chosen}, HTTP_ACCEPT_LANGUAGE=browser)
    assert ">Français</a>" in text(answer) and ">English</a>" in text(answer)
    assert f'<html lang="{found}">' in text(answer) and answer["Content-Language"] == found

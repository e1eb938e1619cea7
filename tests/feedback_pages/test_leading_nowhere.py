"""Links that are unknown, withdrawn or too old look the same; no page shows anybody else's data."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from feedback.models import Answer, Invitation, Survey, SurveyLink
from tests.feedback_pages.conftest import everything

UNKNOWN = "x" * 43


def shown(client: Client, address: str) -> tuple[int, str]:
    answer = client.get(address)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(
    "dead",
    [{"expires_at": timezone.now() - timedelta(days=1)}, {"state": "revoked"}, {"state": "bounced"},
     {"state": "planned", "sent_at": None, "sent_on": None}],
)  # fmt: skip
def test_a_dead_invitation_looks_like_an_unknown_one(
    client: Client, invitation: Invitation, dead: dict[str, object]
) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(**dead)
    unknown = shown(client, f"/s/{UNKNOWN}/")
    assert unknown[0] == 404 and "This link does not lead to a survey any more" in unknown[1]
    assert shown(client, f"/s/{invitation.token}/") == unknown
    sent = client.post(f"/s/{invitation.token}/", everything(invitation.survey, 9))
    assert client.get(sent["Location"]).status_code == 404 if sent.status_code == 302 else sent.status_code == 404
    assert not Answer.objects.exists()


@pytest.mark.parametrize("dead", ["withdrawn", "deactivated", "nothing live", "another's page"])
def test_a_dead_link_looks_like_an_unknown_one(client: Client, link: SurveyLink, dead: str) -> None:
    address = f"/a/{link.token}/"
    if dead == "withdrawn":
        SurveyLink.objects.update(revoked_at=timezone.now())
    elif dead == "deactivated":
        Survey.objects.update(active=False)
    elif dead == "nothing live":
        SurveyLink.objects.update(survey=Survey.objects.create(name="Written", kind="nps"))
    else:
        address = f"/e/{link.token}/"
    assert shown(client, address) == shown(client, f"/a/{UNKNOWN}/")
    client.post(address, everything(link.survey, 9))
    assert not Answer.objects.exists()


def test_an_answer_may_still_come_after_the_survey_is_deactivated(client: Client, invitation: Invitation) -> None:
    Survey.objects.update(active=False)
    assert client.get(f"/s/{invitation.token}/").status_code == 200


@pytest.mark.parametrize("kind", ["a", "e", "u"])
def test_the_token_of_one_kind_opens_no_other(
    client: Client, invitation: Invitation, link: SurveyLink, kind: str
) -> None:
    token = link.token if kind == "u" else invitation.token
    assert client.get(f"/{kind}/{token}/").status_code == 404
    assert client.get(f"/s/{link.token}/").status_code == 404


@pytest.mark.parametrize("token", ["%00", "a%00b", "é", "abc.", "a%20b", "x" * 500, "'"])
def test_an_odd_address_is_one_that_leads_nowhere(client: Client, survey: Survey, token: str) -> None:
    for kind in "saeu":
        assert client.get(f"/{kind}/{token}/").status_code == 404
        assert client.post(f"/{kind}/{token}/", {"sitting": "\0", "version": "²"}).status_code == 404


def test_odd_fields_are_left_alone(client: Client, link: SurveyLink) -> None:
    sent = everything(link.survey, 9, sitting="\0", version="²", language="\0", q1="\0")
    assert client.post(f"/a/{link.token}/", sent).status_code in (302, 422)
    assert client.get(f"/a/{link.token}/", {"sitting": "\0", "language": "\0", "score": "\0"}).status_code == 200


def test_no_page_names_anybody(client: Client, invitation: Invitation, link: SurveyLink) -> None:
    pages = [f"/s/{invitation.token}/", f"/u/{invitation.token}/", f"/a/{link.token}/"]
    before = "".join(client.get(page).content.decode() for page in pages)
    client.post(pages[0], everything(invitation.survey, 2, q1="A secret of mine"))
    after = "".join(client.get(page).content.decode() for page in pages)
    for word in ("Miller", "m@example.com", "Mill<", "rep@example.com", "After a win", "secret", "Counter"):
        assert word not in before + after, word
    assert not re.search(r"/surveys/\d", before + after)


@pytest.mark.parametrize("kind", ["s", "a", "u"])
def test_it_is_not_indexed_nor_kept_nor_told_to_others(
    client: Client, invitation: Invitation, link: SurveyLink, kind: str
) -> None:
    for token in (link.token if kind == "a" else invitation.token, UNKNOWN):
        answer = client.get(f"/{kind}/{token}/")
        assert answer["X-Robots-Tag"] == "noindex, nofollow" and answer["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer["Cache-Control"] and answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert not answer.cookies


def test_only_the_embedded_form_may_stand_in_a_frame(client: Client, link: SurveyLink) -> None:
    SurveyLink.objects.update(place="embedded")
    answer = client.get(f"/e/{link.token}/")
    assert answer.status_code == 200 and "X-Frame-Options" not in answer
    assert (
        "frame-ancestors *" in answer["Content-Security-Policy"]
        and "default-src 'self'" in answer["Content-Security-Policy"]
    )
    assert Client(enforce_csrf_checks=True).post(f"/e/{link.token}/", everything(link.survey, 9)).status_code == 302
    assert Answer.objects.get().link == link

"""Asked no more: by a page that asks first, by the button of a mail program at once; and taken back."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from feedback.models import Invitation, Survey
from feedback.refusals import has_refused
from tests.feedback_pages.conftest import everything


def fresh(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_related("contact").get(pk=invitation.pk)


def test_a_get_refuses_nothing_and_a_post_does(client: Client, invitation: Invitation) -> None:
    address = f"/u/{invitation.token}/"
    page = client.get(address + "?language=en").content.decode()
    assert "No more surveys?" in page and not has_refused(fresh(invitation))
    answer = client.post(address, {"refuse": "1"})
    contact = fresh(invitation).contact
    assert answer.status_code == 302 and contact is not None and contact.refuses_surveys
    assert contact.refused_surveys_at is not None and contact.history.first().history_change_reason
    client.post(address, {"refuse": "1"})
    again = fresh(invitation).contact
    assert again is not None and again.refused_surveys_at == contact.refused_surveys_at
    assert "It was a mistake" in client.get(address + "?language=en").content.decode()
    client.post(address, {"again": "1"})
    assert not has_refused(fresh(invitation))


def test_one_click_of_a_mail_program(invitation: Invitation) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(f"/u/{invitation.token}/", {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200 and has_refused(fresh(invitation)), "RFC 8058: no redirect"


def test_it_works_as_long_as_the_mail_is_kept(client: Client, invitation: Invitation) -> None:
    client.post(f"/s/{invitation.token}/", everything(invitation.survey, 9))
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=400))
    client.post(f"/u/{invitation.token}/", {"refuse": "1"})
    assert has_refused(fresh(invitation)) and fresh(invitation).state == "answered"


def test_an_address_without_a_contact_refuses_too(client: Client, survey: Survey) -> None:
    made = Invitation.objects.create(survey=survey, email="x@example.com", occasion="list:1")
    made.mark_sent(timezone.now())
    for _time in range(2):
        client.post(f"/u/{made.token}/", {"refuse": "1"})
    refused = Invitation.objects.get(state="refused")
    assert (refused.email, refused.contact) == ("x@example.com", None) and refused.refused_at is not None
    client.post(f"/u/{made.token}/", {"again": "1"})
    assert not has_refused(made) and Invitation.objects.get() == made


def test_where_nobody_is_known_any_more_nobody_is_asked(client: Client, invitation: Invitation) -> None:
    Invitation.objects.update(contact=None, email="")
    assert client.post(f"/u/{invitation.token}/", {"refuse": "1"}).status_code == 302
    page = client.get(f"/u/{invitation.token}/?language=en").content.decode()
    assert "You will get no more surveys" in page and "<button" not in page

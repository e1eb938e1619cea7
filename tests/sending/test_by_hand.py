"""Asking one customer by hand: by e-mail, by a link, and not against what holds for everybody."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from crm.models import Contact, Opportunity
from feedback.models import FeedbackSettings, Invitation, Survey
from feedback.sending.running import run_due
from tests.people import People

Win = Callable[..., Opportunity]


@pytest.fixture
def won(win: Win, client: Client, people: People) -> Opportunity:
    client.force_login(people.rep)
    return win()


def send(client: Client, won: Opportunity, survey: Survey, delivery: str) -> int:
    address = f"/contacts/{won.contact_id}/ask/?opportunity={won.pk}"
    return client.post(address, {"survey": survey.pk, "delivery": delivery}).status_code


def test_by_e_mail(client: Client, won: Opportunity, survey: Survey) -> None:
    assert send(client, won, survey, "email") == 302
    made = Invitation.objects.get()
    assert (made.state, made.opportunity, made.owner) == ("planned", won, won.owner)
    run_due()
    assert [each.to for each in mail.outbox] == [["m1@example.com"]]


def test_by_a_link_to_copy(client: Client, won: Opportunity, survey: Survey) -> None:
    Contact.objects.update(email="")
    assert send(client, won, survey, "link") == 302
    made = Invitation.objects.get()
    assert made.state == "sent" and made.version == survey.current_version() and made.may_be_answered()
    page = client.get(f"/contacts/{won.contact_id}/ask/").content.decode()
    assert f'value="https://crm.example.com/s/{made.token}/"' in page
    run_due()
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"refuses_surveys": True}, "They refuse surveys"),
        ({"email": ""}, "no e-mail address"),
        ({"undeliverable_email": "m1@example.com", "undeliverable_since": timezone.now()}, "do not arrive"),
    ],
)
def test_what_holds_for_rules_holds_here(
    client: Client, won: Opportunity, survey: Survey, state: dict[str, object], said: str
) -> None:
    Contact.objects.filter(pk=won.contact_id).update(**state)
    answer = client.post(f"/contacts/{won.contact_id}/ask/", {"survey": survey.pk, "delivery": "email"})
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Invitation.objects.exists()


def test_not_twice_within_the_days_of_rest(client: Client, won: Opportunity, survey: Survey) -> None:
    assert [send(client, won, survey, "link") for _time in range(2)] == [302, 422]
    assert Invitation.objects.count() == 1


def test_nor_twice_on_a_day_where_there_are_none(
    client: Client, won: Opportunity, survey: Survey, settings_row: FeedbackSettings
) -> None:
    settings_row.contact_rest_days = 0
    settings_row.save()
    assert [send(client, won, survey, "link") for _time in range(2)] == [302, 422]


def test_one_is_withdrawn_and_its_link_leads_nowhere(client: Client, won: Opportunity, survey: Survey) -> None:
    send(client, won, survey, "link")
    made = Invitation.objects.get()
    address = f"/surveys/invitations/{made.pk}/withdraw/"
    assert address in client.get(f"/contacts/{won.contact_id}/ask/").content.decode()
    assert client.get(f"/s/{made.token}/").status_code == 200
    assert client.post(address).status_code == 302
    made.refresh_from_db()
    assert made.state == "revoked" and made.revoked_at is not None
    assert client.get(f"/s/{made.token}/").status_code == 404
    page = client.post(address, follow=True).content.decode()
    assert "nothing to withdraw" in page and f"{address}" not in page


def test_withdrawn_before_it_was_sent_no_mail_goes_out(client: Client, won: Opportunity, survey: Survey) -> None:
    send(client, won, survey, "email")
    client.post(f"/surveys/invitations/{Invitation.objects.get().pk}/withdraw/")
    run_due()
    assert mail.outbox == []
    assert send(client, won, survey, "email") == 422, "about the same they are not asked twice on a day"


def test_nobody_withdraws_what_they_do_not_see(
    client: Client, won: Opportunity, survey: Survey, people: People
) -> None:
    send(client, won, survey, "link")
    made = Invitation.objects.get()
    client.force_login(people.outsider)
    assert client.post(f"/surveys/invitations/{made.pk}/withdraw/").status_code == 404
    made.refresh_from_db()
    assert made.state == "sent"


def test_not_for_an_outsider(client: Client, won: Opportunity, survey: Survey, people: People) -> None:
    client.force_login(people.outsider)
    assert send(client, won, survey, "email") == 404
    assert not Invitation.objects.exists()


def test_few_queries(client: Client, won: Opportunity, survey: Survey) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/contacts/{won.contact_id}/ask/").status_code == 200
        return len(captured)

    before = count()
    for _number in range(5):
        Invitation.objects.create(survey=survey, contact=won.contact, sent_on="2026-01-01", delivery="link")
    assert count() <= before + 1 <= 25

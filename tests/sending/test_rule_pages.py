"""The pages of rules: written, looked at, activated, asked now; and the page of sending."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from crm.models import Company, Contact, Opportunity, SavedView
from feedback.models import Invitation, SendingRun, Survey, SurveyRule
from feedback.sending.running import run_due
from tests.people import People

Win = Callable[..., Opportunity]
TYPED: dict[str, Any] = {
    "name": "After a win", "event": "won", "starts_on": "2026-01-01", "delay_days": "7", "share": "50", "remind_after_days": "5",
}  # fmt: skip
BUDGET = 25


@pytest.fixture
def admin(client: Client, people: People) -> Client:
    client.force_login(people.admin)
    return client


@pytest.fixture
def everybody(rule: SurveyRule, people: People) -> SurveyRule:
    """A rule that asks all contacts."""
    rule.event = "list"
    rule.view = SavedView.objects.create(owner=people.admin, list_name="contacts", name="All")
    rule.active = False
    rule.save()
    return rule


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_new_rule_asks_nobody_until_it_is_activated(admin: Client, survey: Survey, win: Win) -> None:
    win()
    answer = admin.post(f"/surveys/{survey.pk}/rules/new/", TYPED | {"delay_days": "0", "share": "100"})
    rule = SurveyRule.objects.get()
    assert answer.status_code == 302 and not rule.active
    run_due()
    assert Invitation.objects.count() == 0
    page = words(admin.get(f"/surveys/rules/{rule.pk}/"))
    assert "Would be asked now: 1" in page and "Deal 1" in page
    admin.post(f"/surveys/rules/{rule.pk}/switch/")
    run_due()
    assert Invitation.objects.get().state == "sent" and len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("name", ""), ("starts_on", "soon"), ("delay_days", "-1"), ("share", "0"), ("share", "101"),
        ("remind_after_days", "0"), ("least_amount", "-1"), ("quiet_from", "22:00"), ("event", "list"), ("event", "campaign"),
    ],
)  # fmt: skip
def test_refused_with_what_was_typed(admin: Client, survey: Survey, name: str, typed: str) -> None:
    answer = admin.post(f"/surveys/{survey.pk}/rules/new/", TYPED | {name: typed})
    assert answer.status_code == 422
    at = {"quiet_from": "quiet_until", "event": {"list": "view", "campaign": "campaign"}.get(typed)}.get(name, name)
    page = answer.content.decode()
    assert f'id="id_{at}_error"' in page and 'value="7"' in page.replace('value="-1"', 'value="7"')
    assert not SurveyRule.objects.exists()


def test_edited_with_its_history(admin: Client, rule: SurveyRule) -> None:
    admin.post(f"/surveys/rules/{rule.pk}/edit/", TYPED)
    rule.refresh_from_db()
    assert (rule.delay_days, rule.share, rule.remind_after_days) == (7, 50, 5)
    assert "<ins>50</ins>" in admin.get(f"/surveys/rules/{rule.pk}/").content.decode()


def test_why_others_are_not_asked(admin: Client, rule: SurveyRule, win: Win) -> None:
    win(refuses_surveys=True)
    win(email="")
    first = win()
    win(contact=first.contact)
    page = words(admin.get(f"/surveys/rules/{rule.pk}/"))
    assert "Would be asked now: 1" in page
    assert "They refuse surveys: 1" in page and "The contact has no e-mail address: 1" in page
    assert "They were asked something not long ago: 1" in page


def test_the_mail_is_shown_as_it_is_sent(admin: Client, rule: SurveyRule, win: Win) -> None:
    win(first_name="Ada <b>", language="fr")
    page = admin.get(f"/surveys/rules/{rule.pk}/mail/")
    text = page.content.decode()
    assert "Ada &lt;b&gt;" in text and '<html lang="fr">' in text and "?score=10" in text
    assert "script-src 'none'" in page.headers["Content-Security-Policy"]
    assert Invitation.objects.count() == 0, "looking asks nobody"


def test_deactivated_it_takes_back_what_is_planned(admin: Client, rule: SurveyRule, win: Win) -> None:
    rule.delay_days = 3
    rule.save()
    win()
    run_due()
    admin.post(f"/surveys/rules/{rule.pk}/switch/")
    assert Invitation.objects.get().state == "revoked"


def test_a_list_is_asked_now_after_it_was_counted(admin: Client, everybody: SurveyRule, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    Contact.objects.create(last_name="One", email="one@example.com")
    Contact.objects.create(last_name="Two", email="two@example.com", refuses_surveys=True)
    address = f"/surveys/rules/{everybody.pk}/ask/"
    page = words(admin.get(address))
    assert "1 contact gets an e-mail" in page and "They refuse surveys: 1" in page
    assert Invitation.objects.count() == 0
    assert admin.post(address).status_code == 302
    assert [each.to for each in mail.outbox] == [["one@example.com"]]
    admin.post(address)
    assert len(mail.outbox) == 1
    assert Invitation.objects.get().occasion == f"list:{everybody.pk}:{Company.current().today()}"


def test_without_a_live_version_there_is_nothing_to_activate(admin: Client, people: People) -> None:
    draft = Survey.objects.create(name="Draft", kind="nps")
    rule = SurveyRule.objects.create(name="Wins", survey=draft, event="won", active=False)
    assert "Publish the survey first" in words(admin.get(f"/surveys/rules/{rule.pk}/"))
    admin.post(f"/surveys/rules/{rule.pk}/switch/")
    rule.refresh_from_db()
    assert not rule.active


def test_unsure_ones_are_settled_on_the_page(admin: Client, survey: Survey) -> None:
    now = timezone.now()
    sent = {"state": "unsure", "sent_at": now, "sent_on": now.date(), "sending_at": now, "message_id": "<a@b>"}
    one, two = (Invitation.objects.create(survey=survey, email=f"{n}@example.com", **sent) for n in range(2))
    page = admin.get("/surveys/sending/").content.decode()
    assert "&lt;a@b&gt;" in page and "Perhaps sent" in page
    admin.post(f"/surveys/invitations/{one.pk}/settle/", {"arrived": "1"})
    admin.post(f"/surveys/invitations/{two.pk}/settle/")
    one.refresh_from_db(), two.refresh_from_db()
    assert (one.state, two.state) == ("sent", "planned")


@pytest.mark.parametrize("who", ["rep", "manager"])
@pytest.mark.parametrize(
    "address", ["rules/{rule}/switch/", "rules/{rule}/ask/", "sending/now/", "invitations/{invitation}/settle/"]
)
def test_others_than_administrators_change_nothing(
    client: Client, people: People, everybody: SurveyRule, who: str, address: str
) -> None:
    Contact.objects.create(last_name="One", email="one@example.com")
    made = Invitation.objects.create(
        survey=everybody.survey, email="a@example.com", sent_on="2026-01-01", state="unsure"
    )
    client.force_login(getattr(people, who))
    answer = client.post("/surveys/" + address.format(rule=everybody.pk, invitation=made.pk))
    assert answer.status_code == 403
    everybody.refresh_from_db(), made.refresh_from_db()
    assert not everybody.active and made.state == "unsure" and Invitation.objects.count() == 1


@pytest.mark.parametrize(
    "address",
    [
        "{survey}/rules/",
        "{survey}/rules/new/",
        "rules/{rule}/",
        "rules/{rule}/edit/",
        "rules/{rule}/mail/",
        "rules/{list}/ask/",
        "sending/",
    ],
)
def test_queries_are_few_and_do_not_grow(
    admin: Client, rule: SurveyRule, people: People, win: Win, address: str
) -> None:
    view = SavedView.objects.create(owner=people.admin, list_name="contacts", name="All")
    of_list = SurveyRule.objects.create(name="All", survey=rule.survey, event="list", view=view)
    filled = "/surveys/" + address.format(survey=rule.survey_id, rule=rule.pk, list=of_list.pk)

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert admin.get(filled).status_code == 200
        return len(captured)

    def grow(times: int) -> None:
        now = timezone.now() - timedelta(days=200)
        for _number in range(times):
            won = win()
            sent = {"sent_at": now, "sent_on": now.date(), "sending_at": now}
            for state in ("unsure", "bounced"):
                Invitation.objects.create(
                    survey=rule.survey,
                    contact=won.contact,
                    email=f"{won.pk}{state}@example.com",
                    state=state,
                    rule=rule,
                    **sent,
                )
            SurveyRule.objects.create(name=f"Rule {won.pk}", survey=rule.survey, event="lost")
            SendingRun.objects.create(started_at=now, beat_at=now, finished_at=now, state="done")

    grow(1)
    before = count()
    grow(8)
    assert count() <= before <= BUDGET

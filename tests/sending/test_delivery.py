"""What becomes of an invitation that is due: sent, refused, postponed, withdrawn; as a real mail server answers."""

from collections.abc import Callable, Iterator
from datetime import time, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from crm.models import Account, Contact, Opportunity
from feedback.models import FeedbackSettings, Invitation, SendingRun, Survey, SurveyRule
from feedback.sending.delivery import BACK_OFF_MINUTES, settle
from feedback.sending.running import run_due
from feedback.sending.undelivered import mark_bounced
from tests.sending.postbox import Postbox, open_postbox

Win = Callable[..., Opportunity]


@pytest.fixture
def box(settings: Any) -> Iterator[Postbox]:
    with open_postbox() as opened:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", opened.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield opened


def run() -> SendingRun:
    made = run_due()
    assert made is not None
    return made


def only() -> Invitation:
    return Invitation.objects.get()


def test_from_a_win_to_the_mail(rule: SurveyRule, win: Win, box: Postbox) -> None:
    won = win()
    done = run()
    assert (done.state, done.planned, done.sent) == ("done", 1, 1)
    found, [mail] = only(), box.taken
    assert (found.state, found.opportunity, found.version) == ("sent", won, rule.survey.current_version())
    assert found.expires_at is not None and found.sent_at is not None
    assert (found.expires_at - found.sent_at).days in (29, 30)
    assert mail["To"] == "m1@example.com" and mail["Message-ID"] == found.message_id
    run()
    assert len(box.taken) == 1


def test_an_address_that_the_server_does_not_know(rule: SurveyRule, win: Win, box: Postbox) -> None:
    won = win()
    box.refused["m1@example.com"] = "550 5.1.1 no such user"
    assert run().undelivered == 1
    assert (only().state, only().reason) == ("bounced", "550 5.1.1 no such user")
    contact = Contact.objects.get(pk=won.contact_id)
    assert contact.undeliverable_email == "m1@example.com" and not contact.may_be_written_to()


def test_a_mail_that_is_refused_for_its_text_says_nothing_of_the_address(
    rule: SurveyRule, win: Win, box: Postbox
) -> None:
    won = win()
    box.on_text = lambda message: "554 5.7.1 looks like spam"
    assert run().failed == 1
    assert (only().state, only().reason) == ("failed", "554 5.7.1 looks like spam")
    assert Contact.objects.get(pk=won.contact_id).may_be_written_to()


def test_a_server_that_cannot_now_is_asked_again_later_and_not_for_ever(
    rule: SurveyRule, win: Win, box: Postbox
) -> None:
    win()
    box.refused["m1@example.com"] = "451 4.3.0 try later"
    now = timezone.now()
    for minutes in BACK_OFF_MINUTES:
        with time_machine.travel(now, tick=False):
            assert run().postponed == 1
        assert only().state == "planned" and only().due_at == now + timedelta(minutes=minutes)
        with time_machine.travel(now + timedelta(minutes=minutes - 1), tick=False):
            assert run().postponed == 0
        now += timedelta(minutes=minutes)
    with time_machine.travel(now, tick=False):
        assert run().failed == 1
    assert only().state == "failed"


def test_a_server_that_is_down_costs_no_attempt(rule: SurveyRule, win: Win, box: Postbox, settings: Any) -> None:
    win()
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    failed = run()
    assert failed.state == "failed" and "refused" in failed.note
    assert (only().state, only().attempts) == ("planned", 0)
    with pytest.raises(CommandError, match="refused"):
        call_command("run_due")
    settings.EMAIL_PORT = port
    assert run().sent == 1


def test_a_connection_that_breaks_before_the_text_is_no_doubt(rule: SurveyRule, win: Win, box: Postbox) -> None:
    """Servers hang up after so many mails: the next one goes over a new connection."""
    win()
    win()
    told: list[str] = []

    def hang_up(address: str) -> None:
        told.append(address)
        if told == ["m1@example.com", "m2@example.com"]:
            box.refused["m2@example.com"] = "421 4.4.2 bye"
        else:
            box.refused.pop("m2@example.com", None)

    box.on_recipient = hang_up
    assert run().postponed == 1
    Invitation.objects.filter(state="planned").update(due_at=timezone.now())
    assert run().sent == 1
    assert sorted(box.recipients) == ["m1@example.com", "m2@example.com"]


def test_who_refuses_between_planning_and_sending(rule: SurveyRule, win: Win, box: Postbox) -> None:
    rule.delay_days = 1
    rule.save()
    won = win()
    assert run().sent == 0
    won.contact.refuses_surveys = True
    won.contact.save()
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert run().withdrawn == 1
    assert only().state == "revoked" and box.taken == []


def test_what_was_taken_back_is_not_asked_about(rule: SurveyRule, win: Win, box: Postbox) -> None:
    rule.delay_days = 1
    rule.save()
    win().reopen()
    won = win()
    assert run().planned == 1
    won.reopen()
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert run().withdrawn == 1
    assert box.taken == []


def test_an_address_corrected_meanwhile(rule: SurveyRule, win: Win, box: Postbox) -> None:
    rule.delay_days = 1
    rule.save()
    won = win()
    run()
    Contact.objects.filter(pk=won.contact_id).update(email="right@example.com")
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert run().sent == 1
    assert box.recipients == ["right@example.com"] and only().email == "right@example.com"


def test_nothing_in_quiet_hours(rule: SurveyRule, win: Win, box: Postbox, settings_row: FeedbackSettings) -> None:
    settings_row.quiet_from, settings_row.quiet_until = time(19), time(8)
    settings_row.save()
    with time_machine.travel("2026-03-10T21:00:00+00:00", tick=False):
        win()
        assert run().sent == 0
        assert str(only().due_at) == "2026-03-11 07:00:00+00:00"
        # Due before the quiet hours began, but there was too much to send.
        Invitation.objects.update(due_at=timezone.now())
        assert run().sent == 0
        assert str(only().due_at) == "2026-03-11 07:00:00+00:00"
    with time_machine.travel("2026-03-11T07:01:00+00:00", tick=False):
        assert run().sent == 1


def test_the_hours_of_a_rule_go_before_the_company_s(
    rule: SurveyRule, win: Win, box: Postbox, settings_row: FeedbackSettings
) -> None:
    rule.quiet_from, rule.quiet_until = time(12), time(14)
    rule.save()
    with time_machine.travel("2026-03-10T11:30:00+00:00", tick=False):
        win()
        assert run().sent == 0
        assert str(only().due_at) == "2026-03-10 13:00:00+00:00"


def test_the_delay(rule: SurveyRule, win: Win, box: Postbox) -> None:
    rule.delay_days = 7
    rule.save()
    with time_machine.travel("2026-03-24T10:00:00+00:00", tick=False):
        win()
        run()
        # Midnight in Brussels, where the clocks were changed meanwhile.
        assert str(only().due_at) == "2026-03-30 22:00:00+00:00"


def test_an_inactive_survey_asks_nobody(rule: SurveyRule, win: Win, box: Postbox, survey: Survey) -> None:
    rule.delay_days = 1
    rule.save()
    win()
    run()
    survey.active = False
    survey.save()
    win()
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        done = run()
    assert (done.planned, done.withdrawn, box.taken) == (0, 1, [])


def test_one_run_at_a_time(rule: SurveyRule, settings: Any) -> None:
    first = SendingRun.begin()
    assert first is not None and run_due() is None
    settings.SENDING_LEASE_SECONDS = 60
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        assert run_due() is not None
    first.refresh_from_db()
    assert first.state == "cut_off"


def test_expired_after_so_many_days(rule: SurveyRule, win: Win, box: Postbox) -> None:
    win()
    run()
    with time_machine.travel(timezone.now() + timedelta(days=29)):
        assert run().expired == 0
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert run().expired == 1
    assert only().state == "expired" and not only().may_be_answered()


def test_without_an_address_of_ours_nothing_is_sent(rule: SurveyRule, win: Win, box: Postbox, settings: Any) -> None:
    settings.PUBLIC_ADDRESS = ""
    win()
    failed = run()
    assert failed.state == "failed" and "JAUGE_ADDRESS" in failed.note
    assert only().state == "planned" and box.taken == []


def test_bounces_told_later(rule: SurveyRule, win: Win, box: Postbox, capsys: Any) -> None:
    won = win(email="Miller@example.com")
    run()
    call_command("mark_bounced", "miller@EXAMPLE.com", "nobody@example.com", reason="mailbox full")
    assert "1 contacts, 1 invitations" in capsys.readouterr().out
    assert (only().state, only().reason) == ("bounced", "mailbox full")
    assert not Contact.objects.get(pk=won.contact_id).may_be_written_to()
    assert mark_bounced("miller@example.com") == (1, 0)


def test_an_account_s_own_address(rule: SurveyRule, box: Postbox, survey: Survey) -> None:
    account = Account.objects.create(name="Shop", email="shop@example.com", language="fr")
    Invitation.objects.create(survey=survey, account=account, email=account.email, due_at=timezone.now())
    assert run().sent == 1
    assert only().language == "fr"


def test_what_is_unsure_is_settled_by_who_looked(rule: SurveyRule, win: Win, box: Postbox) -> None:
    win()
    run()
    Invitation.objects.update(state="unsure")
    assert only().may_be_answered()
    assert settle(only(), arrived=True) and only().state == "sent"
    assert not settle(only(), arrived=False)
    Invitation.objects.update(state="unsure")
    assert settle(only(), arrived=False) and only().state == "planned"
    run()
    assert len(box.taken) == 2 and len(set(box.ids)) == 1

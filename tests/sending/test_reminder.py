"""One reminder, to those who did not answer, and to nobody else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from crm.models import Contact, Opportunity
from feedback.models import Invitation, SurveyRule
from feedback.sending import delivery
from feedback.sending.courier import Courier, Fate, Result, UnreachableError
from feedback.sending.running import run_due


@pytest.fixture
def asked(rule: SurveyRule, win: Callable[..., Opportunity]) -> Invitation:
    rule.remind_after_days = 5
    rule.save()
    win()
    run_due()
    return Invitation.objects.get()


def after(days: int) -> int:
    """How many mails there are so many days later."""
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        run_due()
    return len(mail.outbox)


def test_once_after_so_many_days(asked: Invitation) -> None:
    assert [after(4), after(5), after(6), after(12)] == [1, 2, 2, 2]
    first, second = mail.outbox
    assert second.subject == f"Reminder: {first.subject}"
    assert second.extra_headers["Message-ID"] != first.extra_headers["Message-ID"]
    assert f"/s/{asked.token}/" in second.body


def test_who_only_opened_it_is_reminded(asked: Invitation) -> None:
    Invitation.objects.update(state="opened")
    assert after(5) == 2


def test_not_when_answered(asked: Invitation) -> None:
    asked.mark_answered(timezone.now())
    assert after(6) == 1


@pytest.mark.parametrize("state", ["refused", "bounced", "revoked", "failed", "unsure"])
def test_not_in_another_state(asked: Invitation, state: str) -> None:
    Invitation.objects.update(state=state)
    assert after(6) == 1


def test_not_when_they_refuse_surveys_now(asked: Invitation) -> None:
    Contact.objects.update(refuses_surveys=True)
    assert after(6) == 1


def test_not_when_it_has_expired(asked: Invitation) -> None:
    assert after(40) == 1
    assert Invitation.objects.get().state == "expired"


def test_not_without_a_rule_that_reminds(asked: Invitation, rule: SurveyRule) -> None:
    rule.active = False
    rule.save()
    assert after(6) == 1


def test_one_that_meets_no_server_is_sent_later(asked: Invitation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reached when the connection was opened, gone when the mail was to be handed over."""

    def gone(courier: Courier, message: object) -> Result:
        raise UnreachableError("It hangs up before it takes a mail.")

    with monkeypatch.context() as broken:
        broken.setattr(Courier, "hand_over", gone)
        assert after(5) == 1
    assert [after(5), after(6), after(12)] == [2, 2, 2]


def test_one_that_is_put_off_waits_as_a_first_mail_does(asked: Invitation, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def busy(courier: Courier, message: object) -> Result:
        tried.append(message)
        return Result(Fate.LATER, "451 Try again later")

    monkeypatch.setattr(Courier, "hand_over", busy)
    minutes = 0
    for wait in delivery.BACK_OFF_MINUTES:
        for later in (minutes, minutes + wait - 1):
            with time_machine.travel(timezone.now() + timedelta(days=5, minutes=later)):
                run_due()
        minutes += wait
        assert len(tried) == delivery.BACK_OFF_MINUTES.index(wait) + 1
    after(8)
    after(9)
    assert len(tried) == len(delivery.BACK_OFF_MINUTES) + 1, "then it is given up"

"""The periodic run tells managers of overdue follow-ups, and once a day carries out the retention periods."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from crm.models import Account, Activity, ActivityType
from feedback.closing_the_loop import answered
from feedback.models import Answer, AnswerDraft, FeedbackSettings, Invitation, Survey
from feedback.sending.running import run_due
from tests.people import People

NOW = datetime(2025, 6, 10, 10, tzinfo=UTC)


@pytest.fixture
def survey(db: None) -> Survey:
    return Survey.objects.create(name="After", kind="nps")


def test_a_manager_is_told_by_the_run(people: People, survey: Survey) -> None:
    ActivityType.objects.create(name="Call", code="call")
    mill = Account.objects.create(name="Mill", owner=people.rep)
    with time_machine.travel(NOW, tick=False):
        answered(Answer.objects.create(survey=survey, score=1, account=mill, answered_on=NOW.date()))
        run_due()
        assert not Activity.objects.filter(owner=people.manager).exists()
    with time_machine.travel(NOW + timedelta(days=30), tick=False):
        run_due()
        run_due()
    assert Activity.objects.filter(owner=people.manager).count() == 1


def old_draft(survey: Survey) -> Any:
    version = survey.versions.first() or survey.edit()
    invitation = Invitation.objects.create(
        survey=survey, email="m@example.com", occasion=f"n:{Invitation.objects.count()}"
    )
    draft = AnswerDraft.objects.create(version=version, invitation=invitation, values={})
    age = timedelta(days=FeedbackSettings.current().draft_days + 1)
    AnswerDraft.objects.filter(pk=draft.pk).update(updated_at=NOW - age)
    return draft


def test_half_finished_answers_go_once_a_day(people: People, survey: Survey) -> None:
    first = old_draft(survey)
    with time_machine.travel(NOW, tick=False):
        run_due()
        assert not AnswerDraft.objects.filter(pk=first.pk).exists()
        second = old_draft(survey)
        run_due()
        assert AnswerDraft.objects.filter(pk=second.pk).exists()
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        run_due()
    assert not AnswerDraft.objects.filter(pk=second.pk).exists()

"""A company that asks after a win: a live survey, an active rule, and no quiet hours unless a test sets some."""

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from crm.models import Account, Company, Contact, Opportunity, Pipeline
from feedback.models import FeedbackSettings, Survey, SurveyRule
from feedback.starting_points import BY_SLUG, begin
from tests.people import People


@pytest.fixture
def settings_row(db: None) -> FeedbackSettings:
    found = FeedbackSettings.current()
    found.quiet_from = found.quiet_until = time(0)
    found.mails_per_minute = 30_000
    found.save()
    return found


@pytest.fixture
def survey(settings_row: FeedbackSettings) -> Survey:
    made = Survey.objects.create(name="After a win", kind="nps")
    begin(made, BY_SLUG["win"]).publish(None)
    return made


@pytest.fixture
def rule(survey: Survey) -> SurveyRule:
    return SurveyRule.objects.create(name="Wins", survey=survey, event="won", starts_on=date(2025, 1, 1))


@pytest.fixture
def win(people: People, pipeline: Pipeline) -> Callable[..., Opportunity]:
    """Wins an opportunity of a new account, today unless said otherwise, with a contact whose fields are given."""
    number = 0

    def won(on: date | None = None, contact: Contact | None = None, **fields: Any) -> Opportunity:
        nonlocal number
        number += 1
        account = contact.account if contact else Account.objects.create(name=f"Mill {number}", owner=people.rep)
        given: dict[str, Any] = {"last_name": f"Miller {number}", "email": f"m{number}@example.com"} | fields
        who = contact or Contact.objects.create(account=account, **given)
        today = Company.current().today()
        made = Opportunity.open(
            name=f"Deal {number}", account=account, contact=who, owner=people.rep, amount=Decimal(100), opened_on=min(on or today, today),
        )  # fmt: skip
        made.win(on=on)
        return made

    return won

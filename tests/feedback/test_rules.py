"""Rules of asking and the company's settings of surveys: what a rule needs, and what the database refuses."""

from datetime import date, time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from crm.models import SavedView
from feedback.models import FeedbackSettings, Survey, SurveyRule
from tests.people import People


@pytest.fixture
def given(people: People) -> dict[str, Any]:
    survey = Survey.objects.create(name="After", kind="nps")
    return {"name": "After a win", "survey": survey, "event": "won", "starts_on": date(2025, 1, 1)}


def view(people: People, list_name: str) -> SavedView:
    return SavedView.objects.create(owner=people.admin, list_name=list_name, name="Mine", query="q=a")


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("campaign", {"event": "campaign"}),
        ("view", {"event": "list"}),
        ("view", {"event": "list", "view": "accounts"}),
        ("quiet_until", {"quiet_from": time(19)}),
        ("quiet_from", {"quiet_until": time(8)}),
        ("share", {"share": 0}),
        ("share", {"share": 101}),
        ("remind_after_days", {"remind_after_days": 0}),
        ("least_amount", {"least_amount": -1}),
    ],
)
def test_what_is_missing_is_said_at_the_field(
    people: People, given: dict[str, Any], field: str, wrong: dict[str, Any]
) -> None:
    if "view" in wrong:
        wrong = wrong | {"view": view(people, wrong["view"])}
    with pytest.raises(ValidationError) as refused:
        SurveyRule(**given | wrong).full_clean()
    assert field in refused.value.message_dict


@pytest.mark.parametrize(
    "wrong",
    [
        {"event": "campaign"},
        {"event": "list"},
        {"quiet_from": time(19)},
        {"share": 0},
        {"share": 101},
        {"remind_after_days": 0},
        {"least_amount": -1},
    ],
)
def test_what_the_database_refuses(given: dict[str, Any], wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyRule.objects.create(**given | wrong)


def test_a_list_of_contacts_will_do(people: People, given: dict[str, Any]) -> None:
    SurveyRule(**given | {"event": "list", "view": view(people, "contacts")}).full_clean()


def test_rules_are_for_administrators(people: People, given: dict[str, Any]) -> None:
    SurveyRule.objects.create(**given)
    seen = {who: SurveyRule.objects.visible_to(getattr(people, who)).count() for who in ("admin", "manager", "rep")}
    assert seen == {"admin": 1, "manager": 0, "rep": 0}


def test_there_is_one_row_of_settings(db: None) -> None:
    assert FeedbackSettings.current() == FeedbackSettings.current()
    FeedbackSettings(contact_rest_days=10).save()
    assert FeedbackSettings.objects.get().contact_rest_days == 10
    with pytest.raises(IntegrityError), transaction.atomic():
        FeedbackSettings.objects.bulk_create([FeedbackSettings(pk=2)])


@pytest.mark.parametrize(
    "wrong", [{"smallest_group": 1}, {"invitation_days": 0}, {"draft_days": 0}, {"answer_months": 0}]
)
def test_settings_that_make_no_sense(db: None, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        FeedbackSettings(pk=1, **wrong).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        FeedbackSettings.objects.bulk_create([FeedbackSettings(pk=1, **wrong)])

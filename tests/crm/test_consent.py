"""Whom surveys may be sent to: consent with its date, refusals with theirs, addresses that do not arrive."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from crm.merging import merge
from crm.models import Contact

EARLY, LATE = datetime(2025, 1, 1, tzinfo=UTC), datetime(2025, 6, 1, tzinfo=UTC)


def contact(**given: Any) -> Contact:
    made: Contact = Contact.objects.create(last_name="Miller", **given)
    return made


def test_a_refusal_keeps_its_moment_for_as_long_as_it_stands(db: None) -> None:
    with time_machine.travel(EARLY, tick=False):
        made = contact(refuses_surveys=True)
    with time_machine.travel(LATE, tick=False):
        made.save()
    assert made.refused_surveys_at == EARLY
    made.refuses_surveys = False
    made.save()
    assert made.refused_surveys_at is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"refused_surveys_at": EARLY},
        {"survey_consent_source": "By phone"},
        {"undeliverable_email": "m@example.com"},
        {"undeliverable_since": EARLY},
    ],
)
def test_what_the_database_refuses(db: None, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.bulk_create([Contact(last_name="Miller", **wrong)])


def test_a_consent_needs_its_date(db: None) -> None:
    with pytest.raises(ValidationError) as refused:
        Contact(last_name="Miller", survey_consent_source="By phone").full_clean()
    assert list(refused.value.message_dict) == ["survey_consent_on"]


def test_an_address_that_came_back_is_not_written_to_a_corrected_one_is(db: None) -> None:
    made = contact(email="Old@example.com", undeliverable_email="old@example.com", undeliverable_since=EARLY)
    assert not made.may_be_written_to()
    made.email = "new@example.com"
    assert made.may_be_written_to()
    assert not contact().may_be_written_to()


def test_a_merge_keeps_the_first_refusal_and_the_only_consent(db: None) -> None:
    kept = contact(refuses_surveys=True, refused_surveys_at=LATE)
    gone = contact(
        refuses_surveys=True, refused_surveys_at=EARLY, survey_consent_on=date(2024, 1, 1), survey_consent_source="Fair"
    )
    merge(kept, gone, set())
    kept.refresh_from_db()
    assert kept.refused_surveys_at == EARLY
    assert (kept.survey_consent_on, kept.survey_consent_source) == (date(2024, 1, 1), "Fair")

"""The pages of surveys ask the database few questions, and not more with more questions, versions and answers."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from crm.models import Account, Company
from feedback.models import Answer, AnswerTag, FeedbackSettings, Question, Survey

BUDGET = 25
ADDRESSES = [
    "/surveys/", "/surveys/new/", "/surveys/settings/", "/surveys/{survey}/", "/surveys/{survey}/about/",
    "/surveys/{survey}/preview/", "/surveys/{survey}/edit/", "/surveys/{survey}/texts/",
    "/surveys/{survey}/questions/new/?kind=multiple", "/surveys/questions/{question}/", "/surveys/versions/{draft}/form/",
]  # fmt: skip


def count(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def live(survey: Survey) -> Any:
    survey.edit().publish(None)
    return survey.current_version()


@pytest.mark.parametrize("address", ADDRESSES)
def test_queries_are_few_and_do_not_grow(admin: Client, survey: Survey, address: str) -> None:
    Company.current(), FeedbackSettings.current()
    live(survey)
    draft = survey.edit()
    question = draft.questions.get(kind="multiple")
    address = address.format(survey=survey.pk, draft=draft.pk, question=question.pk)
    before = count(admin, address)
    published = survey.current_version()
    score = draft.questions.get(key="score")
    for number in range(8):
        Answer.objects.create(survey=survey, version=published, score=9, answered_on=date(2025, 6, 1 + number))
        Question.objects.create(
            version=draft, order=20 + number, kind="text", texts={"en": "Why?"}, depends_on=score, shown_for=[number]
        )
        other = Survey.objects.create(name=f"Other {number}", kind="nps")
        draft.copy(other)
    after = count(admin, address)
    assert before <= BUDGET
    assert after <= before


def test_more_versions_are_compared_in_as_many_queries(admin: Client, survey: Survey) -> None:
    live(survey)
    live(survey)
    before = count(admin, f"/surveys/{survey.pk}/")
    for _number in range(6):
        live(survey)
    assert count(admin, f"/surveys/{survey.pk}/") <= before <= BUDGET


@pytest.mark.parametrize("address", ["/feedback/comments/", "/feedback/answers/{answer}/", "/feedback/tags/"])
def test_what_customers_say_takes_few_queries(admin: Client, survey: Survey, address: str) -> None:
    Company.current(), FeedbackSettings.current()
    version = live(survey)
    first = Answer.objects.create(survey=survey, version=version, score=2, comment="Late", answered_on=date(2025, 6, 1))
    address = address.format(answer=first.pk)
    before = count(admin, address)
    for number in range(8):
        account = Account.objects.create(name=f"Mill {number}")
        made = Answer.objects.create(
            survey=survey, version=version, account=account, score=2, comment="Late", answered_on=date(2025, 6, 2)
        )
        AnswerTag.objects.create(name=f"Tag {number}", words="late").answers.add(made)
    assert before <= BUDGET
    assert count(admin, address) <= before + 1

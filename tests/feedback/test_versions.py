"""Editing a live survey never changes what past answers mean."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from feedback.models import Answer, AnswerValue, Question, Survey, SurveyVersion
from feedback.models.conditions import is_shown

BOTH = {"en": "Would you recommend us?", "fr": "Nous recommanderiez-vous ?"}


@pytest.fixture
def survey(db: None) -> Survey:
    made = Survey.objects.create(name="After a win", kind="nps")
    draft = made.edit()
    score = Question.objects.create(version=draft, order=1, kind="score", texts=BOTH, required=True)
    Question.objects.create(
        version=draft, order=2, kind="text", texts={"en": "Why?", "fr": "Pourquoi ?"}, depends_on=score,
        shown_for=[0, 1, 2, 3, 4, 5, 6],
    )  # fmt: skip
    draft.publish(None)
    return made


def version(survey: Survey) -> SurveyVersion:
    found = survey.current_version()
    assert found is not None
    return found


def test_a_published_version_refuses_every_change(survey: Survey) -> None:
    shown = version(survey)
    question = shown.questions.get(key="score")
    for change in (
        lambda: Question.objects.filter(pk=question.pk).update(texts={"en": "Other"}),
        lambda: shown.questions.all().delete(),
        lambda: question.save(),
        lambda: question.delete(),
        lambda: Question.objects.create(version=shown, order=9, kind="text", texts=BOTH),
        lambda: Question.objects.bulk_create([Question(version=shown, key="q9", order=9, kind="text", texts=BOTH)]),
        lambda: Question.objects.bulk_update([question], ["order"]),
        lambda: shown.save(),
        lambda: shown.delete(),
    ):
        with pytest.raises(ValidationError, match="published"), transaction.atomic():
            change()
    assert Question.objects.get(pk=question.pk).texts == BOTH


def test_a_copy_held_in_memory_from_before_is_refused_too(survey: Survey) -> None:
    draft = survey.edit()
    stale = SurveyVersion.objects.get(pk=draft.pk)
    draft.publish(None)
    with pytest.raises(ValidationError, match="published"):
        stale.save()


def test_editing_makes_the_next_version_with_the_same_keys(survey: Survey) -> None:
    first = version(survey)
    answer = Answer.objects.create(survey=survey, version=first, score=3, answered_on=date(2025, 6, 2))
    AnswerValue.objects.create(answer=answer, question=first.questions.get(key="score"), value=3)
    draft = survey.edit()
    assert draft == survey.edit(), "one draft at a time"
    assert (draft.number, draft.is_published, version(survey)) == (2, False, first)
    reworded = draft.questions.get(key="score")
    reworded.texts = {"en": "How likely …", "fr": "Quelle probabilité …"}
    reworded.save()
    draft.publish(None)
    assert version(survey) == draft
    assert [each.key for each in draft.questions.order_by("order")] == ["score", "q1"]
    assert draft.questions.get(key="q1").depends_on == reworded
    assert answer.values.get().question.texts == BOTH


def test_keys_are_never_used_for_another_question(survey: Survey) -> None:
    draft = survey.edit()
    draft.questions.filter(key="q1").delete()
    draft.publish(None)
    added = Question.objects.create(version=survey.edit(), order=7, kind="text", texts=BOTH)
    assert added.key == "q2"


def test_a_copy_of_a_survey_starts_as_a_draft(survey: Survey) -> None:
    other = Survey.objects.create(name="Copy", kind="nps")
    made = version(survey).copy(other)
    assert (made.number, made.is_published, other.current_version()) == (1, False, None)
    assert made.questions.count() == 2 and version(survey).questions.count() == 2


def test_nothing_is_published_that_lacks_something(db: None) -> None:
    survey = Survey.objects.create(name="Empty", kind="csat")
    draft = survey.edit()
    Question.objects.create(version=draft, order=1, kind="text", texts={"en": "Why?"})
    with pytest.raises(ValidationError) as refused:
        draft.publish(None)
    assert len(refused.value.messages) == 2
    assert "score" in refused.value.messages[0] and "French" in refused.value.messages[1]
    assert survey.current_version() is None


@pytest.mark.parametrize("change", [{"kind": "csat"}, {"anonymous": True}])
def test_the_score_and_the_promise_are_settled_once_published(survey: Survey, change: dict[str, Any]) -> None:
    for name, value in change.items():
        setattr(survey, name, value)
    with pytest.raises(ValidationError, match="copy"):
        survey.save()
    fresh = Survey.objects.create(name="Not asked yet", kind="nps")
    for name, value in change.items():
        setattr(fresh, name, value)
    fresh.save()


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "score", "key": "again"},
        {"kind": "scale"},
        {"kind": "scale", "lowest": 5, "highest": 5},
        {"kind": "text", "lowest": 0, "highest": 5},
        {"kind": "text", "order": 1},
        {"kind": "text", "key": "score"},
    ],
)
def test_what_the_database_refuses(survey: Survey, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.create(**{"version": survey.edit(), "order": 8, "texts": BOTH} | wrong)


def test_only_one_draft(survey: Survey) -> None:
    survey.edit()
    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyVersion.objects.create(survey=survey, number=9)


def choices(*keys: str) -> list[dict[str, Any]]:
    return [{"key": key, "texts": {"en": key}} for key in keys]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("texts", {"texts": {"xx": "Welche?"}}),
        ("texts", {"texts": {"en": " "}}),
        ("choices", {"choices": choices("a")}),
        ("choices", {"choices": choices("a", "a")}),
        ("choices", {"choices": ["Price", "Quality"]}),
        ("choices", {"kind": "text", "choices": choices("a", "b")}),
        ("shown_for", {"depends_on": "score", "shown_for": []}),
        ("shown_for", {"depends_on": "score", "shown_for": [11]}),
        ("shown_for", {"depends_on": "score", "shown_for": [True]}),
        ("shown_for", {"depends_on": "score", "shown_for": [{}]}),
        ("depends_on", {"shown_for": [1]}),
        ("depends_on", {"order": 0, "depends_on": "score", "shown_for": [1]}),
    ],
)
def test_what_makes_no_sense_is_said_at_the_field(survey: Survey, field: str, wrong: dict[str, Any]) -> None:
    draft = survey.edit()
    given = {"kind": "choice", "choices": choices("a", "b"), "texts": BOTH, "order": 5, "key": "new"} | wrong
    if "depends_on" in given:
        given["depends_on"] = draft.questions.get(key=given["depends_on"])
    with pytest.raises(ValidationError) as refused:
        Question(version=draft, **given).full_clean()
    assert list(refused.value.message_dict) == [field]


def test_a_question_is_shown_for_some_answers(survey: Survey) -> None:
    draft = survey.edit()
    score, why = draft.questions.order_by("order")
    yes = Question.objects.create(version=draft, order=3, kind="yes_no", texts=BOTH)
    last = Question.objects.create(
        version=draft, order=4, kind="multiple", choices=choices("a", "b"), texts=BOTH, depends_on=yes, shown_for=[True]
    )
    after = Question.objects.create(version=draft, order=5, kind="text", texts=BOTH, depends_on=last, shown_for=["b"])
    assert is_shown(score, {}) and not is_shown(why, {})
    assert is_shown(why, {"score": 6}) and not is_shown(why, {"score": 7})
    assert not is_shown(last, {"q2": 1}), "1 is not yes"
    answered = {"q2": True, "q3": ["a", "b"]}
    assert is_shown(after, answered) and not is_shown(after, answered | {"q3": ["a"]})
    assert not is_shown(after, answered | {"q2": False}), "it hangs on a question that is not shown"

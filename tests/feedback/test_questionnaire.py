"""The form of a version: fields in the customer's language, what is shown when, what is valid, what was answered."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from feedback.models import Question, Survey, SurveyVersion
from feedback.questionnaire import Questionnaire, comment_of, score_of


def both(english: str, french: str) -> dict[str, str]:
    return {"en": english, "fr": french}


@pytest.fixture
def version(db: None) -> SurveyVersion:
    """A score; why, for detractors; what, for promoters (required); again? ; how often, if so."""
    draft = Survey.objects.create(name="After", kind="nps").edit()
    ask = Question.objects.create
    score = ask(version=draft, order=1, kind="score", texts=both("How likely?", "Quelle chance ?"), required=True)
    ask(
        version=draft,
        order=2,
        kind="text",
        texts=both("Why?", "Pourquoi ?"),
        depends_on=score,
        shown_for=[0, 1, 2, 3, 4, 5, 6],
    )
    ask(
        version=draft, order=3, kind="multiple", texts=both("What?", "Quoi ?"), required=True, depends_on=score,
        shown_for=[9, 10], choices=[{"key": "c1", "texts": both("Price", "Prix")}, {"key": "c2", "texts": both("Speed", "Vitesse")}],
    )  # fmt: skip
    again = ask(version=draft, order=4, kind="yes_no", texts=both("Again?", "Encore ?"))
    ask(
        version=draft,
        order=5,
        kind="scale",
        lowest=1,
        highest=5,
        texts=both("How often?", "Combien ?"),
        depends_on=again,
        shown_for=[True],
    )
    return draft


ALL = "score q1 q2 q3 q4"


def sent(version: SurveyVersion, **typed: Any) -> Questionnaire:
    return Questionnaire(version, "en", {"seen": ALL} | typed)


def shown(form: Questionnaire) -> list[str]:
    return [each.question.key for each in form.asked() if each.shown]


def test_at_first_what_hangs_on_an_answer_is_not_shown(version: SurveyVersion) -> None:
    assert shown(Questionnaire(version, "en")) == ["score", "q3"]
    assert shown(Questionnaire(version, "en", answered={"score": 3})) == ["score", "q1", "q3"]
    assert shown(Questionnaire(version, "en", answered={"score": 10, "q3": True})) == ["score", "q2", "q3", "q4"]


def test_a_score_chosen_in_an_email_is_marked(version: SurveyVersion) -> None:
    asked = Questionnaire(version, "en", answered={"score": 3}).asked()[0]
    assert [value for value, _label, chosen in asked.options if chosen] == ["3"]
    assert len(asked.options) == 11


def test_the_values_are_typed_and_only_of_what_is_shown(version: SurveyVersion) -> None:
    form = sent(version, score="10", q1="never shown", q2=["c2", "c1"], q3="yes", q4="4")
    assert form.is_complete(), form.errors
    assert form.values == {"score": 10, "q2": ["c2", "c1"], "q3": True, "q4": 4}
    assert score_of(form.values, form.questions) == 10 and comment_of(form.values, form.questions) == ""
    unhappy = sent(version, score="0", q1="Too late", q2=["c2"], q3="no", q4="4")
    assert unhappy.is_complete() and unhappy.values == {"score": 0, "q1": "Too late", "q3": False}
    assert score_of(unhappy.values, unhappy.questions) == 0
    assert comment_of(unhappy.values, unhappy.questions) == "Too late"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, ["score"]),
        ({"score": "11"}, ["score"]),
        ({"score": "abc"}, ["score"]),
        ({"score": "10"}, ["q2"]),
        ({"score": "10", "q2": ["c9"]}, ["q2"]),
        ({"score": "8", "q3": "yes", "q4": "6"}, ["q4"]),
        ({"score": "3", "q1": "x" * 5001}, ["q1"]),
        ({"score": "8", "q1": "x" * 5001, "q4": "6"}, []),
    ],
)
def test_what_is_missing_or_impossible_is_said_at_the_question(
    version: SurveyVersion, typed: dict[str, Any], wrong: list[str]
) -> None:
    form = sent(version, **typed)
    assert list(form.errors) == wrong
    assert form.is_complete() == (not wrong)


def test_a_question_that_becomes_due_is_shown_before_anything_is_recorded(version: SurveyVersion) -> None:
    form = Questionnaire(version, "en", {"seen": "score q3", "score": "9"})
    assert form.is_valid(), "it was not seen: not answering it is no mistake"
    assert (form.is_complete(), form.unseen) == (False, ["q2"])
    assert shown(form) == ["score", "q2", "q3"] and form.seen_now() == "score q2 q3"
    assert sent(version, score="9", q2=["c1"]).is_complete()


def test_who_sends_no_word_of_what_was_seen_is_asked_again(version: SurveyVersion) -> None:
    assert not Questionnaire(version, "en", {"score": "8"}).is_complete()


def test_in_the_customers_language_or_the_surveys(version: SurveyVersion) -> None:
    assert Questionnaire(version, "fr-be").asked()[0].text == "Quelle chance ?"
    assert Questionnaire(version, "de").asked()[0].text == "How likely?"
    assert [label for _value, label, _chosen in Questionnaire(version, "fr").asked()[2].options] == ["Prix", "Vitesse"]


def test_one_statement_reads_the_questions(version: SurveyVersion, django_assert_num_queries: Any) -> None:
    version = SurveyVersion.objects.select_related("survey").get(pk=version.pk)
    with django_assert_num_queries(1):
        form = Questionnaire(version, "en", {"seen": ALL, "score": "3", "q3": "yes", "q4": "2"})
        assert form.is_complete()
        render_to_string("feedback/_questionnaire.html", {"form": form})


def test_the_page_hides_what_is_not_due_and_names_what_is_wrong(version: SurveyVersion) -> None:
    with translation.override("fr"):
        html = render_to_string(
            "feedback/_questionnaire.html", {"form": Questionnaire(version, "fr", {"seen": ALL, "q1": "<b>"})}
        )
    assert 'data-question="q1" data-depends-on="score" data-shown-for="0 1 2 3 4 5 6" hidden' in html
    assert 'data-depends-on="q3" data-shown-for="yes"' in html
    assert "Répondez à cette question" in html and 'aria-describedby="error-score"' in html
    assert "&lt;b&gt;" in html and "<b>" not in html

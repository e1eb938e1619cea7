"""Surveys and one answer, read through the API."""

from datetime import date

from feedback.models import Answer, Survey
from tests.api.conftest import Program, World


def test_surveys_and_what_they_ask(world: World, rep: Program) -> None:
    survey = Survey.objects.create(name="After a win", kind="nps")
    assert rep.results("surveys/?kind=nps")[0]["name"] == "After a win"
    assert rep.get(f"/api/surveys/{survey.pk}/questions/").json() == {"version": None, "questions": []}
    draft = survey.edit()
    draft.questions.create(order=2, kind="text", texts={"en": "Why?", "fr": "Pourquoi ?"})
    draft.questions.create(order=1, kind="score", texts={"en": "How likely?", "fr": "Quelle chance ?"})
    draft.published_at = survey.history.first().history_date
    type(draft).objects.filter(pk=draft.pk).update(published_at=draft.published_at)
    found = rep.get(f"/api/surveys/{survey.pk}/questions/").json()
    assert (found["version"], [each["texts"]["en"] for each in found["questions"]]) == (1, ["How likely?", "Why?"])
    assert rep.send("POST", "surveys/", {"name": "x"}).status_code == 405


def test_one_answer(world: World, rep: Program, outsider: Program) -> None:
    survey = Survey.objects.create(name="After a win", kind="nps")
    answer = Answer.objects.create(
        survey=survey, account=world.account, owner=world.people.rep, score=9, answered_on=date(2026, 1, 5)
    )
    assert rep.get(f"/api/answers/{answer.pk}/").json()["score"] == 9
    assert outsider.get(f"/api/answers/{answer.pk}/").status_code == 404

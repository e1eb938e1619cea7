"""What a survey can be started from can be published as it is, in every language."""

import pytest

from crm.languages import SPOKEN
from feedback.models import Survey
from feedback.questionnaire import Questionnaire
from feedback.starting_points import STARTING_POINTS, StartingPoint, begin


@pytest.mark.parametrize("point", STARTING_POINTS, ids=lambda point: point.slug)
def test_it_is_complete_and_makes_sense(db: None, point: StartingPoint) -> None:
    version = begin(Survey.objects.create(name=point.slug, kind=point.kind), point)
    for question in version.questions.all():
        question.full_clean()
    version.full_clean()
    version.publish(None)
    for texts in (version.introduction, version.thanks, version.mail_subject, version.mail_text):
        assert set(texts) == set(SPOKEN)
    first = Questionnaire(version, "fr").asked()[0]
    assert first.question.kind == "score" and first.lowest_means and first.highest_means


def test_who_recommends_and_who_does_not_is_asked_something_else(db: None) -> None:
    point = next(each for each in STARTING_POINTS if each.slug == "win")
    version = begin(Survey.objects.create(name="Win", kind=point.kind), point)
    asked = {
        score: [each.text for each in Questionnaire(version, "en", answered={"score": score}).asked() if each.shown][1]
        for score in (6, 8, 9)
    }
    assert len(set(asked.values())) == 3

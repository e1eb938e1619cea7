"""Answers as survey tools export them: who asked what, and how a score is written."""

import pytest

from feedback.models import Answer
from feedback.scores import read_score
from tests.importers.test_loading import Loader, counted, load

__all__ = ["load"]


@pytest.mark.parametrize(
    ("kind", "text", "score"),
    [
        ("nps", "9", 9), ("nps", "9.0", 9), ("nps", "9,0", 9), ("nps", "9 - Very likely", 9), ("nps", "10/10", 10),
        ("nps", "8 sur 10", 8), ("nps", "10 (Extremely likely)", 10), ("nps", "Très probable (10)", 10),
        ("nps", "0 – Pas du tout probable", 0), ("csat", "4 stars", 4), ("csat", "1 étoile", 1), ("csat", "★★★★☆", 4),
        ("csat", "⭐⭐⭐", 3), ("csat", "4/5", 4), ("csat", "5 - Très satisfait", 5), ("csat", "Très satisfait", 5),
        ("csat", "Very dissatisfied", 1), ("csat", "Neutre", 3), ("ces", "6 out of 7", 6), ("own", "42", 42),
    ],
)  # fmt: skip
def test_scores_as_they_are_written(kind: str, text: str, score: int) -> None:
    assert read_score(text, kind) == score


@pytest.mark.parametrize(
    ("kind", "text"),
    [("nps", "4/5"), ("nps", "★★★★☆"), ("nps", "5 stars"), ("csat", "8/10"), ("nps", "Very satisfied"), ("nps", "7.5"),
     ("csat", "3-4"), ("nps", "Promoter"), ("ces", "★★★★★★"), ("own", "NaN"), ("own", "1,000"), ("nps", "between 1 and 5")],
)  # fmt: skip
def test_scores_on_another_scale_or_on_none_are_refused(kind: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_score(text, kind)


@pytest.mark.parametrize(
    ("text", "preset"),
    [
        ("Timestamp,How likely are you to recommend us?,Why?\n6/13/2024 9:00:00,9,ok\n", "google-forms-nps"),
        ("Horodateur;De 0 à 10, nous recommanderiez-vous ?\n13/06/2024 09:00:00;9\n", "google-forms-nps"),
        ("#,Would you recommend us?,Submit Date (UTC)\nab1,9,2024-06-12 23:30:00\n", "typeform-nps"),
        (
            "Respondent ID,Collector ID,Date Created,How likely is it that you would recommend us?\n,,,Response\n"
            "114,1,06/13/2024 10:00:00 AM,9 - Very likely\n",
            "surveymonkey-nps",
        ),
        ("Response ID,Score,Comment,Responded At (UTC),Survey\n1,9,ok,2024-06-12 23:30:00,NPS\n", "delighted"),
    ],
)  # fmt: skip
def test_exports_of_survey_tools(load: Loader, text: str, preset: str) -> None:
    summary = load("answers", text, "--create-missing")
    assert (summary["preset"], summary["created"], summary["rejected"]) == (preset, 1, 0)
    answer = Answer.objects.get()
    assert (answer.kind, answer.score, str(answer.answered_on)) == ("nps", 9, "2024-06-13")


def test_the_same_question_on_another_scale_is_no_nps(load: Loader) -> None:
    text = "Timestamp,Would you recommend us (1 to 5)?,Note\n6/13/2024 9:00:00,4,3\n"
    summary = load("answers", text, "--set", "survey=CSAT", "--create-missing")
    assert (summary["preset"], counted(summary), Answer.objects.get().score) == ("", {"read": 1, "created": 1}, 3)


def test_a_score_that_cannot_be_read_is_told(load: Loader) -> None:
    summary = load("answers", "Date,Note\n2024-06-13,4/5\n", "--set", "survey=NPS")
    assert summary["errors"][0]["column"] == "Note"
    assert "whole number" in summary["errors"][0]["sentence"]

"""Answers about recommending (NPS): Google Forms, Typeform, SurveyMonkey, Delighted."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from crm.importers.fields import Columns, first
from crm.importers.presets.preset import IN_UTC, Preset
from crm.models.names import normalise

ASKED = re.compile(r".*\b(recommend|recommand|recomendar|empfehlen|weiterempfehlen).*", re.S)
# The same question with another scale is no NPS.
OTHER_SCALE = re.compile(r".*\b(1|0)\s*(-|to|a|et|bis)\s*[4-7]\b.*", re.S)


@dataclass(frozen=True)
class Question(Columns):
    """The one column whose header asks whether people would recommend us; none where several do."""

    def positions(self, headers: list[str]) -> list[int]:
        plain = [normalise(header) for header in headers]
        found = [
            number for number, text in enumerate(plain) if ASKED.fullmatch(text) and not OTHER_SCALE.fullmatch(text)
        ]
        return found if len(found) == 1 else []


RECOMMEND = Question(())


@dataclass(frozen=True)
class Recommending(Preset):
    """Fits files that ask it, and have one of these columns for the moment of the answer."""

    answered: tuple[str, ...] = ()

    def fits(self, headers: Iterable[str]) -> bool:
        known = list(headers)
        return bool(RECOMMEND.positions(known) and first(*self.answered).positions(known)) and super().fits(known)


def recommending(name: str, needed: tuple[str, ...], answered: tuple[str, ...], number: tuple[str, ...]) -> Preset:
    return Recommending(
        name,
        "answers",
        needed,
        {
            "survey": first("Survey", "Survey name", "Enquête", "Questionnaire"),
            "score": RECOMMEND,
            "answered_on": first(*answered),
            "external_id": first(*number),
            "comment": first("Comment", "Comments", "Commentaire", "Commentaires", "Why?", "Pourquoi ?"),
        },
        constants={"survey": "NPS"},
        rewrites={"answered_on": IN_UTC} if "UTC" in answered[0] else {},
        # Below its header SurveyMonkey says once more what kind of answer each column has.
        skip={"Respondent ID": ("",)},
        answered=answered,
    )


PRESETS = (
    recommending("google-forms-nps", (), ("Timestamp", "Horodateur", "Zeitstempel", "Marca temporal"), ("Id",)),
    recommending("typeform-nps", ("Submit Date (UTC)",), ("Submit Date (UTC)",), ("#",)),
    recommending(
        "surveymonkey-nps", ("Respondent ID", "Collector ID"), ("Date Created", "Date Modified"), ("Respondent ID",)
    ),
    Preset(
        "delighted",
        "answers",
        ("Response ID", "Score", "Comment", "Responded At (UTC)"),
        {
            # It asks for other scores, too: which one is told by a column or with --set survey=NPS.
            "survey": first("Survey", "Survey name", "Survey type"),
            "external_id": first("Response ID"),
            "score": first("Score"),
            "comment": first("Comment"),
            "answered_on": first("Responded At (UTC)"),
            "account": first("Company", "Company Name"),
            "contact": first("Person Email", "Email"),
        },
        rewrites={"answered_on": IN_UTC},
    ),
)

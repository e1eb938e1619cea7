"""When a question is shown, as people read it."""

from itertools import pairwise

from django.utils.translation import gettext as _

from feedback.models import Question
from feedback.models.conditions import NPS_GROUPS
from feedback.models.surveys import ScoreKind
from feedback.models.texts import text_in


def in_words(question: Question) -> str:
    """“Shown after “How likely …?”: 0–6”; empty where it is always shown."""
    decides = question.depends_on
    if decides is None:
        return ""
    return _("Shown after “%(question)s”: %(answers)s") % {"question": decides, "answers": answers_in_words(question)}


def answers_in_words(question: Question) -> str:
    decides = question.depends_on
    assert decides is not None
    if decides.kind == Question.Kind.YES_NO:
        return ", ".join(_("Yes") if value else _("No") for value in question.shown_for)
    if decides.kind in Question.WITH_CHOICES:
        words = {choice["key"]: text_in(choice["texts"]) for choice in decides.choices}
        return ", ".join(words.get(key, key) for key in question.shown_for)
    return group_in_words(question, decides) or ranges(question.shown_for)


def group_in_words(question: Question, decides: Question) -> str:
    names = {"promoters": _("promoters (9–10)"), "passives": _("passives (7–8)"), "detractors": _("detractors (0–6)")}
    if decides.kind == Question.Kind.SCORE and decides.version.survey.kind == ScoreKind.NPS:
        for name, scores in NPS_GROUPS.items():
            if set(question.shown_for) == set(scores):
                return names[name]
    return ""


def ranges(numbers: list[int]) -> str:
    """Whole numbers with those that follow each other drawn together: 0, 1, 2, 5 → “0–2, 5”."""
    found: list[list[int]] = []
    for before, number in pairwise([None, *sorted(numbers)]):
        if found and before is not None and number == before + 1:  # type: ignore[operator]
            found[-1].append(number)  # type: ignore[arg-type]
        else:
            found.append([number])  # type: ignore[list-item]
    return ", ".join(str(each[0]) if len(each) == 1 else f"{each[0]}–{each[-1]}" for each in found)

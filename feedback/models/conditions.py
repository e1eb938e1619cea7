"""What the choices of a question look like, and when it is shown."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from feedback.models.texts import validate_texts
from feedback.models.versions import Question

MOST_CHOICES = 50
# Who would recommend, who is content, who is not, by their score of 0 to 10 (Reichheld, The One Number You Need to
# Grow, Harvard Business Review, December 2003).
NPS_GROUPS = {"promoters": range(9, 11), "passives": range(7, 9), "detractors": range(7)}


def check_choices(question: Question) -> None:
    """Raises ValidationError unless choices have a key of their own and texts, two of them at least."""
    choices = question.choices
    if question.kind not in Question.WITH_CHOICES:
        if choices:
            raise ValidationError({"choices": _("Only questions with choices have some.")})
        return
    if not isinstance(choices, list) or not 2 <= len(choices) <= MOST_CHOICES:
        raise ValidationError({"choices": _("Give from 2 to %(most)s choices.") % {"most": MOST_CHOICES}})
    try:
        keys = [choice["key"] for choice in choices]
        for choice in choices:
            validate_texts(choice["texts"])
    except (KeyError, TypeError) as error:
        raise ValidationError({"choices": _("A choice has a key and texts by language.")}) from error
    except ValidationError as error:
        raise ValidationError({"choices": error}) from error
    if len(set(keys)) != len(keys) or not all(isinstance(key, str) and key for key in keys):
        raise ValidationError({"choices": _("Each choice has a key of its own.")})


def answers_of(question: Question) -> list[Any]:
    """What may be answered to a question, as `shown_for` names it; nothing for free texts."""
    if question.kind == Question.Kind.YES_NO:
        return [True, False]
    if question.kind in Question.WITH_CHOICES:
        return [choice["key"] for choice in question.choices]
    ends = question.scale()
    return list(range(ends[0], ends[1] + 1)) if ends else []


def check_condition(question: Question) -> None:
    """Raises ValidationError unless the question that decides stands earlier and can be answered so."""
    decides = question.depends_on
    if decides is None:
        if question.shown_for:
            raise ValidationError({"depends_on": _("Choose the question that decides.")})
        return
    if decides.version_id != question.version_id or decides.order >= question.order:
        raise ValidationError({"depends_on": _("Only an earlier question can decide whether this one is shown.")})
    known = {(type(each), each) for each in answers_of(decides)}
    if not isinstance(question.shown_for, list) or not question.shown_for:
        raise ValidationError({"shown_for": _("Choose the answers for which it is shown.")})
    if not {(type(each), each) for each in question.shown_for if isinstance(each, bool | int | str)} <= known or any(
        not isinstance(each, bool | int | str) for each in question.shown_for
    ):
        raise ValidationError({"shown_for": _("These answers cannot be given to that question: choose again.")})


def is_shown(question: Question, answered: dict[str, Any]) -> bool:
    """Whether a question is shown after what was `answered` so far (question key to value).

    A question that is not shown itself counts as not answered.
    """
    decides = question.depends_on
    if decides is None:
        return True
    if not is_shown(decides, answered) or decides.key not in answered:
        return False
    given = answered[decides.key]
    values = given if isinstance(given, list) else [given]
    wanted = {(type(each), each) for each in question.shown_for}
    return any((type(each), each) in wanted for each in values)

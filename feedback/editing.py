"""What is done to the draft of a survey: questions put in order and removed. Every change counts the draft up."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from feedback.models import Question, Survey, SurveyVersion

# More than any survey has questions; while the places are given anew they are out of the way.
ASIDE = 10_000


def next_place(version: SurveyVersion) -> int:
    return (version.questions.aggregate(last=Max("order"))["last"] or 0) + 1


@transaction.atomic
def put_in_order(version: SurveyVersion, keys: Sequence[int]) -> None:
    """The questions in the order of their primary keys; raises ValidationError where one would stand before the
    question that decides whether it is shown, or where the keys are not those of the version."""
    questions = {each.pk: each for each in version.questions.select_related("depends_on")}
    if sorted(keys) != sorted(questions):
        raise ValidationError(_("The questions have changed meanwhile: look at them again."))
    place = {key: number for number, key in enumerate(keys, 1)}
    for each in questions.values():
        if each.depends_on is not None and place[each.depends_on_id] > place[each.pk]:  # type: ignore[index]
            words = {"question": each, "decides": each.depends_on}
            raise ValidationError(
                _("“%(question)s” is shown after an answer to “%(decides)s”: it stays behind it.") % words
            )
    version.questions.update(order=F("order") + ASIDE)
    for key, number in place.items():
        version.questions.filter(pk=key).update(order=number)
    version.save()


def move(question: Question, by: int) -> None:
    """One place up (−1) or down (1); at an end nothing happens."""
    keys = list(question.version.questions.order_by("order").values_list("pk", flat=True))
    place = keys.index(question.pk)
    if 0 <= place + by < len(keys):
        keys[place], keys[place + by] = keys[place + by], keys[place]
        put_in_order(question.version, keys)


@transaction.atomic
def remove(question: Question) -> None:
    """Raises ValidationError where another question is shown after an answer to this one."""
    dependent = question.dependents.first()
    if dependent is not None:
        sentence = _("“%(question)s” is shown after an answer to this one: change or remove it first.")
        raise ValidationError(sentence % {"question": dependent})
    version = question.version
    question.delete()
    version.save()


@transaction.atomic
def copy(survey: Survey, name: str) -> Survey:
    """Another survey with the same questions, as a draft: those being written, else those that customers are asked."""
    made = Survey(name=name, kind=survey.kind, anonymous=survey.anonymous)
    made.full_clean()
    made.save()
    source = survey.draft_version() or survey.current_version()
    if source is not None:
        source.copy(made)
    else:
        made.edit()
    return made


def copy_name(survey: Survey) -> str:
    """A name for a copy that is not taken."""
    taken = set(Survey.objects.values_list("name", flat=True))
    first: str = (_("%(name)s (copy)") % {"name": survey.name})[:120]
    numbered: Any = (f"{first[:115]} {number}" for number in range(2, len(taken) + 3))
    return first if first not in taken else next(name for name in numbered if name not in taken)

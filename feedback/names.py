"""Who may know whose answer it is: names on low scores by a setting, anonymous answers only in company."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count

from crm.access import Role
from feedback.models import Answer, FeedbackSettings
from feedback.models.answers import AnswerQuerySet


def hidden_from(viewer: Any) -> bool:
    """Whether this viewer sees low scores without the customer: reps, where the company wants it so."""
    return getattr(viewer, "role", None) == Role.REP and not FeedbackSettings.current().reps_see_low_scores


def named_to(viewer: Any) -> AnswerQuerySet:
    """The answers whose customer the viewer may know: what a list about a customer is made of."""
    rows = readable(viewer)
    return rows.exclude(pk__in=Answer.objects.unhappy().values("pk")) if hidden_from(viewer) else rows


def readable(viewer: Any) -> AnswerQuerySet:
    """The answers that the viewer may read one by one.

    Of anonymous surveys only where the viewer sees enough of them that none can be told from the others.
    """
    rows: Any = Answer.objects.visible_to(viewer)
    few = few_of(rows)
    return rows.exclude(anonymous=True, survey__in=few) if few else rows  # type: ignore[no-any-return]


def few_of(rows: AnswerQuerySet) -> list[int]:
    """The anonymous surveys with too few answers among these rows."""
    counted = rows.filter(anonymous=True).order_by().values("survey").annotate(answers=Count("pk"))
    found = list(counted.values_list("survey", "answers"))
    smallest = FeedbackSettings.current().smallest_group if found else 0
    return [survey for survey, answers in found if answers < smallest]


def shown_to(viewer: Any, answers: Iterable[Answer]) -> Iterator[Answer]:
    """The answers with `hides_name`, and `customer`, `person` and `seller` as this viewer may know them (None: nobody).

    Of an anonymous answer nobody learns whose customer it was: groups could be counted together that are hidden.
    """
    hidden = hidden_from(viewer)
    for each in answers:
        made: Any = each
        made.hides_name = hidden and each.is_unhappy()
        made.customer = None if made.hides_name else each.account
        made.person = None if made.hides_name else each.contact
        made.seller = None if each.anonymous else each.owner
        yield each

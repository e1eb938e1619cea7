"""What webhooks say of answers: what was scored, not by whom nor in which words."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from crm.webhooks.types import EventType, Watched, register
from feedback.models import Answer


def of_answers(keys: Iterable[int]) -> dict[int, dict[str, Any]]:
    """An answer is no longer its person's when they are erased: so it is never told which person gave it."""
    rows = Answer.objects.filter(pk__in=keys).select_related("survey")
    return {row.pk: {"answer": described(row)} for row in rows}


def described(row: Answer) -> dict[str, Any]:
    """One anonymous answer, told when it comes, could be told from the others: that it came is all that is said."""
    customer = {"account": row.account_id, "opportunity": row.opportunity_id, "sale": row.sale_id}
    return {
        "id": row.pk,
        "survey": {"id": row.survey_id, "label": row.survey.name},
        "kind": row.kind,
        "score": None if row.anonymous else row.score,
        "answered_on": row.answered_on,
        "anonymous": row.anonymous,
        **({} if row.anonymous else customer),
    }


def declare() -> None:
    register(
        EventType("answer.received", _("Answer to a survey received"), of_answers),
        watched=[
            Watched(
                "answer",
                "feedback_answer",
                "'answer.received'",
                "COALESCE(NEW.answered_at, {now})",
                "TRUE",
            )
        ],
    )

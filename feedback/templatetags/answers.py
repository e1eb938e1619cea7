"""What customers answered, for the pages of records: they ask for it by template, crm knows nothing of feedback."""

from typing import Any

from django import template

from crm.languages import LANGUAGES, base, name_of
from feedback.models import Answer
from feedback.names import named_to, readable, shown_to

register = template.Library()
SHOWN = 10


@register.simple_tag(takes_context=True)
def answers_about(context: dict[str, Any], **record: Any) -> list[Answer]:
    """The latest answers that the viewer may see: `account=…`, `contact=…`, `opportunity=…` (asked because of it), or
    `owner=…` (of the customers of a person). On the page of a customer those are missing whose name is hidden."""
    if not Answer.objects.filter(**record).exists():
        # Of most records nobody was asked yet, and whose answers are too few to be read need not be found out.
        return []
    viewer = context["request"].user
    rows = readable(viewer) if "owner" in record else named_to(viewer)
    found = rows.filter(**record).select_related("survey", "contact", "account", "owner")
    return list(shown_to(viewer, found.order_by("-answered_on", "-pk")[:SHOWN]))


@register.simple_tag
def answer_behind(activity: Any) -> Answer | None:
    """The answer that an activity follows up; None where it follows up none."""
    found: Answer | None = Answer.objects.filter(follow_up=activity.pk).first()
    return found


@register.simple_tag
def answers_behind(*lists: Any) -> dict[int, int]:
    """The keys of the answers that planned activities follow up, by the key of the activity."""
    keys = [activity.pk for due in lists for activity in due["rows"]]
    found = Answer.objects.filter(follow_up__in=keys).values_list("follow_up", "pk") if keys else []
    return dict(found)


@register.filter
def at_key(found: Any, key: Any) -> Any:
    """A value of a dictionary; None where the page made none, or it has no such key."""
    return found.get(key) if isinstance(found, dict) else None


@register.filter
def tone(answer: Answer) -> str:
    """How a score is drawn."""
    return "bad" if answer.is_unhappy() else "good" if answer.is_happy() else "warn" if answer.score is not None else ""


@register.filter
def language_name(code: str) -> str:
    """What a language is called in the viewer's; a code from a file that says none stays as it is."""
    return name_of(base(code)) if base(code) in LANGUAGES else code

"""What customers answered, for the pages of records: they ask for it by template, crm knows nothing of feedback."""

from typing import Any

from django import template

from feedback.models import Answer

register = template.Library()
SHOWN = 10


@register.simple_tag(takes_context=True)
def answers_about(context: dict[str, Any], **record: Any) -> list[Answer]:
    """The latest answers that the viewer may see: `account=…`, `opportunity=…` (asked because of it), or `owner=…` (of
    the customers of a person)."""
    if "opportunity" in record:
        record = {"invitation__opportunity": record["opportunity"]}
    rows = Answer.objects.visible_to(context["request"].user).filter(**record)
    return list(rows.select_related("survey", "contact", "account").order_by("-answered_on", "-pk")[:SHOWN])

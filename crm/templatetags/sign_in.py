"""What pages of signing in ask about a person."""

from typing import Any

from django import template

from crm.second_factor import lacks_second_factor

register = template.Library()


@register.filter
def must_set_up(person: Any) -> bool:
    """Whether the person is let into nothing before there is a second factor."""
    return lacks_second_factor(person)

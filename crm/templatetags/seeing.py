"""What a form's reader saw, carried along for who changes the same record meanwhile."""

from django import template
from django.forms import BoundField

register = template.Library()


@register.filter
def seen(field: BoundField) -> str:
    """The hidden inputs with what a field showed, where the form asks for them and the field is drawn in pieces."""
    return field.as_hidden(only_initial=True) if field.field.show_hidden_initial else ""

"""The small pictures of buttons and menus: drawn a hundred times on a page, so by a function and not by a template."""

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(name="icon")
@cache
def drawn(name: str, extra: str = "") -> SafeString:
    """The icon of a name of `vendor/icons.svg`, hidden from those who listen to the page; `extra` adds CSS classes."""
    words = f"icon {extra}".rstrip()
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"></use></svg>', words, static("vendor/icons.svg"), name
    )

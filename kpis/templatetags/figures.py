"""How a figure is shown: its change by what is better, the address of its rows."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from kpis.engine import Figure, Row

register = template.Library()
PASSED_ON = ("period", "from", "to", "compare", "team", "region", "channel", "campaign", "product", "owner")


@register.filter
def direction(figure: Figure) -> str:
    """The classes of a change: better or worse by the figure's own sense, not by its sign."""
    if not figure.change:
        return "change"
    good = (figure.change > 0) == (figure.better == "up")
    return "change change-better" if good else "change change-worse"


@register.filter
def change_text(figure: Figure) -> str:
    """“+12.3 %”; empty where there was nothing to compare with."""
    return "" if figure.change is None else f"{figure.change * 100:+.1f} %".replace("-", "−")


@register.filter
def arrow(figure: Figure) -> str:
    if not figure.change:
        return "minus"
    return "arrow-narrow-up" if figure.change > 0 else "arrow-narrow-down"


@register.filter
def sense(figure: Figure) -> str:
    """What the arrow means, for those who do not see its colour."""
    if not figure.change:
        return _("unchanged")
    return _("better") if (figure.change > 0) == (figure.better == "up") else _("worse")


@register.filter
def pick(mapping: Any, name: str) -> Any:
    return mapping.get(name)


@register.filter
def keyed(row: Row, name: str) -> Any:
    """The key of a row in one dimension."""
    return row.by[name]


@register.simple_tag(takes_context=True)
def passed_on(context: dict[str, Any], **more: Any) -> str:
    """The words of the address that every page of figures understands, with some changed."""
    request = context["request"]
    words = [(name, value) for name in PASSED_ON if name not in more for value in request.GET.getlist(name)]
    for name, values in context.get("asking").where.items():  # type: ignore[union-attr]
        if name not in request.GET and name not in more:
            words += [(name, "none" if value is None else value) for value in values]
    words += [
        (name.replace("_", "-") if name.startswith("key_") else name, value) for name, value in more.items() if value
    ]
    return urlencode(words)


@register.simple_tag(takes_context=True)
def rows_address(context: dict[str, Any], metric: str, by: str = "", row: Row | None = None) -> str:
    """The page with the very rows behind a figure, of one row of the answer if given."""
    words = passed_on(context)
    if row is not None:
        key = row.by[by].id
        words += ("&" if words else "") + urlencode({f"key-{by}": "none" if key is None else key})
    return f"{reverse('kpis:metric_rows', args=[metric])}?{words}"

"""The cells of a list: fifty rows of a dozen are drawn by a function, in a fifth of the time that a template takes."""

from typing import Any

from django import template
from django.utils.html import conditional_escape as escaped
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from crm.columns import Cell

register = template.Library()


@register.simple_tag
def cells(line: Any, ticked: bool) -> SafeString:
    """The `td` of a row; with a box to tick it in the first one where several rows can be changed together."""
    first, *others = line.cells
    drawn = [f"<td{classes(first, ticked)}>{tick(line.row) if ticked else ''}{content(first)}</td>"]
    drawn += [f'<td data-label="{escaped(each.column.label)}"{classes(each)}>{content(each)}</td>' for each in others]
    # All that varies is escaped below.
    return mark_safe("".join(drawn))


def classes(cell: Cell, ticked: bool = False) -> str:
    if cell.column.numeric:
        return ' class="numeric"'
    if cell.column.whole:
        return ' class="nowrap"'
    return ' class="ticked-cell"' if ticked else ""


def tick(row: Any) -> str:
    label = escaped(_("Choose %(name)s") % {"name": row})
    return (
        f'<label class="row-tick"><input class="form-check-input" type="checkbox" name="key" value="{row.pk}" '
        f'aria-label="{label}"></label><input type="hidden" name="page_key" value="{row.pk}">'
    )


def content(cell: Cell) -> str:
    text = str(escaped(cell.text))
    if cell.tone:
        text = f'<span class="tag tag-{escaped(cell.tone)}">{text}</span>'
    elif cell.address:
        text = f'<a href="{escaped(cell.address)}">{text}</a>'
    return f"{text}<small>{escaped(cell.note)}</small>" if cell.note else text

"""What the page on which a file is prepared shows of formats and states."""

from datetime import date

from django import template
from django.utils.translation import gettext as _

from crm.importers.kinds.base import CREATED, REJECTED, SKIPPED, UNCHANGED, UPDATED
from crm.importers.recognising import DateColumn, NumberColumn
from crm.templatetags.formats import day_long, number

register = template.Library()


@register.filter
def date_choices(written):
    """Value and words for each way to read a date: what its example would mean."""
    words = {"dmy": _("day first"), "mdy": _("month first")}
    return [
        (order, f"{label} – {meant}" if (meant := date_meant(written.example, order)) else label)
        for order, label in words.items()
    ]


def date_meant(text, order):
    try:
        found = DateColumn(order).read(text)
    except ValueError:
        return ""
    return day_long(date(found.year, found.month, found.day))


@register.filter
def number_choices(written):
    """Value and words for each decimal mark: what the example would mean."""
    words = {",": _("decimal comma"), ".": _("decimal point")}
    return [
        (mark, f"{label} – {meant}" if (meant := number_meant(written.example, mark)) else label)
        for mark, label in words.items()
    ]


def number_meant(text, mark):
    try:
        found = NumberColumn(mark).read(text)
    except ValueError:
        return ""
    return number(found, max(0, -int(found.normalize().as_tuple().exponent)))


@register.filter
def row_state(state):
    """What a row of the preview will be."""
    words = {
        CREATED: _("new"),
        UPDATED: _("changed"),
        UNCHANGED: _("as it is"),
        REJECTED: _("rejected"),
        SKIPPED: _("passed over"),
    }
    return words.get(state, state)

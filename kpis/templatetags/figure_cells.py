"""A figure's value, and the cells of tables that have hundreds of figures, drawn by functions as the cells of lists are
(crm.templatetags.cells): in a fifth of the time that a template takes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import conditional_escape as escaped
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from crm.templatetags.formats import in_unit, machine, percent
from kpis import addresses
from kpis.charts import Cell
from kpis.engine import Figure, Row
from kpis.engine.metrics import Metric

register = template.Library()

# Of what stands in a cell below the value.
BELOW = '<br><small class="text-secondary nowrap">%s</small>'


@register.simple_tag
def value_of(figure: Figure) -> SafeString:
    """The value for people and for programs; of a survey with few anonymous answers that it is hidden, and why."""
    # All that varies is escaped, or digits.
    if figure.hidden:
        title, text = escaped(_("Too few answered anonymously.")), escaped(_("hidden"))
        return mark_safe(f'<span class="figure-hidden" title="{title}">{text}</span>')
    return mark_safe(data(figure.value, figure.unit))


def data(value: Any, unit: str) -> str:
    return f'<data value="{machine(value)}">{escaped(in_unit(value, unit))}</data>'


@register.simple_tag
def chart_cells(cells: Iterable[Cell], unit: str) -> SafeString:
    """The `td` of a point of a chart in its table, one of each series."""
    drawn = []
    for cell in cells:
        text: str = escaped(in_unit(cell.value, unit))
        if cell.address and cell.value is not None:
            text = f'<a href="{escaped(cell.address)}">{data(cell.value, unit)}</a>'
        drawn.append(f'<td class="numeric">{text}</td>')
    return mark_safe("".join(drawn))


@register.simple_tag(takes_context=True)
def figure_cells(
    context: Mapping[str, Any],
    row: Row,
    metrics: Iterable[Metric],
    whole: Mapping[str, Figure] | None = None,
    pace: bool = False,
) -> SafeString:
    """The `td` of a row, a figure each: its value, which opens its rows, its interval, its objective; with `whole` the
    intervals of shares as bars, beside the same figures of all rows together; with `pace` that, where it is known."""
    key = {name: each.id for name, each in row.by.items()}
    drawn = []
    for metric in metrics:
        figure = row.figures[metric.id]
        address = escaped(addresses.rows(context["asking"], metric.id, key))
        content = f'<a href="{address}">{value_of(figure)}</a>{interval(figure)}'
        if whole is not None and metric.unit == "percent" and figure.low is not None:
            content += range_bar(figure, whole[metric.id])
        drawn.append(f'<td class="numeric">{content}{objective(figure, pace)}</td>')
    return mark_safe("".join(drawn))


def interval(figure: Figure) -> str:
    if figure.low is None:
        return ""
    return BELOW % escaped(f"{in_unit(figure.low, figure.unit)} – {in_unit(figure.high, figure.unit)}")


def objective(figure: Figure, pace: bool) -> str:
    if figure.attainment is None:
        return ""
    text = f"{percent(figure.attainment, 0)} {_('of objective')}"
    if pace and figure.pace is not None:
        text += f" · {_('pace')} {percent(figure.pace, 0)}"
    return BELOW % escaped(text)


def range_bar(figure: Figure, reference: Figure) -> str:
    """The interval of a share as a bar on a scale from 0 to 100 %, the reference as a dashed line; coloured only where
    that lies outside: else the gap may be chance."""
    other = None if reference.value is None else float(reference.value)
    low, high = float(figure.low or 0), float(figure.high or 0)
    apart = ""
    if other is not None and not low <= other <= high:
        apart = " range-better" if (low > other) == (figure.better == "up") else " range-worse"
    lines = f'<line x1="{low * 100:.1f}" x2="{high * 100:.1f}" y1="8" y2="8"/>'
    if other is not None:
        lines += upright("reference", other, 0, 16)
    lines += upright("point", float(figure.value or 0), 3, 13)
    box = 'viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true" focusable="false"'
    return f'<svg class="range-bar{apart}" {box}>{lines}</svg>'


def upright(kind: str, share: float, top: int, bottom: int) -> str:
    at = f"{share * 100:.1f}"
    return f'<line class="range-{kind}" x1="{at}" x2="{at}" y1="{top}" y2="{bottom}"/>'

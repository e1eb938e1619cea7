"""Tables of figures as files: the breakdown of a figure, the reps side by side; with the question printed on them."""

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from crm import exports
from crm.models import Company
from kpis.asking import Asking
from kpis.catalogue import Derived
from kpis.dashboards import Dashboard
from kpis.engine import Figure, Result
from kpis.engine.metrics import Metric
from kpis.explaining import defined, whose
from kpis.filter_bar import in_sentences
from kpis.templatetags.figures import beside_label


def of_metric(form: str, asking: Asking, metric: Metric | Derived, answer: Result, by_label: Any) -> HttpResponse:
    """A figure with all that stands beside it, a line for each row of its breakdown, and the total."""
    every = [*(row.figures[metric.id] for row in answer.rows), answer.total[metric.id]]
    beside = list(dict.fromkeys(name for each in every for name in each.beside))
    head = [str(by_label or ""), str(metric.label), _("Numerator"), _("Denominator"), "n", _("Low"), _("High")]
    head += [str(beside_label(name)) for name in beside]
    head += [_("Before"), _("Change"), _("Objective")]
    lines = [line(name_of(row.by), row.figures[metric.id], beside) for row in answer.rows]
    lines.append(line(_("All"), answer.total[metric.id], beside))
    table = exports.Table(metric.id, head, lines)
    return exports.sent(table, form, None, notes(asking, answer, metric.label, [metric]))


def line(name: str, figure: Figure, beside: list[str]) -> list[Any]:
    values = [figure.value, figure.numerator, figure.denominator, figure.n, figure.low, figure.high]
    values += [*(figure.beside.get(each) for each in beside), figure.previous, figure.change, figure.target]
    return [name, *map(exact, values)]


def exact(value: Any) -> Decimal | None:
    """A number as files hold it: exact, with a decimal point of the language; empty where there is no value."""
    return None if value is None else value if isinstance(value, Decimal) else Decimal(str(value))


def name_of(by: Any) -> str:
    return " · ".join(key.label or _("Not set") for key in by.values())


def of_ranking(form: str, asking: Asking, dashboard: Dashboard, title: str) -> HttpResponse:
    """The reps side by side, each figure with its interval and sample, and all of them together."""
    head = [_("Rep")]
    for metric in dashboard.ranked:
        head += [f"{metric.label}{tail}" for tail in ("", f" · {_('Low')}", f" · {_('High')}", " · n")]
    lines = [ranked_line(name_of(row.by), row.figures, dashboard) for row in dashboard.ranking]
    lines.append(ranked_line(_("All"), dashboard.whole, dashboard))
    table = exports.Table("figures", head, lines)
    return exports.sent(table, form, None, notes(asking, dashboard.answer, title, dashboard.ranked))


def ranked_line(name: str, figures: Any, dashboard: Dashboard) -> list[Any]:
    found: list[Any] = [name]
    for metric in dashboard.ranked:
        figure = figures[metric.id]
        found += [exact(each) for each in (figure.value, figure.low, figure.high, figure.n)]
    return found


def notes(asking: Asking, answer: Result, title: Any, metrics: list[Any]) -> list[list[str]]:
    """What stands on the file: the question, whose data, and what each figure means."""
    printed = exports.made_on(title, asking.viewer)
    printed += [[str(name), str(text)] for name, text in in_sentences(asking, answer.comparison)]
    printed += whose_data(asking.viewer)
    for metric in metrics:
        printed.append([str(metric.label), defined(metric, asking.viewer)])
    return printed


def whose_data(viewer: Any) -> list[list[str]]:
    """Of every file of figures: whose data they are made of, and in what money."""
    return [[_("Data"), whose(viewer)], [_("Amounts in"), Company.current().currency]]

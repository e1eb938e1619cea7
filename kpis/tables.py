"""Tables of figures as files: the breakdown of a figure, the reps side by side; with the question printed on them."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm import exports
from crm.models import Company
from kpis.asking import Asking
from kpis.catalogue import Derived
from kpis.dashboards import Dashboard
from kpis.engine import Figure, Result
from kpis.engine.metrics import Metric
from kpis.explaining import defined, whose
from kpis.filter_bar import in_sentences
from kpis.templatetags.figures import IN_POINTS, beside_label, unit_beside


def of_metric(form: str, asking: Asking, metric: Metric | Derived, answer: Result, by_label: Any) -> HttpResponse:
    """A figure with all that stands beside it, a line for each row of its breakdown, and the total."""
    every = [*(row.figures[metric.id] for row in answer.rows), answer.total[metric.id]]
    beside = list(dict.fromkeys(name for each in every for name in each.beside))
    aims = aims_in(every, answer)
    head = [str(by_label or ""), str(metric.label), _("Numerator"), _("Denominator"), "n", _("Low"), _("High")]
    head += [str(beside_label(name)) for name in beside]
    head += [_("Before"), change_head(metric.unit), *(str(AIMS[name]) for name in aims)]
    lines = [line(name_of(row.by), row.figures[metric.id], beside, aims) for row in answer.rows]
    lines.append(line(_("All"), answer.total[metric.id], beside, aims))
    table = exports.Table(metric.id, head, lines)
    return exports.sent(table, form, None, notes(asking, answer, metric.label, [metric]))


def line(name: str, figure: Figure, beside: list[str], aims: list[str]) -> list[Any]:
    told = [told_of(figure, each) for each in ("value", "numerator", "denominator", "n", "low", "high")]
    told += [exports.Number.of(figure.beside.get(each), unit_beside(figure, each)) for each in beside]
    return [name, *told, told_of(figure, "previous"), changed(figure), *(told_of(figure, each) for each in aims)]


def change_head(unit: str) -> str:
    return _("Change (points)") if unit in IN_POINTS else _("Change")


def changed(figure: Figure) -> exports.Number | None:
    """As on pages: of rates and scores the difference in points, else the share of what was before."""
    if figure.unit not in IN_POINTS:
        return exports.Number.of(figure.change, "percent")
    if figure.value is None or figure.previous is None:
        return None
    return exports.Number.of((float(figure.value) - float(figure.previous)) * IN_POINTS[figure.unit], "ratio")


# What stands beside a figure that has an objective, as the pages call it.
AIMS: dict[str, Any] = {
    "target": gettext_lazy("Objective"), "attainment": gettext_lazy("Attainment"), "pace": gettext_lazy("Pace"),
    "projected": gettext_lazy("Projection"),
}  # fmt: skip

HEADS: dict[str, Any] = {"low": gettext_lazy("Low"), "high": gettext_lazy("High"), "n": "n"} | AIMS


def aims_in(figures: list[Figure], answer: Result) -> list[str]:
    """What of AIMS some of the figures have; of a period that is over pace says no more than attainment."""
    over = () if answer.period.unfinished(answer.as_of) else ("pace",)
    return [name for name in AIMS if name not in over and any(getattr(each, name) is not None for each in figures)]


def told_of(figure: Figure, name: str) -> exports.Number | None:
    """A field of a figure as files hold it; empty where there is no value."""
    return exports.Number.of(getattr(figure, name), unit_of(figure, name))


def unit_of(figure: Figure, name: str) -> str:
    """The unit in which a field of a figure is told: that of the figure, but for shares, counts and parts."""
    if name in ("attainment", "pace"):
        return "percent"
    if name in ("numerator", "denominator"):
        return "money" if figure.is_amount(name) else "part"
    return "count" if name == "n" else figure.unit


def name_of(by: Any) -> str:
    return " · ".join(key.label or _("Not set") for key in by.values())


def of_ranking(form: str, asking: Asking, dashboard: Dashboard, title: str) -> HttpResponse:
    """The reps side by side, each figure with its sample, its interval and objective where there are some, and all of
    them together."""
    columns, head = {}, [_("Rep")]
    for metric in dashboard.ranked:
        columns[metric.id] = ranked_columns(metric.id, dashboard)
        head += [
            " · ".join([str(metric.label), *([str(HEADS[name])] if name in HEADS else [])])
            for name in columns[metric.id]
        ]
    lines = [ranked_line(name_of(row.by), row.figures, columns) for row in dashboard.ranking]
    lines.append(ranked_line(_("All"), dashboard.whole, columns))
    table = exports.Table("figures", head, lines)
    return exports.sent(table, form, None, notes(asking, dashboard.answer, title, dashboard.ranked))


def ranked_columns(metric: str, dashboard: Dashboard) -> list[str]:
    """Value and sample, and what else the page shows of some rep. A projection is told of all together only."""
    every = [*(row.figures[metric] for row in dashboard.ranking), dashboard.whole[metric]]
    interval = ["low", "high"] if any(each.low is not None for each in every) else []
    return ["value", *interval, "n", *(name for name in aims_in(every, dashboard.answer) if name != "projected")]


def ranked_line(name: str, figures: Any, columns: dict[str, list[str]]) -> list[Any]:
    return [name, *(told_of(figures[metric], each) for metric, names in columns.items() for each in names)]


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

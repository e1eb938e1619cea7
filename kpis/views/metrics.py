"""All figures, and the page of each."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from crm.access import may_configure
from crm.exports import FORMATS
from crm.models import Company
from crm.page_cache import cached_page
from kpis import tables
from kpis.asking import DEFAULT_PERIOD, Asking, read, trend_period
from kpis.catalogue import KINDS, KNOWN, Derived, metric_called
from kpis.catalogue.cohorts import AGE
from kpis.charts import Chart, of_horizons, of_result
from kpis.cohort_table import METRIC, Table, cohorts_of
from kpis.dashboards import companion_of
from kpis.engine import Result
from kpis.engine.metrics import Metric
from kpis.explaining import explain
from kpis.filter_bar import form
from kpis.grids.asked import with_objectives
from kpis.naming import dimension_label
from kpis.objectives import ask
from kpis.views.pages import explained

FAMILIES = {
    "revenue": gettext_lazy("Revenue and volume"),
    "conversion": gettext_lazy("Conversion"),
    "cycle": gettext_lazy("Cycle"),
    "retention": gettext_lazy("Retention"),
    "productivity": gettext_lazy("Productivity"),
    "profitability": gettext_lazy("Profitability"),
    "advertising": gettext_lazy("Advertising"),
    "satisfaction": gettext_lazy("Satisfaction"),
    "outlook": gettext_lazy("Objectives and outlook"),
    "own": gettext_lazy("Of the company's own"),
}

# By the word of the address: where what is shown beside a figure stands, if not in a tile of its own.
BESIDE = {"line": "kpis/_companion_line.html"}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    every: list[Any] = [*KNOWN.values(), *KINDS.values()]
    families = [(label, [metric for metric in every if metric.family == family]) for family, label in FAMILIES.items()]
    context = {"families": [(label, found) for label, found in families if found], "may": may_configure(request.user)}
    return render(request, "kpis/metric_list.html", context)


def metric_or_404(name: str, of: str = "") -> Metric | Derived:
    """The metric of an address; for one made of another, `of` names that one."""
    if name not in KNOWN and name not in KINDS:
        raise Http404
    return metric_called(f"{name}:{of}" if of and name in KINDS else name)


@require_safe
@cached_page
@explained
def detail(request: HttpRequest, metric: str) -> HttpResponse:
    """The figure explained: definition, formula with its numbers, interval, what was left out, trend, breakdown; or
    its breakdown as a file."""
    found = metric_or_404(metric, request.GET.get("of", ""))
    asking = read(request, usual_period(metric))
    by = request.GET.get("by") or default_breakdown(found)
    companion = companion_of(found, asking)
    if companion and "beside" in request.GET:
        shape = BESIDE.get(request.GET["beside"], "kpis/_companion.html")
        return render(request, shape, shown_beside(companion, asking))
    whole = ask(asking.query(found.id))
    split = ask(asking.query(found.id, by=(by,))) if by else None
    if request.GET.get("format") in FORMATS:
        return tables.of_metric(request.GET["format"], asking, found, split or whole, dimension_label(by))
    context = {
        "metric": found, "figure": whole.total[found.id], "answer": whole, "split": split, "by": by,
        "by_label": dimension_label(by),
        "dimensions": [(name, dimension_label(name), name == by) for name in found.dimensions()],
        "chart": trend(asking, found), "curve": curve(whole, found), "cohorts": cohorts(asking, found),
        "beside": [] if split is None else columns_beside(split, found.id),
        "intervals": split is not None and any(row.figures[found.id].low is not None for row in split.rows),
        "aimed": split is not None and any(row.figures[found.id].target is not None for row in split.rows),
        "paced": isinstance(found, Metric) and found.additive and asking.period.unfinished(whole.as_of),
        "can_aim": found in with_objectives(),
        "open": found.of.id if isinstance(found, Derived) else found.id, "others": others(found),
        "made_of": made_of(found),
        "explanation": explain(found, whole, request.user), "companion": companion,
        **form(asking),
    }  # fmt: skip
    return render(request, "kpis/metric.html", context)


def shown_beside(metric: Metric, asking: Asking) -> dict[str, Any]:
    """For its tile, which is asked for when the page is there: among millions it takes longer than all else."""
    answer = ask(asking.query(metric.id))
    return {"companion": metric, "answer": answer, "figure": answer.total[metric.id], **form(asking)}


def usual_period(metric: str) -> str:
    """The period of a page whose address names none: a quarter says nothing of what takes longer to be seen."""
    return "last-12-months" if metric in ("time_to_win", METRIC) else DEFAULT_PERIOD


def columns_beside(answer: Result, metric: str) -> list[str]:
    """What stands beside the figure in some row: a median, shares of a funnel's steps. Pace tells what was expected."""
    named = dict.fromkeys(name for row in answer.rows for name in row.figures[metric].beside)
    return [name for name in named if name != "expected"]


def others(metric: Metric | Derived) -> list[tuple[str, Any, bool]]:
    """The metrics that one of this kind can be made of: name, label, chosen."""
    if not isinstance(metric, Derived):
        return []
    named = [each for each in KNOWN.values() if metric.kind.accepts(each)]
    return [(each.id, each.label, each.id == metric.of.id) for each in named]


def made_of(metric: Metric | Derived) -> list[Metric]:
    """The figures that it is made of, besides objectives."""
    return [metric.of, *(KNOWN[name] for name in metric.kind.also)] if isinstance(metric, Derived) else []


def default_breakdown(metric: Metric | Derived) -> str:
    carried = metric.dimensions()
    always = metric.always_by if isinstance(metric, Metric) else ""
    return next((name for name in (always or "team", "owner") if name in carried), "")


def trend(asking: Asking, metric: Metric | Derived) -> Chart | None:
    if "month" not in metric.dimensions() or (isinstance(metric, Metric) and (metric.always_by or metric.ahead)):
        return None
    period = trend_period(asking, Company.current().today())
    answer = ask(asking.query(metric.id, by=("month",), period=period, compare=None))
    sentence = _("%(label)s by month.") % {"label": metric.label}
    opened = metric.of.id if isinstance(metric, Derived) else metric.id
    return of_result(
        answer, asking, "month", metric.id, open=opened, id="trend", kind="line", title=metric.label, sentence=sentence
    )


def curve(answer: Result, metric: Metric | Derived) -> Chart | None:
    """How the share that is won grows with the days since opening."""
    return of_horizons(answer.total[metric.id], metric.label) if metric.id == "time_to_win" else None


def cohorts(asking: Asking, metric: Metric | Derived) -> Table | None:
    """Customers by the month of their first sale."""
    return cohorts_of(asking) if metric.id == METRIC and AGE not in asking.where else None

"""All figures, the page of each, and the rows behind it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from crm.models import Company
from crm.templatetags.formats import days, duration, money_exact, number
from kpis.asking import IDENTIFIER, Asking, form, read, trend_period
from kpis.catalogue import DIMENSIONS, KINDS, METRICS, Derived, metric_called, rows_of
from kpis.charts import Chart, of_result
from kpis.engine import QueryError, Result
from kpis.engine.drilldown import summed
from kpis.engine.measures import Measure
from kpis.engine.metrics import Metric
from kpis.engine.periods import GRAINS
from kpis.objectives import ask
from kpis.views.pages import explained

FAMILIES = {
    "revenue": gettext_lazy("Revenue and volume"),
    "conversion": gettext_lazy("Conversion"),
    "cycle": gettext_lazy("Cycle"),
    "productivity": gettext_lazy("Productivity"),
    "profitability": gettext_lazy("Profitability"),
    "satisfaction": gettext_lazy("Satisfaction"),
    "outlook": gettext_lazy("Objectives and outlook"),
}
GRAIN_LABELS = {
    "day": gettext_lazy("Day"), "week": gettext_lazy("Week"), "month": gettext_lazy("Month"),
    "quarter": gettext_lazy("Quarter"), "year": gettext_lazy("Year"),
}  # fmt: skip
PAGE = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    every: list[Any] = [*METRICS.values(), *KINDS.values()]
    families = [(label, [metric for metric in every if metric.family == family]) for family, label in FAMILIES.items()]
    return render(request, "kpis/metric_list.html", {"families": families})


def metric_or_404(name: str, of: str = "") -> Metric | Derived:
    """The metric of an address; for one made of another, `of` names that one."""
    if name not in METRICS and name not in KINDS:
        raise Http404
    return metric_called(f"{name}:{of}" if of and name in KINDS else name)


@require_safe
@explained
def detail(request: HttpRequest, metric: str) -> HttpResponse:
    """The figure explained: definition, formula with its numbers, interval, what was left out, trend, breakdown."""
    found = metric_or_404(metric, request.GET.get("of", ""))
    asking = read(request)
    by = request.GET.get("by") or default_breakdown(found)
    whole = ask(asking.query(found.id))
    split = ask(asking.query(found.id, by=(by,))) if by else None
    context = {
        "metric": found, "figure": whole.total[found.id], "answer": whole, "split": split, "by": by,
        "by_label": label_of(by), "dimensions": [(name, label_of(name), name == by) for name in found.dimensions()],
        "chart": trend(asking, found), "small": whole.total[found.id].n < Company.current().small_sample,
        "beside": [] if split is None else columns_beside(split, found.id),
        "intervals": split is not None and any(row.figures[found.id].low is not None for row in split.rows),
        "open": None if isinstance(found, Derived) or not found.parts else found.id, "others": others(found),
        **form(asking),
    }  # fmt: skip
    return render(request, "kpis/metric.html", context)


def columns_beside(answer: Result, metric: str) -> list[str]:
    """What stands beside the figure in some row: a median, shares of a funnel's steps."""
    return list(dict.fromkeys(name for row in answer.rows for name in row.figures[metric].beside))


def others(metric: Metric | Derived) -> list[tuple[str, Any, bool]]:
    """The metrics that one of this kind can be made of: name, label, chosen."""
    if not isinstance(metric, Derived):
        return []
    named = [each for each in METRICS.values() if metric.kind.accepts(each)]
    return [(each.id, each.label, each.id == metric.of.id) for each in named]


def label_of(name: str) -> Any:
    return GRAIN_LABELS.get(name) or (DIMENSIONS[name].label if name in DIMENSIONS else name)


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
    return of_result(answer, "month", metric.id, id="trend", kind="line", title=metric.label, sentence=sentence)


@require_safe
@explained
def rows(request: HttpRequest, metric: str) -> HttpResponse:
    """The very rows behind a figure; what they add up to is said above them."""
    found = METRICS.get(metric)
    if found is None:
        raise Http404
    asking = read(request)
    part = request.GET.get("part") or next(iter(found.parts), "numerator")
    listed, column = rows_of(asking.query(metric, compare=None), metric, part, key_in(request))
    write, total = writer(found, part, column), summed(listed, column)
    page = Paginator(with_names(listed).order_by(*latest_first(found, part)), PAGE).get_page(request.GET.get("page"))
    context = {
        "metric": found, "part": part, "parts": found.parts, "page": page,
        "total": total, "total_text": write(total or 0), "column": column, "in_money": write is money_exact,
        "records": [record(row, column, write) for row in page], **form(asking),
    }  # fmt: skip
    return render(request, "kpis/rows.html", context)


def writer(metric: Metric, part: str, column: str | None) -> Callable[[Any], str]:
    """How what is summed is written: durations, days and scores as such, all else as money."""
    measure = metric.parts.get(part)
    if column == "duration_seconds":
        return duration
    if isinstance(measure, Measure) and measure.histogram is not None:
        return partial(days, places=0) if metric.unit == "days" else number
    return money_exact


def latest_first(metric: Metric, part: str) -> list[Any]:
    """By the date that the facts of this part happened on, the newest first."""
    measure = metric.parts.get(part)
    on = measure.fact.date if isinstance(measure, Measure) else None
    return [*([F(on).desc(nulls_last=True)] if on else []), "-pk"]


def with_names(rows: QuerySet) -> QuerySet:
    """The rows with what their lines name, so that a page of them costs one query."""
    carried = {field.name for field in rows.model._meta.get_fields()}
    return rows.select_related(*[name for name in ("owner", "account", "opportunity") if name in carried])


def key_in(request: HttpRequest) -> dict[str, Any]:
    """The row of the answer that is opened: key-team=3, key-month=2026-03-01; “none” is what is not set."""
    key: dict[str, Any] = {}
    for word in request.GET:
        text, name = str(request.GET[word]), word.removeprefix("key-")
        if name == word or (name not in DIMENSIONS and name not in GRAINS):
            continue
        if name in GRAINS:
            key[name] = bucket(text)
        elif text == "none":
            key[name] = None
        elif IDENTIFIER.fullmatch(text):
            key[name] = int(text)
        else:
            raise QueryError("bad_key", _("“%(text)s” is not a row of this figure.") % {"text": text})
    return key


def bucket(text: str) -> Any:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise QueryError("bad_key", _("“%(text)s” is not a row of this figure.") % {"text": text}) from error


def record(row: Any, column: str | None, write: Callable[[Any], str]) -> dict[str, Any]:
    """A row as a line: what it is called, its page where it has one, its owner, date, and what it adds."""
    name = row._meta.model_name
    linked = (
        row
        if name in ("opportunity", "account")
        else getattr(row, "opportunity", None) or getattr(row, "account", None)
    )
    return {
        "label": str(row), "address": address(linked), "owner": row.owner, "account": getattr(row, "account", None),
        "date": next((getattr(row, each) for each in DATES if getattr(row, each, None)), None),
        "value": write(getattr(row, column or "amount", None)),
    }  # fmt: skip


DATES = ("closed_on", "sold_on", "done_on", "opened_on", "prospect_since", "spent_on",
         "answered_on", "sent_on", "due_on", "expected_close_on")  # fmt: skip


def address(row: Any) -> str:
    if row is None:
        return ""
    try:
        return reverse(f"crm:{row._meta.model_name}", args=[row.pk])
    except NoReverseMatch:
        return ""

"""The page of results: what customers think, by whatever they are compared by, and the answers behind each number."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from crm.models import Company
from crm.views.saved_views import view_bar
from kpis import feedback_results
from kpis.asking import Asking, read, trend_period
from kpis.catalogue import KNOWN
from kpis.catalogue.facts import OF_LINES
from kpis.charts import Chart, of_result
from kpis.explaining import whose
from kpis.filter_bar import form
from kpis.naming import dimension_label
from kpis.objectives import ask
from kpis.views.pages import explained

PERIOD = "last-12-months"
BY = "team"


@require_safe
@explained
def feedback(request: HttpRequest) -> HttpResponse:
    """`of` is the score that is looked at closely, by default the first that was asked for; `by` what splits it."""
    views = view_bar(request, "feedback")
    if views.default and not request.GET:
        return HttpResponseRedirect(views.default.address)
    asking = read(request, PERIOD)
    tiles = feedback_results.tiles(asking)
    scores = [tile.metric.id for tile in tiles if tile.metric.id in feedback_results.SCORES]
    chosen = request.GET.get("of") if request.GET.get("of") in scores else next(iter(scores), "")
    context: dict[str, Any] = {
        "tiles": tiles,
        "chosen": chosen,
        "scores": [KNOWN[name] for name in scores],
        "whose": whose(request.user),
        "views": views,
        "of_view": {"in_use": views.query},
    }
    if chosen:
        metric, by = KNOWN[chosen], request.GET.get("by") or BY
        split = ask(asking.query(*asking.carried(chosen, "response_rate"), by=(by,), plain_rows=True))
        context |= {
            "metric": metric, "split": split, "by": by, "by_label": dimension_label(by),
            "through_lines": by in OF_LINES,
            "dimensions": [(name, dimension_label(name), name == by) for name in metric.dimensions()],
            "bars": feedback_results.distribution(asking, chosen), "chart": trend(asking, chosen),
            "worth": feedback_results.worth(asking, chosen), "small": Company.current().small_sample,
        }  # fmt: skip
    return render(request, "kpis/feedback.html", {**context, **form(asking)})


def trend(asking: Asking, name: str) -> Chart:
    period = trend_period(asking, Company.current().today())
    answer = ask(asking.query(name, by=("month",), period=period, compare=None))
    label = KNOWN[name].label
    sentence = _("%(label)s by month.") % {"label": label}
    return of_result(answer, asking, "month", name, id="trend", kind="line", title=label, sentence=sentence)

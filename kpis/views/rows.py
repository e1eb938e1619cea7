"""The very rows behind a figure: listed, sorted, as a file; what they add up to is said above them."""

import re
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from crm import exports
from crm.page_cache import cached_page
from crm.templatetags.formats import number
from crm.views.lists import headings
from feedback.models import Answer
from kpis.asking import Asking, key_in, read
from kpis.catalogue import KNOWN, rows_of
from kpis.engine import Key
from kpis.engine.drilldown import tally
from kpis.engine.metrics import Metric
from kpis.engine.periods import GRAINS
from kpis.explaining import defined
from kpis.filter_bar import form, in_sentences
from kpis.naming import dimension_label, names_seen
from kpis.row_lists import Listed, listed, records
from kpis.tables import whose_data
from kpis.templatetags.figures import key_in_words, part_label
from kpis.views.pages import explained

PAGE = 50
# A bar of the distribution of answers.
SCORE = re.compile(r"[0-9]{1,2}")


class Counted(Paginator):
    """Pages of rows whose number is known already."""

    def __init__(self, rows: Any, size: int, count: int) -> None:
        super().__init__(rows, size)
        self.known = count

    @cached_property
    def count(self) -> int:  # type: ignore[override]
        return self.known


@require_safe
@cached_page
@explained
def rows(request: HttpRequest, metric: str) -> HttpResponse:
    found = KNOWN.get(metric)
    if found is None:
        raise Http404
    asking, key = read(request), key_in(request.GET)
    part = request.GET.get("part") or next(iter(found.parts), "numerator")
    behind, summed = rows_of(asking.query(metric, compare=None), metric, part, key)
    score = request.GET.get("score", "") if behind.model is Answer else ""
    list_of = listed(found, part, behind.filter(score=int(score)) if SCORE.fullmatch(score) else behind, summed)
    sort = list_of.sort(request.GET.get("sort", ""))
    ordered = list_of.ordered(sort, found, part)
    total, count = tally_of = tally(list_of.rows, list_of.summed)
    opened = opened_row(asking, key) + ([(_("Score"), score)] if SCORE.fullmatch(score) else [])
    if request.GET.get("format") in exports.FORMATS:
        printed = notes(asking, found, part, opened, list_of, tally_of)
        return exports.sent(list_of.export(found), request.GET["format"], ordered, printed)
    page = Counted(ordered, PAGE, count).get_page(request.GET.get("page"))
    context = {
        "metric": found, "part": part, "parts": found.parts, "page": page, "total": total, "count": count,
        "column": list_of.summed, "written": list_of.written(total), "records": records(page, list_of),
        "headings": headings(list_of.sortable(), sort), "opened": opened,
        "reason": reason(found, part), **form(asking),
    }  # fmt: skip
    return render(request, "kpis/rows.html", context)


def reason(metric: Metric, part: str) -> Any:
    """Why these rows are left out; empty where they count."""
    return next((each.sentence for each in metric.omissions if part == f"left_out:{each.reason}"), "")


def opened_row(asking: Asking, key: dict[str, Any]) -> list[tuple[Any, str]]:
    """The row of the answer that is opened, in words."""
    words = []
    for name, value in key.items():
        if name in GRAINS:
            text = key_in_words(Key(value, None), name, asking.period.fiscal_year_start)
        elif value is None:
            text = _("Not set")
        else:
            text = names_seen(name, [value], asking.viewer).get(value, f"#{value}")
        words.append((dimension_label(name), text))
    return words


def notes(
    asking: Asking,
    metric: Metric,
    part: str,
    opened: list[tuple[Any, str]],
    list_of: Listed,
    found: tuple[Any, int],
) -> list[list[str]]:
    """What stands on the file: the figure with its definition, the question, whose data, which part of the figure the
    rows are, and what they add up to."""
    total, count = found
    sums = [[str(reason(metric, part) or part_label(part)), number(count)]]
    if list_of.summed:
        sums.append([_("In total"), list_of.written(total)])
    asked = [*in_sentences(asking), *opened]
    meant = [[_("Definition"), defined(metric, asking.viewer)], *whose_data(asking.viewer)]
    return [*exports.made_on(metric.label, asking.viewer), *meant, *([str(a), str(b)] for a, b in asked), *sums]

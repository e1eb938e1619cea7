"""Figures for other systems: the catalogue, a figure explained, any question, the rows behind a figure.

The answers have the form of docs/figures.md, which is that of `manage.py kpi --json`.
"""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils import translation
from rest_framework.request import Request
from rest_framework.response import Response

from crm.api.paging import cursor_in, next_page
from crm.api.views import ApiView
from kpis.api import described as told
from kpis.api.questions import asking_of, of_address, of_body
from kpis.asking import key_in
from kpis.catalogue import KINDS, KNOWN, Derived, metric_called, rows_of
from kpis.engine.drilldown import tally
from kpis.engine.metrics import Metric
from kpis.explaining import Explanation, date_rule, explain
from kpis.objectives import ask
from kpis.presentation import as_json, plain
from kpis.row_lists import Listed, address, called, listed, related

LANGUAGES = ("en", "fr")
PAGE = 100
OWN_WORDS = ("of", "part", "cursor")


class Catalogue(ApiView):
    """Every figure that can be asked for."""

    figures = True

    @told.catalogue
    def get(self, request: Request) -> Response:
        figures = [described(metric) for metric in KNOWN.values()]
        return Response({"figures": figures, "made_of_others": [kind_described(kind) for kind in KINDS.values()]})


class Explained(ApiView):
    """One figure, explained with its numbers of the question in the address."""

    figures = True

    @told.explained
    def get(self, request: Request, metric: str) -> Response:
        name, words = asked_for(request, metric)
        query = of_address(request.user, words)
        found = metric_called(name)
        answer = ask(query)
        explanation = explain(found, answer, request.user, query.scope)
        return Response({**described(found), **explained(found, explanation, query, words), **as_json(answer, query)})


class Asked(ApiView):
    """Any question: in the words of the address, or as a JSON object."""

    figures = True

    @told.asked
    def get(self, request: Request) -> Response:
        return self.answer(of_address(request.user, request.query_params))

    @told.asked_by_body
    def post(self, request: Request) -> Response:
        return self.answer(of_body(request.user, request.data))

    def answer(self, query: Any) -> Response:
        return Response(as_json(ask(query), query))


class Rows(ApiView):
    """The very rows behind a figure, what they add up to, a page at a time: the newest by key first."""

    figures = True

    @told.rows
    def get(self, request: Request, metric: str) -> Response:
        if metric not in KNOWN:
            raise Http404
        name, words = asked_for(request, metric)
        cursor = cursor_in(request.query_params["cursor"]) if "cursor" in request.query_params else None
        key = key_in(request.query_params)
        query = of_address(request.user, words)
        found = KNOWN[name]
        part = request.query_params.get("part") or next(iter(found.parts))
        rows, column = rows_of(query, name, part, key)
        total, count = tally(rows, column)
        shown, list_of = page_of(rows, cursor), listed(found, part, rows, column)
        last = shown[PAGE - 1].pk if len(shown) > PAGE else None
        return Response(
            {
                "metric": name, "part": part, "key": {each: plain(value) for each, value in key.items()},
                "total": plain(total, money=list_of.form == "money"), "count": count,
                "results": [line(row, list_of) for row in shown[:PAGE]],
                "next": next_page(request, last),
            }
        )  # fmt: skip


def asked_for(request: Request, metric: str) -> tuple[str, QueryDict]:
    """The figure of an address, and the words of its question."""
    if metric not in KNOWN and metric not in KINDS:
        raise Http404
    given = request.query_params
    name = f"{metric}:{given['of']}" if metric in KINDS and given.get("of") else metric
    words = given.copy()
    for word in [each for each in words if each in OWN_WORDS or each.startswith("key-")]:
        words.pop(word)
    words["metrics"] = name
    return name, words


def described(metric: Metric | Derived) -> dict[str, Any]:
    """What a figure is, in both languages."""
    known = metric.of if isinstance(metric, Derived) else metric
    return {
        "id": metric.id, "family": metric.family,
        "labels": in_languages(lambda: metric.label), "definitions": in_languages(lambda: metric.definition),
        "date_rules": in_languages(lambda: date_rule(known)), "unit": metric.unit, "better": metric.better,
        "additive": metric.additive, "dimensions": metric.dimensions(), "filters": metric.filters(),
        "parts": list(metric.parts),
    }  # fmt: skip


def kind_described(kind: Any) -> dict[str, Any]:
    others = [each.id for each in KNOWN.values() if each.additive or not kind.additive_only]
    return {
        "id": kind.id, "labels": in_languages(lambda: kind.label), "definitions": in_languages(lambda: kind.definition),
        "of": others,
    }  # fmt: skip


def in_languages(text: Any) -> dict[str, str]:
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = str(text())
    return found


def explained(metric: Metric | Derived, told: Explanation, query: Any, words: QueryDict) -> dict[str, Any]:
    """The explanation in the viewer's language; `rows` are the addresses of what is left out."""
    asking = asking_of(query, words)
    name = metric.of.id if isinstance(metric, Derived) else metric.id
    return {
        "explained": {
            "date_rule": told.date_rule, "formula": told.formula, "certainty": told.certainty,
            "small_sample": told.small, "comparison": told.comparison, "data": told.data, "scope": told.scope,
            "written": told.written,
            "beside": [{"label": label, "text": text} for label, text in told.beside],
            "left_out": [
                {
                    "reason": each.reason, "sentence": each.sentence, "count": each.count,
                    "could_move": {
                        "sentence": each.effect.sentence, "estimate": each.effect.estimate,
                        "low": plain(each.effect.low, metric.unit == "money"),
                        "high": plain(each.effect.high, metric.unit == "money"),
                    },
                    "rows": api_rows(name, asking, each.part),
                }
                for each in told.left_out
            ],
        }
    }  # fmt: skip


def api_rows(metric: str, asking: Any, part: str) -> str:
    words = QueryDict(mutable=True)
    for name, value in [*asking.address(), ("part", part)]:
        words.appendlist(name, str(value))
    return f"{reverse('api:kpi_rows', args=[metric])}?{words.urlencode()}"


def page_of(rows: QuerySet, cursor: int | None) -> list[Any]:
    """One row more than a page, which tells whether there is another."""
    after = rows.filter(pk__lt=cursor) if cursor is not None else rows
    return list(related(after).order_by("-pk")[: PAGE + 1])


def line(row: Any, shown: Listed) -> dict[str, Any]:
    """A row: what it is, the attributes that its list shows, and what counts of it."""
    attributes = {each.name: attribute(getattr(row, each.source, None), each.form) for each in shown.columns}
    counts = plain(getattr(row, shown.summed), shown.form == "money") if shown.summed else 1
    return {
        "id": row.pk, "kind": row._meta.model_name, "label": called(row), "page": address(row) or None,
        "counts": counts, **attributes,
    }  # fmt: skip


def attribute(value: Any, form: str) -> Any:
    if hasattr(value, "_meta"):
        return {"id": value.pk, "label": str(value)}
    return plain(value, form == "money")

"""Lists: filtered, sorted by a column, cut into pages, without counting what would take long to count."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from crm import exports
from crm.filters import VisibleFilterSet
from crm.views.saved_views import view_bar

PAGE_SIZE = 50
# Beyond this many rows a list says "more than": counting them all costs more than the page itself.
COUNTED = 1000


@dataclass(frozen=True)
class Column:
    """A column of a list: its name in the address, what it sorts by (empty: it does not sort)."""

    name: str
    label: Any
    sorts_by: str = ""
    numeric: bool = False


@dataclass(frozen=True)
class Heading:
    """A column's head as shown: the address word that sorts by it, and how it is sorted now."""

    column: Column
    sort: str
    direction: str


@dataclass(frozen=True)
class Sheet:
    """One page of a list."""

    rows: list[Any]
    number: int
    has_next: bool
    count: int
    more: bool

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int:
        return self.number + 1


def sheet(rows: QuerySet[Any], number: int) -> Sheet:
    """The rows of a page, and a count that stops at COUNTED."""
    start = (number - 1) * PAGE_SIZE
    found = list(rows[start : start + PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    if number == 1 and len(found) <= PAGE_SIZE:
        return Sheet(shown, number, False, len(shown), False)
    count = rows.order_by().values("pk")[: COUNTED + 1].count()
    return Sheet(shown, number, len(found) > PAGE_SIZE, min(count, COUNTED), count > COUNTED)


def page_number(request: HttpRequest) -> int:
    """The page asked for; what is no page number is the first page."""
    asked = request.GET.get("page", "1")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1


def chosen_sort(request: HttpRequest, columns: list[Column], default: str) -> str:
    asked = request.GET.get("sort", default)
    names = {column.name for column in columns if column.sorts_by}
    return asked if asked.removeprefix("-") in names else default


def order(rows: QuerySet[Any], columns: list[Column], sort: str) -> QuerySet[Any]:
    """Sorted by one column, empty values last, ties by key so that pages never overlap."""
    column = next(column for column in columns if column.name == sort.removeprefix("-"))
    field = F(column.sorts_by)
    first = field.desc(nulls_last=True) if sort.startswith("-") else field.asc(nulls_last=True)
    return rows.order_by(first, "-pk")


def headings(columns: list[Column], sort: str) -> list[Heading]:
    """Clicking the sorted column turns it round."""
    directions = {sort.removeprefix("-"): "descending" if sort.startswith("-") else "ascending"}
    return [
        Heading(column, f"-{column.name}" if sort == column.name else column.name, directions.get(column.name, ""))
        for column in columns
    ]


def list_page(
    request: HttpRequest,
    template: str,
    filters: VisibleFilterSet,
    columns: list[Column],
    default: str,
    export: exports.Export,
) -> HttpResponse:
    """A list as a page, or as a file where the address asks for one; 422 with what was typed when a filter is wrong.

    Without anything in its address it opens with the viewer's default view.
    """
    views = view_bar(request, export.name)
    if views.default and not request.GET:
        return HttpResponseRedirect(views.default.address)
    sort = chosen_sort(request, columns, default)
    rows = order(filters.rows(), columns, sort)
    form = request.GET.get("format")
    if form in exports.FORMATS and filters.form.is_valid():
        return exports.answer(export, form, rows, filters, request.user)
    context = {
        "filters": filters,
        "sheet": sheet(rows, page_number(request)),
        "headings": headings(columns, sort),
        "sort": sort,
        "views": views,
    }
    return render(request, template, context, status=200 if filters.form.is_valid() else 422)

"""Lists: filtered, sorted by a column, with the columns one chose, cut into pages."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from crm import bulk, exports
from crm.columns import Cell, Column, Listing
from crm.filters import VisibleFilterSet
from crm.forms.bulk import SelectionForm
from crm.paging import sheet
from crm.related import attach
from crm.views.saved_views import view_bar

# What a change of the columns leaves behind in the address, and a change of the filters too.
OF_THE_CHOICE = ("column", "choose", "up", "down")
OF_A_PAGE = ("after", "before", "page")


@dataclass(frozen=True)
class Heading:
    """A column's head as shown: the address word that sorts by it, and how it is sorted now."""

    column: Column
    sort: str
    direction: str


@dataclass(frozen=True)
class Line:
    """A row as a list shows it."""

    row: Any
    cells: list[Cell]


def headings(columns: tuple[Column, ...], sort: str) -> list[Heading]:
    """Clicking the sorted column turns it round."""
    directions = {sort.removeprefix("-"): "descending" if sort.startswith("-") else "ascending"}
    return [
        Heading(column, f"-{column.name}" if sort == column.name else column.name, directions.get(column.name, ""))
        for column in columns
    ]


def moved(names: list[str], up: str, down: str) -> list[str]:
    """The names with one of them a place nearer to the beginning or to the end."""
    name, step = (up, -1) if up in names else (down, 1)
    if name not in names:
        return names
    place = names.index(name)
    target = min(max(place + step, 0), len(names) - 1)
    names[place], names[target] = names[target], names[place]
    return names


def with_choice(request: HttpRequest, listing: Listing) -> HttpResponseRedirect:
    """The form of the columns was sent: the same list with them in its address."""
    words = request.GET.copy()
    ticked = [name for name in request.GET.getlist("column") if name]
    moving = request.GET.get("up", ""), request.GET.get("down", "")
    names = [column.name for column in listing.chosen(",".join(moved(ticked, *moving)))[1:]]
    for word in (*OF_THE_CHOICE, *OF_A_PAGE, "columns", "choosing"):
        words.pop(word, None)
    if ticked:
        words["columns"] = ",".join(names)
    if any(moving):
        words["choosing"] = "1"
    words.setdefault("view", "all")
    return HttpResponseRedirect(f"{request.path}?{words.urlencode(safe=',')}")


def file_of(request: HttpRequest, listing: Listing, filters: VisibleFilterSet, form: str, sort: str) -> HttpResponse:
    """All rows: with the columns that the address names, or with every column of the list."""
    asked = request.GET.get("columns", "")
    columns = listing.chosen(asked) if asked else listing.columns
    rows = filters.rows().order_by(*listing.sorting(sort).order())
    return exports.answer(
        listing.file(columns), form, listing.filled(rows, columns, request.user), filters, request.user
    )


def list_page(request: HttpRequest, listing: Listing, filters: VisibleFilterSet) -> HttpResponse:
    """A list as a page, or as a file where the address asks for one; 422 with what was typed when a filter is wrong.

    Without anything in its address it opens with the viewer's default view.
    """
    views = view_bar(request, listing.name)
    if views.default and not request.GET:
        return HttpResponseRedirect(views.default.address)
    if any(word in request.GET for word in OF_THE_CHOICE):
        return with_choice(request, listing)
    sort = listing.sort(request.GET.get("sort", ""))
    form = request.GET.get("format")
    if form in exports.FORMATS and filters.form.is_valid():
        return file_of(request, listing, filters, form, sort)
    columns = listing.chosen(request.GET.get("columns", ""))
    shown = listing.filled(listing.model._default_manager.all(), columns, request.user, attached=True)
    places = request.GET.get("after", ""), request.GET.get("before", "")
    page = sheet(filters.rows(), listing.sorting(sort), *places, shown=shown)
    attach(request.user, page.rows)
    context = {
        "listing": listing,
        "filters": filters,
        "sheet": page,
        "lines": [Line(row, [column.cell(row) for column in columns]) for row in page.rows],
        "headings": headings(columns, sort),
        "columns": columns,
        "other_columns": listing.others(columns),
        "carried": carried(request),
        "sort": sort,
        "views": views,
        "bulk": bulk_bar(request, listing),
    }
    template = f"crm/{listing.model._meta.model_name}_list.html"
    return render(request, template, context, status=200 if filters.form.is_valid() else 422)


def carried(request: HttpRequest) -> list[tuple[str, str]]:
    """What of the address the form of the columns sends along: all but what it decides."""
    left_out = {*OF_THE_CHOICE, *OF_A_PAGE, "columns", "choosing", "format"}
    return [(name, value) for name, values in request.GET.lists() if name not in left_out for value in values]


def bulk_bar(request: HttpRequest, listing: Listing) -> dict[str, Any] | None:
    """What can be changed in several rows; None where the viewer may change nothing so."""
    kinds = bulk.offered(listing.model, request.user)
    if not kinds:
        return None
    return {
        "address": reverse(f"crm:{listing.name}_bulk"),
        "kinds": kinds,
        "scopes": SelectionForm.SCOPES,
        "query": request.GET.urlencode(),
    }

"""The lists of the settings: shown, added to, edited, put in order, deactivated, deleted."""

from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm.changes import changes_of
from crm.forms.settings.reference import reference_form
from crm.models import Pipeline, Stage
from crm.models.names import normalise
from crm.paging import PAGE_SIZE
from crm.reference import KINDS, Kind, deletable, is_end, move, name_of, needed_because
from crm.uses import uses_of
from crm.usual import add_stages
from crm.views.answers import form_page, said, saved_record
from crm.views.settings.frame import for_administrators, switched


def kind_or_404(slug: str) -> Kind:
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def address_of_list(kind: Kind, row: Any) -> str:
    """Where a row is listed: the page of its list, or of what it belongs to."""
    if kind.within:
        return reverse("crm:reference_edit", args=[f"{kind.within}s", getattr(row, f"{kind.within}_id")])
    return reverse("crm:reference", args=[kind.slug])


def lines(kind: Kind, rows: list[Any]) -> list[dict[str, Any]]:
    """What each row shows; the ends of a pipeline are `fixed`: they stay at its end."""
    return [{"row": row, "name": name_of(kind, row), "cells": kind.cells(row), "fixed": is_end(row)} for row in rows]


@require_safe
@for_administrators
def index(request: HttpRequest, kind: str) -> HttpResponse:
    found = kind_or_404(kind)
    if found.within:
        raise Http404
    rows, text = found.rows(), request.GET.get("q", "").strip()
    if text and found.searched:
        rows = rows.filter(normalised_name__contains=normalise(text))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"kind": found, "page": page, "lines": lines(found, list(page)), "text": text}
    return render(request, "crm/settings/reference.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@transaction.atomic
def create(request: HttpRequest, kind: str) -> HttpResponse:
    found = kind_or_404(kind)
    row: Any = found.model()
    if found.within:
        asked = request.GET.get("in", "")
        parent = get_object_or_404(KINDS[f"{found.within}s"].model, pk=int(asked) if asked.isdecimal() else 0)
        setattr(row, found.within, parent)
    form = reference_form(found, request.POST or None, row)
    if request.method != "POST" or not form.is_valid():
        cancel = address_of_list(found, row)
        return form_page(request, "crm/settings/reference_form.html", form, kind=found, cancel=cancel)
    saved = form.save()
    to = address_of_list(found, saved)
    if isinstance(saved, Pipeline):
        add_stages(saved)
        to = reverse("crm:reference_edit", args=[found.slug, saved.pk])
    return said(request, _("“%(name)s” was added.") % {"name": name_of(found, saved)}, to)


def locked(kind: Kind, pk: int) -> Any:
    return get_object_or_404(kind.model._default_manager.select_for_update(), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@transaction.atomic
def change(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    found = kind_or_404(kind)
    row = locked(found, pk) if request.method == "POST" else get_object_or_404(found.rows(), pk=pk)
    form = reference_form(found, request.POST or None, row)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        return saved_record(request, form, _("The changes are saved."), address_of_list(found, saved))
    return page_of(request, found, form, found.rows().get(pk=pk))


def page_of(request: HttpRequest, kind: Kind, form: Any, row: Any, refusal: Any = "") -> HttpResponse:
    """The page of a row as it is stored, with the form as it was typed; 422 where something was refused."""
    context = {
        "kind": kind,
        "form": form,
        "row": row,
        "name": name_of(kind, row),
        "cancel": address_of_list(kind, row),
        "uses": uses_of(row),
        "needed": needed_because(kind, row),
        "changes": changes_of(row) if hasattr(row, "history") else [],
        "refusal": refusal,
    }
    if isinstance(row, Pipeline):
        stages = Stage.objects.filter(pipeline=row).order_by("order", "pk")
        context |= {"stages": lines(KINDS["stages"], list(stages)), "stage_kind": KINDS["stages"]}
    status = 422 if refusal or (form.is_bound and form.errors) else 200
    return render(request, "crm/settings/reference_form.html", context, status=status)


@require_POST
@for_administrators
@transaction.atomic
def reorder(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """One place up or down."""
    found = kind_or_404(kind)
    if not found.ordered:
        raise Http404
    row = get_object_or_404(found.model, pk=pk)
    moved = move(found, row, -1 if request.POST.get("up") else 1)
    done = _("“%(name)s” was moved.") if moved else _("“%(name)s” is at the end already.")
    return said(request, done % {"name": row}, address_of_list(found, row))


@require_POST
@for_administrators
@transaction.atomic
def switch(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Deactivated: no form offers it any more, history and figures keep it; or in use again."""
    found = kind_or_404(kind)
    if not found.retires:
        raise Http404
    row = locked(found, pk)
    needed = needed_because(found, row) if row.active else ""
    if needed:
        return refused(request, found, row, needed)
    row.active = not row.active
    row.save()
    return said(request, switched(row.active) % {"name": row}, address_of_list(found, row))


@require_POST
@for_administrators
@transaction.atomic
def delete(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Only what nothing points at."""
    found = kind_or_404(kind)
    row = locked(found, pk)
    to, name = address_of_list(found, row), name_of(found, row)
    if not deletable(found, row):
        needed = needed_because(found, row)
        return refused(request, found, row, needed or _("It is in use: deactivate it instead."))
    row.delete()
    return said(request, _("“%(name)s” is deleted.") % {"name": name}, to)


def refused(request: HttpRequest, kind: Kind, row: Any, reason: Any) -> HttpResponse:
    """The page of the row again, with the reason."""
    return page_of(request, kind, reference_form(kind, None, row), row, reason)

"""Saying how a file is to be read: kind, columns, formats, names; with the first rows as they will be."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from crm.forms.imports import MappingNameForm
from crm.importers import labels
from crm.importers.fields import Mapped
from crm.importers.kinds import KINDS
from crm.importers.kinds.base import Row
from crm.importers.loading import Load
from crm.importers.naming import unknown_names
from crm.importers.preparing import (
    begin,
    fitting_mappings,
    needed,
    opened,
    presets_for,
    save_mapping,
    use,
    written,
)
from crm.importers.presets import NONE
from crm.importers.problems import REJECTED_COLUMNS, FileProblem, RowProblem
from crm.importers.wording import on_pages
from crm.imports import PREPARED, check, keep
from crm.models import Import, SavedMapping
from crm.templatetags.formats import day, moment, number
from crm.views.answers import locked_or_404, said
from crm.views.imports.typed import Typed
from crm.views.settings.frame import for_administrators


@dataclass
class ColumnRow:
    """A column of the file on the page."""

    position: int
    header: str
    samples: list[str]
    filled: int
    field: str
    choosable: bool
    error: str


@dataclass
class Preview:
    heads: list[tuple[str, str]]
    rows: list[dict[str, Any]]
    created_missing: list[tuple[str, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problem: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def prepare(request: HttpRequest, pk: int) -> HttpResponse:
    with transaction.atomic(), on_pages():
        own = locked_or_404(Import.objects.all(), request.user, pk)
        if own.state not in PREPARED:
            return HttpResponseRedirect(reverse("crm:import", args=[pk]))
        if request.method != "POST":
            return page(request, own)
        return answer(request, own)


def answer(request: HttpRequest, own: Import) -> HttpResponse:
    address = reverse("crm:import_prepare", args=[own.pk])
    kind = request.POST.get("kind", own.kind)
    if kind != own.kind and kind in KINDS:
        begin(own, kind)
        keep(own)
        return HttpResponseRedirect(address)
    typed = Typed(request.POST, own)
    own.settings = typed.settings()
    if not typed.errors:
        typed.look_at(own)
    action = request.POST.get("action", "")
    if action == "check" and not typed.errors:
        typed.must_be_whole(own)
    if typed.errors:
        return page(request, own, typed.errors, status=422)
    keep(own)
    if action == "check":
        check(own)
        return HttpResponseRedirect(reverse("crm:import", args=[own.pk]))
    if action == "save":
        return save(request, own)
    return HttpResponseRedirect(f"{address}#preview")


def save(request: HttpRequest, own: Import) -> HttpResponse:
    form = MappingNameForm(request.POST)
    if not form.is_valid():
        return page(request, own, {"name": str(form.errors["name"].as_text())}, status=422)
    saved = save_mapping(own, form.cleaned_data["name"], request.user)
    own.settings["saved"] = saved.name
    own.save(update_fields=["settings"])
    sentence = _("The mapping is saved as “%(name)s”: the next file with these columns is read by it.")
    return said(request, sentence % {"name": saved.name}, reverse("crm:import_prepare", args=[own.pk]))


@require_POST
@for_administrators
def use_saved(request: HttpRequest, pk: int) -> HttpResponse:
    """Another saved mapping, or none of them, instead of the one that was taken."""
    with transaction.atomic(), on_pages():
        own = locked_or_404(Import.objects.all(), request.user, pk)
        if own.state not in PREPARED:
            return HttpResponseRedirect(reverse("crm:import", args=[pk]))
        if request.POST.get("mapping"):
            use(own, get_object_or_404(SavedMapping.objects.visible_to(request.user), pk=request.POST["mapping"]))
        else:
            begin(own, own.kind)
        keep(own)
    return HttpResponseRedirect(reverse("crm:import_prepare", args=[pk]))


def page(request: HttpRequest, own: Import, errors: dict[str, str] | None = None, status: int = 200) -> HttpResponse:
    errors = errors or {}
    context: dict[str, Any] = {"own": own, "errors": errors, "kinds": labels.kinds(), "states": Import.State}
    try:
        load = opened(own)
    except (FileProblem, RowProblem) as problem:
        # What was said cannot be read at all: shown as it was recognised, with the reason.
        errors.setdefault("all", str(problem))
        own.settings = {key: own.settings[key] for key in ("language", "preset") if key in own.settings}
        load = opened(own)
        status = 422
    formats = written(load, own)
    missing = needed(own, load)
    context |= {
        "columns": columns(own, load, errors),
        "none_known": not load.columns,
        "fields": labels.fields(own.kind),
        "formats": formats,
        "needed": [(name, labels.field_label(own.kind, name)) for name in missing],
        "names": unknown_names(load, own.profile, own.settings.get("values", {})),
        "constants": constants(own, load, missing, errors),
        "presets": presets_for(own),
        "none": NONE,
        "preset": load.summary.preset or NONE,
        "mappings": fitting_mappings(own.profile["headers"]),
        "keys": [(mapped.field.name, labels.field_label(own.kind, mapped.field.name)) for mapped in load.columns],
        "key": next(iter(own.settings.get("key", [])), ""),
        "preview": None if missing or any(not each.style for each in formats) else preview(own),
        "field_labels": dict(labels.fields(own.kind)),
    }
    return render(request, "crm/imports/prepare.html", context, status=status)


def columns(own: Import, load: Load, errors: dict[str, str]) -> list[ColumnRow]:
    headers = own.profile["headers"]
    taken = {position: mapped.field.name for mapped in load.columns for position in mapped.positions}
    told = len(REJECTED_COLUMNS) if tuple(headers[: len(REJECTED_COLUMNS)]) == REJECTED_COLUMNS else 0
    return [
        ColumnRow(
            position,
            header,
            own.profile["columns"][position]["samples"],
            own.profile["columns"][position]["filled"],
            taken.get(position, ""),
            headers.index(header) == position,
            errors.get(f"column-{position}", ""),
        )
        for position, header in enumerate(headers)
        if header and position >= told
    ]


def constants(
    own: Import, load: Load, missing: list[str], errors: dict[str, str]
) -> list[tuple[str, str, str, str, str]]:
    """Fields that no column fills: name, label, the value for all rows, the one that the preset gives, the error."""
    filled = {mapped.field.name for mapped in load.columns}
    own_values = own.settings.get("constants", {})
    given = {**load.options.starting, **load.options.constants}
    free = [name for name in KINDS[own.kind].by_name() if name not in filled]
    free.sort(key=lambda name: name not in missing)
    return [
        (
            name,
            labels.field_label(own.kind, name),
            own_values.get(name, ""),
            "" if name in own_values else given.get(name, ""),
            errors.get(f"constant-{name}", ""),
        )
        for name in free
    ]


def preview(own: Import) -> Preview:
    try:
        load = opened(own)
        rows = load.preview()
    except (FileProblem, RowProblem) as problem:
        return Preview([], [], problem=str(problem))
    heads = [(mapped.header, labels.field_label(own.kind, mapped.field.name)) for mapped in load.columns]
    missing = [(labels.model_label(name), count) for name, count in load.summary.created_missing.items()]
    return Preview(heads, [shown(row, load.columns) for row in rows], missing, load.summary.notes)


def shown(row: Row, mapped: list[Mapped]) -> dict[str, Any]:
    cells = [
        readable(row.shown[each.field.name]) if each.field.name in row.shown else each.text(row.cells)
        for each in mapped
    ]
    problem = row.problem.sentence if row.problem else ""
    return {"number": row.number, "state": row.state, "cells": cells, "problem": problem}


def readable(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return str(moment(value))
    if isinstance(value, date):
        return str(day(value))
    if isinstance(value, Decimal):
        return str(number(value, 2 if value != value.to_integral_value() else 0))
    return str(value) if isinstance(value, Model) else str(value)[:120]

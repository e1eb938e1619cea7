"""An import on its way: what the check found, how far it is, what it came to; going on, stopping, taking back."""

import tempfile
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Count
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from crm import imports
from crm.exports import CSV, XLSX, XLSX_TYPE, written_workbook
from crm.forms.imports import UploadForm
from crm.importers import labels
from crm.importers.problems import REJECTED_COLUMNS
from crm.imports import rejected_rows
from crm.models import Import, ImportEffect
from crm.views.answers import locked_or_404, said, visible_or_404
from crm.views.settings.frame import for_administrators

State = Import.State
SHOWN, LISTED = 20, 100


@require_safe
@for_administrators
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the import stands; while somebody works on it the page asks again every other second."""
    own = visible_or_404(Import.objects.select_related("by"), request.user, pk)
    if own.state == State.DRAFT and not own.note:
        return HttpResponseRedirect(reverse("crm:import_prepare", args=[pk]))
    whole = own.summary if own.has_begun else own.check_summary
    context = {
        "own": own,
        "states": State,
        "kind_label": labels.kind_label(own.kind) if own.kind else "",
        "counts": counts(own, whole),
        "summary": whole,
        "created_missing": [(labels.model_label(name), n) for name, n in whole.get("created_missing", {}).items()],
        "columns": [(each, labels.field_label(own.kind, each["field"])) for each in whole.get("columns", [])],
        "rejected_head": REJECTED_COLUMNS,
        "rejected_rows": [] if own.is_at_work else list(islice(rejected_rows(own), 1, SHOWN + 1)),
        "left": left_over(own) if own.state == State.UNDONE else None,
        "form": UploadForm(),
    }
    template = "crm/imports/_state.html" if request.htmx else "crm/imports/page.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def counts(own: Import, whole: dict[str, Any]) -> list[tuple[str, str, int]]:
    """What became of the rows, or would: id, label, number; nothing before that is known."""
    if not own.has_begun and own.state != State.CHECKED:
        return []
    verbs = {
        "created": pgettext("rows", "Created"), "updated": pgettext("rows", "Updated"), "unchanged": _("Unchanged"),
        "rejected": pgettext("rows", "Rejected"),
        "skipped": _("Passed over"),
    }  # fmt: skip
    if not own.has_begun:
        verbs |= {"created": _("To create"), "updated": _("To update"), "rejected": _("To reject")}
    numbers = {name: getattr(own, name) if own.has_begun else whole.get(name, 0) for name in verbs}
    return [(name, label, numbers[name]) for name, label in verbs.items() if numbers[name] or name != "skipped"]


def left_over(own: Import) -> dict[str, Any]:
    """What could not be taken back: how many, for which reasons, and the first of them by name."""
    rows = own.effects.exclude(left="")
    reasons = rows.order_by().values_list("left").annotate(Count("pk"))
    return {
        "reasons": [(ImportEffect.Left(reason).label, count) for reason, count in reasons],
        "records": list(named(list(rows[:LISTED]))),
    }


def named(effects: list[ImportEffect]) -> Iterator[tuple[str, str, str]]:
    by_model: dict[str, list[ImportEffect]] = {}
    for effect in effects:
        by_model.setdefault(effect.model, []).append(effect)
    for label, group in by_model.items():
        model = apps.get_model(label)
        found = model._default_manager.in_bulk([effect.record for effect in group])
        for effect in group:
            name = str(found.get(effect.record, f"#{effect.record}"))
            yield str(model._meta.verbose_name), name, str(effect.get_left_display())


@require_safe
@for_administrators
def rejected(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The rejected rows with their reasons, to be corrected and uploaded again."""
    own = visible_or_404(Import.objects.all(), request.user, pk)
    if form not in (CSV, XLSX) or not own.rejected_path.is_file():
        raise Http404
    name = f"{own.name.rpartition('.')[0] or own.name} – {_('rejected')}.{form}"
    if form == XLSX:
        return FileResponse(as_workbook(own), as_attachment=True, filename=name, content_type=XLSX_TYPE)
    return FileResponse(own.rejected_path.open("rb"), as_attachment=True, filename=name, content_type="text/csv")


def as_workbook(own: Import) -> Any:
    """All cells as text: ids keep their digits, dates their form, and nothing is taken for a formula."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- closed by the answer that sends it
    with written_workbook(file) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rejected_rows(own)):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell[:32_767])
    file.seek(0)
    return file


def answered(pk: int) -> HttpResponseRedirect:
    """A press that comes too late leads to where the import stands."""
    return HttpResponseRedirect(reverse("crm:import", args=[pk]))


@require_POST
@for_administrators
@transaction.atomic
def start(request: HttpRequest, pk: int) -> HttpResponse:
    imports.start(locked_or_404(Import.objects.all(), request.user, pk), request.user)
    return answered(pk)


@require_POST
@for_administrators
@transaction.atomic
def wish(request: HttpRequest, pk: int) -> HttpResponse:
    own = locked_or_404(Import.objects.all(), request.user, pk)
    if request.POST.get("wish") in Import.Wish.values:
        imports.wish(own, request.POST["wish"])
    return answered(pk)


@require_POST
@for_administrators
@transaction.atomic
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    imports.resume(locked_or_404(Import.objects.all(), request.user, pk))
    return answered(pk)


@require_POST
@for_administrators
@transaction.atomic
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the whole import back, as far as nobody has worked on what it brought."""
    if not imports.take_back(locked_or_404(Import.objects.all(), request.user, pk)):
        return answered(pk)
    return said(request, _("The import is being taken back."), reverse("crm:import", args=[pk]))

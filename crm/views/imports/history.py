"""All imports so far, and the upload of the next."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from crm.forms.imports import UploadForm
from crm.importers.labels import kind_label
from crm.importers.problems import FileProblem
from crm.imports import receive, receive_corrected
from crm.models import Import, SavedMapping
from crm.views.answers import said, visible_or_404
from crm.views.settings.frame import for_administrators

PAGE = 25
State = Import.State


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def index(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None) if request.method == "POST" else UploadForm()
    if form.is_bound and form.is_valid():
        own = received(form, request.user)
        if own is not None:
            return HttpResponseRedirect(reverse("crm:import", args=[own.pk]))
    return history(request, form)


def history(request: HttpRequest, form: UploadForm) -> HttpResponse:
    rows = Import.objects.visible_to(request.user).select_related("by").defer("profile", "summary", "check_summary")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    for own in page.object_list:
        own.kind_label = kind_label(own.kind) if own.kind else "–"
    mappings = [(saved, kind_label(saved.kind)) for saved in SavedMapping.objects.select_related("by")]
    context = {"form": form, "page": page, "mappings": mappings}
    return render(request, "crm/imports/index.html", context, status=422 if form.errors else 200)


def received(form: UploadForm, by: Any, earlier: Import | None = None) -> Import | None:
    """The uploaded file as an import; None, with the form's error, when it cannot be read."""
    file = form.cleaned_data["file"]
    try:
        return receive_corrected(file, by, earlier) if earlier else receive(file, by)
    except FileProblem as problem:
        form.add_error("file", str(problem))
        return None


@require_POST
@for_administrators
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """The rejected rows of an import, corrected: read as that one was."""
    earlier = visible_or_404(Import.objects.all(), request.user, pk)
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        own = received(form, request.user, earlier)
        if own is not None:
            return HttpResponseRedirect(reverse("crm:import", args=[own.pk]))
    return history(request, form)


@require_POST
@for_administrators
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Forgets an import; what it brought stays, and can no longer be taken back."""
    own = visible_or_404(Import.objects.all(), request.user, pk)
    if own.is_at_work and own.state != State.READING:
        messages.error(request, _("It is under way: cancel it first."))
        return HttpResponseRedirect(reverse("crm:import", args=[pk]))
    own.delete()
    return said(request, _("“%(name)s” is deleted.") % {"name": own.name}, reverse("crm:imports"))


@require_POST
@for_administrators
def delete_mapping(request: HttpRequest, pk: int) -> HttpResponse:
    saved = get_object_or_404(SavedMapping.objects.visible_to(request.user), pk=pk)
    saved.delete()
    return said(request, _("“%(name)s” is deleted.") % {"name": saved.name}, reverse("crm:imports"))

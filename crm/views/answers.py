"""How views answer: a row that may be seen or 404, a form with what was typed, a way back."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _


def visible_or_404(rows: QuerySet[Any], viewer: Any, pk: int) -> Any:
    """The row if the viewer may see it; whether it exists at all is not said."""
    return get_object_or_404(rows.visible_to(viewer), pk=pk)  # type: ignore[attr-defined]


def locked_or_404(rows: QuerySet[Any], viewer: Any, pk: int) -> Any:
    """The same, to change it: in a transaction, whoever else wants to change the row waits for its end.

    SQLite needs no lock: its transactions that may write come one after the other.
    """
    return visible_or_404(rows.select_for_update(of=("self",)), viewer, pk)


def form_page(request: HttpRequest, template: str, form: Any, **context: Any) -> HttpResponse:
    """A page with a form; 422 with what was typed when the form was refused."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)


def named_page(request: HttpRequest, name: str, default: str) -> str:
    """The address that the form named, if it is ours; else the default."""
    wanted = request.POST.get(name, "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else default


def back(request: HttpRequest, default: str) -> HttpResponseRedirect:
    """To the page that the form named in `next`, if it is ours; else to the default."""
    return HttpResponseRedirect(named_page(request, "next", default))


def said(request: HttpRequest, sentence: Any, to: str) -> HttpResponseRedirect:
    """Success: says so on the next page."""
    messages.success(request, sentence)
    return back(request, to)


def saved_record(request: HttpRequest, form: Any, sentence: Any, to: str) -> HttpResponseRedirect:
    """Success of a form that merges: says also that someone else's changes were kept."""
    if form.merged:
        messages.info(request, _("Someone else changed other fields meanwhile: both changes are kept."))
    return said(request, sentence, to)

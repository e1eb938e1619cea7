"""Merging two accounts or two contacts: the other one is chosen, what moves is shown, then it is done."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from crm.duplicates import Likeness, like_account, like_contact
from crm.finding import shown_value
from crm.forms.merge import ChoiceForm, OtherForm
from crm.merging import NAMES, may_merge, merge, moved_from
from crm.models import Account
from crm.views.answers import locked_or_404, said, visible_or_404


def alike(viewer: Any, record: Any) -> list[Likeness]:
    """What may be the same as a record, offered before anything is typed."""
    reached: dict[str, Any] = {"email": record.email, "phone": record.phone, "besides": record.pk}
    if isinstance(record, Account):
        return like_account(viewer, name=record.name, **reached)
    return like_contact(viewer, first_name=record.first_name, last_name=record.last_name, **reached)


def answerable(viewer: Any, record: Any) -> Any:
    """The record, or 403 with the reason where the viewer may see it but not merge it."""
    allowed = may_merge(viewer, record)
    if not allowed:
        raise PermissionDenied(allowed.reason)  # type: ignore[union-attr]
    return record


def found(request: HttpRequest, kind: str, kept: Any) -> OtherForm:
    data = request.POST if request.method == "POST" else request.GET
    asked = "other" in data or "other_text" in data
    return OtherForm(data if asked else None, viewer=request.user, kept=kept, kind=kind)


def page(request: HttpRequest, kind: str, kept: Any, other: OtherForm, choice: ChoiceForm | None) -> HttpResponse:
    gone = other.cleaned_data["other"] if choice else None
    context = {
        "kind": kind,
        "kept": kept,
        "gone": gone,
        "other_key": shown_value(gone)[0] if gone else "",
        "kept_key": shown_value(kept)[0],
        "form": other,
        "choice": choice,
        "moved": moved_from(gone) if gone else [],
        "address": reverse(f"crm:{kind}", args=[kept.pk]),
        "turned": reverse(f"crm:{kind}_merge", args=[gone.pk]) if gone else "",
        "alike": [] if gone else alike(request.user, kept),
    }
    refused = (other.is_bound and other.errors) or (choice is not None and choice.is_bound and choice.errors)
    return render(request, "crm/merge.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def merge_records(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    rows = NAMES[kind].objects.all()
    if request.method == "POST":
        with transaction.atomic():
            return _merge(request, kind, answerable(request.user, locked_or_404(rows, request.user, pk)))
    kept = answerable(request.user, visible_or_404(rows, request.user, pk))
    other = found(request, kind, kept)
    choice = ChoiceForm(kept=kept, gone=other.cleaned_data["other"]) if other.is_valid() else None
    return page(request, kind, kept, other, choice)


def _merge(request: HttpRequest, kind: str, kept: Any) -> HttpResponse:
    other = found(request, kind, kept)
    if not other.is_valid():
        return page(request, kind, kept, other, None)
    gone = locked_or_404(NAMES[kind].objects.all(), request.user, other.cleaned_data["other"].pk)
    choice = ChoiceForm(request.POST, kept=kept, gone=gone)
    if not choice.is_valid():
        return page(request, kind, kept, other, choice)
    name = str(gone)
    merge(kept, gone, choice.taken)
    done = _("“%(gone)s” was merged into “%(kept)s”.") % {"gone": name, "kept": kept}
    return said(request, done, reverse(f"crm:{kind}", args=[kept.pk]))

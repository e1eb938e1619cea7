"""Changing many rows of a list: how many will change and why others cannot, then it is done, and may be taken back."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from crm import bulk
from crm.filters import AccountFilter, ActivityFilter, ContactFilter, OpportunityFilter, SaleFilter
from crm.forms.bulk import SelectionForm, ValueForm
from crm.listings import ACCOUNTS, ACTIVITIES, CONTACTS, OPPORTUNITIES, SALES
from crm.models import BulkChange
from crm.templatetags.formats import number
from crm.views.answers import back, named_page, said

LISTINGS = {listing.name: listing for listing in (OPPORTUNITIES, ACCOUNTS, CONTACTS, ACTIVITIES, SALES)}
FILTERS = {
    "opportunities": OpportunityFilter, "accounts": AccountFilter, "contacts": ContactFilter,
    "activities": ActivityFilter, "sales": SaleFilter,
}  # fmt: skip
SHOWN = 50


def list_address(name: str, query: str) -> str:
    return f"{reverse(f'crm:{name}')}?{query or 'view=all'}"


def refused(request: HttpRequest, sentence: str, address: str) -> HttpResponse:
    messages.error(request, sentence)
    return back(request, address)


@require_POST
def change(request: HttpRequest, name: str) -> HttpResponse:
    """The page on which the value is chosen and the change confirmed; `confirmed` is the number that was shown."""
    listing = LISTINGS[name]
    selection = SelectionForm(request.POST, model=listing.model, filters=FILTERS[name], request=request)
    address = list_address(name, request.POST.get("query", ""))
    if not selection.is_valid():
        return refused(request, _("Choose what to change, and in which rows."), address)
    rows = selection.rows()
    total = rows.count()
    if not total:
        return refused(request, _("No row was chosen: tick some, or take all rows."), address)
    if total > bulk.MOST:
        words = {"most": number(bulk.MOST), "total": number(total)}
        sentence = _("%(total)s rows are too many at once: narrow the list to at most %(most)s by its filters.")
        return refused(request, sentence % words, address)
    return asked(request, name, selection, total)


def asked(request: HttpRequest, name: str, selection: SelectionForm, total: int) -> HttpResponse:
    kind = selection.cleaned_data["kind"]
    typed = "value" in request.POST or "value_text" in request.POST or kind in BulkChange.VALUELESS
    form = ValueForm(request.POST if typed else None, viewer=request.user, kind=kind)
    known = typed and form.is_valid()
    value = form.cleaned_data.get("value") if known else None
    found = bulk.plan(selection.rows(), kind, value, request.user) if known else None
    again = "confirmed" in request.POST
    if found is not None and again and request.POST["confirmed"] == str(found.count):
        made = bulk.carry_out(found, kind, value, name, request.user)
        if made is not None:
            return done(request, made)
    address = list_address(name, selection.cleaned_data["query"])
    context = {
        "listing": LISTINGS[name],
        "selection": selection,
        "kind": BulkChange.Kind(kind),
        "form": form,
        "total": total,
        "plan": found,
        "moved": again and found is not None,
        "address": address,
        # Whoever asked on the page of one record goes back there; once it is deleted there is only the list.
        "asked_on": named_page(request, "asked_on", address),
    }
    status = 422 if (typed and not known) or context["moved"] else 200
    return render(request, "crm/bulk_change.html", context, status=status)


def done(request: HttpRequest, made: BulkChange) -> HttpResponse:
    """Back in the list, with the button that takes it back."""
    words = {"count": number(made.count)}
    if made.kind == BulkChange.Kind.DELETE:
        sentence = ngettext("%(count)s row is deleted.", "%(count)s rows are deleted.", made.count) % words
    elif made.kind == BulkChange.Kind.CALL_OFF:
        sentence = ngettext("%(count)s row is called off.", "%(count)s rows are called off.", made.count) % words
    else:
        sentence = ngettext("%(count)s row is changed.", "%(count)s rows are changed.", made.count) % words
    address = list_address(made.list_name, request.POST.get("query", ""))
    context = {"sentence": sentence, "change": made, "next": address}
    return said(request, render_to_string("crm/_bulk_done.html", context, request), address)


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """One's last bulk changes, everybody's for an administrator."""
    rows = BulkChange.objects.visible_to(request.user).select_related("by")[:SHOWN]
    return render(request, "crm/bulk_changes.html", {"changes": list(rows), "most": SHOWN})


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    with transaction.atomic():
        rows = BulkChange.objects.visible_to(request.user).select_for_update(of=("self",))
        made = get_object_or_404(rows, pk=pk)
        late = made.undone_at is not None
        if not late:
            bulk.undo(made, LISTINGS[made.list_name].model, request.user)
    address = reverse("crm:bulk_changes")
    if late:
        return refused(request, _("It was taken back already."), address)
    undone = made.count - (made.left or 0)
    sentence = ngettext("%(count)s row is as before.", "%(count)s rows are as before.", undone)
    sentence = sentence % {"count": number(undone)}
    if made.left:
        left = ngettext(
            "%(count)s was changed since, and stays as it is.",
            "%(count)s were changed since, and stay as they are.",
            made.left,
        )
        sentence = f"{sentence} {left % {'count': number(made.left)}}"
    return said(request, sentence, address)

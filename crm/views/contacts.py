"""Contacts: the list, the page of each, and the forms to add and change them."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from crm.filters import ContactFilter
from crm.forms.records import ContactForm
from crm.listings import CONTACTS
from crm.merging import may_merge
from crm.models import Account, Company, Contact, Opportunity
from crm.page_cache import cached_page
from crm.related import attach
from crm.views import timeline
from crm.views.answers import form_page, locked_or_404, saved_record, visible_or_404
from crm.views.lists import list_page


@require_safe
@cached_page
def index(request: HttpRequest) -> HttpResponse:
    filters = ContactFilter(request.GET, Contact.objects.visible_to(request.user), request)
    return list_page(request, CONTACTS, filters)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    contact = visible_or_404(Contact.objects.select_related("account", "source"), request.user, pk)
    opportunities = list(Opportunity.objects.visible_to(request.user).filter(contact=contact).order_by("-pk")[:20])
    happened = timeline.of_contact(contact, request.user)
    next_steps = timeline.next_steps(contact, request.user)
    attach(request.user, [contact], opportunities, happened.rows(), next_steps)
    context = {
        "contact": contact,
        "may_merge": bool(may_merge(request.user, contact)),
        "opportunities": opportunities,
        "story": happened.story(),
        "next_steps": next_steps,
        "today": Company.current().today(),
    }
    return render(request, "crm/contact_detail.html", context)


def named_account(request: HttpRequest) -> dict[str, Any]:
    asked = request.GET.get("account", "")
    rows = Account.objects.visible_to(request.user)
    return {"account": rows.filter(pk=asked).first()} if asked.isdecimal() else {}


def contact_form(request: HttpRequest, contact: Contact, done: str) -> HttpResponse:
    form = ContactForm(request.POST or None, instance=contact, viewer=request.user, initial=named_account(request))
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        return saved_record(request, form, done % {"name": saved}, reverse("crm:contact", args=[saved.pk]))
    shown = Contact.objects.get(pk=contact.pk) if contact.pk else None
    return form_page(request, "crm/contact_form.html", form, contact=shown)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    return contact_form(request, Contact(), _("“%(name)s” was added."))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    rows, done = Contact.objects.select_related("account", "owner"), _("The changes are saved.")
    if request.method != "POST":
        return contact_form(request, visible_or_404(rows, request.user, pk), done)
    with transaction.atomic():
        return contact_form(request, locked_or_404(rows, request.user, pk), done)

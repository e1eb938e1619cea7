"""Accounts: the list, the page of each, and the forms to add and change them."""

from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from crm.filters import AccountFilter
from crm.forms.records import AccountForm
from crm.listings import ACCOUNTS
from crm.merging import may_merge
from crm.models import Account, Company, Contact, Opportunity, Sale
from crm.page_cache import cached_page
from crm.related import attach, with_references
from crm.views import timeline
from crm.views.answers import form_page, locked_or_404, saved_record, visible_or_404
from crm.views.lists import list_page

SHOWN = 50


@require_safe
@cached_page
def index(request: HttpRequest) -> HttpResponse:
    filters = AccountFilter(request.GET, Account.objects.visible_to(request.user), request)
    return list_page(request, ACCOUNTS, filters)


def totals_of(account: Account, viewer: Any) -> dict[str, Any]:
    """Net revenue, number of sales and open amount, of what the viewer may see."""
    sales = Sale.objects.visible_to(viewer).filter(account=account, cancelled_on=None)
    opened = Opportunity.objects.visible_to(viewer).filter(account=account, outcome="open")
    return sales.aggregate(revenue=Sum("amount"), sales_count=Count("pk", filter=Q(kind="sale"))) | opened.aggregate(
        open_amount=Sum("amount"), open_count=Count("pk")
    )


def opportunities_of(account: Account, viewer: Any) -> dict[str, list[Opportunity]]:
    rows = Opportunity.objects.visible_to(viewer).filter(account=account)
    return {
        "open_opportunities": list(rows.filter(outcome="open").order_by("-pk")[:SHOWN]),
        "past_opportunities": list(rows.exclude(outcome="open").order_by("-closed_on", "-pk")[:SHOWN]),
    }


@require_safe
@cached_page
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    account = with_references(visible_or_404(Account.objects.select_related("parent"), request.user, pk))
    opportunities = opportunities_of(account, request.user)
    shown = list(chain.from_iterable(opportunities.values()))
    happened = timeline.of_account(account, request.user, shown)
    next_steps = timeline.next_steps(account, request.user)
    attach(request.user, [account], shown, happened.rows(), next_steps)
    context = {
        "account": account,
        "may_merge": bool(may_merge(request.user, account)),
        "people": list(Contact.objects.visible_to(request.user).filter(account=account)[:SHOWN]),
        "sales": happened.sales[:10],
        "story": happened.story(),
        "next_steps": next_steps,
        "today": Company.current().today(),
        **opportunities,
        **totals_of(account, request.user),
    }
    return render(request, "crm/account_detail.html", context)


def account_form(request: HttpRequest, account: Account, done: str) -> HttpResponse:
    form = AccountForm(request.POST or None, instance=account, viewer=request.user)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        return saved_record(request, form, done % {"name": saved}, reverse("crm:account", args=[saved.pk]))
    shown = Account.objects.get(pk=account.pk) if account.pk else None
    return form_page(request, "crm/account_form.html", form, account=shown)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    account = Account(prospect_since=Company.current().today())
    return account_form(request, account, _("“%(name)s” was added."))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    rows, done = Account.objects.select_related("owner"), _("The changes are saved.")
    if request.method != "POST":
        return account_form(request, visible_or_404(rows, request.user, pk), done)
    with transaction.atomic():
        return account_form(request, locked_or_404(rows, request.user, pk), done)

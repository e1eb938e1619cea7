"""Webhooks: the list, the page of each with the log of its deliveries, and one delivery."""

import json
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm.forms.settings.webhooks import WebhookForm
from crm.models import WebhookDelivery, WebhookEndpoint
from crm.paging import PAGE_SIZE
from crm.tasks import ring_for_webhooks
from crm.views.answers import form_page, said, saved_record, visible_or_404
from crm.views.settings.frame import for_administrators
from crm.webhooks import outbox, sending
from crm.webhooks.types import known, label_of

State = WebhookDelivery.State


def page_of(endpoint: WebhookEndpoint) -> str:
    return reverse("crm:webhook", args=[endpoint.pk])


@require_safe
@for_administrators
def index(request: HttpRequest) -> HttpResponse:
    failed = Count("deliveries", filter=Q(deliveries__state=State.FAILED))
    waiting = Count("deliveries", filter=Q(deliveries__state=State.WAITING))
    rows = list(WebhookEndpoint.objects.visible_to(request.user).annotate(given_up=failed, waiting=waiting))
    for row in rows:
        row.labels = [label_of(name) for name in row.types]
    turned_off = [row for row in rows if row.turned_off_at]
    return render(request, "crm/settings/webhooks.html", {"rows": rows, "turned_off": turned_off})


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def create(request: HttpRequest) -> HttpResponse:
    """After the form the page of the new one, with its secret, this once."""
    form = WebhookForm(request.POST or None, initial={"types": list(known())})
    if request.method == "POST" and form.is_valid():
        form.instance.created_by = request.user
        endpoint = form.save()
        messages.success(request, _("“%(name)s” was added.") % {"name": endpoint})
        return shown(request, endpoint, endpoint.secret)
    return form_page(request, "crm/settings/webhook_form.html", form)


@require_safe
@for_administrators
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return shown(request, visible_or_404(WebhookEndpoint.objects.all(), request.user, pk))


def shown(request: HttpRequest, endpoint: WebhookEndpoint, secret: str = "") -> HttpResponse:
    state = request.GET.get("state", "")
    rows: Any = endpoint.deliveries.select_related("event").defer("event__payload", "answer")
    if state in State.values:
        rows = rows.filter(state=state)
    page: Any = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.label = label_of(row.event.type)
    context = {
        "endpoint": endpoint,
        "labels": [label_of(name) for name in endpoint.types],
        "secret": secret,
        "page": page,
        "state": state,
        "states": State.choices,
        "days": outbox.KEPT.days,
    }
    return render(request, "crm/settings/webhook.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@transaction.atomic
def change(request: HttpRequest, pk: int) -> HttpResponse:
    rows = WebhookEndpoint.objects.all()
    endpoint = get_object_or_404(rows.select_for_update() if request.method == "POST" else rows, pk=pk)
    form = WebhookForm(request.POST or None, instance=endpoint)
    if request.method == "POST" and form.is_valid():
        form.save()
        return saved_record(request, form, _("The changes are saved."), page_of(endpoint))
    return form_page(request, "crm/settings/webhook_form.html", form, endpoint=WebhookEndpoint.objects.get(pk=pk))


@require_POST
@for_administrators
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    endpoint = visible_or_404(WebhookEndpoint.objects.all(), request.user, pk)
    return shown(request, endpoint, endpoint.renew_secret())


@require_POST
@for_administrators
def test(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends a message now, also where it is turned off, and shows what came back."""
    endpoint = visible_or_404(WebhookEndpoint.objects.all(), request.user, pk)
    made = outbox.ping(endpoint)
    claim = sending.claim(made.pk)
    if claim:
        made = sending.send(claim)
    if made.state == State.DELIVERED:
        messages.success(request, _("The test message arrived."))
    elif made.state == State.FAILED:
        messages.error(request, _("The test message did not arrive: here is why."))
    return HttpResponseRedirect(reverse("crm:delivery", args=[made.pk]))


@require_POST
@for_administrators
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Off, or on again; then what waits is sent."""
    endpoint: Any = visible_or_404(WebhookEndpoint.objects.all(), request.user, pk)
    if endpoint.active:
        endpoint.turn_off()
        return said(
            request, _("“%(name)s” is turned off: nothing is sent there.") % {"name": endpoint}, page_of(endpoint)
        )
    endpoint.turn_on()
    ring_for_webhooks()
    sentence = _("“%(name)s” is turned on: what waited is sent now.")
    return said(request, sentence % {"name": endpoint}, page_of(endpoint))


@require_POST
@for_administrators
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    endpoint = visible_or_404(WebhookEndpoint.objects.all(), request.user, pk)
    name = str(endpoint)
    endpoint.delete()
    return said(request, _("“%(name)s” is deleted.") % {"name": name}, reverse("crm:webhooks"))


@require_safe
@for_administrators
def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    rows = WebhookDelivery.objects.select_related("event", "endpoint")
    row = visible_or_404(rows, request.user, pk)
    payload = json.dumps(json.loads(row.event.payload), ensure_ascii=False, indent=2)
    context = {"delivery": row, "endpoint": row.endpoint, "label": label_of(row.event.type), "payload": payload}
    return render(request, "crm/settings/webhook_delivery.html", context)


@require_POST
@for_administrators
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """The same message under the same id."""
    row = visible_or_404(WebhookDelivery.objects.select_related("endpoint"), request.user, pk)
    here = reverse("crm:delivery", args=[pk])
    if not row.endpoint.active:
        messages.error(request, _("“%(name)s” is turned off: turn it on first.") % {"name": row.endpoint})
        return HttpResponseRedirect(here)
    if not row.send_again():
        messages.info(request, _("It is waiting to be sent anyway."))
        return HttpResponseRedirect(here)
    ring_for_webhooks()
    return said(request, _("It is sent again within a minute."), here)

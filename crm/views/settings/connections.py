"""Shops and telephone systems that send what happens there: connected, watched, switched off."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm.forms.settings.connections import ConnectionForm, SecretForm
from crm.models import IngestDelivery, IngestRecord, IngestSource
from crm.paging import PAGE_SIZE
from crm.views.answers import form_page, said, saved_record
from crm.views.settings.frame import for_administrators

SHOPIFY = IngestSource.Kind.SHOPIFY


@require_safe
@for_administrators
def index(request: HttpRequest) -> HttpResponse:
    bad = IngestDelivery.objects.filter(source=OuterRef("pk"), outcome__in=IngestDelivery.BAD).order_by()
    counted = Coalesce(Subquery(bad.values("source").annotate(rows=Count("pk")).values("rows")), 0)
    rows = IngestSource.objects.select_related("channel", "owner").annotate(refused=counted)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "crm/settings/connections.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@transaction.atomic
def create(request: HttpRequest) -> HttpResponse:
    """Afterwards its secret, once; Shopify makes its own."""
    form = ConnectionForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, "crm/settings/connection_new.html", form)
    form.instance.created_by = request.user
    source = form.save()
    if source.kind == SHOPIFY:
        return said(request, _("It is connected as soon as the steps on this page are done."), address(source))
    return with_secret(request, source)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@transaction.atomic
def change(request: HttpRequest, pk: int) -> HttpResponse:
    rows = IngestSource.objects.select_for_update() if request.method == "POST" else IngestSource.objects.all()
    source = get_object_or_404(rows, pk=pk)
    form = ConnectionForm(request.POST or None, instance=source)
    if request.method == "POST" and form.is_valid():
        form.save()
        return saved_record(request, form, _("The changes are saved."), reverse("crm:connections"))
    return page_of(request, IngestSource.objects.get(pk=pk), form=form)


@require_POST
@for_administrators
@transaction.atomic
def change_secret(request: HttpRequest, pk: int) -> HttpResponse:
    """Shopify's own is pasted; for the others a new one is made and shown once."""
    source = get_object_or_404(IngestSource.objects.select_for_update(), pk=pk)
    if source.kind != SHOPIFY:
        source.change_secret()
        return with_secret(request, source)
    pasted = SecretForm(request.POST)
    if not pasted.is_valid():
        return page_of(request, source, pasted=pasted)
    source.change_secret(pasted.cleaned_data["secret"])
    return said(request, _("The secret is kept: from now on the shop’s messages are checked with it."), address(source))


@require_POST
@for_administrators
@transaction.atomic
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Switched off it receives nothing any more; what it has told of stays."""
    source = get_object_or_404(IngestSource.objects.select_for_update(), pk=pk)
    source.active = not source.active
    source.save(update_fields=["active"])
    sentence = _("“%(name)s” is received again.") if source.active else _("“%(name)s” is switched off.")
    return said(request, sentence % {"name": source}, address(source))


def with_secret(request: HttpRequest, source: IngestSource) -> HttpResponse:
    """The page that shows it, right after it was made."""
    context = {"source": source, "target": target(request, source)}
    return render(request, "crm/settings/connection_secret.html", context)


def address(source: IngestSource) -> str:
    return reverse("crm:connection", args=[source.pk])


def page_of(
    request: HttpRequest,
    source: IngestSource,
    form: ConnectionForm | None = None,
    pasted: SecretForm | None = None,
) -> HttpResponse:
    """The page of a source: its form, its secret's, and what was received lately."""
    rows = source.deliveries.all()  # type: ignore[attr-defined]
    only_bad = request.GET.get("refused") == "1"
    page = Paginator(rows.filter(outcome__in=IngestDelivery.BAD) if only_bad else rows, PAGE_SIZE)
    shown = page.get_page(request.GET.get("page"))
    calls = calls_of(source, shown.object_list)
    form = form or ConnectionForm(instance=source)
    context = {
        "source": source, "form": form, "only_bad": only_bad, "page": shown,
        "lines": [(each, calls.get(each.external_id)) for each in shown.object_list],
        "target": target(request, source),
        "pasted": (pasted or SecretForm()) if source.kind == SHOPIFY else None,
        "former": source.former_until if source.former_until and source.former_until > timezone.now() else None,
        "waiting": IngestRecord.objects.filter(source=source, kind=IngestRecord.Kind.REFUND, made=False).count(),
    }  # fmt: skip
    wrong = any(each is not None and each.is_bound and each.errors for each in (form, pasted))
    return render(request, "crm/settings/connection.html", context, status=422 if wrong else 200)


def target(request: HttpRequest, source: IngestSource) -> str:
    """The address to be given to the shop."""
    path = reverse("ingest:receive", args=[source.address])
    public = settings.PUBLIC_ADDRESS.rstrip("/")
    return f"{public}{path}" if public else request.build_absolute_uri(path)


def calls_of(source: IngestSource, deliveries: Any) -> dict[str, int]:
    """The activities that the calls among these deliveries became, so that somebody says whom they were with."""
    told = [each.external_id for each in deliveries if each.topic == "call.logged" and each.external_id]
    rows = IngestRecord.objects.filter(source=source, kind=IngestRecord.Kind.CALL, external_id__in=told)
    return dict(rows.exclude(activity=None).values_list("external_id", "activity_id")) if told else {}

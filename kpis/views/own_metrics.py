"""KPIs of the company's own: listed, defined, taken out of use, deleted. Administrators only."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm.access import may_configure
from crm.views.answers import form_page, said
from kpis import narrowing
from kpis.catalogue.named_measures import NAMED
from kpis.catalogue.own import problem
from kpis.defining import OwnMetricForm, as_typed, example, panels_with, uses
from kpis.models import OwnMetric


def configuring(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For those who may change the company's settings; others are told why not."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        allowed = may_configure(request.user)
        if not allowed:
            raise PermissionDenied(allowed.reason)  # type: ignore[union-attr]
        return view(request, *args, **kwargs)

    return answer


@require_safe
@configuring
def own_metrics(request: HttpRequest) -> HttpResponse:
    """All of them, with what is wrong with those that cannot be asked."""
    rows = OwnMetric.objects.visible_to(request.user).select_related("changed_by")  # type: ignore[attr-defined]
    listed = [{"own": each, "problem": problem(each)} for each in rows]
    return render(request, "kpis/own_metrics.html", {"listed": listed})


def defined(request: HttpRequest, own: OwnMetric) -> HttpResponse:
    """The form; with “check” the example only, nothing is saved."""
    posted = request.POST if request.method == "POST" else None
    checks = posted is not None and "check" in posted
    form = OwnMetricForm(posted, instance=own)
    if posted is not None and not checks and form.is_valid():
        made = own.pk is None
        form.instance.changed_by = request.user
        if made:
            form.instance.made_by = request.user
        saved = form.save()
        done = _("“%(name)s” is defined.") if made else _("“%(name)s” is saved.")
        return said(request, done % {"name": saved}, reverse("kpis:metric", args=[saved.key]))
    stored = OwnMetric.objects.get(pk=own.pk) if own.pk else own
    shown = as_typed(posted, stored) if posted is not None else stored
    return form_page(
        request, "kpis/own_metric_form.html", form, own=stored, example=example(shown, request.user),
        measures=NAMED.values(), groups=narrowing.choices(request.user, shown.filters), panels=panels_with(stored),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@configuring
def own_metric_new(request: HttpRequest) -> HttpResponse:
    return defined(request, OwnMetric(unit=OwnMetric.Unit.RATIO))


@require_http_methods(["GET", "HEAD", "POST"])
@configuring
def own_metric_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return defined(request, get_object_or_404(OwnMetric, pk=pk))


@require_POST
@configuring
def own_metric_check(request: HttpRequest) -> HttpResponse:
    """What the formula gives, as typed."""
    found = example(as_typed(request.POST, OwnMetric()), request.user)
    return render(request, "kpis/_formula_example.html", {"example": found})


@require_POST
@configuring
def own_metric_active(request: HttpRequest, pk: int) -> HttpResponse:
    """Out of use, or in use again; objectives that name it stay, and are told."""
    own = get_object_or_404(OwnMetric, pk=pk)
    own.active, own.changed_by = not own.active, request.user  # type: ignore[assignment]
    own.save()
    used = uses(own)
    if not own.active and any(used.values()):
        sentence = _("Objectives (%(objectives)s) and open actions (%(actions)s) that name it stay and show no figure.")
        messages.info(request, sentence % used)
    done = _("“%(name)s” is in use again.") if own.active else _("“%(name)s” is out of use.")
    return said(request, done % {"name": own}, reverse("kpis:own_metrics"))


@require_POST
@configuring
def own_metric_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Refused where an objective or an action names it."""
    own = get_object_or_404(OwnMetric, pk=pk)
    used = uses(own)
    if any(used.values()):
        sentence = _(
            "“%(name)s” is not deleted: objectives (%(objectives)s) and open actions (%(actions)s) name it. "
            "Take it out of use instead."
        )
        messages.error(request, sentence % {"name": own, **used})
        return HttpResponseRedirect(reverse("kpis:own_metric_edit", args=[pk]))
    own.delete()
    return said(request, _("“%(name)s” is deleted.") % {"name": own}, reverse("kpis:own_metrics"))

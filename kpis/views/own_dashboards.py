"""Dashboards of one's own: looked at, arranged, shared, copied, chosen as home."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core import signing
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm.page_cache import cached_page
from crm.views.answers import back, form_page, said, visible_or_404
from kpis import narrowing
from kpis.arranging import DashboardForm, PanelForm, kind_called
from kpis.asking import read
from kpis.filter_bar import form
from kpis.models import HomeDashboard, OwnDashboard, Panel
from kpis.panels import Kind, answered, kinds, labels, title
from kpis.views.pages import explained

MOST_PANELS = 24
# What a panel is made of, kept in the button that brings it back.
ARRANGED = ("kind", "title", "metrics", "by", "period", "filters", "note", "width", "place")
REMOVED, RESTORED_WITHIN = "a removed panel", timedelta(hours=1)


def changeable_or_404(request: HttpRequest, pk: int) -> OwnDashboard:
    found: OwnDashboard = get_object_or_404(OwnDashboard.objects.changeable_by(request.user), pk=pk)
    return found


def panel_or_404(request: HttpRequest, pk: int) -> Panel:
    changeable = OwnDashboard.objects.changeable_by(request.user)
    found: Panel = get_object_or_404(Panel.objects.select_related("dashboard"), pk=pk, dashboard__in=changeable)
    return found


def address(name: str, dashboard: OwnDashboard) -> str:
    return reverse(f"kpis:dashboard{name}", args=[dashboard.pk])


@require_safe
def dashboards(request: HttpRequest) -> HttpResponse:
    """One's own and those that are shared with one."""
    rows = OwnDashboard.objects.visible_to(request.user).select_related("owner", "team")
    context = {"dashboards": rows, "home": HomeDashboard.of(request.user)}
    return render(request, "kpis/own_dashboards.html", context)


@require_safe
@cached_page
@explained
def dashboard(request: HttpRequest, pk: int) -> HttpResponse:
    """The panels with the figures of whoever looks; the filters of the page narrow them all."""
    mine = OwnDashboard.objects.changeable_by(request.user).filter(pk=OuterRef("pk"))
    home = HomeDashboard.objects.filter(user_id=request.user.pk, dashboard=OuterRef("pk"))
    rows = OwnDashboard.objects.select_related("owner", "team").annotate(mine=Exists(mine), is_home=Exists(home))
    found = visible_or_404(rows, request.user, pk)
    asking = read(request)
    context = {
        "dashboard": found,
        "shown": answered(asking, found.panels.all()),
        **form(asking),
    }
    return render(request, "kpis/own_dashboard.html", context)


def named(request: HttpRequest, found: OwnDashboard) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    shown = DashboardForm(posted, instance=found, viewer=request.user)
    if posted is not None and shown.is_valid():
        saved = shown.save()
        return said(request, _("“%(name)s” is saved.") % {"name": saved}, address("_arrange", saved))
    stored = OwnDashboard.objects.get(pk=found.pk) if found.pk else None
    cancel = address("", stored) if stored else reverse("kpis:dashboards")
    return form_page(request, "kpis/own_dashboard_form.html", shown, dashboard=stored, cancel=cancel)


@require_http_methods(["GET", "HEAD", "POST"])
def dashboard_new(request: HttpRequest) -> HttpResponse:
    return named(request, OwnDashboard(owner=request.user))  # type: ignore[misc]


@require_http_methods(["GET", "HEAD", "POST"])
def dashboard_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return named(request, changeable_or_404(request, pk))


@require_safe
def dashboard_arrange(request: HttpRequest, pk: int) -> HttpResponse:
    found = changeable_or_404(request, pk)
    panels = [{"panel": each, "title": title(each), "kpis": labels(each)} for each in found.panels.all()]
    context = {"dashboard": found, "panels": panels, "kinds": kinds()}
    return render(request, "kpis/own_dashboard_arrange.html", context)


@require_POST
def dashboard_order(request: HttpRequest, pk: int) -> HttpResponse:
    """The order in which the panels were dragged: their ids, with commas."""
    found = changeable_or_404(request, pk)
    found.arrange(
        [int(text) for text in request.POST.get("order", "").split(",") if text.isdecimal() and len(text) < 19]
    )
    return HttpResponse(status=204)


@require_POST
def dashboard_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """A private copy, of one's own or of what is shared."""
    found = visible_or_404(OwnDashboard.objects.all(), request.user, pk)
    taken = set(OwnDashboard.objects.filter(owner_id=request.user.pk).values_list("name", flat=True))
    name = base = (_("Copy of %(name)s") % {"name": found})[:70]
    number = 2
    while name in taken:
        name, number = f"{base} {number}", number + 1
    copy = found.copied_for(request.user, name)
    return said(request, _("“%(name)s” is made.") % {"name": copy}, address("_arrange", copy))


@require_POST
def dashboard_home(request: HttpRequest, pk: int) -> HttpResponse:
    """One begins with this dashboard from now on; once more, and the role decides again."""
    found = visible_or_404(OwnDashboard.objects.all(), request.user, pk)
    was = HomeDashboard.objects.filter(user_id=request.user.pk, dashboard=found).delete()[0]
    if not was:
        HomeDashboard.objects.update_or_create(user_id=request.user.pk, defaults={"dashboard": found})
    done = _("You begin where your role begins.") if was else _("You begin with “%(name)s”.")
    return said(request, done % {"name": found}, address("", found))


@require_POST
def dashboard_delete(request: HttpRequest, pk: int) -> HttpResponse:
    found = changeable_or_404(request, pk)
    found.delete()
    return said(request, _("“%(name)s” is deleted.") % {"name": found}, reverse("kpis:dashboards"))


def arranged(request: HttpRequest, panel: Panel) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    shown = PanelForm(posted, instance=panel)
    if posted is not None and shown.is_valid():
        saved = shown.save()
        return said(request, _("“%(name)s” is saved.") % {"name": title(saved)}, address("_arrange", panel.dashboard))
    filters = panel.filters if posted is None else narrowing.read(posted)
    groups = [] if panel.kind == Kind.NOTE else narrowing.choices(request.user, filters)
    return form_page(
        request, "kpis/panel_form.html", shown, panel=panel, name=title(panel), dashboard=panel.dashboard,
        groups=groups,
        cancel=address("_arrange", panel.dashboard),
    )  # fmt: skip


def full(request: HttpRequest, found: OwnDashboard) -> HttpResponse:
    sentence = _("A dashboard has at most %(most)s panels: make a second one.") % {"most": MOST_PANELS}
    return said(request, sentence, address("_arrange", found))


@require_http_methods(["GET", "HEAD", "POST"])
def dashboard_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """A new panel of the kind that the address names."""
    found = changeable_or_404(request, pk)
    if request.method == "POST" and found.panels.count() >= MOST_PANELS:
        return full(request, found)
    kind = kind_called(request.GET.get("kind", ""))
    width = Panel.Width.QUARTER if kind == Kind.TILE else Panel.Width.HALF
    return arranged(request, Panel(dashboard=found, kind=kind, width=width))


@require_http_methods(["GET", "HEAD", "POST"])
def panel_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return arranged(request, panel_or_404(request, pk))


@require_POST
def panel_move(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down."""
    panel = panel_or_404(request, pk)
    order: list[Any] = list(panel.dashboard.panels.values_list("pk", flat=True))
    step = {"up": -1, "down": 1}.get(request.POST.get("to", ""))
    if step is None:
        raise Http404
    at = order.index(panel.pk)
    order.insert(max(0, at + step), order.pop(at))
    panel.dashboard.arrange(order)
    return said(request, _("“%(name)s” is moved.") % {"name": title(panel)}, address("_arrange", panel.dashboard))


@require_POST
def panel_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Says so with the button that brings it back."""
    panel = panel_or_404(request, pk)
    kept = {name: getattr(panel, name) for name in ("id", "dashboard_id", *ARRANGED)}
    context = {"name": title(panel), "dashboard": panel.dashboard, "token": signing.dumps(kept, salt=REMOVED)}
    panel.delete()
    message = render_to_string("kpis/_panel_removed.html", context, request)
    return said(request, message, address("_arrange", panel.dashboard))


@require_POST
def panel_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Where it was, unless it is there already or the dashboard has become full."""
    found = changeable_or_404(request, pk)
    try:
        kept = signing.loads(request.POST.get("token", ""), salt=REMOVED, max_age=RESTORED_WITHIN)
    except signing.BadSignature:
        kept = {}
    if kept.get("dashboard_id") != found.pk or Panel.objects.filter(pk=kept["id"]).exists():
        messages.error(request, _("It can no longer be taken back from here."))
        return back(request, address("_arrange", found))
    if found.panels.count() >= MOST_PANELS:
        return full(request, found)
    panel = Panel.objects.create(**kept)
    return said(request, _("“%(name)s” is there again.") % {"name": title(panel)}, address("_arrange", found))

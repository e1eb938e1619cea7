"""Logging an activity quickly, and saying that a planned one is done."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import trigger_client_event

from crm.finding import FoundInput
from crm.forms.activities import DoneForm, QuickLogForm
from crm.models import Activity, ActivityType
from crm.search import KINDS, Finder
from crm.views.answers import back, form_page, said, visible_or_404

ABOUT = ("opportunity", "contact", "account")


def initial_of(request: HttpRequest) -> dict[str, Any]:
    """Whom the address names and the type it asks for ("call"), else the first type in use."""
    asked = [f"{kind}:{request.GET[kind]}" for kind in ABOUT if request.GET.get(kind)]
    found = Finder(request.user, ABOUT).get(asked[0]) if asked else None
    types = ActivityType.objects.filter(active=True)
    chosen = types.filter(code=request.GET.get("type", "")).first() or types.first()
    return {"about": found.record if found else None, "type": chosen.pk if chosen else None}


@require_http_methods(["GET", "HEAD", "POST"])
def quick_log(request: HttpRequest) -> HttpResponse:
    """A fragment for the dialog, a page of its own without script."""
    fragment = bool(getattr(request, "htmx", False))
    template = "crm/_quick_log.html" if fragment else "crm/quick_log.html"
    if request.method != "POST":
        return form_page(request, template, QuickLogForm(viewer=request.user, initial=initial_of(request)))
    form = QuickLogForm(request.POST, viewer=request.user)
    if not form.is_valid():
        return form_page(request, template, form)
    activity = form.save()
    if not fragment:
        return said(request, _("Logged: %(what)s.") % {"what": activity}, reverse("crm:my_day"))
    answer = render(request, "crm/_quick_logged.html", {"activity": activity})
    return trigger_client_event(answer, "quick-log-saved")


@require_POST
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """A planned activity was carried out: one click."""
    activity = visible_or_404(Activity.objects.select_related("type", "owner"), request.user, pk)
    form = DoneForm(request.POST)
    if not form.is_valid():
        return form_page(request, "crm/activity_done.html", form, activity=activity)
    activity.done(form.cleaned_data["outcome"], form.seconds(activity))
    if getattr(request, "htmx", False):
        return render(request, "crm/_done.html", {"activity": activity})
    return said(request, _("Done: %(what)s.") % {"what": activity}, reverse("crm:my_day"))


@require_POST
def undo_done(request: HttpRequest, pk: int) -> HttpResponse:
    activity = visible_or_404(Activity.objects.select_related("type", "owner"), request.user, pk)
    if activity.state == Activity.State.DONE:
        activity.undo_done()
    return back(request, reverse("crm:my_day"))


def asked_kinds(request: HttpRequest) -> tuple[str, ...]:
    return tuple(kind for kind in request.GET.get("kinds", "").split(",") if kind in KINDS) or ABOUT


def asked_field(request: HttpRequest) -> str:
    """The name of the form field that asks: letters and underscores only, it comes back in the fragment."""
    name = request.GET.get("field", "")
    return name if name.isidentifier() else "about"


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """What matches the text typed so far, as buttons; or, with `key`, the field with that record chosen."""
    kinds, name = asked_kinds(request), asked_field(request)
    finder = Finder(request.user, kinds)
    chosen = finder.get(request.GET.get("key", ""))
    if chosen:
        field = FoundInput(kinds).render(name, chosen.record, {"id": f"id_{name}"})
        return HttpResponse(field)
    text = request.GET.get(f"{name}_text", "")
    context = {"found": finder.find(text), "text": text.strip(), "name": name, "kinds": ",".join(kinds)}
    return render(request, "crm/forms/_found.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search everywhere: accounts, contacts and opportunities, by name, phone or e-mail."""
    text = request.GET.get("q", "").strip()
    found = Finder(request.user, ("account", "contact", "opportunity")).find(text, limit=20)
    return render(request, "crm/search.html", {"text": text, "found": found})

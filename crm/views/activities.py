"""The list of activities; logging one quickly, taking that back, and saying that a planned one is done."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import trigger_client_event

from crm.changes import changes_of
from crm.columns import address_of
from crm.filters import ActivityFilter
from crm.forms.activities import DoneForm, OutcomeForm, QuickLogForm, last_medium, undo_log, undo_token
from crm.forms.correcting import CorrectForm
from crm.forms.sent_again import FIELD, log_once, logged_before, new_key
from crm.listings import activities
from crm.models import Activity, ActivityType
from crm.page_cache import cached_page
from crm.search import Finder
from crm.views.answers import back, form_page, said, saved_record, visible_or_404
from crm.views.lists import list_page

ABOUT = ("opportunity", "contact", "account")
DURATIONS = (5, 15, 30, 45, 60, 90)


@require_safe
@cached_page
def index(request: HttpRequest) -> HttpResponse:
    filters = ActivityFilter(request.GET, Activity.objects.visible_to(request.user), request)
    return list_page(request, activities(request.GET.get("state", "")), filters)


def asked(request: HttpRequest) -> tuple[Any, ActivityType | None]:
    """Whom the address names, if the viewer may see them, and the type it asks for ("call"), else the first in use."""
    keys = [f"{kind}:{request.GET[kind]}" for kind in ABOUT if request.GET.get(kind)]
    found = Finder(request.user, ABOUT).get(keys[0]) if keys else None
    types = ActivityType.objects.filter(active=True)
    return found.record if found else None, types.filter(code=request.GET.get("type", "")).first() or types.first()


def initial_of(request: HttpRequest) -> dict[str, Any]:
    """The context of the page that the quick log was opened from, and the medium last used for the type."""
    record, kind = asked(request)
    medium = last_medium(request.user, kind)
    return {"about": record, "type": kind.pk if kind else None, "medium": medium, "outcome": "", "create": ""}


@require_http_methods(["GET", "HEAD", "POST"])
def quick_log(request: HttpRequest) -> HttpResponse:
    """A fragment for the dialog, a page of its own without script."""
    fragment = bool(getattr(request, "htmx", False))
    template = "crm/_quick_log.html" if fragment else "crm/quick_log.html"
    if request.method != "POST":
        form = QuickLogForm(viewer=request.user, initial=initial_of(request))
        came_from = request.META.get("HTTP_REFERER", "")
        return form_page(request, template, form, durations=DURATIONS, next=came_from, once=new_key())
    form = QuickLogForm(request.POST, viewer=request.user)
    valid = form.is_valid()
    logged = log_once(request.user, request.POST, form.save_all) if valid else logged_before(request.user, request.POST)
    if not logged:
        sent = {"next": request.POST.get("next", ""), "once": request.POST.get(FIELD, "")}
        return form_page(request, template, form, durations=DURATIONS, **sent)
    activity, step = logged[0], next(iter(logged[1:]), None)
    context = {"activity": activity, "planned": step, "token": undo_token(activity, step)}
    if not fragment:
        sentence = render_to_string("crm/_logged.html", {**context, "next": request.POST.get("next", "")}, request)
        return said(request, sentence, reverse("crm:my_day"))
    answer = render(request, "crm/_quick_logged.html", context)
    return trigger_client_event(answer, "quick-log-saved")


@require_POST
def undo_quick_log(request: HttpRequest) -> HttpResponse:
    """Takes back what was logged a moment ago, with the next step that was planned with it."""
    undone = undo_log(request.user, request.POST.get("token", ""))
    sentence = _("Taken back: nothing was logged.") if undone else _("It can no longer be taken back from here.")
    if not getattr(request, "htmx", False):
        (messages.success if undone else messages.error)(request, sentence)
        return back(request, reverse("crm:my_day"))
    answer = render(request, "crm/_toast.html", {"sentence": sentence, "level": "success" if undone else "error"})
    return trigger_client_event(answer, "quick-log-saved", {"undone": True})


def done_context(activity: Activity) -> dict[str, Any]:
    """What was done, and the outcomes that one more click can give it."""
    outcomes = [(value, label) for value, label in Activity.Outcome.choices if value]
    return {"activity": activity, "outcomes": outcomes}


@require_POST
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """A planned activity was carried out: one click."""
    activity = visible_or_404(Activity.objects.select_related("type", "owner"), request.user, pk)
    form = DoneForm(request.POST)
    if not form.is_valid():
        return form_page(request, "crm/activity_done.html", form, activity=activity)
    activity.done(form.cleaned_data["outcome"], form.seconds(activity))
    if getattr(request, "htmx", False):
        return render(request, "crm/_done.html", done_context(activity))
    return said(request, _("Done: %(what)s.") % {"what": activity}, reverse("crm:my_day"))


@require_POST
def undo_done(request: HttpRequest, pk: int) -> HttpResponse:
    activity = visible_or_404(Activity.objects.select_related("type", "owner"), request.user, pk)
    if activity.state == Activity.State.DONE:
        activity.undo_done()
    return back(request, reverse("crm:my_day"))


@require_POST
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """How it went, with one more click."""
    activity = visible_or_404(Activity.objects.select_related("type", "owner"), request.user, pk)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return form_page(request, "crm/activity_done.html", form, activity=activity)
    activity.went(form.cleaned_data["outcome"])
    if getattr(request, "htmx", False):
        return render(request, "crm/_done.html", done_context(activity))
    return back(request, reverse("crm:my_day"))


def page_about(activity: Activity) -> str:
    """The page of whom it is about, where its timeline shows it."""
    record = activity.about
    return address_of(record) if record else reverse("crm:activities")


@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """What was logged wrongly is put right; every change is kept in its history."""
    rows = Activity.objects.select_related("type", "owner", "account", "contact", "opportunity")
    if request.method == "POST":
        rows = rows.select_for_update(of=("self",))
    activity = visible_or_404(rows.filter(state=Activity.State.DONE), request.user, pk)
    form = CorrectForm(request.POST or None, instance=activity, viewer=request.user)
    if request.method == "POST" and form.is_valid():
        return saved_record(request, form, _("Changed: %(what)s.") % {"what": form.save()}, page_about(activity))
    stored = Activity.objects.select_related("type", "account", "contact", "opportunity").get(pk=pk)
    context = {"activity": stored, "changes": changes_of(stored), "cancel": page_about(stored)}
    return form_page(request, "crm/activity_edit.html", form, **context)


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """What never happened; its history keeps that it was logged, and who deleted it."""
    rows = Activity.objects.select_related("account", "contact", "opportunity")
    activity = visible_or_404(rows.filter(state=Activity.State.DONE), request.user, pk)
    to, name = page_about(activity), str(activity)
    activity.delete()
    return said(request, _("“%(name)s” is deleted.") % {"name": name}, to)

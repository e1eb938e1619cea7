"""The calendar: planned and done activities by month, week and day; planning, moving, and the private feed."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import trigger_client_event

from crm import ical
from crm.access import Role
from crm.finding import FoundField, ViewerForm
from crm.forms.planning import MoveForm, PlanForm
from crm.models import Activity, CalendarFeed, Company
from crm.templatetags.formats import day_short
from crm.views.activities import asked
from crm.views.answers import form_page, said, visible_or_404

VIEWS = {"month": gettext_lazy("Month"), "week": gettext_lazy("Week"), "day": gettext_lazy("Day")}
SHOWN = {"month": 4, "week": 12, "day": 200}
EARLIEST, LATEST = date(1970, 1, 12), date(9000, 1, 1)
FEED_PAST_DAYS = 30


@dataclass(frozen=True)
class Day:
    """A day of the calendar: the first of its activities, and how many more there are."""

    on: date
    activities: list[Activity]
    count: int
    outside: bool

    @property
    def hidden(self) -> int:
        return self.count - len(self.activities)


class WhoseForm(ViewerForm):
    """Whose calendar: one person whom the viewer may see."""

    owner = FoundField(label=gettext_lazy("Person"), kinds=("user",), required=False)


def asked_day(request: HttpRequest) -> date:
    """The day in the address, today when there is none or none that a calendar can show."""
    try:
        on = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return Company.current().today()
    return min(max(on, EARLIEST), LATEST)


def span(view: str, on: date) -> tuple[date, date]:
    """First day and the day after the last one; a month is shown in whole weeks from Monday."""
    if view == "day":
        return on, on + timedelta(days=1)
    first = on.replace(day=1) if view == "month" else on
    start = first - timedelta(days=first.weekday())
    if view == "week":
        return start, start + timedelta(days=7)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return start, last + timedelta(days=7 - last.weekday())


def neighbours(view: str, on: date) -> tuple[date, date]:
    """The day to go back to and the day to go on to."""
    if view == "month":
        first = on.replace(day=1)
        return (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=31)).replace(day=1)
    step = timedelta(days=7 if view == "week" else 1)
    return on - step, on + step


def between(rows: QuerySet[Activity], start: date, end: date) -> QuerySet[Activity]:
    """Planned ones by the day they are due, done ones by the day they were done, as `day`."""
    planned = Q(state=Activity.State.PLANNED, due_on__gte=start, due_on__lt=end)
    done = Q(state=Activity.State.DONE, done_on__gte=start, done_on__lt=end)
    return rows.filter(planned | done).annotate(day=Coalesce("done_on", "due_on"))


def days(rows: QuerySet[Activity], view: str, on: date) -> list[Day]:
    """Every day of the view, with at most so many activities as it has room for."""
    start, end = span(view, on)
    found = between(rows, start, end)
    counts: Counter[date] = Counter()
    for row in found.order_by().values("day").annotate(count=Count("pk")):
        counts[row["day"]] = row["count"]
    # Plans first: where a day has no room for all, what is to come matters more than what is done.
    order = [F("state").desc(), F("due_at").asc(nulls_last=True), F("done_at").asc(nulls_last=True), F("pk").asc()]
    first = found.annotate(place=Window(RowNumber(), partition_by=[F("day")], order_by=order))
    related = first.filter(place__lte=SHOWN[view]).select_related("type", "owner", "account", "contact", "opportunity")
    by_day: dict[date, list[Activity]] = defaultdict(list)
    for activity in related.order_by("day", "place"):
        by_day[activity.day].append(activity)  # type: ignore[attr-defined]
    every = [start + timedelta(days=number) for number in range((end - start).days)]
    return [Day(each, by_day[each], counts[each], view == "month" and each.month != on.month) for each in every]


def whose(request: HttpRequest, form: WhoseForm) -> tuple[str, QuerySet[Activity]]:
    """“me”, “team” or “person”, and the activities; a rep has no one else's to choose."""
    visible = Activity.objects.visible_to(request.user)
    if request.user.role != Role.REP:  # type: ignore[union-attr]
        if request.GET.get("who") == "team":
            return "team", visible
        if form.is_valid() and form.cleaned_data["owner"]:
            return "person", visible.filter(owner=form.cleaned_data["owner"])
    return "me", visible.filter(owner=request.user)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "month"
    on = asked_day(request)
    form = WhoseForm(
        request.GET if request.GET.get("owner") or request.GET.get("owner_text") else None, viewer=request.user
    )
    who, rows = whose(request, form)
    shown = days(rows, view, on)
    previous, following = neighbours(view, on)
    context = {
        "view": view,
        "views": VIEWS.items(),
        "on": on,
        "today": Company.current().today(),
        "days": shown,
        "weekdays": shown[:7],
        "last": shown[-1].on,
        "previous": previous,
        "following": following,
        "who": who,
        "form": form,
        "leads": request.user.role != Role.REP,  # type: ignore[union-attr]
        "nothing": not any(each.count for each in shown),
    }
    return render(request, "crm/calendar.html", context)


def planned_from(request: HttpRequest) -> dict[str, Any]:
    """The date, the record and the type that the address names."""
    record, kind = asked(request)
    on = max(asked_day(request), Company.current().today())
    return {"about": record, "type": kind.pk if kind else None, "due_on": on}


def calendar_of(activity: Activity) -> str:
    return f"{reverse('crm:calendar')}?view=week&on={activity.due_on:%Y-%m-%d}"


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Something new to do."""
    if request.method == "POST":
        form = PlanForm(request.POST, viewer=request.user)
        if form.is_valid():
            activity = form.save()
            return said(request, _("Planned: %(what)s.") % {"what": activity}, calendar_of(activity))
    else:
        form = PlanForm(viewer=request.user, initial=planned_from(request))
    return form_page(request, "crm/plan.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """A plan is changed, or looked at after it was done."""
    rows = Activity.objects.select_related("type", "owner", "account", "contact", "opportunity")
    activity = visible_or_404(rows, request.user, pk)
    if request.method == "POST":
        form = PlanForm(request.POST, viewer=request.user, activity=activity)
        if form.is_valid():
            form.save()
            return said(request, _("Changed: %(what)s.") % {"what": activity}, calendar_of(activity))
    else:
        form = PlanForm(viewer=request.user, activity=activity)
    return form_page(request, "crm/plan.html", form, activity=activity)


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """A plan is dropped on another day; the answer says so and can be taken back."""
    activity = visible_or_404(Activity.objects.select_related("type"), request.user, pk)
    form, before = MoveForm(request.POST), activity.due_on
    context: dict[str, Any] = {"activity": activity, "before": before, "level": "success"}
    if form.is_valid():
        try:
            activity.reschedule(form.cleaned_data["due_on"])
            words = {"what": activity, "when": day_short(activity.due_on)}
            context |= {
                "sentence": _("%(what)s moved to %(when)s.") % words,
                "moved": before >= Company.current().today(),
            }
        except ValidationError as refusal:
            context |= {"sentence": refusal.messages[0], "level": "error"}
    else:
        context |= {"sentence": _("This is no date: give one such as 2026-11-24."), "level": "error"}
    if getattr(request, "htmx", False):
        answer = render(request, "crm/_moved.html", context)
        return trigger_client_event(answer, "quick-log-saved", {"undone": True})
    if context["level"] == "error":
        form_again = PlanForm(viewer=request.user, activity=activity)
        return render(request, "crm/plan.html", {"form": form_again, **context}, status=422)
    return said(request, context["sentence"], calendar_of(activity))


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """It will not be done."""
    activity = visible_or_404(Activity.objects.select_related("type"), request.user, pk)
    if activity.state == Activity.State.PLANNED:
        activity.cancel()
    return said(request, _("Cancelled: %(what)s.") % {"what": activity}, reverse("crm:calendar"))


@require_http_methods(["GET", "HEAD", "POST"])
def feed(request: HttpRequest) -> HttpResponse:
    """The viewer's private address for a calendar program: made, replaced, revoked. It is shown once."""
    address = ""
    if request.method == "POST" and request.POST.get("revoke"):
        CalendarFeed.objects.filter(user=request.user).delete()
        return said(request, _("The address is revoked: nobody reads your calendar with it any more."), request.path)
    if request.method == "POST":
        token = CalendarFeed.issue(request.user)  # type: ignore[arg-type]
        address = request.build_absolute_uri(reverse("crm:feed_file", args=[token]))
    made = CalendarFeed.objects.filter(user=request.user).first()
    return render(request, "crm/calendar_feed.html", {"made": made, "address": address, "past_days": FEED_PAST_DAYS})


@login_not_required
@require_safe
def feed_file(request: HttpRequest, token: str) -> HttpResponse:
    """What the owner of the address has planned, for a calendar program that cannot sign in."""
    owner = CalendarFeed.owner_of(token)
    if owner is None:
        raise Http404
    since = Company.current().today() - timedelta(days=FEED_PAST_DAYS)
    rows = Activity.objects.planned().visible_to(owner).filter(owner=owner, due_on__gte=since)
    related = rows.select_related("type", "account", "contact", "opportunity").order_by("due_on", "pk")
    with translation.override(owner.language or Company.current().language):
        site = request.build_absolute_uri("/").rstrip("/")
        text = ical.calendar(f"Jauge · {owner}", related.iterator(), site)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")

"""One-to-ones: the sheets of a rep, a sheet with the rep's figures, and what the agreed actions moved."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm.models import Company, User
from crm.views.answers import said, visible_or_404
from kpis.asking import Asking
from kpis.catalogue import KNOWN
from kpis.dashboards import TILES
from kpis.engine import Period, Query, Result
from kpis.forms import Sheet
from kpis.models import AgreedAction, OneToOne
from kpis.models.one_to_ones import may_hold
from kpis.objectives import ask
from kpis.views.pages import rep_or_404

PAGE = 20
DAYS = 90
MOST_WAITING = 100


def refuse_who_may_not_hold(viewer: Any, rep: User) -> None:
    allowed = may_hold(viewer, rep)
    if not allowed:
        raise PermissionDenied(allowed.reason)  # type: ignore[union-attr]


def ninety_days(viewer: Any, rep: User, on: date) -> Asking:
    """The rep's 90 days up to a day, as they were known that day, beside the 90 days before."""
    first = on - timedelta(days=DAYS - 1)
    period = Period(first, on + timedelta(days=1), text=f"{first}..{on}")
    return Asking(viewer, period, "previous", {"owner": [rep.pk]}, QueryDict(), on)


def figures(viewer: Any, rep: User, on: date) -> dict[str, Any]:
    """The rep's key figures of these days, and the question that they answer."""
    asking = ninety_days(viewer, rep, on)
    known = [name for name in TILES if "owner" in KNOWN[name].dimensions()]
    return {"asking": asking, "result": ask(asking.query(*known, targets=False))}


def moved(viewer: Any, sheet: OneToOne, actions: list[AgreedAction], today: date) -> Result | None:
    """What the KPIs of the actions are since the talk, beside as many days before; None without any."""
    names = [each.metric for each in actions if each.metric in KNOWN]
    if not names:
        return None
    period = Period(sheet.held_on, today + timedelta(days=1), text=f"{sheet.held_on}..{today}")
    return ask(Query(names, period, viewer, where={"owner": [sheet.rep_id]}, compare="previous", targets=False))


@require_safe
def one_to_ones(request: HttpRequest, pk: int) -> HttpResponse:
    """What is still to be done, and the sheets, the latest first."""
    rep = rep_or_404(request.user, pk)
    sheets = OneToOne.objects.visible_to(request.user).filter(rep=rep).select_related("held_by")
    waiting = AgreedAction.objects.visible_to(request.user).filter(one_to_one__rep=rep).open()  # type: ignore[attr-defined]
    context = {
        "rep": rep,
        "page": Paginator(sheets, PAGE).get_page(request.GET.get("page")),
        "actions": labelled(list(waiting.select_related("owner", "one_to_one")[:MOST_WAITING])),
        "may_hold": may_hold(request.user, rep),
        "today": Company.current().today(),
    }
    return render(request, "kpis/one_to_ones.html", context)


def labelled(actions: list[AgreedAction]) -> list[dict[str, Any]]:
    """Each action with the name of its KPI; one that the catalogue no longer has keeps its own."""
    return [
        {"action": each, "label": KNOWN[each.metric].label if each.metric in KNOWN else each.metric} for each in actions
    ]


def with_since(viewer: Any, actions: list[AgreedAction], today: date) -> list[dict[str, Any]]:
    """Each action labelled, and `since`: the figure of its KPI since its own talk; None without one."""
    sheets: dict[OneToOne, list[AgreedAction]] = {}
    for each in actions:
        sheets.setdefault(each.one_to_one, []).append(each)
    found = {sheet: moved(viewer, sheet, theirs, today) for sheet, theirs in sheets.items()}
    entries = labelled(actions)
    for entry in entries:
        action = entry["action"]
        result = found[action.one_to_one]
        entry["since"] = result.total.get(action.metric) if result else None
    return entries


@require_http_methods(["GET", "HEAD", "POST"])
def one_to_one_new(request: HttpRequest, pk: int) -> HttpResponse:
    rep = rep_or_404(request.user, pk)
    refuse_who_may_not_hold(request.user, rep)
    sheet = OneToOne(rep=rep, held_by=request.user, held_on=Company.current().today())  # type: ignore[misc]
    return edited(request, sheet)


@require_http_methods(["GET", "HEAD", "POST"])
def one_to_one_edit(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = visible_or_404(OneToOne.objects.select_related("rep"), request.user, pk)
    refuse_who_may_not_hold(request.user, sheet.rep)
    return edited(request, sheet)


def edited(request: HttpRequest, one_to_one: OneToOne) -> HttpResponse:
    """The form; 422 with what was typed where it is refused, or where one more line was asked for."""
    posted = request.POST if request.method == "POST" else None
    held_on = one_to_one.held_on
    sheet = Sheet(request.user, one_to_one, posted)
    wants_more = posted is not None and "more" in posted
    if posted is not None and not wants_more and sheet.is_valid() and sheet.save():
        return said(request, _("The sheet is saved."), reverse("kpis:one_to_one", args=[one_to_one.pk]))
    waiting = AgreedAction.objects.filter(one_to_one__rep=one_to_one.rep).exclude(one_to_one=one_to_one.pk).open()  # type: ignore[attr-defined]
    today = Company.current().today()
    context = {
        "sheet": sheet,
        "rep": one_to_one.rep,
        "one_to_one": one_to_one,
        **figures(request.user, one_to_one.rep, held_on),
        "metrics": KNOWN,
        "waiting": with_since(request.user, list(waiting.select_related("owner", "one_to_one")[:MOST_WAITING]), today),
        "today": today,
    }
    return render(request, "kpis/one_to_one_form.html", context, status=422 if posted is not None else 200)


@require_safe
def one_to_one(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet: the figures of the day, notes, actions, and what the KPIs did since."""
    sheet = visible_or_404(OneToOne.objects.select_related("rep", "held_by"), request.user, pk)
    today = Company.current().today()
    actions = with_since(request.user, list(sheet.actions.select_related("owner", "one_to_one")), today)
    context = {
        "one_to_one": sheet,
        "rep": sheet.rep,
        "actions": actions,
        "since": any(each["since"] for each in actions),
        "days": (today - sheet.held_on).days + 1,
        **figures(request.user, sheet.rep, sheet.held_on),
        "metrics": KNOWN,
        "may_hold": may_hold(request.user, sheet.rep),
        "today": today,
    }
    return render(request, "kpis/one_to_one.html", context)


@require_POST
def action_done(request: HttpRequest, pk: int) -> HttpResponse:
    """Done today, or not done after all; whoever sees the sheet may say so."""
    action = visible_or_404(AgreedAction.objects.all(), request.user, pk)
    done = request.POST.get("done") == "1"
    action.done_on = Company.current().today() if done else None
    action.save()
    sentence = _("Done: %(what)s") if done else _("To be done again: %(what)s")
    return said(request, sentence % {"what": action}, reverse("kpis:one_to_one", args=[action.one_to_one_id]))

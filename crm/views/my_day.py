"""My day: what is overdue, due today and tomorrow, and the opportunities that need attention."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from crm.attention import quiet, without_next_step
from crm.models import Activity, Company, Opportunity, Stage

SHOWN = 30
# Of those that need attention.
LARGEST = 10


def due(viewer: Any, **dates: date) -> dict[str, Any]:
    """The viewer's own planned activities on these dates: the first ones, and whether there are more."""
    rows = Activity.objects.visible_to(viewer).filter(owner=viewer, state=Activity.State.PLANNED, **dates)
    related = rows.select_related("type", "account", "contact", "opportunity", "owner")
    found = list(related.order_by("due_on", "due_at", "pk")[: SHOWN + 1])
    return {"rows": found[:SHOWN], "more": len(found) > SHOWN}


def attention(viewer: Any, today: date) -> dict[str, Any]:
    """The viewer's open opportunities that need a next step or a sign of life, the largest first."""
    own = (
        Opportunity.objects.visible_to(viewer)
        .filter(owner=viewer, outcome=Stage.Kind.OPEN)
        .select_related("account", "stage")
    )
    rows = own.order_by("-amount", "-pk")
    found = {
        "no_next_step": largest(without_next_step(rows), viewer, "next_step"),
        "quiet": largest(quiet(rows, today), viewer, "life"),
    }
    calm = not any(waiting["rows"] for waiting in found.values())
    return found | {"calm": calm, "none_open": calm and not own.exists()}


def largest(rows: QuerySet[Opportunity], viewer: Any, needs: str) -> dict[str, Any]:
    """The first rows; where there are more, how many in all and the list of them."""
    found = list(rows[: LARGEST + 1])
    if len(found) <= LARGEST:
        return {"rows": found, "count": len(found), "address": ""}
    words = urlencode({"outcome": Stage.Kind.OPEN, "owner": viewer.pk, "needs": needs})
    return {"rows": found[:LARGEST], "count": rows.count(), "address": f"{reverse('crm:opportunities')}?{words}"}


@require_safe
def my_day(request: HttpRequest) -> HttpResponse:
    today = Company.current().today()
    tomorrow = today + timedelta(days=1)
    context = {
        "today": today,
        "overdue": due(request.user, due_on__lt=today),
        "due_today": due(request.user, due_on=today),
        "due_tomorrow": due(request.user, due_on=tomorrow),
        **attention(request.user, today),
    }
    return render(request, "crm/my_day.html", context)

"""My day: what is overdue, due today and tomorrow, and the opportunities that need attention."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from crm.attention import quiet, without_next_step
from crm.models import Activity, Company, Opportunity, Stage

SHOWN = 30


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
    largest = own.order_by("-amount", "-pk")
    return {
        "no_next_step": list(without_next_step(largest)[:10]),
        "quiet": list(quiet(largest, today)[:10]),
    }


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

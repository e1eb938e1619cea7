"""My day: what is overdue, due today and tomorrow, and the opportunities that need attention."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from crm.models import Activity, Company, Opportunity, Stage

SHOWN = 30


def due(viewer: Any, **dates: date) -> dict[str, Any]:
    """The viewer's own planned activities on these dates: the first ones, and whether there are more."""
    rows = Activity.objects.visible_to(viewer).filter(owner=viewer, state=Activity.State.PLANNED, **dates)
    related = rows.select_related("type", "account", "contact", "opportunity", "owner")
    found = list(related.order_by("due_on", "due_at", "pk")[: SHOWN + 1])
    return {"rows": found[:SHOWN], "more": len(found) > SHOWN}


def without_next_step(rows: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    """Open opportunities for which nothing is planned."""
    return rows.exclude(Exists(Activity.objects.filter(opportunity=OuterRef("pk"), state=Activity.State.PLANNED)))


def gone_quiet(rows: QuerySet[Opportunity], today: date) -> QuerySet[Opportunity]:
    """Nothing done and no change of stage for longer than the stage allows."""
    condition: Any = Q(pk__in=[])
    open_stages = Stage.objects.filter(kind=Stage.Kind.OPEN).order_by()
    for days in open_stages.values_list("quiet_after_days", flat=True).distinct():
        since = today - timedelta(days=days)
        touched = Activity.objects.filter(opportunity=OuterRef("pk"), state=Activity.State.DONE, done_on__gte=since)
        still = Q(stage_since__lt=since) | Q(stage_since=None)
        condition |= Q(stage__quiet_after_days=days) & still & ~Exists(touched)
    return rows.filter(condition)


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
        "quiet": list(gone_quiet(largest, today)[:10]),
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

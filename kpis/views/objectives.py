"""Objectives in a grid: shown, typed, spread, saved as one change or proposed."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from crm.access import may_set_objectives
from crm.inputs import NumberField
from crm.models import Company
from crm.views.answers import said
from kpis.grids import asked
from kpis.grids.grid import Grid, build
from kpis.grids.people import too_many
from kpis.grids.spreading import chosen_rows, spread_years, start_from_last_year
from kpis.grids.texts import unit_sign
from kpis.grids.typed import MINE, THEIRS, Typed, seen_text
from kpis.models import ObjectiveChange
from kpis.models.objective_changes import serialise
from kpis.views.pages import explained

REFUSED = 422
TOOLS = {"every": gettext_lazy("One year for all rows"), "percent": gettext_lazy("More than last year")}


@require_http_methods(["GET", "HEAD", "POST"])
@explained
def objectives(request: HttpRequest) -> HttpResponse:
    """The grid that the address asks for; a POST saves it, or fills it without saving."""
    asking = asked.read(request.user, request.GET)
    if request.method != "POST":
        return page(request, build(asking))
    with transaction.atomic():
        serialise()
        grid = build(asking)
        if not grid.editable:
            raise PermissionDenied(_("These objectives are not yours to change."))
        typed = Typed(grid, request.POST)
        if request.POST.get("do", "save") != "save":
            return filled(request, grid, typed)
        if not typed.ok:
            return page(request, grid, typed, status=REFUSED)
        change = typed.save(request.user)
    return saved(request, grid, typed, change)


def saved(request: HttpRequest, grid: Grid, typed: Typed, change: ObjectiveChange | None) -> HttpResponse:
    address = address_of(grid)
    if typed.merged:
        messages.info(request, _("Someone else changed other cells meanwhile: both changes are kept."))
    if change is None:
        return said(request, _("Nothing was changed."), address)
    count = len(typed.wanted)
    if grid.proposes:
        sentence = ngettext(
            "%(count)s objective is proposed: it is in force once an administrator accepts it.",
            "%(count)s objectives are proposed: they are in force once an administrator accepts them.",
            count,
        )
    else:
        sentence = ngettext("%(count)s objective is saved.", "%(count)s objectives are saved.", count)
    return said(request, sentence % {"count": count}, address)


def filled(request: HttpRequest, grid: Grid, typed: Typed) -> HttpResponse:
    """The grid with a year spread, or last year's actual, in its cells; nothing is saved."""
    do = request.POST.get("do", "")
    told: list[str] = []
    if do == "spread" and grid.spreads:
        every = number(request, typed, "every", typed.field.read)
        years = {row.whose.key: found for row in chosen_rows(grid, "") if (found := typed.read_year(row)) is not None}
        if every is not None:
            years |= {row.whose.key: every for row in chosen_rows(grid, request.POST.get("row", ""))}
        told = spread_years(grid, years) if not typed.mistakes else []
        if not years and not typed.mistakes:
            told = [_("Nothing to spread: type the year of a row, or one for all of them.")]
    elif do == "start":
        percent = number(request, typed, "percent", NumberField(decimal_places=2, required=False, max_digits=8).clean)
        if not typed.mistakes:
            told = start_from_last_year(grid, chosen_rows(grid, request.POST.get("row", "")), percent or Decimal(0))
    status = REFUSED if typed.mistakes or typed.collisions else 200
    return page(request, grid, typed, told=told, unsaved=True, status=status)


def number(request: HttpRequest, typed: Typed, name: str, read: Any) -> Decimal | None:
    """A number of the tools above the grid; what cannot be read is among the mistakes."""
    try:
        found: Decimal | None = read(request.POST.get(name, "").strip().removesuffix("%").strip())
        return found
    except ValidationError as error:
        typed.mistaken(name, TOOLS[name], " ".join(error.messages))
        return None


def page(request: HttpRequest, grid: Grid, typed: Typed | None = None, status: int = 200, **more: Any) -> HttpResponse:
    asking = grid.asking
    context = {
        "grid": grid,
        "asking": asking,
        "address": address_of(grid),
        "too_many": too_many(grid.people),
        "sign": unit_sign(asking.metric.unit, Company.current().currency),
        "before_year": asking.year_before(),
        "typed": typed,
        "seen": seen_text(grid, typed.still_seen if typed else None),
        "posted": request.POST,
        "choices": (MINE, THEIRS),
        "waiting": ObjectiveChange.objects.visible_to(request.user).waiting().count(),  # type: ignore[attr-defined]
        "may_set": may_set_objectives(request.user),
        **offered(asking),
        **more,
    }
    return render(request, "kpis/objectives.html", context, status=status)


def offered(asking: asked.GridAsking) -> dict[str, Any]:
    """What the form above the grid offers: values, labels, chosen."""
    metrics, teams = asked.with_objectives(), asked.offered_teams(asking.viewer)
    return {
        "metrics": [(each.id, each.label, each.id == asking.metric.id) for each in metrics],
        "years": asked.offered_years(asking),
        "grains": [(name, label, name == asking.grain) for name, label in asked.GRAINS.items()],
        "kinds": [(name, label, name == asking.rows) for name, label in asked.offered_rows(asking.viewer)],
        "teams": [(team.pk, str(team), team == asking.team) for team in teams] if len(teams) > 1 else [],
    }


def address_of(grid: Grid) -> str:
    return f"{reverse('kpis:objectives')}?{urlencode(grid.asking.words)}"

"""The page of an opportunity, and what is changed on it in place.

`?edit=amount` shows the page with that field open: by script only the part that changed is drawn again.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm.forms.attachments import AttachForm
from crm.forms.lines import line_forms
from crm.forms.opportunities import EDITED_IN_PLACE, ChangeForm, LoseForm, MoveForm, PlanForm, VerbForm, WinForm
from crm.models import ActivityType, Company, Opportunity, OpportunityEvent, Stage
from crm.models.history import days_by_stage
from crm.page_cache import cached_page
from crm.related import attach, with_references
from crm.views import timeline
from crm.views.answers import form_page, locked_or_404, said, saved_record, visible_or_404

RELATED = ("account", "contact", "stage", "pipeline", "owner", "team")


def stage_path(opportunity: Opportunity, events: Iterable[OpportunityEvent]) -> list[dict[str, Any]]:
    """The open stages in order, with the days spent in each by its events in the order in which they happened, what
    lies behind, where it is, and how it ended."""
    stages = [stage for stage in Company.current().stages if stage.pipeline_id == opportunity.pipeline_id]
    happened = list(events)
    days = days_by_stage(happened, Company.current().today())
    passed = passed_stages(opportunity, stages, happened)
    return [
        {"stage": stage, "current": stage.pk == opportunity.stage_id, "passed": stage.pk in passed}
        | {"days": days.get(stage.pk) if stage.kind == Stage.Kind.OPEN else None}
        for stage in stages
        if stage.pk == opportunity.stage_id or (stage.kind == Stage.Kind.OPEN and (stage.active or stage.pk in days))
    ]


def passed_stages(opportunity: Opportunity, stages: list[Stage], events: list[OpportunityEvent]) -> set[int]:
    """Those that lie before where it is; of a lost one those up to where it stood, by what is known of its way."""
    if opportunity.outcome != Stage.Kind.LOST:
        return {stage.pk for stage in stages if stage.order < opportunity.stage.order}
    open_stages = {stage.pk: stage.order for stage in stages if stage.kind == Stage.Kind.OPEN}
    visited = [open_stages[event.stage_id] for event in events if event.stage_id in open_stages]
    return {key for key, order in open_stages.items() if visited and order <= visited[-1]}


def facts_of(opportunity: Opportunity, viewer: Any) -> dict[str, Any]:
    """What the page of an opportunity shows beside its forms."""
    newest_first = list(opportunity.events.order_by("-at", "-pk"))
    happened = timeline.of_opportunity(opportunity, viewer, newest_first)
    next_steps, attachments = timeline.next_steps(opportunity, viewer), list(opportunity.attachments.all())
    attach(viewer, [opportunity], newest_first, happened.activities, next_steps, attachments)
    return {
        "opportunity": opportunity,
        "path": stage_path(opportunity, reversed(newest_first)),
        "lines": list(opportunity.lines.select_related("product")),
        "story": happened.story(),
        "next_steps": next_steps,
        "attachments": attachments,
        "today": Company.current().today(),
    }


def shown_or_404(request: HttpRequest, pk: int) -> Opportunity:
    """The opportunity with all that its page tells of it."""
    rows = Opportunity.objects.select_related("account", "contact")
    found: Opportunity = with_references(visible_or_404(rows, request.user, pk))
    return found


def page(request: HttpRequest, opportunity: Opportunity, status: int = 422, **forms: Any) -> HttpResponse:
    """The page, with the form that was refused, if any, as it was typed."""
    known: dict[str, Any] = {"viewer": request.user, "opportunity": opportunity}
    shown: dict[str, VerbForm] = {
        "win_form": WinForm(auto_id="win_%s", **known),
        "lose_form": LoseForm(auto_id="lose_%s", **known),
        "move_form": MoveForm(auto_id="move_%s", **known),
        "attach_form": AttachForm(auto_id="attach_%s", **known),
    }
    context = facts_of(opportunity, request.user) | shown | forms
    return render(request, "crm/opportunity_detail.html", context, status=status)


def opened_form(asked: str, viewer: Any, opportunity: Opportunity) -> dict[str, Any]:
    """The form that the address asks to be open; nothing for what cannot be changed in place."""
    if asked in EDITED_IN_PLACE:
        return {"edit_form": ChangeForm(viewer=viewer, opportunity=opportunity, only=asked)}
    if asked == "next_step":
        usual = ActivityType.objects.filter(active=True).first()
        return {"plan_form": PlanForm(viewer=viewer, opportunity=opportunity, initial={"type": usual})}
    if asked == "lines":
        return {"line_forms": line_forms(viewer, opportunity)}
    return {}


@require_safe
@cached_page
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    opportunity = shown_or_404(request, pk)
    opened = opened_form(request.GET.get("edit", ""), request.user, opportunity)
    return page(request, opportunity, status=200, **opened)


def page_of(request: HttpRequest, pk: int, status: int = 422, **forms: Any) -> HttpResponse:
    """The page of the opportunity as it is stored."""
    return page(request, shown_or_404(request, pk), status=status, **forms)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """All of it on a page of its own, or one field in place."""
    if request.method != "POST":
        opportunity = visible_or_404(Opportunity.objects.select_related("account", "contact"), request.user, pk)
        form = ChangeForm(viewer=request.user, opportunity=opportunity)
        return form_page(request, "crm/opportunity_form.html", form, opportunity=opportunity)
    with transaction.atomic():
        opportunity = locked_or_404(Opportunity.objects.select_related("account", "contact"), request.user, pk)
        only = request.POST.get("only", "")
        form = ChangeForm(request.POST, viewer=request.user, opportunity=opportunity, only=only)
        done = form.carry_out()
    if done:
        return saved_record(request, form, _("The changes are saved."), reverse("crm:opportunity", args=[pk]))
    if form.only:
        return page_of(request, pk, edit_form=form)
    return form_page(request, "crm/opportunity_form.html", form, opportunity=opportunity)


@require_POST
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives the opportunity its next step."""
    opportunity = visible_or_404(Opportunity.objects.select_related(*RELATED), request.user, pk)
    form = PlanForm(request.POST, viewer=request.user, opportunity=opportunity)
    if form.carry_out():
        return said(request, _("The next step is planned."), reverse("crm:opportunity", args=[pk]))
    return page_of(request, pk, plan_form=form)


@require_POST
def set_lines(request: HttpRequest, pk: int) -> HttpResponse:
    """Saves all lines as they were typed, or shows one more to type in."""
    with transaction.atomic():
        opportunity = locked_or_404(Opportunity.objects.select_related(*RELATED), request.user, pk)
        forms = line_forms(request.user, opportunity, request.POST)
        saved = "more" not in request.POST and forms.is_valid()
        if saved:
            opportunity.set_lines(forms.rows(opportunity), by=request.user)
    if saved:
        return said(request, _("The products are saved."), reverse("crm:opportunity", args=[pk]))
    return page_of(request, pk, status=200 if "more" in request.POST else 422, line_forms=forms)

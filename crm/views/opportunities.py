"""The list of opportunities and the page of each."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm.filters import OpportunityFilter
from crm.forms.opportunities import ChangeForm, LoseForm, MoveForm, OpportunityForm, ReopenForm, VerbForm, WinForm
from crm.models import Account, Activity, Company, Contact, Opportunity, Stage
from crm.views import timeline
from crm.views.answers import form_page, said, visible_or_404
from crm.views.lists import Column, list_page

COLUMNS = [
    Column("name", gettext_lazy("Opportunity"), "name"),
    Column("stage", gettext_lazy("Stage"), "stage__order"),
    Column("amount", gettext_lazy("Amount"), "amount", numeric=True),
    Column("owner", gettext_lazy("Owner"), "owner__first_name"),
    Column("opened", gettext_lazy("Opened"), "opened_on"),
    Column("expected", gettext_lazy("Expected"), "expected_close_on"),
    Column("closed", gettext_lazy("Closed"), "closed_on"),
]
RELATED = ("account", "contact", "stage", "pipeline", "owner", "team")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    rows = Opportunity.objects.visible_to(request.user).select_related("account", "stage", "owner")
    filters = OpportunityFilter(request.GET, rows, request)
    return list_page(request, "crm/opportunity_list.html", filters, COLUMNS, "-opened")


def stage_path(opportunity: Opportunity) -> list[dict[str, Any]]:
    """The open stages in order, with what lies behind, where it is, and how it ended."""
    stages = list(opportunity.pipeline.stages.filter(active=True).order_by("order"))
    shown = [stage for stage in stages if stage.kind == Stage.Kind.OPEN or stage.pk == opportunity.stage_id]
    here = opportunity.stage.order
    return [
        {"stage": stage, "current": stage.pk == opportunity.stage_id, "passed": stage.order < here} for stage in shown
    ]


def facts_of(opportunity: Opportunity, viewer: Any) -> dict[str, Any]:
    """What the page of an opportunity shows beside its forms."""
    planned = Activity.objects.visible_to(viewer).filter(opportunity=opportunity)
    today = Company.current().today()
    return {
        "opportunity": opportunity,
        "path": stage_path(opportunity),
        "lines": list(opportunity.lines.select_related("product")),
        "story": timeline.of_opportunity(opportunity, viewer),
        "next_steps": timeline.next_steps(planned),
        "days_in_stage": (today - opportunity.stage_since).days if opportunity.stage_since else None,
        "today": today,
    }


def page(request: HttpRequest, opportunity: Opportunity, **forms: VerbForm) -> HttpResponse:
    """The page, with the form that was refused, if any, as it was typed."""
    known: dict[str, Any] = {"viewer": request.user, "opportunity": opportunity}
    shown: dict[str, VerbForm] = {
        "win_form": WinForm(auto_id="win_%s", **known),
        "lose_form": LoseForm(auto_id="lose_%s", **known),
        "move_form": MoveForm(auto_id="move_%s", **known),
    }
    context = facts_of(opportunity, request.user) | shown | forms
    return render(request, "crm/opportunity_detail.html", context, status=422 if forms else 200)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Opportunity.objects.select_related(*RELATED, "source", "lost_reason", "region", "channel", "campaign")
    return page(request, visible_or_404(rows, request.user, pk))


def carry_out(request: HttpRequest, pk: int, form_class: type[VerbForm], name: str, done: str) -> HttpResponse:
    """Posts a verb: back to where it was asked for, or the page again with the refusal."""
    opportunity = visible_or_404(Opportunity.objects.select_related(*RELATED), request.user, pk)
    form = form_class(request.POST, viewer=request.user, opportunity=opportunity, auto_id=f"{name}_%s")
    if form.carry_out():
        return said(request, done % {"name": opportunity}, reverse("crm:opportunity", args=[pk]))
    unchanged = visible_or_404(Opportunity.objects.select_related(*RELATED), request.user, pk)
    return page(request, unchanged, **{f"{name}_form": form})


@require_POST
def win(request: HttpRequest, pk: int) -> HttpResponse:
    return carry_out(request, pk, WinForm, "win", _("“%(name)s” is won, and its sale is made."))


@require_POST
def lose(request: HttpRequest, pk: int) -> HttpResponse:
    return carry_out(request, pk, LoseForm, "lose", _("“%(name)s” is lost. Reopen it if that changes."))


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    return carry_out(request, pk, MoveForm, "move", _("“%(name)s” was moved."))


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    return carry_out(request, pk, ReopenForm, "reopen", _("“%(name)s” is open again."))


def initial_of(request: HttpRequest) -> dict[str, Any]:
    """The account or contact named in the address, if it may be seen."""
    named: dict[str, Any] = {}
    for name, model in (("account", Account), ("contact", Contact)):
        asked = request.GET.get(name, "")
        if asked.isdecimal():
            named[name] = model.objects.visible_to(request.user).filter(pk=asked).first()
    if named.get("contact") and not named.get("account"):
        named["account"] = named["contact"].account
    return named


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    form = OpportunityForm(request.POST or None, viewer=request.user, initial=initial_of(request))
    if request.method == "POST" and form.is_valid():
        opportunity = form.save()
        done = _("“%(name)s” was opened.") % {"name": opportunity}
        return said(request, done, reverse("crm:opportunity", args=[opportunity.pk]))
    return form_page(request, "crm/opportunity_form.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    opportunity = visible_or_404(Opportunity.objects.all(), request.user, pk)
    form = ChangeForm(request.POST or None, viewer=request.user, opportunity=opportunity)
    if request.method == "POST" and form.carry_out():
        return said(request, _("The changes are saved."), reverse("crm:opportunity", args=[pk]))
    return form_page(request, "crm/opportunity_form.html", form, opportunity=opportunity)

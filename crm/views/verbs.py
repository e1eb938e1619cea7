"""Winning, losing, moving and reopening an opportunity, and taking that back."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import reswap, retarget, trigger_client_event

from crm.forms.opportunities import LoseForm, MoveForm, ReopenForm, VerbForm, WinForm
from crm.forms.undoing import undo as take_back
from crm.forms.undoing import undo_token
from crm.models import Opportunity, OpportunityLine
from crm.models.snapshots import Snapshot
from crm.views.answers import back, locked_or_404, said, visible_or_404
from crm.views.board import asked_from_board, board_again
from crm.views.opportunity import RELATED, page_of

LINES = Prefetch("lines", OpportunityLine.objects.select_related("product"))


@dataclass(frozen=True)
class Verb:
    """A verb of an opportunity: its form, what is said when it is done, how it is asked for."""

    name: str
    form: type[VerbForm]
    done: Any
    title: Any = ""
    button: Any = ""
    tone: str = ""


WIN = Verb(
    "win",
    WinForm,
    gettext_lazy("“%(name)s” is won, and its sale is made."),
    gettext_lazy("Mark “%(name)s” as won"),
    gettext_lazy("Mark as won"),
    "good",
)
LOSE = Verb(
    "lose",
    LoseForm,
    gettext_lazy("“%(name)s” is lost. Reopen it if that changes."),
    gettext_lazy("Mark “%(name)s” as lost"),
    gettext_lazy("Mark as lost"),
    "danger",
)
MOVE = Verb("move", MoveForm, gettext_lazy("“%(name)s” is now in “%(stage)s”."))
REOPEN = Verb("reopen", ReopenForm, gettext_lazy("“%(name)s” is open again."))


def form_of(verb: Verb, request: HttpRequest, opportunity: Opportunity, data: Any = None) -> VerbForm:
    return verb.form(data, viewer=request.user, opportunity=opportunity, auto_id=f"{verb.name}_%s")


def carry_out(request: HttpRequest, pk: int, verb: Verb) -> HttpResponse:
    """Posts a verb: says that it is done, with the button that takes it back, or why it is not."""
    with transaction.atomic():
        # Its lines are asked of what they were, are given their part of the amount, and become the sale's.
        rows = Opportunity.objects.select_related("account").prefetch_related(LINES)
        opportunity = locked_or_404(rows, request.user, pk)
        if opportunity.owner_id == request.user.pk:
            opportunity.owner = request.user
        before = Snapshot.of(opportunity)
        form = form_of(verb, request, opportunity, request.POST)
        done = form.carry_out()
    return carried_out(request, verb, opportunity, before) if done else refused(request, pk, verb, form)


def carried_out(request: HttpRequest, verb: Verb, opportunity: Opportunity, before: Snapshot) -> HttpResponse:
    sentence = verb.done % {"name": opportunity, "stage": opportunity.stage}
    context = {"sentence": sentence, "opportunity": opportunity}
    context["token"] = undo_token(before, opportunity, request.user)
    if asked_from_board(request):
        return trigger_client_event(board_again(request, opportunity.pk, **context), "verb-done")
    context["next"] = request.POST.get("next", "")
    message = render_to_string("crm/_verb_done.html", context, request)
    return said(request, message, reverse("crm:opportunity", args=[opportunity.pk]))


def refused(request: HttpRequest, pk: int, verb: Verb, form: VerbForm) -> HttpResponse:
    if not asked_from_board(request):
        return page_of(request, pk, 422, **{f"{verb.name}_form": form})
    unchanged = visible_or_404(Opportunity.objects.select_related(*RELATED), request.user, pk)
    if verb.title:
        answer = render(request, "crm/_verb.html", context_of(request, verb, unchanged, form), status=422)
        return reswap(retarget(answer, "#verb-body"), "innerHTML")
    reasons = [str(error) for errors in form.errors.values() for error in errors]
    return board_again(request, pk, refused=reasons)


def context_of(request: HttpRequest, verb: Verb, opportunity: Opportunity, form: VerbForm) -> dict[str, Any]:
    asked = request.POST.get("board", request.GET.get("board"))
    title = verb.title % {"name": opportunity}
    return {"verb": verb, "title": title, "form": form, "opportunity": opportunity, "board": asked}


def ask(request: HttpRequest, pk: int, verb: Verb) -> HttpResponse:
    """The form that a verb needs: in the dialog of the board, or as a page where there is no script."""
    opportunity = visible_or_404(Opportunity.objects.select_related(*RELATED), request.user, pk)
    context = context_of(request, verb, opportunity, form_of(verb, request, opportunity))
    fragment = getattr(request, "htmx", False) and "board" in request.GET
    return render(request, "crm/_verb.html" if fragment else "crm/verb.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def win(request: HttpRequest, pk: int) -> HttpResponse:
    return carry_out(request, pk, WIN) if request.method == "POST" else ask(request, pk, WIN)


@require_http_methods(["GET", "HEAD", "POST"])
def lose(request: HttpRequest, pk: int) -> HttpResponse:
    return carry_out(request, pk, LOSE) if request.method == "POST" else ask(request, pk, LOSE)


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    return carry_out(request, pk, MOVE)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    return carry_out(request, pk, REOPEN)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the last verb back, unless someone changed the opportunity since."""
    with transaction.atomic():
        opportunity = locked_or_404(Opportunity.objects.select_related(*RELATED), request.user, pk)
        undone = take_back(request.POST.get("token", ""), opportunity, request.user)
    words = {"name": opportunity, "stage": opportunity.stage}
    sentence = _("Taken back: “%(name)s” is in “%(stage)s” again.") % words if undone else ""
    late = _("It can no longer be taken back from here.")
    if asked_from_board(request):
        told = {"sentence": sentence} if undone else {"refused": [late]}
        return board_again(request, pk, **told)
    (messages.success if undone else messages.error)(request, sentence or late)
    return back(request, reverse("crm:opportunity", args=[pk]))

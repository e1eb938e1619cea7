"""Teams: the tree, and the page of each."""

from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from crm.changes import changes_of
from crm.forms.settings.teams import TeamForm, as_tree
from crm.models import Team
from crm.uses import uses_of
from crm.views.answers import form_page, said, saved_record
from crm.views.settings.frame import for_administrators, switched


@require_safe
@for_administrators
def index(request: HttpRequest) -> HttpResponse:
    rows = Team.objects.select_related("region").prefetch_related("managers")
    counted = rows.annotate(people=Count("members", filter=Q(members__is_active=True)))
    tree = [{"team": team, "depth": min(depth, 6)} for team, depth in as_tree(counted)]
    return render(request, "crm/settings/teams.html", {"tree": tree})


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@transaction.atomic
def create(request: HttpRequest) -> HttpResponse:
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return said(request, _("“%(name)s” was added.") % {"name": form.save()}, reverse("crm:teams"))
    return form_page(request, "crm/settings/team.html", form)


def page_of(request: HttpRequest, form: TeamForm, team: Team, refusal: Any = "") -> HttpResponse:
    uses = uses_of(team)
    context = {
        "form": form, "team": team, "uses": uses, "needed": team.needed_because(), "changes": changes_of(team),
        "deletable": not uses, "refusal": refusal,
    }  # fmt: skip
    status = 422 if refusal or (form.is_bound and form.errors) else 200
    return render(request, "crm/settings/team.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
@transaction.atomic
def change(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Team.objects.select_for_update() if request.method == "POST" else Team.objects.all()
    team = get_object_or_404(rows, pk=pk)
    form = TeamForm(request.POST or None, instance=team)
    if request.method == "POST" and form.is_valid():
        form.save()
        return saved_record(request, form, _("The changes are saved."), reverse("crm:teams"))
    return page_of(request, form, Team.objects.get(pk=pk))


@require_POST
@for_administrators
@transaction.atomic
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Out of use, or in use again; a team with people stays in use."""
    team = get_object_or_404(Team.objects.select_for_update(), pk=pk)
    needed = team.needed_because() if team.active else ""
    if needed:
        return page_of(request, TeamForm(instance=team), team, needed)
    team.active = not team.active
    team.save()
    return said(request, switched(team.active) % {"name": team}, reverse("crm:teams"))


@require_POST
@for_administrators
@transaction.atomic
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Only a team that nobody was ever in and nothing was earned in."""
    team = get_object_or_404(Team.objects.select_for_update(), pk=pk)
    if uses_of(team):
        sentence = _("People or facts belong to it: deactivate it instead, and the past keeps it.")
        return page_of(request, TeamForm(instance=team), team, sentence)
    name = str(team)
    team.delete()
    return said(request, _("“%(name)s” is deleted.") % {"name": name}, reverse("crm:teams"))

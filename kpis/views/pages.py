"""The dashboards' pages: of the company, of a team, of a rep, of a customer."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from crm.access import Role, may_see_rep, may_see_team, sees_everything
from crm.exports import FORMATS
from crm.models import Account, Company, Team, User
from crm.page_cache import cached_page
from crm.setup import is_new
from crm.views.answers import visible_or_404
from kpis import review, tables
from kpis.asking import Asking, read
from kpis.dashboards import dashboard
from kpis.engine import QueryError
from kpis.filter_bar import form, printed
from kpis.models import HomeDashboard

View = Callable[..., HttpResponse]
# The dimension that a dashboard is about, by what its template calls it.
TITLES = {"team": "team", "rep": "owner", "account": "account"}


def explained(view: View) -> View:
    """A question that cannot be answered is told in a sentence, with what would have been right."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except QueryError as error:
            return render(request, "kpis/not_answered.html", {"error": error}, status=422)

    return answer


def team_or_404(viewer: Any, pk: int) -> Team:
    """The team if the viewer may see its page; whether it exists at all is not said."""
    found = Company.current().teams.get(pk)
    if found is None or not may_see_team(viewer, found):
        raise Http404
    return found


def rep_or_404(viewer: Any, pk: int) -> User:
    """The same of a rep."""
    found: User = visible_or_404(User.objects.all(), viewer, pk)
    if not may_see_rep(viewer, found):
        raise Http404
    return found


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where each begins: the dashboard of one's choice, else a rep's day, a manager's team, the company; the settings
    while nothing is recorded."""
    viewer: Any = request.user
    chosen = HomeDashboard.of(viewer)
    if chosen is not None:
        return redirect("kpis:dashboard", pk=chosen)
    if viewer.role == Role.REP:
        return redirect("crm:my_day")
    team = viewer.managed_teams.order_by("path").first() if viewer.role == Role.MANAGER else None
    if team is not None:
        return redirect("kpis:team", pk=team.pk)
    if not sees_everything(viewer):
        return redirect("kpis:rep", pk=viewer.pk)
    return redirect("crm:settings" if is_new() else "kpis:company")


@require_safe
@cached_page
@explained
def company(request: HttpRequest) -> HttpResponse:
    if not sees_everything(request.user):
        raise PermissionDenied
    return page(request, read(request), _("The company"), by_person=True)


@require_safe
@cached_page
@explained
def team(request: HttpRequest, pk: int) -> HttpResponse:
    found = team_or_404(request.user, pk)
    return page(request, narrowed(read(request), "team", pk), str(found), by_person=True, team=found)


@require_safe
@cached_page
@explained
def team_review(request: HttpRequest, pk: int) -> HttpResponse:
    """What the team's page shows below its figures: loaded after them, or opened as a page of its own."""
    found = team_or_404(request.user, pk)
    asking, today = narrowed(read(request), "team", pk), Company.current().today()
    context = {
        "team": found,
        "asking": asking,
        "pipeline": review.pipeline(request.user, found, today),
        "feedback": review.feedback(asking, found),
        "talks": review.talks(request.user, found, today),
        **review.waiting(request.user, found, today),
        **printed(request.user),
    }
    return render(request, "kpis/team_review.html", context)


@require_safe
@cached_page
@explained
def rep(request: HttpRequest, pk: int) -> HttpResponse:
    found = rep_or_404(request.user, pk)
    return page(request, narrowed(read(request), "owner", pk), str(found), by_person=False, rep=found)


@require_safe
@cached_page
@explained
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures of one customer, of what the viewer has a part in."""
    found = visible_or_404(Account.objects.all(), request.user, pk)
    return page(request, narrowed(read(request), "account", pk), str(found), by_person=False, account=found)


def narrowed(asking: Asking, name: str, pk: int) -> Asking:
    """A team's page is about that team, a rep's about that rep and so on, whatever else is chosen."""
    return replace(asking, where={**asking.where, name: [pk]})


def page(request: HttpRequest, asking: Asking, title: str, by_person: bool, **about: Any) -> HttpResponse:
    """A dashboard, or its reps side by side as a file: there all of them."""
    file = request.GET.get("format") if by_person and request.GET.get("format") in FORMATS else None
    found = dashboard(asking, by_person, everybody=bool(file) or request.GET.get("reps") == "all")
    if file:
        return tables.of_ranking(file, asking, found, title)
    titled = next((TITLES[name] for name in about), "")
    context = {"title": title, "dashboard": found, "answer": found.answer}
    return render(request, "kpis/dashboard.html", {**context, **about, **form(asking, titled)})

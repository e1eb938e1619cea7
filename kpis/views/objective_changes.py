"""How objectives came about: what was changed by whom and when, what is proposed; taken back, accepted, refused."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Max, Min
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from crm.access import may_set_objectives
from crm.models import Company, User
from crm.templatetags.formats import MINUS, in_unit
from crm.views.answers import said, visible_or_404
from kpis.catalogue import KNOWN
from kpis.engine import Period
from kpis.engine.periods import after
from kpis.grids.spreading import names
from kpis.grids.typed import LONGEST
from kpis.models import ChangedObjective, ObjectiveChange
from kpis.models.objective_changes import in_force
from kpis.templatetags.figures import in_words

PAGE = 30
STEPS = 200
STATES = ObjectiveChange.State.choices


@dataclass(frozen=True)
class Line:
    """One step as people read it; of a proposal, `before` is what is in force now, `then` what was when it was made."""

    whose: str
    when: str
    unit: str
    before: Decimal | None
    after: Decimal | None
    then: Decimal | None

    @property
    def moved(self) -> bool:
        """Whether somebody changed it since it was proposed."""
        return self.then != self.before

    @property
    def difference(self) -> str:
        """How much more or less it is; empty where there was nothing, or will be."""
        if self.before is None or self.after is None:
            return ""
        found = self.after - self.before
        return ("+" if found > 0 else MINUS if found < 0 else "") + str(in_unit(abs(found), self.unit))


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """All changes that touch what the viewer may see, the newest first; what is proposed can be chosen alone."""
    rows: Any = ObjectiveChange.objects.visible_to(request.user)
    state = request.GET.get("state", "")
    if state in ObjectiveChange.State.values:
        rows = rows.filter(state=state)
    page = Paginator(rows.select_related("by", "taken_back_by"), PAGE).get_page(request.GET.get("page"))
    steps: Any = ChangedObjective.objects.visible_to(request.user).filter(change__in=[each.pk for each in page])
    told, whose = spans(steps), people_of(steps)
    for each in page:
        each.label, each.whose = label_of(each), names(whose.get(each.pk, []))
        each.count, each.period = told.get(each.pk, (0, None))
    states = [("", _("All"), not state), *((name, label, name == state) for name, label in STATES)]
    return render(request, "kpis/objective_changes.html", {"page": page, "states": states})


def spans(steps: Any) -> dict[int, tuple[int, Period]]:
    """By change: how many objectives it touches, and the time from the first to the last of them."""
    grains = Count("pk"), Min("start_on"), Max("start_on")
    rows = steps.order_by().values_list("change", "grain").annotate(*grains)
    found: dict[int, list[tuple[int, date, date]]] = defaultdict(list)
    for pk, grain, count, first, last in rows:
        found[pk].append((count, first, after(last, grain)))
    fiscal = Company.current().fiscal_year_start
    told = {pk: tuple(zip(*parts, strict=True)) for pk, parts in found.items()}
    return {
        pk: (sum(counts), Period(min(starts), max(ends), None, "", fiscal))
        for pk, (counts, starts, ends) in told.items()
    }


def people_of(steps: Any) -> dict[int, list[str]]:
    """By change: whose objectives it touches, the company and teams before reps."""
    rows = list(steps.order_by().values_list("change", "team", "owner").distinct())
    rows.sort(key=lambda row: [each or 0 for each in (row[2], row[1])])
    owners = User.objects.in_bulk({owner for _change, _team, owner in rows if owner})
    company, found = Company.current(), defaultdict(list)
    for pk, team, owner in rows:
        found[pk].append(str(owners[owner] if owner else company.teams[team] if team else company.name))
    return found


def label_of(change: ObjectiveChange) -> Any:
    return KNOWN[change.metric].label if change.metric in KNOWN else change.metric


@require_safe
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """What was changed, from what to what; a proposal against what is in force."""
    found = change_or_404(request, pk)
    steps = Paginator(steps_of(request, found), STEPS).get_page(request.GET.get("page"))
    taken_back = ObjectiveChange.objects.filter(takes_back=found).first()
    in_place = found.state == ObjectiveChange.State.IN_FORCE and taken_back is None
    context = {
        "change": found,
        "label": label_of(found),
        "steps": steps,
        "lines": lines(found, list(steps)),
        "proposed": found.state == ObjectiveChange.State.PROPOSED,
        "taken_back": taken_back,
        "may_set": may_set_objectives(request.user),
        "standing": len(found.standing()) if in_place and may_set_objectives(request.user) else 0,
    }
    return render(request, "kpis/objective_change.html", context)


def change_or_404(request: HttpRequest, pk: int) -> ObjectiveChange:
    rows = ObjectiveChange.objects.select_related("by", "decided_by", "takes_back")
    found: ObjectiveChange = visible_or_404(rows, request.user, pk)
    return found


def steps_of(request: HttpRequest, found: ObjectiveChange) -> Any:
    rows: Any = ChangedObjective.objects.visible_to(request.user)
    return rows.filter(change=found).select_related("team", "owner")


def lines(found: ObjectiveChange, steps: list[ChangedObjective]) -> list[Line]:
    known = in_force(found.metric, [step.slot for step in steps])
    proposed = found.state == ObjectiveChange.State.PROPOSED
    unit = KNOWN[found.metric].unit if found.metric in KNOWN else "count"
    return [
        Line(
            whose=str(step.owner or step.team or Company.current().name),
            when=when(step),
            unit=unit,
            before=known.get(step.slot) if proposed else step.before,
            after=step.after,
            then=step.before,
        )
        for step in steps
    ]


def when(step: ChangedObjective) -> str:
    start = Company.current().fiscal_year_start
    return in_words(Period(step.start_on, after(step.start_on, step.grain), step.grain, "", start))


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    def taken(found: ObjectiveChange) -> str:
        made = found.take_back(request.user)
        left = found.steps.count() - made.steps.count()
        if left:
            return _("Taken back, but for %(count)s that were changed again since.") % {"count": left}
        return _("Taken back: what was before is in force again.")

    return decided(request, pk, taken)


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    def accepted(found: ObjectiveChange) -> str:
        found.accept(request.user, word(request))
        return _("Accepted: these objectives are in force.")

    return decided(request, pk, accepted)


@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    def refused(found: ObjectiveChange) -> str:
        found.refuse(request.user, word(request))
        return _("Refused: the objectives stay as they are.")

    return decided(request, pk, refused)


def decided(request: HttpRequest, pk: int, decide: Callable[[ObjectiveChange], str]) -> HttpResponse:
    """By an administrator; a decision that comes too late is told on the page of the change."""
    found = change_or_404(request, pk)
    allowed = may_set_objectives(request.user)
    if not allowed:
        raise PermissionDenied(allowed.reason)  # type: ignore[union-attr]
    address = reverse("kpis:objective_change", args=[pk])
    try:
        return said(request, decide(found), address)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(address)


def word(request: HttpRequest) -> str:
    """The answer to a proposal; ValidationError where it is too long to be kept."""
    found = str(request.POST.get("answer", "")).strip()
    if len(found) > LONGEST:
        raise ValidationError(_("Say it in %(most)s characters at most.") % {"most": LONGEST})
    return found

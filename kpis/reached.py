"""Objectives that are reached, for webhooks: looked for from time to time, told once for each objective and period."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from crm.access import Operator
from crm.models import Company, WebhookEndpoint
from crm.webhooks import outbox
from crm.webhooks.types import EventType, register
from kpis import objectives
from kpis.catalogue import KNOWN
from kpis.engine import Figure, Period, Query
from kpis.engine.periods import after
from kpis.models import Objective

REACHED = "objective.reached"
# Looking asks for every figure that has an objective.
EVERY = timedelta(minutes=10)
# How long after its end a period may still be reached, by what is recorded late.
LATE = timedelta(days=7)


@dataclass(frozen=True)
class Aim:
    """An objective in force, and the end of its period."""

    objective: Objective
    end: date

    @property
    def once(self) -> str:
        """The same when the target is changed."""
        each = self.objective
        whose = f"owner:{each.owner_id}" if each.owner_id else f"team:{each.team_id or ''}"
        return f"{REACHED}/{each.metric}/{each.grain}/{each.start_on}/{whose}"


def declare() -> None:
    register(EventType(REACHED, _("Objective reached")))


def look() -> None:
    """Nothing where nobody wants to know. What was reached before an endpoint's first look is no news to it."""
    now = timezone.now()
    waiting = [each for each in WebhookEndpoint.objects.in_use() if REACHED in each.types]
    if all(each.objectives_seen_at and each.objectives_seen_at > now - EVERY for each in waiting):
        return
    told = [each for each in waiting if each.objectives_seen_at]
    with Company.remembered():
        for aim, figure in reached(Company.current().today()):
            outbox.announce_once(REACHED, aim.once, described(aim, figure), now, told)
    WebhookEndpoint.objects.filter(pk__in=[each.pk for each in waiting]).update(objectives_seen_at=now)


def reached(today: date) -> Iterator[tuple[Aim, Figure]]:
    """The objectives of running periods, and of those just over, that are reached."""
    by_period: dict[tuple[str, date], list[Aim]] = defaultdict(list)
    for objective in Objective.objects.current().filter(start_on__lte=today):  # type: ignore[attr-defined]
        end = after(objective.start_on, objective.grain)
        if end + LATE > today and objective.metric in KNOWN:
            by_period[objective.grain, objective.start_on].append(Aim(objective, end))
    for aims in by_period.values():
        for aim, figure in figures(aims):
            if is_reached(aim, figure, today):
                yield aim, figure


def figures(aims: list[Aim]) -> Iterator[tuple[Aim, Figure]]:
    """One question for the company and for each team, one for all people."""
    first = aims[0]
    period = Period(first.objective.start_on, first.end, first.objective.grain)
    scopes: dict[tuple[str, Any], list[Aim]] = defaultdict(list)
    for aim in aims:
        scopes[scope_of(aim.objective)].append(aim)
    for (kind, key), those in scopes.items():
        names = tuple(dict.fromkeys(aim.objective.metric for aim in those))
        where = {kind: [key]} if kind == "team" else {}
        by = ("owner",) if kind == "owner" else ()
        result = objectives.ask(Query(names, period, Operator(), by=by, where=where, brief=bool(by)))
        rows = {row.by["owner"].id: row.figures for row in result.rows} if by else {}
        for aim in those:
            found = rows.get(aim.objective.owner_id, {}) if by else result.total
            if aim.objective.metric in found:
                yield aim, found[aim.objective.metric]


def scope_of(objective: Objective) -> tuple[str, Any]:
    if objective.owner_id:
        return "owner", None
    return ("team", objective.team_id) if objective.team_id else ("company", None)


def is_reached(aim: Aim, figure: Figure, today: date) -> bool:
    """A sum that grows is reached as soon as it is there; what can still turn is judged when the period is over."""
    if figure.value is None or figure.hidden:
        return False
    grows = figure.better == "up" and KNOWN[aim.objective.metric].additive
    if not grows and aim.end > today:
        return False
    value, target = float(figure.value), float(aim.objective.target)
    return value >= target if figure.better == "up" else value <= target


def described(aim: Aim, figure: Figure) -> dict[str, Any]:
    each = aim.objective
    return {
        "objective": {
            "id": each.pk,
            "metric": each.metric,
            "grain": each.grain,
            "start_on": each.start_on,
            "team": each.team_id,
            "owner": each.owner_id,
            "target": f"{each.target:f}",
        },
        "value": str(figure.value),
        "unit": figure.unit,
    }

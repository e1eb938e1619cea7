"""What was aimed for beside what was achieved: target, attainment, pace.

A target that is set wins. For an additive KPI a longer period's is else the sum of its months', a team's the sum of
its people's, the company's the sum of its teams'.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from crm.access import Role, sees_everything
from crm.models import Company, Holiday, Team, User
from kpis import catalogue
from kpis.catalogue import METRICS
from kpis.engine import Figure, Period, Query, Result
from kpis.engine.periods import after
from kpis.models import Objective

Scope = tuple[str, Any]
COMPANY: Scope = ("company", None)


def ask(query: Query) -> Result:
    """The answer with the objectives that the viewer may see, where the question is one that objectives are set for."""
    result = catalogue.ask(query)
    scope = scope_of(query)
    asked_for = query.targets and query.period.bounded and len(query.by) <= 1 and set(query.by) <= {"owner", "team"}
    if asked_for and (scope or (query.by and set(query.where) <= {"owner", "team"})):
        attach(query, result, scope)
    return result


def scope_of(query: Query) -> Scope | None:
    """Whose objective the total answers to; None where the slice is one that nobody sets objectives for."""
    where = {name: list(ids) for name, ids in query.where.items()}
    if not where:
        if sees_everything(query.viewer):
            return COMPANY
        return ("owner", query.viewer.pk) if query.viewer.role == Role.REP else None
    name = next(iter(where))
    if len(where) == 1 and name in ("owner", "team") and len(where[name]) == 1 and where[name][0] is not None:
        return name, where[name][0]
    return None


def attach(query: Query, result: Result, scope: Scope | None) -> None:
    """Puts targets beside the total (where it is somebody's) and beside the rows of reps or teams."""
    targets = Targets.of(query.metrics, query.period, query.viewer)
    elapsed = share_of_working_days(query.period, result.as_of) if targets.set_for else Decimal(0)
    for name in query.metrics if targets.set_for else ():
        if scope:
            judge(result.total[name], targets.find(name, scope), elapsed, METRICS[name].additive)
        for row in result.rows:
            key = row.by[query.by[0]].id
            if key is not None:
                target = targets.find(name, (query.by[0], key), below=False)
                judge(row.figures[name], target, elapsed, METRICS[name].additive)


def judge(figure: Figure, target: Decimal | None, elapsed: Decimal, additive: bool) -> None:
    """Attainment is actual ÷ target, the other way round where less is better; pace counts working days gone by."""
    figure.target = target
    if not target or figure.value is None:
        return
    actual = Decimal(str(figure.value))
    if figure.better == "up":
        figure.attainment = float(actual / target)
    elif actual:
        figure.attainment = float(target / actual)
    if additive and elapsed:
        figure.pace = float(actual / (target * elapsed))


def share_of_working_days(period: Period, as_of: date) -> Decimal:
    """Elapsed working days ÷ working days of the period, the as-of day counted as gone."""
    assert period.start and period.end
    until = min(period.end, as_of + timedelta(days=1))
    whole = working_days(period.start, period.end)
    return Decimal(working_days(period.start, until)) / whole if whole else Decimal(0)


def working_days(start: date, end: date) -> int:
    """Days of [start, end) on which the company works: its week, less the holidays that hold everywhere."""
    days = Company.current().working_days
    free = set(Holiday.objects.filter(region=None, on__gte=start, on__lt=end).values_list("on", flat=True))
    each = (start + timedelta(days=number) for number in range(max(0, (end - start).days)))
    return sum(1 for day in each if str(day.isoweekday()) in days and day not in free)


@dataclass(frozen=True)
class Targets:
    """The targets of some KPIs over one period, by whose they are; and who belongs to whom, to add them up."""

    set_for: Mapping[tuple[str, Scope], Decimal]
    people: Mapping[int | None, list[int]]
    teams: Mapping[int | None, list[int]]

    @classmethod
    def of(cls, metrics: Iterable[str], period: Period, viewer: Any) -> "Targets":
        rows = Objective.objects.visible_to(viewer).current().filter(metric__in=list(metrics))  # type: ignore[attr-defined]
        found: dict[tuple[str, Scope], list[Objective]] = defaultdict(list)
        for row in rows.filter(start_on__gte=period.start, start_on__lt=period.end):
            found[row.metric, scope_of_objective(row)].append(row)
        targets = {key: target_over(period, each, METRICS[key[0]].additive) for key, each in found.items()}
        set_for = {key: target for key, target in targets.items() if target is not None}
        if not set_for:
            return cls({}, {}, {})
        return cls(
            set_for,
            grouped(User.objects.values_list("team_id", "pk")),
            grouped(Team.objects.values_list("parent_id", "pk")),
        )

    def find(self, metric: str, scope: Scope, below: bool = True) -> Decimal | None:
        """The target that is set, else what those below add up to; without `below` a team's own people only."""
        if (metric, scope) in self.set_for or not METRICS[metric].additive:
            return self.set_for.get((metric, scope))
        kind, pk = scope
        if kind == "owner":
            return None
        parts = [self.find(metric, ("team", each)) for each in self.teams.get(pk, [])] if below else []
        if kind == "team":
            parts += [self.find(metric, ("owner", each)) for each in self.people.get(pk, [])]
        known = [part for part in parts if part is not None]
        return sum(known, Decimal(0)) if known else None


def grouped(pairs: Iterable[tuple[int | None, int]]) -> dict[int | None, list[int]]:
    """Children by parent; the company's teams are those of None."""
    found: dict[int | None, list[int]] = defaultdict(list)
    for parent, child in pairs:
        found[parent].append(child)
    return found


def scope_of_objective(objective: Objective) -> Scope:
    if objective.owner_id:
        return "owner", objective.owner_id
    return ("team", objective.team_id) if objective.team_id else COMPANY


def target_over(period: Period, objectives: list[Objective], additive: bool) -> Decimal | None:
    """The target set for exactly the period; for an additive KPI else the sum of the parts that cover it whole."""
    exact = [each for each in objectives if each.start_on == period.start and ends(each) == period.end]
    if exact:
        return exact[0].target
    if not additive:
        return None
    for grain in (Objective.Grain.QUARTER, Objective.Grain.MONTH):
        parts = {each.start_on: each for each in objectives if each.grain == grain}
        day = period.start
        while day in parts:
            day = ends(parts[day])
        if parts and day == period.end:
            return sum((each.target for each in parts.values()), Decimal(0))
    return None


def ends(objective: Objective) -> date:
    return after(objective.start_on, objective.grain)

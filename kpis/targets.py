"""The objectives that are set, whose they are, and how far a period has come in working days."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import QuerySet

from crm.models import Company, Holiday
from crm.remembering import remembered
from kpis.catalogue import KNOWN
from kpis.engine import Period
from kpis.engine.periods import after
from kpis.models import Objective

Scope = tuple[str, Any]
COMPANY: Scope = ("company", None)
# So many objectives, of a quarter and a thousand people, are kept from one page to the next: a megabyte.
KEPT = 3000


class WorkingDays:
    """How far periods have come on the as-of day, in working days: the company's week, less the holidays that hold
    everywhere. The day itself counts as gone."""

    def __init__(self, as_of: date) -> None:
        self.as_of = as_of
        self.week = Company.current().working_days
        self.known: dict[Period, Decimal] = {}

    @cached_property
    def free(self) -> set[date]:
        days = Holiday.objects.filter(region=None).values_list("on", flat=True)
        return remembered("free everywhere", lambda: set(days), for_all=True)

    def elapsed(self, period: Period) -> Decimal:
        """Elapsed working days ÷ working days of the period."""
        if period not in self.known:
            assert period.start and period.end
            whole = self.count(period.start, period.end)
            gone = self.count(period.start, min(period.end, self.as_of + timedelta(days=1)))
            self.known[period] = Decimal(gone) / whole if whole else Decimal(0)
        return self.known[period]

    def left(self, period: Period) -> int:
        """The working days of the period that are still to come."""
        assert period.start and period.end
        return self.count(max(period.start, self.as_of + timedelta(days=1)), period.end)

    def count(self, start: date, end: date) -> int:
        """The working days of [start, end)."""
        each = (start + timedelta(days=number) for number in range(max(0, (end - start).days)))
        return sum(1 for day in each if str(day.isoweekday()) in self.week and day not in self.free)


class Target(NamedTuple):
    """What stands in force of an objective, without the weight of a model: a page reads hundreds."""

    metric: str
    grain: str
    start_on: date
    target: Decimal
    team: int | None
    owner: int | None
    owners_team: int | None

    @property
    def scope(self) -> Scope:
        if self.owner:
            return "owner", self.owner
        return ("team", self.team) if self.team else COMPANY

    @property
    def end(self) -> date:
        return after(self.start_on, self.grain)


COLUMNS = ("metric", "grain", "start_on", "target", "team_id", "owner_id", "owner__team_id")


@dataclass(frozen=True)
class Targets:
    """The objectives of some KPIs that lie in one period, by whose they are, and who belongs to whom, to add up."""

    set_for: Mapping[tuple[str, Scope], list[Target]]
    people: Mapping[int | None, list[int]]
    teams: Mapping[int | None, list[int]]
    # What was found before: for the next row, and for the next page of the same objectives.
    found: dict[tuple[str, Scope, Period, bool], Decimal | None] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, metrics: Iterable[str], period: Period, viewer: Any, day: date | None = None) -> "Targets":
        """Those in force at the end of a day that is over; of any other day those in force now."""
        names, past = tuple(metrics), day if day and day < Company.current().today() else None
        key = ("targets", names, period, viewer.pk, past)
        return remembered(key, lambda: cls.read(names, period, viewer, past), fits=few)

    @classmethod
    def read(cls, metrics: Iterable[str], period: Period, viewer: Any, past: date | None = None) -> "Targets":
        rows = Objective.objects.visible_to(viewer).filter(metric__in=list(metrics))
        rows = rows.filter(start_on__gte=period.start, start_on__lt=period.end)
        if past:
            targets = list(in_force(rows, past))
        else:
            targets = [Target(*row) for row in rows.current().order_by("pk").values_list(*COLUMNS)]  # type: ignore[attr-defined]
        found: dict[tuple[str, Scope], list[Target]] = defaultdict(list)
        for each in targets:
            found[each.metric, each.scope].append(each)
        if not found:
            return cls({}, {}, {})
        owners = dict.fromkeys((each.owners_team, each.owner) for each in targets if each.owner)
        teams = ((team.parent_id, team.pk) for team in Company.current().teams.values())
        return cls(found, grouped(owners), grouped(teams))

    @cached_property
    def metrics(self) -> set[str]:
        return {metric for metric, _scope in self.set_for}

    def find(self, metric: str, scope: Scope, period: Period, below: bool = True) -> Decimal | None:
        """The target that is set for the period, else what those below add up to; without `below` a team's own
        people only."""
        asked = metric, scope, period, below
        if asked not in self.found:
            own = self.own(metric, scope, period)
            self.found[asked] = self.below(metric, scope, period, below) if own is None else own
        return self.found[asked]

    def own(self, metric: str, scope: Scope, period: Period) -> Decimal | None:
        """What is set for whom the scope names, for the period or for the parts that cover it."""
        if metric not in self.metrics:
            return None
        return target_over(period, self.set_for.get((metric, scope), []), KNOWN[metric].additive)

    def below(self, metric: str, scope: Scope, period: Period, teams: bool = True) -> Decimal | None:
        """What the objectives of a team's people and (with `teams`) sub-teams add up to; of the company, its teams'."""
        if metric not in self.metrics or not KNOWN[metric].additive or scope[0] == "owner":
            return None
        kind, pk = scope
        parts = [self.find(metric, ("team", each), period) for each in self.teams.get(pk, [])] if teams else []
        if kind == "team":
            parts += [self.find(metric, ("owner", each), period) for each in self.people.get(pk, [])]
        known = [part for part in parts if part is not None]
        return sum(known, Decimal(0)) if known else None


def in_force(rows: QuerySet[Objective], past: date) -> Iterator[Target]:
    """What was in force at the end of a day. Who begins with Jauge sets objectives of months that are over: where none
    had been set yet, history is silent, and that of today stands."""
    company = Company.current()
    of_same: dict[Target, list[tuple[Target, date, date]]] = defaultdict(list)
    for *row, since, until in rows.order_by("set_at", "pk").values_list(*COLUMNS, "set_at", "replaced_at"):
        target = Target(*row)
        ended = company.local_date(until) if until else date.max
        of_same[target._replace(target=Decimal(0))].append((target, company.local_date(since), ended))
    for history in of_same.values():
        if history[0][1] > past:
            yield from (target for target, _since, ended in history if ended == date.max)
        else:
            yield from (target for target, since, ended in history if since <= past < ended)


def few(targets: Targets) -> bool:
    """Whether they may be kept for the next page."""
    return sum(map(len, targets.set_for.values())) <= KEPT


def grouped(pairs: Iterable[tuple[int | None, int]]) -> dict[int | None, list[int]]:
    """Children by parent; the company's teams are those of None."""
    found: dict[int | None, list[int]] = defaultdict(list)
    for parent, child in pairs:
        found[parent].append(child)
    return found


def target_over(period: Period, objectives: list[Target], additive: bool) -> Decimal | None:
    """The target set for exactly the period; for an additive KPI else the sum of the parts that cover it whole."""
    exact = [each for each in objectives if each.start_on == period.start and each.end == period.end]
    if exact:
        return exact[0].target
    if not additive:
        return None
    for grain in (Objective.Grain.QUARTER, Objective.Grain.MONTH):
        parts = {each.start_on: each for each in objectives if each.grain == grain}
        day, total = period.start, Decimal(0)
        while day in parts and day != period.end:
            total += parts[day].target
            day = parts[day].end
        if day == period.end:
            return total
    return None

"""What was achieved before, beside what is aimed for: one question for the whole grid."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from crm.models import Company
from kpis import catalogue
from kpis.engine import Figure, Period, Query
from kpis.engine.metrics import Metric, quotient
from kpis.grids.asked import REPS, TEAMS, GridAsking
from kpis.targets import COMPANY, Scope

Figures = Mapping[tuple[Scope, date], list[Figure]]


class Actuals:
    """The figures of a period by whose they are and when, rows of the grid with their parts."""

    def __init__(self, metric: Metric, figures: Figures) -> None:
        self.metric = metric
        self.figures = figures

    @classmethod
    def of(cls, asking: GridAsking, period: Period) -> "Actuals":
        """Of the viewer's facts. A team's are those of its sub-teams too; nothing where the KPI knows no time."""
        if asking.grain not in asking.metric.dimensions():
            return cls(asking.metric, {})
        people = {REPS: ("owner", "team"), TEAMS: ("team",)}.get(asking.rows, ())
        query = Query(
            (asking.metric.id,),
            period,
            asking.viewer,
            (*people, asking.grain),
            brief=True,
            targets=False,
            plain_rows=True,
        )
        found: dict[tuple[Scope, date], list[Figure]] = defaultdict(list)
        for row in catalogue.ask(query).rows:
            start = row.by[asking.grain].id
            for scope in scopes({name: row.by[name].id for name in people}):
                found[scope, start].append(row.figures[asking.metric.id])
        return cls(asking.metric, found)

    def at(self, scope: Scope, *starts: date) -> Decimal | None:
        """The figure of one row over some columns; None where there is none."""
        return combined(self.metric, [each for start in starts for each in self.figures.get((scope, start), ())])


def scopes(ids: Mapping[str, Any]) -> Iterable[Scope]:
    """Whose a fact is: its owner's, its team's and those above, the company's."""
    if ids.get("owner"):
        yield "owner", ids["owner"]
    team = Company.current().teams.get(ids.get("team") or 0)
    if team:
        yield from (("team", int(pk)) for pk in team.path.strip("/").split("/"))
    yield COMPANY


def combined(metric: Metric, figures: list[Figure]) -> Decimal | None:
    """Of sums their sum, of ratios Σ numerators ÷ Σ denominators; None for what is neither (a median)."""
    known = [each for each in figures if each.value is not None]
    if len(known) <= 1 or metric.additive:
        values = [Decimal(str(each.value)) for each in known]
        return sum(values[1:], values[0]) if values else None
    if not all(is_quotient(each) for each in known):
        return None
    top = sum(Decimal(str(each.numerator)) for each in known)
    bottom = sum(Decimal(str(each.denominator)) for each in known)
    found: Decimal | None = quotient(Decimal(top), Decimal(bottom))
    return found


def is_quotient(figure: Figure) -> bool:
    if figure.numerator is None or not figure.denominator or figure.value is None:
        return False
    return abs(float(figure.numerator) / float(figure.denominator) - float(figure.value)) < 1e-6

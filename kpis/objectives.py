"""What was aimed for beside what was achieved: target, attainment, pace; and the figures that are made of these.

A target that is set wins. For an additive KPI a longer period's is else the sum of its months', a team's the sum of
its people's, the company's the sum of its teams'.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from crm.access import Role, manages, sees_everything
from crm.models import Company
from kpis import catalogue
from kpis.catalogue import KNOWN, Derived, metric_called
from kpis.engine import Figure, Key, Period, Query, Result, Row
from kpis.engine.periods import GRAINS, after, year_earlier
from kpis.engine.periods import before as bucket_before
from kpis.engine.planner import refuse_what_is_not_carried
from kpis.projection import nothing, project
from kpis.targets import COMPANY, Scope, Targets, WorkingDays

PEOPLE = ("owner", "team")
TARGET_GRAINS = ("month", "quarter", "year")


def ask(query: Query) -> Result:
    """The answer with the objectives that the viewer may see, where the question is one that objectives are set for.

    It knows the figures made of others as well (`attainment:win_rate`, `pace`, `growth`).
    """
    made = {name: found for name in query.metrics if isinstance(found := metric_called(name), Derived)}
    if not made:
        return going_on(query, with_objectives(query))
    for each in made.values():
        refuse_what_is_not_carried(each, query, catalogue.DIMENSIONS)
    compare = query.compare or ("year" if any(each.kind.id == "growth" for each in made.values()) else None)
    others = dict.fromkeys(made[name].of.id if name in made else name for name in query.metrics)
    others |= dict.fromkeys(name for each in made.values() for name in each.kind.also)
    result = with_objectives(replace(query, metrics=tuple(others), compare=compare))
    project(query, result, tuple(each.of.id for each in made.values() if each.kind.id == "projected"))
    then = before(query, result, made)
    result.total = derived_figures(query, made, result.total, then.total if then else {})
    known = {ids_of(row): row.figures for row in then.rows} if then else {}
    for row in result.rows:
        row.figures = derived_figures(query, made, row.figures, known.get(ids_of(row), {}))
    return result


def before(query: Query, result: Result, made: Mapping[str, Derived]) -> Result | None:
    """What attainment and pace were as many days into the comparison period; None where that is not asked."""
    judged = [each.of.id for each in made.values() if each.kind.judges]
    if not (judged and query.compare and result.comparison) or set(query.by) & set(GRAINS):
        return None
    period = earlier(query.period, query.compare) or result.comparison
    assert period.start and query.period.start
    as_of = min(result.as_of - (query.period.start - period.start), last_day(period))
    return with_objectives(replace(query, metrics=tuple(judged), period=period, compare=None, as_of=as_of))


def earlier(period: Period, comparison: str) -> Period | None:
    """The whole month, quarter or year to compare with, since objectives are set for these; None for other periods."""
    if period.grain not in TARGET_GRAINS or period.start is None:
        return None
    start = year_earlier(period.start) if comparison == "year" else bucket_before(period.start, period.grain)
    return replace(period, start=start, end=after(start, period.grain))


def last_day(period: Period) -> date:
    assert period.end
    return period.end - timedelta(days=1)


def derived_figures(
    query: Query, made: Mapping[str, Derived], figures: Mapping[str, Figure], then: Mapping[str, Figure]
) -> dict[str, Figure]:
    found = {}
    for name in query.metrics:
        if name not in made:
            found[name] = figures[name]
            continue
        each = made[name]
        found[name] = each.figure(figures)
        if each.of.id in then and each.kind.judges:
            found[name].compare_with(each.figure(then))
    return found


def ids_of(row: Row) -> tuple[Any, ...]:
    return tuple(key.id for key in row.by.values())


def ask_beside(query: Query, *totals: str) -> Result:
    """As `ask`, with the totals of further metrics: of one period, viewer and slice, without rows of their own. It
    spares grouping what is shown as a total only, and looking up the objectives twice."""
    result = catalogue.ask(query)
    if totals:
        beside = catalogue.ask(replace(query, metrics=totals, by=()))
        result.total |= beside.total
        result.left_out += beside.left_out
    return going_on(query, objected(query, result))


def going_on(query: Query, result: Result) -> Result:
    """With the projection of what has an objective and is not over, beside the total."""
    aimed = [name for name, figure in result.total.items() if figure.target and KNOWN[name].additive]
    if aimed and not query.brief and query.period.unfinished(result.as_of):
        project(replace(query, by=()), result, tuple(aimed))
    return result


def with_objectives(query: Query) -> Result:
    return objected(query, catalogue.ask(query))


def objected(query: Query, result: Result) -> Result:
    people, grains = [[name for name in query.by if name in names] for names in (PEOPLE, TARGET_GRAINS)]
    asked_for = query.targets and query.period.bounded and len(people) <= 1 and len(grains) <= 1
    if asked_for and len(people) + len(grains) == len(query.by) and set(query.where) <= set(PEOPLE):
        attach(query, result, people[0] if people else None, grains[0] if grains else None)
    return result


def scope_of(query: Query) -> Scope | None:
    """Whose objective the total answers to; None where the slice is one that nobody sets objectives for."""
    where = {name: list(ids) for name, ids in query.where.items()}
    if not where:
        return scope_of_viewer(query)
    name = next(iter(where))
    if len(where) == 1 and name in PEOPLE and len(where[name]) == 1 and where[name][0] is not None:
        return (name, where[name][0]) if name == "owner" or covers(query, where[name][0]) else None
    return None


def scope_of_viewer(query: Query) -> Scope | None:
    """Whose objective all that the viewer sees answers to: a manager's is that of the team at the top of theirs."""
    viewer = query.viewer
    if sees_everything(viewer):
        return COMPANY
    if viewer.role == Role.REP and query.scope == "own":
        return "owner", viewer.pk
    teams = {viewer.team_id} - {None} if viewer.role == Role.REP else manages(viewer)
    tops = [pk for pk in teams if Company.current().teams[pk].parent_id not in teams]
    return ("team", tops[0]) if len(tops) == 1 and covers(query, tops[0]) else None


def covers(query: Query, team: int) -> bool:
    """Whether the viewer's figure of a team is made of all that is done in it, as its objective is: a rep sees of it
    what is theirs, and in a team's totals what is done in the team without its sub-teams."""
    viewer = query.viewer
    if sees_everything(viewer) or team in manages(viewer):
        return True
    has_sub_teams = any(each.parent_id == team for each in Company.current().teams.values())
    return query.scope == "team" and team == viewer.team_id and not has_sub_teams


def earned_elsewhere(query: Query, names: list[str], team: int) -> set[str]:
    """Of the figures of all that the viewer sees, those that count something of their own earned outside the team; and
    those of which that cannot be told."""
    asked = [name for name in names if set(PEOPLE) <= set(KNOWN[name].dimensions())]
    if not asked:
        return set(names)
    own: Mapping[str, Any] = {"by": ("team",), "where": {"owner": [query.viewer.pk]}, "compare": None, "scope": "own"}
    rows = catalogue.ask(
        replace(query, metrics=asked, targets=False, brief=True, plain_rows=False, top=None, **own)
    ).rows
    within = set(catalogue.DIMENSIONS["team"].expand([team]))
    outside = [row.figures for row in rows if row.by["team"].id not in within]
    apart = {name for name in asked for figures in outside if figures[name].n or figures[name].numerator}
    return apart | (set(names) - set(asked))


def attach(query: Query, result: Result, person: str | None, grain: str | None) -> None:
    """Puts targets beside the total (where it is somebody's), and beside the rows of reps, teams and buckets."""
    targets = Targets.of(result.total, query.period, query.viewer, result.as_of)
    if not targets.set_for:
        return
    scope = scope_of(query)
    apart: set[str] = set()
    if scope and scope[0] == "team" and not query.where:
        aimed = [name for name in result.total if targets.find(name, scope, query.period) is not None]
        apart = earned_elsewhere(query, aimed, scope[1]) if aimed else apart
    days = WorkingDays(result.as_of)
    cut = result.size > len(result.rows)
    if person and not grain and not cut:
        result.rows += without_facts(query, result, person, targets)
    for name in result.total:
        own = None if name in apart else scope
        if own:
            judge(result.total[name], targets.find(name, own, query.period), days, query.period, KNOWN[name])
            tell_parts(result.total[name], targets, name, own, query.period)
        for row in result.rows if name in query.metrics else ():
            whose = own if person is None else whose_row(query, row.by[person].id, person, targets)
            period = bucket(query.period, grain, row.by[grain].id) if grain else query.period
            if whose and period:
                target = targets.find(name, whose, period, below=person is None)
                judge(row.figures[name], target, days, period, KNOWN[name])


def tell_parts(figure: Figure, targets: Targets, name: str, scope: Scope, period: Period) -> None:
    """Beside a team's or the company's own objective: what those of its parts add up to, where that is another sum."""
    own, parts = targets.own(name, scope, period), targets.below(name, scope, period)
    if None not in (own, parts) and own != parts:
        figure.beside["target_of_parts"] = parts


def whose_row(query: Query, key: Any, name: str, targets: Targets) -> Scope | None:
    """Whose objective a row answers to. A team's row holds what was done in the team itself, its objective what is
    aimed for with its sub-teams: where there are some, the two are not held against each other."""
    if key is None or (name == "team" and (targets.teams.get(key) or not covers(query, key))):
        return None
    return name, key


def bucket(period: Period, grain: str, start: Any) -> Period | None:
    """The bucket of a row as a period; None where the period asked for covers it only in part, or not."""
    if start is None:
        return None
    end = after(start, grain)
    assert period.start and period.end
    return replace(period, start=start, end=end, grain=grain) if period.start <= start and end <= period.end else None


def without_facts(query: Query, result: Result, person: str, targets: Targets) -> list[Row]:
    """Rows for those who have an objective and did nothing: their attainment is 0 %, which must not be hidden."""
    known = {row.by[person].id for row in result.rows}
    additive = [name for name in query.metrics if KNOWN[name].additive]
    wanted = asked_about(query, targets, person)
    ids = {
        pk
        for kind, pk in {scope for _metric, scope in targets.set_for}
        if kind == person
        and pk not in known
        and whose_row(query, pk, kind, targets)
        and (wanted is None or pk in wanted)
        if any(targets.find(name, (kind, pk), query.period, below=False) for name in additive)
    }
    labels = catalogue.DIMENSIONS[person].labels(ids)
    return [
        Row({person: Key(pk, labels.get(pk))}, {name: nothing(KNOWN[name]) for name in query.metrics})
        for pk in sorted(ids, key=lambda pk: labels.get(pk) or "")
    ]


def asked_about(query: Query, targets: Targets, person: str) -> set[Any] | None:
    """The reps or teams that the question is narrowed to; None: to none."""
    wanted = None
    for name, ids in query.where.items():
        named = set(catalogue.DIMENSIONS[name].expand(list(ids)))
        if person == "owner" and name == "team":
            named = {each for team in named for each in targets.people.get(team, ())}
        wanted = named if wanted is None else wanted & named
    return wanted


def judge(figure: Figure, target: Decimal | None, days: WorkingDays, period: Period, metric: Any) -> None:
    """Attainment is actual ÷ target, the other way round where less is better; pace counts working days gone by."""
    figure.target = target
    if not target or figure.value is None:
        return
    actual = Decimal(str(figure.value))
    if figure.better == "up":
        figure.attainment = float(actual / target)
    elif actual:
        figure.attainment = float(target / actual)
    if metric.additive and (elapsed := days.elapsed(period)):
        figure.beside["expected"] = target * elapsed
        figure.pace = float(actual / figure.beside["expected"])

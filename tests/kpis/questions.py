"""Questions about a random company, drawn by Hypothesis, with what an oracle needs to answer them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from crm.access import Operator
from crm.models import Campaign, Team
from kpis.catalogue import DIMENSIONS, METRICS
from kpis.engine import Period, Query
from kpis.engine.periods import GRAINS
from tests.kpis.atoms import LINES, Atom, Window
from tests.kpis.companies import DAYS, FIRST, TODAY, Made
from tests.kpis.families import ORACLES
from tests.kpis.oracles import World

PERIODS = ["all", "2025-Q1", "2024", "2025-02", "this-year", "2025-W10", "month-to-date"]
TOMORROW = timedelta(days=1)
# Stocks, and what looks at days outside of the period as well.
DATELESS = ("open_opportunities", "open_pipeline", "sales_velocity", "no_next_step", "campaign_lift")
# Keys of rows that facts do not have of themselves: the step of a funnel, the medium of an activity.
OF_ROWS = {("medium_effect", "medium"), ("campaign_lift", "campaign")}
STEPS = {("funnel", "stage"), *OF_ROWS}


@dataclass
class Question:
    metric: str
    period: Period
    viewer: Any
    scope: str = "own"
    by: tuple[str, ...] = ()
    where: dict[str, list[Any]] = field(default_factory=dict)
    as_of: date | None = None
    compare: str | None = None

    @property
    def query(self) -> Query:
        return Query(
            (self.metric,), self.period, self.viewer, self.by, self.where, self.compare, self.as_of, self.scope, False
        )

    @property
    def own_keys(self) -> list[str]:
        """The keys that facts have of themselves, those that are always asked too; the stage of a funnel's row is a
        step."""
        always = METRICS[self.metric].always_by
        by = dict.fromkeys([*self.by, *([always] if always else [])])
        return [name for name in by if (self.metric, name) not in STEPS]

    @property
    def narrows_lines(self) -> bool:
        return bool(LINES & {*self.where})

    @property
    def splits_lines(self) -> bool:
        return bool(LINES & {*self.by, *self.where})


@st.composite
def questions(draw: st.DrawFn, metric: str, made: Made) -> Question:
    viewers: dict[str, Any] = {
        "operator": Operator(),
        "manager": made.manager,
        "rep": made.people[0],
        "team": made.people[0],
    }
    who = draw(st.sampled_from(list(viewers)))
    personal = [name for name in DIMENSIONS if DIMENSIONS[name].personal] if who == "team" else []
    carried = [name for name in METRICS[metric].dimensions() if name not in personal]
    plain = [name for name in carried if name not in GRAINS]
    by = draw(st.lists(st.sampled_from(plain), max_size=2, unique=True))
    if len(plain) < len(carried) and draw(st.booleans()):
        by.insert(draw(st.integers(0, len(by))), draw(st.sampled_from([name for name in GRAINS if name in carried])))
    narrowed = [name for name in METRICS[metric].filters() if name not in personal]
    where = {name: draw(ids(name)) for name in draw(st.lists(st.sampled_from(narrowed), max_size=2, unique=True))}
    period = draw(periods())
    return Question(
        metric,
        period,
        viewers[who],
        "team" if who == "team" else "own",
        tuple(by),
        where,
        draw(st.none() | days_of_history() | days_of_history()),
        draw(st.sampled_from([None, "previous", "year"])) if period.bounded else None,
    )


def days_of_history() -> st.SearchStrategy[date]:
    """Mostly those on which facts lie together (see `some_day`)."""
    return st.integers(0, DAYS // 15).map(lambda count: FIRST + timedelta(days=15 * count))


@st.composite
def ids(draw: st.DrawFn, name: str) -> list[Any]:
    """One or two ids that facts have, or none."""
    found = [
        each[0] for text in DIMENSIONS[name].names(Operator()) if (each := DIMENSIONS[name].find(text, Operator()))
    ]
    chosen: list[Any] = draw(st.lists(st.sampled_from([*found, None]), min_size=1, max_size=2, unique=True))
    return chosen


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = FIRST + timedelta(days=draw(st.integers(0, DAYS)))
    days = f"{start}..{start + timedelta(days=draw(st.integers(0, 120)))}"
    return Period.parse(draw(st.sampled_from([*PERIODS, days])), TODAY, draw(st.sampled_from([1, 4, 5])))


def windows(question: Question) -> list[Window]:
    """The days of the period, then those that they are compared with."""
    period, as_of = question.period, min(question.as_of or TODAY, TODAY)
    own = window(period, as_of, as_of < TODAY)
    if METRICS[question.metric].ahead:
        own = replace(own, end=period.end or date.max)
    if question.compare is None:
        return [own]
    earlier = period.compared(question.compare, as_of)
    assert period.start and earlier.start
    shift = period.start - earlier.start
    return [own, window(earlier, as_of - shift, True, shift)]


def window(period: Period, as_of: date, past: bool, shift: timedelta = timedelta(0)) -> Window:
    end = min(period.end or date.max, as_of + TOMORROW)
    return Window(period.start, end, as_of, past, shift, period.fiscal_year_start)


def world(question: Question, within: Window, split: bool, undated: bool = False) -> World:
    """All that a question is about in a window, or what has no date; `split` into lines."""
    where = {name: expanded(name, found) for name, found in question.where.items()}
    of_atoms = {name: found for name, found in where.items() if (question.metric, name) not in OF_ROWS}
    sees = sight(question)
    atoms = [
        atom
        for atom in ORACLES[question.metric][0](within, split)
        if sees(atom.row) and all(atom.by[name] in wanted for name, wanted in of_atoms.items())
    ]
    if undated:
        atoms = [atom for atom in atoms if atom.on is None]
    elif question.metric not in DATELESS:
        atoms = [atom for atom in atoms if within.holds(atom.on)]
    return World(within, atoms, where, {}, split, sees)


def expanded(name: str, found: list[Any]) -> set[Any]:
    """The ids, and of teams those below."""
    if name != "team":
        return set(found)
    above = [team.path for team in Team.objects.filter(pk__in=[each for each in found if each])]
    return {*found, *(team.pk for team in Team.objects.all() if any(team.path.startswith(path) for path in above))}


def sight(question: Question) -> Callable[[Any], bool]:
    """Rule 8: own facts; for a total those of the own team; for a manager those of the teams managed."""
    viewer = question.viewer
    if isinstance(viewer, Operator):
        return lambda row: True
    teams = expanded("team", [team.pk for team in viewer.managed_teams.all()])
    if question.scope == "team" and viewer.role == "rep":
        teams = {viewer.team_id}
    # Campaigns are everybody's.
    return lambda row: (
        isinstance(row, Campaign) or owner_of(row) == viewer.pk or (row.team_id is not None and row.team_id in teams)
    )


def owner_of(row: Any) -> Any:
    return row.owner_id if hasattr(row, "owner_id") else row.user_id


def per_key(question: Question, whole: World) -> dict[tuple[Any, ...], World]:
    """The world cut into those of the rows of an answer."""
    groups: dict[tuple[Any, ...], list[Atom]] = {}
    for atom in whole.atoms:
        groups.setdefault(key_of(atom, question, whole.window), []).append(atom)
    return {key: part(question, whole, key, atoms) for key, atoms in groups.items()}


def key_of(atom: Atom, question: Question, within: Window) -> tuple[Any, ...]:
    return tuple(
        within.bucket(atom.on, name) if name in GRAINS and atom.on else atom.by.get(name) for name in question.own_keys
    )


def part(question: Question, whole: World, key: tuple[Any, ...], atoms: list[Atom]) -> World:
    return replace(whole, atoms=atoms, key=dict(zip(question.own_keys, key, strict=True)))


def narrowed(question: Question, whole: World, groups: dict[tuple[Any, ...], World], ids: dict[str, Any]) -> World:
    """The world of one row of the answer, empty where the window has nothing of it."""
    key = key_of_row(question, ids)
    return replace(groups.get(key) or part(question, whole, key, []), key=ids)


def key_of_row(question: Question, ids: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(ids[name] for name in question.own_keys)

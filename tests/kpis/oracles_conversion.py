"""Figures of stages, carts and winning, computed a second time by plain loops."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any

from django.utils import timezone

from crm.models import Cart, Company, OpportunityEvent
from tests.kpis.atoms import Atom, Window, attribution, of_lines, opened
from tests.kpis.world import Answer, Oracle, World, divided

TURNS = ("opened", "stage", "reopened", "won", "lost")


def entries(window: Window, split: bool) -> Iterable[Atom]:
    rows = OpportunityEvent.objects.filter(kind__in=TURNS[:3], outcome="open")
    for row in rows.select_related("opportunity__account", "stage"):
        deal = row.opportunity
        own = {"owner": row.owner_id, "team": row.team_id, "stage": row.stage_id, "pipeline": row.stage.pipeline_id}
        by = {**attribution(deal), "source": deal.source_id, **own}
        for atom in of_lines(deal, by, row.on, None, split):
            yield Atom(row, atom.on, atom.by)


def carts(window: Window, split: bool) -> Iterable[Atom]:
    for row in Cart.objects.select_related("account"):
        yield Atom(row, row.created_on, attribution(row))


def order(event: Any) -> tuple[Any, ...]:
    return event.on, event.at, event.pk


def next_turn(row: Any, as_of: date) -> Any:
    told = [each for each in OpportunityEvent.objects.filter(opportunity=row.opportunity_id) if each.on]
    later = [each for each in told if each.kind in TURNS and order(each) > order(row) and each.on <= as_of]
    return min(later, key=order, default=None)


def became(row: Any, as_of: date) -> str:
    then = next_turn(row, as_of)
    if then is None:
        return "still"
    if then.outcome != "open":
        return "on" if then.outcome == "won" else "lost"
    same = then.stage.pipeline_id == row.stage.pipeline_id
    return "back" if same and then.stage.order < row.stage.order else "on"


def stage_conversion(world: World) -> Answer:
    found = [became(row, world.as_of) for row in world.rows()]
    shares = {f"{name}_share": found.count(name) / len(found) if found else None for name in ("lost", "back", "still")}
    return divided(found.count("on"), len(found), **shares)


def time_in_stage(world: World) -> Answer:
    spent = []
    for row in world.rows():
        then = next_turn(row, world.as_of)
        spent.append((((then.on if then else world.as_of) - row.on).days, then is not None))
    left = [days for days, ended in spent if ended]
    share = (len(spent) - len(left)) / len(spent) if spent else None
    return Answer(half_gone(spent), len(left), len(spent), len(spent), {"still_share": share})


def half_gone(spent: list[tuple[int, bool]]) -> Any:
    """The plain median where all have left; else where the product of those who stayed crosses one half."""
    if spent and all(ended for _days, ended in spent):
        return median([days for days, _ended in spent])
    staying, reached = 1.0, None
    for days in sorted({days for days, ended in spent if ended}):
        if reached is not None:
            return (reached + days) / 2
        staying *= 1 - spent.count((days, True)) / sum(each >= days for each, _ended in spent)
        if staying < 0.5 - 1e-9:
            return days
        if staying < 0.5 + 1e-9:
            reached = days
    return reached


def now(world: World) -> datetime:
    tomorrow = datetime.combine(world.as_of + timedelta(days=1), time.min, Company.current().zone)
    return min(timezone.now(), tomorrow - timedelta(microseconds=1))


def until(row: Any) -> datetime:
    limit: datetime = row.touched_at + timedelta(hours=Company.current().cart_abandonment_hours)
    return limit


def sold(world: World, row: Any) -> bool:
    return bool(row.converted_at and row.converted_at <= min(now(world), until(row)))


def undecided(world: World, row: Any) -> bool:
    return not sold(world, row) and until(row) >= now(world)


def cart_abandonment(world: World) -> Answer:
    decided = world.rows(lambda row: not undecided(world, row))
    return divided(sum(not sold(world, row) for row in decided), len(decided))


def life(row: Any, window: Window) -> tuple[int, str]:
    """Days from opening to the end, or to the day, and how it ended: won, lost, open."""
    if row.closed_on and row.closed_on <= window.as_of:
        return (row.closed_on - row.opened_on).days, row.outcome
    told = [each for each in row.events.all() if each.on and each.on <= window.as_of]
    turns = [each for each in told if each.kind in ("won", "lost", "reopened")] if window.past else []
    last = max(turns, key=order, default=None)
    if last and last.outcome != "open":
        return max(0, (last.on - row.opened_on).days), last.outcome
    return (window.as_of - row.opened_on).days, "open"


def share_won(lives: list[tuple[int, str]], within: int) -> float | None:
    """Day by day: of those still there, who is won and who is lost."""
    staying, share = 1.0, 0.0
    for day in range(within + 1):
        there = [outcome for days, outcome in lives if days >= day]
        if not there:
            return share if lives and staying < 1e-9 else None
        gone = [outcome for days, outcome in lives if days == day]
        share += staying * gone.count("won") / len(there)
        staying *= 1 - (gone.count("won") + gone.count("lost")) / len(there)
    return share


def time_to_win(world: World) -> Answer:
    lives = [life(row, world.window) for row in world.rows()]
    early = sum(days <= 90 and outcome == "won" for days, outcome in lives)
    beside = {f"share_{days}_days": share_won(lives, days) for days in (30, 60, 180)}
    return Answer(share_won(lives, 90), early, len(lives), len(lives), beside)


ORACLES: dict[str, tuple[Any, Oracle]] = {
    "stage_conversion": (entries, stage_conversion),
    "time_in_stage": (entries, time_in_stage),
    "cart_abandonment": (carts, cart_abandonment),
    "time_to_win": (opened, time_to_win),
}


def always(world: World, row: Any) -> bool:
    return True


LEFT_OUT = {
    "stage_conversion": {"no_date": always},
    "time_in_stage": {"no_date": always},
    "cart_abandonment": {"too_young": undecided},
    "time_to_win": {"no_opening_date": always},
}

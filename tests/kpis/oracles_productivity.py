"""What work leads to, computed a second time by plain loops."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from crm.access import Role
from crm.models import Absence, Activity, Company, Holiday, Membership, Opportunity
from kpis.engine.periods import GRAINS
from tests.kpis.atoms import Atom, Window, activities, attribution, closed, stock
from tests.kpis.oracles import Answer, World, divided, employed, seconds, valuable, won


def effort(window: Window, split: bool) -> Iterable[Atom]:
    """What was done, and what was closed."""
    yield from activities(window, split)
    yield from closed(window, split)


def due(window: Window, split: bool) -> Iterable[Atom]:
    for row in Activity.objects.exclude(due_on=None).select_related("account"):
        more = {"activity_type": row.type_id, "medium": row.medium_id}
        yield Atom(row, row.due_on, {**attribution(row), **more})


def done(row: Any) -> bool:
    return isinstance(row, Activity)


def wins(world: World) -> int:
    return len(world.rows(lambda row: isinstance(row, Opportunity) and won(row)))


def worked(world: World) -> Decimal:
    return Decimal(sum(row.duration_seconds for row in world.rows(done)))


def in_time(row: Any) -> bool:
    return bool(row.state == "done" and row.done_on <= row.due_on)


def cancelled(world: World, row: Any) -> bool:
    return bool(row.state == "cancelled")


def follow_up_rate(world: World) -> Answer:
    return divided(len(world.rows(in_time)), len(world.rows(lambda row: not cancelled(world, row))))


def recorded_on(row: Any) -> date:
    return Company.current().local_date(row.created_at)


def is_planned(row: Any, window: Window) -> bool:
    """A plan of the day: made by then, and not yet done."""
    if not window.past:
        return bool(row.state == "planned")
    later = row.state == "done" and row.due_on and row.done_on > window.as_of
    return bool((row.state == "planned" or later) and recorded_on(row) <= window.as_of)


def no_next_step(world: World) -> Answer:
    planned = {row.opportunity_id for row in Activity.objects.all() if is_planned(row, world.window)}
    return divided(len(world.rows(lambda row: row.pk not in planned)), len(world.rows()))


def medium_effect(world: World) -> Answer:
    """Without a medium in the key, any."""
    touched: set[int] = set()
    for row in Activity.objects.filter(state="done").exclude(medium=None).exclude(opportunity=None):
        chosen = row.medium_id in world.where.get("medium", {row.medium_id})
        chosen = chosen and world.key.get("medium", row.medium_id) == row.medium_id
        if chosen and row.opportunity.closed_on and row.done_on <= row.opportunity.closed_on:
            touched.add(row.opportunity_id)
    found = [row for row in world.rows() if row.pk in touched]
    others = [row for row in world.rows() if row.pk not in touched]
    without = sum(won(row) for row in others) / len(others) if others else None
    return divided(sum(won(row) for row in found), len(found), without_share=without, without_count=len(others))


def selling_rate(world: World) -> Answer:
    found = divided(float(seconds(world, valuable)) / 3600, float(available_hours(world)))
    return Answer(found.value, found.numerator, found.denominator, len(world.rows(valuable)))


def available_hours(world: World) -> Decimal:
    """Day by day, who was to work and did not stay away."""
    window, company = world.window, Company.current()
    first = window.start or min((row.done_on for row in Activity.objects.filter(state="done")), default=window.as_of)
    days = [first + timedelta(days=index) for index in range((window.end - first).days)]
    for name, start in world.key.items():
        days = [day for day in days if name not in GRAINS or window.bucket(day, name) == start]
    free = {(row.on, row.region_id) for row in Holiday.objects.all()}
    away = list(Absence.objects.all())
    found = Decimal(0)
    for stay in Membership.objects.filter(user__role=Role.REP).select_related("user"):
        place = {"owner": stay.user_id, "team": stay.team_id, "region": stay.region_id}
        if not all(place[name] in ids for name, ids in world.where.items() if name in place):
            continue
        if not all(place[name] == key for name, key in world.key.items() if name in place) or not world.sees(stay):
            continue
        for day in days:
            here = employed(stay.user, day) and stay.start_on <= day < (stay.end_on or date.max)
            works = str(day.isoweekday()) in company.working_days and not {(day, None), (day, stay.region_id)} & free
            absent = any(each.user_id == stay.user_id and each.start_on <= day <= each.end_on for each in away)
            found += company.hours_per_day * stay.user.working_share if here and works and not absent else 0
    return found


ORACLES = {
    "selling_rate": (activities, selling_rate),
    "activities_per_win": (effort, lambda world: divided(len(world.rows(done)), wins(world))),
    "hours_per_win": (effort, lambda world: divided(worked(world) / 3600, wins(world))),
    "follow_up_rate": (due, follow_up_rate),
    "no_next_step": (stock, no_next_step),
    "medium_effect": (closed, medium_effect),
}
LEFT_OUT = {"follow_up_rate": {"cancelled": cancelled}}

"""Reps in full-time equivalents: days employed in the period ÷ days in the period × working share."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db.models import Min, Q, QuerySet

from crm.access import Role
from crm.models import Membership, Sale, User
from kpis.catalogue.facts import SALE
from kpis.catalogue.people_behind import Presence, asked_for, rows_of_people
from kpis.engine.measures import Asked, Computed, Key
from kpis.engine.metrics import SIX
from kpis.engine.periods import GRAINS
from kpis.engine.slices import belongs

CARRIED = ("owner", "team", "region", *GRAINS)
EVER = date.min
NEVER = date.max


@dataclass(frozen=True)
class Stay:
    """A rep in a team and region, over the half-open range of days on which both that and employment held."""

    owner: int
    team: int | None
    region: int | None
    start: date
    end: date
    share: Decimal

    def days(self, start: date, end: date) -> int:
        return max(0, (min(end, self.end) - max(start, self.start)).days)


def full_time(asked: Asked) -> Mapping[Key, Decimal]:
    """Reps per key. A rep who changed team counts in each for the days spent there."""
    found: dict[Key, Decimal] = defaultdict(Decimal)
    for grain_keys, start, end in spans(asked, first_sale):
        for stay in stays_of(asked):
            if days := stay.days(start, end):
                found[key_of(asked, grain_keys, stay)] += share_of(days, start, end, stay)
    return found


def share_of(days: int, start: date, end: date, stay: Stay) -> Decimal:
    """Of each rep to the millionth, so that the rows add up to the figure."""
    return (Decimal(days) / (end - start).days * stay.share).quantize(SIX)


def reps_counted(asked: Asked) -> QuerySet:
    """The reps that `full_time` is made of, each with the days employed."""
    found: dict[int, Presence] = defaultdict(Presence)
    for _keys, start, end in spans(asked, first_sale):
        for stay in stays_of(asked):
            days = stay.days(start, end) if asked_for(asked, stay) else 0
            if days:
                found[stay.owner].days += days
                found[stay.owner].part += share_of(days, start, end, stay)
    return rows_of_people(found)


def stays_of(asked: Asked) -> list[Stay]:
    """Those that a question is about, read once for it."""
    remembered = asked.query.remembered
    if "stays" not in remembered:
        remembered["stays"] = [*in_teams(asked), *without_team(asked)]
    found: list[Stay] = remembered["stays"]
    return found


def key_of(asked: Asked, grain_keys: Mapping[str, date], stay: Stay) -> Key:
    return tuple(grain_keys[name] if name in GRAINS else getattr(stay, name) for name in asked.by)


def in_teams(asked: Asked) -> Iterator[Stay]:
    """Reps in the teams that the viewer's revenue is earned in."""
    viewer = asked.query.viewer
    rows: Any = Membership.objects.filter(user__role=Role.REP).select_related("user")
    if asked.query.scope == "team" and viewer.role == Role.REP and viewer.team_id:
        rows = rows.filter(Q(team_id=viewer.team_id) | Q(user_id=viewer.pk))
    else:
        rows = rows.visible_to(viewer)
    for row in rows.filter(narrowed(asked, {"owner": "user_id", "team": "team_id", "region": "region_id"})):
        yield stay(row.user, row.team_id, row.region_id, row.start_on, row.end_on)


def without_team(asked: Asked) -> Iterator[Stay]:
    """Reps who never were in a team."""
    rows: Any = User.objects.filter(role=Role.REP, memberships=None).visible_to(asked.query.viewer)  # type: ignore[attr-defined]
    for user in rows.filter(narrowed(asked, {"owner": "pk", "team": "team_id", "region": "region_id"})):
        yield stay(user, None, user.region_id, EVER, None)


def stay(user: User, team: int | None, region: int | None, start: date, end: date | None) -> Stay:
    last = user.left_on + timedelta(days=1) if user.left_on else NEVER
    return Stay(user.pk, team, region, max(start, user.joined_on or EVER), min(end or NEVER, last), user.working_share)


def narrowed(asked: Asked, columns: Mapping[str, str]) -> Q:
    """The filters that speak of people; others, such as a channel, narrow the revenue only."""
    condition = Q()
    for name, column in columns.items():
        if name in asked.query.where:
            ids = list(asked.query.where[name])
            condition &= belongs(column, ids)
    return condition


def spans(asked: Asked, earliest: Callable[[], date | None]) -> Iterator[tuple[dict[str, date], date, date]]:
    """The keys of the grains asked for, each with its half-open range of days; the whole period without grains."""
    start, end = whole(asked, earliest)
    fiscal = asked.period.fiscal_year_start
    days = [start + timedelta(days=each) for each in range((end - start).days)]

    def key(day: date) -> dict[str, date]:
        return {grain: asked.shift.bucket(day, grain, fiscal) for grain in asked.by if grain in GRAINS}

    cuts = [each for each in days[1:] if key(each) != key(each - timedelta(days=1))]
    for first, last in pairwise(sorted({start, *cuts, end})):
        yield key(first), first, last


def whole(asked: Asked, earliest: Callable[[], date | None]) -> tuple[date, date]:
    """The days of the period that are over, if any; without a beginning, from the earliest fact on."""
    start, end = asked.bounds()
    first = start or earliest() or asked.as_of
    return first, max(end, first)


def first_sale() -> date | None:
    return Sale.objects.standing().aggregate(first=Min("sold_on"))["first"]  # type: ignore[no-any-return]


FULL_TIME = Computed(
    "full_time",
    full_time,
    CARRIED,
    rows=reps_counted,
    part_unit="number",
    filters=tuple(name for name in SALE.carries() if name not in CARRIED),
)

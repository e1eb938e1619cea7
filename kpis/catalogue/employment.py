"""Reps in full-time equivalents: days employed in the period ÷ days in the period × working share."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from crm.access import Role
from crm.models import Membership, User
from kpis.catalogue.dimensions import with_sub_teams
from kpis.engine.measures import Asked, Computed
from kpis.engine.periods import GRAINS, after

CARRIED = ("owner", "team", "region", "month", "quarter", "year")


def full_time(asked: Asked) -> Mapping[tuple[Any, ...], Decimal]:
    """Reps per key. A rep who changed team counts in each for the days spent there."""
    spans = list(buckets(asked))
    found: dict[tuple[Any, ...], Decimal] = defaultdict(Decimal)
    for stay in stays(asked):
        for bucket, start, end in spans:
            share = Decimal(overlap(stay, start, end)) / (end - start).days * stay.user.working_share
            if share:
                found[tuple(bucket if name in GRAINS else part(stay, name) for name in asked.by)] += share
    return found


def part(stay: Membership, name: str) -> Any:
    return {"owner": stay.user_id, "team": stay.team_id, "region": stay.region_id}[name]


def stays(asked: Asked) -> list[Membership]:
    """Memberships of the reps that the viewer's revenue is earned by."""
    viewer, where = asked.query.viewer, asked.query.where
    rows: Any = Membership.objects.select_related("user").filter(user__role=Role.REP)
    if asked.query.scope == "team" and viewer.team_id:
        rows = rows.filter(team_id=viewer.team_id)
    else:
        rows = rows.visible_to(viewer)
    if "owner" in where:
        rows = rows.filter(user__in=[each for each in where["owner"] if each])
    if "team" in where:
        rows = rows.filter(team__in=[each for each in with_sub_teams(list(where["team"])) if each])
    if "region" in where:
        rows = rows.filter(region__in=[each for each in where["region"] if each])
    return list(rows)


def buckets(asked: Asked) -> list[tuple[date | None, date, date]]:
    """The spans of time that a key may speak of: the whole period, or the grain asked for."""
    start, end = bounds(asked)
    grains = [name for name in asked.by if name in GRAINS]
    if not grains:
        return [(None, start, end)]
    period = asked.period
    whole = type(period)(start, end, None, period.text, period.fiscal_year_start)
    return [(first, max(first, start), min(after(first, grains[0]), end)) for first in whole.buckets(grains[0])]


def bounds(asked: Asked) -> tuple[date, date]:
    """The period's bounds; an open one is the first day anybody was here, or the day after the as-of date."""
    tomorrow = asked.as_of + timedelta(days=1)
    first = User.objects.exclude(joined_on=None).order_by("joined_on").values_list("joined_on", flat=True).first()
    start = asked.period.start or first or asked.as_of
    end = min(asked.period.end or tomorrow, tomorrow) if start < tomorrow else asked.period.end or tomorrow
    return start, max(end, start + timedelta(days=1))


def overlap(stay: Membership, start: date, end: date) -> int:
    """Days of [start, end) on which the person was employed and in that team."""
    user = stay.user
    first = max(each for each in (start, stay.start_on, user.joined_on) if each)
    last = min(each for each in (end, stay.end_on, user.left_on and user.left_on + timedelta(days=1)) if each)
    return max(0, (last - first).days)


FULL_TIME = Computed("full_time", full_time, CARRIED)

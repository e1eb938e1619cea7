"""Revenue targets: a little more than what was sold on average, by rep, team and company."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from crm.access import Role
from crm.models import Company, Sale, Team, User
from kpis.demo.world import GROWTH_A_YEAR, SHOP_SEASON, World
from kpis.models import Objective, ObjectiveChange, Slot

METRIC = "revenue"
STEP = 500
STRETCH = 1.05
MONTHS = {Objective.Grain.MONTH: 1, Objective.Grain.QUARTER: 3, Objective.Grain.YEAR: 12}

Whose = tuple[Team | None, User | None]


def make_objectives(world: World) -> None:
    """For every month, quarter and year of the simulation, to the end of this year; reps have months only.

    Those of each year came about by one change in the December before it, and a manager has proposed another.
    """
    grains = list(MONTHS)
    made = targets(world, (None, None), grains)
    for team in world.teams:
        made += targets(world, (team, None), grains[:2])
    for seller in world.sellers:
        made += targets(world, (None, seller.user), grains[:1])
    wanted = {each.slot: each.target for each in made}
    admin = User.objects.filter(role=Role.ADMIN).order_by("pk").first()
    for year in range(world.start.year, world.today.year + 1):
        change = ObjectiveChange.make(
            METRIC, {slot: wanted[slot] for slot in wanted if slot.start_on.year == year}, by=admin
        )
        moment = datetime(year - 1, 12, 15, 10, tzinfo=Company.current().zone)
        ObjectiveChange.objects.filter(pk=change.pk).update(at=moment)
        Objective.objects.filter(change=change).update(set_at=moment)
    propose(world, wanted)


def propose(world: World, wanted: Mapping[Slot, Decimal]) -> None:
    """The manager of a team asks for less in one rep's last months of the year."""
    people = [(seller.user, seller.team.managers.order_by("pk").first()) for seller in world.sellers]
    rep, manager = next((rep, manager) for rep, manager in people if manager and is_employed(rep, world.today))
    months = [date(world.today.year, month, 1) for month in (11, 12)]
    slots = [Slot(Objective.Grain.MONTH, month, None, rep.pk) for month in months]
    less = {slot: wanted[slot] - STEP for slot in slots if wanted.get(slot, 0) > STEP}
    ObjectiveChange.propose(METRIC, less, by=manager, note=world.words.proposal)


def targets(world: World, whose: Whose, grains: Sequence[str]) -> list[Objective]:
    mean = monthly_mean(whose)
    if not mean:
        return []
    months = [month for month in months_of(world) if is_employed(whose[1], month)]
    by_start: dict[tuple[str, date], float] = defaultdict(float)
    for month in months:
        for grain in grains:
            by_start[grain, start_of(grain, month)] += mean * expected(world, month)
    return [
        Objective(metric=METRIC, grain=grain, start_on=start, team=whose[0], owner=whose[1], target=rounded(target))
        for (grain, start), target in by_start.items()
    ]


def monthly_mean(whose: Whose) -> float:
    """What was sold in a month, on average over the months with sales."""
    team, owner = whose
    sales = Sale.objects.standing()
    if team:
        sales = sales.filter(team__path__startswith=team.path)
    if owner:
        sales = sales.filter(owner=owner)
    months = sales.order_by().annotate(month=TruncMonth("sold_on")).values("month").annotate(sold=Sum("amount"))
    sums = [float(each["sold"]) for each in months]
    return sum(sums) / len(sums) if sums else 0.0


def months_of(world: World) -> list[date]:
    return [date(year, month, 1) for year in range(world.start.year, world.today.year + 1) for month in range(1, 13)]


def is_employed(owner: User | None, month: date) -> bool:
    if owner is None:
        return True
    return (owner.joined_on or month) <= month and (owner.left_on is None or owner.left_on >= month)


def start_of(grain: str, month: date) -> date:
    length = MONTHS[Objective.Grain(grain)]
    return month.replace(month=(month.month - 1) // length * length + 1)


def expected(world: World, month: date) -> float:
    """Season and growth, flattened: targets follow the year less than sales do."""
    season = (1 + SHOP_SEASON[month.month - 1]) / 2
    years = (month - world.today).days / 365 + 1.5
    return STRETCH * season * (1 + GROWTH_A_YEAR * years)


def rounded(target: float) -> Decimal:
    return Decimal(max(round(target / STEP), 1) * STEP)

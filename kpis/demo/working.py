"""What the reps did and mean to do: activities on opportunities and around them."""

from datetime import date, timedelta

from crm.models import Activity, Opportunity
from kpis.demo.deals import Deal
from kpis.demo.selling import BATCH
from kpis.demo.world import Seller, World

CALL, MEETING, NEGOTIATION, EMAIL, PREPARATION, ADMINISTRATION, TRAVEL = range(7)
# How likely each type is, by stage of the opportunity.
BY_STAGE = ((6, 1, 0, 4, 1, 0, 0), (4, 5, 0, 3, 2, 0, 2), (3, 2, 1, 5, 4, 0, 1), (3, 1, 6, 3, 1, 0, 1))
OUTCOMES = ("positive", "neutral", "negative", "no_answer", "")
MEDIUM_OF = {CALL: 0, MEETING: 1, NEGOTIATION: 1, EMAIL: 3}
PER_STAGE = 0.95
# The reps' own desk work, a day, at the lowest skill; the best have half of it.
DESK = 0.35


def make_activities(world: World, deals: list[Deal]) -> None:
    made = [activity for deal in deals for activity in on_deal(world, deal)]
    made += [activity for seller in world.sellers for activity in at_desk(world, seller)]
    made.sort(key=lambda activity: activity.done_on or world.start)
    made += plans(world, deals)
    for activity in made:
        activity.attribute()
    Activity.objects.bulk_create(made, batch_size=BATCH)


def on_deal(world: World, deal: Deal) -> list[Activity]:
    """One or more in every stage passed, between its day and the next."""
    made = []
    ends = [on for on, _stage in deal.passages[1:]]
    ends.append(deal.opportunity.closed_on or world.today)
    for number, ((start, _stage), end) in enumerate(zip(deal.passages, ends, strict=True)):
        for _ in range(world.how_many(PER_STAGE) + (number == 0)):
            wished = start + timedelta(days=world.random.randrange(max((end - start).days, 0) + 1))
            made.append(one(world, deal, number, wished, start))
    return made


def one(world: World, deal: Deal, stage: int, wished: date, earliest: date) -> Activity:
    owner = deal.owner_on(wished)
    on = owner.last_working_day(min(wished, world.today), earliest)
    # A successor on leave does not put the work back into the time of the one who left.
    if deal.handed_on and owner is not deal.seller:
        on = max(on, deal.handed_on)
    weights = list(BY_STAGE[stage])
    weights[MEETING] += int(3 * owner.skill)
    return done(world, owner, on, world.pick(range(7), weights), deal.opportunity)


def done(world: World, seller: Seller, on: date, kind: int, opportunity: Opportunity | None = None) -> Activity:
    at = world.moment(on, 8 if on == world.today else world.random.randrange(8, 18))
    usual = world.activity_types[kind].default_minutes
    minutes = max(2, int(usual * world.random.lognormvariate(0, 0.4)))
    outcome = world.pick(OUTCOMES, (5, 3, 1, 1 if kind == CALL else 0, 1)) if opportunity else ""
    return Activity(
        type=world.activity_types[kind], medium=medium(world, kind), subject=world.pick(world.words.subjects[kind]),
        opportunity=opportunity, contact=opportunity.contact if opportunity else None, owner=seller.user,
        team=seller.team_on(on), state=Activity.State.DONE, done_at=at, done_on=on, due_on=on,
        duration_seconds=minutes * 60, outcome=outcome, region=None if opportunity else seller.region,
    )  # fmt: skip


def medium(world: World, kind: int) -> object:
    """Some meetings are by video."""
    if kind not in MEDIUM_OF:
        return None
    is_video = kind in (MEETING, NEGOTIATION) and world.chance(0.3)
    return world.media[2 if is_video else MEDIUM_OF[kind]]


def at_desk(world: World, seller: Seller) -> list[Activity]:
    """Administration, preparation and travel without a customer; calls to new ones."""
    made = []
    mean = DESK * (1.2 - seller.skill) * world.share
    for on in world.days():
        if seller.works(on):
            for _ in range(world.how_many(mean)):
                kind = world.pick((ADMINISTRATION, PREPARATION, TRAVEL, CALL), (4, 3, 2, 2))
                made.append(done(world, seller, on, kind))
    return made


def plans(world: World, deals: list[Deal]) -> list[Activity]:
    """What is due: some overdue, some today and tomorrow, some later this week and next."""
    made = []
    for seller in world.sellers:
        mine = [deal.opportunity for deal in deals if deal.opportunity.owner_id == seller.user.pk]
        mine = [opportunity for opportunity in mine if opportunity.outcome == "open"]
        if mine and seller.is_here(world.today):
            for days in (-6, -2, -1, 0, 0, 0, 1, 1, 2, 3, 5, 7, 9):
                made.append(plan(world, seller, world.pick(mine), world.today + timedelta(days=days)))
    return made


def plan(world: World, seller: Seller, opportunity: Opportunity, due: date) -> Activity:
    kind = world.pick((CALL, MEETING, NEGOTIATION, EMAIL), (5, 3, 2, 2))
    return Activity(
        type=world.activity_types[kind], medium=medium(world, kind), subject=world.pick(world.words.subjects[kind]),
        opportunity=opportunity, contact=opportunity.contact, owner=seller.user, team=seller.team,
        state=Activity.State.PLANNED, due_on=due, due_at=world.moment(due, world.random.randrange(9, 17), 30),
    )  # fmt: skip

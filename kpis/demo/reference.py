"""What is sold, how, and by which campaigns: the lists that everything else refers to."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from crm.models import (
    ActivityType,
    Campaign,
    CampaignResult,
    Category,
    Channel,
    Expense,
    LostReason,
    Medium,
    Pipeline,
    Product,
    Segment,
    Source,
    Stage,
)
from kpis.demo.world import World

CHANNEL_KINDS = (Channel.Kind.ONLINE, Channel.Kind.STORE, Channel.Kind.FIELD, Channel.Kind.PHONE)
ONLINE, STORE, FIELD, PHONE = range(4)
# List prices by category, in the order of the words; of one service the cost is not known.
PRICES: tuple[tuple[int, ...], ...] = (
    (89, 145, 210, 39),
    (65, 189, 99),
    (75, 58, 120),
    (149, 35, 69, 320),
    (450, 680, 900),
)
COST_SHARES = ("0.55", "0.48", "0.58", "0.62", "0.70")
STAGES = ((10, 14), (25, 14), (50, 10), (75, 7))
# Of each campaign: channel, day of the year it begins, days, cost, how much more is sold or won thanks to it.
CAMPAIGNS = ((ONLINE, 75, 35, 6000, 0.35), (FIELD, 130, 10, 14000, 0.30), (FIELD, 255, 30, 3500, 0.20),
             (STORE, 285, 40, 18000, 0.0), (ONLINE, 340, 25, 5000, 0.25))  # fmt: skip
TYPES = (
    ("call", True, 15), ("meeting", True, 60), ("negotiation", True, 45), ("email", False, 10),
    ("preparation", False, 50), ("administration", False, 30), ("travel", False, 60),
)  # fmt: skip
RENT = Decimal(4200)


def make_reference(world: World) -> None:
    words = world.words
    kinds = zip(words.channels, CHANNEL_KINDS, strict=True)
    world.channels = [Channel.objects.create(name=name, kind=kind) for name, kind in kinds]
    world.sources = [Source.objects.create(name=name) for name in words.sources]
    world.segments = [Segment.objects.create(name=name) for name in words.segments]
    world.lost_reasons = [LostReason.objects.create(name=name) for name in words.lost_reasons]
    world.media = [Medium.objects.create(name=name) for name in words.media]
    make_types(world)
    make_stages(world)
    make_products(world)
    make_campaigns(world)
    make_expenses(world)
    make_results(world)


def make_types(world: World) -> None:
    for order, (name, (code, high, minutes)) in enumerate(zip(world.words.activity_types, TYPES, strict=True)):
        made = ActivityType.objects.create(
            name=name, code=code, is_high_value=high, order=order, default_minutes=minutes
        )
        world.activity_types.append(made)


def make_stages(world: World) -> None:
    """Four open stages, then won and lost."""
    pipeline = Pipeline.objects.create(name=world.words.pipeline, is_default=True)
    kinds = [*((Stage.Kind.OPEN, *each) for each in STAGES), (Stage.Kind.WON, 100, 14), (Stage.Kind.LOST, 0, 14)]
    for order, (name, (kind, probability, quiet)) in enumerate(zip(world.words.stages, kinds, strict=True), 1):
        stage = Stage.objects.create(
            pipeline=pipeline, name=name, order=order, kind=kind, probability=probability, quiet_after_days=quiet
        )
        world.stages.append(stage)


def make_products(world: World) -> None:
    for number, name in enumerate(world.words.categories):
        category = Category.objects.create(name=name)
        for place, product in enumerate(world.words.products[number]):
            price = Decimal(PRICES[number][place])
            known = (number, place) != (4, 0)
            cost = price * Decimal(COST_SHARES[number]) if known else None
            code = f"L{number + 1}{place + 1:02}"
            made = Product.objects.create(name=product, code=code, category=category, price=price, cost=cost)
            world.products.append(made)


def make_campaigns(world: World) -> None:
    """Each campaign every year, as far as it has begun."""
    for year in range(world.start.year, world.today.year + 1):
        for name, (channel, day, days, cost, _effect) in zip(world.words.campaigns, CAMPAIGNS, strict=True):
            start = date(year, 1, 1) + timedelta(days=day)
            if world.start <= start <= world.today:
                made = Campaign.objects.create(
                    name=f"{name} {year}", channel=world.channels[channel], start_on=start,
                    end_on=start + timedelta(days=days), budget=Decimal(cost),
                )  # fmt: skip
                world.campaigns.append(made)


def effect_of(world: World, campaign: Campaign) -> float:
    names = [f"{name} {campaign.start_on.year}" for name in world.words.campaigns if campaign.start_on]
    return CAMPAIGNS[names.index(campaign.name)][4]


def running(world: World, on: date, channel: int, after: int = 0) -> Campaign | None:
    """The campaign of a channel that runs on a day, or ended at most `after` days before."""
    for campaign in world.campaigns:
        begins, ends = campaign.start_on, campaign.end_on
        is_mine = campaign.channel_id == world.channels[channel].pk
        if begins and ends and is_mine and begins <= on <= ends + timedelta(days=after):
            return campaign
    return None


def make_expenses(world: World) -> None:
    """Campaigns in three parts, and each month: advertising, rent of the stores, travel of the field reps."""
    expenses = [each for campaign in world.campaigns for each in campaign_expenses(world, campaign)]
    for on in world.days():
        if on.day == 5:
            expenses += monthly_expenses(world, on)
    for expense in expenses:
        expense.attribute()
    Expense.objects.bulk_create(expenses)


def campaign_expenses(world: World, campaign: Campaign) -> list[Expense]:
    assert campaign.start_on is not None and campaign.budget is not None
    parts = ((0, "0.5", 4), (4, "0.3", 0), (9, "0.2", 3))
    return [
        Expense(
            spent_on=campaign.start_on + timedelta(days=days), amount=campaign.budget * Decimal(part),
            kind=world.words.expenses[kind], campaign=campaign, channel=campaign.channel,
        )
        for days, part, kind in parts
        if campaign.start_on + timedelta(days=days) <= world.today
    ]  # fmt: skip


def make_results(world: World) -> None:
    """What the advertising of campaigns in the online shop brings: more in the first days, then less."""
    results = [each for campaign in world.campaigns for each in daily_results(world, campaign)]
    for result in results:
        result.attribute()
    CampaignResult.objects.bulk_create(results)


def daily_results(world: World, campaign: Campaign) -> list[CampaignResult]:
    assert campaign.start_on is not None and campaign.end_on is not None
    if campaign.channel_id != world.channels[ONLINE].pk:
        return []
    # Drawn apart, so that the rest of the company does not depend on it.
    random = Random(campaign.name)
    made, days = [], (min(campaign.end_on, world.today) - campaign.start_on).days + 1
    for number in range(days):
        shown = round((9000 - 6000 * number / days) * random.uniform(0.8, 1.2))
        clicks = round(shown * random.uniform(0.008, 0.016))
        leads = round(clicks * random.uniform(0.03, 0.09))
        on = campaign.start_on + timedelta(days=number)
        orders = round(leads * random.uniform(0.1, 0.4))
        made.append(
            CampaignResult(
                measured_on=on, campaign=campaign, impressions=shown, clicks=clicks, leads=leads, orders=orders
            )
        )
    return made


def monthly_expenses(world: World, on: date) -> list[Expense]:
    words, retail = world.words.expenses, world.teams[3]
    online, store, field = (world.channels[number] for number in (ONLINE, STORE, FIELD))
    advertising = Decimal(900 + world.random.randrange(500))
    made = [Expense(spent_on=on, amount=advertising, kind=words[0], channel=online, team=retail)]
    for region in world.regions[1:]:
        made.append(Expense(spent_on=on, amount=RENT, kind=words[2], channel=store, region=region, team=retail))
    for seller in world.sellers:
        if seller.is_here(on) and not seller.is_store:
            cost = Decimal(250 + world.random.randrange(300))
            team = seller.team_on(on)
            made.append(Expense(spent_on=on, amount=cost, kind=words[1], owner=seller.user, channel=field, team=team))
    return made

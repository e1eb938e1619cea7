"""How one opportunity goes: its products, its stages, whether and when it closes."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from math import log

from crm.models import Account, Campaign, Opportunity, Product, Stage
from crm.models.names import normalise
from kpis.demo.reference import FIELD, PHONE, effect_of, running
from kpis.demo.world import CENT, FIELD_SEASON, Seller, World

OPEN_STAGES = 4
WON, LOST = 4, 5
MEDIAN_DAYS = 38
NEVER_CLOSES = 0.01


@dataclass
class Item:
    product: Product
    quantity: int
    amount: Decimal


@dataclass
class Deal:
    """An opportunity and all that happened to it up to today."""

    opportunity: Opportunity
    seller: Seller
    items: list[Item]
    passages: list[tuple[date, Stage]] = field(default_factory=list)
    discounted_on: date | None = None
    handed_on: date | None = None

    def owner_on(self, on: date) -> Seller:
        """Who works on it: the one who opened it, or the successor since the day of handing over."""
        return self.seller.successor or self.seller if self.handed_on and on >= self.handed_on else self.seller

    @property
    def last_day(self) -> date:
        assert self.opportunity.opened_on is not None
        return self.opportunity.closed_on or self.opportunity.opened_on


def make_deals(world: World) -> list[Deal]:
    """Every opportunity of every rep, in the order of opening."""
    deals = []
    for seller in world.sellers:
        seller.accounts.sort(key=lambda account: account.prospect_since or world.start)
        known = [account.prospect_since or world.start for account in seller.accounts]
        for on in world.days():
            if seller.works(on):
                for _ in range(world.how_many(openings(world, seller, on))):
                    deals.append(make_deal(world, seller, choose_account(world, seller, known, on), on))
    return sorted(deals, key=lambda deal: deal.opportunity.opened_on or world.start)


def openings(world: World, seller: Seller, on: date) -> float:
    """The mean number of opportunities a rep opens on a day."""
    falling = 0.55 if world.is_falling(seller.region, on) else 1.0
    return seller.pace * world.demand(FIELD_SEASON, on) * falling * world.share


def choose_account(world: World, seller: Seller, known: list[date], on: date) -> Account:
    """One that was known on the day and had not stopped; the first one where chance finds none."""
    count = max(bisect_right(known, on), 1)
    for _ in range(8):
        account = seller.accounts[int(world.random.random() ** 1.5 * count)]
        if on < world.stopped.get(account.pk, date.max):
            return account
    return seller.accounts[0]


def make_deal(world: World, seller: Seller, account: Account, on: date) -> Deal:
    words = world.words
    channel = world.pick((FIELD, PHONE), (8, 2))
    campaign = running(world, on, FIELD, after=30) if channel == FIELD and world.chance(0.45) else None
    source = world.sources[1] if campaign else world.pick(world.sources, (5, 1, 4, 3, 6, 2))
    name = f"{account.name} – {world.pick(words.projects)}"
    opportunity = Opportunity(
        name=name, normalised_name=normalise(name)[:200], account=account, pipeline=world.stages[0].pipeline,
        contact=world.pick(world.contacts[account.pk]), stage=world.stages[0], stage_since=on, opened_on=on,
        channel=world.channels[channel], campaign=campaign, source=source, owner=seller.user,
        team=seller.team_on(on), region=account.region,
    )  # fmt: skip
    deal = Deal(opportunity, seller, [make_item(world) for _ in range(world.pick((1, 2, 3), (5, 3, 2)))])
    opportunity.amount = opportunity.amount_at_opening = total(deal)
    live(world, deal, account, campaign)
    return deal


def make_item(world: World) -> Item:
    product = world.pick(world.products)
    assert product.price is not None
    most = 30 if product.price < 200 else 7
    quantity = 1 + int(world.random.random() ** 2 * most)
    return Item(product, quantity, product.price * quantity)


def total(deal: Deal) -> Decimal:
    return sum((item.amount for item in deal.items), Decimal(0))


def live(world: World, deal: Deal, account: Account, campaign: Campaign | None) -> None:
    """From the opening through the stages, as far as today."""
    opportunity, seller = deal.opportunity, deal.seller
    opened = opportunity.opened_on
    assert opened is not None
    days = max(1, int(world.random.lognormvariate(log(MEDIAN_DAYS * (1.5 - seller.skill)), 0.6)))
    closing = world.today + timedelta(days=days) if world.chance(NEVER_CLOSES) else opened + timedelta(days=days)
    opportunity.expected_close_on = opened + timedelta(days=int(days * world.random.uniform(0.7, 1.2)) + 7)
    wins = world.chance(odds(world, deal, closing, campaign))
    if closing >= world.stopped.get(account.pk, date.max):
        wins = False
    furthest = OPEN_STAGES if wins else world.pick((1, 2, 3, 4), (3, 3, 3, 2))
    pass_through(world, deal, closing, furthest)
    hand_over(world, deal, closing)
    if closing <= world.today:
        close(world, deal, closing, wins)


def odds(world: World, deal: Deal, closing: date, campaign: Campaign | None) -> float:
    """The probability of winning: skill, campaign, size, and the region's fall."""
    probability = 0.22 + 0.55 * deal.seller.skill + (effect_of(world, campaign) / 2 if campaign else 0)
    if deal.opportunity.amount and deal.opportunity.amount > 5000:
        probability -= 0.12
    if deal.opportunity.region and world.is_falling(deal.opportunity.region, closing):
        probability *= 0.4
    return min(probability, 0.9)


def pass_through(world: World, deal: Deal, closing: date, furthest: int) -> None:
    """The day on which each stage was reached, the first being the opening; those after today did not happen."""
    opened = deal.opportunity.opened_on
    assert opened is not None
    span = (closing - opened).days
    parts = sorted(world.random.random() for _ in range(furthest - 1))
    wished = [opened, *(opened + timedelta(days=int(span * part)) for part in parts)]
    earliest = opened
    for on, stage in zip(wished, world.stages, strict=False):
        earliest = deal.seller.last_working_day(on, earliest)
        if earliest <= world.today:
            deal.passages.append((earliest, stage))
    deal.opportunity.stage_since, deal.opportunity.stage = deal.passages[-1]
    if len(deal.passages) == OPEN_STAGES and world.chance(0.5):
        give_discount(world, deal)


def give_discount(world: World, deal: Deal) -> None:
    """In negotiation the price gives way a little, on every line."""
    factor = Decimal(world.pick((97, 95, 92, 90, 85))) / 100
    for item in deal.items:
        item.amount = (item.amount * factor).quantize(CENT)
    deal.discounted_on = deal.passages[-1][0]
    deal.opportunity.amount = total(deal)


def hand_over(world: World, deal: Deal, closing: date) -> None:
    """What a leaver had open goes to the successor on the day after the last one."""
    left, successor = deal.seller.user.left_on, deal.seller.successor
    if left is None or successor is None or closing <= left:
        return
    deal.handed_on = left + timedelta(days=1)
    deal.opportunity.owner = successor.user
    deal.opportunity.team = successor.team_on(min(closing, world.today))


def close(world: World, deal: Deal, closing: date, wins: bool) -> None:
    opportunity = deal.opportunity
    on = deal.owner_on(closing).last_working_day(closing, deal.handed_on or deal.passages[-1][0])
    on = max(on, deal.passages[-1][0])
    opportunity.closed_on = opportunity.stage_since = on
    opportunity.stage = world.stages[WON if wins else LOST]
    opportunity.outcome = opportunity.stage.kind
    owner = deal.owner_on(on)
    opportunity.owner, opportunity.team = owner.user, owner.team_on(on)
    if not wins:
        opportunity.lost_reason = world.pick(world.lost_reasons, (7, 5, 3, 4, 2, 1))

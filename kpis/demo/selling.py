"""Writes the opportunities down: lines, history and, where they are won, their sales."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from crm.models import Opportunity, OpportunityEvent, OpportunityLine, Sale, SaleLine, Stage, Team
from kpis.demo.deals import Deal, make_deals
from kpis.demo.world import World

BATCH = 2000
SALE_COLUMNS = ("account", "contact", "source", "owner", "team", "region", "channel", "campaign")


def make_selling(world: World) -> list[Deal]:
    """All opportunities; those of before today are as their history left them."""
    deals = make_deals(world)
    for deal in deals:
        deal.opportunity.attribute()
    Opportunity.objects.bulk_create([deal.opportunity for deal in deals], batch_size=BATCH)
    lines = [lines_of(deal) for deal in deals]
    OpportunityLine.objects.bulk_create([line for each in lines for line in each], batch_size=BATCH)
    events = [event for deal in deals for event in events_of(world, deal)]
    OpportunityEvent.objects.bulk_create(events, batch_size=BATCH)
    won = [(deal, each) for deal, each in zip(deals, lines, strict=True) if deal.opportunity.outcome == Stage.Kind.WON]
    make_sales([(sale_of(deal.opportunity), [SaleLine.of(line) for line in each]) for deal, each in won])
    return deals


def lines_of(deal: Deal) -> list[OpportunityLine]:
    return [
        OpportunityLine(
            opportunity=deal.opportunity, product=item.product, quantity=Decimal(item.quantity),
            unit_price=item.product.price, amount=item.amount,
        )
        for item in deal.items
    ]  # fmt: skip


def happenings(deal: Deal) -> Iterator[tuple[date, str, Stage, Decimal | None]]:
    """What happened, in order: date, kind, stage then, amount then."""
    opportunity = deal.opportunity
    first = deal.passages[0]
    yield first[0], OpportunityEvent.Kind.OPENED, first[1], opportunity.amount_at_opening
    for on, stage in deal.passages[1:]:
        yield on, OpportunityEvent.Kind.STAGE, stage, opportunity.amount_at_opening
    last = deal.passages[-1][1]
    if deal.discounted_on:
        yield deal.discounted_on, OpportunityEvent.Kind.AMOUNT, last, opportunity.amount
    if opportunity.closed_on:
        yield opportunity.closed_on, opportunity.outcome, opportunity.stage, opportunity.amount


def events_of(world: World, deal: Deal) -> list[OpportunityEvent]:
    events = [event_of(world, deal, number, *each) for number, each in enumerate(happenings(deal))]
    if deal.handed_on and deal.handed_on > deal.passages[0][0]:
        before = [event for event in events if event.on and event.on < deal.handed_on]
        state = before[-1]
        handed = event_of(world, deal, 0, deal.handed_on, OpportunityEvent.Kind.OWNER, state.stage, state.amount)
        events.insert(len(before), handed)
    return events


def event_of(
    world: World, deal: Deal, number: int, on: date, kind: str, stage: Stage, amount: Decimal | None
) -> OpportunityEvent:
    opportunity, owner = deal.opportunity, deal.owner_on(on)
    return OpportunityEvent(
        opportunity=opportunity, kind=kind, on=on, at=world.moment(on, 8, 5 * number), by=owner.user, stage=stage,
        outcome=stage.kind, owner=owner.user, team=team_on(deal, on), amount=amount,
        expected_close_on=opportunity.expected_close_on,
    )  # fmt: skip


def team_on(deal: Deal, on: date) -> Team:
    return deal.owner_on(on).team_on(on)


def sale_of(opportunity: Opportunity) -> Sale:
    assert opportunity.amount is not None and opportunity.closed_on is not None
    return Sale(
        opportunity=opportunity, amount=opportunity.amount, sold_on=opportunity.closed_on,
        **{name: getattr(opportunity, name) for name in SALE_COLUMNS},
    )  # fmt: skip


def make_sales(sales: list[tuple[Sale, list[SaleLine]]]) -> None:
    """Sales with their lines, in the order of their dates."""
    sales = sorted(sales, key=lambda pair: pair[0].sold_on)
    for sale, lines in sales:
        for name, value in SaleLine.summary(lines).items():
            setattr(sale, name, value)
    Sale.objects.bulk_create([sale for sale, _lines in sales], batch_size=BATCH)
    for sale, lines in sales:
        for line in lines:
            line.sale = sale
    SaleLine.objects.bulk_create([line for _sale, lines in sales for line in lines], batch_size=BATCH)

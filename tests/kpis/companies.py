"""Small companies made up at random, with every oddity that figures must survive."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
import time_machine

from crm.access import Role
from crm.models import (
    Account,
    Activity,
    ActivityType,
    Campaign,
    Cart,
    Category,
    Channel,
    LostReason,
    Medium,
    Membership,
    Opportunity,
    OpportunityEvent,
    OpportunityLine,
    Pipeline,
    Product,
    Region,
    Sale,
    SaleLine,
    Segment,
    Source,
    Stage,
    Team,
    User,
)
from kpis.catalogue import METRICS
from tests.kpis.further_facts import make_more

FIRST = date(2024, 11, 1)
DAYS = 180
TODAY = date(2025, 5, 10)
NOON = datetime(2025, 5, 10, 12, tzinfo=UTC)
FIRST_MOMENT = datetime(2024, 11, 1, tzinfo=UTC)


# Figures that share a company, by its seed: to make one takes as long as to ask about a figure.
TOGETHER = 8


def by_company(first: int) -> pytest.MarkDecorator:
    """Each metric with the seed of its company, from `first` on. Of the module, since pytest would make it for each test."""
    seeds = [(first + number // TOGETHER, name) for number, name in enumerate(METRICS)]
    return pytest.mark.parametrize(("made", "metric"), seeds, ids=METRICS, indirect=["made"], scope="module")


@dataclass
class Made:
    """The reference data of a company, to choose from."""

    people: list[User]
    manager: User
    teams: list[Team]
    shared: dict[str, list[Any]]
    stages: list[Stage]
    products: list[Product]


def named(model: Any, *names: str, **fields: Any) -> list[Any]:
    return [model.objects.create(name=name, **fields) for name in names]


def make(seed: int, size: int = 14) -> Made:
    """A company with about `size` facts of each kind, and twice as many opportunities, which have the longest history."""
    random = Random(seed)
    made = reference(random)
    accounts = make_accounts(random, made, size)
    make_opportunities(random, made, accounts, 2 * size)
    make_sales(random, made, accounts, size)
    make_activities(random, made, accounts, size)
    make_carts(random, made, accounts, size)
    make_more(random, made, accounts, size)
    note_first_sales(accounts)
    return made


@contextmanager
def kept_company(kept_database: Any, seed: int, size: int = 14) -> Iterator[Made]:
    """A company for all tests of a module, or for those that are asked about the same seed; see `kept_database`."""
    with kept_database():
        with time_machine.travel(NOON, tick=False):
            made = make(seed, size)
        yield made


def reference(random: Random) -> Made:
    parent = Team.objects.create(name="All")
    north, south = (Team.objects.create(name=name, parent=parent) for name in ("North", "South"))
    people = []
    for index, name in enumerate(("ana", "bo", "cy")):
        joined = random.choice([None, FIRST + timedelta(days=random.randrange(120))])
        left = joined + timedelta(days=random.randrange(90)) if joined and random.random() < 0.4 else None
        share = Decimal(random.choice(["1", "0.5", "0.8"]))
        team = (north, south, parent)[index]
        user = User.objects.create_user(
            name, role=Role.REP, team=team, joined_on=joined, left_on=left, working_share=share
        )
        people.append(user)
    move_somebody(random, people[0], south)
    manager = User.objects.create_user("mo", role=Role.MANAGER, team=parent)
    random.choice([parent, north]).managers.add(manager)
    shared = {
        "region": named(Region, "East", "West"),
        "channel": named(Channel, "Shop", "Field"),
        "campaign": named(Campaign, "Spring"),
        "source": named(Source, "Fair", "Web"),
        "segment": named(Segment, "Small", "Large"),
        "medium": named(Medium, "Phone", "E-mail"),
        "lost_reason": named(LostReason, "Price", "Time"),
        "activity_type": [
            ActivityType.objects.create(name="Call", code="call", is_high_value=True),
            ActivityType.objects.create(name="Paper", code="paper"),
        ],
    }
    return Made(people, manager, [parent, north, south], shared, make_stages(), make_products())


def move_somebody(random: Random, user: User, team: Team) -> None:
    """From one team to another inside the time that figures are asked about."""
    Membership.objects.filter(user=user).update(start_on=date(2020, 1, 1))
    user.join(team, FIRST + timedelta(days=random.randrange(20, DAYS)))


def make_stages() -> list[Stage]:
    stages = []
    for name, count in (("Main", 3), ("Partner", 2)):
        pipeline = Pipeline.objects.create(name=name, is_default=name == "Main")
        for order in range(1, count + 1):
            stages.append(pipeline.stages.create(name=f"{name} {order}", order=order))
        stages.append(pipeline.stages.create(name=f"{name} won", order=8, kind="won"))
        stages.append(pipeline.stages.create(name=f"{name} lost", order=9, kind="lost"))
    return stages


def make_products() -> list[Product]:
    paint, tool = named(Category, "Paint", "Tool")
    return [
        Product.objects.create(name="Red", category=paint, cost=Decimal("3.10")),
        Product.objects.create(name="Blue", category=paint),
        Product.objects.create(name="Saw", category=tool, cost=Decimal("7.77")),
        Product.objects.create(name="Advice"),
    ]


def attribution(random: Random, made: Made) -> dict[str, Any]:
    """Facts may lack anything."""
    found = {name: maybe(random, made.shared[name]) for name in ("region", "channel", "campaign", "source")}
    return {**found, "owner": maybe(random, made.people, 0.9), "team": maybe(random, made.teams, 0.9)}


def maybe(random: Random, choices: list[Any], often: float = 0.75) -> Any:
    return random.choice(choices) if random.random() < often else None


def some_day(random: Random) -> date:
    """Often one of a few, so that limits in days are met exactly."""
    return FIRST + timedelta(days=random.choice([random.randrange(DAYS), random.randrange(0, DAYS, 15)]))


def amount(random: Random) -> Decimal:
    """Few different values, so that medians meet ties, and values that floats cannot hold."""
    return Decimal(random.choice(["0.10", "0.20", "19.99", "100", "100", "250.25", "1234.567891"]))


def make_accounts(random: Random, made: Made, size: int) -> list[Account]:
    accounts = []
    for index in range(size):
        given = attribution(random, made)
        prospect_since = some_day(random) if random.random() < 0.85 else None
        segment = maybe(random, made.shared["segment"])
        account = Account(name=f"A{index}", normalised_name=f"a{index}", segment=segment, **given)
        account.prospect_since = prospect_since
        if random.random() < 0.3:
            account.lost_on = some_day(random)
        accounts.append(account)
    made_accounts = Account.objects.bulk_create(accounts)
    for account in made_accounts:
        # Some are written down when they arrive, others later.
        if account.prospect_since and random.random() < 0.6:
            Account.objects.filter(pk=account.pk).update(created_at=hour_of(random, account.prospect_since))
    return made_accounts


def hour_of(random: Random, day: date) -> datetime:
    """Some time around a day, in UTC; in the company's zone it may be the day before or after."""
    return datetime(day.year, day.month, day.day, random.choice([0, 1, 9, 22, 23]), random.choice([0, 59]), tzinfo=UTC)


def make_opportunities(random: Random, made: Made, accounts: list[Account], size: int) -> None:
    for index in range(size):
        stage = random.choice([each for each in made.stages if each.kind == "open"])
        opened = some_day(random) if random.random() < 0.9 else None
        price = amount(random) if random.random() < 0.85 else None
        found = Opportunity(name=f"O{index}", normalised_name=f"o{index}", stage=stage, pipeline=stage.pipeline)
        for name, value in attribution(random, made).items():
            setattr(found, name, value)
        found.account, found.opened_on = maybe(random, accounts), opened
        found.amount, found.amount_at_opening = price, price if random.random() < 0.8 else None
        close(random, made, found)
        found.save()
        share(random, made, found)
        remember(random, made, found, stage)
        if found.outcome == "won":
            sell(found)


def close(random: Random, made: Made, found: Opportunity) -> None:
    outcome = random.choice(["open", "won", "lost", "lost", "won"])
    if outcome == "open" or (outcome == "won" and found.amount is None):
        return
    found.closed_on = (found.opened_on or FIRST) + timedelta(days=random.choice([0, 3, 10, 10, 31, 90]))
    found.outcome = outcome
    found.stage = next(each for each in made.stages if each.kind == outcome and each.pipeline_id == found.pipeline_id)
    if outcome == "lost":
        found.lost_reason = maybe(random, made.shared["lost_reason"])


def share(random: Random, made: Made, found: Opportunity) -> None:
    """Lines that add up to the amount; two of them may be of one product."""
    if found.amount is None or random.random() < 0.3:
        return
    first = (found.amount / 3).quantize(Decimal("0.01"))
    for part in (first, found.amount - first):
        OpportunityLine.objects.create(opportunity=found, product=random.choice(made.products), amount=part)


def remember(random: Random, made: Made, found: Opportunity, last_open: Stage) -> None:
    """History: perhaps through other stages (forth, back and past some), owners and amounts, perhaps lost and
    reopened, then as it is now."""
    others = [each for each in made.stages if each.kind == "open" and each.pipeline_id == found.pipeline_id]
    day, kind, before = found.opened_on, "opened", None
    for stage in random.sample(others, random.randrange(len(others))):
        then = {"owner": random.choice(made.people), "team": random.choice(made.teams), "amount": amount(random)}
        put_event(found, kind, stage, "open", day, **then)
        put_event(found, "owner", stage, "open", day)
        day, kind, before = next_day(random, found, day), "stage", stage
    if day and random.random() < 0.25:
        end = next(each for each in made.stages if each.kind == "lost" and each.pipeline_id == found.pipeline_id)
        put_event(found, "lost", end, "lost", day)
        day = next_day(random, found, day)
        put_event(found, "reopened", last_open, "open", day)
    elif last_open != before:
        put_event(found, kind, last_open, "open", day)
    if found.closed_on:
        put_event(found, found.outcome, found.stage, found.outcome, found.closed_on)


def next_day(random: Random, found: Opportunity, day: date | None) -> date | None:
    """A later day on which the opportunity was not yet closed for good, or the same."""
    later = day + timedelta(days=random.randrange(20)) if day else None
    return later if later and later < min(found.closed_on or TODAY, TODAY) else day


def put_event(found: Opportunity, kind: str, stage: Stage, outcome: str, on: date | None, **then: Any) -> None:
    now = {"owner": found.owner, "team": found.team, "amount": found.amount}
    OpportunityEvent.objects.create(
        opportunity=found, kind=kind, stage=stage, outcome=outcome, at=FIRST_MOMENT, on=on, **{**now, **then}
    )


def sell(found: Opportunity) -> None:
    """The sale that winning makes, as `win` does."""
    Sale.of_opportunity(found)


def make_sales(random: Random, made: Made, accounts: list[Account], size: int) -> None:
    for _index in range(size):
        lines = [sale_line(random, made) for _line in range(random.randrange(4))]
        given = {**attribution(random, made), "account": maybe(random, accounts), "sold_on": some_day(random)}
        sale = Sale.record(lines=lines, **given, **({} if lines else {"amount": amount(random)}))
        if random.random() < 0.3 and sale.amount > 1:
            sale.refund(Decimal("0.50"), on=sale.sold_on + timedelta(days=random.randrange(40)))
        if random.random() < 0.1:
            sale.cancel(on=TODAY)


def sale_line(random: Random, made: Made) -> SaleLine:
    product = maybe(random, made.products)
    quantity = Decimal(random.choice(["1", "2", "0.5"]))
    cost = product.cost * quantity if product and product.cost is not None else None
    return SaleLine(product=product, quantity=quantity, amount=amount(random), cost=cost)


def make_activities(random: Random, made: Made, accounts: list[Account], size: int) -> None:
    for _index in range(size):
        given = {**attribution(random, made)}
        given.pop("source")
        kind, medium = random.choice(made.shared["activity_type"]), maybe(random, made.shared["medium"])
        account, seconds = maybe(random, accounts), random.choice([0, 59, 600, 3601])
        if random.random() < 0.2:
            Activity.plan(due_on=some_day(random), type=kind, medium=medium, account=account, **given)
        else:
            day = some_day(random)
            at = hour_of(random, day) if random.random() < 0.7 else None
            Activity.log(at=at, on=day, type=kind, medium=medium, account=account, duration_seconds=seconds, **given)


def make_carts(random: Random, made: Made, accounts: list[Account], size: int) -> None:
    """At whole hours around midnight and around the hour that the night of 30 March lacks; some are sold, some late."""
    for _index in range(size):
        given = attribution(random, made)
        given.pop("source")
        day = random.choice([some_day(random), some_day(random), date(2025, 3, 29), TODAY - timedelta(days=1)])
        created = datetime(day.year, day.month, day.day, random.choice([0, 11, 12, 22, 23]), tzinfo=UTC)
        touched = created + timedelta(hours=random.choice([0, 1, 24]))
        wait = maybe(
            random, [timedelta(0), timedelta(hours=24), timedelta(hours=24, seconds=1), timedelta(days=9)], 0.5
        )
        converted = None if wait is None else touched + wait
        account = maybe(random, accounts)
        Cart(created_at=created, touched_at=touched, converted_at=converted, account=account, **given).save()


def note_first_sales(accounts: list[Account]) -> None:
    for account in accounts:
        first = Sale.objects.filter(account=account).counted().order_by("sold_on").first()
        Account.objects.filter(pk=account.pk).update(customer_since=first.sold_on if first else None)

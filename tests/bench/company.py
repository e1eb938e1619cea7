"""A large company made up for measuring: three years of facts, the same for the same size, on both databases."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import chain
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.management.color import no_style
from django.db import connection, models, transaction

from crm.access import Role
from crm.models import (
    Account,
    Activity,
    ActivityType,
    Campaign,
    Category,
    Channel,
    Company,
    Contact,
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
from crm.models.names import normalise
from kpis import rollups
from kpis.engine.periods import add_months
from kpis.models import Objective

DAYS = 1095
PASSWORD = "bench-word-2026"
REPS_PER_TEAM = 10
# What an activity has from the opportunity that it is about.
CONCERNING = ("account_id", "owner_id", "team_id", "region_id", "channel_id", "campaign_id")
WORDS = ("Mill", "Harbour", "Garden", "École", "Bridge", "Stone", "River", "Meridian", "Castle", "Zürich", "Linden")
TRADES = ("Works", "Hotel", "Stores", "Group", "Care", "Architects", "School", "Partners")
Rows = Iterable[dict[str, Any]]


def fill(size: int, reps: int, today: date) -> None:
    """`size` opportunities with their events, three times as many activities, as many sales, a fifth as many
    accounts, contacts likewise, and the objectives of all reps."""
    with transaction.atomic():
        trust_rows()
        house = House(Random(size), reps, today)
        copy(Account, house.accounts(size // 5))
        copy(Contact, house.contacts(size // 5))
        copy(Opportunity, house.opportunities(size))
        copy(OpportunityEvent, house.events())
        copy(OpportunityLine, house.opportunity_lines())
        copy(Activity, house.activities(3 * size))
        copy(Sale, house.sales(size))
        copy(SaleLine, house.sale_lines())
    set_sequences()
    if rollups.keeps():
        # The triggers were passed over, as the checks were.
        rollups.rebuild_all()
    with connection.cursor() as cursor:
        # Index-only reading needs the visibility map, which autovacuum keeps in production.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def trust_rows() -> None:
    """Each key is one that was just made; to check ten million of them once more took PostgreSQL twenty minutes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")


def copy(model: type[models.Model], rows: Rows) -> None:
    """Rows as dictionaries of columns, what is absent by the model's defaults; the fastest way each database has."""
    given = iter(rows)
    first = next(given)
    fields = [field for field in model._meta.concrete_fields if not field.primary_key or field.column in first]
    now = datetime.now(UTC)
    defaults = {field.column: now if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
                else field.get_default() for field in fields}  # fmt: skip
    columns = [field.column for field in fields]
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    table = connection.ops.quote_name(model._meta.db_table)
    full = ({**defaults, **row} for row in chain([first], given))
    tuples = ([row[column] for column in columns] for row in full)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as target:
                for values in tuples:
                    target.write_row(values)
        else:
            marks = ", ".join("%s" for _column in columns)
            plain = ([adapted(value) for value in values] for values in tuples)
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", plain)


def adapted(value: Any) -> Any:
    """A value as Django writes it to SQLite."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def set_sequences() -> None:
    """After rows with ids of our own PostgreSQL's sequences go on behind them."""
    made = [Account, Contact, Opportunity, OpportunityEvent, OpportunityLine, Activity, Sale, SaleLine]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), made):
            cursor.execute(statement)


class House:
    """The people and words of the company, and rows that point to them."""

    def __init__(self, random: Random, reps: int, today: date) -> None:
        self.random, self.today = random, today
        self.first = today - timedelta(days=DAYS)
        self.regions = [Region.objects.create(name=f"Region {number}").pk for number in range(6)]
        self.channels = [Channel.objects.create(name=name).pk for name in ("Field", "Store", "Web", "Phone")]
        self.campaigns = [
            Campaign.objects.create(name=f"Campaign {number}", start_on=self.first).pk for number in range(12)
        ]
        self.sources = [Source.objects.create(name=name).pk for name in ("Web", "Fair", "Referral")]
        self.segments = [Segment.objects.create(name=name).pk for name in ("Small", "Medium", "Large")]
        self.reasons = [LostReason.objects.create(name=name).pk for name in ("Price", "Time", "Feature")]
        self.media = [Medium.objects.create(name=name).pk for name in ("Phone", "E-mail", "Video")]
        self.types = make_types()
        self.products = make_products()
        self.stages = make_stages()
        self.make_people(reps)

    def make_people(self, reps: int) -> None:
        word = make_password(PASSWORD)
        company = Company.current()
        company.name = "Bench"
        company.save()
        User.objects.create(username="admin", role=Role.ADMIN, password=word, email="admin@example.com")
        manager = User.objects.create(username="manager", role=Role.MANAGER, password=word, email="m@example.com")
        whole = Team.objects.create(name="Sales")
        self.reps: list[tuple[int, int, int]] = []
        for number in range(max(1, reps // REPS_PER_TEAM)):
            team = Team.objects.create(name=f"Team {number:02}", parent=whole)
            if number < 3:
                team.managers.add(manager)
            for place in range(REPS_PER_TEAM):
                region = self.regions[(number + place) % len(self.regions)]
                name = f"rep{number * REPS_PER_TEAM + place:03}"
                rep = User.objects.create(
                    username=name, first_name="Rep", last_name=name, role=Role.REP, team=team, region_id=region,
                    password=word, email=f"{name}@example.com", joined_on=self.first,
                )  # fmt: skip
                self.reps.append((rep.pk, team.pk, region))
        Membership.objects.update(start_on=self.first)
        self.make_objectives()

    def make_objectives(self) -> None:
        month = date(self.today.year - 1, 1, 1)
        rows = []
        while month <= self.today:
            rows += [
                Objective(metric="revenue", grain="month", start_on=month, owner_id=rep, target=Decimal(20000))
                for rep, _team, _region in self.reps
            ]
            month = add_months(month, 1)
        Objective.objects.bulk_create(rows, batch_size=2000)

    def whose(self) -> dict[str, Any]:
        rep, team, region = self.random.choice(self.reps)
        campaign = self.random.choice(self.campaigns) if self.random.random() < 0.3 else None
        return {
            "owner_id": rep, "team_id": team, "region_id": region, "channel_id": self.random.choice(self.channels),
            "campaign_id": campaign,
        }  # fmt: skip

    def day(self) -> date:
        return self.first + timedelta(days=self.random.randrange(DAYS))

    def days(self, count: int) -> list[date]:
        """In order: tables fill as things happen, so that those of one quarter lie together."""
        return sorted(self.day() for _each in range(count))

    def amount(self) -> Decimal:
        return Decimal(self.random.randrange(10_000, 5_000_000)).scaleb(-2)

    def accounts(self, count: int) -> Iterator[dict[str, Any]]:
        self.account_count = count
        for number in range(1, count + 1):
            name = f"{self.random.choice(WORDS)} {self.random.choice(TRADES)} {number}"
            since = self.day()
            customer = since + timedelta(days=self.random.randrange(200))
            yield {
                "id": number, "name": name, "normalised_name": normalise(name), "email": f"info@c{number}.example.com",
                "phone": f"+32 2 {number:07}", "normalised_phone": f"00322{number:07}", "city": "Namur",
                "segment_id": self.random.choice(self.segments), "source_id": self.random.choice(self.sources),
                "prospect_since": since, "customer_since": customer if customer <= self.today else None, **self.whose(),
            }  # fmt: skip

    def contacts(self, count: int) -> Iterator[dict[str, Any]]:
        for number in range(1, count + 1):
            name = f"Person {number}"
            yield {
                "id": number, "first_name": "Person", "last_name": str(number), "normalised_name": normalise(name),
                "account_id": number, "email": f"p{number}@example.com",
                "owner_id": self.random.choice(self.reps)[0],
            }  # fmt: skip

    def opportunities(self, count: int) -> Iterator[dict[str, Any]]:
        """Four in ten won, four lost, the rest open; what they went through is kept for `events`."""
        self.told: list[tuple[Any, ...]] = []
        self.concerning: list[dict[str, Any]] = []
        pipeline, opens, won, lost = self.stages
        for number, opened in enumerate(self.days(count), 1):
            days = self.random.randrange(1, 120)
            kind = self.random.choices(("won", "lost", "open"), (4, 4, 1))[0]
            closed = opened + timedelta(days=days)
            if closed > self.today:
                kind = "open"
            reached = self.random.randrange(1, len(opens) + 1)
            stage = {"won": won, "lost": lost, "open": opens[reached - 1]}[kind]
            amount = self.amount()
            name = f"{self.random.choice(WORDS)} {self.random.choice(TRADES)} {number}"
            row = {
                "id": number, "name": name, "normalised_name": normalise(name), "outcome": kind, "amount": amount,
                "amount_at_opening": amount, "opened_on": opened, "closed_on": None if kind == "open" else closed,
                "expected_close_on": closed, "stage_since": opened if kind == "open" else closed,
                "account_id": self.random.randrange(1, self.account_count + 1), "pipeline_id": pipeline,
                "stage_id": stage, "source_id": self.random.choice(self.sources),
                "lost_reason_id": self.random.choice(self.reasons) if kind == "lost" else None, **self.whose(),
            }  # fmt: skip
            self.told.append((number, opened, closed, kind, reached, amount, row["owner_id"], row["team_id"]))
            self.concerning.append({name: row[name] for name in CONCERNING})
            yield row

    def events(self) -> Iterator[dict[str, Any]]:
        _pipeline, opens, won, lost = self.stages
        steps: list[tuple[date, int, str, int, str]] = []
        for number, (_opportunity, opened, closed, kind, reached, *_whose) in enumerate(self.told):
            steps.append((opened, number, "opened", opens[0], "open"))
            steps += [
                (min(opened + timedelta(days=step), self.today), number, "stage", opens[step], "open")
                for step in range(1, reached)
            ]
            if kind != "open":
                steps.append((closed, number, kind, won if kind == "won" else lost, kind))
        for on, number, what, stage, outcome in sorted(steps, key=lambda step: step[0]):
            opportunity, *_facts, amount, owner, team = self.told[number]
            at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
            yield {
                "opportunity_id": opportunity, "amount": amount, "owner_id": owner, "team_id": team,
                "kind": what, "on": on, "at": at, "stage_id": stage, "outcome": outcome,
            }  # fmt: skip

    def opportunity_lines(self) -> Iterator[dict[str, Any]]:
        for opportunity, *_rest, amount, _owner, _team in self.told[::2]:
            product = self.random.choice(self.products)
            yield {"opportunity_id": opportunity, "product_id": product, "quantity": Decimal(1), "amount": amount}

    def activities(self, count: int) -> Iterator[dict[str, Any]]:
        """Three in five about an opportunity that was opened in the months before, by who has it."""
        opened = [row[1] for row in self.told]
        for number, on in enumerate(self.days(count), 1):
            at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
            planned = number % 50 == 0
            first, end = bisect_left(opened, on - timedelta(days=90)), bisect_right(opened, on)
            about = self.random.randrange(first, end) if end > first and self.random.random() < 0.6 else None
            concerned = {} if about is None else {"opportunity_id": about + 1, **self.concerning[about]}
            due = on if number % 5 == 0 else None
            subject = f"Présentation {number}" if number % 100 == 0 else "Talk"
            row = {
                "id": number, "subject": subject, "normalised_subject": normalise(subject),
                "type_id": self.random.choice(self.types),
                "medium_id": self.random.choice(self.media), "account_id": self.random.randrange(1, self.account_count + 1),
                "duration_seconds": 300 * self.random.randrange(1, 12), **self.whose(), **concerned,
            }  # fmt: skip
            if planned:
                yield {**row, "state": "planned", "due_on": self.today + timedelta(days=number % 30)}
            else:
                yield {**row, "state": "done", "done_on": on, "done_at": at, "due_on": due}

    def sales(self, count: int) -> Iterator[dict[str, Any]]:
        """The won opportunities’ sales and those of the shop, one in twenty a refund."""
        self.sold: list[tuple[int, Decimal]] = []
        won = [(row[2], row) for row in self.told if row[3] == "won"][:count]
        every = won + [(self.day(), None) for _each in range(count - len(won))]
        for number, (on, deal) in enumerate(sorted(every, key=lambda each: each[0]), 1):
            if deal:
                opportunity, _opened, _closed, _kind, _reached, amount, owner, team = deal
                more = {"opportunity_id": opportunity, "owner_id": owner, "team_id": team, "kind": "sale"}
            else:
                amount = self.amount() / 20
                refund = number % 20 == 0
                amount = (-amount if refund else amount).quantize(Decimal("0.01"))
                more = {"kind": "refund" if refund else "sale"}
            self.sold.append((number, amount))
            known = {**self.whose(), **more}
            yield {
                "id": number, "sold_on": on, "amount": amount, "items": Decimal(1), "category_count": 1,
                "cost": amount * Decimal("0.6"), "costed_amount": amount,
                "account_id": self.random.randrange(1, self.account_count + 1), **known,
            }  # fmt: skip

    def sale_lines(self) -> Iterator[dict[str, Any]]:
        for sale, amount in self.sold:
            yield {
                "sale_id": sale, "product_id": self.random.choice(self.products), "quantity": Decimal(1),
                "amount": amount, "cost": amount * Decimal("0.6"),
            }  # fmt: skip


def make_types() -> list[int]:
    named = (("Call", True), ("Meeting", True), ("Negotiation", True), ("E-mail", False), ("Preparation", False))
    return [
        ActivityType.objects.create(name=name, code=name.lower(), is_high_value=valuable).pk for name, valuable in named
    ]


def make_products() -> list[int]:
    categories = [Category.objects.create(name=f"Category {number}") for number in range(4)]
    return [
        Product.objects.create(name=f"Product {number:02}", code=f"P{number:02}", category=categories[number % 4]).pk
        for number in range(40)
    ]


def make_stages() -> tuple[int, list[int], int, int]:
    pipeline = Pipeline.objects.create(name="Sales", is_default=True)
    names = ("Qualification", "First meeting", "Offer", "Negotiation")
    opens = [
        pipeline.stages.create(name=name, order=order, probability=20 * order).pk for order, name in enumerate(names, 1)
    ]
    won = pipeline.stages.create(name="Won", order=8, kind=Stage.Kind.WON, probability=100)
    lost = pipeline.stages.create(name="Lost", order=9, kind=Stage.Kind.LOST)
    return pipeline.pk, opens, won.pk, lost.pk

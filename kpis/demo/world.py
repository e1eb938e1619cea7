"""What every part of the simulation shares: chance, time, and what was made so far."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from crm.models import Account, Campaign, Contact, Product, Region, Team, User
from kpis.demo.words import Words

T = TypeVar("T")
YEARS = 3
CENT = Decimal("0.01")
FALLING_DAYS = 61
SHOP_SEASON = (0.85, 0.8, 0.95, 1.0, 1.0, 0.95, 0.8, 0.75, 1.0, 1.1, 1.3, 1.5)
FIELD_SEASON = (0.9, 1.0, 1.1, 1.05, 1.05, 1.05, 0.75, 0.6, 1.1, 1.15, 1.15, 0.9)
GROWTH_A_YEAR = 0.08


@dataclass
class Seller:
    """A rep: how good (`skill`, 0 to 1), how busy (`pace`, opportunities a working day), and when in which team."""

    user: User
    skill: float
    pace: float
    team: Team
    region: Region
    is_store: bool = False
    previous_team: Team | None = None
    moved_on: date | None = None
    successor: "Seller | None" = None
    days_off: set[date] = field(default_factory=set)
    accounts: list[Account] = field(default_factory=list)

    def team_on(self, on: date) -> Team:
        if self.previous_team and self.moved_on and on < self.moved_on:
            return self.previous_team
        return self.team

    def is_here(self, on: date) -> bool:
        joined, left = self.user.joined_on, self.user.left_on
        return (joined is None or joined <= on) and (left is None or on <= left)

    def works(self, on: date) -> bool:
        return on.weekday() < 5 and on not in self.days_off and self.is_here(on)

    def last_working_day(self, on: date, earliest: date) -> date:
        """The latest day up to `on` on which the seller worked, not before `earliest`."""
        while on > earliest and not self.works(on):
            on -= timedelta(days=1)
        return on


@dataclass
class World:
    words: Words
    random: Random
    today: date
    zone: ZoneInfo
    share: float = 1.0
    regions: list[Region] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)
    holidays: set[date] = field(default_factory=set)
    sellers: list[Seller] = field(default_factory=list)
    channels: list[Any] = field(default_factory=list)
    sources: list[Any] = field(default_factory=list)
    segments: list[Any] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)
    campaigns: list[Campaign] = field(default_factory=list)
    stages: list[Any] = field(default_factory=list)
    lost_reasons: list[Any] = field(default_factory=list)
    activity_types: list[Any] = field(default_factory=list)
    media: list[Any] = field(default_factory=list)
    people: list[Account] = field(default_factory=list)
    contacts: dict[int, list[Contact]] = field(default_factory=dict)
    stopped: dict[int, date] = field(default_factory=dict)

    @property
    def start(self) -> date:
        return self.today - timedelta(days=365 * YEARS)

    @property
    def falling(self) -> Region:
        """The region that has been falling for two months."""
        return self.regions[2]

    def days(self) -> list[date]:
        """Every day of the simulation, today included."""
        return [self.start + timedelta(days=number) for number in range((self.today - self.start).days + 1)]

    def is_falling(self, region: Region, on: date) -> bool:
        return region.pk == self.falling.pk and on > self.today - timedelta(days=FALLING_DAYS)

    def demand(self, season: Sequence[float], on: date) -> float:
        """How much is wanted on a day: season and growth, around 1."""
        return season[on.month - 1] * (1 + GROWTH_A_YEAR * ((on - self.start).days / 365 - YEARS / 2))

    def how_many(self, mean: float) -> int:
        """A Poisson number (Knuth's method: multiply uniform numbers until below e^-mean)."""
        limit, product, count = math.exp(-mean), self.random.random(), 0
        while product > limit:
            product *= self.random.random()
            count += 1
        return count

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def pick(self, choices: Sequence[T], weights: Sequence[float] | None = None) -> T:
        if weights is None:
            return choices[int(self.random.random() * len(choices))]
        return self.random.choices(choices, weights)[0]

    def moment(self, on: date, hour: int, minute: int | None = None) -> datetime:
        """A moment of a day in the company's time zone."""
        return datetime.combine(on, time(hour, self.random.randrange(60) if minute is None else minute), self.zone)

"""The hours that reps had to sell in: working days × daily hours × working share, less holidays and absences."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate

from django.db.models import Min, QuerySet

from crm.models import Absence, Activity, Company, Holiday
from kpis.catalogue.employment import CARRIED, Stay, key_of, spans, stays_of, whole
from kpis.catalogue.facts import ACTIVITY
from kpis.catalogue.people_behind import Presence, asked_for, rows_of_people
from kpis.engine.measures import Asked, Computed, Key

DAY = timedelta(days=1)


@dataclass
class Calendar:
    """The working days of a range of days: the company's week, less the holidays of a region and days of absence."""

    start: date
    end: date
    week: str
    holidays: Mapping[int | None, set[date]]
    absences: Mapping[int, list[date]]

    def __post_init__(self) -> None:
        self.counts: dict[int | None, list[int]] = {}

    @classmethod
    def of(cls, start: date, end: date) -> "Calendar":
        holidays: dict[int | None, set[date]] = defaultdict(set)
        for on, region in Holiday.objects.filter(on__gte=start, on__lt=end).values_list("on", "region_id"):
            holidays[region].add(on)
        away: dict[int, set[date]] = defaultdict(set)
        rows = Absence.objects.filter(start_on__lt=end, end_on__gte=start)
        for user, first, last in rows.values_list("user_id", "start_on", "end_on"):
            first, last = max(first, start), min(last, end - DAY)
            away[user] |= {first + timedelta(days=number) for number in range((last - first).days + 1)}
        return cls(start, end, Company.current().working_days, holidays, {user: sorted(away[user]) for user in away})

    def works(self, region: int | None, day: date) -> bool:
        """Whether people work in a region on a day; a holiday without region holds everywhere."""
        free = day in self.holidays.get(None, ()) or day in self.holidays.get(region, ())
        return str(day.isoweekday()) in self.week and not free

    def before(self, region: int | None, day: date) -> int:
        """The working days of a region from the start of the calendar to a day, which is not in."""
        if region not in self.counts:
            days = (self.start + timedelta(days=number) for number in range((self.end - self.start).days))
            self.counts[region] = [0, *accumulate(int(self.works(region, each)) for each in days)]
        return self.counts[region][(day - self.start).days]

    def days_of(self, stay: Stay, start: date, end: date) -> int:
        """The days of [start, end) on which a rep was to work in a team and was not away."""
        first, last = max(start, stay.start), min(end, stay.end)
        if first >= last:
            return 0
        away = self.absences.get(stay.owner, [])
        missed = away[bisect_left(away, first) : bisect_left(away, last)]
        days = self.before(stay.region, last) - self.before(stay.region, first)
        return days - sum(self.works(stay.region, day) for day in missed)


def available_hours(asked: Asked) -> Mapping[Key, Decimal]:
    """Hours per key. A rep who changed team has them in each for the days spent there."""
    calendar = Calendar.of(*whole(asked, first_activity))
    hours = Company.current().hours_per_day
    found: dict[Key, Decimal] = defaultdict(Decimal)
    for grain_keys, start, end in spans(asked, first_activity):
        for stay in stays_of(asked):
            if days := calendar.days_of(stay, start, end):
                found[key_of(asked, grain_keys, stay)] += days * hours * stay.share
    return found


def people_to_work(asked: Asked) -> QuerySet:
    """The people that `available_hours` is made of, each with the days to work and those away."""
    company, bounds = Company.current(), whole(asked, first_activity)
    calendar, week = Calendar.of(*bounds), Calendar(*bounds, company.working_days, {}, {})
    found: dict[int, Presence] = defaultdict(Presence)
    for stay in stays_of(asked):
        if not asked_for(asked, stay):
            continue
        person, days = found[stay.owner], calendar.days_of(stay, *bounds)
        person.days += days
        person.away += week.days_of(stay, *bounds) - days
        person.part += days * company.hours_per_day * stay.share
    return rows_of_people(found)


def first_activity() -> date | None:
    return Activity.objects.finished().aggregate(first=Min("done_on"))["first"]  # type: ignore[no-any-return]


AVAILABLE = Computed(
    "available_hours",
    available_hours,
    CARRIED,
    rows=people_to_work,
    part_unit="hours",
    filters=tuple(name for name in ACTIVITY.carries() if name not in CARRIED),
)

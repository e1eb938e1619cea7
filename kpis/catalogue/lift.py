"""What a campaign changed: sales a day while it ran, against the same weekdays of the eight weeks before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import sqrt
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from crm.models import Campaign, Sale
from kpis.catalogue.facts import scoped
from kpis.engine.expressions import ExactSum
from kpis.engine.measures import Asked, Computed, Fact, Key
from kpis.engine.metrics import SIX, Parts
from kpis.engine.slices import belongs
from kpis.engine.statistics import student_quantile

WEEKS_BEFORE = 8
DAY = timedelta(days=1)
BEFORE = timedelta(weeks=WEEKS_BEFORE)
Daily = Mapping[date, Decimal]

CAMPAIGN = Fact(
    "campaign",
    _("campaigns"),
    lambda viewer, scope: Campaign.objects.visible_to(viewer),
    date="start_on",
    dimensions={"campaign": "id"},
)


@dataclass(frozen=True)
class Run:
    """The days [start, end) of a campaign that are asked about; `began` is its first day."""

    campaign: int
    began: date
    start: date
    end: date
    region: int | None
    channel: int | None

    def sales(self) -> Q:
        """Sales in its region and channel, while it ran and in the weeks before."""
        found = Q(sold_on__gte=self.start, sold_on__lt=self.end)
        found |= Q(sold_on__gte=self.began - BEFORE, sold_on__lt=self.began)
        for name in ("region", "channel"):
            if (chosen := getattr(self, name)) is not None:
                found &= Q(**{f"{name}_id": chosen})
        return found


@dataclass(frozen=True)
class Lift:
    """Sums over the days of a campaign: the sales on them and what the weeks before let expect, with variances."""

    sold: Decimal = Decimal(0)
    expected: Decimal = Decimal(0)
    variance: float = 0.0
    expected_variance: float = 0.0
    days: int = 0
    freedom: int = 0


def lifts(asked: Asked) -> Mapping[Key, Lift]:
    """Per campaign; without it among the keys, of the one that ran in the period: several may share days and sales,
    so that they add up to nothing."""
    runs = list(runs_of(asked))
    if not asked.by and len(runs) != 1:
        return {}
    daily = sold_a_day(asked, runs)
    return {(run.campaign,) if asked.by else (): of_run(run, daily) for run in runs}


def runs_of(asked: Asked) -> Iterable[Run]:
    """The campaigns with a first day that ran in the period; one without a last day still runs."""
    start, end = asked.bounds()
    rows: QuerySet = Campaign.objects.visible_to(asked.query.viewer).filter(start_on__lt=end).order_by("pk")
    if start is not None:
        rows = rows.filter(Q(end_on=None) | Q(end_on__gte=start))
    chosen = [asked.query.where["campaign"]] if "campaign" in asked.query.where else []
    chosen += [[asked.exact["campaign"]]] if "campaign" in asked.exact else []
    for ids in chosen:
        rows = rows.filter(belongs("id", ids))
    for row in rows:
        last = end if row.end_on is None else min(end, row.end_on + DAY)
        first = row.start_on if start is None else max(start, row.start_on)
        yield Run(row.pk, row.start_on, first, last, row.region_id, row.channel_id)


def standing_sales(asked: Asked) -> QuerySet:
    return scoped(Sale.objects.standing(), asked.query.viewer, asked.query.scope)


def sold_a_day(asked: Asked, runs: list[Run]) -> Mapping[tuple[Any, Any], Daily]:
    """The net amount of each day by region and channel, of the days that the campaigns ask about; in one statement."""
    found: dict[tuple[Any, Any], dict[date, Decimal]] = defaultdict(dict)
    if not runs:
        return found
    wanted = Q()
    for run in runs:
        wanted |= run.sales()
    rows = standing_sales(asked).filter(wanted).order_by().values("sold_on", "region_id", "channel_id")
    for row in rows.annotate(sold=ExactSum("amount")):
        found[row["region_id"], row["channel_id"]][row["sold_on"]] = row["sold"]
    return found


def of_run(run: Run, daily: Mapping[tuple[Any, Any], Daily]) -> Lift:
    mine = [days for (region, channel), days in daily.items()
            if run.region in (None, region) and run.channel in (None, channel)]  # fmt: skip

    def sold(first: date, last: date) -> dict[int, list[Decimal]]:
        """The amounts of the days [first, last) by weekday; a day without sales is one of nothing."""
        found: dict[int, list[Decimal]] = defaultdict(list)
        for number in range((last - first).days):
            day = first + timedelta(days=number)
            found[day.weekday()].append(sum((days.get(day, Decimal(0)) for days in mine), Decimal(0)))
        return found

    during, before = sold(run.start, run.end), sold(run.began - BEFORE, run.began)
    spread, freedom = spread_of(before.values())
    spread_during, freedom_during = spread_of(during.values())
    days = {weekday: len(amounts) for weekday, amounts in during.items()}
    count = sum(days.values())
    return Lift(
        sold=sum((sum(amounts, Decimal(0)) for amounts in during.values()), Decimal(0)),
        expected=sum((sum(before[each], Decimal(0)) * days[each] / WEEKS_BEFORE for each in days), Decimal(0)),
        # A campaign of a week or less does not show how its weekdays spread: as those before.
        variance=count * (spread_during if freedom_during else spread),
        expected_variance=sum(number**2 for number in days.values()) * spread / WEEKS_BEFORE,
        days=count,
        freedom=freedom + freedom_during,
    )


def spread_of(weekdays: Iterable[list[Decimal]]) -> tuple[float, int]:
    """The variance of days around the mean of their weekday, and its degrees of freedom."""
    squares, freedom = 0.0, 0
    for amounts in weekdays:
        values = [float(each) for each in amounts]
        mean = sum(values) / len(values)
        squares += sum((each - mean) ** 2 for each in values)
        freedom += len(values) - 1
    return (squares / freedom if freedom else 0.0), freedom


def lift(parts: Parts) -> dict[str, Any]:
    """Sold ÷ expected − 1, with the interval of a ratio of two independent sums (by linearisation)."""
    found: Lift = parts["campaign_lift"]
    figure: dict[str, Any] = {"value": None, "n": found.days}
    figure["beside"] = dict.fromkeys(("per_day_amount", "expected_per_day_amount", "days_before_count"))
    if found.days:
        figure |= {"numerator": found.sold, "denominator": found.expected}
        each_day = found.sold / found.days, found.expected / found.days, BEFORE.days
        figure["beside"] = dict(zip(figure["beside"], each_day, strict=True))
    if found.expected > 0:
        ratio = found.sold / found.expected
        spread = sqrt(found.variance + float(ratio) ** 2 * found.expected_variance) / float(found.expected)
        margin = Decimal(str(student_quantile(found.freedom) * spread)).quantize(SIX)
        figure |= {"value": ratio - 1, "low": ratio - 1 - margin, "high": ratio - 1 + margin}
    return figure


def sales_of_the_campaign(asked: Asked) -> QuerySet:
    """What was sold while it ran, in its region and channel."""
    runs = list(runs_of(asked))
    if len(runs) != 1:
        return Sale.objects.none()
    return standing_sales(asked).filter(runs[0].sales(), sold_on__gte=runs[0].start, sold_on__lt=runs[0].end)


LIFT = Computed(
    "campaign_lift",
    lifts,
    ("campaign",),
    rows=sales_of_the_campaign,
    column="amount",
    empty=Lift(),
    own_comparison=True,
)

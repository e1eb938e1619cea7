"""Retention: who was a customer at the start and still is at the end; who came back within the period.

An account is an active customer on a day when its last sale before that day is at most so many days old (a setting),
and it was not marked lost after that sale, up to that day.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, Max, OuterRef, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from crm.models import Account, Company, Sale
from kpis.catalogue.employment import first_sale, spans
from kpis.catalogue.facts import CUSTOMER, SALE
from kpis.catalogue.revenue import COUNTED
from kpis.engine import statements, statistics
from kpis.engine.expressions import count_of_rows
from kpis.engine.measures import Asked, Computed, Key, Measure
from kpis.engine.metrics import Metric, Omission, Parts, quotient_of
from kpis.engine.nested import regrouped
from kpis.engine.periods import GRAINS

BUCKETS = ("month", "quarter", "year")


@dataclass(frozen=True)
class Share:
    """How many customers there were, and how many of them count."""

    customers: int = 0
    some: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(self.customers + other.customers, self.some + other.some)


def memory() -> timedelta:
    """How old the last sale of an active customer may be."""
    return timedelta(days=Company.current().active_customer_days)


def within_memory(day: date, column: str = "sold_on") -> Q:
    return Q(**{f"{column}__lt": day, f"{column}__gte": day - memory()})


def kept(asked: Asked) -> Mapping[Key, Share]:
    """The customers at the start of each span of time, and those of them who still were at its end.

    One statement: per account its last sale before each of the days on which spans begin or end.
    """
    pieces = list(spans(asked, first_sale))
    if not pieces:
        return {}
    days = sorted({day for _keys, start, end in pieces for day in (start, end)})
    others = replace(asked, by=tuple(name for name in asked.by if name not in GRAINS))
    keys = statements.keys_of(CUSTOMER, [others])
    places = {day: f"active_{number}" for number, day in enumerate(days)}
    columns = {}
    for number, (_keys, start, end) in enumerate(pieces):
        columns[f"start_{number}"] = f"SUM({places[start]})"
        columns[f"kept_{number}"] = f"SUM({places[start]} * {places[end]})"
    found: dict[Key, Share] = defaultdict(Share)
    for key, sums in regrouped(activity_of_accounts(others, keys, places), keys, columns):
        for number, (buckets, _start, _end) in enumerate(pieces):
            if sums[2 * number]:
                found[whole_key(asked, key, buckets)] += Share(int(sums[2 * number]), int(sums[2 * number + 1]))
    return found


def whole_key(asked: Asked, key: Key, buckets: Mapping[str, date]) -> Key:
    """The key of a row from that of its slice and those of its span of time, in the order asked for."""
    rest = iter(key)
    return tuple(buckets[name] if name in GRAINS else next(rest) for name in asked.by)


def activity_of_accounts(asked: Asked, keys: dict[str, Any], places: Mapping[date, str]) -> QuerySet:
    """Per account its keys, and for each day 1 where it was active then, else 0."""
    days = list(places)
    sold = Q(sales__kind="sale", sales__cancelled_on=None)
    range_of_days = Q(sales__sold_on__gte=days[0] - memory(), sales__sold_on__lt=days[-1])
    rows = statements.rows(CUSTOMER, [asked]).filter(sold & range_of_days).order_by()
    lasts, actives = {}, {}
    for day, name in places.items():
        lasts[f"last_{name}"] = Max("sales__sold_on", filter=within_memory(day, "sales__sold_on"))
        was = When(is_active(f"last_{name}", day), then=1)
        actives[name] = Case(was, default=0, output_field=IntegerField())
    grouped = rows.values(**keys, account=F("pk")).annotate(**lasts).annotate(**actives)
    return grouped.values_list(*keys, *actives)


def is_active(last: str, day: date) -> Q:
    lost_since = Q(lost_on__gt=F(last), lost_on__lte=day)
    return Q(**{f"{last}__isnull": False}) & (Q(lost_on=None) | ~lost_since)


def active_on(day: date) -> Q:
    """The same of one account, for lists."""
    recent = Sale.objects.counted().filter(within_memory(day), account=OuterRef("pk"))
    not_lost = Q(lost_on=None) | Q(lost_on__gt=day) | Exists(recent.filter(sold_on__gte=OuterRef("lost_on")))
    return Q(Exists(recent)) & not_lost


def listed(choose: Callable[[date, date], Q]) -> Callable[[Asked], QuerySet]:
    """The accounts that meet a condition on the first and the last day of the span asked about."""

    def rows(asked: Asked) -> QuerySet:
        found = statements.rows(CUSTOMER, [asked])
        for _keys, start, end in spans(asked, first_sale):
            return found.filter(choose(start, end))
        return found.none()

    return rows


def measure(id: str, choose: Callable[[date, date], Q]) -> Computed:
    return Computed(id, kept, (*CUSTOMER.dimensions, *BUCKETS), rows=listed(choose), empty=Share())


AT_START = measure("active_customers", lambda start, end: active_on(start))
KEPT = measure("kept_customers", lambda start, end: active_on(start) & active_on(end))
LEFT = measure("left_customers", lambda start, end: active_on(start) & ~active_on(end))


def share_of(name: str, count: Callable[[Share], int]) -> Callable[[Parts], dict[str, Any]]:
    def formula(parts: Parts) -> dict[str, Any]:
        found: Share = parts[name]
        low, high = statistics.wilson(count(found), found.customers) or (None, None)
        return {**quotient_of(count(found), found.customers, found.customers), "low": low, "high": high}

    return formula


def bought(asked: Asked) -> Mapping[Key, Share]:
    """The customers of each key, and those who bought twice or more."""
    keys = statements.keys_of(SALE, [asked])
    columns = {"customers": "COUNT(*)", "again": "SUM(CASE WHEN times >= 2 THEN 1 ELSE 0 END)"}
    rows = buyers(asked, keys).values_list(*keys, "times")
    return {key: Share(customers, int(again or 0)) for key, (customers, again) in regrouped(rows, keys, columns)}


def buyers(asked: Asked, keys: Mapping[str, Any]) -> QuerySet:
    """Per key and account the number of sales, as `times`."""
    through = SALE.through_lines(asked.slices())
    sales = statements.rows(SALE, [asked]).filter(COUNTED, account__isnull=False).order_by()
    return sales.values(**keys, customer=F("account_id")).annotate(times=count_of_rows(None, distinct=through))


def who_bought(least: int) -> Callable[[Asked], QuerySet]:
    def rows(asked: Asked) -> QuerySet:
        return Account.objects.filter(pk__in=buyers(asked, {}).filter(times__gte=least).values("customer"))

    return rows


BOUGHT = Computed(
    "customers_who_bought", bought, (*SALE.carries(), *GRAINS), rows=who_bought(1), empty=Share(), dated="sold_on"
)
AGAIN = replace(BOUGHT, id="customers_who_came_back", rows=who_bought(2))
COUNTED_WITHOUT_ACCOUNT = Measure("counted_without_account", SALE, COUNTED & Q(account=None))
NO_ACCOUNT = Omission(
    "no_account",
    _("Sales without an account belong to no customer."),
    COUNTED_WITHOUT_ACCOUNT,
)

METRICS = (
    Metric(
        "retention_rate",
        "retention",
        _("Retention rate"),
        _("Of the customers active at the start of the period, the share still active at its end."),
        "percent",
        "up",
        (AT_START,),
        share_of("active_customers", lambda found: found.some),
        {"numerator": KEPT, "denominator": AT_START},
        sample_of=_("customers at the start"),
    ),
    Metric(
        "churn_rate",
        "retention",
        _("Churn rate"),
        _("Of the customers active at the start of the period, the share no longer active at its end."),
        "percent",
        "down",
        (AT_START,),
        share_of("active_customers", lambda found: found.customers - found.some),
        {"numerator": LEFT, "denominator": AT_START},
        sample_of=_("customers at the start"),
    ),
    Metric(
        "repeat_rate",
        "retention",
        _("Repeat purchase rate"),
        _("Customers with two sales or more in the period ÷ customers with at least one."),
        "percent",
        "up",
        (BOUGHT,),
        share_of("customers_who_bought", lambda found: found.some),
        {"numerator": AGAIN, "denominator": BOUGHT},
        omissions=(NO_ACCOUNT,),
        sample_of=_("customers who bought"),
    ),
)

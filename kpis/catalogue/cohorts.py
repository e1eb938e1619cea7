"""Customers by the month of their first sale: how many of them bought again, month after month."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    Count,
    ExpressionWrapper,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear, Greatest
from django.utils.translation import gettext_lazy as _

from crm.models import Account, Sale
from kpis.catalogue.facts import FIRST_SALE
from kpis.catalogue.retention import COUNTED_WITHOUT_ACCOUNT, NO_ACCOUNT, Share, share_of
from kpis.engine import drilldown, statements
from kpis.engine.expressions import Bucket
from kpis.engine.measures import Asked, Computed, Key, Measure
from kpis.engine.metrics import Metric, Omission
from kpis.engine.nested import regrouped
from kpis.engine.periods import GRAINS, add_months, floor

AGE = "months_since"
PART = "part"


def number(day: date) -> int:
    """Months counted from the year 0: their difference is how many months lie between."""
    return day.year * 12 + day.month


def unfinished(as_of: date) -> date:
    """The first day of the month that is not over at the end of a day."""
    return floor(as_of + timedelta(days=1), "month")


def without_age(asked: Asked) -> Asked:
    """The question that facts can answer: they do not know how old a customer was."""
    where = {name: ids for name, ids in asked.query.where.items() if name != AGE}
    exact = {name: key for name, key in asked.exact.items() if name != AGE}
    by = tuple(name for name in asked.by if name != AGE)
    return replace(asked, query=replace(asked.query, where=where), by=by, exact=exact)


def wanted(asked: Asked, oldest: int) -> Iterator[int]:
    """The ages asked about, up to one."""
    for age in range(1, oldest + 1):
        if age in asked.query.where.get(AGE, (age,)) and asked.exact.get(AGE, age) == age:
            yield age


def bought_again(asked: Asked) -> Mapping[Key, Share]:
    """Per key the customers of every month that is over since their first, and those who bought in that month."""
    found: dict[Key, Share] = defaultdict(Share)
    times = months_of_sales(asked)
    for (key, cohort), by_age in times.items():
        for age in wanted(asked, number(unfinished(asked.as_of)) - number(cohort) - 1):
            found[with_age(asked, key, age)] += Share(by_age[0], by_age.get(age, 0))
    return found


def months_of_sales(asked: Asked) -> Mapping[tuple[Key, date], dict[int, int]]:
    """Per key and month of first sale, the number of customers who bought by age; at the age 0 all did.

    Customers meet their own sales only, and each counts once in a month.
    """
    plain = without_age(asked)
    sold = {"account__sales__kind": "sale", "account__sales__cancelled_on": None}
    rows = statements.rows(FIRST_SALE, [plain]).filter(account__sales__sold_on__lte=asked.as_of, **sold).order_by()
    months = {
        "cohort": Bucket(F("sold_on"), "month"),
        "later": Bucket(F("account__sales__sold_on"), "month"),
    }
    keys = {**statements.keys_of(FIRST_SALE, [plain]), **months}
    once = rows.values(**keys, customer=F("account_id")).distinct()
    found: dict[tuple[Key, date], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for (*key, cohort, later), (customers,) in regrouped(once, keys, {"customers": "COUNT(*)"}):
        found[tuple(key), cohort][number(later) - number(cohort)] = customers
    return found


def with_age(asked: Asked, key: Key, age: int) -> Key:
    if AGE not in asked.by:
        return key
    place = asked.by.index(AGE)
    return (*key[:place], age, *key[place:])


def month_number(column: str) -> Any:
    return ExtractYear(column) * 12 + ExtractMonth(column)


def customers(asked: Asked) -> QuerySet:
    """The customers of the cohorts asked about, with the number of the month of their first sale."""
    firsts = statements.rows(FIRST_SALE, [without_age(asked)])
    return Account.objects.filter(pk__in=firsts.values("account")).annotate(cohort=month_number("customer_since"))


def who_were_there(asked: Asked) -> QuerySet:
    """The customers, each with the number of months in which they might have bought again."""
    rows, last = customers(asked), number(unfinished(asked.as_of)) - 1
    passed: Any = Value(last) - F("cohort")
    if AGE in asked.query.where or AGE in asked.exact:
        oldest = last - (rows.aggregate(first=Min("cohort"))["first"] or last)
        passed = sum((Case(When(cohort__lte=last - age, then=1), default=0) for age in wanted(asked, oldest)), Value(0))
    return rows.annotate(**{PART: Greatest(passed, Value(0), output_field=IntegerField())}).filter(**{f"{PART}__gt": 0})


def who_bought(asked: Asked) -> QuerySet:
    """The customers, each with the number of months in which they bought again."""
    sales = Sale.objects.counted().filter(account=OuterRef("pk"), sold_on__lt=unfinished(asked.as_of))
    age = ExpressionWrapper(month_number("sold_on") - OuterRef("cohort"), output_field=IntegerField())
    sales = sales.annotate(age=age).filter(age__gte=1)
    for ages in (asked.query.where.get(AGE), [asked.exact[AGE]] if AGE in asked.exact else None):
        if ages is not None:
            sales = sales.filter(age__in=[age for age in ages if age is not None])
    months = sales.order_by().values("account").annotate(months=Count("age", distinct=True)).values("months")
    return customers(asked).annotate(**{PART: Coalesce(Subquery(months), Value(0))}).filter(**{f"{PART}__gt": 0})


def apart(measure: Measure) -> Computed:
    """A measure of what is left out, which has no age: it is counted in all, not by row."""

    def compute(asked: Asked) -> Mapping[Key, int]:
        return {} if asked.by else statements.run([measure], [without_age(asked)])[0][measure.id]

    def rows(asked: Asked) -> QuerySet:
        return drilldown.listed(measure, without_age(asked))[0]

    return Computed(f"{measure.id}_in_all", compute, WERE_THERE.dimensions, rows=rows, empty=0, dated="sold_on")


WERE_THERE = Computed(
    "cohort_months",
    bought_again,
    (*FIRST_SALE.carries(), AGE, *GRAINS),
    rows=who_were_there,
    empty=Share(),
    dated="sold_on",
)
BOUGHT = replace(WERE_THERE, id="cohort_months_bought", rows=who_bought)
RECENT = Measure(
    "first_sales_recent", FIRST_SALE, lambda moment: Q(sold_on__gte=add_months(unfinished(moment.as_of), -1))
)
TOO_RECENT = Omission(
    "too_recent",
    _("For customers whose first sale is that recent no later month is over."),
    apart(RECENT),
)

METRICS = (
    Metric(
        "cohort_retention",
        "retention",
        _("Retention by cohort"),
        _("Of the customers by month of first sale, the share that bought in each month since; months that are over."),
        "percent",
        "up",
        (WERE_THERE,),
        share_of("cohort_months", lambda found: found.some),
        {"numerator": BOUGHT, "denominator": WERE_THERE},
        omissions=(replace(NO_ACCOUNT, measure=apart(COUNTED_WITHOUT_ACCOUNT)), TOO_RECENT),
        always_by=AGE,
        sample_of=_("customers, once for each month"),
    ),
)

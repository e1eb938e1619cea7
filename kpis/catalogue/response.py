"""How soon prospects hear from somebody."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.utils.translation import gettext_lazy as _

from crm.models import Activity, Company
from kpis.catalogue.conversion import NO_PROSPECT_DATE, PROSPECTS
from kpis.catalogue.facts import PROSPECT
from kpis.engine import medians, statements
from kpis.engine.expressions import DaysBetween, SecondsBetween
from kpis.engine.measures import Asked, Computed, Key, Measure, Moment
from kpis.engine.metrics import Metric, Omission, Parts, quotient
from kpis.engine.periods import GRAINS

DAY = 24 * 60 * 60


def first_activity(moment: Moment) -> QuerySet:
    """What was first done for the prospect at hand since it arrived, up to the day."""
    rows = Activity.objects.filter(account=OuterRef("pk"), state="done", done_on__lte=moment.as_of)
    return rows.filter(done_on__gte=OuterRef("prospect_since")).order_by("done_on", "done_at", "pk")


def answered(moment: Moment) -> Q:
    return Q(Exists(first_activity(moment).order_by()))


def seconds_to_first(moment: Moment) -> Subquery:
    """From arrival (see `arrived_at`) to the first activity: exact where both moments are known, else in whole days.

    A moment is known where it lies on the date recorded: what is written down later has a date only.
    """
    exact = Case(When(local_day=F("done_on"), then=SecondsBetween(F("done_at"), OuterRef("arrived_at"))))
    days = DaysBetween(F("done_on"), OuterRef("prospect_since")) * Value(DAY)
    local_day = TruncDate("done_at", tzinfo=Company.current().zone)
    first = first_activity(moment).annotate(local_day=local_day)
    return Subquery(first.annotate(took=Greatest(Coalesce(exact, days), Value(0))).values("took")[:1])


def arrived_at() -> Case:
    """When a prospect was written down, where that was on the day it arrived."""
    return Case(When(written_on=F("prospect_since"), then=F("created_at")))


def median_seconds(asked: Asked) -> Mapping[Key, Decimal]:
    written_on = TruncDate("created_at", tzinfo=Company.current().zone)
    rows = statements.rows(PROSPECT, [asked]).annotate(written_on=written_on).annotate(arrived_at=arrived_at())
    keys = statements.keys_of(PROSPECT, [asked])
    return medians.found(medians.per_key(rows, keys, seconds_to_first(asked.moment)))


MEDIAN = Computed(
    "median_response", median_seconds, (*PROSPECT.dimensions, *GRAINS), empty=None, dated="prospect_since"
)
ANSWERED = Measure("prospects_answered", PROSPECT, answered)
UNANSWERED = Omission(
    "unanswered",
    _("Prospects for whom nothing was done yet have waited for an unknown time."),
    Measure("prospects_unanswered", PROSPECT, lambda moment: ~answered(moment)),
)


def first_response(parts: Parts) -> dict[str, Any]:
    seconds, some, every = parts["median_response"], parts["prospects_answered"], parts["prospects"]
    return {
        "value": None if seconds is None else seconds / 3600,
        "numerator": some,
        "denominator": every,
        "n": some,
        "beside": {"answered_share": quotient(some, every)},
    }


METRICS = (
    Metric(
        "first_response",
        "conversion",
        _("First response"),
        _("The median time from a prospect's arrival to the first activity done, where something was done."),
        "hours",
        "down",
        (MEDIAN, ANSWERED, PROSPECTS),
        first_response,
        {"numerator": ANSWERED, "denominator": PROSPECTS},
        omissions=(NO_PROSPECT_DATE, UNANSWERED),
        explained=_("For %(numerator)s of %(denominator)s prospects something was done; the median is theirs."),
        sample="numerator",
        sample_of=_("prospects for whom something was done"),
    ),
)

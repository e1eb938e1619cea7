"""What becomes of opportunities that enter a stage, and how long they stay in it."""

from typing import Any

from django.db.models import Case, DateField, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import Exact, GreaterThanOrEqual
from django.utils.translation import gettext_lazy as _

from crm.models import OpportunityEvent
from kpis.catalogue.facts import ENTERING, STAGE_ENTRY
from kpis.engine import statistics, survival
from kpis.engine.expressions import DaysBetween
from kpis.engine.measures import Measure, Moment
from kpis.engine.metrics import Metric, Omission, Parts, quotient, quotient_of

STILL, ON, LOST, BACK = range(4)


def next_turns(moment: Moment) -> QuerySet:
    """What ended the stay of the entry at hand by the day: the next stage, winning, losing or reopening, if any."""
    later_that_day = Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk"))
    rows = OpportunityEvent.objects.filter(
        Q(on__gt=OuterRef("on")) | later_that_day,
        opportunity=OuterRef("opportunity_id"),
        on__gte=OuterRef("on"),
        on__lte=moment.as_of,
        kind__in=(*ENTERING, "won", "lost"),
    )
    return rows.order_by("on", "at", "pk")


def became(moment: Moment) -> Coalesce:
    """STILL there; LOST; BACK in an earlier stage of the pipeline; ON: won, in a later one or in another pipeline."""
    back = Q(stage__pipeline=OuterRef("stage__pipeline"), stage__order__lt=OuterRef("stage__order"))
    code = Case(
        When(outcome="won", then=Value(ON)),
        When(outcome="lost", then=Value(LOST)),
        When(back, then=Value(BACK)),
        default=Value(ON),
        output_field=IntegerField(),
    )
    return Coalesce(Subquery(next_turns(moment).annotate(code=code).values("code")[:1]), Value(STILL))


def stayed(moment: Moment) -> Coalesce:
    """The days in the stage; of those still there −1 − the days so far, so that one count tells the two apart."""
    left_on = Subquery(next_turns(moment).values("on")[:1], output_field=DateField())
    today = Cast(Value(moment.as_of), DateField())
    return Coalesce(DaysBetween(left_on, F("on")), DaysBetween(F("on"), today) - Value(1))


def moved_on(moment: Moment) -> Q:
    return Q(Exact(became(moment), Value(ON)))


def left(moment: Moment) -> Q:
    return Q(GreaterThanOrEqual(stayed(moment), Value(0)))


ENTERED = Measure("stage_entered", STAGE_ENTRY)
BECAME = Measure("stage_became", STAGE_ENTRY, histogram=became)
STAYED = Measure("stage_stayed", STAGE_ENTRY, histogram=stayed)
NO_DAY = Omission(
    "no_date",
    _("Entries on an unknown day lie in no period."),
    Measure("stage_undated", STAGE_ENTRY),
    dated=False,
)


def stage_conversion(parts: Parts) -> dict[str, Any]:
    times = {code: parts["stage_became"].get(code, 0) for code in (STILL, ON, LOST, BACK)}
    entered = sum(times.values())
    low, high = statistics.wilson(times[ON], entered) or (None, None)
    shares = {"lost_share": LOST, "back_share": BACK, "still_share": STILL}
    beside = {name: quotient(times[code], entered) for name, code in shares.items()}
    return {**quotient_of(times[ON], entered, entered), "low": low, "high": high, "beside": beside}


def time_in_stage(parts: Parts) -> dict[str, Any]:
    counts = parts["stage_stayed"]
    ended = {days: times for days, times in counts.items() if days >= 0}
    watched = {-1 - days: times for days, times in counts.items() if days < 0}
    entered = statistics.count(counts)
    return {
        "value": survival.median(ended, watched),
        "numerator": statistics.count(ended),
        "denominator": entered,
        "n": entered,
        "beside": {"still_share": quotient(statistics.count(watched), entered)},
    }


METRICS = (
    Metric(
        "stage_conversion",
        "conversion",
        _("Stage conversion"),
        _("Of the opportunities that entered the stage in the period, the share that moved on by the as-of date."),
        "percent",
        "up",
        (BECAME,),
        stage_conversion,
        {"numerator": Measure("stage_moved_on", STAGE_ENTRY, moved_on), "denominator": ENTERED},
        omissions=(NO_DAY,),
        always_by="stage",
    ),
    Metric(
        "time_in_stage",
        "cycle",
        _("Time in stage"),
        _("The median number of days in the stage of those that entered it in the period, those still there included."),
        "days",
        "down",
        (STAYED,),
        time_in_stage,
        {"numerator": Measure("stage_left", STAGE_ENTRY, left), "denominator": ENTERED},
        omissions=(NO_DAY,),
        always_by="stage",
        explained=_("%(numerator)s of %(denominator)s have left; the others count for as long as they have stayed."),
        unknown=_("Fewer than half have left so far: there is no median yet."),
    ),
)

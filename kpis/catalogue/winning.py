"""How soon opportunities are won, told before all of them are closed."""

from typing import Any

from django.db.models import Case, DateField, F, Q, Value, When
from django.db.models.functions import Cast, Greatest
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from kpis.catalogue.facts import LIFE
from kpis.catalogue.moments import lost_by, not_ended, won_by
from kpis.catalogue.revenue import NO_OPENING
from kpis.engine import statistics, survival
from kpis.engine.expressions import DaysBetween
from kpis.engine.measures import Measure, Moment
from kpis.engine.metrics import Metric, Parts

WITHIN = 90
BESIDE = (30, 60, 180)


def lasted(moment: Moment) -> Case:
    """The days from opening to closing; of those open on the day, to that day."""
    cases = [When(closed_on__lte=moment.as_of, then=DaysBetween(F("closed_on"), F("opened_on")))]
    if moment.past:
        # The opening may have been corrected since to a later day.
        then = Greatest(DaysBetween(F("closed_then_on"), F("opened_on")), Value(0))
        cases.append(When(closed_then__in=("won", "lost"), then=then))
    return Case(*cases, default=DaysBetween(Cast(Value(moment.as_of), DateField()), F("opened_on")))


def won_in_time(moment: Moment) -> Q:
    return won_by(moment) & Q(LessThanOrEqual(lasted(moment), WITHIN))


WON_AFTER = Measure("won_after", LIFE, won_by, histogram=lasted)
LOST_AFTER = Measure("lost_after", LIFE, lost_by, histogram=lasted)
OPEN_FOR = Measure("open_for", LIFE, not_ended, histogram=lasted)


def time_to_win(parts: Parts) -> dict[str, Any]:
    counts = [parts[each.id] for each in (WON_AFTER, LOST_AFTER, OPEN_FOR)]
    found = {days: survival.incidence(*counts, within=days) for days in (WITHIN, *BESIDE)}
    opened = sum(statistics.count(each) for each in counts)
    main = found[WITHIN]
    return {
        "value": main and main.share,
        "low": main and main.low,
        "high": main and main.high,
        "numerator": sum(times for days, times in counts[0].items() if days <= WITHIN),
        "denominator": opened,
        "n": opened,
        "beside": {f"share_{days}_days": each and each.share for days in BESIDE for each in [found[days]]},
    }


METRICS = (
    Metric(
        "time_to_win",
        "cycle",
        _("Won within 90 days"),
        _("Share of the opportunities opened in the period that is won within 90 days; open ones count while watched."),
        "percent",
        "up",
        (WON_AFTER, LOST_AFTER, OPEN_FOR),
        time_to_win,
        {
            "numerator": Measure("won_in_time", LIFE, won_in_time),
            "denominator": Measure("life_opened", LIFE),
        },
        omissions=(NO_OPENING,),
        explained=_(
            "%(numerator)s of %(denominator)s so far; those still open count for as long as they were watched."
        ),
        unknown=_("None of them has been watched for 90 days."),
    ),
)

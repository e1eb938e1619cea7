"""What an opportunity was on a day: open, won or lost. Rows tell, and history where they were closed again since."""

from datetime import UTC, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from crm.models import Company
from crm.remembering import by_the_clock
from kpis.engine.measures import Moment


def instant(moment: Moment) -> datetime:
    """The last instant of the day; now, while it is not over."""
    by_the_clock()
    tomorrow = datetime.combine(moment.as_of + timedelta(days=1), time.min, Company.current().zone)
    return min(timezone.now(), tomorrow.astimezone(UTC) - timedelta(microseconds=1))


def not_closed(moment: Moment) -> Q:
    """Not closed by the day, as the row has it now."""
    return Q(closed_on=None) | Q(closed_on__gt=moment.as_of)


def won_by(moment: Moment) -> Q:
    """Won by the day, and not reopened or lost by then."""
    return ended_by(moment, "won")


def lost_by(moment: Moment) -> Q:
    """Lost by the day, and not reopened or won by then."""
    return ended_by(moment, "lost")


def ended_by(moment: Moment, outcome: str) -> Q:
    ended = Q(outcome=outcome, closed_on__lte=moment.as_of)
    return ended | (not_closed(moment) & Q(closed_then=outcome)) if moment.past else ended


def not_ended(moment: Moment) -> Q:
    """Neither won nor lost by the day, or reopened by then."""
    # What is open has no date of closing, which a constraint holds: one index tells both.
    reopened = Q(closed_then=None) | Q(closed_then="open")
    return not_closed(moment) & reopened if moment.past else not_closed(moment)


def still_open(moment: Moment) -> Q:
    """Opened by the day and not closed by it. Today, those opened on no known day are open too."""
    opened = Q(opened_on__lte=moment.as_of)
    return (opened if moment.past else opened | Q(opened_on=None)) & not_ended(moment)

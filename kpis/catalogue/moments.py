"""What an opportunity was on a day: open or won. Rows tell, and history where they were closed again since."""

from django.db.models import Q

from kpis.engine.measures import Moment


def not_closed(moment: Moment) -> Q:
    """Not closed by the day, as the row has it now."""
    return Q(closed_on=None) | Q(closed_on__gt=moment.as_of)


def won_by(moment: Moment) -> Q:
    """Won by the day, and not reopened or lost by then."""
    won = Q(outcome="won", closed_on__lte=moment.as_of)
    return won | (not_closed(moment) & Q(closed_then="won")) if moment.past else won


def still_open(moment: Moment) -> Q:
    """Opened by the day and not closed by it. Today, those opened on no known day are open too."""
    if moment.past:
        reopened = Q(closed_then=None) | Q(closed_then="open")
        return Q(opened_on__lte=moment.as_of) & not_closed(moment) & reopened
    opened = Q(opened_on=None) | Q(opened_on__lte=moment.as_of)
    return opened & (Q(outcome="open") | Q(closed_on__gt=moment.as_of))

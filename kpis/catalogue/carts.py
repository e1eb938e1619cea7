"""Carts of the online shop that became no sale."""

from datetime import timedelta

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from crm.models import Company
from kpis.catalogue.facts import CART
from kpis.catalogue.moments import instant
from kpis.engine.measures import Measure, Moment
from kpis.engine.metrics import Metric, Omission, proportion


def patience() -> timedelta:
    """How long after its last update a cart may still become a sale."""
    return timedelta(hours=Company.current().cart_abandonment_hours)


def converted(moment: Moment) -> Q:
    """A sale by the as-of moment and in time. A later sale makes no other cart of it: history does not move."""
    return Q(converted_at__lte=instant(moment)) & Q(converted_at__lte=F("touched_at") + patience())


def abandoned(moment: Moment) -> Q:
    too_late = Q(converted_at=None) | Q(converted_at__gt=F("touched_at") + patience())
    return Q(touched_at__lt=instant(moment) - patience()) & too_late


def undecided(moment: Moment) -> Q:
    now = instant(moment)
    return Q(touched_at__gte=now - patience()) & (Q(converted_at=None) | Q(converted_at__gt=now))


ABANDONED = Measure("carts_abandoned", CART, abandoned)
DECIDED = Measure("carts_decided", CART, lambda moment: abandoned(moment) | converted(moment))
TOO_YOUNG = Omission(
    "too_young",
    _("Carts updated too recently may still become sales."),
    Measure("carts_undecided", CART, undecided),
)

METRICS = (
    Metric(
        "cart_abandonment",
        "conversion",
        _("Cart abandonment"),
        _("Carts without a sale in time ÷ those and the sold ones, by creation date; recent ones are in neither."),
        "percent",
        "down",
        (ABANDONED, DECIDED),
        proportion("carts_abandoned", "carts_decided"),
        {"numerator": ABANDONED, "denominator": DECIDED},
        omissions=(TOO_YOUNG,),
        sample_of=_("carts that became sales or were abandoned"),
    ),
)

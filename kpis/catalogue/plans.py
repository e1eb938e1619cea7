"""Planned activities: what was to be done by when, and what is planned for open opportunities."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from crm.models import Activity, Company
from kpis.catalogue.facts import ATTRIBUTION, OF_ACCOUNT, STOCK, scoped, state_then
from kpis.engine.measures import Fact, Measure, Moment
from kpis.engine.metrics import Omission

DUE = Fact(
    "activity_due",
    _("planned activities due"),
    lambda viewer, scope: scoped(Activity.objects.all(), viewer, scope),
    date="due_on",
    dimensions={**ATTRIBUTION, "activity_type": "type_id", "medium": "medium_id", **OF_ACCOUNT},
)
NOT_CANCELLED = Q(state__in=["planned", "done"])


def planned_then(as_of: date) -> Exists:
    """An activity was planned for the opportunity at the end of a past day: recorded by then and not yet done."""
    midnight = datetime.combine(as_of + timedelta(days=1), time(), Company.current().zone)
    not_done = Q(state="planned") | Q(state="done", due_on__isnull=False, done_on__gt=as_of)
    return Exists(Activity.objects.filter(not_done, opportunity=OuterRef("pk"), created_at__lt=midnight))


def without_plan(moment: Moment) -> Q:
    if moment.past:
        return Q(planned_then=False)
    return Q(~Exists(Activity.objects.planned().filter(opportunity=OuterRef("pk"))))


# Plans are looked up with the rest of a row's past, since what is asked of it is aggregated apart.
PLANNED_STOCK = replace(
    STOCK,
    id="opportunity_planned",
    history=lambda as_of: {**state_then(as_of), "planned_then": planned_then(as_of)},
)
DUE_COUNT = Measure("due_count", DUE, NOT_CANCELLED)
DONE_IN_TIME = Measure("done_in_time", DUE, Q(state="done", done_on__lte=F("due_on")))
WITHOUT_PLAN = Measure("without_plan", PLANNED_STOCK, without_plan)
OPEN_TO_PLAN = Measure("open_to_plan", PLANNED_STOCK)

CANCELLED = Omission(
    "cancelled",
    _("Activities that were cancelled are neither done nor missed."),
    Measure("due_cancelled", DUE, Q(state="cancelled")),
)

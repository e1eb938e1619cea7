"""What selling costs, bound to the models that record it: expenses, the time of those who sell, campaigns."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from crm.models import Expense
from kpis.catalogue.facts import ACTIVITY, ATTRIBUTION, scoped
from kpis.engine.expressions import Quotient
from kpis.engine.measures import Fact, Measure
from kpis.engine.metrics import Omission

SECONDS_PER_HOUR = 3600

EXPENSE = Fact(
    "expense",
    _("expenses"),
    lambda viewer, scope: scoped(Expense.objects.all(), viewer, scope),
    date="spent_on",
    dimensions=ATTRIBUTION,
)

PAID = Q(owner__hourly_cost__isnull=False)
EXPENSES = Measure("expenses", EXPENSE, total="amount", money=True)
EXPENSE_COUNT = Measure("expense_count", EXPENSE)
TIME_COST = Measure(
    "time_cost",
    ACTIVITY,
    PAID,
    # Of each activity to the millionth, so that the rows add up to the figure.
    total=Quotient(F("duration_seconds") * F("owner__hourly_cost"), SECONDS_PER_HOUR),
    money=True,
)
PAID_COUNT = Measure("paid_activities", ACTIVITY, PAID)

NO_HOURLY_COST = Omission(
    "no_hourly_cost",
    _("Activities of reps whose hourly cost is not known cost nothing here."),
    Measure("unpaid_activities", ACTIVITY, Q(owner__hourly_cost=None, duration_seconds__gt=0)),
)

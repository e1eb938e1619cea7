"""Which sums of which facts are kept by month, and where. What is asked by other dimensions is asked of the facts."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from django.db.models import Exists, F, Model, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from crm.access import Operator
from crm.models import Company, Opportunity, OpportunityEvent
from kpis.catalogue import conversion, cycle, productivity, revenue
from kpis.catalogue.facts import ACTIVITY, CLOSED, FIRST_SALE, OPENED, SALE, STOCK, scoped
from kpis.catalogue.flows import FOLLOWED
from kpis.catalogue.funnel import COURSE, COURSES
from kpis.engine.measures import AnyMeasure, Fact, Measure, Moment
from kpis.engine.rollups import Rollup, register
from kpis.engine.triggers import Kept
from kpis.models import (
    ActivitiesRolled,
    ClosedRolled,
    CoursesRolled,
    FirstSale,
    FirstSalesRolled,
    FlowsRolled,
    OpenedRolled,
    RollupState,
    SalesRolled,
    StockFlow,
    StockRolled,
)

PEOPLE = {"owner": "owner_id", "team": "team_id"}
SQUARE = F("amount") * F("amount")
OPEN = Q(outcome="open")


def of(fact: Fact, model: Any, measures: tuple[AnyMeasure, ...], **more: Any) -> Rollup:
    own = tuple(each for each in measures if isinstance(each, Measure))
    dimensions = {**PEOPLE, **more.pop("dimensions", {})}
    return Rollup(fact, in_scope(model), dimensions, own, whole(model), **more)


def in_scope(model: Any) -> Callable[[Any, str], QuerySet]:
    return lambda viewer, scope: scoped(model.objects.all(), viewer, scope)


def whole(model: type[Model]) -> Callable[[], QuerySet]:
    """The row that says so, of the definition that this program has."""
    name = model._meta.db_table
    return lambda: RollupState.objects.filter(name=name, definition=kept()[name].definition)


@cache
def kept() -> dict[str, Kept]:
    """How PostgreSQL keeps each, by the name of its table."""
    everybody, made = (Operator(), "own"), {}
    for each in ROLLUPS:
        table = each.rows(*everybody).model._meta.db_table
        facts = each.fact.rows(*everybody)
        made[table] = Kept(each, facts, table, FOLLOWED.get(facts.model._meta.db_table))
    return made


def other_stock(moment: Moment) -> tuple[Q, Q]:
    """Beside those open: what will be closed or opened on a day that is still to come."""
    opened = Q(opened_on__lte=moment.as_of) | Q(opened_on=None)
    return opened & Q(closed_on__gt=moment.as_of) & ~OPEN, OPEN & Q(opened_on__gt=moment.as_of)


def flow(name: str, money: bool = False) -> Measure:
    return Measure(name, FLOW, total=name, money=money)


STAGES = {"pipeline": "pipeline_id", "stage": "stage_id"}
THEN = {"owner": "owner_then_id", "team": "team_then_id", "pipeline": "pipeline_id"}
FLOW = Fact("stock_flow", _("flows of opportunities"), in_scope(StockFlow), date="day", dimensions=THEN)
FLOWING = of(
    FLOW,
    FlowsRolled,
    (flow("open_count"), flow("open_amount", money=True), flow("open_priced"), flow("open_unpriced")),
    dimensions=THEN,
    rights=tuple(PEOPLE.values()),
    size=Sum("facts"),
)
# The same facts as those that the figures list, each already found out.
FOUND_FIRST = replace(
    FIRST_SALE, rows=in_scope(FirstSale), date="day", dimensions=PEOPLE, line_dimensions={}, dated_also=""
)


def nothing_ahead() -> QuerySet:
    """Courses are those of today while nothing is dated after it."""
    today = Company.current().today()
    events = OpportunityEvent.objects.filter(on__gt=today)
    closings = Opportunity.objects.filter(closed_on__gt=today)
    return whole(CoursesRolled)().filter(~Exists(events), ~Exists(closings))


ROLLUPS = (
    of(
        SALE,
        SalesRolled,
        (
            revenue.AMOUNT, revenue.SQUARES, revenue.FACTS, revenue.SALES, revenue.SOLD, revenue.LINED, revenue.CROSSED,
            revenue.COSTED_FACTS, revenue.NO_LINES.measure, revenue.NO_COST.measure, revenue.NO_ACCOUNT.measure,
        ),
        exact={"revenue_squares": SQUARE},
    ),
    of(
        CLOSED,
        ClosedRolled,
        (
            revenue.WON_COUNT, revenue.WON_AMOUNT, revenue.WON_SQUARES, cycle.WON_DATED, cycle.WON_UNDATED,
            conversion.LOST_COUNT, conversion.LOST_AMOUNT, conversion.LOST_PRICED, conversion.NO_LOST_AMOUNT.measure,
            conversion.CLOSED_COUNT, conversion.CLOSED_AMOUNT, conversion.CLOSED_SQUARES, conversion.CLOSED_PRICED,
            cycle.CLOSED_DATED, cycle.CLOSED_UNDATED,
            cycle.WON_DAYS_TOTAL, cycle.WON_DAYS_SQUARES, cycle.CLOSED_DAYS_TOTAL, cycle.CLOSED_DAYS_SQUARES,
        ),
        exact={"won_squares": SQUARE, "closed_squares": SQUARE},
    ),
    of(
        OPENED,
        OpenedRolled,
        (revenue.OPENED_COUNT, revenue.OPENED_AMOUNT, revenue.OPENED_PRICED, revenue.NO_AMOUNT.measure),
    ),
    of(
        ACTIVITY,
        ActivitiesRolled,
        (productivity.COUNT, productivity.SECONDS),
        dimensions={"activity_type": "type_id"},
        narrowed={
            "high_value_count": (productivity.COUNT, productivity.VALUABLE),
            "high_value_seconds": (productivity.SECONDS, productivity.VALUABLE),
        },
    ),
    of(
        STOCK,
        StockRolled,
        (conversion.OPEN_COUNT, conversion.OPEN_AMOUNT, conversion.OPEN_PRICED, conversion.NO_OPEN_AMOUNT.measure),
        dimensions=STAGES,
        stock=OPEN,
        beside=other_stock,
        flows=FLOWING,
    ),
    FLOWING,
    of(FOUND_FIRST, FirstSalesRolled, (revenue.FIRST,)),
    replace(
        of(COURSE, CoursesRolled, (COURSES,), dimensions=COURSE.dimensions, words=frozenset({"visited", "outcome"})),
        in_force=nothing_ahead,
    ),
)  # fmt: skip

for each in ROLLUPS:
    register(each)

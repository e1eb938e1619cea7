from kpis.models.objective_changes import ChangedObjective, ObjectiveChange
from kpis.models.objectives import Objective, Slot
from kpis.models.one_to_ones import AgreedAction, OneToOne
from kpis.models.own_dashboards import HomeDashboard, OwnDashboard, Panel
from kpis.models.own_metrics import OwnMetric
from kpis.models.rollups import (
    ActivitiesRolled,
    ClosedRolled,
    Course,
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

__all__ = [
    "ActivitiesRolled",
    "AgreedAction",
    "ChangedObjective",
    "ClosedRolled",
    "Course",
    "CoursesRolled",
    "FirstSale",
    "FirstSalesRolled",
    "FlowsRolled",
    "HomeDashboard",
    "Objective",
    "ObjectiveChange",
    "OneToOne",
    "OpenedRolled",
    "OwnDashboard",
    "OwnMetric",
    "Panel",
    "RollupState",
    "SalesRolled",
    "Slot",
    "StockFlow",
    "StockRolled",
]

from kpis.models.objective_changes import ChangedObjective, ObjectiveChange
from kpis.models.objectives import Objective, Slot
from kpis.models.one_to_ones import AgreedAction, OneToOne
from kpis.models.own_dashboards import HomeDashboard, OwnDashboard, Panel
from kpis.models.own_metrics import OwnMetric

__all__ = [
    "AgreedAction",
    "ChangedObjective",
    "HomeDashboard",
    "Objective",
    "ObjectiveChange",
    "OneToOne",
    "OwnDashboard",
    "OwnMetric",
    "Panel",
    "Slot",
]

from kpis.models.objectives import Objective
from kpis.models.one_to_ones import AgreedAction, OneToOne
from kpis.models.own_dashboards import HomeDashboard, OwnDashboard, Panel
from kpis.models.own_metrics import OwnMetric

__all__ = ["AgreedAction", "HomeDashboard", "Objective", "OneToOne", "OwnDashboard", "OwnMetric", "Panel"]

from kpis.models.objective_changes import ChangedObjective, ObjectiveChange
from kpis.models.objectives import Objective, Slot
from kpis.models.one_to_ones import AgreedAction, OneToOne

__all__ = ["AgreedAction", "ChangedObjective", "Objective", "ObjectiveChange", "OneToOne", "Slot"]

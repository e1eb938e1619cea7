from kpis.models.objectives import Objective
from kpis.models.one_to_ones import AgreedAction, OneToOne

__all__ = ["AgreedAction", "Objective", "OneToOne"]

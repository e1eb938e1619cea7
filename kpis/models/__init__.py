from kpis.models.objectives import Objective

__all__ = ["Objective"]

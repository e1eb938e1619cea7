"""Which tables of kpis a backup carries."""

SUMS = "Sums follow from the facts: the database works them out as these are loaded."
CARRIED = (
    "kpis.ObjectiveChange",
    "kpis.Objective",
    "kpis.ChangedObjective",
    "kpis.OneToOne",
    "kpis.AgreedAction",
    "kpis.OwnMetric",
    "kpis.OwnDashboard",
    "kpis.Panel",
    "kpis.HomeDashboard",
)
LEFT = {
    f"kpis.{name}": SUMS
    for name in (
        "RollupState",
        "SalesRolled",
        "ClosedRolled",
        "OpenedRolled",
        "ActivitiesRolled",
        "StockRolled",
        "StockFlow",
        "FlowsRolled",
        "Course",
        "CoursesRolled",
        "FirstSale",
        "FirstSalesRolled",
    )
}

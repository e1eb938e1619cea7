"""The oracles of all families together."""

from tests.kpis import (
    oracles,
    oracles_advertising,
    oracles_outlook,
    oracles_productivity,
    oracles_profitability,
    oracles_satisfaction,
)

FAMILIES = (
    oracles,
    oracles_productivity,
    oracles_profitability,
    oracles_satisfaction,
    oracles_outlook,
    oracles_advertising,
)
ORACLES = {name: found for family in FAMILIES for name, found in family.ORACLES.items()}
LEFT_OUT = {name: found for family in FAMILIES for name, found in family.LEFT_OUT.items()}

"""What is computed: every figure of the definitions, defined once."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from crm.models import Company
from kpis.catalogue import (
    advertising,
    anonymity,
    carts,
    cohorts,
    conversion,
    cycle,
    outlook,
    productivity,
    profitability,
    response,
    retention,
    revenue,
    rollups,
    satisfaction,
    stages,
    velocity,
    winning,
)
from kpis.catalogue.derived import KINDS, Derived, derived
from kpis.catalogue.dimensions import DIMENSIONS
from kpis.catalogue.own import Known
from kpis.engine import Query, QueryError, Result, drilldown, runner
from kpis.engine.metrics import Metric

FAMILIES = (
    revenue,
    conversion,
    stages,
    carts,
    response,
    cycle,
    winning,
    velocity,
    retention,
    cohorts,
    productivity,
    profitability,
    advertising,
    satisfaction,
    outlook,
)
METRICS: dict[str, Metric] = {metric.id: metric for family in FAMILIES for metric in family.METRICS}
# What can be asked for: the figures above, which are the same everywhere, and the company's own.
KNOWN = Known(METRICS)
CATALOGUE = runner.Catalogue(KNOWN, DIMENSIONS)


def metric_called(name: str) -> Metric | Derived:
    """The metric of a name as asked for, those made of another included; QueryError where there is none."""
    found = KNOWN.get(name) or derived(name, KNOWN)
    if found is None:
        raise QueryError("unknown_metric", _("There is no figure “%(name)s”.") % {"name": name}, names())
    return found


def names() -> list[str]:
    """All names that can be asked for; those of `KINDS` take another's after a colon."""
    return sorted([*KNOWN, *KINDS])


def ask(query: Query) -> Result:
    """Answers a question as of today in the company's time zone, or as of an earlier day. What would tell who gave an
    anonymous answer is hidden."""
    today = Company.current().today()
    return anonymity.hide(query, runner.ask(CATALOGUE, query, today), KNOWN, today)


def rows_of(
    query: Query, metric: str, part: str = "numerator", key: Mapping[str, Any] | None = None
) -> tuple[QuerySet, str | None]:
    """The very rows behind a figure, and the column that is summed (None: they are counted).

    `key` narrows to one row of a result: dimension → id (None: not set), grain → first day of the bucket.
    """
    today = Company.current().today()
    rows = drilldown.rows_of(KNOWN, DIMENSIONS, query, metric, today, part, key)
    anonymity.refuse_rows(query, KNOWN[metric], key or {}, today)
    return rows


__all__ = ["DIMENSIONS", "KINDS", "KNOWN", "METRICS", "Derived", "ask", "metric_called", "names", "rollups", "rows_of"]

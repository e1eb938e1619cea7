"""Productivity: what is done, and how much of it with customers."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kpis.catalogue.facts import ACTIVITY
from kpis.engine.measures import Measure
from kpis.engine.metrics import Metric, Parts, counted, ratio

VALUABLE = Q(type__is_high_value=True)
COUNT = Measure("activity_count", ACTIVITY)
SECONDS = Measure("activity_seconds", ACTIVITY, total="duration_seconds")
VALUABLE_COUNT = Measure("high_value_count", ACTIVITY, VALUABLE)
VALUABLE_SECONDS = Measure("high_value_seconds", ACTIVITY, VALUABLE, total="duration_seconds")


def lasting(seconds: str, n: str, unit_seconds: int) -> Callable[[Parts], dict[str, Any]]:
    """A duration in a unit of so many seconds, exact."""

    def formula(parts: Parts) -> dict[str, Any]:
        value = Decimal(parts[seconds]) / unit_seconds
        return {"value": value, "numerator": value, "n": parts[n]}

    return formula


METRICS = (
    Metric(
        "activities",
        "productivity",
        _("Activities"),
        _("Activities done, by the date they were done."),
        "count",
        "up",
        (COUNT,),
        counted("activity_count"),
        {"numerator": COUNT},
        additive=True,
    ),
    Metric(
        "activity_minutes",
        "productivity",
        _("Activity minutes"),
        _("The minutes of activities done."),
        "count",
        "up",
        (SECONDS, COUNT),
        lasting("activity_seconds", "activity_count", 60),
        {"numerator": SECONDS},
        additive=True,
    ),
    Metric(
        "high_value_time",
        "productivity",
        _("High-value time"),
        _("Hours of activities of a high-value type: by default calls, client meetings and negotiations."),
        "hours",
        "up",
        (VALUABLE_SECONDS, VALUABLE_COUNT),
        lasting("high_value_seconds", "high_value_count", 3600),
        {"numerator": VALUABLE_SECONDS},
        additive=True,
    ),
    Metric(
        "high_value_share",
        "productivity",
        _("Share of high-value time"),
        _("High-value minutes ÷ all logged minutes."),
        "percent",
        "up",
        (VALUABLE_SECONDS, SECONDS, COUNT),
        ratio("high_value_seconds", "activity_seconds", "activity_count"),
        {"numerator": VALUABLE_SECONDS, "denominator": SECONDS},
    ),
)

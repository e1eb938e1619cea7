"""Productivity: what is done, and how much of it with customers."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kpis.catalogue.facts import ACTIVITY
from kpis.catalogue.media import EFFECT, WON_WITH, effect
from kpis.catalogue.plans import CANCELLED, DONE_IN_TIME, DUE_COUNT, OPEN_TO_PLAN, WITHOUT_PLAN
from kpis.catalogue.revenue import WON_COUNT
from kpis.catalogue.working_time import AVAILABLE
from kpis.engine.measures import Measure
from kpis.engine.metrics import Metric, Parts, counted, proportion, quotient_of, ratio

SECONDS_PER_HOUR = 3600
SECONDS_PER_MINUTE = 60
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


def high_value_share(parts: Parts) -> dict[str, Any]:
    """Of whole seconds, told in minutes as the definition is. No Decimal: the parts of a percentage that are one are
    money."""
    valuable, every = parts["high_value_seconds"], parts["activity_seconds"]
    told = {"numerator": float(valuable) / SECONDS_PER_MINUTE, "denominator": float(every) / SECONDS_PER_MINUTE}
    return {**quotient_of(valuable, every, parts["activity_count"]), **told}


def hours_per_win(parts: Parts) -> dict[str, Any]:
    return quotient_of(Decimal(parts["activity_seconds"]) / SECONDS_PER_HOUR, parts["won_count"], parts["won_count"])


def selling_rate(parts: Parts) -> dict[str, Any]:
    """Hours as plain numbers: amounts alone are decimals."""
    hours = parts["high_value_seconds"] / SECONDS_PER_HOUR
    return quotient_of(hours, float(parts["available_hours"]), parts["high_value_count"])


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
        lasting("activity_seconds", "activity_count", SECONDS_PER_MINUTE),
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
        lasting("high_value_seconds", "high_value_count", SECONDS_PER_HOUR),
        {"numerator": VALUABLE_SECONDS},
        additive=True,
        sample_of=_("activities of high value"),
    ),
    Metric(
        "high_value_share",
        "productivity",
        _("Share of high-value time"),
        _("High-value minutes ÷ all logged minutes."),
        "percent",
        "up",
        (VALUABLE_SECONDS, SECONDS, COUNT),
        high_value_share,
        {"numerator": VALUABLE_SECONDS, "denominator": SECONDS},
    ),
    Metric(
        "selling_rate",
        "productivity",
        _("Selling rate"),
        _("High-value hours ÷ hours to work: working days × daily hours × working share, less holidays and absences."),
        "percent",
        "up",
        (VALUABLE_SECONDS, VALUABLE_COUNT, AVAILABLE),
        selling_rate,
        {"numerator": VALUABLE_SECONDS, "denominator": AVAILABLE},
        sample="numerator",
        sample_of=_("activities of high value"),
    ),
    Metric(
        "activities_per_win",
        "productivity",
        _("Activities per win"),
        _("Activities done ÷ opportunities won in the period."),
        "ratio",
        "down",
        (COUNT, WON_COUNT),
        ratio("activity_count", "won_count"),
        {"numerator": COUNT, "denominator": WON_COUNT},
        sample_of=_("opportunities won"),
    ),
    Metric(
        "hours_per_win",
        "productivity",
        _("Hours per win"),
        _("Hours of activities done ÷ opportunities won in the period."),
        "hours",
        "down",
        (SECONDS, WON_COUNT),
        hours_per_win,
        {"numerator": SECONDS, "denominator": WON_COUNT},
        sample_of=_("opportunities won"),
    ),
    Metric(
        "follow_up_rate",
        "productivity",
        _("Follow-up rate"),
        _("Planned activities done by their due date ÷ planned activities due, by due date."),
        "percent",
        "up",
        (DONE_IN_TIME, DUE_COUNT),
        proportion("done_in_time", "due_count"),
        {"numerator": DONE_IN_TIME, "denominator": DUE_COUNT},
        omissions=(CANCELLED,),
        sample_of=_("planned activities due"),
    ),
    Metric(
        "no_next_step",
        "productivity",
        _("Without a next step"),
        _(
            "Opportunities without a planned activity ÷ those open on the as-of date, whatever the period. On a past "
            "day plans count that were recorded by then and not yet done; those cancelled since are not known."
        ),
        "percent",
        "down",
        (WITHOUT_PLAN, OPEN_TO_PLAN),
        proportion("without_plan", "open_to_plan"),
        {"numerator": WITHOUT_PLAN, "denominator": OPEN_TO_PLAN},
    ),
    Metric(
        "medium_effect",
        "productivity",
        _("Win rate by medium"),
        _(
            "The win rate of opportunities with an activity by the medium before they closed, beside those with none. "
            "An association, not a cause: promising opportunities may be worked on in other ways."
        ),
        "percent",
        "up",
        (EFFECT,),
        effect,
        {"numerator": WON_WITH, "denominator": EFFECT},
        always_by="medium",
        sample_of=_("opportunities closed"),
    ),
)

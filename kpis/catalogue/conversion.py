"""Conversion: prospects that become customers, opportunities that are won."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Max, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from crm.models import OpportunityEvent, Stage
from kpis.catalogue.dimensions import DIMENSIONS
from kpis.catalogue.facts import CLOSED, OPENED, PROSPECT, STOCK
from kpis.catalogue.revenue import NO_OPENING, OPENED_COUNT, WON_AMOUNT, WON_COUNT
from kpis.engine import statements
from kpis.engine.measures import Asked, Computed, Measure
from kpis.engine.metrics import Metric, Omission, Parts, additive, counted, proportion, quotient, ratio
from kpis.engine.periods import GRAINS

QUARTER_DAYS = timedelta(days=90)


def still_open(as_of: date) -> Q:
    """Opened by the day (or on no known day) and not closed by it."""
    opened = Q(opened_on=None) | Q(opened_on__lte=as_of)
    return opened & (Q(outcome="open") | Q(closed_on__gt=as_of))


PROSPECTS = Measure("prospects", PROSPECT)
CONVERTED = Measure("converted", PROSPECT, lambda as_of: Q(customer_since__lte=as_of))
OLD = Measure("prospects_90d", PROSPECT, lambda as_of: Q(prospect_since__lte=as_of - QUARTER_DAYS))
CONVERTED_90D = Measure(
    "converted_90d",
    PROSPECT,
    lambda as_of: Q(prospect_since__lte=as_of - QUARTER_DAYS, customer_since__lte=F("prospect_since") + QUARTER_DAYS),
)
CLOSED_COUNT = Measure("closed_count", CLOSED)
LOST_COUNT = Measure("lost_count", CLOSED, Q(outcome="lost"))
LOST_AMOUNT = Measure("lost_amount", CLOSED, Q(outcome="lost"), total="amount")
CLOSED_AMOUNT = Measure("closed_amount", CLOSED, total="amount")
WON_SO_FAR = Measure("won_so_far", OPENED, lambda as_of: Q(outcome="won", closed_on__lte=as_of))
OPEN_COUNT = Measure("open_count", STOCK, still_open)
OPEN_AMOUNT = Measure("open_amount", STOCK, still_open, total="amount")
NO_LOST_AMOUNT = Omission("no_amount", _("Lost opportunities without an amount add nothing."), CLOSED, Q(amount=None))


def conversion_90d(parts: Parts) -> dict[str, Any]:
    found = proportion("converted_90d", "prospects_90d")(parts)
    return {**found, "beside": {"old_enough_share": quotient(parts["prospects_90d"], parts["prospects"])}}


def reached(asked: Asked) -> Mapping[tuple[Any, ...], dict[str, int]]:
    """Per stage how many of the opportunities opened in the period got at least that far.

    Reaching a stage is ever having been in one of its order or a later one of the pipeline, or won, by the as-of
    date. So skipping a stage drops nobody, and coming back to it counts once. Without "stage" among the keys the
    answer is the first step alone.
    """
    counts = furthest(asked)
    position = asked.by.index("stage") if "stage" in asked.by else None
    steps: dict[tuple[Any, ...], dict[str, int]] = {}
    for pipeline in {key[0] for key in counts}:
        stages = list(Stage.objects.filter(pipeline=pipeline).exclude(kind="lost").order_by("order"))
        groups = {key[1] for key in counts if key[0] == pipeline}
        for group in groups:
            for stage_id, step in ladder(stages, {k: v for k, v in counts.items() if k[:2] == (pipeline, group)}):
                key = group if position is None else (*group[:position], stage_id, *group[position:])
                if position is not None:
                    steps[key] = step
                elif stage_id == stages[0].pk:
                    known = steps.setdefault(key, {"reached": 0, "previous": 0, "first": 0})
                    for name, value in step.items():
                        known[name] += value
    return steps


def furthest(asked: Asked) -> dict[tuple[Any, ...], int]:
    """Opportunities per (pipeline, other keys, order of the furthest open stage, won)."""
    events = OpportunityEvent.objects.filter(opportunity=OuterRef("pk"), stage__kind="open", on__lte=asked.as_of)
    order = events.order_by().values("opportunity").annotate(top=Max("stage__order")).values("top")
    others = Asked(asked.query, tuple(name for name in asked.by if name != "stage"), asked.period, asked.as_of)
    keys = statements.keys_of(OPENED, others)
    rows = statements.rows(OPENED, others, DIMENSIONS).order_by().annotate(furthest=Subquery(order))
    won = Q(outcome="won", closed_on__lte=asked.as_of)
    grouped = rows.values("pipeline_id", "furthest", **keys).annotate(
        count_all=Count("pk"), count_won=Count("pk", filter=won)
    )
    counts: dict[tuple[Any, ...], int] = defaultdict(int)
    for row in grouped:
        group = (row["pipeline_id"], statements.key_in(row, others))
        counts[(*group, row["furthest"] or 0, True)] += row["count_won"]
        counts[(*group, row["furthest"] or 0, False)] += row["count_all"] - row["count_won"]
    return counts


def ladder(stages: list[Stage], counts: Mapping[tuple[Any, ...], int]) -> list[tuple[int, dict[str, int]]]:
    """Each stage with how many reached it, the step before and the first step. All are in the first."""
    steps: list[tuple[int, dict[str, int]]] = []
    everyone = previous = sum(counts.values())
    for index, stage in enumerate(stages):
        got = sum(
            size
            for (_pipeline, _group, order, won), size in counts.items()
            if won or index == 0 or (stage.kind == "open" and order >= stage.order)
        )
        steps.append((stage.pk, {"reached": got, "previous": previous, "first": everyone}))
        previous = got
    return steps


def funnel(parts: Parts) -> dict[str, Any]:
    step = parts["reached"] or {"reached": 0, "previous": 0, "first": 0}
    shares = {
        "share_of_previous": quotient(step["reached"], step["previous"]),
        "share_of_first": quotient(step["reached"], step["first"]),
    }
    return {
        "value": step["reached"],
        "numerator": step["reached"],
        "denominator": step["first"],
        "n": step["first"],
        "beside": shares,
    }


REACHED = Computed("reached", reached, (*(name for name in OPENED.dimensions), *GRAINS), empty=None)

METRICS = (
    Metric(
        "conversion_rate",
        "conversion",
        _("Prospect conversion"),
        _("Of the prospects that entered in the period, the share that became customers by the as-of date."),
        "percent",
        "up",
        (CONVERTED, PROSPECTS),
        proportion("converted", "prospects"),
        {"numerator": CONVERTED, "denominator": PROSPECTS},
    ),
    Metric(
        "conversion_rate_90d",
        "conversion",
        _("Prospect conversion in 90 days"),
        _("Of the prospects that entered at least 90 days ago, the share that became customers within 90 days."),
        "percent",
        "up",
        (CONVERTED_90D, OLD, PROSPECTS),
        conversion_90d,
        {"numerator": CONVERTED_90D, "denominator": OLD},
    ),
    Metric(
        "win_rate",
        "conversion",
        _("Win rate"),
        _("Won opportunities ÷ (won + lost), by closing date."),
        "percent",
        "up",
        (WON_COUNT, CLOSED_COUNT),
        proportion("won_count", "closed_count"),
        {"numerator": WON_COUNT, "denominator": CLOSED_COUNT},
    ),
    Metric(
        "win_rate_value",
        "conversion",
        _("Win rate by amount"),
        _("The amount of won opportunities ÷ that of won and lost ones, by closing date."),
        "percent",
        "up",
        (WON_AMOUNT, CLOSED_AMOUNT, CLOSED_COUNT),
        ratio("won_amount", "closed_amount", "closed_count"),
        {"numerator": WON_AMOUNT, "denominator": CLOSED_AMOUNT},
        omissions=(NO_LOST_AMOUNT,),
    ),
    Metric(
        "created_win_rate",
        "conversion",
        _("Win rate of new opportunities"),
        _("Of the opportunities opened in the period, the share won so far; those still open count below the line."),
        "percent",
        "up",
        (WON_SO_FAR, OPENED_COUNT),
        proportion("won_so_far", "opened_count"),
        {"numerator": WON_SO_FAR, "denominator": OPENED_COUNT},
        omissions=(NO_OPENING,),
    ),
    Metric(
        "funnel",
        "conversion",
        _("Funnel"),
        _("Opportunities opened in the period by the furthest stage reached; skipping a stage drops nobody."),
        "count",
        "up",
        (REACHED,),
        funnel,
        {"denominator": OPENED_COUNT},
        omissions=(NO_OPENING,),
    ),
    Metric(
        "won_count",
        "conversion",
        _("Won opportunities"),
        _("Opportunities won, by closing date."),
        "count",
        "up",
        (WON_COUNT,),
        counted("won_count"),
        {"numerator": WON_COUNT},
        additive=True,
    ),
    Metric(
        "lost_count",
        "conversion",
        _("Lost opportunities"),
        _("Opportunities lost, by closing date."),
        "count",
        "down",
        (LOST_COUNT,),
        counted("lost_count"),
        {"numerator": LOST_COUNT},
        additive=True,
    ),
    Metric(
        "won_amount",
        "conversion",
        _("Amount won"),
        _("The amount of won opportunities, by closing date."),
        "money",
        "up",
        (WON_AMOUNT, WON_COUNT),
        additive("won_amount", "won_count"),
        {"numerator": WON_AMOUNT},
        additive=True,
    ),
    Metric(
        "lost_amount",
        "conversion",
        _("Amount lost"),
        _("The amount of lost opportunities, by closing date."),
        "money",
        "down",
        (LOST_AMOUNT, LOST_COUNT),
        additive("lost_amount", "lost_count"),
        {"numerator": LOST_AMOUNT},
        additive=True,
    ),
    Metric(
        "open_opportunities",
        "conversion",
        _("Open opportunities"),
        _("Opportunities open on the as-of date, whatever the period."),
        "count",
        "up",
        (OPEN_COUNT,),
        counted("open_count"),
        {"numerator": OPEN_COUNT},
    ),
    Metric(
        "open_pipeline",
        "conversion",
        _("Open pipeline"),
        _("The amount of the opportunities open on the as-of date, whatever the period."),
        "money",
        "up",
        (OPEN_AMOUNT, OPEN_COUNT),
        additive("open_amount", "open_count"),
        {"numerator": OPEN_AMOUNT},
    ),
)

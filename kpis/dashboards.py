"""The dashboards: what is on each, asked in as few questions as possible."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from crm.models import Company
from kpis.asking import Asking, trend_period
from kpis.catalogue import METRICS
from kpis.charts import Chart, of_result
from kpis.engine import Figure, Row
from kpis.engine.metrics import Metric
from kpis.objectives import ask

TILES = (
    "revenue", "win_rate", "average_deal", "sales_cycle", "new_opportunities", "open_pipeline", "new_customers",
    "average_basket", "conversion_rate", "activities", "high_value_time", "high_value_share",
)  # fmt: skip
RANKING = ("revenue", "won_count", "win_rate", "sales_cycle", "activities", "high_value_time")


@dataclass(frozen=True)
class Tile:
    metric: Metric
    figure: Figure
    small: bool


@dataclass(frozen=True)
class Dashboard:
    tiles: list[Tile]
    unknown: list[Metric]
    charts: list[Chart]
    ranking: list[Row]
    ranked: list[Metric]
    partial: bool
    comparison: Any
    left_out: list[Any]


def dashboard(asking: Asking, by_person: bool) -> Dashboard:
    """Tiles, trend, funnel and activity mix; with `by_person` the reps side by side."""
    known = asking.carried(*TILES)
    company = Company.current()
    answer = ask(asking.query(*known))
    tiles = [Tile(METRICS[name], answer.total[name], answer.total[name].n < company.small_sample) for name in known]
    ranked = asking.carried(*RANKING) if by_person else ()
    ranking = ask(asking.query(*ranked, by=("owner",))).rows if ranked else []
    return Dashboard(
        tiles, [METRICS[name] for name in TILES if name not in known], charts(asking),
        sorted(ranking, key=lambda row: -float(row.figures[ranked[0]].value or 0)), [METRICS[name] for name in ranked],
        answer.partial, answer.comparison, answer.left_out,
    )  # fmt: skip


def charts(asking: Asking) -> list[Chart]:
    made = []
    plain = replace(asking, compare=None)
    if asking.carried("revenue"):
        period = trend_period(asking, Company.current().today())
        trend = ask(plain.query("revenue", by=("month",), period=period, compare="year"))
        sentence = _("Revenue by month, beside the same months of the year before.")
        made.append(
            of_result(trend, "month", "revenue", id="trend", kind="line", title=_("Revenue"), sentence=sentence)
        )
    if asking.carried("funnel"):
        steps = ask(plain.query("funnel", by=("stage",)))
        rows = sorted(steps.rows, key=lambda row: -(row.figures["funnel"].value or 0))  # type: ignore[operator]
        sentence = _("How far the opportunities opened in the period have come.")
        made.append(of_result(
            steps, "stage", "funnel", id="funnel", kind="bar", title=_("Funnel"), sentence=sentence, across=True,
            rows=rows,
        ))  # fmt: skip
    if asking.carried("activities"):
        mix = ask(asking.query("activities", by=("activity_type",)))
        sentence = _("Activities done in the period, by type.")
        made.append(of_result(
            mix, "activity_type", "activities", id="mix", kind="bar", title=_("Activities"), sentence=sentence,
        ))  # fmt: skip
    return made

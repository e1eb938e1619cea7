"""The dashboards: what is on each, asked in as few questions as possible."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from crm.models import Company
from kpis.asking import Asking, trend_period
from kpis.catalogue import KNOWN
from kpis.charts import Chart, of_result
from kpis.engine import Figure, Result, Row
from kpis.engine.metrics import Metric
from kpis.explaining import is_stock
from kpis.objectives import ask, ask_beside

TILES = (
    "revenue", "win_rate", "average_deal", "sales_cycle", "new_opportunities", "open_pipeline", "new_customers",
    "average_basket", "conversion_rate", "activities", "high_value_time", "high_value_share",
)  # fmt: skip
RANKING = ("revenue", "won_count", "win_rate", "sales_cycle", "activities", "high_value_time")

RANKED = 25


@dataclass(frozen=True)
class Tile:
    """`companion` is shown beside the figure, which flatters without it; it is asked for when the page is there.

    `standing` is the day of a stock, where the page's period is over before it: what is open today is no figure of it.
    """

    metric: Metric
    figure: Figure
    small: bool
    companion: Metric | None = None
    standing: date | None = None

    @classmethod
    def of(cls, metric: Metric, figure: Figure, asking: Asking) -> "Tile":
        day = asking.as_of or Company.current().today()
        over = asking.period.end is not None and asking.period.end <= day
        standing = day if over and is_stock(metric) else None
        return cls(metric, figure, figure.n < Company.current().small_sample, companion_of(metric, asking), standing)


def companion_of(metric: Any, asking: Asking) -> Metric | None:
    """What is shown beside it, where that knows every filter of the page."""
    known = asking.carried(metric.companion) if isinstance(metric, Metric) and metric.companion else ()
    return KNOWN[known[0]] if known else None


@dataclass(frozen=True)
class Dashboard:
    tiles: list[Tile]
    unknown: list[Metric]
    charts: list[Chart]
    ranking: list[Row]
    people: int
    ranked: list[Metric]
    answer: Result
    # Whether the period goes on: else pace says no more than attainment.
    unfinished: bool

    @property
    def whole(self) -> dict[str, Figure]:
        """All of them together."""
        return self.answer.total

    @property
    def nothing(self) -> bool:
        """Whether no figure has any fact behind it, neither now nor in the window compared with."""
        return not any(tile.figure.n or tile.figure.previous for tile in self.tiles)


def dashboard(asking: Asking, by_person: bool, everybody: bool = False) -> Dashboard:
    """Tiles, trends, funnel and activity mix; with `by_person` the reps side by side, the best or `everybody`.

    The tiles whose facts the ranking reads anyway are its total.
    """
    known = asking.carried(*TILES)
    ranked = asking.carried(*RANKING) if by_person else ()
    read = {fact for name in ranked for fact in KNOWN[name].reads()}
    shared = [name for name in known if KNOWN[name].reads() & read]
    alone = [name for name in known if name not in shared]
    if ranked:
        best = None if everybody else RANKED
        query = asking.query(*dict.fromkeys([*ranked, *shared]), by=("owner",), plain_rows=True, top=best)
        answer = ask_beside(query, *alone)
    else:
        answer = ask(asking.query(*known))
    rows = sorted(answer.rows, key=lambda row: by_first(row, ranked)) if ranked else []
    return Dashboard(
        tiles=[Tile.of(KNOWN[name], answer.total[name], asking) for name in known],
        unknown=[KNOWN[name] for name in TILES if name not in known],
        charts=charts(asking),
        ranking=rows if everybody else rows[:RANKED],
        people=max(answer.size, len(rows)),
        ranked=[KNOWN[name] for name in ranked],
        answer=answer,
        unfinished=asking.period.unfinished(answer.as_of),
    )


def by_first(row: Row, ranked: tuple[str, ...]) -> tuple[bool, float]:
    """The best by the first figure; what belongs to nobody comes last."""
    return row.by["owner"].id is None, -float(row.figures[ranked[0]].value or 0)


def by_month(asking: Asking, *names: str) -> Result:
    """The months up to the period's end, each beside the same month of the year before."""
    period = trend_period(asking, Company.current().today())
    words: dict[str, Any] = {"period": period, "compare": "year", "whole_months": True, "brief": True, "targets": False}
    return ask(asking.query(*names, by=("month",), **words))


def charts(asking: Asking) -> list[Chart]:
    made = []
    plain = replace(asking, compare=None)
    trends = asking.carried("revenue", "won_amount")
    if trends:
        trend = by_month(plain, *trends)
        sentences = {
            "revenue": _("Revenue by month, beside the same months of the year before."),
            "won_amount": _("Amount of the opportunities won by month, beside the same months of the year before."),
        }
        made += [
            of_result(trend, plain, "month", name, id=f"trend-{name}", kind="line", title=KNOWN[name].label,
                      sentence=sentences[name])
            for name in trends
        ]  # fmt: skip
    if asking.carried("funnel"):
        steps = ask(plain.query("funnel", by=("stage",), brief=True))
        rows = sorted(steps.rows, key=lambda row: -(row.figures["funnel"].value or 0))  # type: ignore[operator]
        sentence = _("How far the opportunities opened in the period have come.")
        made.append(of_result(
            steps, plain, "stage", "funnel", id="funnel", kind="bar", title=_("Funnel"), sentence=sentence, across=True,
            rows=rows,
        ))  # fmt: skip
    if asking.carried("activities"):
        mix = ask(asking.query("activities", by=("activity_type",), brief=True))
        rows = sorted(mix.rows, key=lambda row: -(row.figures["activities"].value or 0))  # type: ignore[operator]
        sentence = _("Activities done in the period, by type.")
        made.append(of_result(
            mix, asking, "activity_type", "activities", id="mix", kind="bar", title=_("Activities"), sentence=sentence,
            across=True, rows=rows,
        ))  # fmt: skip
    return made

"""The panels of a dashboard of one's own, answered in as few questions as possible: tiles of one period and filter are
one question, and so are trends. A panel that cannot be answered says why in its place."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from crm.models import Company
from kpis.asking import Asking
from kpis.catalogue import DIMENSIONS, KNOWN
from kpis.charts import Chart, of_result
from kpis.cohort_table import METRIC as COHORT
from kpis.cohort_table import Table, cohorts_of
from kpis.dashboards import Tile, by_month
from kpis.engine import Figure, Period, QueryError, Result, Row
from kpis.engine.metrics import Metric
from kpis.engine.planner import refuse_what_is_not_carried
from kpis.filter_bar import PERIODS
from kpis.models import Panel
from kpis.objectives import PEOPLE, ask

RANKED = 10
LISTED = 25
FUNNEL = "funnel"
Kind = Panel.Kind
SPLIT = (Kind.RANKING, Kind.TABLE)
# Dimensions of which a company may have many thousands.
MANY = ("account",)
# What stands alone in its kind: its metric is not chosen.
FIXED = {Kind.FUNNEL: FUNNEL, Kind.COHORT: COHORT}


@dataclass
class Shown:
    """A panel with what is in it; `problem` says why there is nothing, `gone` which of several KPIs is no more.
    `asking` is its own question."""

    panel: Panel
    metrics: list[Metric] = field(default_factory=list)
    tile: Tile | None = None
    comparison: Any = None
    answer: Result | None = None
    charts: list[Chart] = field(default_factory=list)
    cohorts: Table | None = None
    rows: list[Row] = field(default_factory=list)
    total: Mapping[str, Any] = field(default_factory=dict)
    size: int = 0
    problem: str = ""
    gone: str = ""
    asking: Asking | None = None

    @property
    def title(self) -> str:
        return title(self.panel)

    @property
    def by_label(self) -> str:
        """What each of the rows is."""
        return str(DIMENSIONS[self.panel.by].label) if self.panel.by in DIMENSIONS else ""


def labels(panel: Panel) -> list[str]:
    """The KPIs of a panel as people call them; one that is gone by the name it had."""
    return [str(KNOWN[name].label) if name in KNOWN else str(name) for name in panel.metrics]


def title(panel: Panel) -> str:
    """Its own, else its KPI's, else its kind's."""
    return panel.title or next(iter(labels(panel)), "") or str(panel.get_kind_display())


def kinds() -> list[Any]:
    """Those that can be offered: cohorts need their figure in the catalogue."""
    return [kind for kind in Kind if kind != Kind.COHORT or COHORT in KNOWN]


def answered(asking: Asking, panels: Iterable[Panel]) -> list[Shown]:
    shown = [prepared(asking, panel) for panel in panels]
    for group in asked_together([each for each in shown if each.asking and not each.problem]):
        try:
            FILLED[group[0].panel.kind](group)
        except QueryError as error:
            for each in group:
                each.problem = error.sentence
    return shown


def asked_together(shown: list[Shown]) -> list[list[Shown]]:
    """Panels that one question answers: tiles, trends, and what is split by one dimension, of one period and filter.

    A tile whose facts such a split reads anyway is its total, so it joins it. What is split by something of which
    there are thousands stays alone: only its best rows are asked for.
    """
    groups: dict[Any, list[Shown]] = defaultdict(list)
    for each in sorted(shown, key=lambda each: each.panel.kind == Kind.TILE):
        kind = each.panel.kind
        if kind in SPLIT and each.panel.by not in MANY:
            groups[each.panel.by, same(each)].append(each)
        elif kind == Kind.TILE:
            groups[host_of(each, groups) or (kind, same(each))].append(each)
        else:
            groups[kind, same(each) if kind == Kind.TREND else each.panel.pk].append(each)
    return list(groups.values())


def host_of(tile: Shown, groups: Mapping[Any, list[Shown]]) -> Any:
    """The key of the split that reads the tile's facts anyway; None without any."""
    metric, wanted = tile.metrics[0], same(tile)
    for key, group in groups.items():
        by, asked = key
        read = {fact for each in group for other in each.metrics for fact in other.reads()}
        if group[0].panel.kind in SPLIT and asked == wanted and by in metric.dimensions() and metric.reads() & read:
            return key
    return None


def same(each: Shown) -> Any:
    """What panels must have in common to be asked together."""
    assert each.asking is not None
    return each.asking.period, tuple(sorted((name, tuple(map(str, ids))) for name, ids in each.asking.where.items()))


def prepared(asking: Asking, panel: Panel) -> Shown:
    """The panel with its question, or with the reason why there is none."""
    shown = Shown(panel)
    if panel.kind == Kind.NOTE:
        return shown
    names = [FIXED[panel.kind]] if panel.kind in FIXED else list(panel.metrics)  # type: ignore[index]
    shown.metrics = [KNOWN[name] for name in names if name in KNOWN]
    if gone := [name for name in names if name not in KNOWN]:
        shown.gone = _("There is no figure “%(name)s” any more.") % {"name": ", ".join(gone)}
    if not shown.metrics:
        shown.problem = shown.gone or _("No figure is chosen.")
        return shown
    try:
        shown.asking = narrowed(asking, panel)
        query = shown.asking.query(*(each.id for each in shown.metrics), by=keys(panel), compare=None)
        for metric in shown.metrics:
            refuse_what_is_not_carried(metric, query, DIMENSIONS)
    except QueryError as error:
        shown.problem = error.sentence
    return shown


def keys(panel: Panel) -> tuple[str, ...]:
    """What the panel's rows are split by."""
    split = {Kind.TREND: "month", Kind.FUNNEL: "stage"}.get(panel.kind) or panel.by  # type: ignore[call-overload]
    return () if panel.kind in (Kind.TILE, Kind.COHORT) or not split else (split,)


def narrowed(asking: Asking, panel: Panel) -> Asking:
    """The page's question within the panel's own period and filters: of one dimension what both allow."""
    company = Company.current()
    period = asking.period
    if panel.period:
        period = Period.parse(panel.period, company.today(), company.fiscal_year_start)
    where = dict(asking.where)
    for name, ids in panel.filters.items():
        if name not in DIMENSIONS:
            raise QueryError("unknown_dimension", _("There is no filter “%(name)s” any more.") % {"name": name})
        where[name] = both(name, where[name], ids) if name in where else list(ids)
    return replace(asking, period=period, compare=asking.compare if period.bounded else None, where=where)


def both(name: str, one: list[Any], other: list[Any]) -> list[Any]:
    """The ids that are in both, teams with those below them."""
    expand = DIMENSIONS[name].expand
    allowed = set(expand(list(other)))
    return [each for each in expand(list(one)) if each in allowed]


def tiles(group: list[Shown]) -> None:
    fill_tiles(group, ask(question(group[0]).query(*names_in(group))))


def fill_tiles(group: list[Shown], answer: Result) -> None:
    for each in group:
        metric = each.metrics[0]
        each.tile, each.comparison = Tile.of(metric, answer.total[metric.id], question(each)), answer.comparison
        each.answer = answer


def trends(group: list[Shown]) -> None:
    """By month, beside the same months of the year before."""
    asking = question(group[0])
    answer = by_month(asking, *names_in(group))
    for each in group:
        each.charts = [
            of_result(
                answer, question(each), "month", metric.id, id=f"panel-{each.panel.pk}", kind="line", title=each.title,
                sentence=_("%(label)s by month.") % {"label": metric.label},
            )
            for metric in each.metrics
        ]  # fmt: skip


def split(group: list[Shown]) -> None:
    """Rankings and tables by one dimension, the greatest values of the first KPI first, and the tiles beside them."""
    own = [each for each in group if each.panel.kind in SPLIT]
    beside = [each for each in group if each.panel.kind == Kind.TILE]
    top = LISTED if own[0].panel.by in MANY else None
    aimed = bool(beside) or own[0].panel.by in PEOPLE
    words: dict[str, Any] = {"by": keys(own[0].panel), "targets": aimed, "plain_rows": True, "top": top}
    answer = ask(question(own[0]).query(*names_in(group), **words))
    by = answer.by[0]
    for each in own:
        most = RANKED if each.panel.kind == Kind.RANKING else LISTED
        first = each.metrics[0].id
        rows = [row for row in answer.rows if any(tells(row.figures[metric.id]) for metric in each.metrics)]
        each.rows = sorted(rows, key=lambda row: by_first(row, by, first))[:most]
        each.total, each.size = answer.total, max(len(rows), answer.size if top else 0)
    fill_tiles(beside, answer)


def tells(figure: Figure) -> bool:
    """Whether there are facts behind it, or an objective of which nothing is reached."""
    return bool(figure.n) or figure.target is not None


def by_first(row: Row, by: str, metric: str) -> tuple[bool, bool, float]:
    """The best by the first figure, the smallest where less is better; without value and of nobody last."""
    figure = row.figures[metric]
    sign = 1 if figure.better == "down" else -1
    return row.by[by].id is None, figure.value is None, sign * float(figure.value or 0)


def stages(group: list[Shown]) -> None:
    for each in group:
        answer = ask(question(each).query(FUNNEL, by=("stage",), compare=None, brief=True, targets=False))
        rows = sorted(answer.rows, key=lambda row: -float(row.figures[FUNNEL].value or 0))
        sentence = _("How far the opportunities opened in the period have come.")
        each.charts = [bars(answer, each, "stage", FUNNEL, sentence, rows)]


def cohorts(group: list[Shown]) -> None:
    for each in group:
        each.cohorts = cohorts_of(question(each))


def bars(answer: Result, each: Shown, by: str, metric: str, sentence: str, rows: list[Row]) -> Chart:
    return of_result(
        answer, question(each), by, metric, id=f"panel-{each.panel.pk}", kind="bar", title=each.title,
        sentence=sentence, across=True, rows=rows,
    )  # fmt: skip


FILLED: Mapping[str, Any] = {
    Kind.TILE: tiles, Kind.TREND: trends, Kind.RANKING: split, Kind.TABLE: split, Kind.FUNNEL: stages,
    Kind.COHORT: cohorts,
}  # fmt: skip


def question(each: Shown) -> Asking:
    assert each.asking is not None
    return each.asking


def names_in(group: list[Shown]) -> list[str]:
    return list(dict.fromkeys(metric.id for each in group for metric in each.metrics))


def period_choices() -> Iterator[tuple[str, Any]]:
    yield "", _("As the page")
    yield from PERIODS

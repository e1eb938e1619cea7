"""Charts as data: the server says what is drawn, one static script draws it, and a table says the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kpis.engine import Result


@dataclass(frozen=True)
class Chart:
    """A chart with a sentence that says what it shows, and its data as rows of text for a table."""

    id: str
    title: Any
    sentence: Any
    config: dict[str, Any]
    header: list[Any]
    rows: list[list[Any]]
    unit: str


def number(value: Any) -> float | None:
    return float(value) if isinstance(value, (Decimal, int, float)) else None


def of_result(
    result: Result, by: str, metric: str, *, id: str, kind: str, title: Any, sentence: Any, across: bool = False,
    rows: Iterable[Any] | None = None,
) -> Chart:  # fmt: skip
    """One series per comparison: the period and, where there is one, the one before."""
    shown = list(result.rows if rows is None else rows)
    labels = [row.by[by].label or "–" for row in shown]
    figures = [row.figures[metric] for row in shown]
    series: list[dict[str, Any]] = [
        {"role": "now", "label": str(title), "data": [number(each.value) for each in figures]}
    ]
    before = [number(each.previous) for each in figures]
    if result.comparison and any(each is not None for each in before):
        series.append({"role": "before", "label": str(result.comparison), "data": before})
    config = {"kind": kind, "across": across, "labels": labels, "series": series}
    table = [[label, figure.value, figure.previous] for label, figure in zip(labels, figures, strict=True)]
    unit = figures[0].unit if figures else "count"
    return Chart(id, title, sentence, config, [by, title], table, unit)

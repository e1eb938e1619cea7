"""docs/figures.md lists every figure as the catalogue has it; a figure that is not there fails, with the line to add."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from crm.access import Operator
from crm.models import Sale
from kpis.catalogue import DIMENSIONS, KINDS, METRICS
from kpis.engine import Period, Query
from kpis.engine.errors import QueryError
from kpis.engine.metrics import Metric
from kpis.engine.periods import EXAMPLES, GRAINS
from kpis.objectives import ask
from kpis.presentation import as_json

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "figures.md").read_text()
LISTED = re.compile(r"^\| `(\w+)` \|.*\|$", re.MULTILINE)


def rows_under(heading: str) -> dict[str, str]:
    """The rows of the table below a heading, by the name in their first column."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return {found[1]: found[0] for found in LISTED.finditer(section)}


def line_of(metric: Metric) -> str:
    dimensions = named(metric.dimensions())
    if others := [name for name in metric.filters() if name not in metric.dimensions()]:
        dimensions += f"; only as a filter {', '.join(others)}"
    return f"| `{metric.id}` | {metric.label} | {metric.definition} | {metric.unit}, {metric.better} | {dimensions} |"


def named(dimensions: Iterable[str]) -> str:
    """The dimensions by their names; “time” stands for all grains."""
    names = [name for name in dimensions if name not in GRAINS]
    grains = [name for name in dimensions if name in GRAINS]
    return ", ".join([*names, "time"] if len(grains) == len(GRAINS) else [*names, *grains])


def lines(things: Mapping[str, Any]) -> dict[str, str]:
    with translation.override("en"):
        return {name: line_of(thing) for name, thing in things.items()}


def test_every_figure_is_listed_as_it_is() -> None:
    assert rows_under("All figures") == lines(METRICS)


def test_every_kind_of_figure_made_of_another_is_listed() -> None:
    with translation.override("en"):
        expected = {name: f"| `{name}` | {kind.label} | {kind.definition} |" for name, kind in KINDS.items()}
    assert {name: row[: len(expected[name])] for name, row in rows_under("Figures made of others").items()} == expected


def test_every_dimension_is_listed() -> None:
    with translation.override("en"):
        expected = {name: f"| `{name}` | {dimension.label} |" for name, dimension in DIMENSIONS.items()}
    assert {name: row[: len(expected[name])] for name, row in rows_under("Dimensions").items()} == expected


def test_every_form_of_period_shown_there_is_one() -> None:
    shown = re.findall(r"`([^`]+)`", PAGE.split("\n## Periods\n")[1].split("\n## ")[0].strip().split("\n\n")[0])
    assert set(EXAMPLES) <= set(shown)
    for text in shown:
        try:
            Period.parse(text, date(2026, 3, 31))
        except QueryError:
            pytest.fail(f"“{text}” is not a period")


@pytest.mark.django_db
def test_every_field_of_an_answer_is_described() -> None:
    """Those of a metric with the most beside it as well."""
    Sale.record(amount=10, sold_on=date(2026, 3, 2))
    asked = ("revenue", "average_basket", "gross_margin", "conversion_rate_90d", "time_to_win", "first_response")
    query = Query(asked, Period.parse("2026-03", date(2026, 3, 31)), Operator(), by=("month",), compare="year")
    described = set(re.findall(r"`(\w+)`", PAGE.split("\n## Answers in JSON\n")[1].split("\n## ")[0]))
    answer = as_json(ask(query), query)
    fields = {name for figure in answer["total"].values() for name in figure}
    row = answer["rows"][0]
    assert {*answer, *answer["query"], *row, *fields} - described == set()

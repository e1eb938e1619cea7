"""`manage.py check` tells what is wrong with the catalogue of figures."""

from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.utils.functional import lazystr

from kpis.catalogue import DIMENSIONS, METRICS
from kpis.checks import check_catalogue
from kpis.engine.metrics import Omission
from kpis.views.metrics import FAMILIES

REVENUE = METRICS["revenue"]
UNKNOWN: Any = lazystr("Words that nobody has translated")


def told() -> list[str | None]:
    return [problem.id for problem in check_catalogue()]


def test_nothing_is_wrong() -> None:
    assert check_catalogue() == []


def test_every_family_has_its_place_on_the_page_of_all_figures() -> None:
    assert {metric.family for metric in METRICS.values()} <= set(FAMILIES)


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        ({"id": "Revenue"}, "kpis.E001"),
        ({"label": ""}, "kpis.E002"),
        ({"label": lazystr("")}, "kpis.E002"),
        ({"definition": "English only, since it is no message"}, "kpis.E002"),
        ({"unit": "bananas"}, "kpis.E003"),
        ({"better": "sideways"}, "kpis.E004"),
        ({"parts": {}}, "kpis.E005"),
        ({"parts": {"denominator": REVENUE.measures[0]}}, "kpis.E005"),
        ({"parts": {**REVENUE.parts, "leftover": REVENUE.measures[0]}}, "kpis.E005"),
        ({"parts": {"numerator": replace(METRICS["revenue_per_rep"].measures[-1], rows=None)}}, "kpis.E005"),
        ({"always_by": "weather"}, "kpis.E006"),
        ({"label": UNKNOWN}, "kpis.W001"),
        ({"definition": UNKNOWN}, "kpis.W001"),
        ({"omissions": (Omission("new", UNKNOWN, METRICS["sales_count"].measures[0]),)}, "kpis.W001"),  # type: ignore[arg-type]
    ],
)
def test_what_is_wrong_with_a_figure_is_told(
    monkeypatch: pytest.MonkeyPatch, broken: dict[str, Any], problem: str
) -> None:
    monkeypatch.setitem(METRICS, "revenue", replace(REVENUE, **broken))  # type: ignore[arg-type]
    assert problem in told()


def test_a_dimension_that_facts_carry_and_nobody_knows_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(DIMENSIONS, "channel")
    assert "kpis.E006" in told()


def test_a_figure_may_not_be_called_as_a_kind_of_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(METRICS, "growth", replace(REVENUE, id="growth"))
    assert told() == ["kpis.E001"]


def test_messages_that_are_not_compiled_are_a_warning(settings: Any, tmp_path: Path) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    assert told() == ["kpis.W001"]


def test_the_command_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    call_command("check", stdout=StringIO())
    monkeypatch.setitem(METRICS, "revenue", replace(REVENUE, unit="bananas"))
    with pytest.raises(SystemCheckError, match=r"kpis\.E003.*bananas"):
        call_command("check", stderr=StringIO())

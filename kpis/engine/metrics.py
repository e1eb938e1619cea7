"""What a user sees: a formula over measures, with its unit, its direction and its interval."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q

from kpis.engine import statistics
from kpis.engine.measures import AnyMeasure, Computed, Fact, Measure
from kpis.engine.periods import GRAINS
from kpis.engine.results import Figure

Parts = Mapping[str, Any]
SIX = Decimal("0.000001")


@dataclass(frozen=True)
class Omission:
    """Facts that a metric cannot count: which, and a sentence that says why."""

    reason: str
    sentence: Any
    fact: Fact
    where: Q
    dated: bool = True


@dataclass(frozen=True)
class Metric:
    """A figure of the catalogue. `formula` gives the fields of a Figure from the values of the measures.

    `part_measures` names the measure whose rows stand behind "numerator" and "denominator".
    """

    id: str
    family: str
    label: Any
    definition: Any
    unit: str
    better: str
    measures: tuple[AnyMeasure, ...]
    formula: Callable[[Parts], dict[str, Any]]
    parts: Mapping[str, Measure] = field(default_factory=dict)
    additive: bool = False
    omissions: tuple[Omission, ...] = ()

    def figure(self, parts: Parts) -> Figure:
        return Figure(unit=self.unit, better=self.better, **self.formula(parts))

    def dimensions(self) -> list[str]:
        """The dimensions and grains that all its facts carry."""
        carried = [_carried(measure) for measure in self.measures]
        return [name for name in carried[0] if all(name in other for other in carried)]


def _carried(measure: AnyMeasure) -> list[str]:
    if isinstance(measure, Computed):
        return list(measure.dimensions)
    return [*measure.fact.carries(), *(GRAINS if measure.fact.date else ())]


def quotient(numerator: Any, denominator: Any) -> Any:
    """numerator ÷ denominator, None when the denominator is empty; a Decimal when either is money."""
    if not denominator:
        return None
    if isinstance(numerator, Decimal) or isinstance(denominator, Decimal):
        return Decimal(numerator) / Decimal(denominator)
    return numerator / denominator


def additive(total: str, n: str) -> Callable[[Parts], dict[str, Any]]:
    """A sum; its sample is the number of facts summed."""
    return lambda parts: {"value": parts[total], "numerator": parts[total], "n": parts[n]}


def counted(name: str) -> Callable[[Parts], dict[str, Any]]:
    return lambda parts: {"value": parts[name], "numerator": parts[name], "n": parts[name]}


def proportion(numerator: str, denominator: str) -> Callable[[Parts], dict[str, Any]]:
    """A share of facts with Wilson's interval."""

    def formula(parts: Parts) -> dict[str, Any]:
        top, bottom = parts[numerator], parts[denominator]
        low, high = statistics.wilson(top, bottom) or (None, None)
        return {
            "value": quotient(top, bottom),
            "numerator": top,
            "denominator": bottom,
            "n": bottom,
            "low": low,
            "high": high,
        }

    return formula


def ratio(numerator: str, denominator: str, n: str | None = None) -> Callable[[Parts], dict[str, Any]]:
    def formula(parts: Parts) -> dict[str, Any]:
        top, bottom = parts[numerator], parts[denominator]
        size = parts[n] if n else bottom
        return {"value": quotient(top, bottom), "numerator": top, "denominator": bottom, "n": size}

    return formula


def mean(name: str) -> Callable[[Parts], dict[str, Any]]:
    """The mean of a histogram with Student's interval, the median beside it."""

    def formula(parts: Parts) -> dict[str, Any]:
        values = parts[name]
        top, size = statistics.total(values), statistics.count(values)
        middle = quotient(top, size)
        low, high = around(middle, statistics.mean_margin(values))
        return {
            "value": middle,
            "numerator": top,
            "denominator": size,
            "n": size,
            "low": low,
            "high": high,
            "beside": {"median": statistics.median(values)},
        }

    return formula


def around(middle: Any, margin: float | None) -> tuple[Any, Any]:
    if middle is None or margin is None:
        return None, None
    width = Decimal(str(margin)).quantize(SIX) if isinstance(middle, Decimal) else margin
    return middle - width, middle + width

"""What a user sees: a formula over measures, with its unit, its direction and its interval."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q

from kpis.engine import statistics
from kpis.engine.measures import AnyMeasure, Computed, Measure, looks_ahead
from kpis.engine.periods import GRAINS
from kpis.engine.results import Figure

Parts = Mapping[str, Any]
Formula = Callable[[Parts], dict[str, Any]]
SIX = Decimal("0.000001")
# The sample of a metric is several lists together, or no rows: days, for one.
NO_LIST = "-"
SIDES = ("numerator", "denominator")


@dataclass(frozen=True)
class Omission:
    """Facts that a metric cannot count, as a measure that does, and a sentence that says why.

    Undated ones lie in no period: they are counted wherever they are in the slice. `fails`: what is left out could
    only stand below the line of a share, such as a lost opportunity.
    """

    reason: str
    sentence: Any
    measure: AnyMeasure
    dated: bool = True
    fails: bool = False


@dataclass(frozen=True)
class Metric:
    """A figure of the catalogue. `formula` gives the fields of a Figure from the values of the measures.

    `parts` names the measure whose rows stand behind "numerator" and "denominator". Where several lists add up to one
    of these, each has a part of its own and `made_of` says which: {"numerator": ("sales", "-expenses")}. `after` is
    what is done with the quotient, as it is written: " × 100". `always_by` is a dimension without which the metric says
    little: it is added when the metric is asked alone. Where the value is not numerator ÷ denominator, `explained` is a
    sentence that says how the two, and what stands beside, are behind it, and `unknown` why there is no value although
    there are facts. `sample` names the part whose rows are the sample, where that is not the denominator; NO_LIST: none
    is. `sample_of` is what the sample is made of, in the plural, where its rows do not tell. `written` and `only` are
    the formula and the filters of a KPI of the company's own. `companion` names a metric that is shown beside this one,
    which flatters without it.
    """

    id: str
    family: str
    label: Any
    definition: Any
    unit: str
    better: str
    measures: tuple[AnyMeasure, ...]
    formula: Formula
    parts: Mapping[str, AnyMeasure] = field(default_factory=dict)
    made_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    additive: bool = False
    omissions: tuple[Omission, ...] = ()
    after: str = ""
    always_by: str = ""
    explained: Any = ""
    unknown: Any = ""
    sample: str = ""
    sample_of: Any = ""
    companion: str = ""
    written: str = ""
    only: Mapping[str, list[Any]] = field(default_factory=dict)

    def figure(self, parts: Parts) -> Figure:
        return Figure(unit=self.unit, better=self.better, **self.formula(parts))

    @property
    def ahead(self) -> bool:
        """Whether it is about what is expected to come."""
        return any(looks_ahead(each) for each in self.measures)

    @property
    def compared(self) -> bool:
        """Whether what it was in the comparison window stands beside it."""
        return not self.ahead and not any(isinstance(each, Computed) and each.own_comparison for each in self.measures)

    @property
    def facts(self) -> list[str]:
        """The ids of the facts that it is made of."""
        return list(dict.fromkeys(each.fact.id for each in self.measures if isinstance(each, Measure)))

    @property
    def cases(self) -> Any:
        """What the sample is made of: “opportunities closed”; by itself where it is all facts of one kind."""
        measure = self.parts.get("denominator") or self.parts.get("numerator")
        whole = isinstance(measure, Measure) and isinstance(measure.where, Q) and not measure.where
        return self.sample_of or (measure.fact.label if whole else "")  # type: ignore[union-attr]

    def sides(self) -> dict[str, tuple[str, ...]]:
        """The parts whose rows add up to the numerator and to the denominator; those after a minus are taken off."""
        own: dict[str, tuple[str, ...]] = {side: (side,) for side in SIDES if side in self.parts}
        return own | dict(self.made_of)

    def reads(self) -> set[str]:
        """The facts that answering it reads: those it is made of and those it tells as left out."""
        return {
            *self.facts,
            *(each.measure.fact.id for each in self.omissions if each.dated and isinstance(each.measure, Measure)),
        }

    def dimensions(self) -> list[str]:
        """The dimensions and grains by which it can be split: those that all its facts carry."""
        return _common([_carried(measure) for measure in self.measures])

    def filters(self) -> list[str]:
        """The dimensions by which it can be narrowed."""
        return [name for name in _common([_narrowed(measure) for measure in self.measures]) if name not in GRAINS]


def _common(carried: list[list[str]]) -> list[str]:
    return [name for name in carried[0] if all(name in other for other in carried)]


def _carried(measure: AnyMeasure) -> list[str]:
    if isinstance(measure, Computed):
        return list(measure.dimensions)
    return [*measure.fact.carries(), *(GRAINS if measure.fact.date else ())]


def _narrowed(measure: AnyMeasure) -> list[str]:
    return [*_carried(measure), *(measure.filters if isinstance(measure, Computed) else ())]


def quotient(numerator: Any, denominator: Any) -> Any:
    """numerator ÷ denominator, None when the denominator is empty; a Decimal when either is money."""
    if not denominator or numerator is None:
        return None
    if isinstance(numerator, Decimal) or isinstance(denominator, Decimal):
        return Decimal(numerator) / Decimal(denominator)
    return numerator / denominator


def additive(total: str, n: str) -> Formula:
    """A sum; its sample is the number of facts summed."""
    return lambda parts: {"value": parts[total], "numerator": parts[total], "n": parts[n] or 0}


def counted(name: str) -> Formula:
    return lambda parts: {"value": parts[name], "numerator": parts[name], "n": parts[name]}


def proportion(numerator: str, denominator: str) -> Formula:
    """A share of facts with Wilson's interval."""

    def formula(parts: Parts) -> dict[str, Any]:
        top, bottom = parts[numerator], parts[denominator]
        low, high = statistics.wilson(top, bottom) or (None, None)
        return {**quotient_of(top, bottom, bottom), "low": low, "high": high}

    return formula


def ratio(numerator: str, denominator: str, n: str | None = None) -> Formula:
    """A quotient of two sums; `n` names the sample, by default the denominator."""
    return lambda parts: quotient_of(parts[numerator], parts[denominator], parts[n or denominator])


def quotient_of(top: Any, bottom: Any, size: int) -> dict[str, Any]:
    return {"value": quotient(top, bottom), "numerator": top, "denominator": bottom, "n": size}


def ratio_of_sums(top: str, bottom: str, squares: tuple[str, str, str], facts: str, n: str | None = None) -> Formula:
    """A quotient of two sums over the same facts, with the interval of the ratio estimator.

    `squares` names Σ top², Σ top·bottom and Σ bottom² (see `statistics.ratio_margin`), which lines do not carry:
    there is no interval there. `n` names the sample that is told, by default the facts.
    """

    def formula(parts: Parts) -> dict[str, Any]:
        found = quotient_of(parts[top], parts[bottom], parts[n or facts])
        sums = [float(parts[name]) for name in squares]
        margin = None
        if found["value"] is not None and (sums[0] or not parts[top]):
            margin = statistics.ratio_margin(found["value"], float(parts[bottom]), sums, parts[facts])
        low, high = around(found["value"], margin)
        return {**found, "low": low, "high": high}

    return formula


def bounded(formula: Formula, least: int, most: int | None = None) -> Formula:
    """The formula with an interval that stays where the value can lie: the estimators' know no bounds."""

    def formula_within(parts: Parts) -> dict[str, Any]:
        found = formula(parts)
        if found["low"] is not None:
            kind = type(found["value"])
            found["low"] = max(found["low"], kind(least))
            found["high"] = found["high"] if most is None else min(found["high"], kind(most))
        return found

    return formula_within


def mean(name: str) -> Formula:
    """The mean of a histogram with Student's interval, the median beside it."""

    def formula(parts: Parts) -> dict[str, Any]:
        values = parts[name]
        top, size = statistics.total(values), statistics.count(values)
        found = quotient_of(top, size, size)
        low, high = around(found["value"], statistics.mean_margin(values))
        if low is not None and statistics.least(values) >= 0:
            # Student's interval knows no bounds; durations do.
            low = max(low, 0.0)
        return {**found, "low": low, "high": high, "beside": {"median": statistics.median(values)}}

    return formula


def with_beside(formula: Formula, **beside: Callable[[Parts], Any]) -> Formula:
    """The formula, with further values beside the figure."""
    return lambda parts: {**formula(parts), "beside": {name: value(parts) for name, value in beside.items()}}


def around(middle: Any, margin: float | None) -> tuple[Any, Any]:
    if middle is None or margin is None:
        return None, None
    width = Decimal(str(margin)).quantize(SIX) if isinstance(middle, Decimal) else margin
    return middle - width, middle + width

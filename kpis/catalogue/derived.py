"""Figures made of another one: how much of its objective is reached, how far it has come, how it goes on, how it grew.

They are asked by name with the other's: `attainment:win_rate`; without it, of revenue.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kpis.engine import Figure, QueryError
from kpis.engine.metrics import Metric, quotient

DEFAULT = "revenue"
# The unit of a kind that has that of the figure it is made of.
OF_THE_OTHER = ""
OBJECTIVE_DIMENSIONS = ("owner", "team", "month", "quarter", "year")


@dataclass(frozen=True)
class Kind:
    """What is made of a figure. `formula` takes the figure and gives top, bottom and value.

    `dimensions` are those that it can be split by, where not all those of the other figure are. `judges`: it holds the
    figure against its objective. `alike`: what is better is what is better of the other, not always more. `of_unit` is
    the unit of those that it is made of. Figures of the metrics in `also` are passed to the formula after the other.
    """

    id: str
    label: Any
    definition: Any
    formula: Callable[..., tuple[Any, Any, Any]]
    additive_only: bool = False
    dimensions: tuple[str, ...] | None = None
    family: str = "outlook"
    unit: str = "percent"
    judges: bool = False
    alike: bool = False
    of_unit: str = ""
    also: tuple[str, ...] = ()

    def accepts(self, metric: Metric) -> bool:
        """Whether it can be made of a metric."""
        return (metric.additive or not self.additive_only) and self.of_unit in ("", metric.unit)


def attainment(figure: Figure) -> tuple[Any, Any, Any]:
    """Actual ÷ target, the other way round where less is better."""
    actual, target = same_kind(figure.value, figure), same_kind(figure.target, figure)
    top, bottom = (actual, target) if figure.better == "up" else (target, actual)
    return top, bottom, figure.attainment


def pace(figure: Figure) -> tuple[Any, Any, Any]:
    """Actual ÷ what was to be reached by now."""
    return same_kind(figure.value, figure), same_kind(figure.beside.get("expected"), figure), figure.pace


def growth(figure: Figure) -> tuple[Any, Any, Any]:
    """The difference to the comparison period ÷ that period; growth from nothing has no value."""
    if figure.value is None or figure.previous is None:
        return None, same_kind(figure.previous, figure), None
    difference = Decimal(str(figure.value)) - Decimal(str(figure.previous))
    return same_kind(difference, figure), same_kind(figure.previous, figure), figure.change


def projected(figure: Figure) -> tuple[Any, Any, Any]:
    """What the period comes to if it goes on as in the last 90 days."""
    return figure.projected, None, figure.projected


def coverage(figure: Figure, pipeline: Figure) -> tuple[Any, Any, Any]:
    """The pipeline expected in the period ÷ what is left of the objective; no value where nothing is left."""
    if figure.target is None or figure.value is None:
        return pipeline.value, None, None
    left = figure.target - Decimal(str(figure.value))
    return pipeline.value, left, quotient(pipeline.value, left) if left > 0 else None


def same_kind(value: Any, figure: Figure) -> Any:
    """Only amounts are decimals: in a percentage of other numbers they would be read as money."""
    return float(value) if isinstance(value, Decimal) and figure.unit != "money" else value


KINDS: Mapping[str, Kind] = {
    kind.id: kind
    for kind in (
        Kind(
            "attainment",
            gettext_lazy("Attainment"),
            gettext_lazy("Actual ÷ objective; objective ÷ actual where less is better."),
            attainment,
            dimensions=OBJECTIVE_DIMENSIONS,
            judges=True,
        ),
        Kind(
            "pace",
            gettext_lazy("Pace"),
            gettext_lazy("Actual ÷ (objective × elapsed working days ÷ working days of the period)."),
            pace,
            additive_only=True,
            dimensions=OBJECTIVE_DIMENSIONS,
            judges=True,
        ),
        Kind(
            "projected",
            gettext_lazy("Projection"),
            gettext_lazy("Actual + remaining working days × the daily rate of the last 90 days."),
            projected,
            additive_only=True,
            unit=OF_THE_OTHER,
            alike=True,
        ),
        Kind(
            "growth",
            gettext_lazy("Growth"),
            gettext_lazy("The change against the comparison period."),
            growth,
            additive_only=True,
            alike=True,
        ),
        Kind(
            "coverage",
            gettext_lazy("Coverage"),
            gettext_lazy("Open pipeline expected to close in the period ÷ what is left of the objective."),
            coverage,
            additive_only=True,
            dimensions=OBJECTIVE_DIMENSIONS,
            unit="ratio",
            of_unit="money",
            also=("expected_pipeline",),
        ),
    )
}


@dataclass(frozen=True)
class Derived:
    """One kind of figure made of one metric; to pages it is as any other metric."""

    id: str
    kind: Kind
    of: Metric
    family: str = "outlook"
    additive: bool = False

    @property
    def unit(self) -> str:
        return self.kind.unit or self.of.unit

    @property
    def better(self) -> str:
        """More is better, but for the growth (or the projection) of what had better be less."""
        return self.of.better if self.kind.alike else "up"

    @property
    def label(self) -> str:
        return _("%(kind)s: %(metric)s") % {"kind": self.kind.label, "metric": self.of.label}

    @property
    def definition(self) -> Any:
        return self.kind.definition

    @property
    def parts(self) -> Mapping[str, Any]:
        return self.of.parts

    def dimensions(self) -> list[str]:
        carried = self.of.dimensions()
        allowed = self.kind.dimensions
        return carried if allowed is None else [name for name in allowed if name in carried]

    def filters(self) -> list[str]:
        return [name for name in self.of.filters() if name in (self.kind.dimensions or self.of.filters())]

    def figure(self, figures: Mapping[str, Figure]) -> Figure:
        """The figure made of another; what it was before is not known to the other figure."""
        figure = figures[self.of.id]
        top, bottom, value = self.kind.formula(figure, *(figures[name] for name in self.kind.also))
        return Figure(value, self.unit, self.better, top, bottom, figure.n)


def derived(name: str, metrics: Mapping[str, Metric]) -> Derived | None:
    """The figure of a name such as `pace:sales_count`; None where the name is not of this form.

    QueryError where the other figure does not exist, or where only one that adds up will do.
    """
    word, _colon, of = name.partition(":")
    kind = KINDS.get(word)
    if kind is None:
        return None
    allowed = [each for each in metrics if kind.accepts(metrics[each])]
    if (of or DEFAULT) not in allowed:
        sentence = _("“%(kind)s” cannot be asked of “%(name)s”; it can of %(allowed)s.")
        words = {"kind": kind.label, "name": of, "allowed": ", ".join(allowed)}
        raise QueryError("unknown_metric", sentence % words, [f"{kind.id}:{each}" for each in allowed])
    return Derived(name, kind, metrics[of or DEFAULT])

"""KPIs of the company's own as metrics of the engine, and all metrics there are, own ones included."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.functional import lazystr
from django.utils.translation import gettext as _

from crm.models import Company
from crm.remembering import remembered
from kpis.catalogue.dimensions import DIMENSIONS
from kpis.catalogue.named_measures import NAMED, NamedMeasure
from kpis.engine import formulas, statistics, units
from kpis.engine.formulas import FormulaError, Node
from kpis.engine.measures import AnyMeasure, Measure, Slice
from kpis.engine.metrics import SIDES, Formula, Metric, Omission, Parts
from kpis.models.own_metrics import PREFIX, REMEMBERED, OwnMetric

FAMILY = "own"


class Known(Mapping[str, Metric]):
    """The metrics of the catalogue and the company's own, which are read once within `Company.remembered()`.

    The catalogue's come first: who asks for those only reads no row.
    """

    def __init__(self, written: Mapping[str, Metric]) -> None:
        self.written = written

    def __getitem__(self, name: str) -> Metric:
        if name in self.written:
            return self.written[name]
        if not name.startswith(PREFIX):
            # Spares a look at the database for names that no own one can have.
            raise KeyError(name)
        return own_metrics()[name]

    def __iter__(self) -> Iterator[str]:
        yield from self.written
        yield from own_metrics()

    def __len__(self) -> int:
        return len(self.written) + len(own_metrics())


def own_metrics() -> dict[str, Metric]:
    """Those in use. One whose formula names what a later version no longer has is none until it is corrected."""
    known = Company.current().__dict__
    if REMEMBERED not in known:
        rows = OwnMetric.objects.filter(active=True)
        # Their measures have to stay the same objects for their statements to be known again.
        known[REMEMBERED] = remembered(REMEMBERED, lambda: dict(readable(rows)), for_all=True)
    found: dict[str, Metric] = known[REMEMBERED]
    return found


def readable(rows: Any) -> Iterator[tuple[str, Metric]]:
    for row in rows:
        if not problem(row):
            yield row.key, metric_of(row)


def problem(own: OwnMetric) -> str:
    """Why a stored KPI cannot be asked: its formula or a filter names what is no longer there; empty if it can."""
    try:
        metric_of(own)
    except FormulaError as error:
        return error.sentence
    return "; ".join(refused_filters(own.formula, own.filters).values())


def metric_of(own: OwnMetric) -> Metric:
    """The metric that a KPI stands for; FormulaError where its formula is none."""
    root = formulas.parse(own.formula, NAMED)
    only = sliced(own.filters)
    used = {name: narrowed(NAMED[name], own, only) for name in dict.fromkeys(formulas.names_in(root))}
    measures = [measure for each in used.values() for measure in (each.measure, each.n) if measure]
    straight = formulas.linear(root)
    return Metric(
        own.key,
        FAMILY,
        lazystr(_Text(own, "label")),
        lazystr(_Text(own, "definition")),
        own.unit,
        own.better,
        tuple({each.id: each for each in measures}.values()),
        formula_of(root, used, own.unit),
        parts_of(root, used),
        additive=straight is not None and not straight.constant and all(each.adds_up for each in used.values()),
        omissions=tuple(omissions_of(used)),
        written=own.formula,
        only=own.filters,
    )


class _Text:
    """A text of a KPI in whatever language the page is when it is written."""

    def __init__(self, own: OwnMetric, name: str) -> None:
        self.own, self.name = own, name

    def __str__(self) -> str:
        return self.own.in_language(self.name)


def sliced(filters: Mapping[str, list[Any]]) -> Slice:
    """The stored filters, a team with its sub-teams."""
    return tuple(
        (name, tuple(DIMENSIONS[name].expand(list(ids)))) for name, ids in sorted(filters.items()) if name in DIMENSIONS
    )


def checked(formula: str) -> units.Powers | None:
    """The unit of what a formula gives; FormulaError where it is none, or adds up what has different units.

    For what is typed: those that were stored before are asked as they are.
    """
    return units.powers(formulas.parse(formula, NAMED), {each.id: each.unit for each in NAMED.values()})


def refused_unit(found: units.Powers | None, unit: str) -> str:
    """Why what a formula gives is not shown in a unit; empty where it may be."""
    if units.fits(found, unit):
        return ""
    allowed = [str(each.label) for each in OwnMetric.Unit if units.fits(found, each.value)]
    words = {"found": units.named(found or {}), "unit": OwnMetric.Unit(unit).label, "allowed": ", ".join(allowed)}
    return _("The formula gives “%(found)s”, which is not shown as “%(unit)s”: choose %(allowed)s.") % words


def refused_filters(formula: str, filters: Mapping[str, Any]) -> dict[str, str]:
    """By dimension, why it cannot narrow the formula: some measure does not know it."""
    used = [NAMED[name] for name in dict.fromkeys(formulas.names_in(formulas.parse(formula, NAMED)))]
    found = {}
    for name in filters:
        without = [each.id for each in used if name not in each.measure.fact.carries()]
        if without:
            label = DIMENSIONS[name].label if name in DIMENSIONS else name
            words = {"dimension": label, "measures": ", ".join(without)}
            found[name] = (
                _("%(measures)s cannot be narrowed by “%(dimension)s”: take out the one or the other.") % words
            )
    return found


def narrowed(named: NamedMeasure, own: OwnMetric, only: Slice) -> NamedMeasure:
    """The measure under the KPI's filters, with ids of its own: another KPI may be asked beside it."""
    if not only:
        return named

    def own_one(measure: AnyMeasure) -> Measure:
        assert isinstance(measure, Measure), "a named measure is no computed one"
        return replace(measure, id=f"own{own.pk or 0}_{measure.id}", only=only)

    omissions = tuple(replace(each, measure=own_one(each.measure)) for each in named.omissions)
    return replace(named, measure=own_one(named.measure), n=named.n and own_one(named.n), omissions=omissions)


def omissions_of(used: Mapping[str, NamedMeasure]) -> Iterator[Omission]:
    """What the measures leave out, each once; two of one reason are told apart by their measure."""
    seen: set[str] = set()
    for name, named in used.items():
        for each in named.omissions:
            if each.measure.id not in seen:
                seen.add(each.measure.id)
                yield replace(each, reason=f"{name}_{each.reason}")


def parts_of(root: Node, used: Mapping[str, NamedMeasure]) -> dict[str, Measure]:
    """What opens: "numerator" and "denominator" where each is one measure, else every measure under its name."""
    split = formulas.quotient(root)
    sides = {"numerator": split[0], "denominator": split[1]} if split else {"numerator": root}
    parts: dict[str, Measure] = {}
    for side, node in sides.items():
        names = list(dict.fromkeys(formulas.names_in(node)))
        straight = formulas.linear(node)
        if len(names) == 1 and straight and straight == formulas.Linear({names[0]: Fraction(1)}):
            parts[side] = used[names[0]].measure
        else:
            parts |= {name: used[name].measure for name in names}
    return parts


def formula_of(root: Node, used: Mapping[str, NamedMeasure], unit: str) -> Formula:
    """The fields of a figure from the values of the measures."""
    split = formulas.quotient(root)
    share = split is not None and is_share(*split)

    def formula(parts: Parts) -> dict[str, Any]:
        values = {name: each.number(parts[each.measure.id]) for name, each in used.items()}
        found = {"value": shown(formulas.evaluate(root, values), unit == "money"), "n": sample(root, used, parts)}
        if split is None:
            return {**found, "numerator": found["value"]}
        top, bottom = (formulas.evaluate(side, values) for side in split)
        found |= {"numerator": shown(top, has_money(split[0])), "denominator": shown(bottom, has_money(split[1]))}
        found["amounts"] = tuple(name for name, side in zip(SIDES, split, strict=True) if is_money(side))
        if share and bottom:
            low, high = statistics.wilson(int(top or 0), int(bottom)) or (None, None)
            found |= {"low": low, "high": high}
        return found

    return formula


def is_share(top: Node, bottom: Node) -> bool:
    """Whether what is counted above the line is counted below it as well: then the interval of a proportion holds."""
    counts = formulas.linear(bottom)
    if not isinstance(top, formulas.Name) or NAMED[top.name].unit != "count" or counts is None or counts.constant:
        return False
    if any(NAMED[name].n or factor != 1 for name, factor in counts.factors.items()):
        return False
    return NAMED[top.name].n is None and bool({top.name, *NAMED[top.name].part_of} & {*counts.factors})


def has_money(node: Node) -> bool:
    return any(NAMED[name].unit == "money" for name in formulas.names_in(node))


def is_money(node: Node) -> bool:
    """Whether it is nothing but amounts, added up."""
    straight = formulas.linear(node)
    return (
        straight is not None
        and bool(straight.factors)
        and all(NAMED[name].unit == "money" for name in straight.factors)
    )


def sample(root: Node, used: Mapping[str, NamedMeasure], parts: Parts) -> int:
    """The facts below the line, or those that are summed."""
    split = formulas.quotient(root)
    names = dict.fromkeys(formulas.names_in(split[1] if split else root))
    counts = {each.id for name in names for each in [used[name].n or used[name].measure]}
    return sum(int(parts[name] or 0) for name in counts)


def shown(value: Fraction | None, money: bool) -> Any:
    """An amount as a Decimal, else a whole number or a float; None also for what is too large to be written."""
    if value is None:
        return None
    if money:
        return Decimal(value.numerator) / Decimal(value.denominator)
    if value.denominator == 1 and abs(value) < 10**15:
        return int(value)
    try:
        return float(value)
    except OverflowError:
        return None

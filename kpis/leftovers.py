"""What a figure leaves out, and how far that could move it: bounds where they are known, an estimate where the others
give one, and else that nothing can be said."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from crm.templatetags.formats import in_unit
from kpis.engine import Figure, LeftOut, Result
from kpis.engine.measures import Measure
from kpis.engine.metrics import Metric, Omission
from kpis.engine.results import Value


@dataclass(frozen=True)
class Effect:
    """Where the figure would lie with all that is left out; None where nothing sensible can be said. `estimate`: the
    bounds suppose that the unknown is like the known."""

    sentence: str
    low: Value = None
    high: Value = None
    estimate: bool = False


@dataclass(frozen=True)
class Told:
    """One reason for which facts are left out; `part` opens their rows."""

    metric: str
    reason: str
    sentence: str
    count: int
    part: str
    effect: Effect


def told(metric: Metric, answer: Result) -> list[Told]:
    figure, known = answer.total.get(metric.id), {each.reason: each for each in metric.omissions}
    return [
        Told(each.metric, each.reason, each.sentence, each.count, each.address["part"],
             effect(metric, known[each.reason], figure, each))
        for each in answer.left_out if each.metric == metric.id
    ]  # fmt: skip


def effect(metric: Metric, omission: Omission, figure: Figure | None, left: LeftOut) -> Effect:
    """How far they could move the figure."""
    if figure is None or figure.value is None:
        return nothing_known()
    if is_proportion(metric, omission):
        return share_bounds(figure, left.count, omission)
    if shares_amounts(metric):
        return amount_bounds(figure, left.count, omission)
    if metric.unit == "count" and figure.denominator is None and figure.value == figure.n:
        return at_most(figure, left.count, omission)
    if metric.additive or (metric.unit == "money" and figure.denominator is None):
        return at_the_mean(figure, left.count, omission)
    return nothing_known()


def is_proportion(metric: Metric, omission: Omission) -> bool:
    """A share of facts, of which those left out are more."""
    below = metric.parts.get("denominator")
    counts = [isinstance(each, Measure) and each.counts() for each in metric.parts.values()]
    return (
        metric.unit == "percent" and len(counts) == 2 and all(counts)
        and isinstance(below, Measure) and isinstance(omission.measure, Measure)
        and below.fact.id == omission.measure.fact.id
    )  # fmt: skip


def shares_amounts(metric: Metric) -> bool:
    """A share of an amount: both parts are sums of one column."""
    parts = [each for each in metric.parts.values() if isinstance(each, Measure)]
    columns = {each.total for each in parts if isinstance(each.total, str)}
    return (
        metric.unit == "percent"
        and len(parts) == 2
        and all(isinstance(each.total, str) for each in parts)
        and len(columns) == 1
    )


def belonging(omission: Omission) -> str:
    """What has no date may lie in any period."""
    return "" if omission.dated else _(" and all belonged to this period")


def share_bounds(figure: Figure, count: int, omission: Omission) -> Effect:
    """If all that is left out failed, and if all succeeded."""
    top, bottom = int(figure.numerator or 0), int(figure.denominator or 0) + count
    low, high = top / bottom, (top + count) / bottom
    sentence = _(
        "If all of them had failed%(belonging)s it would be %(low)s, if all had succeeded %(high)s: it lies between."
    )
    words = {"low": in_unit(low, figure.unit), "high": in_unit(high, figure.unit), "belonging": belonging(omission)}
    return Effect(sentence % words, low, high)


def amount_bounds(figure: Figure, count: int, omission: Omission) -> Effect:
    """The same where amounts are shared: each at the mean of the known ones. What can only fail is below the line."""
    bottom, top = Decimal(str(figure.denominator)), Decimal(str(figure.numerator))
    if not figure.n:
        return nothing_known()
    more = bottom / figure.n * count
    low = float(top / (bottom + more))
    high = low if omission.fails else float((top + more) / (bottom + more))
    words = {"low": in_unit(low, figure.unit), "high": in_unit(high, figure.unit), "mean": mean(figure, bottom)}
    if omission.fails:
        return Effect(
            _("At the mean of the known ones (%(mean)s) it would be about %(low)s: an estimate.") % words,
            low,
            high,
            True,
        )
    sentence = _("At the mean of the known ones (%(mean)s) it would lie between %(low)s and %(high)s: an estimate.")
    return Effect(sentence % words, low, high, True)


def at_most(figure: Figure, count: int, omission: Omission) -> Effect:
    high = int(figure.value or 0) + count
    sentence = _("If all of them counted%(belonging)s it would be %(high)s: it lies between that and what is shown.")
    words = {"high": in_unit(high, figure.unit), "belonging": belonging(omission)}
    return Effect(sentence % words, int(figure.value or 0), high)


def at_the_mean(figure: Figure, count: int, omission: Omission) -> Effect:
    """A sum with those left out at the mean of those counted."""
    if not figure.n:
        return nothing_known()
    value = Decimal(str(figure.value))
    more = value / figure.n * count
    ends = sorted([value, value + more])
    sentence = _(
        "At the mean of the known ones (%(mean)s) they would add about %(more)s%(belonging)s: an estimate, no figure."
    )
    words = {"mean": mean(figure, value), "more": in_unit(more, figure.unit), "belonging": where(omission)}
    return Effect(sentence % words, ends[0], ends[1], True)


def where(omission: Omission) -> str:
    return "" if omission.dated else _(" if all belonged to this period")


def mean(figure: Figure, total: Decimal) -> str:
    return str(in_unit(total / figure.n, "money" if figure.unit == "percent" else figure.unit))


def nothing_known() -> Effect:
    return Effect(_("How far they could move the figure cannot be said from what is recorded."))

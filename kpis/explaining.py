"""A figure in plain words: how it is dated, its formula with its numbers, how sure it is, what it leaves out and how
far that could move it, and what data it is made of."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from crm.access import manages, sees_everything
from crm.models import Company
from crm.templatetags.formats import day, in_unit, number
from kpis import leftovers
from kpis.catalogue import DIMENSIONS, KNOWN, Derived
from kpis.engine import Figure, Result
from kpis.engine.measures import Computed
from kpis.engine.metrics import Metric
from kpis.naming import names_seen
from kpis.templatetags.figures import beside_label, beside_value, cases, part, told_beside

DATE_RULES = {
    "closed_on": gettext_lazy("by closing date"),
    "opened_on": gettext_lazy("by opening date"),
    "sold_on": gettext_lazy("by date of sale"),
    "done_on": gettext_lazy("by the date it was done"),
    "due_on": gettext_lazy("by due date"),
    "prospect_since": gettext_lazy("by the date of entry as a prospect"),
    "customer_since": gettext_lazy("by the date of the first sale"),
    "expected_close_on": gettext_lazy("by expected closing date"),
    "created_on": gettext_lazy("by the date it was made"),
    "spent_on": gettext_lazy("by the date it was spent"),
    "sent_on": gettext_lazy("by sending date"),
    "answered_on": gettext_lazy("by the date of the answer"),
    "on": gettext_lazy("by the day it happened"),
    "measured_on": gettext_lazy("by the day it was measured"),
}
STANDING = gettext_lazy("as it stands on the day, whatever the period")
# What is done with the quotient of a relative change.
LESS_ONE = " − 1"
OTHERWISE = gettext_lazy("by the days of the period")
# What an interval is said to hold, by the figure's unit.
TRUTHS = {
    "percent": gettext_lazy("With a sample of %(n)s%(cases)s the true rate may be anywhere from %(low)s to %(high)s."),
    "points": gettext_lazy("With a sample of %(n)s%(cases)s the true score may be anywhere from %(low)s to %(high)s."),
    "money": gettext_lazy("From a sample of %(n)s%(cases)s: the true mean lies between %(low)s and %(high)s."),
    "days": gettext_lazy("From a sample of %(n)s%(cases)s: the true mean lies between %(low)s and %(high)s."),
    "hours": gettext_lazy("From a sample of %(n)s%(cases)s: the true mean lies between %(low)s and %(high)s."),
}
OTHER_TRUTH = gettext_lazy("With a sample of %(n)s%(cases)s the true value lies between %(low)s and %(high)s.")


@dataclass(frozen=True)
class Explanation:
    """`formula` has the figure's numbers in it. `scope` says whose data it is, `data` what the sample is of; `written`
    is the formula and the filters of a KPI of the company's own, else empty."""

    date_rule: str
    formula: str
    certainty: str
    small: str
    comparison: str
    beside: list[tuple[str, str]]
    left_out: list[leftovers.Told]
    data: str
    scope: str
    written: str


def explain(metric: Metric | Derived, answer: Result, viewer: Any, scope: str = "own") -> Explanation:
    figure = answer.total[metric.id]
    known = KNOWN[metric.of.id] if isinstance(metric, Derived) else metric
    return Explanation(
        date_rule=date_rule(known),
        formula=formula(known, figure),
        certainty=certainty(known, figure),
        small=small(figure),
        comparison=comparison(answer),
        beside=[(str(beside_label(name)), beside_value(figure, name)) for name in told_beside(figure)],
        left_out=leftovers.told(known, answer),
        data=data(known, answer),
        scope=whose(viewer, scope),
        written=written(known, viewer),
    )  # fmt: skip


def date_rule(metric: Metric) -> str:
    """“by closing date”; of a metric whose facts are dated by several, each of them."""
    dates = dict.fromkeys(dated(each) for each in metric.measures)
    rules = dict.fromkeys(str(STANDING if on is None else DATE_RULES.get(on, OTHERWISE)) for on in dates if on != "")
    return ", ".join(rules) or str(OTHERWISE)


def defined(metric: Metric | Derived, viewer: Any) -> str:
    """The definition with the rule of its date, where it does not say it itself; for files."""
    known = metric.of if isinstance(metric, Derived) else metric
    definition, rule, own = str(metric.definition), date_rule(known), written(known, viewer)
    said = definition if rule in definition else f"{definition} ({rule})"
    return f"{said} {own}" if own else said


def written(metric: Metric, viewer: Any) -> str:
    """“won_amount / activity_hours · Channel: Field”: what only the KPI's own form would tell otherwise."""
    if not metric.written:
        return ""
    parts = [metric.written]
    for name, ids in metric.only.items():
        names = names_seen(name, [each for each in ids if each is not None], viewer)
        texts = [str(_("Not set")) if each is None else names.get(each, f"#{each}") for each in ids]
        words = {"label": DIMENSIONS[name].label, "text": ", ".join(texts)}
        parts.append(_("%(label)s: %(text)s") % words)
    return " · ".join(parts)


def dated(measure: Any) -> str | None:
    """The column that dates the facts of a measure; None: they are in stock; empty: it does not say."""
    return measure.dated if isinstance(measure, Computed) else measure.fact.date


def is_stock(metric: Metric) -> bool:
    """Whether it tells what there is on the day, whatever the period."""
    return all(dated(each) is None for each in metric.measures)


def formula(metric: Metric, figure: Figure) -> str:
    """“3 ÷ 4 = 75.0%”; of a sum what it is the sum of; else how the two stand behind the value."""
    if metric.explained and (figure.n or figure.denominator):
        words = {name: part(figure, name) for name in ("numerator", "denominator")}
        words |= {name: beside_value(figure, name) for name in figure.beside}
        return str(metric.explained) % {**words, "value": in_unit(figure.value, figure.unit)}
    value = in_unit(figure.value, figure.unit)
    if figure.denominator is not None and figure.unit != "count":
        top, bottom = part(figure, "numerator"), part(figure, "denominator") + metric.after
        given = divides(figure, metric.after)
        sentence = _("%(top)s ÷ %(bottom)s = %(value)s") if given else _("%(top)s and %(bottom)s give %(value)s")
        return sentence % {"top": top, "bottom": bottom, "value": value}
    if figure.denominator is not None:
        words = {"value": value, "all": part(figure, "denominator"), "cases": cases(metric)}
        return _("%(value)s of %(all)s%(cases)s") % words
    if figure.unit == "count" and figure.value == figure.n:
        return _("%(value)s counted%(cases)s") % {"value": value, "cases": cases(metric)}
    words = {"value": value, "n": number(figure.n), "cases": cases(metric)}
    sentence = ngettext(
        "%(value)s, the sum over %(n)s row%(cases)s", "%(value)s, the sum over %(n)s rows%(cases)s", figure.n
    )
    return sentence % words


def divides(figure: Figure, after: str = "") -> bool:
    """Whether the value is what its two parts give, and what is done `after`, so that a formula may say so."""
    if not figure.denominator or figure.value is None or figure.numerator is None:
        return True
    quotient = float(figure.numerator) / float(figure.denominator)
    meant = float(figure.value) + (1 if after == LESS_ONE else 0)
    return any(abs(quotient * times - meant) <= 1e-6 * max(1.0, abs(quotient)) for times in (1, 100))


def certainty(metric: Metric, figure: Figure) -> str:
    """The interval and the sample in a sentence."""
    if figure.value is None and figure.n and metric.unknown:
        return str(metric.unknown)
    if figure.value is None:
        return _("There is nothing to compute it from: it has no value, neither 0 nor 100 %.")
    if not figure.n:
        return _("Nothing was found that counts: it is %(value)s.") % {"value": in_unit(figure.value, figure.unit)}
    words = {"n": number(figure.n), "cases": cases(metric)}
    if figure.low is not None:
        bounds = {"low": in_unit(figure.low, figure.unit), "high": in_unit(figure.high, figure.unit)}
        return str(TRUTHS.get(figure.unit, OTHER_TRUTH)) % {**words, **bounds}
    if figure.denominator is None or figure.unit == "count":
        sentence = ngettext(
            "The only one%(cases)s is counted: nothing is estimated, so there is no interval.",
            "All %(n)s%(cases)s are counted: nothing is estimated, so there is no interval.",
            figure.n,
        )
        return sentence % words
    if figure.n == 1:
        return _("It is made of one row: how far it is from the true value cannot be said.")
    return _("It is made of %(n)s rows%(cases)s; no interval is known for this kind of figure.") % words


def small(figure: Figure) -> str:
    most = Company.current().small_sample
    if figure.value is None or not figure.n or figure.n >= most:
        return ""
    return _("The sample is small (%(n)s, below %(most)s): do not build on it.") % {"n": figure.n, "most": most}


def comparison(answer: Result) -> str:
    """How long the two windows are that are compared: always as long as each other."""
    if answer.comparison is None:
        return ""
    days = answer.comparison.days
    if answer.partial:
        sentence = ngettext(
            "The period is not over: its first day is compared with one day.",
            "The period is not over: its first %(days)s days are compared with as many days.",
            days,
        )
    else:
        sentence = ngettext("Both windows are one day long.", "Both windows are %(days)s days long.", days)
    return sentence % {"days": number(days)}


def data(metric: Metric, answer: Result) -> str:
    sentence = _("Everything recorded that lies in the period and the filters, as known on %(day)s; no part is drawn.")
    return sentence % {"day": day(answer.as_of)}


def whose(viewer: Any, scope: str = "own") -> str:
    """Whose data a viewer's figures are made of."""
    if sees_everything(viewer):
        return _("You see the whole company.")
    teams, managed = Company.current().teams, manages(viewer)
    tops = [str(teams[pk]) for pk in managed if pk in teams and teams[pk].parent_id not in managed]
    if tops:
        return _("You see %(teams)s with the teams below, and what is your own.") % {"teams": ", ".join(sorted(tops))}
    if scope == "team" and viewer.team_id in teams:
        return _("You see the totals of %(team)s.") % {"team": teams[viewer.team_id]}
    return _("You see what is your own.")

"""How a figure is shown: its change by what is better, the address of its rows."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.templatetags.formats import MINUS, day, in_unit, money_exact, month, number, percent, signed
from kpis import addresses
from kpis.catalogue import KNOWN
from kpis.catalogue.named_measures import NAMED
from kpis.engine import Figure, Key, Period, Row
from kpis.engine.metrics import NO_LIST, Metric
from kpis.engine.periods import GRAINS, MONTHS, after, bucket_label, floor

register = template.Library()

# Units whose change is told in points, and how many points one of them has.
IN_POINTS = {"percent": 100, "points": 1}


def difference(figure: Figure) -> float | None:
    """How a change is told: in points of rates and scores, of which “+10 %” is read wrongly; else as a share."""
    if figure.unit not in IN_POINTS:
        return None if figure.change is None else round(figure.change, 3)
    if figure.value is None or figure.previous is None:
        return None
    # Rounded as it is shown: what reads 0.0 is neither better nor worse.
    return round(float(figure.value) - float(figure.previous), 3)


@register.filter
def direction(figure: Figure) -> str:
    """The classes of a change: better or worse by the figure's own sense, not by its sign."""
    changed = difference(figure)
    if not changed:
        return "change"
    good = (changed > 0) == (figure.better == "up")
    return "change change-better" if good else "change change-worse"


@register.filter
def change_text(figure: Figure) -> str:
    """“+12.3%”, or “+3.1 pts” for a rate; empty where there was nothing to compare with."""
    changed = difference(figure)
    if changed is None:
        return ""
    if figure.unit in IN_POINTS:
        return _("%(points)s pts") % {"points": signed(changed * IN_POINTS[figure.unit], 1)}
    sign = "+" if changed > 0 else MINUS if changed < 0 else ""
    return sign + percent(abs(changed))


@register.filter
def arrow(figure: Figure) -> str:
    changed = difference(figure)
    if not changed:
        return "minus"
    return "arrow-narrow-up" if changed > 0 else "arrow-narrow-down"


@register.filter
def sense(figure: Figure) -> str:
    """What the arrow means, for those who do not see its colour."""
    changed = difference(figure)
    if not changed:
        return _("unchanged")
    return _("better") if (changed > 0) == (figure.better == "up") else _("worse")


@register.filter
def part(figure: Figure, name: str) -> str:
    """The numerator or denominator as people read it: amounts as money, counts as numbers."""
    value = getattr(figure, name)
    return str(money_exact(value) if figure.is_amount(name) else number(value))


PARTS = {
    "numerator": gettext_lazy("Rows of the numerator"),
    "denominator": gettext_lazy("Rows of the denominator"),
    "expenses": gettext_lazy("Expenses"),
    "time": gettext_lazy("Time spent"),
    "sales": gettext_lazy("Sales and refunds"),
    "promoters": gettext_lazy("Promoters"),
    "detractors": gettext_lazy("Detractors"),
}


@register.filter
def part_label(name: str) -> Any:
    """What the list of rows behind a part of a figure is called; of a formula's sum each measure is a part."""
    return PARTS.get(name) or _("Rows: %(measure)s") % {"measure": NAMED[name].label}


BESIDE = {
    "median": gettext_lazy("median"),
    "share_of_previous": gettext_lazy("of the step before"),
    "share_of_first": gettext_lazy("of the first step"),
    "known_cost_share": gettext_lazy("of known cost"),
    "old_enough_share": gettext_lazy("old enough to be judged"),
    "expected": gettext_lazy("expected by now"),
    "target_of_parts": gettext_lazy("objectives of its parts"),
    "lost_share": gettext_lazy("lost"),
    "back_share": gettext_lazy("gone back"),
    "still_share": gettext_lazy("still there"),
    "share_30_days": gettext_lazy("within 30 days"),
    "share_60_days": gettext_lazy("within 60 days"),
    "share_180_days": gettext_lazy("within 180 days"),
    "answered_share": gettext_lazy("answered"),
    "win_share": gettext_lazy("win rate"),
    "average": gettext_lazy("average won deal"),
    "cycle_days": gettext_lazy("sales cycle"),
    "observed_amount": gettext_lazy("at the rates of the last year"),
    "without_share": gettext_lazy("without"),
    "without_low_share": gettext_lazy("without, at least"),
    "without_high_share": gettext_lazy("without, at most"),
    "without_count": gettext_lazy("cases without"),
    "per_day_amount": gettext_lazy("a day"),
    "expected_per_day_amount": gettext_lazy("a day, expected"),
    "days_count": gettext_lazy("days"),
    "days_before_count": gettext_lazy("days before"),
}
UNITS_BESIDE = {"average": "money", "cycle_days": "days"}


@register.filter
def beside_label(name: str) -> Any:
    return BESIDE[name]


@register.filter
def told_beside(figure: Figure) -> list[str]:
    """The names of what stands beside a figure and says something: of a period that is over what was expected by now is
    the objective."""
    over = figure.beside.get("expected") == figure.target
    return [name for name, value in figure.beside.items() if value is not None and not (over and name == "expected")]


@register.filter
def beside_value(figure: Figure, name: str) -> str:
    """What stands beside a figure: shares as percentages, counts, amounts, all else in its unit; or “–”."""
    value, unit = figure.beside.get(name), unit_beside(figure, name)
    return str(money_exact(value) if name.endswith("amount") else in_unit(value, unit))


def unit_beside(figure: Figure, name: str) -> str:
    """The unit of what stands beside a figure: of its name, else that of the figure."""
    for ending, unit in (("count", "count"), ("amount", "money")):
        if name.endswith(ending):
            return unit
    return "percent" if "share" in name else UNITS_BESIDE.get(name, figure.unit)


@register.filter
def sample_opens(metric: str) -> bool:
    """Whether the sample of a figure is one list of rows."""
    return bool(KNOWN[metric].sample != NO_LIST)


@register.filter
def sample_part(metric: str) -> str:
    """The part of a figure whose rows are its sample: what it is divided by, else what it is the sum of."""
    found = KNOWN[metric]
    return found.sample or ("denominator" if "denominator" in found.parts else "")


@register.filter
def sample_noun(metric: str) -> str:
    """What the sample of a figure is made of, “ (opportunities closed)”; empty where it is of several kinds."""
    return cases(KNOWN[metric])


def cases(metric: Metric) -> str:
    return _(" (%(facts)s)") % {"facts": metric.cases} if metric.cases else ""


@register.filter
def in_words(period: Period | None) -> str:
    """A period as people say it: “September 2026”, “Q3 2026”, “1 Jul 2026 – 15 Aug 2026”, “All time”."""
    if period is None or period.start is None or period.end is None:
        return _("All time")
    last = period.end - timedelta(days=1)
    grain = next((each for each in MONTHS if is_bucket(period, each)), None)
    if grain == "month":
        return str(month(period.start)).capitalize()
    if grain:
        label = bucket_label(period.start, grain, period.fiscal_year_start)
        year, _dash, quarter = label.partition("-Q")
        return _("Q%(quarter)s %(year)s") % {"quarter": quarter, "year": year} if quarter else label
    return str(day(last)) if period.start == last else f"{day(period.start)} – {day(last)}"


def is_bucket(period: Period, grain: str) -> bool:
    assert period.start
    first = floor(period.start, grain, period.fiscal_year_start)
    return period.start == first and period.end == after(first, grain)


def key_in_words(key: Key, name: str, fiscal_year_start: int = 1) -> str:
    """What a row is called by one of its keys: a bucket of time as people say it, “Not set” where there is none."""
    if name in GRAINS and isinstance(key.id, date):
        end = after(key.id, name)
        return in_words(Period(key.id, end, name, fiscal_year_start=fiscal_year_start))
    return key.label or _("Not set")


@register.filter
def row_label(row: Row, fiscal_year_start: int = 1) -> str:
    """What a row of an answer is called: by all of its keys."""
    return " · ".join(key_in_words(key, name, fiscal_year_start) for name, key in row.by.items())


@register.filter
def pick(mapping: Any, name: str) -> Any:
    return mapping.get(name)


@register.filter
def keyed(row: Row, name: str) -> Any:
    """The key of a row in one dimension."""
    return row.by[name]


@register.simple_tag(takes_context=True)
def passed_on(context: dict[str, Any], **more: Any) -> str:
    """The words of the address that every page of figures understands, with some changed."""
    words = [(name, value) for name, value in context["asking"].address() if name not in more]
    return urlencode(words + [(name, value) for name, value in more.items() if value])


@register.simple_tag(takes_context=True)
def rows_address(
    context: dict[str, Any], metric: str, row: Row | None = None, part: str = "", before: Any = None
) -> str:
    """The page with the very rows behind a figure (or one part of it), of one row of the answer if given; with the
    answer as `before`, those of the window that it is compared with."""
    # All of its keys: a funnel's row by rep is that of a step as well.
    key = {name: each.id for name, each in row.by.items()} if row is not None else {}
    if before is not None:
        return addresses.before(context["asking"], before, metric, key, part)
    return addresses.rows(context["asking"], metric, key, part)


@register.simple_tag(takes_context=True)
def cohort_address(context: dict[str, Any], cell: Any, part: str = "") -> str:
    """The customers behind a cell of the table of cohorts (or of one part of it): its month is the period."""
    asking = context["asking"]
    return addresses.rows(asking.during(addresses.written(cell.month)), "cohort_retention", cell.key, part)

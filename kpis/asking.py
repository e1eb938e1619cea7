"""What a page is asked, read from its address: period, comparison, filters. The same words on every page."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from crm.models import Campaign, Channel, Company, Product, Region, Team, User
from kpis.catalogue import DIMENSIONS, METRICS
from kpis.engine import Period, Query, QueryError

PERIODS = (
    ("this-month", _("This month")),
    ("last-month", _("Last month")),
    ("this-quarter", _("This quarter")),
    ("last-quarter", _("Last quarter")),
    ("this-year", _("This year")),
    ("last-year", _("Last year")),
    ("last-12-months", _("Last 12 months")),
    ("all", _("All time")),
)
COMPARISONS = (("", _("No comparison")), ("previous", _("The period before")), ("year", _("The year before")))
FILTERS: dict[str, Any] = {
    "team": Team, "region": Region, "channel": Channel, "campaign": Campaign, "product": Product, "owner": User,
}  # fmt: skip
MOST_CHOICES = 200
# Digits that both databases hold in a key: eighteen of them fit into 64 bits.
IDENTIFIER = re.compile(r"[0-9]{1,18}")
DEFAULT_PERIOD = "this-quarter"


@dataclass(frozen=True)
class Asking:
    """The question of a page, without its metrics."""

    viewer: Any
    period: Period
    compare: str | None
    where: dict[str, list[Any]]
    words: QueryDict

    def query(self, *metrics: str, by: tuple[str, ...] = (), **more: Any) -> Query:
        compare = more.pop("compare", self.compare)
        period = more.pop("period", self.period)
        return Query(metrics, period, self.viewer, by, {**self.where, **more.pop("where", {})}, compare, **more)

    def carried(self, *metrics: str) -> tuple[str, ...]:
        """Those of the metrics that know all the filters chosen."""
        return tuple(name for name in metrics if all(each in METRICS[name].dimensions() for each in self.where))


def read(request: HttpRequest, default: str = DEFAULT_PERIOD, comparison: str = "year") -> Asking:
    """The question in the address; QueryError where it cannot be understood."""
    company = Company.current()
    words = request.GET
    period = Period.parse(written_period(words, default), company.today(), company.fiscal_year_start)
    compare = words.get("compare", comparison) or None
    return Asking(request.user, period, compare if period.bounded else None, filters(words), words)


def written_period(words: QueryDict, default: str) -> str:
    if words.get("from") and words.get("to"):
        return f"{words['from']}..{words['to']}"
    return words.get("period") or default


def filters(words: QueryDict) -> dict[str, list[Any]]:
    """The ids of each dimension named in the address; “none” stands for what is not set."""
    return {
        name: [identified(name, each) for each in words.getlist(name) if each] for name in DIMENSIONS if words.get(name)
    }


def identified(name: str, text: str) -> Any:
    if text == "none":
        return None
    if not IDENTIFIER.fullmatch(text):
        raise QueryError("bad_filter", _("“%(text)s” is not a choice of this filter.") % {"text": text})
    return int(text)


def choices(asking: Asking) -> list[dict[str, Any]]:
    """The filters of the form: those whose rows the viewer may see and that are few enough to choose from."""
    made = []
    for name, model in FILTERS.items():
        rows = list(model.objects.visible_to(asking.viewer)[: MOST_CHOICES + 1])
        if 1 < len(rows) <= MOST_CHOICES:
            chosen = asking.where.get(name, [])
            options = [{"id": row.pk, "label": str(row), "chosen": row.pk in chosen} for row in rows]
            made.append({"name": name, "label": DIMENSIONS[name].label, "options": options})
    return made


def form(asking: Asking) -> dict[str, Any]:
    """What the filter bar shows."""
    known = {name for name, _label in PERIODS}
    periods: list[tuple[str, Any, bool]] = [(name, label, name == asking.period.text) for name, label in PERIODS]
    if asking.period.text not in known:
        periods.append((asking.period.text, str(asking.period), True))
    comparisons = [(name, label, name == (asking.compare or "")) for name, label in COMPARISONS]
    return {"periods": periods, "comparisons": comparisons, "filters": choices(asking), "asking": asking}


def trend_period(asking: Asking, today: date) -> Period:
    """The twelve months up to the period's end, or up to today."""
    company = Company.current()
    if asking.period.grain == "year" or asking.period.text in ("all", "last-12-months"):
        return asking.period if asking.period.bounded else Period.parse("last-36-months", today)
    return Period.parse("last-12-months", min(today, last_day(asking.period, today)), company.fiscal_year_start)


def last_day(period: Period, today: date) -> date:
    return date.fromordinal(period.end.toordinal() - 1) if period.end else today

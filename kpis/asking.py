"""What a page is asked, read from its address: period, comparison, filters. The same words on every page."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Cast, Concat, Trim
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.models import Campaign, Channel, Company, Product, Region, Team, User
from crm.models.names import normalise
from kpis.catalogue import DIMENSIONS, KNOWN
from kpis.engine import Period, Query, QueryError
from kpis.templatetags.figures import in_words

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
NAME = Cast("name", CharField())
FULL_NAME = Case(
    When(first_name="", last_name="", then=F("username")),
    default=Trim(Concat("first_name", Value(" "), "last_name")),
    output_field=CharField(),
)
# The models that the form offers to choose from, and what their rows are called.
FILTERS: dict[str, tuple[Any, Any]] = {
    "team": (Team, NAME), "region": (Region, NAME), "channel": (Channel, NAME), "campaign": (Campaign, NAME),
    "product": (Product, NAME), "owner": (User, FULL_NAME),
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
        return tuple(name for name in metrics if all(each in KNOWN[name].dimensions() for each in self.where))


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
    if words.get("from") or words.get("to"):
        raise QueryError("bad_period", gettext("Give both days, the first and the last, or choose a period."))
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
    """The filters of the form: those whose rows the viewer may see and that are few enough to choose from.

    One statement for all of them; of each at most one row more than can be shown.
    """
    parts = []
    for name, (model, label) in FILTERS.items():
        seen = model.objects.visible_to(asking.viewer)
        some = seen.filter(pk__in=seen.order_by("pk").values("pk")[: MOST_CHOICES + 1])
        words = some.annotate(filter_name=Value(name), filter_label=label)
        parts.append(words.order_by().values_list("filter_name", "pk", "filter_label"))
    found: dict[str, list[tuple[Any, str]]] = {name: [] for name in FILTERS}
    for name, pk, label in parts[0].union(*parts[1:], all=True):
        found[name].append((pk, label))
    made = []
    for name, rows in found.items():
        if 1 < len(rows) <= MOST_CHOICES:
            chosen = asking.where.get(name, [])
            rows.sort(key=lambda row: normalise(row[1]))
            options = [{"id": pk, "label": label, "chosen": pk in chosen} for pk, label in rows]
            made.append({"name": name, "label": DIMENSIONS[name].label, "options": options})
    return made


def form(asking: Asking) -> dict[str, Any]:
    """What the filter bar shows."""
    known = {name for name, _label in PERIODS}
    periods: list[tuple[str, Any, bool]] = [(name, label, name == asking.period.text) for name, label in PERIODS]
    if asking.period.text not in known:
        periods.append((asking.period.text, in_words(asking.period), True))
    comparisons = [(name, label, name == (asking.compare or "")) for name, label in COMPARISONS]
    kept = [(name, text) for name in asking.words if kept_beside(name) for text in asking.words.getlist(name)]
    offered = choices(asking)
    # What the form has no field for (a customer, a source, one of too many people) stays until it is reset.
    fixed = {name for name in DIMENSIONS if name in asking.words} - {each["name"] for each in offered}
    return {
        "periods": periods, "comparisons": comparisons, "filters": offered, "asking": asking, "kept": kept,
        "fixed": [(name, text) for name in sorted(fixed) for text in asking.words.getlist(name)],
    }  # fmt: skip


def kept_beside(name: str) -> bool:
    """Whether a word of the address says what is looked at, rather than when and of whom."""
    return name in ("by", "of", "part") or name.startswith("key-")


def trend_period(asking: Asking, today: date) -> Period:
    """The twelve months up to the period's end, or up to today."""
    company = Company.current()
    if asking.period.grain == "year" or asking.period.text in ("all", "last-12-months"):
        return asking.period if asking.period.bounded else Period.parse("last-36-months", today)
    return Period.parse("last-12-months", min(today, last_day(asking.period, today)), company.fiscal_year_start)


def last_day(period: Period, today: date) -> date:
    return date.fromordinal(period.end.toordinal() - 1) if period.end else today

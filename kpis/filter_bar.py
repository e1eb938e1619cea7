"""The bar above every page of figures: its choices of period, comparison and filters, and all of it in words."""

from datetime import timedelta
from typing import Any

from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Cast, Concat, Trim
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.models import Campaign, Channel, Company, Product, Region, Team, User
from crm.models.names import normalise
from crm.remembering import remembered
from crm.templatetags.formats import day, moment
from kpis.asking import PERIOD_WORDS, ROLLING, Asking
from kpis.catalogue import DIMENSIONS
from kpis.engine.periods import FIRST_YEAR, GRAIN_LABELS, GRAINS, Period
from kpis.explaining import whose
from kpis.naming import names_seen
from kpis.templatetags.figures import in_words

PERIODS = (
    (_("Now"), (
        ("today", _("Today")), ("this-week", _("This week")), ("this-month", _("This month")),
        ("this-quarter", _("This quarter")), ("this-year", _("This year")),
    )),
    (_("The last one"), (
        ("yesterday", _("Yesterday")), ("last-week", _("Last week")), ("last-month", _("Last month")),
        ("last-quarter", _("Last quarter")), ("last-year", _("Last year")),
    )),
    (_("To date"), (
        ("week-to-date", _("Week to date")), ("month-to-date", _("Month to date")),
        ("quarter-to-date", _("Quarter to date")), ("year-to-date", _("Year to date")),
    )),
    (_("Rolling"), (
        ("last-7-days", _("Last 7 days")), ("last-30-days", _("Last 30 days")), ("last-90-days", _("Last 90 days")),
        ("last-12-months", _("Last 12 months")), ("all", _("All time")),
    )),
)  # fmt: skip
COMPARISONS = (("", _("No comparison")), ("previous", _("The period before")), ("year", _("The year before")))
UNIT_LABELS = {"days": _("days"), "weeks": _("weeks"), "months": _("months")}
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


def choices(asking: Asking) -> list[dict[str, Any]]:
    """The filters of the form, and which of their rows are chosen."""
    made = []
    for name, rows in remembered(("choices", asking.viewer.pk), lambda: offered_to(asking.viewer)).items():
        chosen = asking.where.get(name, [])
        options = [{"id": pk, "label": label, "chosen": pk in chosen} for pk, label in rows]
        made.append({"name": name, "label": DIMENSIONS[name].label, "options": options})
    return made


def offered_to(viewer: Any) -> dict[str, list[tuple[Any, str]]]:
    """The rows of each filter that the viewer may see, where they are few enough to choose from.

    One statement for all of them; of each at most one row more than can be shown.
    """
    parts = []
    for name, (model, label) in FILTERS.items():
        seen = model.objects.visible_to(viewer)
        some = seen.filter(pk__in=seen.order_by("pk").values("pk")[: MOST_CHOICES + 1])
        words = some.annotate(filter_name=Value(name), filter_label=label)
        parts.append(words.order_by().values_list("filter_name", "pk", "filter_label"))
    found: dict[str, list[tuple[Any, str]]] = {name: [] for name in FILTERS}
    for name, pk, label in parts[0].union(*parts[1:], all=True):
        found[name].append((pk, label))
    few = {name: rows for name, rows in found.items() if 1 < len(rows) <= MOST_CHOICES}
    return {name: sorted(rows, key=lambda row: normalise(row[1])) for name, rows in few.items()}


def form(asking: Asking, titled: str = "") -> dict[str, Any]:
    """What the filter bar shows, and what is printed in its place, less the dimension that the title tells."""
    kept = [(name, text) for name in asking.words if kept_beside(name) for text in asking.words.getlist(name)]
    offered = choices(asking)
    # What the form has no field for (a customer, a source, one of too many people) stays until it is reset.
    fixed = {name for name in DIMENSIONS if name in asking.words} - {each["name"] for each in offered}
    return {
        "periods": periods(asking),
        "comparisons": [(name, label, name == (asking.compare or "")) for name, label in COMPARISONS],
        "filters": offered, "asking": asking, "kept": kept,
        "fixed": [(name, text) for name in sorted(fixed) for text in asking.words.getlist(name)],
        "units": [(name, UNIT_LABELS[name], name == asking.words.get("unit")) for name in ROLLING],
        "grains": [(name, GRAIN_LABELS[name], name == asking.words.get("grain")) for name in GRAINS],
        "steps": periods_beside(asking), "narrowed": narrowed(asking, offered, titled),
        **printed(asking.viewer),
    }  # fmt: skip


def printed(viewer: Any) -> dict[str, Any]:
    """What paper says besides the question."""
    return {"shown_at": moment(timezone.now()), "whose": whose(viewer)}


def periods(asking: Asking) -> list[tuple[Any, list[tuple[str, Any, bool]]]]:
    """The periods to choose from in groups; one of another kind stands first and alone."""
    text = asking.period.text
    known = {name for _group, options in PERIODS for name, _label in options}
    groups = [(group, [(name, label, name == text) for name, label in options]) for group, options in PERIODS]
    return groups if text in known else [(_("Chosen"), [(text, in_words(asking.period), True)]), *groups]


def kept_beside(name: str) -> bool:
    """Whether a word of the address says what is looked at, rather than when and of whom."""
    return name in ("by", "of", "part", "sort", "reps", "view") or name.startswith("key-")


def periods_beside(asking: Asking) -> dict[str, tuple[Period, str]]:
    """The periods before and after with the words of their addresses; none after one that is not over."""
    found = {}
    today = min(asking.as_of or Company.current().today(), Company.current().today())
    if asking.period.bounded and asking.period.start.year > FIRST_YEAR + 1:  # type: ignore[union-attr]
        found["earlier"] = asking.period.moved(-1)
        later = asking.period.moved(1)
        if later.start and later.start <= today:
            found["later"] = later
    return {name: (period, moved_address(asking, period)) for name, period in found.items()}


def moved_address(asking: Asking, period: Period) -> str:
    """The address of this page about another period, without what chose the period in it."""
    words = asking.words.copy()
    for name in (*PERIOD_WORDS, "page"):
        words.pop(name, None)
    words["period"] = period.text
    return words.urlencode()


def narrowed(asking: Asking, offered: list[dict[str, Any]], titled: str = "") -> list[tuple[Any, str]]:
    """What the question is narrowed to, in words: a dimension and the names chosen."""
    known = {each["name"]: {option["id"]: option["label"] for option in each["options"]} for each in offered}
    found = []
    for name, ids in asking.where.items():
        if name == titled:
            continue
        labels = known.get(name, {})
        if any(each not in labels for each in ids if each is not None):
            labels = names_seen(name, [each for each in ids if each is not None], asking.viewer)
        names = [gettext("Not set") if each is None else labels.get(each, f"#{each}") for each in ids]
        found.append((DIMENSIONS[name].label, ", ".join(names)))
    return found


def in_sentences(asking: Asking, comparison: Period | None = None) -> list[tuple[Any, str]]:
    """The question as lines of a label and a text: for files and paper."""
    lines = [(_("Period"), days_in_words(asking.period))]
    if comparison:
        lines.append((_("Compared with"), days_in_words(comparison)))
    lines += narrowed(asking, [])
    as_of = asking.as_of or Company.current().today()
    return [*lines, (_("As known on"), str(day(as_of)))]


def days_in_words(period: Period) -> str:
    """“March 2026 (1 Mar 2026 – 31 Mar 2026)”."""
    said = in_words(period)
    if period.start is None or period.end is None:
        return said
    days = f"{day(period.start)} – {day(period.end - timedelta(days=1))}"
    return said if said == days or period.grain == "day" else f"{said} ({days})"

"""What a manager looks at beside the figures: the pipeline by stage and age, what waits, what customers say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from math import sqrt
from typing import Any
from urllib.parse import urlencode

from django.db.models import Avg, Case, Count, Max, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from crm.attention import quiet, without_next_step
from crm.models import Company, Opportunity, Stage, Team, User
from feedback.models import Answer
from feedback.models.surveys import ScoreKind
from feedback.names import readable, shown_to
from kpis.engine import Period
from kpis.engine.expressions import ExactSum
from kpis.engine.statistics import normal_quantile, wilson
from kpis.models import AgreedAction, OneToOne

# Days since opening where one age ends and the next begins.
AGES = (30, 60, 90, 180)
NO_DATE = len(AGES) + 1
WAITING = 8
COMMENTS = 6


@dataclass
class Cell:
    """How many opportunities of a stage and age, what they are worth, and the list of them."""

    count: int = 0
    amount: Decimal = field(default_factory=Decimal)
    address: str = ""


@dataclass(frozen=True)
class Waiting:
    """The largest of what needs attention, how many there are, and the list of all."""

    rows: list[Opportunity]
    count: int
    address: str


@dataclass(frozen=True)
class Score:
    """A survey's score by its kind: NPS from −100 to 100, CSAT a share, CES a mean; with its 95 % interval if known."""

    survey: str
    kind: str
    value: float
    n: int
    low: float | None = None
    high: float | None = None


def open_in(viewer: Any, team: Team) -> QuerySet[Opportunity]:
    rows: QuerySet[Opportunity] = Opportunity.objects.visible_to(viewer).filter(
        outcome=Stage.Kind.OPEN, team__in=team.subtree_ids()
    )
    return rows


def listed(team: Team, **words: Any) -> str:
    """The list of opportunities with the filters that give exactly these."""
    given = {"outcome": "open", "team": team.pk, **{name: value for name, value in words.items() if value}}
    return f"{reverse('crm:opportunities')}?{urlencode(given)}"


def age_labels() -> list[str]:
    firsts = [0, *(days + 1 for days in AGES[:-1])]
    between = [_("%(first)s–%(last)s days") % {"first": a, "last": b} for a, b in zip(firsts, AGES, strict=True)]
    return [*between, _("more than %(days)s days") % {"days": AGES[-1]}, _("opened on no known day")]


def age_bounds(age: int, today: date) -> tuple[date | None, date | None]:
    """The first and the last opening day of an age; None where it has no bound."""
    first = today - timedelta(days=AGES[age]) if age < len(AGES) else None
    last = today - timedelta(days=AGES[age - 1] + 1) if age else None
    return first, last


def age_column(today: date) -> Case:
    known = [When(opened_on__gte=today - timedelta(days=days), then=Value(age)) for age, days in enumerate(AGES)]
    return Case(When(opened_on=None, then=Value(NO_DATE)), *known, default=Value(len(AGES)))


def pipeline(viewer: Any, team: Team, today: date) -> dict[str, Any]:
    """The open opportunities of today by stage and days since opening: `ages`, `rows` of cells, their `total`."""
    counted = (
        open_in(viewer, team).annotate(age=age_column(today)).order_by().values("stage", "age")
        .annotate(count=Count("pk"), worth=ExactSum("amount"))
    )  # fmt: skip
    cells: dict[tuple[int, int], Cell] = {}
    for row in counted:
        cells[row["stage"], row["age"]] = Cell(row["count"], row["worth"] or Decimal(0))
    ages = [age for age in range(NO_DATE + 1) if age < NO_DATE or any(known == age for _stage, known in cells)]
    stages = [each for each in Company.current().stages if any(stage == each.pk for stage, _age in cells)]
    labels = age_labels()
    return {
        "ages": [labels[age] for age in ages],
        "rows": [(stage, stage_cells(team, stage, ages, cells, today)) for stage in stages],
        "total": [total(cells, age) for age in ages] + [total(cells)],
    }


def stage_cells(
    team: Team, stage: Any, ages: list[int], cells: Mapping[tuple[int, int], Cell], today: date
) -> list[Cell]:
    """A stage's cells by age, and their sum. A stage that is no longer offered is no filter of the list."""
    found = []
    for age in ages:
        cell = cells.get((stage.pk, age), Cell())
        if cell.count and stage.active and age != NO_DATE:
            first, last = age_bounds(age, today)
            cell.address = listed(team, stage=stage.pk, opened_from=first, opened_to=last)
        found.append(cell)
    whole = Cell(sum(each.count for each in found), sum((each.amount for each in found), Decimal(0)))
    whole.address = listed(team, stage=stage.pk) if stage.active else ""
    return [*found, whole]


def total(cells: Mapping[tuple[int, int], Cell], age: int | None = None) -> Cell:
    chosen = [cell for (_stage, known), cell in cells.items() if age is None or known == age]
    return Cell(sum(each.count for each in chosen), sum((each.amount for each in chosen), Decimal(0)))


def waiting(viewer: Any, team: Team, today: date) -> dict[str, Waiting]:
    """What has no next step, and what has gone quiet: the largest amounts first."""
    rows = open_in(viewer, team)
    return {
        "no_next_step": largest(without_next_step(rows), listed(team, needs="next_step")),
        "quiet": largest(quiet(rows, today), listed(team, needs="life")),
    }


def largest(rows: QuerySet[Opportunity], address: str) -> Waiting:
    first = rows.select_related("account", "stage", "owner").order_by("-amount", "-pk")[:WAITING]
    return Waiting(list(first), rows.count(), address)


def feedback(viewer: Any, team: Team, period: Period) -> dict[str, Any]:
    """The scores of the period by survey, and what customers wrote, the latest first; of anonymous surveys nothing, as
    a team may be too small a group."""
    answers = readable(viewer).filter(anonymous=False, team__in=team.subtree_ids())
    if period.start:
        answers = answers.filter(answered_on__gte=period.start)
    if period.end:
        answers = answers.filter(answered_on__lt=period.end)
    written = answers.exclude(comment="").select_related("account", "contact", "survey", "owner")
    latest = shown_to(viewer, written.order_by("-answered_on", "-pk")[:COMMENTS])
    return {"scores": scores(answers), "comments": list(latest)}


def scores(answers: QuerySet[Answer]) -> list[Score]:
    """kpis.md: NPS is promoters (9–10) less detractors (0–6) in a hundred, CSAT the share of 4–5, CES the mean."""
    counted = answers.exclude(score=None).exclude(kind=ScoreKind.OWN).order_by().values("survey__name", "kind")
    found = counted.annotate(
        n=Count("pk"), mean=Avg("score"), promoters=Count("pk", filter=Q(score__gte=9)),
        detractors=Count("pk", filter=Q(score__lte=6)), content=Count("pk", filter=Q(score__gte=4)),
    )  # fmt: skip
    return sorted((score(row) for row in found), key=lambda each: each.survey)


def score(row: Mapping[str, Any]) -> Score:
    name, kind, n = row["survey__name"], row["kind"], row["n"]
    if kind == ScoreKind.NPS:
        above, below = row["promoters"] / n, row["detractors"] / n
        value = above - below
        # The variance of a variable that is 1, 0 or −1.
        margin = normal_quantile() * sqrt(max(0.0, above + below - value**2) / n)
        return Score(name, kind, 100 * value, n, 100 * max(-1.0, value - margin), 100 * min(1.0, value + margin))
    if kind == ScoreKind.CSAT:
        low, high = wilson(row["content"], n) or (None, None)
        return Score(name, kind, row["content"] / n, n, low, high)
    return Score(name, kind, float(row["mean"]), n)


def talks(viewer: Any, team: Team, today: date) -> list[dict[str, Any]]:
    """The team's people with the day of their last one-to-one and their open and overdue actions."""
    people = User.objects.visible_to(viewer).sellers().employed(today, today + timedelta(days=1))
    people = people.filter(team__in=team.subtree_ids()).exclude(pk=viewer.pk)
    held = OneToOne.objects.filter(rep__in=people).order_by().values("rep").annotate(last=Max("held_on"))
    last = {row["rep"]: row["last"] for row in held}
    late = Count("pk", filter=Q(due_on__lt=today))
    open_actions = AgreedAction.objects.filter(one_to_one__rep__in=people, done_on=None).order_by()
    counts = open_actions.values("one_to_one__rep").annotate(count=Count("pk"), late=late)
    waits = {row["one_to_one__rep"]: row for row in counts}
    return [{"rep": rep, "last": last.get(rep.pk), "actions": waits.get(rep.pk)} for rep in people]

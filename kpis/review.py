"""What a manager looks at beside the figures: the pipeline by stage and age, what waits, what customers say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Count, Max, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from crm.attention import quiet, without_next_step
from crm.models import Company, Opportunity, Stage, Team, User
from feedback.names import readable, shown_to
from kpis import addresses
from kpis.asking import Asking
from kpis.catalogue import ask
from kpis.engine import Figure
from kpis.engine.expressions import ExactSum
from kpis.models import AgreedAction, OneToOne

# Days since opening where one age ends and the next begins.
AGES = (30, 60, 90, 180)
NO_DATE = len(AGES) + 1
WAITING = 8
COMMENTS = 6
SCORES = ("nps", "csat", "ces")


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
    """What customers of a survey say: the figure of its kind ("nps", "csat", "ces"), and the list of its answers."""

    survey: str
    metric: str
    figure: Figure
    address: str


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


def feedback(asking: Asking, team: Team) -> dict[str, Any]:
    """The scores of the period by survey, and what customers wrote, the latest first; `asking` is about the team. Of
    anonymous surveys no comment, as a team may be too small a group."""
    period = asking.period
    answers = readable(asking.viewer).filter(anonymous=False, team__in=team.subtree_ids())
    if period.start:
        answers = answers.filter(answered_on__gte=period.start)
    if period.end:
        answers = answers.filter(answered_on__lt=period.end)
    if asking.as_of:
        answers = answers.filter(answered_on__lte=asking.as_of)
    written = answers.exclude(comment="").select_related("account", "contact", "survey", "owner")
    latest = shown_to(asking.viewer, written.order_by("-answered_on", "-pk")[:COMMENTS])
    return {"scores": scores(asking), "comments": list(latest)}


def scores(asking: Asking) -> list[Score]:
    """The figures of satisfaction by survey, each with exactly the answers that it is made of."""
    answer = ask(asking.query(*SCORES, by=("survey",), compare=None))
    return [
        Score(str(key.label), name, row.figures[name], addresses.rows(asking, name, {"survey": key.id}, "denominator"))
        for row in answer.rows
        for key in row.by.values()
        for name in SCORES
        if row.figures[name].n
    ]


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

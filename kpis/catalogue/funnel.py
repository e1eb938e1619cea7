"""The funnel: opportunities opened in the period by the furthest stage that they reached."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from crm.models import Company, OpportunityEvent, Stage
from kpis.catalogue.facts import FOLLOWED, scoped
from kpis.catalogue.moments import won_by
from kpis.engine import compiled, rollups, statements
from kpis.engine.expressions import count_of_rows
from kpis.engine.measures import Asked, Computed, Fact, Key, Measure
from kpis.engine.metrics import Parts, quotient
from kpis.engine.periods import GRAINS
from kpis.models import Course


@dataclass(frozen=True)
class Step:
    """How many reached a stage, the stage before, and the first one, where all are."""

    reached: int = 0
    previous: int = 0
    first: int = 0

    def __add__(self, other: "Step") -> "Step":
        return Step(self.reached + other.reached, self.previous + other.previous, self.first + other.first)


@dataclass(frozen=True)
class Group:
    """Opportunities of one pipeline and key that went equally far."""

    pipeline: int
    key: Key
    order: int
    count: int
    won: int

    def reached(self, stage: Stage, is_first: bool) -> int:
        """Reaching a stage is ever having been in one of its order or a later one, or won."""
        got_there = is_first or (stage.kind == Stage.Kind.OPEN and self.order >= stage.order)
        return self.count if got_there else self.won


def reached(asked: Asked) -> Mapping[Key, Step]:
    """Per key the step of its stage; without "stage" among the keys, the first step of all pipelines together.

    Skipping a stage drops nobody, and coming back to it counts once.
    """
    found: dict[Key, Step] = defaultdict(Step)
    groups: dict[tuple[int, Key], list[Group]] = defaultdict(list)
    for group in furthest(asked):
        groups[group.pipeline, group.key].append(group)
    stages = stages_of({pipeline for pipeline, _key in groups})
    for (pipeline, key), members in groups.items():
        for stage, step in ladder(stages[pipeline], members):
            if "stage" in asked.by:
                position = asked.by.index("stage")
                found[(*key[:position], stage.pk, *key[position:])] = step
            elif stage == stages[pipeline][0]:
                found[key] += step
    return found


def stages_of(pipelines: set[int]) -> dict[int, list[Stage]]:
    """The stages that lead to winning, in order."""
    stages: dict[int, list[Stage]] = defaultdict(list)
    for stage in Company.current().stages:
        if stage.pipeline_id in pipelines and stage.kind != Stage.Kind.LOST:
            stages[stage.pipeline_id].append(stage)
    return stages


def open_stages() -> list[Stage]:
    return [stage for stage in Company.current().stages if stage.kind == Stage.Kind.OPEN]


def ladder(stages: list[Stage], groups: list[Group]) -> list[tuple[Stage, Step]]:
    """Each stage with its step. Everybody is in the first."""
    everyone = previous = sum(group.count for group in groups)
    steps = []
    for index, stage in enumerate(stages):
        got = sum(group.reached(stage, index == 0) for group in groups)
        steps.append((stage, Step(got, previous, everyone)))
        previous = got
    return steps


def cohort(asked: Asked) -> QuerySet:
    """The opportunities opened in the period, each with the order of the furthest open stage it was in; of those won,
    which count as having reached every stage, it is not looked for."""
    orders = [When(stage=stage.pk, then=Value(stage.order)) for stage in open_stages()]
    order = Cast(Case(*orders, default=None), IntegerField())
    events = OpportunityEvent.objects.filter(opportunity=OuterRef("pk"), on__lte=asked.as_of)
    top = events.order_by().values("opportunity").annotate(top=Max(order)).values("top")
    # Where history is silent (rows written without it), the stage of today tells.
    present = Coalesce(order, Value(0))
    rows = statements.rows(FOLLOWED, [asked])
    reached = Coalesce(Subquery(top), present)
    return rows.order_by().annotate(furthest=Case(When(won_by(asked.moment), then=Value(0)), default=reached))


COURSE = Fact(
    "course",
    _("ways of opportunities"),
    lambda viewer, scope: scoped(Course.objects.all(), viewer, scope),
    date="day",
    dimensions={
        **{name: f"{name}_id" for name in ("owner", "team", "pipeline", "stage")},
        "visited": "visited",
        "outcome": "outcome",
    },
)
COURSES = Measure("course_count", COURSE)


def furthest(asked: Asked) -> list[Group]:
    others = replace(asked, by=tuple(name for name in asked.by if name != "stage"))
    kept = None if asked.moment.past else by_courses(others)
    return by_history(others) if kept is None else kept


def by_courses(asked: Asked) -> list[Group] | None:
    """From the stages that the database says each was in; None where it does not keep them."""
    by = tuple(dict.fromkeys([*asked.by, "pipeline", "stage", "visited", "outcome"]))
    [answers] = rollups.answers([([COURSES], [replace(asked, by=by)])])
    if answers is None:
        return None
    orders, groups = {stage.pk: stage.order for stage in open_stages()}, []
    for key, count in answers[0][COURSES.id].items():
        of = dict(zip(by, key, strict=True))
        been = [orders[pk] for pk in map(int, of["visited"].split()) if pk in orders]
        order = max(been) if been else orders.get(of["stage"], 0)
        won = count if of["outcome"] == "won" else 0
        groups.append(Group(of["pipeline"], tuple(of[name] for name in asked.by), order, count, won))
    return groups


def by_history(others: Asked) -> list[Group]:
    distinct = FOLLOWED.through_lines(others.slices())

    def make() -> QuerySet:
        keys = statements.keys_of(FOLLOWED, [others])
        counts = {"count": count_of_rows(None, distinct), "won": count_of_rows(won_by(others.moment), distinct)}
        rows = cohort(others).values("pipeline_id", "furthest", **keys).annotate(**counts)
        return rows.values("pipeline_id", "furthest", *keys, *counts)

    return [
        Group(row["pipeline_id"], statements.key_in(row, others.by), row["furthest"], row["count"], row["won"])
        for row in compiled.rows("furthest", [([], [others])], make)
    ]


def those_who_reached(asked: Asked) -> QuerySet:
    """The opportunities behind one step, the one of the key's stage; without it, all."""
    stage = Stage.objects.filter(pk=asked.exact.get("stage")).first()
    rows = those_who_began(asked)
    if stage is None or stage == stages_of({stage.pipeline_id})[stage.pipeline_id][0]:
        return rows
    further = Q(furthest__gte=stage.order) if stage.kind == Stage.Kind.OPEN else Q(pk__in=[])
    return rows.filter(further | won_by(asked.moment))


def those_who_began(asked: Asked) -> QuerySet:
    """The opportunities that a step is a share of: all that were opened, of the pipeline of the key's stage."""
    exact = dict(asked.exact)
    stage = Stage.objects.filter(pk=exact.pop("stage", None)).first()
    rows = cohort(replace(asked, exact=exact))
    if FOLLOWED.through_lines(asked.slices()):
        rows = rows.distinct()
    return rows if stage is None else rows.filter(pipeline=stage.pipeline_id)


def funnel(parts: Parts) -> dict[str, Any]:
    step: Step = parts["reached"]
    return {
        "value": step.reached,
        "numerator": step.reached,
        "denominator": step.first,
        "n": step.first,
        "beside": {
            "share_of_previous": quotient(step.reached, step.previous),
            "share_of_first": quotient(step.reached, step.first),
        },
    }


REACHED = Computed(
    "reached",
    reached,
    (*FOLLOWED.dimensions, *GRAINS),
    filters=tuple(FOLLOWED.line_dimensions),
    empty=Step(),
    rows=those_who_reached,
    dated="opened_on",
)
BEGAN = replace(REACHED, id="began", rows=those_who_began)

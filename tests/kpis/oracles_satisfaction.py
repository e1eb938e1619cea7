"""What customers say, counted a second time by plain loops."""

from collections.abc import Iterable
from typing import Any

from feedback.models import Answer, Invitation
from tests.kpis import oracles
from tests.kpis.atoms import Atom, Window, attribution, of_lines
from tests.kpis.oracles import World, counted, divided, middle


def about(row: Any, on: Any, split: bool) -> Iterable[Atom]:
    """The fact, or one atom for each line of the sale it is about, else of the opportunity."""
    by = {**attribution(row), "survey": row.survey_id}
    asked = row.sale or row.opportunity
    if asked is None:
        yield Atom(row, on, {**by, "product": None, "category": None})
    else:
        yield from of_lines(asked, by, on, None, split, of=row)


def answers(window: Window, split: bool) -> Iterable[Atom]:
    for row in Answer.objects.select_related("account", "follow_up", "sale", "opportunity"):
        yield from about(row, row.answered_on, split)


def invitations(window: Window, split: bool) -> Iterable[Atom]:
    for row in Invitation.objects.select_related("account", "sale", "opportunity"):
        yield from about(row, row.sent_on, split)


def scores(world: World, kind: str) -> list[int]:
    return [row.score for row in world.rows(lambda row: row.kind == kind and row.score is not None)]


def nps(world: World) -> oracles.Answer:
    found = scores(world, "nps")
    net = sum((score >= 9) - (score <= 6) for score in found)
    return oracles.Answer(100 * net / len(found) if found else None, net, len(found), len(found))


def csat(world: World) -> oracles.Answer:
    found = scores(world, "csat")
    return divided(sum(score >= 4 for score in found), len(found))


def ces(world: World) -> oracles.Answer:
    found = scores(world, "ces")
    return divided(sum(found), len(found), median=middle(found))


def response_rate(world: World) -> oracles.Answer:
    answered = world.rows(lambda row: row.answered_on and row.answered_on <= world.as_of)
    return divided(len(answered), len(world.rows()))


def complaints_open(world: World) -> oracles.Answer:
    def is_open(row: Any) -> bool:
        done = row.follow_up and row.follow_up.state == "done" and row.follow_up.done_on <= world.as_of
        return row.kind == "nps" and row.score is not None and row.score <= 6 and not done

    return counted(world.rows(is_open))


def without_score(kind: str) -> Any:
    return {"no_score": lambda world, row: row.kind == kind and row.score is None}


ORACLES = {
    "nps": (answers, nps),
    "csat": (answers, csat),
    "ces": (answers, ces),
    "response_rate": (invitations, response_rate),
    "complaints_open": (answers, complaints_open),
}
LEFT_OUT = {
    **{kind: without_score(kind) for kind in ("nps", "csat", "ces")},
    "response_rate": {"not_sent": oracles.always},
}

"""A change sets and clears objectives together, is proposed and decided on, and is taken back."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kpis.models import ChangedObjective, Objective, ObjectiveChange
from tests.objectives.conftest import in_force, slot
from tests.people import People


def steps(change: ObjectiveChange) -> list[tuple[int, Decimal | None, Decimal | None]]:
    return [(step.start_on.month, step.before, step.after) for step in change.steps.order_by("start_on")]


def test_it_sets_replaces_and_clears_together(people: People) -> None:
    rep = people.rep
    ObjectiveChange.make(
        "revenue", {slot(1, owner=rep): Decimal(100), slot(2, owner=rep): Decimal(200)}, by=people.admin
    )
    wanted = {slot(1, owner=rep): Decimal(150), slot(2, owner=rep): None, slot(3, owner=rep): Decimal(300)}
    change = ObjectiveChange.make("revenue", wanted, by=people.admin, note="New year")
    assert in_force(rep) == {1: 150, 3: 300}
    assert steps(change) == [(1, 100, 150), (2, 200, None), (3, None, 300)]
    assert Objective.objects.filter(owner=rep).count() == 4
    assert {each.change for each in Objective.objects.current().filter(owner=rep)} == {change}  # type: ignore[attr-defined]


def test_what_is_in_force_already_is_no_step(people: People) -> None:
    ObjectiveChange.make("revenue", {slot(1): Decimal(100)}, by=people.admin)
    change = ObjectiveChange.make("revenue", {slot(1): Decimal(100), slot(2): Decimal(5)}, by=people.admin)
    assert steps(change) == [(2, None, 5)]


def test_the_same_place_of_another_kpi_or_person_is_left_alone(people: People) -> None:
    ObjectiveChange.make("revenue", {slot(1): Decimal(1), slot(1, team=people.north): Decimal(2)}, by=people.admin)
    ObjectiveChange.make("sales_count", {slot(1): Decimal(9)}, by=people.admin)
    ObjectiveChange.make("revenue", {slot(1): None}, by=people.admin)
    assert {(each.metric, each.target) for each in Objective.objects.current()} == {("revenue", 2), ("sales_count", 9)}  # type: ignore[attr-defined]


def test_taken_back(people: People) -> None:
    rep = people.rep
    ObjectiveChange.make(
        "revenue", {slot(1, owner=rep): Decimal(100), slot(2, owner=rep): Decimal(200)}, by=people.admin
    )
    change = ObjectiveChange.make(
        "revenue", {slot(1, owner=rep): Decimal(150), slot(2, owner=rep): None}, by=people.admin
    )
    made = change.take_back(people.admin)
    assert in_force(rep) == {1: 100, 2: 200}
    assert made.takes_back == change
    with pytest.raises(ValidationError):
        change.take_back(people.admin)


def test_taking_back_leaves_what_was_changed_since(people: People) -> None:
    rep = people.rep
    change = ObjectiveChange.make(
        "revenue", {slot(1, owner=rep): Decimal(1), slot(2, owner=rep): Decimal(2)}, by=people.admin
    )
    ObjectiveChange.make("revenue", {slot(2, owner=rep): Decimal(9)}, by=people.admin)
    assert steps(change.take_back(people.admin)) == [(1, 1, None)]
    assert in_force(rep) == {2: 9}


def test_a_proposal_is_in_force_once_accepted_and_starts_from_that_day(people: People) -> None:
    rep = people.rep
    ObjectiveChange.make("revenue", {slot(1, owner=rep): Decimal(100)}, by=people.admin)
    proposal = ObjectiveChange.propose("revenue", {slot(1, owner=rep): Decimal(80)}, by=people.manager)
    assert in_force(rep) == {1: 100}
    ObjectiveChange.make("revenue", {slot(1, owner=rep): Decimal(120)}, by=people.admin)
    proposal.accept(people.admin, "Fair")
    assert in_force(rep) == {1: 80}
    assert steps(proposal) == [(1, 120, 80)]
    assert (proposal.state, proposal.decided_by, proposal.answer) == ("in_force", people.admin, "Fair")
    proposal.take_back(people.admin)
    assert in_force(rep) == {1: 120}


def test_a_refused_one_changes_nothing_and_is_decided_once(people: People) -> None:
    proposal = ObjectiveChange.propose("revenue", {slot(1): Decimal(80)}, by=people.manager)
    proposal.refuse(people.admin, "No")
    assert in_force() == {}
    with pytest.raises(ValidationError):
        ObjectiveChange.objects.get(pk=proposal.pk).accept(people.admin)
    with pytest.raises(ValidationError):
        proposal.take_back(people.admin)


def test_the_database_holds_the_rules(people: People) -> None:
    change = ObjectiveChange.make("revenue", {slot(1): Decimal(1)}, by=people.admin)
    place = slot(1)._asdict()
    for broken in (
        {"after": Decimal(2)},
        {"start_on": slot(2).start_on},
        {"start_on": slot(2).start_on, "after": Decimal(-1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            ChangedObjective.objects.create(change=change, **{**place, **broken})
    with pytest.raises(IntegrityError), transaction.atomic():
        ObjectiveChange.objects.create(metric="revenue", state="refused")


def test_clearing_one_keeps_it_as_history(people: People) -> None:
    Objective.put("revenue", "month", slot(1).start_on, Decimal(5), owner=people.rep)
    Objective.clear("revenue", "month", slot(1).start_on, owner=people.rep)
    assert in_force(people.rep) == {}
    assert Objective.objects.get(owner=people.rep).replaced_at is not None


def test_each_sees_the_changes_that_touch_what_they_may_see(people: People) -> None:
    ObjectiveChange.make("revenue", {slot(1, owner=people.rep): Decimal(1)}, by=people.admin)
    ObjectiveChange.make("revenue", {slot(1): Decimal(1)}, by=people.admin)
    seen = {
        who: ObjectiveChange.objects.visible_to(getattr(people, who)).count()  # type: ignore[attr-defined]
        for who in ("rep", "colleague", "manager", "outsider", "admin")
    }
    assert seen == {"rep": 1, "colleague": 0, "manager": 1, "outsider": 0, "admin": 2}

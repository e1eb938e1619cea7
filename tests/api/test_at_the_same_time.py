"""One request that a program sends twice at the very same time, with one key, is carried out once."""

from typing import Any

import pytest

from crm.models import Account, ApiReplay, Opportunity, Pipeline, Stage
from tests.api.conftest import Program
from tests.at_once import at_once
from tests.people import People, make_people


@pytest.fixture
def everybody(transactional_db: None) -> People:
    return make_people()


def twice(people: People, address: str, body: dict[str, Any], expected: int) -> list[Any]:
    rep = Program(people.rep)
    answers = at_once(*[lambda: rep.send("POST", address, body, idempotency_key="k-1")] * 2)
    assert [each.status_code for each in answers] == [expected, expected]
    assert answers[0].json() == answers[1].json()
    assert sorted(each.headers.get("Idempotency-Replayed", "") for each in answers) == ["", "true"]
    assert ApiReplay.objects.count() == 1
    return answers


def test_one_record_is_made(everybody: People) -> None:
    twice(everybody, "accounts/", {"name": "Mill"}, 201)
    assert Account.objects.count() == 1


def test_many_records_are_made_once(everybody: People) -> None:
    twice(everybody, "accounts/bulk/", {"rows": [{"name": "Mill"}, {"name": "Bakery"}]}, 201)
    assert Account.objects.count() == 2


def test_a_verb_is_carried_out_once(everybody: People) -> None:
    pipeline = Pipeline.objects.create(name="Sales", is_default=True)
    for order, kind in enumerate((Stage.Kind.OPEN, Stage.Kind.WON, Stage.Kind.LOST), 1):
        pipeline.stages.create(name=kind.label, order=order, kind=kind)
    opportunity = Opportunity.open(name="Stones", owner=everybody.rep, amount=5)
    twice(everybody, f"opportunities/{opportunity.pk}/win/", {"amount": "12.50"}, 200)
    assert opportunity.events.filter(kind="won").count() == 1
    assert opportunity.sales.count() == 1

"""Objectives through the API: set by administrators, proposed by managers, decided on, read by whom they concern."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from crm.models import Company
from kpis.models import Objective, ObjectiveChange
from tests.api.conftest import Program, World


def body(world: World, **more: Any) -> dict[str, Any]:
    aim = {"grain": "month", "start_on": "2026-01-01", "owner": world.people.rep.pk, "target": "1000.50", **more}
    return {"metric": "revenue", "note": "Spring", "objectives": [aim]}


def test_an_administrator_sets_and_ends_them(world: World, admin: Program, rep: Program, outsider: Program) -> None:
    answer = admin.send("POST", "objectives/", body(world))
    assert (answer.status_code, answer.json()["state"]) == (201, "in_force")
    assert [step["after"] for step in answer.json()["steps"]] == ["1000.50"]
    [seen] = rep.results("objectives/?metric=revenue&in_force=true")
    assert (seen["target"], seen["start_on"]) == ("1000.50", "2026-01-01")
    assert outsider.results("objectives/") == []
    assert admin.send("POST", "objectives/", body(world, target=None)).status_code == 201
    assert rep.results("objectives/?in_force=true") == []
    assert len(rep.results("objectives/?in_force=false")) == 1


def test_a_manager_proposes_where_the_company_wants_it(world: World, manager: Program, admin: Program) -> None:
    assert manager.send("POST", "objectives/", body(world)).status_code == 403
    Company.objects.filter(pk=Company.current().pk).update(managers_propose_objectives=True)
    proposed = manager.send("POST", "objectives/", body(world))
    assert (proposed.status_code, proposed.json()["state"]) == (201, "proposed")
    assert not Objective.objects.exists()
    assert manager.send("POST", "objectives/", body(world, owner=None)).status_code == 403
    address = f"objective-changes/{proposed.json()['id']}"
    assert manager.send("POST", f"{address}/accept/", {}).status_code == 403
    accepted = admin.send("POST", f"{address}/accept/", {"answer": "Yes"})
    assert (accepted.status_code, accepted.json()["answer"]) == (200, "Yes")
    assert Objective.objects.get().target == Decimal("1000.5")
    assert admin.send("POST", f"{address}/refuse/", {}).status_code == 422
    back = admin.send("POST", f"{address}/take-back/", {})
    assert (back.status_code, back.json()["takes_back"]) == (201, proposed.json()["id"])
    assert not Objective.objects.current().exists()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"start_on": "2026-01-02"}, "objectives.0.start_on"), ({"grain": "quarter", "start_on": "2026-02-01"}, "objectives.0.start_on"),
        ({"target": "-1"}, "objectives.0.target"), ({"grain": "week"}, "objectives.0.grain"), ({"owner": 999}, "objectives.0.owner"),
    ],
)  # fmt: skip
def test_what_is_no_objective(world: World, admin: Program, change: dict[str, Any], field: str) -> None:
    answer = admin.send("POST", "objectives/", body(world, **change))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    assert not ObjectiveChange.objects.exists()


def test_neither_an_unknown_figure_nor_the_same_place_twice(world: World, admin: Program) -> None:
    asked = body(world)
    assert admin.send("POST", "objectives/", {**asked, "metric": "weather"}).json()["errors"][0]["field"] == "metric"
    twice = {**asked, "objectives": asked["objectives"] * 2}
    assert admin.send("POST", "objectives/", twice).json()["errors"][0]["field"] == "objectives"


def test_a_quarter_begins_with_the_fiscal_year(world: World, admin: Program) -> None:
    Company.objects.filter(pk=Company.current().pk).update(fiscal_year_start=2)
    assert admin.send("POST", "objectives/", body(world, grain="quarter", start_on="2026-02-01")).status_code == 201
    assert Objective.objects.get().start_on == date(2026, 2, 1)

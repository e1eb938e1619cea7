"""Making and changing records: the rules of the pages, nothing lost, nothing half done, nothing done twice."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from crm.models import Account, Activity, Contact, Expense, Opportunity, Product, Region, Sale, Stage, User
from tests.api.conftest import Program, World


def test_an_account_is_made_in_the_caller_s_name(world: World, rep: Program) -> None:
    answer = rep.send("POST", "accounts/", {"name": "Élan", "external_id": "E-1", "annual_revenue": "1200.50"})
    assert answer.status_code == 201
    made = Account.objects.get(external_id="E-1")
    assert (made.owner, made.team, made.normalised_name) == (world.people.rep, world.people.north, "elan")
    assert answer["Location"] == f"/api/accounts/{made.pk}/"
    assert answer.json()["annual_revenue"] == "1200.50"
    assert made.history.get().history_user == world.people.rep
    assert rep.get(answer["Location"])["ETag"] == answer["ETag"]


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({}, "name", "required"), ({"name": ""}, "name", "blank"), ({"name": 7}, "name", "invalid"),
        ({"name": "A", "colour": "red"}, "colour", "unknown"), ({"name": "A", "version": 3}, "version", "unknown"),
        ({"name": "A", "employees": "7"}, "employees", "invalid"), ({"name": "A", "employees": -7}, "employees", "min_value"),
        ({"name": "A", "kind": "club"}, "kind", "invalid_choice"), ({"name": "A", "segment": 999}, "segment", "does_not_exist"),
        ({"name": "A", "segment": "1"}, "segment", "incorrect_type"), ({"name": "A", "email": "x"}, "email", "invalid"),
        ({"name": "A", "annual_revenue": "1e5"}, "annual_revenue", "invalid"),
        ({"name": "A", "prospect_since": "31/12/2025"}, "prospect_since", "invalid"), ([], "", "invalid"),
    ],
)  # fmt: skip
def test_each_error_is_beside_its_field(world: World, rep: Program, body: Any, field: str, code: str) -> None:
    answer = rep.send("POST", "accounts/", body)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert [(each["field"], each["code"]) for each in answer.json()["errors"]] == [(field, code)]
    assert Account.objects.count() == 1


def test_a_rep_gives_nothing_to_others_and_sees_no_strangers(world: World, rep: Program, manager: Program) -> None:
    given = {"name": "A", "owner": world.people.colleague.pk}
    refused = rep.send("POST", "accounts/", given)
    assert refused.json()["errors"][0]["code"] == "does_not_exist"
    assert manager.send("POST", "accounts/", given).status_code == 201
    assert manager.send("POST", "accounts/", {**given, "owner": world.people.outsider.pk}).status_code == 422
    theirs = Account.objects.create(name="Theirs", owner=world.people.outsider)
    for body in ({"last_name": "X", "account": theirs.pk}, {"last_name": "X", "account": 10**18}):
        assert rep.send("POST", "contacts/", body).json()["errors"][0]["field"] == "account"


def test_a_rep_takes_nothing_from_others(world: World, rep: Program, manager: Program) -> None:
    """They see the account because they work on it, and that does not make it theirs."""
    theirs = Account.objects.create(name="Theirs", owner=world.people.colleague)
    Opportunity.open(name="Mine", account=theirs, owner=world.people.rep)
    refused = rep.send("PATCH", f"accounts/{theirs.pk}/", {"owner": world.people.rep.pk})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "owner")
    rows = [{"id": theirs.pk, "owner": world.people.rep.pk}]
    assert rep.send("PATCH", "accounts/bulk/", {"rows": rows}).status_code == 422
    theirs.refresh_from_db()
    assert theirs.owner == world.people.colleague
    assert manager.send("PATCH", f"accounts/{theirs.pk}/", {"owner": world.people.rep.pk}).status_code == 200


def test_what_is_retired_is_not_chosen_anew(world: World, admin: Program) -> None:
    gone = Region.objects.create(name="Gone", active=False)
    assert admin.send("POST", "accounts/", {"name": "A", "region": gone.pk}).json()["errors"][0]["code"] == "retired"
    Account.objects.filter(pk=world.account.pk).update(region=gone)
    kept = admin.send("PATCH", f"accounts/{world.account.pk}/", {"region": gone.pk, "city": "Gent"})
    assert kept.status_code == 200


def test_a_change_from_a_stale_version_is_refused(world: World, rep: Program) -> None:
    address = f"accounts/{world.account.pk}/"
    seen = rep.get(f"/api/{address}")["ETag"]
    first = rep.send("PATCH", address, {"city": "Gent"}, if_match=seen)
    late = rep.send("PATCH", address, {"city": "Liège"}, if_match=seen)
    assert (first.status_code, late.status_code, late.json()["code"]) == (200, 412, "stale")
    assert rep.send("PATCH", address, {"city": "Namur"}, if_match=first["ETag"]).status_code == 200
    assert rep.send("DELETE", address, if_match=seen).status_code == 412
    world.account.refresh_from_db()
    assert world.account.city == "Namur"


def test_what_has_no_version_is_known_by_what_it_holds(world: World, admin: Program) -> None:
    address = f"products/{world.product.pk}/"
    seen = admin.get(f"/api/{address}")["ETag"]
    assert admin.send("PATCH", address, {"price": "3.00"}, if_match=seen).status_code == 200
    assert admin.send("PATCH", address, {"price": "4.00"}, if_match=seen).status_code == 412
    assert Product.objects.get().price == Decimal("3.00")


def test_sent_again_with_its_key_it_is_made_once(world: World, rep: Program) -> None:
    first, again = (rep.send("POST", "accounts/", {"name": "A"}, idempotency_key="k-1") for _number in range(2))
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert (again["Location"], again["Idempotency-Replayed"]) == (first["Location"], "true")
    assert Account.objects.filter(name="A").count() == 1
    other = rep.send("POST", "accounts/", {"name": "B"}, idempotency_key="k-1")
    assert (other.status_code, other.json()["code"]) == (422, "key_used")
    refused = rep.send("POST", "accounts/", {}, idempotency_key="k-2")
    assert refused.status_code == 422
    assert rep.send("POST", "accounts/", {"name": "C"}, idempotency_key="k-2").status_code == 201


def test_a_verb_with_its_key_is_carried_out_once(world: World, rep: Program) -> None:
    address = f"opportunities/{world.opportunity.pk}/win/"
    for _number in range(2):
        assert rep.send("POST", address, {"amount": "12.50"}, idempotency_key="w").status_code == 200
    assert world.opportunity.events.filter(kind="won").count() == 1


def test_an_opportunity_opens_as_its_verb_opens_it(world: World, rep: Program) -> None:
    lines = [{"product": world.product.pk, "quantity": "4"}, {"description": "Work", "amount": "5"}]
    body = {"name": "Wheel", "account": world.account.pk, "opened_on": "2026-01-05", "lines": lines}
    answer = rep.send("POST", "opportunities/", body)
    assert answer.status_code == 201, answer.content
    made = Opportunity.objects.get(name="Wheel")
    twin = Opportunity.open(
        name="Twin",
        account=world.account,
        opened_on=date(2026, 1, 5),
        owner=world.people.rep,
        amount=Decimal(15),
        by=world.people.rep,
    )
    twin.refresh_from_db()
    for name in (
        "stage",
        "pipeline",
        "outcome",
        "amount",
        "amount_at_opening",
        "stage_since",
        "owner",
        "team",
        "region",
        "version",
    ):
        assert getattr(made, name) == getattr(twin, name), name
    events = [list(each.events.values_list("kind", "on", "by", "stage", "amount", "owner")) for each in (made, twin)]
    assert events[0] == events[1]
    assert [line.amount for line in made.lines.all()] == [Decimal(10), Decimal(5)]


def test_a_changed_amount_is_remembered_and_its_sale_follows(world: World, rep: Program) -> None:
    address = f"opportunities/{world.opportunity.pk}/"
    rep.send("POST", f"{address}win/", {})
    assert rep.send("PATCH", address, {"amount": "20", "notes": "More"}).status_code == 200
    assert world.opportunity.events.filter(kind="amount").exists()
    assert Sale.objects.get(opportunity=world.opportunity).amount == Decimal(20)
    assert rep.send("PATCH", address, {"amount": None}).json()["errors"][0]["field"] == "amount"


@pytest.mark.parametrize("name", ["outcome", "stage", "closed_on", "owner", "account", "lines"])
def test_what_has_a_verb_is_not_set(world: World, admin: Program, name: str) -> None:
    value: Any = {"outcome": "won", "stage": world.opportunity.stage_id, "closed_on": "2026-01-05", "lines": []}.get(
        name
    )
    value = {"owner": world.people.rep.pk, "account": world.account.pk}.get(name, value)
    answer = admin.send("PATCH", f"opportunities/{world.opportunity.pk}/", {name: value})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, name)


def test_activities_are_logged_and_planned(world: World, rep: Program) -> None:
    logged = rep.send(
        "POST", "activities/", {"type": world.call.pk, "opportunity": world.opportunity.pk, "duration_seconds": 61}
    )
    assert logged.status_code == 201, logged.content
    made = Activity.objects.get(pk=logged.json()["id"])
    assert (made.state, made.account, made.owner, made.duration_seconds) == (
        "done",
        world.account,
        world.people.rep,
        61,
    )
    assert made.done_on is not None
    planned = rep.send(
        "POST", "activities/", {"type": world.call.pk, "state": "planned", "due_at": "2030-01-05T09:00:00+01:00"}
    )
    assert (planned.status_code, planned.json()["due_on"]) == (201, "2030-01-05")
    for wrong, field in (
        ({"state": "planned"}, "due_on"), ({"state": "planned", "due_on": "2020-01-05"}, "due_on"),
        ({"done_on": "2100-01-05"}, "done_on"), ({"due_on": "2030-01-05"}, "due_on"), ({"state": "cancelled"}, "state"),
        ({"state": "planned", "due_on": "2030-01-05", "outcome": "positive"}, "outcome"),
    ):  # fmt: skip
        answer = rep.send("POST", "activities/", {"type": world.call.pk, **wrong})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field), wrong


def test_plans_are_changed_and_what_was_done_corrected(world: World, rep: Program) -> None:
    address = f"activities/{world.activity.pk}/"
    assert rep.send("PATCH", address, {"subject": "Bread", "due_on": "2030-02-01"}).status_code == 200
    assert rep.send("PATCH", address, {"done_on": "2026-01-05"}).status_code == 422
    assert rep.send("PATCH", address, {"state": "done"}).json()["errors"][0]["field"] == "state"
    assert rep.send("POST", f"{address}done/", {"outcome": "positive", "on": "2026-01-06"}).status_code == 200
    corrected = rep.send("PATCH", address, {"done_on": "2026-01-07", "account": None, "contact": world.contact.pk})
    assert corrected.status_code == 200, corrected.content
    world.activity.refresh_from_db()
    assert (str(world.activity.done_on), world.activity.subject, world.activity.account) == (
        "2026-01-07",
        "Bread",
        world.account,
    )


def test_a_sale_has_lines_and_makes_a_customer(world: World, admin: Program) -> None:
    body = {
        "account": world.account.pk,
        "sold_on": "2025-03-01",
        "lines": [{"product": world.product.pk, "quantity": "2"}],
    }
    answer = admin.send("POST", "sales/", body)
    assert answer.status_code == 201, answer.content
    made = Sale.objects.get(pk=answer.json()["id"])
    assert (made.amount, made.items, made.cost, made.category_count) == (Decimal(5), Decimal(2), Decimal(2), 1)
    assert (made.owner, made.account.customer_since) == (world.people.rep, date(2025, 3, 1))
    refund = admin.send("POST", f"sales/{made.pk}/refund/", {"amount": "2", "on": "2025-03-02"})
    assert (refund.status_code, refund.json()["kind"], refund.json()["amount"]) == (201, "refund", "-2.00")
    assert admin.send("POST", f"sales/{made.pk}/refund/", {"amount": "4"}).status_code == 422
    assert admin.send("POST", f"sales/{made.pk}/cancel/", {}).status_code == 200
    assert admin.send("POST", f"sales/{made.pk}/cancel/", {}).status_code == 409
    world.account.refresh_from_db()
    assert world.account.customer_since == date(2026, 1, 5)
    for wrong, field in (
        ({}, "sold_on"),
        ({"sold_on": "2025-03-01"}, "amount"),
        ({"sold_on": "2025-03-01", "amount": "-1"}, "amount"),
    ):
        assert admin.send("POST", "sales/", wrong).json()["errors"][0]["field"] == field


def test_carts_expenses_and_results(world: World, admin: Program) -> None:
    cart = admin.send(
        "POST", "carts/", {"created_at": "2026-01-05T23:30:00Z", "external_id": "c-1", "amount": "9.90", "items": 2}
    )
    assert (cart.status_code, cart.json()["created_on"]) == (201, "2026-01-06")
    changed = admin.send("PATCH", f"carts/{cart.json()['id']}/", {"touched_at": "2026-01-01T00:00:00Z"})
    assert changed.json()["errors"][0]["field"] == "touched_at"
    campaign = admin.send("POST", "campaigns/", {"name": "Spring", "budget": "100"}).json()["id"]
    expense = admin.send("POST", "expenses/", {"spent_on": "2026-01-05", "amount": "12.34", "campaign": campaign})
    assert expense.status_code == 201
    assert Expense.objects.get().amount == Decimal("12.34")
    result = {"measured_on": "2026-01-05", "campaign": campaign}
    assert admin.send("POST", "campaign-results/", result).json()["errors"][0]["field"] == "impressions"
    assert admin.send("POST", "campaign-results/", {**result, "clicks": 7}).status_code == 201


def test_reference_data_is_kept_by_the_forms_of_the_settings(world: World, admin: Program, rep: Program) -> None:
    made = admin.send("POST", "regions/", {"name": "Coast", "external_id": "R-1"})
    assert (made.status_code, made.json()["external_id"]) == (201, "R-1")
    again = admin.send("POST", "regions/", {"name": "coast"})
    assert (again.status_code, again.json()["errors"][0]["field"]) == (422, "name")
    address = f"regions/{made.json()['id']}/"
    assert admin.send("PATCH", address, {"active": False}).json()["active"] is False
    assert admin.send("DELETE", address).status_code == 204
    in_use = admin.send("DELETE", f"channels/{world.sale.channel_id}/")
    assert (in_use.status_code, in_use.json()["code"]) == (409, "not_deletable")
    price = admin.send("PATCH", f"products/{world.product.pk}/", {"price": "1234.567"})
    assert (price.status_code, price.json()["price"]) == (200, "1234.567")
    assert rep.send("POST", "regions/", {"name": "Hills"}).status_code == 403


def test_a_pipeline_comes_with_its_stages_and_stages_have_their_places(world: World, admin: Program) -> None:
    made = admin.send("POST", "pipelines/", {"name": "Partners"})
    assert made.status_code == 201, made.content
    stages = Stage.objects.filter(pipeline=made.json()["id"]).order_by("order")
    assert [stage.kind for stage in stages[4:]] == ["won", "lost"]
    new = admin.send("POST", "stages/", {"name": "Trial", "pipeline": made.json()["id"], "probability": 60})
    assert new.status_code == 201, new.content
    moved = admin.send("POST", f"stages/{new.json()['id']}/move/", {"step": -1})
    assert (moved.status_code, moved.json()["order"]) == (200, new.json()["order"] - 1)
    won = stages.get(kind="won")
    assert admin.send("POST", f"stages/{won.pk}/move/", {"step": -1}).status_code == 409
    assert admin.send("PATCH", f"stages/{won.pk}/", {"active": False}).json()["errors"][0]["field"] == "active"
    assert admin.send("PATCH", f"stages/{won.pk}/", {"pipeline": world.pipeline.pk}).status_code == 422


def test_teams_and_people(world: World, admin: Program, mailoutbox: Any) -> None:
    team = admin.send(
        "POST", "teams/", {"name": "West", "parent": world.people.sales.pk, "managers": [world.people.manager.pk]}
    )
    assert (team.status_code, team.json()["managers"]) == (201, [world.people.manager.pk])
    loop = admin.send("PATCH", f"teams/{world.people.sales.pk}/", {"parent": team.json()["id"]})
    assert loop.json()["errors"][0]["field"] == "parent"
    body = {
        "first_name": "Ana",
        "last_name": "Lopez",
        "email": "ana@example.com",
        "team": team.json()["id"],
        "working_share": "0.5",
    }
    person = admin.send("POST", "people/", body)
    assert person.status_code == 201, person.content
    ana = User.objects.get(email="ana@example.com")
    assert (ana.username, ana.team_id, ana.working_share, ana.has_usable_password()) == (
        "ana",
        team.json()["id"],
        Decimal("0.5"),
        False,
    )
    assert admin.send("POST", "people/", {**body, "email": "ANA@example.com"}).json()["errors"][0]["field"] == "email"
    assert admin.send("PATCH", f"people/{ana.pk}/", {"hourly_cost": "42.00", "role": "manager"}).status_code == 200
    mine = admin.send("PATCH", f"people/{world.people.admin.pk}/", {"role": "rep"})
    assert mine.status_code == 422
    assert admin.send("POST", f"people/{ana.pk}/invite/", {}).status_code == 200
    assert len(mailoutbox) == 1


def test_somebody_leaves_and_others_take_over(world: World, admin: Program) -> None:
    address = f"people/{world.people.rep.pk}/leave/"
    assert admin.send("POST", address, {"on": "2026-01-31"}).status_code == 422
    answer = admin.send("POST", address, {"on": "2026-01-31", "successor": world.people.colleague.pk})
    assert answer.status_code == 200, answer.content
    world.opportunity.refresh_from_db()
    assert world.opportunity.owner == world.people.colleague


def test_absences(world: World, admin: Program, rep: Program) -> None:
    body = {"user": world.people.rep.pk, "start_on": "2026-01-05", "end_on": "2026-01-09"}
    made = admin.send("POST", "absences/", body)
    assert made.status_code == 201, made.content
    assert admin.send("POST", "absences/", body).status_code == 422
    assert [each["id"] for each in rep.results("absences/")] == [made.json()["id"]]
    assert admin.send("DELETE", f"absences/{made.json()['id']}/").status_code == 204


def test_contacts_and_consent(world: World, rep: Program) -> None:
    made = rep.send("POST", "contacts/", {"last_name": "Élan", "account": world.account.pk, "refuses_surveys": True})
    contact = Contact.objects.get(pk=made.json()["id"])
    assert contact.normalised_name == "elan"
    assert contact.refused_surveys_at is not None
    refused = rep.send("PATCH", f"contacts/{contact.pk}/", {"survey_consent_source": "Phone"})
    assert refused.json()["errors"][0]["field"] == "survey_consent_on"

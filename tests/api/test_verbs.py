"""The verbs of records do what the buttons of the pages do, and refuse what these refuse."""

from datetime import timedelta
from decimal import Decimal

import pytest

from crm.models import Account, Company, Contact, Opportunity, Sale
from tests.api.conftest import Program, World


def test_won_reopened_and_lost(world: World, rep: Program) -> None:
    address = f"opportunities/{world.opportunity.pk}"
    won = rep.send("POST", f"{address}/win/", {"amount": "12.50", "on": Company.current().today().isoformat()})
    assert (won.status_code, won.json()["outcome"], won.json()["amount"]) == (200, "won", "12.50")
    assert Sale.objects.get(opportunity=world.opportunity).amount == Decimal("12.5")
    assert rep.send("POST", f"{address}/move/", {"stage": world.opportunity.stage_id}).status_code == 422
    opened = rep.send("POST", f"{address}/reopen/", {})
    assert (opened.json()["outcome"], opened.json()["closed_on"]) == ("open", None)
    assert not Sale.objects.filter(opportunity=world.opportunity).exists()
    needs = rep.send("POST", f"{address}/lose/", {})
    assert (needs.status_code, needs.json()["errors"][0]["field"]) == (422, "reason")
    lost = rep.send("POST", f"{address}/lose/", {"reason": world.reason.pk})
    assert (lost.json()["outcome"], lost.json()["lost_reason"]) == ("lost", world.reason.pk)
    kinds = list(world.opportunity.events.order_by("pk").values_list("kind", "by"))
    assert kinds[1:] == [(kind, world.people.rep.pk) for kind in ("won", "reopened", "lost")]


def test_a_closing_before_the_opening_is_refused(world: World, rep: Program) -> None:
    answer = rep.send("POST", f"opportunities/{world.opportunity.pk}/win/", {"on": "2001-01-01"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "on")
    world.opportunity.refresh_from_db()
    assert world.opportunity.outcome == "open"


@pytest.mark.parametrize("verb", ["win", "lose"])
def test_a_closing_on_a_day_to_come_is_refused(world: World, rep: Program, verb: str) -> None:
    address = f"opportunities/{world.opportunity.pk}/{verb}/"
    today = Company.current().today()
    why = {"reason": world.reason.pk} if verb == "lose" else {}
    answer = rep.send("POST", address, {"on": (today + timedelta(days=1)).isoformat()} | why)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "on")
    assert "This day is to come" in str(answer.json())
    world.opportunity.refresh_from_db()
    assert world.opportunity.outcome == "open"
    assert rep.send("POST", address, {"on": today.isoformat()} | why).status_code == 200


def test_moved_to_another_stage_and_not_from_a_stale_version(world: World, rep: Program) -> None:
    address, offer = f"opportunities/{world.opportunity.pk}", world.pipeline.stages.get(name="Offer")
    seen = rep.get(f"/api/{address}/")["ETag"]
    moved = rep.send("POST", f"{address}/move/", {"stage": offer.pk}, if_match=seen)
    assert (moved.status_code, moved.json()["stage"]) == (200, offer.pk)
    late = rep.send("POST", f"{address}/win/", {}, if_match=seen)
    assert late.status_code == 412
    won = world.pipeline.stages.get(kind="won")
    assert rep.send("POST", f"{address}/move/", {"stage": won.pk}).status_code == 422


def test_lines_are_set_together_and_the_amount_follows(world: World, rep: Program) -> None:
    address = f"opportunities/{world.opportunity.pk}/lines/"
    answer = rep.send(
        "PUT", address, {"lines": [{"product": world.product.pk, "quantity": "3"}, {"description": "x", "amount": "1"}]}
    )
    assert [line["amount"] for line in answer.json()["lines"]] == ["7.50", "1.00"]
    world.opportunity.refresh_from_db()
    assert world.opportunity.amount == Decimal("8.5")
    for wrong in (
        {"quantity": "0", "product": world.product.pk},
        {},
        {"description": "x"},
        {"description": "x", "amount": "-1"},
    ):
        assert rep.send("PUT", address, {"lines": [wrong]}).status_code == 422
    assert world.opportunity.lines.count() == 2


def test_only_managers_and_administrators_give_to_others(world: World, rep: Program, manager: Program) -> None:
    for name, record in (
        ("opportunities", world.opportunity),
        ("accounts", world.account),
        ("activities", world.activity),
    ):
        to = {"owner": world.people.colleague.pk}
        assert rep.send("POST", f"{name}/{record.pk}/reassign/", {"owner": world.people.rep.pk}).status_code == 422
        assert manager.send("POST", f"{name}/{record.pk}/reassign/", to).status_code == 200
        record.refresh_from_db()
        assert record.owner == world.people.colleague
    assert world.opportunity.events.filter(kind="owner", by=world.people.manager).exists()


def test_planned_done_undone_moved_and_cancelled(world: World, rep: Program) -> None:
    address = f"activities/{world.activity.pk}"
    done = rep.send("POST", f"{address}/done/", {"outcome": "positive", "duration_seconds": 600})
    assert (done.json()["state"], done.json()["outcome"], done.json()["duration_seconds"]) == ("done", "positive", 600)
    for verb, body in (("done", {}), ("cancel", {})):
        assert rep.send("POST", f"{address}/{verb}/", body).status_code == 409
    assert rep.send("POST", f"{address}/undo/", {}).json()["state"] == "planned"
    assert rep.send("POST", f"{address}/undo/", {}).status_code == 409
    assert rep.send("DELETE", f"{address}/").status_code == 409
    assert rep.send("POST", f"{address}/reschedule/", {"due_on": "2031-01-05"}).json()["due_on"] == "2031-01-05"
    assert rep.send("POST", f"{address}/reschedule/", {"due_on": "2001-01-05"}).status_code == 422
    assert rep.send("POST", f"{address}/cancel/", {}).json()["state"] == "cancelled"
    assert rep.send("PATCH", f"{address}/", {"subject": "x"}).status_code == 422


def test_two_accounts_become_one(world: World, rep: Program, manager: Program) -> None:
    twin = Account.objects.create(name="Mill Ltd", owner=world.people.rep, city="Gent", phone="1")
    deal = Opportunity.open(name="Twin's", account=twin, owner=world.people.rep)
    answer = rep.send("POST", f"accounts/{world.account.pk}/merge/", {"other": twin.pk, "take": ["name"]})
    assert (answer.status_code, answer.json()["name"], answer.json()["city"]) == (200, "Mill Ltd", "Gent")
    deal.refresh_from_db()
    assert deal.account == world.account
    assert not Account.objects.filter(pk=twin.pk).exists()
    itself = rep.send("POST", f"accounts/{world.account.pk}/merge/", {"other": world.account.pk})
    assert (itself.status_code, itself.json()["errors"][0]["field"]) == (422, "other")
    unknown = rep.send("POST", f"accounts/{world.account.pk}/merge/", {"other": world.account.pk, "take": ["colour"]})
    assert unknown.status_code == 422


def test_whoever_does_not_answer_for_a_record_does_not_merge_it(world: World) -> None:
    """The colleague sees the account by a deal of their own, and that is not enough."""
    Opportunity.open(name="Mine", account=world.account, owner=world.people.colleague)
    twin = Account.objects.create(name="Twin", owner=world.people.colleague)
    answer = Program(world.people.colleague).send("POST", f"accounts/{twin.pk}/merge/", {"other": world.account.pk})
    assert answer.status_code == 403
    assert Account.objects.filter(pk=world.account.pk).exists()


def test_two_contacts_become_one(world: World, rep: Program) -> None:
    twin = Contact.objects.create(
        last_name="Muller", account=world.account, owner=world.people.rep, email="m@example.com"
    )
    answer = rep.send("POST", f"contacts/{world.contact.pk}/merge/", {"other": twin.pk})
    assert (answer.status_code, answer.json()["email"]) == (200, "m@example.com")


def test_what_something_hangs_on_is_not_deleted(world: World, rep: Program) -> None:
    for name, record in (("accounts", world.account),):
        answer = rep.send("DELETE", f"{name}/{record.pk}/")
        assert (answer.status_code, answer.json()["code"]) == (409, "not_deletable")
    free = Account.objects.create(name="Free", owner=world.people.rep)
    assert rep.send("DELETE", f"accounts/{free.pk}/").status_code == 204
    assert rep.send("DELETE", f"opportunities/{world.opportunity.pk}/").status_code == 204


def test_a_customer_who_left(world: World, rep: Program) -> None:
    answer = rep.send("POST", f"accounts/{world.account.pk}/lost/", {"on": "2026-02-01"})
    assert (answer.status_code, answer.json()["lost_on"]) == (200, "2026-02-01")


def test_won_twice_without_a_version_is_won_once(world: World, rep: Program) -> None:
    address = f"opportunities/{world.opportunity.pk}"
    sent = {"amount": "12.50", "on": Company.current().today().isoformat()}
    first, second = (rep.send("POST", f"{address}/win/", sent) for _time in range(2))
    assert (first.status_code, second.status_code) == (200, 200) and first.json()["version"] == second.json()["version"]
    other = rep.send("POST", f"{address}/win/", {"amount": "13"})
    assert other.status_code == 422 and "won already" in str(other.json())
    for _time in range(2):
        assert rep.send("POST", f"{address}/lose/", {"reason": world.reason.pk}).status_code == 200
    for _time in range(2):
        assert rep.send("POST", f"{address}/reopen/", {}).status_code == 200
    kinds = list(world.opportunity.events.order_by("pk").values_list("kind", flat=True))
    assert kinds[1:] == ["won", "lost", "reopened"]

"""Many rows at once: all or none, each error with its row, and no query for a row."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crm.models import Account, Activity, Contact, Opportunity, OpportunityEvent, Sale, SaleLine
from tests.api.conftest import Program, World

MANY = 500
# What SQLite takes in several statements, as it takes at most 999 values in one.
MOST = 30 if connection.vendor == "postgresql" else 150


def statements(queries: CaptureQueriesContext) -> list[str]:
    return [each["sql"][:90] for each in queries.captured_queries]


def test_500_activities_in_a_handful_of_statements(world: World, rep: Program) -> None:
    rows = [
        {
            "type": world.call.pk,
            "opportunity": world.opportunity.pk,
            "subject": f"Call {number}",
            "done_on": "2026-01-05",
        }
        for number in range(MANY)
    ]
    with CaptureQueriesContext(connection) as queries:
        answer = rep.send("POST", "activities/bulk/", {"rows": rows})
    assert answer.status_code == 201, answer.content
    assert len(queries) < MOST, Counter(statements(queries))
    made = Activity.objects.filter(subject__startswith="Call ")
    assert made.count() == MANY
    one = made.get(subject="Call 7")
    twin = Activity.log(type=world.call, opportunity=world.opportunity, owner=world.people.rep, on=date(2026, 1, 5))
    for name in ("account", "owner", "team", "region", "channel", "campaign", "state", "done_on"):
        assert getattr(one, name) == getattr(twin, name), name
    assert (one.normalised_subject, one.history.get().history_user) == ("call 7", world.people.rep)
    assert [each["subject"] for each in answer.json()["results"]] == [f"Call {number}" for number in range(MANY)]


@pytest.mark.parametrize("name", ["accounts", "contacts", "opportunities", "sales", "carts", "expenses"])
def test_many_of_each_family(name: str, world: World, admin: Program) -> None:
    body: dict[str, Any] = {
        "accounts": {"name": "New", "city": "Gent"},
        "contacts": {"last_name": "New", "account": world.account.pk},
        "opportunities": {"name": "New", "account": world.account.pk, "lines": [{"product": world.product.pk}]},
        "sales": {"sold_on": "2025-01-05", "account": world.account.pk, "lines": [{"product": world.product.pk}]},
        "carts": {"created_at": "2026-01-05T09:00:00Z", "account": world.account.pk},
        "expenses": {"spent_on": "2026-01-05", "amount": "1.50"},
    }[name]
    with CaptureQueriesContext(connection) as queries:
        answer = admin.send("POST", f"{name}/bulk/", {"rows": [body] * 100})
    assert answer.status_code == 201, answer.content
    assert len(queries) < 60, Counter(statements(queries))
    made = answer.json()["results"]
    changes = {"accounts": {"city": "Liège"}, "contacts": {"job_title": "Boss"}, "opportunities": {"notes": "x"},
               "carts": {"items": 3}, "expenses": {"kind": "Ads"}}  # fmt: skip
    if name in changes:
        with CaptureQueriesContext(connection) as queries:
            rows = [{"id": each["id"], **changes[name]} for each in made]
            changed = admin.send("PATCH", f"{name}/bulk/", {"rows": rows})
        assert changed.status_code == 200, changed.content
        assert len(queries) < 60, Counter(statements(queries))
        assert all(each[key] == value for each in changed.json()["results"] for key, value in changes[name].items())


def test_what_goes_with_a_row_is_stored_too(world: World, admin: Program) -> None:
    line = {"product": world.product.pk, "quantity": "2"}
    deals = admin.send("POST", "opportunities/bulk/", {"rows": [{"name": "Deal", "lines": [line]}] * 2}).json()[
        "results"
    ]
    for each in deals:
        deal = Opportunity.objects.get(pk=each["id"])
        assert (deal.amount, deal.lines.count(), deal.events.get().kind, deal.history.count()) == (
            Decimal(5),
            1,
            "opened",
            1,
        )
    rows = [{"sold_on": "2025-01-05", "account": world.account.pk, "lines": [line]}] * 2
    admin.send("POST", "sales/bulk/", {"rows": rows})
    assert SaleLine.objects.filter(sale__sold_on=date(2025, 1, 5), cost=2).count() == 2
    world.account.refresh_from_db()
    assert world.account.customer_since == date(2025, 1, 5)


def test_one_wrong_row_and_nothing_is_made(world: World, rep: Program) -> None:
    rows = [{"name": "A"}, {"name": "", "employees": -1}, {"name": "C", "colour": "red"}, {"name": "D"}]
    answer = rep.send("POST", "accounts/bulk/", {"rows": rows})
    assert answer.status_code == 422
    errors = {(each["row"], each["field"]) for each in answer.json()["errors"]}
    assert errors == {(1, "name"), (1, "employees"), (2, "colour")}
    assert Account.objects.count() == 1


def test_errors_inside_lines_name_their_place(world: World, rep: Program) -> None:
    row = {"name": "A", "lines": [{"product": world.product.pk}, {"product": world.product.pk, "quantity": "0"}]}
    [error] = rep.send("POST", "opportunities/bulk/", {"rows": [row]}).json()["errors"]
    assert (error["row"], error["field"]) == (0, "lines.1.quantity")


@pytest.mark.parametrize(
    "body", [{}, [], {"rows": {}}, {"rows": []}, {"rows": [{}] * 501}, {"rows": [1]}, {"rows": [{}], "x": 1}]
)
def test_what_is_no_list_of_rows(world: World, rep: Program, body: Any) -> None:
    assert rep.send("POST", "accounts/bulk/", body).status_code == 422


def test_changes_are_all_made_or_none(world: World, rep: Program) -> None:
    free = Account.objects.create(name="Free", owner=world.people.rep)
    theirs = Account.objects.create(name="Theirs", owner=world.people.outsider)
    rows = [
        {"id": free.pk, "city": "Gent"},
        {"id": theirs.pk, "city": "Gent"},
        {"id": free.pk, "city": "Namur"},
        {"city": "x"},
        {"id": {}, "city": "x"},
    ]
    answer = rep.send("PATCH", "accounts/bulk/", {"rows": rows})
    assert answer.status_code == 422
    assert [(each["row"], each["code"]) for each in answer.json()["errors"]] == [
        (1, "does_not_exist"), (2, "repeated"), (3, "does_not_exist"),
        (4, "does_not_exist"),
    ]  # fmt: skip
    free.refresh_from_db()
    assert free.city == ""


def test_a_stale_row_stops_all(world: World, rep: Program) -> None:
    rows = [{"id": world.account.pk, "version": world.account.version, "city": "Gent"}]
    first, late = (rep.send("PATCH", "accounts/bulk/", {"rows": rows}) for _number in range(2))
    assert (first.status_code, late.status_code) == (200, 412)
    assert late.json()["errors"][0]["code"] == "stale"


def test_changed_amounts_are_remembered_and_sales_follow(world: World, rep: Program) -> None:
    won = Opportunity.open(name="Won", owner=world.people.rep, amount=Decimal(1))
    won.win()
    rows = [{"id": each.pk, "amount": "99"} for each in (world.opportunity, won)]
    answer = rep.send("PATCH", "opportunities/bulk/", {"rows": rows})
    assert answer.status_code == 200, answer.content
    events = OpportunityEvent.objects.filter(kind="amount").values_list("opportunity", "amount", "by")
    assert set(events) == {(each.pk, Decimal(99), world.people.rep.pk) for each in (world.opportunity, won)}
    assert Sale.objects.get(opportunity=won).amount == Decimal(99)


def test_accounts_given_to_others_take_their_team_and_open_work_their_region(world: World, admin: Program) -> None:
    from crm.models import Region

    coast = Region.objects.create(name="Coast")
    row = {"id": world.account.pk, "owner": world.people.outsider.pk, "region": coast.pk}
    assert admin.send("PATCH", "accounts/bulk/", {"rows": [row]}).status_code == 200
    world.account.refresh_from_db()
    world.opportunity.refresh_from_db()
    assert (world.account.team, world.opportunity.region) == (world.people.south, coast)
    assert world.account.history.first().history_user == world.people.admin


def test_plans_and_what_was_done_are_changed_together(world: World, rep: Program) -> None:
    done = Activity.log(type=world.call, owner=world.people.rep, on=date(2026, 1, 5))
    rows = [
        {"id": world.activity.pk, "subject": "Plan", "due_on": "2030-02-01"},
        {"id": done.pk, "subject": "Done", "done_on": "2026-01-04"},
    ]
    answer = rep.send("PATCH", "activities/bulk/", {"rows": rows})
    assert answer.status_code == 200, answer.content
    done.refresh_from_db()
    assert (done.subject, done.done_on, done.history.count()) == ("Done", date(2026, 1, 4), 2)
    assert Activity.objects.get(pk=world.activity.pk).normalised_subject == "plan"


def test_what_came_from_a_file_shows_in_its_history_what_was_there(world: World, rep: Program) -> None:
    loaded = [
        Activity(type=world.call, owner=world.people.rep, state="done", done_on=date(2026, 1, 5)) for _ in range(40)
    ]
    Activity.objects.bulk_create(loaded)
    rows = [{"id": each.pk, "subject": "Put right", "done_on": "2026-01-04"} for each in loaded]
    with CaptureQueriesContext(connection) as queries:
        assert rep.send("PATCH", "activities/bulk/", {"rows": rows}).status_code == 200
    assert len(queries) < 40, Counter(statements(queries))
    after, before = loaded[7].history.all()
    assert (before.subject, before.done_on, before.history_date) == ("", date(2026, 1, 5), loaded[7].created_at)
    assert (after.subject, after.done_on, after.history_user) == ("Put right", date(2026, 1, 4), world.people.rep)


def test_a_bulk_request_with_its_key_is_done_once(world: World, rep: Program) -> None:
    body = {"rows": [{"last_name": "A"}, {"last_name": "B"}]}
    first, again = (rep.send("POST", "contacts/bulk/", body, idempotency_key="k") for _number in range(2))
    assert first.json() == again.json()
    assert Contact.objects.filter(last_name__in="AB").count() == 2

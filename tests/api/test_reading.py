"""Lists and records: pages by key, filters, chosen fields, versions; each sees what the pages show them."""

from typing import Any

import pytest

from crm.api.urls import RECORDS
from crm.models import Account, Activity, Channel, Opportunity
from tests.api.conftest import Program, World
from tests.rights.api import ADMINISTERED


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_every_list_opens_within_few_queries(
    name: str, rep: Program, admin: Program, django_assert_max_num_queries: Any
) -> None:
    for program in (admin,) if name in ADMINISTERED else (rep, admin):
        with django_assert_max_num_queries(10):
            assert program.get(f"/api/{name}/").status_code == 200


@pytest.mark.parametrize("name", ["accounts", "contacts", "opportunities", "activities", "sales"])
def test_each_sees_what_they_may(name: str, world: World) -> None:
    people = world.people
    seen = {
        who: len(Program(getattr(people, who)).results(f"{name}/")) for who in ("rep", "outsider", "manager", "admin")
    }
    assert seen == {"rep": 1, "outsider": 0, "manager": 1, "admin": 1}
    key = Program(people.admin).results(f"{name}/")[0]["id"]
    for who, status in (("rep", 200), ("outsider", 404), ("manager", 200), ("admin", 200)):
        assert Program(getattr(people, who)).get(f"/api/{name}/{key}/").status_code == status


def test_pages_follow_one_another_and_nothing_is_counted(world: World, rep: Program) -> None:
    for number in range(6):
        Account.objects.create(name=f"Mill {number}", owner=world.people.rep)
    seen, address = [], "/api/accounts/?limit=3"
    while address:
        page = rep.get(address).json()
        seen += [each["id"] for each in page["results"]]
        address = page["next"]
    assert seen == sorted(Account.objects.values_list("pk", flat=True), reverse=True)
    forward = rep.get("/api/accounts/?limit=500&order=id").json()
    assert [each["id"] for each in forward["results"]] == seen[::-1]


@pytest.mark.parametrize("width", [1, 2, 1000])
@pytest.mark.parametrize("order", ["id", "-id"])
def test_pages_by_windows_leave_nothing_out(
    world: World, rep: Program, width: int, order: str, monkeypatch: Any
) -> None:
    """Others' accounts lie between one's own."""
    monkeypatch.setattr("crm.api.paging.WINDOW", width)
    for number in range(12):
        owner = world.people.outsider if number % 3 else world.people.rep
        Account.objects.create(name=f"Mill {number}", owner=owner)
    seen, address = [], f"/api/accounts/?limit=2&order={order}"
    while address:
        page = rep.get(address).json()
        seen += [each["id"] for each in page["results"]]
        address = page["next"]
    own = Account.objects.filter(owner=world.people.rep).values_list("pk", flat=True)
    assert seen == sorted(own, reverse=order == "-id")


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("accounts/?cursor=x", 400, "bad_cursor"), ("accounts/?cursor=-1", 400, "bad_cursor"),
        ("accounts/?cursor=9999999999999999999999", 400, "bad_cursor"), ("accounts/?limit=0", 422, "bad_limit"),
        ("accounts/?limit=501", 422, "bad_limit"), ("accounts/?order=name", 422, "bad_order"),
        ("activities/?opportunity=", 422, "empty_word"), ("accounts/1/?fields=", 422, "empty_word"),
        ("accounts/?fields=id,", 422, "unknown_field"), ("objective-changes/1/?fields=", 422, "empty_word"),
        ("answers/?to=", 422, "empty_word"), ("accounts/?colour=red", 422, "unknown_word"), ("accounts/?fields=id,colour", 422, "unknown_field"),
        ("accounts/?owner=me", 422, "invalid"), ("activities/?state=asleep", 422, "invalid"),
        ("sales/?sold_from=soon", 422, "invalid"), ("accounts/?owner=99999999999999999999", 422, "invalid"),
        ("accounts/999999/", 404, "not_found"), ("accounts/mill/", 404, "not_found"),
    ],
)  # fmt: skip
def test_what_cannot_be_listed_is_said(rep: Program, address: str, status: int, code: str) -> None:
    answer = rep.get(f"/api/{address}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer["Content-Type"] == "application/problem+json"


def test_filters_are_those_of_the_pages_with_ids(world: World, rep: Program) -> None:
    other = Account.objects.create(name="Élan", owner=world.people.rep, email="a@example.com")
    assert [each["id"] for each in rep.results("accounts/?text=elan")] == [other.pk]
    assert [each["id"] for each in rep.results("accounts/?external_id=M-1")] == [world.account.pk]
    assert [each["id"] for each in rep.results("accounts/?email=A@example.com")] == [other.pk]
    assert [each["id"] for each in rep.results(f"opportunities/?account={world.account.pk}")] == [world.opportunity.pk]
    assert rep.results("opportunities/?outcome=won") == []
    assert len(rep.results(f"activities/?state=planned&account={world.account.pk}")) == 1
    assert len(rep.results("accounts/?updated_since=2020-01-01T00:00:00Z")) == 2
    assert rep.results("accounts/?updated_since=2100-01-01T00:00:00Z") == []


def test_only_the_fields_that_were_asked_for(world: World, rep: Program) -> None:
    assert rep.results("accounts/?fields=id,name") == [{"id": world.account.pk, "name": "Mill"}]
    assert rep.get(f"/api/accounts/{world.account.pk}/?fields=name").json() == {"name": "Mill"}


def test_money_is_exact_text(world: World, rep: Program) -> None:
    [found] = rep.results("opportunities/?fields=amount")
    assert found == {"amount": "10.00"}


def test_costs_are_for_administrators(world: World, rep: Program, manager: Program, admin: Program) -> None:
    for program, seen in ((rep, False), (manager, False), (admin, True)):
        assert ("cost" in program.results("products/")[0]) is seen
        assert ("cost" in program.results("sales/")[0]) is seen
        assert ("hourly_cost" in program.results("people/")[0]) is seen
        assert program.get("/api/products/?fields=cost").status_code == (200 if seen else 422)


def test_a_record_that_is_known_is_not_sent_again(world: World, rep: Program) -> None:
    first = rep.get(f"/api/accounts/{world.account.pk}/")
    again = rep.send("GET", f"accounts/{world.account.pk}/", if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    world.account.save()
    assert rep.send("GET", f"accounts/{world.account.pk}/", if_none_match=first["ETag"]).status_code == 200


def test_lines_and_history_of_an_opportunity(world: World, rep: Program, outsider: Program) -> None:
    world.opportunity.move_to(world.pipeline.stages.get(name="Offer"), by=world.people.rep)
    events = rep.get(f"/api/opportunities/{world.opportunity.pk}/events/").json()["events"]
    assert [(each["kind"], each["by"]) for each in events] == [("opened", None), ("stage", world.people.rep.pk)]
    assert rep.get(f"/api/opportunities/{world.opportunity.pk}/lines/").json() == {"lines": []}
    for part in ("events", "lines"):
        assert outsider.get(f"/api/opportunities/{world.opportunity.pk}/{part}/").status_code == 404


def test_lists_do_not_grow_in_queries_with_rows(world: World, rep: Program, django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        Opportunity.open(name=f"Deal {number}", account=world.account, owner=world.people.rep)
        Activity.log(type=world.call, account=world.account, owner=world.people.rep)
    for name in ("opportunities", "activities"):
        with django_assert_max_num_queries(8):
            assert len(rep.results(f"{name}/")) > 30


@pytest.mark.parametrize(
    "address", ["/api/channels/?active=3", "/api/contacts/?refuses_surveys=maybe", "/api/objectives/?in_force=-1"]
)
def test_what_is_neither_true_nor_false_is_refused(admin: Program, address: str) -> None:
    answer = admin.get(address)
    assert (answer.status_code, answer.json()["sentence"]) == (422, "Write true or false.")


def test_true_and_false_narrow_a_list(admin: Program, world: World) -> None:
    Channel.objects.create(name="Fair", active=False)
    names = {word: {row["name"] for row in admin.results(f"channels/?active={word}")} for word in ("true", "false")}
    assert names["true"] and "Fair" not in names["true"]
    assert names["false"] == {"Fair"}

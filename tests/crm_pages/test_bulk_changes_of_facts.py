"""Many activities or sales at once: plans are moved, given away, called off; what was done or sold keeps what it has."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from crm.models import Activity, BulkChange, Campaign, Channel, Company, Opportunity, Sale
from feedback.models import Answer, Survey
from tests.crm_pages.conftest import Mill
from tests.crm_pages.test_bulk_changes import ask, owner, told


@pytest.fixture
def week(mill: Mill) -> dict[str, Activity]:
    """Of the rep: beside the call planned for today one that is late, at a time of day, one done and one called off."""
    who: dict[str, Any] = {"type": mill.call, "owner": mill.people.rep, "account": mill.account}
    late = mill.today - timedelta(days=3)
    at = datetime.combine(late, time(14, 30), Company.current().zone)
    Activity.plan(subject="Late", due_at=at, **who)
    Activity.log(subject="Done", on=late, **who)
    Activity.plan(subject="Off", due_on=late, **who).cancel()
    return {str(row): row for row in Activity.objects.all()}


def again(rows: dict[str, Activity]) -> dict[str, Activity]:
    for row in rows.values():
        row.refresh_from_db()
    return rows


def take_back(client: Client) -> BulkChange:
    change = BulkChange.objects.exclude(kind="segment").get(undone_at=None)
    client.post(f"/bulk-changes/{change.pk}/undo/")
    change.refresh_from_db()
    return change


def test_plans_move_to_a_day_at_their_time_of_day_and_back(rep: Client, mill: Mill, week: dict[str, Any]) -> None:
    on = mill.today + timedelta(days=4)
    before = {name: (row.due_on, row.due_at) for name, row in week.items()}
    assert told(ask(rep, "activities", "due_on", "", value=on.isoformat())) == (2, [2])
    assert ask(rep, "activities", "due_on", "", 2, value=on.isoformat()).status_code == 302
    after = again(week)
    assert [after[name].due_on for name in ("Late", "Call about stones")] == [on, on]
    assert after["Late"].due_at.astimezone(Company.current().zone) == datetime.combine(
        on, time(14, 30), Company.current().zone
    )
    assert (after["Done"].due_on, after["Off"].due_on) == (before["Done"][0], before["Off"][0])
    newest = after["Late"].history.first()
    assert (newest.due_on, newest.version, newest.history_user) == (on, after["Late"].version, mill.people.rep)
    assert take_back(rep).left == 0
    assert {name: (row.due_on, row.due_at) for name, row in again(week).items()} == before


def test_a_new_day_is_told_as_the_reader_writes_it(rep: Client, mill: Mill) -> None:
    ask(rep, "activities", "due_on", [mill.activity], 1, value="2031-02-24")
    page = rep.get("/bulk-changes/", headers={"accept-language": "fr"}).content.decode()
    assert "Échéance → 24 févr. 2031" in page
    assert '<th scope="col">Modification</th>' in page


def test_a_plan_is_never_moved_into_the_past(rep: Client, mill: Mill, week: dict[str, Any]) -> None:
    answer = ask(rep, "activities", "due_on", "", 2, value=(mill.today - timedelta(days=1)).isoformat())
    assert answer.status_code == 422
    assert "A plan cannot be in the past" in answer.content.decode()
    assert not BulkChange.objects.filter(kind="due_on").exists()


def test_plans_go_to_somebody_else_and_what_was_done_stays(client: Client, mill: Mill, week: dict[str, Any]) -> None:
    people = mill.people
    client.force_login(people.admin)
    value = owner(people.outsider)
    answer = ask(client, "activities", "owner", "", **value)
    assert told(answer) == (2, [2])
    assert "no longer planned" in answer.content.decode()
    ask(client, "activities", "owner", "", 2, **value)
    after = again(week)
    assert (after["Late"].owner, after["Late"].team) == (people.outsider, people.outsider.team)
    assert after["Done"].owner == after["Off"].owner == people.rep
    # Done meanwhile by the other: theirs to keep.
    after["Late"].done()
    assert take_back(client).left == 1
    after = again(week)
    assert (after["Late"].owner, after["Call about stones"].owner) == (people.outsider, people.rep)
    assert after["Call about stones"].team == people.rep.team


def test_plans_are_called_off_without_a_value_and_back(rep: Client, week: dict[str, Any]) -> None:
    answer = ask(rep, "activities", "call_off", "")
    assert told(answer) == (2, [2])
    assert "Call off 2 rows" in answer.content.decode()
    page = rep.post("/activities/bulk/", {"kind": "call_off", "scope": "all", "query": "", "confirmed": 2}, follow=True)
    assert "2 rows are called off." in page.content.decode()
    assert {row.state for name, row in again(week).items() if name != "Done"} == {"cancelled"}
    take_back(rep)
    assert (again(week)["Late"].state, week["Off"].state) == ("planned", "cancelled")


def test_a_rep_gives_no_plan_away(rep: Client, mill: Mill, week: dict[str, Any]) -> None:
    page = rep.get("/activities/").content.decode()
    assert '<option value="due_on"' in page
    assert '<option value="owner"' not in page
    assert ask(rep, "activities", "owner", "", 2, **owner(mill.people.rep)).status_code == 302
    assert not BulkChange.objects.filter(kind="owner").exists()


def test_what_never_happened_is_deleted_and_comes_back_whole(rep: Client, mill: Mill, week: dict[str, Any]) -> None:
    survey = Survey.objects.create(name="After delivery", kind="nps")
    Answer.objects.create(
        survey=survey, kind="nps", score=2, answered_on=mill.today, account=mill.account, follow_up=week["Late"]
    )
    answer = ask(rep, "activities", "delete", "")
    assert told(answer) == (3, [1])
    assert "follow up what a customer answered" in answer.content.decode()
    before = Activity.objects.filter(subject="Done").values().get()
    ask(rep, "activities", "delete", "", 3)
    assert [str(row) for row in Activity.objects.all()] == ["Late"]
    assert Activity.history.filter(id=week["Done"].pk).first().history_type == "-"
    assert take_back(rep).left == 0
    assert Activity.objects.filter(subject="Done").values().get() == before


@pytest.mark.parametrize("who", ["outsider", "colleague"])
def test_activities_and_sales_of_others_are_never_reached(
    client: Client, mill: Mill, week: dict[str, Any], who: str
) -> None:
    client.force_login(getattr(mill.people, who))
    on = mill.today + timedelta(days=4)
    for rows in ("", list(week.values())):
        assert ask(client, "activities", "due_on", rows, 2, value=on.isoformat()).status_code == 302
        assert ask(client, "activities", "delete", rows, 4).status_code == 302
    assert Activity.objects.count() == 4
    assert not Activity.objects.filter(due_on=on).exists()


def test_the_first_change_of_what_was_loaded_shows_what_was_there(rep: Client, mill: Mill) -> None:
    loaded = Activity(type=mill.call, owner=mill.people.rep, state="planned", due_on=mill.today, subject="Loaded")
    Activity.objects.bulk_create([loaded])
    ask(rep, "activities", "due_on", [loaded], 1, value=(mill.today + timedelta(days=1)).isoformat())
    first, second = loaded.history.order_by("history_date", "history_id")
    assert (first.due_on, first.history_date, first.history_user) == (mill.today, loaded.created_at, None)
    assert (second.due_on, second.history_user) == (mill.today + timedelta(days=1), mill.people.rep)


def test_many_plans_at_as_many_times_take_few_statements(
    rep: Client, mill: Mill, django_assert_max_num_queries: Any
) -> None:
    start = datetime.combine(mill.today, time(0), Company.current().zone)
    Activity.objects.bulk_create(
        Activity(
            type=mill.call, owner=mill.people.rep, state="planned", subject="One of many", due_on=mill.today,
            due_at=start + timedelta(minutes=number),
        )
        for number in range(1200)
    )  # fmt: skip
    on = mill.today + timedelta(days=2)
    with django_assert_max_num_queries(120):
        assert ask(rep, "activities", "due_on", "text=one of many", 1200, value=on.isoformat()).status_code == 302
    assert Activity.objects.filter(due_on=on, version=2).values("due_at").distinct().count() == 1200


@pytest.fixture
def shop(mill: Mill) -> dict[str, Sale]:
    """Of the team of the rep: one sale with a refund, one that has a channel, one of a won opportunity."""
    rep, day = mill.people.rep, date(2026, 3, 1)
    Sale.objects.all().delete()
    bare = Sale.record(number="Bare", team=rep.team, sold_on=day, amount=Decimal(500))
    bare.refund(Decimal(20), day)
    Sale.record(
        number="Known", owner=rep, sold_on=day, amount=Decimal(70), channel=Channel.objects.create(name="Store")
    )
    Opportunity.open(name="Won", owner=rep, amount=Decimal(9)).win()
    return {"Bare": bare, "Known": Sale.objects.get(number="Known"), "Won": Sale.objects.get(opportunity__name="Won")}


def test_what_a_sale_lacks_is_filled_in_with_its_refunds_and_back(
    client: Client, mill: Mill, shop: dict[str, Sale]
) -> None:
    client.force_login(mill.people.manager)
    web = Channel.objects.create(name="Web")
    assert told(ask(client, "sales", "channel", "", value=web.pk)) == (1, [1, 1, 1])
    assert ask(client, "sales", "channel", "", 1, value=web.pk).status_code == 302
    assert set(Sale.objects.filter(channel=web).values_list("kind", flat=True)) == {"sale", "refund"}
    assert Sale.objects.get(number="Known").channel.name == "Store"
    for kind in ("sale", "refund"):
        newest = Sale.history.filter(channel_id=web.pk, kind=kind).get()
        assert (newest.history_type, newest.history_user) == ("~", mill.people.manager)
    assert take_back(client).left == 0
    assert not Sale.objects.filter(channel=web).exists()


def test_a_sale_without_an_owner_gets_one_and_keeps_its_team(client: Client, mill: Mill, shop: dict[str, Sale]) -> None:
    client.force_login(mill.people.admin)
    teamless = Sale.record(number="Teamless", sold_on=date(2026, 3, 2), amount=Decimal(8))
    assert told(ask(client, "sales", "owner", "", **owner(mill.people.outsider))) == (2, [1, 1, 1])
    ask(client, "sales", "owner", "", 2, **owner(mill.people.outsider))
    teamless.refresh_from_db()
    shop["Bare"].refresh_from_db()
    assert (teamless.owner, teamless.team) == (mill.people.outsider, mill.people.outsider.team)
    assert (shop["Bare"].owner, shop["Bare"].team) == (mill.people.outsider, mill.people.rep.team)
    take_back(client)
    teamless.refresh_from_db()
    assert (teamless.owner, teamless.team) == (None, None)


def test_a_rep_changes_no_sale_and_nobody_deletes_one(client: Client, mill: Mill, shop: dict[str, Sale]) -> None:
    campaign = Campaign.objects.create(name="Spring")
    client.force_login(mill.people.rep)
    assert "bulk-bar" not in client.get("/sales/").content.decode()
    ask(client, "sales", "campaign", "", 1, value=campaign.pk)
    client.force_login(mill.people.admin)
    assert "bulk-bar" in client.get("/sales/").content.decode()
    ask(client, "sales", "delete", "", 4)
    assert Sale.objects.filter(campaign=None).count() == 4

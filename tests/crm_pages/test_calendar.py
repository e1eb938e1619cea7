"""The calendar: what is planned and done on its day, planning, moving, cancelling; each within one's rights."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from crm.models import Activity, Company
from crm.views.calendar import neighbours, span
from tests.crm_pages.conftest import Mill

WEEKS = ["month", "week", "day"]


@pytest.mark.parametrize("view", WEEKS)
def test_planned_and_done_are_on_their_day(rep: Client, mill: Mill, view: str) -> None:
    Activity.log(type=mill.call, subject="Call from before", account=mill.account, owner=mill.people.rep)
    Activity.plan(type=mill.call, subject="Far away", due_on=mill.today + timedelta(days=90), owner=mill.people.rep)
    page = rep.get("/calendar/", {"view": view}).content.decode()
    assert "Call about stones" in page and "Call from before" in page and "Far away" not in page


def test_a_cancelled_plan_is_gone(rep: Client, mill: Mill) -> None:
    assert "Cancelled" in rep.post(f"/activities/{mill.activity.pk}/cancel/", follow=True).content.decode()
    assert "Call about stones" not in rep.get("/calendar/").content.decode()


@pytest.mark.parametrize(
    ("view", "on", "start", "end"),
    [
        ("month", date(2026, 2, 10), date(2026, 1, 26), date(2026, 3, 2)),
        ("month", date(2026, 11, 30), date(2026, 10, 26), date(2026, 12, 7)),
        ("month", date(2027, 2, 28), date(2027, 2, 1), date(2027, 3, 1)),
        ("week", date(2026, 11, 29), date(2026, 11, 23), date(2026, 11, 30)),
        ("day", date(2026, 12, 31), date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_a_month_is_whole_weeks_from_monday(view: str, on: date, start: date, end: date) -> None:
    assert span(view, on) == (start, end)


def test_back_and_on_by_months_of_different_length() -> None:
    assert neighbours("month", date(2026, 3, 31)) == (date(2026, 2, 1), date(2026, 4, 1))
    assert neighbours("month", date(2026, 1, 31)) == (date(2025, 12, 1), date(2026, 2, 1))


def test_what_has_no_room_is_counted_and_leads_to_the_day(rep: Client, mill: Mill) -> None:
    for number in range(6):
        Activity.plan(type=mill.call, subject=f"Plan {number}", due_on=mill.today, owner=mill.people.rep)
    page = rep.get("/calendar/").content.decode()
    assert "3 more" in page and "Plan 5" not in page
    assert "Plan 5" in rep.get("/calendar/", {"view": "day"}).content.decode()


@pytest.mark.parametrize(
    ("who", "words", "seen"),
    [
        ("rep", {}, True),
        ("rep", {"who": "team"}, True),
        ("colleague", {"who": "team"}, False),
        ("outsider", {"who": "team"}, False),
        ("manager", {}, False),
        ("manager", {"who": "team"}, True),
        ("admin", {"who": "team"}, True),
    ],
)
def test_whose(client: Client, mill: Mill, who: str, words: dict[str, str], seen: bool) -> None:
    client.force_login(getattr(mill.people, who))
    assert ("Call about stones" in client.get("/calendar/", words).content.decode()) is seen


@pytest.mark.parametrize(("who", "seen"), [("manager", True), ("outsider", False), ("colleague", False)])
def test_one_person_of_ones_own(client: Client, mill: Mill, who: str, seen: bool) -> None:
    client.force_login(getattr(mill.people, who))
    for words in ({"owner": str(mill.people.rep.pk)}, {"owner_text": "Rep"}):
        assert ("Call about stones" in client.get("/calendar/", words).content.decode()) is seen


def planned(mill: Mill, **changes: str) -> dict[str, str]:
    tomorrow = (mill.today + timedelta(days=1)).isoformat()
    words = {"type": str(mill.call.pk), "subject": "Show the stones", "due_on": tomorrow, "due_time": "14:30"}
    return words | {"about_text": "two stones", "minutes": "45"} | changes


def test_plans_at_a_time_of_the_companys_zone(rep: Client, mill: Mill) -> None:
    assert rep.post("/calendar/plan/", planned(mill)).status_code == 302
    plan = Activity.objects.get(subject="Show the stones")
    assert plan.due_at is not None
    assert plan.due_at.astimezone(Company.current().zone).strftime("%H:%M") == "14:30"
    assert (plan.due_on, plan.account, plan.owner) == (mill.today + timedelta(days=1), mill.account, mill.people.rep)
    assert (plan.state, plan.duration_seconds) == ("planned", 2700)


@pytest.mark.parametrize(
    "wrong",
    [
        {"due_on": ""},
        {"due_on": "2001-01-01"},
        {"due_time": "25:00"},
        {"type": ""},
        {"about_text": "Nobody"},
        {"minutes": "-1"},
    ],
)
def test_a_wrong_plan_is_refused_with_what_was_typed(rep: Client, mill: Mill, wrong: dict[str, str]) -> None:
    for address in ("/calendar/plan/", f"/activities/{mill.activity.pk}/plan/"):
        answer = rep.post(address, planned(mill, version=str(mill.activity.version), **wrong))
        assert answer.status_code == 422
        assert "Show the stones" in answer.content.decode() and "field-error" in answer.content.decode()
    assert not Activity.objects.filter(subject="Show the stones").exists()


def test_a_manager_plans_for_a_rep_and_a_rep_for_nobody_else(client: Client, mill: Mill) -> None:
    client.force_login(mill.people.manager)
    client.post("/calendar/plan/", planned(mill, owner=f"user:{mill.people.rep.pk}"))
    assert Activity.objects.get(subject="Show the stones").owner == mill.people.rep
    client.force_login(mill.people.rep)
    client.post("/calendar/plan/", planned(mill, subject="Mine", owner=f"user:{mill.people.colleague.pk}"))
    assert Activity.objects.get(subject="Mine").owner == mill.people.rep


def test_a_plan_is_changed_and_a_stale_change_refused(rep: Client, mill: Mill) -> None:
    address = f"/activities/{mill.activity.pk}/plan/"
    assert "Call about stones" in rep.get(address).content.decode()
    version = str(mill.activity.version)
    assert rep.post(address, planned(mill, version=version)).status_code == 302
    mill.activity.refresh_from_db()
    assert (mill.activity.subject, mill.activity.opportunity) == ("Show the stones", mill.opportunity)
    stale = rep.post(address, planned(mill, version=version, subject="Mine"))
    assert stale.status_code == 422 and "Mine" in stale.content.decode()


def test_what_was_done_keeps_its_date(rep: Client, mill: Mill) -> None:
    mill.activity.done()
    address = f"/activities/{mill.activity.pk}"
    assert rep.get(f"{address}/plan/").status_code == 200
    assert rep.post(f"{address}/plan/", planned(mill, version=str(mill.activity.version))).status_code == 422
    assert rep.post(f"{address}/move/", {"due_on": "2999-01-01"}).status_code == 422
    assert rep.post(f"{address}/cancel/").status_code == 302
    mill.activity.refresh_from_db()
    assert (mill.activity.state, mill.activity.subject) == ("done", "Call about stones")


def test_moved_to_another_day_at_the_same_time(rep: Client, mill: Mill) -> None:
    Activity.objects.update(due_at=timezone.now().replace(microsecond=0))
    mill.activity.refresh_from_db()
    assert mill.activity.due_at is not None
    zone = Company.current().zone
    before = mill.activity.due_at.astimezone(zone).time()
    later = mill.today + timedelta(days=200)  # beyond a change of the clocks
    words = {"due_on": later.isoformat()}
    answer = rep.post(f"/activities/{mill.activity.pk}/move/", words, headers={"HX-Request": "true"})
    assert "moved to" in answer.content.decode() and "Undo" in answer.content.decode()
    mill.activity.refresh_from_db()
    assert mill.activity.due_at is not None
    moved = mill.activity.due_at.astimezone(zone)
    assert (mill.activity.due_on, moved.date(), moved.time()) == (later, later, before)


@pytest.mark.parametrize("day", ["2001-01-01", "", "tomorrow", "9999-99-99"])
def test_not_moved_into_the_past_or_nowhere(rep: Client, mill: Mill, day: str) -> None:
    address = f"/activities/{mill.activity.pk}/move/"
    assert rep.post(address, {"due_on": day}).status_code == 422
    assert "notice-error" in rep.post(address, {"due_on": day}, headers={"HX-Request": "true"}).content.decode()
    mill.activity.refresh_from_db()
    assert mill.activity.due_on == mill.today


@pytest.mark.parametrize("who", ["colleague", "outsider"])
@pytest.mark.parametrize("verb", ["move", "plan", "cancel"])
def test_others_cannot_touch_it(client: Client, mill: Mill, who: str, verb: str) -> None:
    client.force_login(getattr(mill.people, who))
    address = f"/activities/{mill.activity.pk}/{verb}/"
    assert client.post(address, planned(mill)).status_code == 404
    mill.activity.refresh_from_db()
    assert (mill.activity.due_on, mill.activity.state) == (mill.today, "planned")


@pytest.mark.parametrize("day", ["", "nonsense", "0001-01-01", "9999-12-31", "2026-02-30", "\0"])
@pytest.mark.parametrize("view", [*WEEKS, "decade"])
def test_odd_days_break_nothing(rep: Client, mill: Mill, day: str, view: str) -> None:
    assert rep.get("/calendar/", {"on": day, "view": view, "who": day, "owner": day}).status_code == 200
    assert rep.get("/calendar/plan/", {"on": day}).status_code == 200

"""People: added, changed, moved to another team from a day on; an administrator always remains."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from crm.access import Role
from crm.models import Absence, Activity, ActivityType, Company, User
from tests.people import People, person

NEW = "/settings/people/new/"
WORDS: dict[str, Any] = {
    "first_name": "Zoë", "last_name": "Aerts", "email": "zoe@mill.example", "role": "rep", "working_share": "0.8",
    "joined_on": "2026-01-05", "hourly_cost": "32,5",
}  # fmt: skip


def of(user: User, verb: str = "edit") -> str:
    return reverse(f"crm:person_{verb}", args=[user.pk])


def words_of(user: User, **other: Any) -> dict[str, Any]:
    stored = {
        "first_name": user.first_name, "last_name": user.last_name or "X", "email": user.email, "role": user.role,
        "team": user.team_id or "", "region": user.region_id or "", "working_share": "1", "is_active": "on",
    }  # fmt: skip
    return stored | other


def test_added(admin: Client, people: People) -> None:
    person("zoe", Role.REP)
    assert admin.post(NEW, WORDS | {"team": people.north.pk}).status_code == 302
    made = User.objects.get(email="zoe@mill.example")
    assert (made.username, str(made.working_share), str(made.hourly_cost)) == ("zoe2", "0.800", "32.50")
    assert not made.has_usable_password()
    membership = made.memberships.get()
    assert (membership.team, membership.start_on) == (people.north, date(2026, 1, 5))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"email": "REP@example.com"}, "Somebody else has this address"),
        ({"email": "nobody"}, "valid email"),
        ({"working_share": "0"}, "more than 0"),
        ({"working_share": "2"}, "less than or equal to 1"),
        ({"first_name": ""}, "This field is required."),
    ],
)
def test_refused_with_what_was_typed(admin: Client, words: dict[str, str], sentence: str) -> None:
    answer = admin.post(NEW, WORDS | words)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert 'value="Aerts"' in answer.content.decode()


def test_a_change_of_team_counts_from_its_day_and_moves_no_history(admin: Client, people: People) -> None:
    call = ActivityType.objects.create(name="Call", code="call")
    done = Activity.log(type=call, owner=people.rep)
    since = Company.current().today() - timedelta(days=10)
    words = words_of(people.rep, team=people.south.pk, since=since.isoformat())
    assert admin.post(of(people.rep), words).status_code == 302
    people.rep.refresh_from_db()
    done.refresh_from_db()
    assert (people.rep.team, done.team) == (people.south, people.north)
    before, now = people.rep.memberships.order_by("start_on")
    assert (before.team, before.end_on, now.team, now.start_on) == (people.north, since, people.south, since)


@pytest.mark.parametrize(("days", "sentence"), [(1, "today or an earlier day"), (-40, "present team began")])
def test_a_change_of_team_on_a_day_that_cannot_be(admin: Client, people: People, days: int, sentence: str) -> None:
    today = Company.current().today()
    people.rep.join(people.south, today - timedelta(days=30))
    words = words_of(people.rep, team=people.north.pk, since=(today + timedelta(days=days)).isoformat())
    answer = admin.post(of(people.rep), words)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_nobody_takes_their_own_rights_away(admin: Client, people: People) -> None:
    person("second", Role.ADMIN)
    for words in ({"role": "rep"}, {"is_active": ""}):
        answer = admin.post(of(people.admin), words_of(people.admin, **words))
        assert answer.status_code == 422
        assert "ask another administrator" in answer.content.decode()
    people.admin.refresh_from_db()
    assert (people.admin.role, people.admin.is_active) == (Role.ADMIN, True)


def test_the_last_administrator_remains(client: Client, people: People) -> None:
    """Seen from a second administrator who is about to leave: they do not count."""
    second = person("second", Role.ADMIN)
    second.left_on = Company.current().today()
    second.save()
    client.force_login(second)
    for words in ({"role": "manager"}, {"is_active": ""}):
        answer = client.post(of(people.admin), words_of(people.admin, **words))
        assert answer.status_code == 422
        assert "only administrator" in answer.content.decode()
    answer = client.post(of(people.admin, "leaving"), {"left_on": "2026-01-01", "confirmed": "1"})
    assert answer.status_code == 422
    people.admin.refresh_from_db()
    assert (people.admin.role, people.admin.is_active, people.admin.left_on) == (Role.ADMIN, True, None)


def test_another_administrator_may_be_demoted(admin: Client, people: People) -> None:
    second = person("second", Role.ADMIN)
    assert admin.post(of(second), words_of(second, role="manager")).status_code == 302
    second.refresh_from_db()
    assert (second.role, second.is_staff) == (Role.MANAGER, False)


def test_absences(admin: Client, people: People) -> None:
    address = of(people.rep, "absence")
    assert admin.post(address, {"start_on": "2026-07-06", "end_on": "2026-07-10", "reason": "Sea"}).status_code == 302
    for first, last in (("2026-07-10", "2026-07-12"), ("2026-08-02", "2026-08-01")):
        assert admin.post(address, {"start_on": first, "end_on": last}).status_code == 422
    absence = Absence.objects.get()
    assert "Sea" in admin.get(of(people.rep)).content.decode()
    assert admin.post(reverse("crm:absence_remove", args=[absence.pk])).status_code == 302
    assert not Absence.objects.exists()


def test_the_list_says_who_has_left(admin: Client, people: People) -> None:
    people.outsider.left_on = Company.current().today() - timedelta(days=1)
    people.outsider.save()
    assert "outsider@" not in admin.get("/settings/people/").content.decode()
    assert "outsider@" in admin.get("/settings/people/?left=1").content.decode()

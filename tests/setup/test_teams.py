"""Teams: a tree, with managers; what people were in or something was earned in is kept."""

from django.test import Client
from django.urls import reverse

from crm.models import Account, Company, Region, Team
from tests.people import People


def of(team: Team, verb: str = "edit") -> str:
    return reverse(f"crm:team_{verb}", args=[team.pk])


def test_added_below_another_with_a_manager(admin: Client, people: People) -> None:
    region = Region.objects.create(name="Coast")
    words = {"name": "West", "parent": people.sales.pk, "region": region.pk, "managers": [people.manager.pk]}
    assert admin.post("/settings/teams/new/", words).status_code == 302
    west = Team.objects.get(name="West")
    assert west.path == f"/{people.sales.pk}/{west.pk}/"
    assert list(west.managers.all()) == [people.manager]


def test_moved_with_those_below(admin: Client, people: People) -> None:
    below = Team.objects.create(name="North 1", parent=people.north)
    assert admin.post(of(people.north), {"name": "North", "parent": people.south.pk}).status_code == 302
    below.refresh_from_db()
    assert below.path.startswith(f"/{people.south.pk}/{people.north.pk}/")


def test_never_below_itself(admin: Client, people: People) -> None:
    answer = admin.post(of(people.sales), {"name": "Sales", "parent": people.north.pk})
    assert answer.status_code == 422
    people.sales.refresh_from_db()
    assert people.sales.parent is None


def test_a_name_that_is_taken(admin: Client, people: People) -> None:
    answer = admin.post("/settings/teams/new/", {"name": "NÖRTH"})
    assert answer.status_code == 422
    assert "exists already" in answer.content.decode()


def test_the_tree_is_shown(admin: Client, people: People) -> None:
    page = admin.get("/settings/teams/").content.decode()
    assert page.index(">Sales</a>") < page.index(">North</a>")
    assert f'tree-1"><a href="{of(people.north)}"' in page


def test_with_people_it_stays(admin: Client, people: People) -> None:
    assert admin.post(of(people.north, "delete")).status_code == 422
    assert admin.post(of(people.north, "switch")).status_code == 422
    assert Team.objects.filter(pk=people.north.pk, active=True).exists()


def test_what_was_earned_in_it_keeps_it_after_everybody_has_moved(admin: Client, people: People) -> None:
    account = Account.objects.create(name="Mill", owner=people.outsider)
    people.outsider.join(people.north, Company.current().today())
    assert admin.post(of(people.south, "delete")).status_code == 422
    assert admin.post(of(people.south, "switch")).status_code == 302
    account.refresh_from_db()
    assert account.team == people.south


def test_an_empty_one_is_deleted(admin: Client, people: People) -> None:
    empty = Team.objects.create(name="Empty")
    assert admin.post(of(empty, "delete")).status_code == 302
    assert not Team.objects.filter(pk=empty.pk).exists()

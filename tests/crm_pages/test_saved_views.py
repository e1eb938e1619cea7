"""Views of lists: saved, shared, opened by default; each viewer sees of them what they may see."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from crm.models import Account, DefaultView, SavedView, Team
from tests.people import People

NEW = "/views/new/?list=accounts&query=kind%3Dcompany"


@pytest.fixture
def accounts(people: People) -> People:
    Account.objects.create(name="Mill", owner=people.rep, city="Gent")
    Account.objects.create(name="Bakery", owner=people.outsider)
    return people


def signed_in(client: Client, who: Any) -> Client:
    client.force_login(who)
    return client


def a_view(owner: Any, shared: str = "nobody", team: Team | None = None, **words: Any) -> SavedView:
    words = {"list_name": "accounts", "name": "Companies", "query": "kind=company"} | words
    return SavedView.objects.create(owner=owner, shared=shared, team=team, **words)


def names(page: Any) -> list[str]:
    return [str(each.view) for each in page.context["views"].views]


def test_saving_keeps_filters_and_sort_and_nothing_passing(people: People, client: Client) -> None:
    form = {"name": "Companies", "shared_with": "nobody", "query": "kind=company&sort=-city&text=&page=3&format=csv"}
    answer = signed_in(client, people.rep).post(NEW, form)
    view = SavedView.objects.get()
    assert (view.query, view.owner, view.list_name, view.shared) == (
        "kind=company&sort=-city", people.rep, "accounts", "nobody",
    )  # fmt: skip
    assert answer.headers["Location"] == f"/accounts/?kind=company&sort=-city&view={view.pk}"
    page = client.get(answer.headers["Location"])
    assert page.context["views"].current.view == view
    assert not page.context["views"].changed


def test_the_form_holds_what_the_list_showed(people: People, client: Client) -> None:
    page = signed_in(client, people.rep).get("/accounts/?kind=company&page=2")
    link = f"{reverse('crm:view_new')}?list=accounts&amp;query=kind%3Dcompany"
    assert link in page.content.decode()
    assert 'value="kind=company"' in client.get(NEW).content.decode()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "COMPANIES"}, "exists already"),
        ({"name": "x", "shared_with": "99999"}, "Select a valid choice"),
        ({"name": "x", "query": "text=" + "a" * 2000}, "too long"),
    ],
)
def test_refused_with_what_was_typed(people: People, client: Client, words: dict[str, str], sentence: str) -> None:
    a_view(people.rep)
    answer = signed_in(client, people.rep).post(NEW, {"shared_with": "nobody"} | words)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert SavedView.objects.count() == 1


def test_a_name_may_be_taken_by_others(people: People, client: Client) -> None:
    a_view(people.colleague)
    assert signed_in(client, people.rep).post(NEW, {"name": "Companies", "shared_with": "nobody"}).status_code == 302


SEEN = {
    "nobody": {"rep"},
    "north": {"rep", "colleague", "manager", "admin"},
    "sales": {"rep", "colleague", "manager", "admin"},
    "south": {"rep", "outsider", "admin"},
    "everyone": {"rep", "colleague", "manager", "outsider", "admin"},
}


@pytest.mark.parametrize("shared", SEEN)
@pytest.mark.parametrize("who", ["rep", "colleague", "manager", "outsider", "admin"])
def test_who_is_offered_it(people: People, client: Client, shared: str, who: str) -> None:
    team = getattr(people, shared, None)
    view = a_view(people.rep, "team" if team else shared, team)
    signed_in(client, getattr(people, who))
    assert (names(client.get("/accounts/")) == ["Companies"]) == (who in SEEN[shared])
    expected = 302 if who in SEEN[shared] else 404
    assert client.post(reverse("crm:view_default", args=[view.pk])).status_code == expected


def test_a_shared_view_shows_each_viewer_what_they_may_see(accounts: People, client: Client) -> None:
    view = a_view(accounts.rep, "everyone")
    for who, seen in ((accounts.rep, ["Mill"]), (accounts.outsider, ["Bakery"]), (accounts.admin, ["Bakery", "Mill"])):
        page = signed_in(client, who).get(f"/accounts/?{view.query}&view={view.pk}")
        assert [row.name for row in page.context["sheet"].rows] == seen


def test_a_rep_shares_with_their_own_team_only(people: People, client: Client) -> None:
    signed_in(client, people.rep)
    form = {"name": "Mine", "shared_with": str(people.south.pk)}
    assert client.post(NEW, form).status_code == 422
    assert client.post(NEW, form | {"shared_with": str(people.north.pk)}).status_code == 302
    assert SavedView.objects.get().team == people.north


@pytest.mark.parametrize(("who", "status"), [("rep", 302), ("colleague", 404), ("manager", 404), ("admin", 302)])
@pytest.mark.parametrize("verb", ["edit", "keep", "delete"])
def test_who_may_change_a_shared_view(people: People, client: Client, who: str, status: int, verb: str) -> None:
    view = a_view(people.rep, "everyone")
    form = {"name": "Renamed", "shared_with": "nobody", "query": "kind=person"}
    answer = signed_in(client, getattr(people, who)).post(reverse(f"crm:view_{verb}", args=[view.pk]), form)
    assert answer.status_code == status
    now = SavedView.objects.filter(pk=view.pk).values_list("name", "query", "shared", "owner_id").first()
    changed = {
        "edit": ("Renamed", "kind=person", "nobody", people.rep.pk),
        "keep": ("Companies", "kind=person", "everyone", people.rep.pk),
        "delete": None,
    }[verb]
    assert now == (changed if status == 302 else ("Companies", "kind=company", "everyone", people.rep.pk))


@pytest.mark.parametrize("verb", ["edit", "keep", "default", "delete"])
@pytest.mark.parametrize("who", ["colleague", "manager", "admin"])
def test_a_private_view_is_not_found_by_others(people: People, client: Client, who: str, verb: str) -> None:
    view = a_view(people.rep)
    answer = signed_in(client, getattr(people, who)).post(reverse(f"crm:view_{verb}", args=[view.pk]), {"name": "x"})
    assert answer.status_code == 404
    assert SavedView.objects.get().name == "Companies"


def test_the_list_opens_with_the_default_view_and_all_rows_stay_in_reach(accounts: People, client: Client) -> None:
    mine, shared = a_view(accounts.rep, name="Mine"), a_view(accounts.manager, "everyone")
    signed_in(client, accounts.rep)
    for view in (mine, shared):
        client.post(reverse("crm:view_default", args=[view.pk]))
        assert client.get("/accounts/").headers["Location"] == f"/accounts/?kind=company&view={view.pk}"
    assert DefaultView.objects.count() == 1
    assert client.get("/contacts/").status_code == client.get("/accounts/?view=all").status_code == 200
    assert signed_in(client, accounts.outsider).get("/accounts/").status_code == 200
    signed_in(client, accounts.rep).post(reverse("crm:view_default", args=[shared.pk]))
    assert client.get("/accounts/").status_code == 200


def test_a_default_view_that_is_no_longer_shared_opens_nothing(people: People, client: Client) -> None:
    view = a_view(people.manager, "everyone")
    signed_in(client, people.rep).post(reverse("crm:view_default", args=[view.pk]))
    SavedView.objects.update(shared="nobody")
    page = client.get("/accounts/")
    assert page.status_code == 200
    assert names(page) == []
    assert client.get(f"/accounts/?view={view.pk}").context["views"].current is None


def test_the_open_view_says_when_the_list_shows_something_else(people: People, client: Client) -> None:
    view = a_view(people.rep)
    page = signed_in(client, people.rep).get(f"/accounts/?kind=person&view={view.pk}")
    assert page.context["views"].changed
    assert reverse("crm:view_keep", args=[view.pk]) in page.content.decode()


def test_the_database_refuses_a_team_view_without_a_team(people: People) -> None:
    for shared, team in (("team", None), ("everyone", people.north), ("world", None)):
        with pytest.raises(IntegrityError), transaction.atomic():
            a_view(people.rep, shared, team)

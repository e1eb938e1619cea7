"""A page of figures opens for those whom it concerns, and for nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.people import People

PAGES = {
    "company": {"admin": 200, "manager": 403, "rep": 403, "outsider": 403},
    "sales": {"admin": 200, "manager": 200, "rep": 403, "outsider": 403},
    "south": {"admin": 200, "manager": 403, "rep": 403, "outsider": 403},
    "rep": {"admin": 200, "manager": 200, "rep": 200, "outsider": 404},
    "outsider": {"admin": 200, "manager": 404, "rep": 404, "outsider": 200},
}


def address_of(page: str, people: People) -> str:
    if page == "company":
        return reverse("kpis:company")
    kind = "team" if page in ("sales", "south") else "rep"
    return reverse(f"kpis:{kind}", args=[getattr(people, page).pk])


@pytest.mark.parametrize(("page", "who"), [(page, who) for page, answers in PAGES.items() for who in answers])
def test_a_dashboard_opens_for_those_it_concerns(people: People, client: Client, page: str, who: str) -> None:
    client.force_login(getattr(people, who))
    status = client.get(address_of(page, people)).status_code
    assert (status == 200) == (PAGES[page][who] == 200)
    assert status in (200, 403, 404)


@pytest.mark.parametrize("page", PAGES)
def test_who_is_not_signed_in_is_asked_to(people: People, client: Client, page: str) -> None:
    assert client.get(address_of(page, people)).status_code == 302


@pytest.mark.parametrize("who", ["rep", "manager", "admin", "outsider"])
def test_home_leads_to_a_page_that_opens(people: People, client: Client, who: str) -> None:
    client.force_login(getattr(people, who))
    assert client.get(reverse("kpis:home"), follow=True).status_code == 200


def test_the_choice_of_teams_offers_what_may_be_seen(people: People, client: Client) -> None:
    client.force_login(people.outsider)
    page = client.get(reverse("kpis:rep", args=[people.outsider.pk]))
    owners = [each for each in page.context["filters"] if each["name"] == "owner"]
    assert not any(option["id"] == people.rep.pk for each in owners for option in each["options"])

"""Managers propose for their own teams if a setting allows; an administrator decides with a word."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kpis.models import ObjectiveChange
from tests.objectives.conftest import YEAR, Browser, in_force, key, slot
from tests.people import People


@pytest.fixture
def proposal(proposing: People, browser: Browser) -> ObjectiveChange:
    page = browser.open(proposing.manager)
    assert page.context["grid"].proposes
    browser.send(proposing.manager, page, {key(proposing.rep, 1): "80"}, note="Less")
    return ObjectiveChange.objects.get()


def post(client: Client, who: Any, verb: str, change: ObjectiveChange, **words: str) -> Any:
    client.force_login(who)
    return client.post(reverse(f"kpis:objective_{verb}", args=[change.pk]), words)


def test_it_waits(proposal: ObjectiveChange, proposing: People, browser: Browser) -> None:
    assert (proposal.state, proposal.by, in_force(proposing.rep)) == ("proposed", proposing.manager, {})
    assert browser.open(proposing.admin).context["waiting"] == 1


def test_accepted(proposal: ObjectiveChange, proposing: People, client: Client) -> None:
    ObjectiveChange.make("revenue", {slot(1, owner=proposing.rep): Decimal(120)}, by=proposing.admin)
    client.force_login(proposing.admin)
    line = client.get(reverse("kpis:objective_change", args=[proposal.pk])).context["lines"][0]
    assert (line.before, line.after, line.then, line.moved) == (120, 80, None, True)
    assert line.difference == "−€40.00"
    post(client, proposing.admin, "accept", proposal, answer="Fair")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.answer, in_force(proposing.rep)) == ("in_force", "Fair", {1: 80})


def test_refused(proposal: ObjectiveChange, proposing: People, client: Client) -> None:
    post(client, proposing.admin, "refuse", proposal, answer="Too little")
    proposal.refresh_from_db()
    assert (proposal.state, in_force(proposing.rep)) == ("refused", {})
    client.force_login(proposing.manager)
    page = client.get(reverse("kpis:objective_change", args=[proposal.pk])).content.decode()
    assert "Too little" in page
    assert ">Proposed</th>" in page and ">To</th>" not in page, "it changed nothing"


@pytest.mark.parametrize("verb", ["accept", "refuse", "take_back"])
@pytest.mark.parametrize(("who", "status"), [("manager", 403), ("rep", 403), ("outsider", 404)])
def test_nobody_else_decides(
    proposal: ObjectiveChange, proposing: People, client: Client, verb: str, who: str, status: int
) -> None:
    assert post(client, getattr(proposing, who), verb, proposal).status_code == status
    proposal.refresh_from_db()
    assert proposal.state == "proposed"


def test_deciding_twice_is_told(proposal: ObjectiveChange, proposing: People, client: Client) -> None:
    post(client, proposing.admin, "refuse", proposal)
    answer = post(client, proposing.admin, "accept", proposal)
    assert answer.status_code == 302
    assert in_force(proposing.rep) == {}


def test_of_other_teams_nothing_is_proposed(proposing: People, browser: Browser) -> None:
    page = browser.open(proposing.manager)
    browser.send(
        proposing.manager, page, {key(proposing.outsider, 1): "5", f"team.{proposing.south.pk}.2025-01-01": "5"}
    )
    assert not ObjectiveChange.objects.exists()


def test_taken_back_from_its_page(people: People, client: Client) -> None:
    change = ObjectiveChange.make("revenue", {slot(1, owner=people.rep): Decimal(5)}, by=people.admin)
    client.force_login(people.admin)
    assert client.get(reverse("kpis:objective_change", args=[change.pk])).context["standing"] == 1
    post(client, people.admin, "take_back", change)
    assert in_force(people.rep) == {}
    rows = client.get(reverse("kpis:objective_changes")).context["page"].object_list
    assert [(row.count, bool(row.takes_back_id)) for row in rows] == [(1, True), (1, False)]


def test_a_list_counts_only_what_its_reader_may_see(people: People, client: Client) -> None:
    wanted = {slot(1, owner=people.rep): Decimal(1), slot(1, owner=people.outsider): Decimal(1), slot(1): Decimal(3)}
    change = ObjectiveChange.make("revenue", wanted, by=people.admin)
    client.force_login(people.manager)
    assert client.get(reverse("kpis:objective_changes")).context["page"].object_list[0].count == 1
    lines = client.get(reverse("kpis:objective_change", args=[change.pk])).context["lines"]
    assert [line.whose for line in lines] == ["Rep"]


def test_the_list_says_whose_and_of_when(people: People, client: Client) -> None:
    """Of what its reader may see: nobody else's name, and the months of those."""
    wanted = {
        slot(2, owner=people.rep): Decimal(1),
        slot(3, owner=people.rep): Decimal(2),
        slot(3, team=people.north): Decimal(3),
    }
    ObjectiveChange.make("revenue", wanted | {slot(9, owner=people.outsider): Decimal(1)}, by=people.admin)
    for who, text in (
        ("rep", f"North, Rep · 1 Feb {YEAR} – 31 Mar {YEAR}"),
        ("outsider", f"Outsider · September {YEAR}"),
        ("admin", f"1 Feb {YEAR} – 30 Sept {YEAR}"),
    ):
        client.force_login(getattr(people, who))
        page = client.get(reverse("kpis:objective_changes")).content.decode()
        assert text in page, who
    assert "Outsider" in page

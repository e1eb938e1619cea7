"""One-to-ones: a manager writes a sheet, the rep reads it and does what was agreed, the KPI since then is told."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from crm.models import Sale
from kpis.models import AgreedAction, OneToOne
from tests.people import People

HELD = date(2025, 6, 2)


@pytest.fixture
def sheet(people: People) -> OneToOne:
    sheet = OneToOne.objects.create(rep=people.rep, held_by=people.manager, held_on=HELD, notes="More visits")
    sheet.actions.create(text="Visit the mill", owner=people.rep, due_on=date(2025, 6, 5), metric="revenue")
    return sheet


def posted(people: People, *texts: str, **more: str) -> dict[str, str]:
    words = {"held_on": "2025-06-02", "notes": "Talked", "actions-TOTAL_FORMS": str(len(texts)), "version": "1"}
    words["actions-INITIAL_FORMS"] = "0"
    for number, text in enumerate(texts):
        words |= {f"actions-{number}-text": text, f"actions-{number}-owner": str(people.rep.pk)}
    return {**words, **more}


def test_a_manager_writes_a_sheet(people: People, client: Client) -> None:
    client.force_login(people.manager)
    address = reverse("kpis:rep_one_to_one_new", args=[people.rep.pk])
    words = posted(people, "Visit the mill", "", **{"actions-0-metric": "win_rate", "actions-0-due_on": "2026-01-05"})
    assert client.post(address, words).status_code == 302
    sheet = OneToOne.objects.get()
    assert (sheet.rep, sheet.held_by, sheet.held_on, sheet.notes) == (people.rep, people.manager, HELD, "Talked")
    action = sheet.actions.get()
    assert (action.text, action.owner, action.metric) == ("Visit the mill", people.rep, "win_rate")


def test_what_is_wrong_is_told_and_nothing_saved(people: People, client: Client) -> None:
    client.force_login(people.manager)
    address = reverse("kpis:rep_one_to_one_new", args=[people.rep.pk])
    for words in ({"held_on": "2999-01-01"}, {"held_on": "soon"}, {"actions-0-metric": "weather"}):
        page = client.post(address, posted(people, "Visit the mill", **words))
        assert page.status_code == 422
        assert "Visit the mill" in page.content.decode()
    assert not OneToOne.objects.exists()


def test_one_more_line_saves_nothing(people: People, client: Client) -> None:
    client.force_login(people.manager)
    page = client.post(
        reverse("kpis:rep_one_to_one_new", args=[people.rep.pk]), posted(people, "Visit the mill", more="1")
    )
    assert "actions-1-text" in page.content.decode()
    assert not OneToOne.objects.exists()


def test_actions_are_changed_and_taken_out(people: People, sheet: OneToOne, client: Client) -> None:
    client.force_login(people.manager)
    action = sheet.actions.get()
    words = {"actions-INITIAL_FORMS": "1", "actions-0-action": str(action.pk)}
    client.post(reverse("kpis:one_to_one_edit", args=[sheet.pk]), posted(people, "Visit the hotel", **words))
    action.refresh_from_db()
    assert action.text == "Visit the hotel"
    words |= {"actions-0-remove": "on", "version": "2"}
    client.post(reverse("kpis:one_to_one_edit", args=[sheet.pk]), posted(people, "Visit the hotel", **words))
    assert not sheet.actions.exists()


def test_an_action_of_another_sheet_is_not_taken(people: People, sheet: OneToOne, client: Client) -> None:
    other = OneToOne.objects.create(rep=people.outsider, held_on=HELD)
    theirs = other.actions.create(text="Secret", owner=people.outsider)
    client.force_login(people.manager)
    words = {"actions-INITIAL_FORMS": "1", "actions-0-action": str(theirs.pk)}
    client.post(reverse("kpis:one_to_one_edit", args=[sheet.pk]), posted(people, "Mine", **words))
    theirs.refresh_from_db()
    assert (theirs.text, theirs.one_to_one) == ("Secret", other)


def test_a_stale_sheet_is_told_and_kept(people: People, sheet: OneToOne, client: Client) -> None:
    client.force_login(people.manager)
    address = reverse("kpis:one_to_one_edit", args=[sheet.pk])
    assert client.post(address, posted(people)).status_code == 302
    page = client.post(address, posted(people, notes="Mine"))
    assert page.status_code == 422
    assert "Mine" in page.content.decode()
    sheet.refresh_from_db()
    assert sheet.notes == "Talked"
    # Saved again, with the version that the page now has.
    assert client.post(address, posted(people, notes="Mine", version="2")).status_code == 302


def test_the_rep_reads_and_does(people: People, sheet: OneToOne, client: Client) -> None:
    client.force_login(people.rep)
    page = client.get(reverse("kpis:one_to_one", args=[sheet.pk])).content.decode()
    assert "More visits" in page
    assert reverse("kpis:one_to_one_edit", args=[sheet.pk]) not in page
    assert client.post(reverse("kpis:one_to_one_edit", args=[sheet.pk]), posted(people)).status_code == 403
    action = sheet.actions.get()
    client.post(reverse("kpis:action_done", args=[action.pk]), {"done": "1"})
    action.refresh_from_db()
    assert action.done_on is not None
    client.post(reverse("kpis:action_done", args=[action.pk]), {"done": "0"})
    action.refresh_from_db()
    assert action.done_on is None


@pytest.mark.parametrize("who", ["colleague", "outsider"])
def test_nobody_else_sees_it(people: People, sheet: OneToOne, client: Client, who: str) -> None:
    client.force_login(getattr(people, who))
    assert client.get(reverse("kpis:one_to_one", args=[sheet.pk])).status_code == 404
    assert client.post(reverse("kpis:action_done", args=[sheet.actions.get().pk]), {"done": "1"}).status_code == 404
    assert not AgreedAction.objects.visible_to(getattr(people, who)).exists()  # type: ignore[attr-defined]


def test_what_the_kpi_did_since(people: People, sheet: OneToOne, client: Client) -> None:
    """From the talk on 2 June to 5 June, beside the four days before; figures of the talk stay those of its day."""
    for on, amount in ((date(2025, 5, 29), 100), (date(2025, 6, 3), 250), (date(2025, 5, 20), 70)):
        Sale.record(owner=people.rep, amount=Decimal(amount), sold_on=on)
    client.force_login(people.manager)
    with time_machine.travel(datetime(2025, 6, 5, 12, tzinfo=UTC), tick=False):
        page = client.get(reverse("kpis:one_to_one", args=[sheet.pk]))
    since = page.context["actions"][0]["since"]
    assert (since.value, since.previous) == (250, 100)
    assert page.context["result"].total["revenue"].value == 170


def test_a_new_sheet_tells_what_each_action_moved_since_its_own_talk(
    people: People, sheet: OneToOne, client: Client
) -> None:
    later = OneToOne.objects.create(rep=people.rep, held_by=people.manager, held_on=date(2025, 6, 4))
    later.actions.create(text="Call the mill", owner=people.rep, metric="revenue")
    for on, amount in ((date(2025, 5, 29), 100), (date(2025, 6, 3), 250), (date(2025, 6, 5), 30)):
        Sale.record(owner=people.rep, amount=Decimal(amount), sold_on=on)
    client.force_login(people.manager)
    with time_machine.travel(datetime(2025, 6, 5, 12, tzinfo=UTC), tick=False):
        page = client.get(reverse("kpis:rep_one_to_one_new", args=[people.rep.pk]))
    since = {each["action"].text: each["since"] for each in page.context["waiting"]}
    assert (since["Visit the mill"].value, since["Visit the mill"].previous) == (280, 100)
    assert (since["Call the mill"].value, since["Call the mill"].previous) == (30, 250)
    assert "before: €250" in page.content.decode()

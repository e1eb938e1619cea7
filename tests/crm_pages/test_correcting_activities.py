"""What was logged wrongly is put right or deleted: figures follow, and the history keeps what it was."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import Account, Activity, Region
from tests.crm_pages.conftest import Mill


@pytest.fixture
def logged(mill: Mill) -> Activity:
    return Activity.log(
        type=mill.call, opportunity=mill.opportunity, owner=mill.people.rep, duration_seconds=95, notes="Long talk"
    )


def page(logged: Activity, verb: str = "edit") -> str:
    return reverse(f"crm:logged_{verb}", args=[logged.pk])


def words(mill: Mill, logged: Activity, **changed: Any) -> dict[str, Any]:
    deal = mill.opportunity
    typed = {"about": f"opportunity:{deal.pk}", "about_text": str(deal), "initial-about": f"opportunity:{deal.pk} {deal}",
             "type": mill.call.pk, "initial-type": mill.call.pk, "done_on": f"{logged.done_on:%d/%m/%Y}",
             "initial-done_on": f"{logged.done_on:%d/%m/%Y}", "minutes": 1, "initial-minutes": 1,
             "notes": logged.notes, "initial-notes": logged.notes, "outcome": "", "initial-outcome": "",
             "subject": "", "initial-subject": ""}  # fmt: skip
    return typed | changed


def test_the_page_shows_what_was_logged(rep: Client, logged: Activity) -> None:
    text = rep.get(page(logged)).content.decode()
    assert "Long talk" in text
    assert page(logged, "delete") in text


def test_duration_note_and_outcome(rep: Client, mill: Mill, logged: Activity) -> None:
    answer = rep.post(page(logged), words(mill, logged, minutes=25, notes="Short talk", outcome="positive"))
    assert answer.status_code == 302
    stored = Activity.objects.get(pk=logged.pk)
    assert (stored.duration_seconds, stored.notes, stored.outcome) == (1500, "Short talk", "positive")
    assert stored.team == mill.people.north


def test_seconds_stay_where_the_minutes_were_not_touched(rep: Client, mill: Mill, logged: Activity) -> None:
    rep.post(page(logged), words(mill, logged, notes="Better words"))
    assert Activity.objects.get(pk=logged.pk).duration_seconds == 95


def test_another_day_but_none_to_come(rep: Client, mill: Mill, logged: Activity) -> None:
    before, after = mill.today - timedelta(days=2), mill.today + timedelta(days=1)
    assert rep.post(page(logged), words(mill, logged, done_on=f"{after:%d/%m/%Y}")).status_code == 422
    assert rep.post(page(logged), words(mill, logged, done_on=f"{before:%d/%m/%Y}")).status_code == 302
    stored = Activity.objects.get(pk=logged.pk)
    assert (stored.done_on, stored.done_at) == (before, None)


def test_about_somebody_else_it_counts_for_their_region(rep: Client, mill: Mill, logged: Activity) -> None:
    coast = Region.objects.create(name="Coast")
    other = Account.objects.create(name="Harbour", owner=mill.people.rep, region=coast)
    rep.post(page(logged), words(mill, logged, about=f"account:{other.pk}", about_text="Harbour"))
    stored = Activity.objects.get(pk=logged.pk)
    assert (stored.account, stored.opportunity, stored.contact, stored.region) == (other, None, None, coast)
    assert stored.owner == mill.people.rep


def test_two_at_once(rep: Client, mill: Mill, logged: Activity) -> None:
    mine = words(mill, logged, notes="Mine", minutes=5)
    Activity.objects.filter(pk=logged.pk).update(notes="Theirs")
    answer = rep.post(page(logged), mine)
    assert answer.status_code == 422
    assert "Theirs" in answer.content.decode() and "Mine" in answer.content.decode()
    assert Activity.objects.get(pk=logged.pk).duration_seconds == 95


def test_the_history_tells_who_changed_what(rep: Client, mill: Mill, logged: Activity) -> None:
    rep.post(page(logged), words(mill, logged, minutes=25))
    text = rep.get(page(logged)).content.decode()
    assert "<del>95</del> → <ins>1500</ins>" in text


def test_what_a_file_brought_has_a_history_from_its_first_correction(rep: Client, mill: Mill, logged: Activity) -> None:
    Activity.history.all().delete()
    assert rep.get(page(logged)).status_code == 200
    rep.post(page(logged), words(mill, logged, minutes=25))
    assert "<del>95</del> → <ins>1500</ins>" in rep.get(page(logged)).content.decode()


def test_what_never_happened_is_deleted_and_remembered(rep: Client, mill: Mill, logged: Activity) -> None:
    assert rep.post(page(logged, "delete")).status_code == 302
    assert not Activity.objects.filter(pk=logged.pk).exists()
    gone = Activity.history.filter(id=logged.pk).latest("history_date")
    assert (gone.history_type, gone.history_user) == ("-", mill.people.rep)


def test_a_plan_is_not_corrected_here(rep: Client, mill: Mill) -> None:
    plan = Activity.plan(type=mill.call, opportunity=mill.opportunity, owner=mill.people.rep, due_on=mill.today)
    assert rep.get(page(plan)).status_code == 404
    assert rep.post(page(plan, "delete")).status_code == 404


def test_an_outsider_neither_sees_nor_changes_it(client: Client, mill: Mill, logged: Activity) -> None:
    client.force_login(mill.people.outsider)
    assert client.post(page(logged), words(mill, logged, notes="Theirs")).status_code == 404
    assert client.post(page(logged, "delete")).status_code == 404
    assert Activity.objects.get(pk=logged.pk).notes == "Long talk"


def test_the_timeline_leads_to_it(rep: Client, mill: Mill, logged: Activity) -> None:
    assert page(logged) in rep.get(f"/opportunities/{mill.opportunity.pk}/").content.decode()

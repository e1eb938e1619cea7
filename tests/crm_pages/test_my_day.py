"""My day: what is due, done in one click, and what needs attention."""

from datetime import timedelta

import pytest
from django.test import Client

from crm.models import Activity, Opportunity
from feedback.models import Answer, Survey
from tests.crm_pages.conftest import Mill


@pytest.mark.parametrize(("days", "title"), [(-3, "Overdue"), (0, "Today"), (1, "Tomorrow"), (2, "")])
def test_what_is_due_is_under_its_day(rep: Client, mill: Mill, days: int, title: str) -> None:
    Activity.objects.update(due_on=mill.today + timedelta(days=days))
    page = rep.get("/my-day/").content.decode()
    assert ("Call about stones" in page) is bool(title)
    assert f"<h2>{title} <span" in page or not title


def test_done_in_one_click_and_undone(rep: Client, mill: Mill) -> None:
    address = f"/activities/{mill.activity.pk}"
    assert rep.post(f"{address}/done/").status_code == 302
    mill.activity.refresh_from_db()
    assert (mill.activity.state, mill.activity.done_on, mill.activity.duration_seconds) == ("done", mill.today, 900)
    assert rep.post(f"{address}/undo/").status_code == 302
    mill.activity.refresh_from_db()
    assert (mill.activity.state, mill.activity.due_on) == ("planned", mill.today)


def test_done_with_outcome_and_minutes(rep: Client, mill: Mill) -> None:
    answer = rep.post(
        f"/activities/{mill.activity.pk}/done/",
        {"outcome": "positive", "minutes": "40"},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 200
    mill.activity.refresh_from_db()
    assert (mill.activity.outcome, mill.activity.duration_seconds) == ("positive", 2400)


def test_done_refuses_what_is_no_outcome(rep: Client, mill: Mill) -> None:
    assert rep.post(f"/activities/{mill.activity.pk}/done/", {"outcome": "splendid"}).status_code == 422
    mill.activity.refresh_from_db()
    assert mill.activity.state == "planned"


def test_the_outcome_is_said_with_one_more_click(rep: Client, mill: Mill) -> None:
    address = f"/activities/{mill.activity.pk}"
    offered = rep.post(f"{address}/done/", headers={"HX-Request": "true"}).content.decode()
    assert f'hx-post="{address}/outcome/"' in offered and "Went well" in offered
    said = rep.post(f"{address}/outcome/", {"outcome": "positive"}, headers={"HX-Request": "true"}).content.decode()
    assert 'value="positive" aria-pressed="true"' in said
    mill.activity.refresh_from_db()
    assert mill.activity.outcome == "positive"
    assert rep.post(f"{address}/outcome/", {"outcome": "splendid"}).status_code == 422
    rep.post(f"{address}/outcome/", {"outcome": "no_answer"})
    mill.activity.refresh_from_db()
    assert mill.activity.outcome == "no_answer"


def test_what_is_only_planned_has_no_outcome(rep: Client, mill: Mill) -> None:
    rep.post(f"/activities/{mill.activity.pk}/outcome/", {"outcome": "positive"})
    mill.activity.refresh_from_db()
    assert (mill.activity.state, mill.activity.outcome) == ("planned", "")


def test_opportunities_without_a_next_step(rep: Client, mill: Mill) -> None:
    assert "Without a next step" not in rep.get("/my-day/").content.decode()
    Activity.objects.all().delete()
    assert "Without a next step" in rep.get("/my-day/").content.decode()


def test_more_than_are_listed_are_counted_and_one_click_away(rep: Client, mill: Mill) -> None:
    for number in range(11):
        Opportunity.open(name=f"Stone {number}", account=mill.account, owner=mill.people.rep)
    page = rep.get("/my-day/").content.decode()
    address = f"/opportunities/?outcome=open&amp;owner={mill.people.rep.pk}&amp;needs=next_step"
    assert '<span class="panel-count">11</span>' in page and f'href="{address}">Show all</a>' in page
    shown = rep.get(address.replace("&amp;", "&")).content.decode()
    assert "Stone 0<" in shown and "Stone 10<" in shown and "Two stones" not in shown
    Opportunity.objects.get(name="Stone 0").lose(mill.reason)
    assert "Show all" not in rep.get("/my-day/").content.decode()


def test_without_an_open_opportunity_it_says_so(rep: Client, mill: Mill) -> None:
    calm, none = "Every open opportunity of yours has a next step", "No open opportunity."
    page = rep.get("/my-day/").content.decode()
    assert calm in page and none not in page
    mill.opportunity.lose(mill.reason)
    page = rep.get("/my-day/").content.decode()
    assert none in page and calm not in page


def test_opportunities_gone_quiet(rep: Client, mill: Mill) -> None:
    old = mill.today - timedelta(days=15)
    assert "Gone quiet" not in rep.get("/my-day/").content.decode()
    Opportunity.objects.update(stage_since=old)
    assert "Gone quiet" in rep.get("/my-day/").content.decode()
    Activity.log(type=mill.call, opportunity=mill.opportunity, owner=mill.people.rep, on=mill.today)
    assert "Gone quiet" not in rep.get("/my-day/").content.decode()


def test_a_manager_sees_their_own_day(client: Client, mill: Mill) -> None:
    client.force_login(mill.people.manager)
    assert "Call about stones" not in client.get("/my-day/").content.decode()


def test_what_my_customers_answered_last(rep: Client, mill: Mill) -> None:
    survey = Survey.objects.create(name="After delivery", kind="nps")
    told = {"survey": survey, "answered_on": mill.today}
    Answer.objects.create(score=3, comment="Came too late", owner=mill.people.rep, account=mill.account, **told)
    Answer.objects.create(score=9, comment="Of a colleague", owner=mill.people.colleague, **told)
    page = rep.get("/my-day/").content.decode()
    assert "Came too late" in page and f"/accounts/{mill.account.pk}/" in page
    assert "Of a colleague" not in page

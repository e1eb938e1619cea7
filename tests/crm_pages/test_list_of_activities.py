"""The list of activities: what narrows it, how it is sorted, where its rows lead."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from crm.models import Activity, Medium
from tests.crm_pages.conftest import Mill


@pytest.fixture
def week(mill: Mill) -> Mill:
    """Beside the call that is planned for today: one overdue, one done three days ago, one called off."""
    rep, day = mill.people.rep, timedelta(days=1)
    who: dict[str, Any] = {"type": mill.call, "owner": rep}
    video = Medium.objects.create(name="Video")
    Activity.plan(subject="Late", due_on=mill.today - 2 * day, account=mill.account, **who)
    Activity.log(subject="Long ago", on=mill.today - 3 * day, medium=video, contact=mill.contact, **who)
    Activity.log(subject="Just now", on=mill.today, outcome="positive", opportunity=mill.opportunity, **who)
    Activity.plan(subject="Called off", due_on=mill.today - 5 * day, **who).cancel()
    Activity.log(subject="Theirs", type=mill.call, owner=mill.people.outsider, team=mill.people.south)
    return mill


def subjects(client: Client, **words: Any) -> list[str]:
    answer = client.get("/activities/", {"view": "all", **words})
    assert answer.status_code == 200
    return [str(line.row) for line in answer.context["lines"]]


def test_what_was_done_last_comes_first(rep: Client, week: Mill) -> None:
    assert subjects(rep)[:2] == ["Just now", "Long ago"]
    assert len(subjects(rep)) == 5


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ({"text": "LONG"}, ["Long ago"]),
        ({"text": "lóng  AGÔ"}, ["Long ago"]),
        ({"state": "planned"}, ["Late", "Call about stones"]),
        ({"state": "overdue"}, ["Late"]),
        ({"state": "done"}, ["Just now", "Long ago"]),
        ({"state": "cancelled"}, ["Called off"]),
        ({"state": "planned", "sort": "-due"}, ["Call about stones", "Late"]),
    ],
)
def test_by_text_and_by_state_in_its_own_order(rep: Client, week: Mill, words: Any, found: list[str]) -> None:
    assert subjects(rep, **words) == found


def test_accents_of_a_subject_are_heeded_by_nobody(rep: Client, week: Mill) -> None:
    owner = week.people.rep
    Activity.plan(type=week.call, owner=owner, due_on=week.today, subject="Présentation  à l’équipe")
    made = Activity(type=week.call, owner=owner, state="planned", due_on=week.today, subject="DÉMO en masse")
    Activity.objects.bulk_create([made])
    assert subjects(rep, text="presentation a") == ["Présentation  à l’équipe"]
    assert subjects(rep, text="démo EN") == ["DÉMO en masse"]
    made.subject = "Offre envoyée"
    made.save()
    assert subjects(rep, text="ENVOYEE") == ["Offre envoyée"] and subjects(rep, text="demo") == []


def test_by_the_day_on_which_it_was_done_or_is_due(rep: Client, week: Mill) -> None:
    day = timedelta(days=1)
    # Done later than it was due: it counts on the day on which it was done.
    Activity.objects.filter(subject="Just now").update(due_on=week.today - 2 * day)
    late = {"dated_from": week.today - 2 * day, "dated_to": week.today - day}
    assert subjects(rep, **late) == ["Late"]
    assert set(subjects(rep, dated_from=week.today - 3 * day)) == {"Just now", "Long ago", "Late", "Call about stones"}
    assert subjects(rep, dated_to=week.today - 3 * day) == ["Long ago", "Called off"]


def test_by_what_it_is_and_whom_it_is_about(rep: Client, week: Mill) -> None:
    assert subjects(rep, medium=Medium.objects.get().pk) == ["Long ago"]
    assert len(subjects(rep, type=week.call.pk)) == 5
    assert subjects(rep, contact=f"contact:{week.contact.pk}") == ["Long ago"]
    about = subjects(rep, opportunity=f"opportunity:{week.opportunity.pk}")
    assert about == ["Just now", "Call about stones"]
    assert set(subjects(rep, account=f"account:{week.account.pk}")) == {*about, "Late", "Long ago"}


def test_by_owner_and_by_team_with_those_below(client: Client, week: Mill) -> None:
    client.force_login(week.people.admin)
    assert len(subjects(client)) == 6
    assert len(subjects(client, team=week.people.sales.pk)) == 5
    assert subjects(client, owner=f"user:{week.people.outsider.pk}") == ["Theirs"]


@pytest.mark.parametrize(("who", "count"), [("rep", 5), ("colleague", 0), ("manager", 5), ("outsider", 1)])
def test_each_sees_their_own_and_a_manager_the_teams(client: Client, week: Mill, who: str, count: int) -> None:
    client.force_login(getattr(week.people, who))
    assert len(subjects(client)) == count


def test_a_title_leads_to_what_it_is_about(rep: Client, week: Mill) -> None:
    answer = rep.get("/activities/")
    cells = {str(line.row): line.cells[0] for line in answer.context["lines"]}
    assert cells["Just now"].address == f"/opportunities/{week.opportunity.pk}/"
    assert cells["Late"].address == f"/accounts/{week.account.pk}/"
    assert cells["Called off"].address == ""


def test_without_a_subject_it_is_called_by_its_type_at_no_query_more(rep: Client, week: Mill) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            assert rep.get("/activities/?columns=owner").status_code == 200
        return len(made)

    before = queries()
    Activity.objects.update(subject="")
    assert queries() == before
    assert subjects(rep) == ["Call"] * 5


def test_nothing_recorded_is_shown_as_nothing(rep: Client, week: Mill) -> None:
    lines = rep.get("/activities/?columns=duration,outcome").context["lines"]
    texts = {str(line.row): [cell.text for cell in line.cells[1:]] for line in lines}
    assert texts["Late"] == ["–", "–"]
    assert texts["Just now"] == ["–", "Went well"]


def test_pages_of_records_lead_to_all_of_theirs(rep: Client, week: Mill) -> None:
    for name, address in (("account", "accounts"), ("contact", "contacts"), ("opportunity", "opportunities")):
        key = getattr(week, name).pk
        link = f"/activities/?{name}={name}:{key}"
        assert f'href="{link}"' in rep.get(f"/{address}/{key}/").content.decode()
        assert rep.get(link).context["filters"].in_use == 1


def test_a_wrong_filter_says_so_and_lists_nothing(rep: Client, week: Mill) -> None:
    for words in ({"dated_from": "soon"}, {"account": "account:0"}, {"state": "maybe"}):
        answer = rep.get("/activities/", words)
        assert answer.status_code == 422
        assert not answer.context["lines"]

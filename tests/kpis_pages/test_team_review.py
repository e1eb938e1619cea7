"""The team's review: every number of the pipeline opens a list that adds up to it; what waits; what customers say."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from crm.models import Activity, ActivityType, Company, Opportunity, Pipeline
from feedback.models import Answer, Survey
from kpis import review
from kpis.models import OneToOne
from tests.people import People

DAYS = (0, 30, 31, 60, 61, 90, 91, 180, 181, 700)


@pytest.fixture
def deals(people: People, pipeline: Pipeline) -> list[Opportunity]:
    """One of each age at the edges, of two people and two stages, one of another team, one closed."""
    today = Company.current().today()
    made = []
    for number, days in enumerate(DAYS):
        owner = (people.rep, people.colleague)[number % 2]
        opened_on = today - timedelta(days=days)
        deal = Opportunity.open(name=f"Deal {days}", owner=owner, amount=Decimal(10 + number), opened_on=opened_on)
        if number % 3 == 0:
            deal.move_to(pipeline.stages.get(name="Offer"))
        made.append(deal)
    Opportunity.open(name="Theirs", owner=people.outsider, amount=Decimal(1000), opened_on=today)
    Opportunity.open(name="Closed", owner=people.rep, amount=Decimal(500), opened_on=today).lose()
    return made


def page_of(client: Client, people: People, who: str = "manager", **words: str) -> Any:
    client.force_login(getattr(people, who))
    return client.get(reverse("kpis:team_review", args=[people.sales.pk]), words)


def test_each_cell_opens_what_it_counts(deals: list[Opportunity], people: People, client: Client) -> None:
    pipeline = page_of(client, people).context["pipeline"]
    cells = [cell for _stage, row in pipeline["rows"] for cell in row if cell.count]
    assert len(cells) > len(pipeline["rows"])
    for cell in cells:
        rows = client.get(cell.address).context["sheet"].rows
        assert len(rows) == cell.count
        assert sum(row.amount for row in rows) == cell.amount
    assert [cell.count for cell in pipeline["total"]] == [2, 2, 2, 2, 2, 10]
    assert pipeline["total"][-1].amount == sum(range(10, 20))


def test_on_paper_it_says_of_what_period_whose_and_when(people: People, client: Client) -> None:
    page = page_of(client, people, period="2025-Q1").content.decode()
    printed = page.partition('<p class="print-only small">')[2].partition("</p>")[0]
    assert "Q1 2025" in printed and "worked out" in printed


def test_an_unknown_opening_day_is_told(deals: list[Opportunity], people: People, client: Client) -> None:
    Opportunity.objects.filter(pk=deals[0].pk).update(opened_on=None)
    pipeline = page_of(client, people).context["pipeline"]
    assert len(pipeline["ages"]) == 6
    assert [cell.count for cell in pipeline["total"]] == [1, 2, 2, 2, 2, 1, 10]


def test_what_waits_opens_the_same_list(deals: list[Opportunity], people: People, client: Client) -> None:
    call = ActivityType.objects.create(name="Call", code="call")
    Activity.plan(type=call, opportunity=deals[3], owner=people.rep, due_on=Company.current().today())
    context = page_of(client, people).context
    for name, least in (("no_next_step", 9), ("quiet", 1)):
        waiting = context[name]
        rows = client.get(waiting.address).context["sheet"].rows
        assert len(rows) == waiting.count >= least
        assert {row.pk for row in waiting.rows} <= {row.pk for row in rows}
    assert deals[3].pk not in {row.pk for row in context["no_next_step"].rows}
    assert context["no_next_step"].rows[0] == deals[-1]


def test_talks_name_the_team_and_what_is_late(people: People, client: Client) -> None:
    today = Company.current().today()
    sheet = OneToOne.objects.create(rep=people.rep, held_on=today - timedelta(days=3))
    sheet.actions.create(text="Late", owner=people.rep, due_on=today - timedelta(days=1))
    sheet.actions.create(text="Done", owner=people.rep, done_on=today)
    talks = {each["rep"]: each for each in page_of(client, people).context["talks"]}
    assert set(talks) == {people.rep, people.colleague}
    assert talks[people.rep]["last"] == sheet.held_on
    assert (talks[people.rep]["actions"]["count"], talks[people.rep]["actions"]["late"]) == (1, 1)
    assert talks[people.colleague]["actions"] is None


def test_scores_by_hand(people: People, client: Client) -> None:
    """NPS of 9, 10, 8, 3: (2 − 1) / 4; CSAT of 5, 4, 2: two of three. Of the team and the period only."""
    nps = Survey.objects.create(name="After", kind="nps")
    csat = Survey.objects.create(name="Bought", kind="csat")
    on = date(2025, 6, 10)
    given = [(nps, each) for each in (9, 10, 8, 3)] + [(csat, each) for each in (5, 4, 2)]
    for survey, score in given:
        answer = {"survey": survey, "kind": survey.kind, "score": score, "team": people.north, "owner": people.rep}
        Answer.objects.create(**answer, answered_on=on, comment=f"Said {score}")
    answer = {"survey": nps, "kind": "nps", "answered_on": on}
    Answer.objects.create(**answer, score=0, team=people.south, owner=people.outsider)
    Answer.objects.create(**{**answer, "answered_on": date(2025, 7, 1)}, score=0, team=people.north, owner=people.rep)
    found = page_of(client, people, period="2025-06")
    bought, after = sorted(found.context["feedback"]["scores"], key=lambda each: each.metric)
    assert (after.survey, after.figure.value, after.figure.n) == ("After", 25, 4)
    assert (bought.figure.value, bought.figure.n) == (2 / 3, 3)
    assert len(found.context["feedback"]["comments"]) == review.COMMENTS
    assert "NPS +25" in found.content.decode()
    for score, given in ((after, [3, 8, 9, 10]), (bought, [2, 4, 5])):
        assert escape(score.address) in found.content.decode()
        rows = client.get(score.address).context["page"]
        assert sorted(row.score for row in rows) == given, "the rows are exactly the answers"


def test_a_team_of_nobody_is_an_empty_page(people: People, client: Client) -> None:
    client.force_login(people.admin)
    page = client.get(reverse("kpis:team_review", args=[people.south.pk]))
    assert page.status_code == 200
    assert page.context["pipeline"]["rows"] == []


def test_the_teams_page_brings_it(people: People, client: Client) -> None:
    client.force_login(people.manager)
    page = client.get(reverse("kpis:team", args=[people.sales.pk]), {"period": "2025-06"}).content.decode()
    assert f'hx-get="{reverse("kpis:team_review", args=[people.sales.pk])}?period=2025-06"' in page


def test_as_of_a_past_day_nobody_has_written_later(people: People, client: Client) -> None:
    survey = Survey.objects.create(name="After", kind="nps")
    words = {"survey": survey, "kind": "nps", "score": 9, "team": people.north, "owner": people.rep}
    for day in (10, 20):
        Answer.objects.create(**words, answered_on=date(2025, 6, day), comment=f"Said on {day}")
    found = page_of(client, people, period="2025-06", as_of="2025-06-15")
    assert [each.comment for each in found.context["feedback"]["comments"]] == ["Said on 10"]

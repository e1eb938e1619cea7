"""Views of comments and of results are saved, shared and opened by default as those of lists are."""

from datetime import date

import pytest
from django.test import Client

from crm.models import Account, DefaultView, SavedView
from feedback.models import Answer, Survey
from tests.people import People

PAGES = [("comments", "/feedback/comments/", "mood=unhappy"), ("feedback", "/feedback/", "period=all&by=region")]
pytestmark = pytest.mark.parametrize(("name", "page", "query"), PAGES)


@pytest.fixture
def rep(client: Client, people: People) -> Client:
    account = Account.objects.create(name="Mill", owner=people.rep)
    survey = Survey.objects.create(name="After", kind="nps")
    for score, comment in ((2, "Too late"), (10, "Perfect")):
        Answer.objects.create(
            survey=survey, account=account, score=score, comment=comment, answered_on=date(2025, 6, 2)
        )
    client.force_login(people.rep)
    return client


def test_a_view_is_saved_and_opens_what_it_keeps(rep: Client, name: str, page: str, query: str) -> None:
    shown = rep.get(f"{page}?{query}")
    assert shown.status_code == 200
    assert f"/views/new/?list={name}&amp;query=" in shown.content.decode()
    form = {"name": "Mine", "shared_with": "nobody", "query": query}
    answer = rep.post(f"/views/new/?list={name}", form)
    view = SavedView.objects.get()
    assert (view.list_name, view.query) == (name, query)
    assert answer.headers["Location"] == f"{page}?{query}&view={view.pk}"
    opened = rep.get(answer.headers["Location"])
    assert opened.context["views"].current.view == view and not opened.context["views"].changed
    assert rep.get(f"{page}?view={view.pk}").context["views"].changed
    assert rep.get(f"/views/{view.pk}/edit/").status_code == 200


def test_a_page_opens_with_the_default_view(rep: Client, people: People, name: str, page: str, query: str) -> None:
    view = SavedView.objects.create(owner=people.rep, list_name=name, name="Mine", query=query)
    rep.post(f"/views/{view.pk}/default/")
    assert DefaultView.objects.get().list_name == name
    assert rep.get(page).headers["Location"] == f"{page}?{query}&view={view.pk}"
    assert rep.get(f"{page}?view=all").status_code == 200


def test_a_shared_view_shows_each_what_they_may_see(
    rep: Client, people: People, name: str, page: str, query: str
) -> None:
    view = SavedView.objects.create(owner=people.rep, list_name=name, name="Everyone's", query=query, shared="everyone")
    rep.force_login(people.outsider)
    found = rep.get(f"{page}?{query}&view={view.pk}")
    assert found.status_code == 200 and found.context["views"].current.view == view
    assert "Too late" not in found.content.decode() and "Mill" not in found.content.decode()
    assert rep.get(f"/views/{view.pk}/edit/").status_code == 404, "only its owner changes it"


def test_a_view_that_is_deleted_leads_back(rep: Client, people: People, name: str, page: str, query: str) -> None:
    view = SavedView.objects.create(owner=people.rep, list_name=name, name="Mine", query=query)
    assert rep.post(f"/views/{view.pk}/delete/").headers["Location"] == f"{page}?view=all"

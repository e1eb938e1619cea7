"""Customers' pages ask the database little, and not more with more questions, answers and links."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from crm.models import Company
from feedback.models import Answer, FeedbackSettings, Invitation, SurveyLink
from tests.feedback_pages.conftest import everything

PUBLIC, ADMIN = 6, 25


def count(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("kind", ["s", "a", "u"])
def test_customers_pages(client: Client, invitation: Invitation, link: SurveyLink, kind: str) -> None:
    Company.current(), FeedbackSettings.current()
    address = f"/{kind}/{link.token if kind == 'a' else invitation.token}/"
    assert count(client, address) <= PUBLIC


@pytest.mark.parametrize(
    "page", ["{survey}/links/", "{survey}/links/new/", "links/{link}/", "links/{link}/edit/", "links/{link}/poster/"]
)
def test_pages_of_links(admin: Client, link: SurveyLink, page: str) -> None:
    address = "/surveys/" + page.format(survey=link.survey_id, link=link.pk)
    before = count(admin, address)
    for number in range(6):
        other = SurveyLink.objects.create(survey=link.survey, label=f"Other {number}", place="site", team=link.team)
        for each in (link, other):
            Client().post(f"/a/{each.token}/", everything(link.survey, number))
    assert Answer.objects.count() == 12
    assert count(admin, address) <= before <= ADMIN

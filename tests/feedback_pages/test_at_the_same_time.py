"""An answer that is sent twice at the very same time is recorded once."""

from typing import Any

import pytest
from django.test import Client

from crm.models import Activity
from feedback.models import Answer, SurveyLink
from tests.at_once import at_once
from tests.feedback_pages.conftest import everything, invite, live
from tests.people import make_people


def sent_by_two(address: str, sent: dict[str, Any]) -> list[int]:
    """The answers that two browsers get."""
    return at_once(*[lambda: Client().post(address, sent).status_code] * 2)


@pytest.mark.parametrize("anonymous", [False, True])
def test_an_invitation_is_answered_once(transactional_db: None, anonymous: bool) -> None:
    survey = live(anonymous=anonymous)
    invitation = invite(survey, make_people())
    assert sent_by_two(f"/s/{invitation.token}/", everything(survey, 2)) == [302, 302]
    assert Answer.objects.count() == 1
    assert Activity.objects.count() == (0 if anonymous else 1)


def test_what_comes_after_the_answer_is_sent_on_to_the_page(transactional_db: None) -> None:
    """The same two sendings one after the other: neither browser keeps a form that it would send again."""
    survey = live()
    address, sent = f"/s/{invite(survey, make_people()).token}/", everything(survey, 2)
    assert [Client().post(address, sent).status_code for _time in range(2)] == [302, 302]
    assert Answer.objects.count() == 1


def test_one_sitting_at_a_link_is_one_answer(transactional_db: None) -> None:
    survey = live()
    link = SurveyLink.objects.create(survey=survey, label="Counter", place="counter")
    page = Client().get(f"/a/{link.token}/").content.decode()
    sitting = page.split('name="sitting" value="')[1].split('"')[0]
    assert sent_by_two(f"/a/{link.token}/", everything(survey, 9, sitting=sitting)) == [302, 302]
    assert Answer.objects.count() == 1

"""An unhappy customer's answer in real browsers: the rep's day, what was done, the manager's page."""

from typing import Any

import pytest

from crm.models import Account, Activity, ActivityType, Company, Contact
from feedback.closing_the_loop import answered
from feedback.models import Answer, FeedbackSettings, Survey
from tests.e2e.signing import sign_in
from tests.people import People, make_people


@pytest.fixture
def company(transactional_db: None) -> People:
    people = make_people()
    ActivityType.objects.create(name="Call", code="call")
    FeedbackSettings(follow_up_days=0).save()
    account = Account.objects.create(name="Élan Mills", owner=people.rep)
    contact = Contact.objects.create(account=account, last_name="Miller")
    survey = Survey.objects.create(name="After a win", kind="nps")
    today = Company.current().today()
    answer = Answer.objects.create(
        survey=survey, account=account, contact=contact, score=2, comment="Nobody called me back.", answered_on=today
    )
    answered(answer)
    return people


def test_from_the_answer_to_what_was_done(company: People, live_server: Any, page: Any) -> None:
    sign_in(page, live_server.url, "rep")
    page.goto(f"{live_server.url}/my-day/")
    item = page.locator(".item", has_text="Unhappy customer: 2")
    item.get_by_role("button", name="Done").click()
    page.click("text=Say what was done for this customer")
    page.fill("textarea[name=closed_with]", "Called, and sent a new lamp.")
    page.click("button:has-text('Save')")
    page.wait_for_selector("text=It is closed, with what was done.")
    assert Activity.objects.get().state == "done"

    page = page.context.browser.new_context(locale="en-GB").new_page()
    sign_in(page, live_server.url, "manager")
    page.goto(f"{live_server.url}/feedback/comments/?follow_up=closed")
    comment = page.locator(".comment", has_text="Nobody called me back.")
    assert "Élan Mills" in comment.inner_text() and "Followed up" in comment.inner_text()
    comment.get_by_role("link", name="See the answer").click()
    assert page.locator("textarea[name=closed_with]").input_value() == "Called, and sent a new lamp."
    page.goto(f"{live_server.url}/feedback/")
    tile = page.locator(".tile", has=page.locator("h2", has_text="Open complaints"))
    assert tile.locator(".tile-value").inner_text().strip() == "0"

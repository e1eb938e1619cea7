"""A rep logs a call in a real browser; the team's page shows it."""

from typing import Any

import pytest

from crm.models import Account, Activity, ActivityType
from tests.e2e.signing import sign_in
from tests.people import People, make_people


@pytest.fixture
def company(transactional_db: None) -> People:
    people = make_people()
    ActivityType.objects.create(name="Call", code="call", is_high_value=True)
    Account.objects.create(name="Élan Mills", owner=people.rep)
    return people


def browser_of(page: Any) -> Any:
    """A page of somebody else's, with nothing of this one's session."""
    return page.context.browser.new_context(locale="en-GB").new_page()


def test_a_call_logged_by_a_rep_is_on_the_teams_page(company: People, live_server: Any, page: Any) -> None:
    sign_in(page, live_server.url, "rep")
    page.goto(f"{live_server.url}/my-day/")
    page.keyboard.press("c")
    page.wait_for_selector("#quick-log[open] form")
    page.type("#quick-log input[name=about_text]", "elan")
    page.click("#quick-log >> text=Élan Mills")
    page.fill("#quick-log input[name=minutes]", "12")
    page.fill("#quick-log textarea[name=notes]", "Wants an offer")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#quick-log:not([open])", state="attached")
    call = Activity.objects.get()
    assert (call.account.name, call.duration_seconds, call.team) == ("Élan Mills", 720, company.north)  # type: ignore[union-attr]

    page = browser_of(page)
    sign_in(page, live_server.url, "manager")
    page.goto(f"{live_server.url}/dashboards/teams/{company.sales.pk}/")
    tile = page.locator(".tile", has=page.locator("h2", has_text="Activities"))
    assert tile.locator(".tile-value").inner_text().strip() == "1"

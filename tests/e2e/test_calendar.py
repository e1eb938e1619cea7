"""The calendar in a browser: a plan is dragged to another day and back; planning by the form."""

from datetime import date, timedelta
from typing import Any

import pytest

from crm.models import Activity, ActivityType, Company
from tests.e2e.dragging import drag
from tests.e2e.signing import sign_in
from tests.people import People, make_people


def monday() -> date:
    """Next week's: the day after it is in the same view on any day that the tests run."""
    today = Company.current().today()
    return today + timedelta(days=7 - today.weekday())


@pytest.fixture
def people(transactional_db: None) -> People:
    people = make_people()
    call = ActivityType.objects.create(name="Call", code="call")
    Activity.plan(type=call, subject="Ring the mill", due_on=monday(), owner=people.rep)
    return people


def test_a_plan_is_dragged_to_another_day_and_taken_back(people: People, page: Any, live_server: Any) -> None:
    sign_in(page, live_server.url, "rep")
    due, following = monday(), monday() + timedelta(days=1)
    page.goto(f"{live_server.url}/calendar/?view=week&on={due}")
    drag(page, page.locator("[data-moves]"), page.locator(f'[data-day="{following}"]'))
    page.wait_for_selector("#toasts >> text=moved to")
    page.wait_for_selector(f'[data-day="{following}"] >> text=Ring the mill')
    assert Activity.objects.get().due_on == following
    page.click("#toasts button")
    page.wait_for_selector(f'[data-day="{due}"] >> text=Ring the mill')
    assert Activity.objects.get().due_on == due


def test_by_keys_the_plan_itself_changes_its_date(people: People, page: Any, live_server: Any) -> None:
    sign_in(page, live_server.url, "rep")
    page.goto(f"{live_server.url}/calendar/?view=week&on={monday()}")
    page.get_by_role("link", name="Ring the mill").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan/")
    later = monday() + timedelta(days=10)
    page.fill("input[name=due_on]", later.isoformat())
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#messages >> text=Changed")
    assert Activity.objects.get().due_on == later

"""Many rows at once in a browser: by mouse, by keys alone, with a thumb; each counted first and taken back."""

from datetime import date, timedelta
from typing import Any

import pytest

from crm.models import Account, Activity, ActivityType, Company, Segment
from tests.e2e.journeys import make_company, press_button, tab_to
from tests.e2e.signing import sign_in


@pytest.fixture
def segment(transactional_db: None) -> Segment:
    make_company()
    made: Segment = Segment.objects.create(name="Retail")
    return made


def in_retail() -> int:
    return Account.objects.filter(segment__name="Retail").count()


def test_ticked_by_mouse_and_taken_back(segment: Segment, live_server: Any, page: Any) -> None:
    sign_in(page, live_server.url, "rep")
    page.goto(f"{live_server.url}/accounts/?view=all")
    for box in page.locator("input[name=key]").all():
        box.check()
    page.select_option(".bulk-bar select[name=kind]", label="Segment")
    page.click(".bulk-bar button")
    page.select_option("main select[name=value]", label="Retail")
    page.click("text=Show what changes")
    page.click("button >> text=Change 2 rows")
    page.wait_for_selector("#messages >> text=Undo")
    assert in_retail() == 2
    page.click("#messages button >> text=Undo")
    page.locator("#messages button", has_text="Undo").wait_for(state="detached")
    assert in_retail() == 0


def test_all_that_match_by_keys_alone(segment: Segment, live_server: Any, page: Any) -> None:
    sign_in(page, live_server.url, "rep")
    page.goto(f"{live_server.url}/accounts/?view=all&text=SA")
    tab_to(page, ".bulk-bar select[name=kind]")
    page.keyboard.type("Segment")
    tab_to(page, ".bulk-bar select[name=scope]")
    page.keyboard.press("End")
    press_button(page, "Continue")
    page.wait_for_url("**/bulk/")
    tab_to(page, "main select[name=value]")
    page.keyboard.type("Retail")
    press_button(page, "Show what changes")
    page.wait_for_selector("button >> text=Change 1 row")
    press_button(page, "Change 1 row")
    page.wait_for_selector("#messages >> text=Undo")
    assert Account.objects.get(segment__name="Retail").name == "Dupré Mills SA"


def test_with_a_thumb(segment: Segment, live_server: Any, phone: Any) -> None:
    sign_in(phone, live_server.url, "rep")
    phone.goto(f"{live_server.url}/accounts/?view=all")
    phone.locator("input[name=key]").first.tap()
    phone.select_option(".bulk-bar select[name=kind]", label="Segment")
    phone.locator("button", has_text="Continue").tap()
    phone.select_option("main select[name=value]", label="Retail")
    phone.locator("button", has_text="Show what changes").tap()
    sure = phone.locator("button", has_text="Change 1 row")
    sure.wait_for()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    sure.tap()
    phone.wait_for_selector("#messages >> text=Undo")
    assert in_retail() == 1


@pytest.fixture
def plans(transactional_db: None) -> date:
    """Three calls planned for today and one that was done; the day to which they are moved."""
    people = make_company()
    call, today = ActivityType.objects.get(), Company.current().today()
    for number in range(2):
        Activity.plan(type=call, subject=f"Call {number}", due_on=today, owner=people.rep)
    Activity.log(type=call, subject="Rang them", owner=people.rep)
    return today + timedelta(days=9)


def states() -> list[str]:
    return sorted(Activity.objects.values_list("state", flat=True))


def test_plans_are_moved_by_mouse_and_what_was_done_is_left_out(plans: date, live_server: Any, page: Any) -> None:
    sign_in(page, live_server.url, "rep")
    page.goto(f"{live_server.url}/activities/?view=all")
    page.select_option(".bulk-bar select[name=kind]", label="Due on")
    page.select_option(".bulk-bar select[name=scope]", label="All rows of the list")
    page.click(".bulk-bar button")
    page.fill("main input[name=value]", plans.isoformat())
    page.click("text=Show what changes")
    page.wait_for_selector("text=They are no longer planned")
    page.click("button >> text=Change 3 rows")
    page.wait_for_selector("#messages >> text=3 rows are changed.")
    assert Activity.objects.filter(due_on=plans).count() == 3
    page.click("#messages button >> text=Undo")
    page.locator("#messages button", has_text="Undo").wait_for(state="detached")
    assert not Activity.objects.filter(due_on=plans).exists()


def test_plans_are_called_off_with_a_thumb(plans: date, live_server: Any, phone: Any) -> None:
    sign_in(phone, live_server.url, "rep")
    phone.goto(f"{live_server.url}/activities/?view=all&state=planned")
    for box in phone.locator("input[name=key]").all()[:2]:
        box.tap()
    phone.select_option(".bulk-bar select[name=kind]", label="Call off")
    phone.locator("button", has_text="Continue").tap()
    sure = phone.locator("button", has_text="Call off 2 rows")
    sure.wait_for()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    sure.tap()
    phone.wait_for_selector("#messages >> text=2 rows are called off.")
    assert states() == ["cancelled", "cancelled", "done", "planned"]
    phone.locator("#messages button", has_text="Undo").tap()
    phone.locator("#messages button", has_text="Undo").wait_for(state="detached")
    assert states() == ["done", "planned", "planned", "planned"]

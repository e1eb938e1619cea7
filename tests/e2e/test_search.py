"""Search by keys in a browser: open a record, log a call, ask for a figure."""

from typing import Any

import pytest

from crm.models import Account, ActivityType
from tests.e2e.signing import sign_in
from tests.people import People, make_people


@pytest.fixture
def people(transactional_db: None) -> People:
    people = make_people()
    ActivityType.objects.create(name="Call", code="call")
    Account.objects.create(name="Élan Mills", owner=people.rep)
    return people


def signed_in(page: Any, live_server: Any, name: str) -> Any:
    sign_in(page, live_server.url, name)
    page.goto(f"{live_server.url}/my-day/")
    return page


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_opens_a_record_by_keys(people: People, page: Any, live_server: Any, key: str) -> None:
    signed_in(page, live_server, "rep")
    page.keyboard.press(key)
    page.keyboard.type("elan")
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/*/")
    page.goto(f"{live_server.url}/my-day/")
    page.keyboard.press(key)
    page.wait_for_selector("#search-found >> text=Opened last")
    assert page.get_by_role("option", name="Élan Mills").is_visible()


def test_logs_a_call_from_the_search(people: People, page: Any, live_server: Any) -> None:
    signed_in(page, live_server, "rep")
    page.keyboard.press("/")
    page.keyboard.type("call elan")
    page.wait_for_selector("#search-found [aria-selected=true] >> text=Log: Call with Élan Mills")
    page.keyboard.press("Enter")
    page.wait_for_selector("#quick-log textarea[name=notes]:focus")
    assert page.input_value("#quick-log input[name=about_text]") == "Élan Mills"


def test_asks_for_a_figure(people: People, page: Any, live_server: Any) -> None:
    signed_in(page, live_server, "manager")
    page.keyboard.press("/")
    page.keyboard.type("win rate of team north")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith(f"/kpis/win_rate/?team={people.north.pk}"))


def test_the_keys_are_listed(people: People, page: Any, live_server: Any) -> None:
    signed_in(page, live_server, "rep")
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Keyboard").is_visible()
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog", name="Keyboard").is_hidden()

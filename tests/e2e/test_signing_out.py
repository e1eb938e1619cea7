"""Signing out leaves nothing of the customers in the browser."""

from typing import Any

import pytest

from crm.models import Account, ActivityType
from tests.e2e.signing import sign_in
from tests.people import People, make_people

STORED = "({ ...localStorage, ...sessionStorage })"


@pytest.fixture
def people(transactional_db: None) -> People:
    people = make_people()
    ActivityType.objects.create(name="Call", code="call")
    Account.objects.create(name="Dupré Mills", owner=people.rep)
    return people


def test_what_was_typed_and_visited_is_forgotten(people: People, live_server: Any, page: Any) -> None:
    sign_in(page, live_server.url, "rep")
    page.goto(f"{live_server.url}/my-day/")
    page.evaluate("localStorage.theme = 'dark'")
    page.keyboard.press("c")
    page.wait_for_selector("#quick-log[open] textarea[name=notes]")
    page.fill("#quick-log textarea[name=notes]", "wants the grey stones, calls back")
    page.wait_for_function("JSON.stringify({ ...localStorage }).includes('grey stones')")
    page.evaluate("localStorage['recent:1'] = '[\"Dupré Mills\"]'; sessionStorage.drawn = 'Dupré Mills'")
    page.evaluate("document.querySelector('form[data-signs-out]').requestSubmit()")
    page.wait_for_url("**/account/login/**")
    kept = page.evaluate(STORED)
    # Written by the page of signing in itself.
    kept.pop("htmx-current-path-for-history", None)
    assert kept == {"theme": "dark"}

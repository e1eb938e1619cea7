"""On a phone: logging with the thumb, nothing wider than the screen."""

from typing import Any

import pytest

from crm.models import Account, Activity, ActivityType, Company
from tests.e2e.signing import sign_in
from tests.people import People, make_people


@pytest.fixture
def people(transactional_db: None) -> People:
    people = make_people()
    call = ActivityType.objects.create(name="Call", code="call")
    Account.objects.create(name="Élan Mills with a name that is rather longer than others", owner=people.rep)
    Activity.plan(type=call, subject="Ring the mill", due_on=Company.current().today(), owner=people.rep)
    return people


def test_logs_with_the_thumb(people: People, phone: Any, live_server: Any) -> None:
    sign_in(phone, live_server.url, "rep")
    phone.goto(f"{live_server.url}/my-day/")
    phone.tap(".bottom-plus")
    phone.wait_for_selector("#quick-log input[name=about_text]:focus")
    phone.keyboard.type("elan")
    phone.tap("#about-found >> text=Élan Mills")
    phone.tap("#quick-log >> text=Went well")
    phone.tap("#quick-log button.btn-primary")
    phone.wait_for_selector("#toasts >> text=Logged")
    assert Activity.objects.finished().get().outcome == "positive"


@pytest.mark.parametrize("path", ["/my-day/", "/calendar/", "/calendar/?view=week", "/calendar/?view=day"])
def test_nothing_is_wider_than_the_screen(people: People, phone: Any, live_server: Any, path: str) -> None:
    sign_in(phone, live_server.url, "manager")
    for address in (path, f"{path}{'&' if '?' in path else '?'}who=team"):
        phone.goto(f"{live_server.url}{address}")
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_done_and_how_it_went_in_two_taps(people: People, phone: Any, live_server: Any) -> None:
    sign_in(phone, live_server.url, "rep")
    phone.goto(f"{live_server.url}/my-day/")
    phone.get_by_role("button", name="Done: Ring the mill").tap()
    phone.get_by_role("button", name="Went well").tap()
    phone.wait_for_selector('button[value="positive"][aria-pressed="true"]')
    done = Activity.objects.finished().get()
    assert (done.subject, done.outcome) == ("Ring the mill", "positive")


@pytest.mark.django_db(transaction=True)
def test_a_long_name_of_a_provider_stays_in_its_button(phone: Any, live_server: Any, settings: Any) -> None:
    settings.OIDC_URL, settings.OIDC_CLIENT_ID, settings.OIDC_SECRET = "http://127.0.0.1:9", "jauge", "secret"
    settings.OIDC_NAME = "Société générale de lumière et de chauffage"
    phone.goto(f"{live_server.url}/account/login/")
    button = phone.locator("a.btn", has_text=settings.OIDC_NAME)
    assert button.evaluate("button => button.scrollWidth <= button.clientWidth")

"""The quick log in a browser: few keys, few clicks, nothing lost, undone in time, focus back where it was."""

from datetime import timedelta
from typing import Any

import pytest

from crm.models import Account, Activity, ActivityType, Company, Contact, Medium, Opportunity, Pipeline
from tests.e2e.signing import sign_in
from tests.people import People, make_people

OPEN = "#quick-log[open] form"
CLOSED = "#quick-log:not([open])"


@pytest.fixture
def people(transactional_db: None) -> People:
    people = make_people()
    for order, code in enumerate(("call", "meeting", "negotiation")):
        ActivityType.objects.create(name=code.title(), code=code, order=order)
    Medium.objects.create(name="Phone")
    pipeline = Pipeline.objects.create(name="Sales", is_default=True)
    pipeline.stages.create(name="Contact", order=1, probability=10)
    account = Account.objects.create(name="Dupré Mills", owner=people.rep)
    Account.objects.create(name="Élan", owner=people.rep)
    Opportunity.open(name="Two stones", account=account, owner=people.rep)
    return people


@pytest.fixture
def rep(people: People, live_server: Any, page: Any) -> Any:
    sign_in(page, live_server.url, "rep")
    page.goto(f"{live_server.url}/my-day/")
    return page


class Keys:
    """Presses keys and counts them; what belongs to the note is not counted."""

    def __init__(self, page: Any) -> None:
        self.page, self.count = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.count += 1
            self.page.keyboard.press(key)

    def note(self, text: str) -> None:
        self.page.wait_for_selector("#quick-log textarea[name=notes]:focus")
        self.page.keyboard.type(text)


def saved(page: Any) -> None:
    page.wait_for_selector(CLOSED, state="attached")


def test_a_typical_call_takes_at_most_twelve_keys(rep: Any) -> None:
    """Whom, note, outcome, and a next step tomorrow; type, medium and duration are right already.

    Letters typed before the form has arrived are not lost: nothing waits for it here.
    """
    keys = Keys(rep)
    keys.press("c")
    keys.press("d", "u", "p", "Enter")
    keys.note("Wants an offer")
    keys.press("Tab", "ArrowRight")
    keys.press("Tab", "Space")
    keys.press("Control+Enter")
    saved(rep)
    assert keys.count <= 12
    logged = Activity.objects.get(notes="Wants an offer")
    assert (logged.account.name, logged.type.code, logged.outcome) == ("Dupré Mills", "call", "positive")  # type: ignore[union-attr]
    assert Activity.objects.planned().get().due_on > Company.current().today()


def test_a_typical_call_takes_at_most_three_clicks(rep: Any, live_server: Any) -> None:
    account = Account.objects.get(name="Dupré Mills")
    rep.goto(f"{live_server.url}/accounts/{account.pk}/")
    rep.click('main [data-opens="quick-log"]')
    rep.wait_for_selector(OPEN)
    Keys(rep).note("Wants an offer")
    rep.click("#quick-log >> text=Went well")
    rep.click("#quick-log button.btn-primary")
    saved(rep)
    rep.wait_for_selector("#story >> text=Wants an offer")
    assert Activity.objects.get().account == account


def test_the_page_shows_it_focus_returns_and_undo_takes_it_back(rep: Any) -> None:
    log = rep.locator(".topbar .quick-log-button")
    log.focus()
    rep.keyboard.press("Enter")
    rep.wait_for_selector(OPEN)
    rep.keyboard.type("two")
    rep.wait_for_selector("#about-found [aria-selected=true] >> text=Two stones")
    rep.keyboard.press("Enter")
    rep.click("#quick-log >> text=In a week")
    rep.fill("#quick-log input[name=next_step]", "Send the offer")
    rep.keyboard.press("Enter")
    saved(rep)
    assert log.evaluate("button => button === document.activeElement")
    rep.wait_for_selector("#toasts >> text=Logged")
    assert Activity.objects.count() == 2
    rep.click("#toasts button")
    rep.wait_for_selector("#toasts >> text=Taken back")
    assert Activity.objects.count() == 0


def test_what_was_planned_for_today_appears_without_reload(rep: Any) -> None:
    rep.evaluate("window.same = true")
    rep.keyboard.press("m")
    rep.wait_for_selector(OPEN)
    rep.keyboard.type("elan")
    rep.wait_for_selector("#about-found [aria-selected=true]")
    rep.keyboard.press("Enter")
    rep.fill("#quick-log input[name=next_on]", Company.current().today().isoformat())
    rep.fill("#quick-log input[name=next_step]", "Ring again")
    rep.keyboard.press("Control+Enter")
    rep.wait_for_selector("#my-day >> text=Ring again")
    assert rep.evaluate("window.same") is True


def test_a_missing_contact_is_made_inside(rep: Any) -> None:
    rep.keyboard.press("n")
    rep.wait_for_selector(OPEN)
    rep.fill("#quick-log textarea[name=notes]", "Met at the fair")
    rep.type("#quick-log input[name=about_text]", "Mia Miller")
    rep.click("#about-found >> text=New contact")
    rep.fill("#quick-log input[name=create_phone]", "02 555 12 12")
    rep.type("#quick-log input[name=create_account_text]", "dupre")
    rep.click("#create_account-found >> text=Dupré Mills")
    rep.keyboard.press("Control+Enter")
    saved(rep)
    contact = Contact.objects.get()
    assert (str(contact), contact.phone, str(contact.account)) == ("Mia Miller", "02 555 12 12", "Dupré Mills")
    assert Activity.objects.get(notes="Met at the fair").contact == contact


def test_what_was_refused_is_still_there(rep: Any) -> None:
    rep.keyboard.press("c")
    rep.wait_for_selector(OPEN)
    rep.fill("#quick-log textarea[name=notes]", "Kept")
    rep.keyboard.press("Control+Enter")
    rep.wait_for_selector("#quick-log .field-error")
    assert rep.input_value("#quick-log textarea[name=notes]") == "Kept"
    rep.wait_for_selector("#quick-log input[name=about_text]:focus")


def test_offline_keeps_what_was_typed_and_offers_it_again(rep: Any) -> None:
    rep.keyboard.press("c")
    rep.wait_for_selector(OPEN)
    rep.type("#quick-log input[name=about_text]", "elan")
    rep.wait_for_selector("#about-found [aria-selected=true]")
    rep.keyboard.press("Enter")
    rep.keyboard.type("In the tunnel")
    rep.context.set_offline(True)
    rep.keyboard.press("Control+Enter")
    rep.wait_for_selector('[data-trouble="offline"]:not([hidden])')
    rep.context.set_offline(False)
    rep.reload()
    rep.keyboard.press("c")
    rep.wait_for_selector("[data-kept]:not([hidden]) >> text=In the tunnel")
    rep.click("#quick-log >> text=Put it back")
    rep.keyboard.press("Control+Enter")
    saved(rep)
    logged = Activity.objects.get()
    assert (logged.notes, str(logged.account)) == ("In the tunnel", "Élan")
    rep.keyboard.press("c")
    rep.wait_for_selector(OPEN)
    assert rep.locator("[data-kept]:not([hidden])").count() == 0


def test_the_form_opens_without_a_connection_once_it_was_there(rep: Any, live_server: Any) -> None:
    rep.keyboard.press("c")
    rep.wait_for_selector(OPEN)
    rep.keyboard.press("Escape")
    account = Account.objects.get(name="Dupré Mills")
    rep.goto(f"{live_server.url}/accounts/{account.pk}/")
    rep.context.set_offline(True)
    rep.keyboard.press("c")
    rep.wait_for_selector("#quick-log textarea[name=notes]:focus")
    rep.keyboard.type("Typed in the lift")
    rep.context.set_offline(False)
    rep.keyboard.press("Control+Enter")
    saved(rep)
    logged = Activity.objects.get()
    assert (logged.notes, logged.account) == ("Typed in the lift", account)


def test_signed_out_meanwhile_keeps_what_was_typed(rep: Any, live_server: Any) -> None:
    rep.keyboard.press("c")
    rep.wait_for_selector(OPEN)
    rep.fill("#quick-log textarea[name=notes]", "Before the session ended")
    cookies = [each for each in rep.context.cookies() if each["name"] != "sessionid"]
    rep.context.clear_cookies()
    rep.context.add_cookies(cookies)
    rep.keyboard.press("Control+Enter")
    rep.wait_for_selector('[data-trouble="session"]:not([hidden])')
    rep.click("#quick-log >> text=Sign in")
    rep.fill("input[name=login]", "rep")
    rep.fill("input[name=password]", "word")
    rep.click("main form button.btn-primary")
    rep.wait_for_url("**/my-day/")
    rep.keyboard.press("c")
    rep.wait_for_selector("[data-kept]:not([hidden]) >> text=Before the session ended")


def test_the_timer_outlives_the_tab_and_gives_the_minutes(rep: Any, live_server: Any) -> None:
    rep.keyboard.press("c")
    rep.wait_for_selector(OPEN)
    rep.click("[data-timer]")
    started = rep.evaluate("localStorage[Object.keys(localStorage).find(name => name.startsWith('timer:'))]")
    other = rep.context.new_page()
    rep.close()
    other.goto(f"{live_server.url}/accounts/")
    shown = other.locator("[data-timer-shown]")
    shown.wait_for()
    earlier = int(started) - int(timedelta(minutes=12).total_seconds() * 1000)
    other.evaluate(f"localStorage[Object.keys(localStorage).find(name => name.startsWith('timer:'))] = '{earlier}'")
    shown.click()
    other.wait_for_selector(OPEN)
    other.click("[data-timer]")
    assert other.input_value("#quick-log input[name=minutes]") == "12"
    assert shown.is_hidden()


def test_the_finder_tells_screen_readers_what_it_does(rep: Any) -> None:
    rep.keyboard.press("c")
    rep.wait_for_selector(OPEN)
    combobox = rep.get_by_role("combobox", name="With whom")
    combobox.type("elan")
    option = rep.get_by_role("option", name="Élan")
    option.wait_for()
    assert combobox.get_attribute("aria-expanded") == "true"
    assert combobox.get_attribute("aria-activedescendant") == option.get_attribute("id")
    rep.keyboard.press("Escape")
    assert combobox.get_attribute("aria-expanded") == "false"
    assert rep.locator("#quick-log[open]").count() == 1

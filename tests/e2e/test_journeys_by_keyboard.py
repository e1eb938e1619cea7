"""The day's journeys without touching a mouse: all that is needed is reached by Tab."""

from typing import Any

import pytest

from crm.models import Account, Activity, Opportunity, SavedView
from tests.e2e.journeys import make_company, press_button, tab_to
from tests.e2e.signing import sign_in


@pytest.fixture
def rep(transactional_db: None, live_server: Any, page: Any) -> Any:
    make_company()
    sign_in(page, live_server.url, "rep")
    return page


def test_what_is_planned_is_done_and_judged(rep: Any, live_server: Any) -> None:
    rep.goto(f"{live_server.url}/my-day/")
    press_button(rep, "Done: Ring the mill")
    rep.wait_for_selector("text=Went well")
    press_button(rep, "Went well")
    rep.wait_for_selector('button[value="positive"][aria-pressed="true"]')
    assert Activity.objects.finished().get().outcome == "positive"


def test_an_account_is_made(rep: Any, live_server: Any) -> None:
    rep.goto(f"{live_server.url}/accounts/")
    press_button(rep, "New account")
    rep.wait_for_url("**/accounts/new/")
    tab_to(rep, "[name=name]")
    rep.keyboard.type("Dupre mills")
    rep.wait_for_selector("text=same name")
    rep.keyboard.press("Control+a")
    rep.keyboard.type("Mercier Works")
    rep.keyboard.press("Control+Enter")
    rep.wait_for_selector("#messages >> text=was added")
    assert Account.objects.filter(name="Mercier Works").exists()


def test_two_accounts_are_merged(rep: Any, live_server: Any) -> None:
    kept = Account.objects.get(name="Dupré Mills")
    rep.goto(f"{live_server.url}/accounts/{kept.pk}/")
    press_button(rep, "Merge")
    rep.wait_for_url("**/merge/")
    press_button(rep, "Dupré Mills SA")
    rep.wait_for_selector("text=This cannot be undone")
    press_button(rep, "Merge")
    rep.wait_for_url(f"**/accounts/{kept.pk}/")
    assert [account.pk for account in Account.objects.all()] == [kept.pk]


def test_a_list_is_narrowed_and_kept_as_a_view(rep: Any, live_server: Any) -> None:
    rep.goto(f"{live_server.url}/opportunities/")
    tab_to(rep, ".filters > summary")
    rep.keyboard.press("Enter")
    tab_to(rep, "[name=text]")
    rep.keyboard.type("stones")
    rep.keyboard.press("Enter")
    rep.wait_for_url("**text=stones**")
    press_button(rep, "Save as a view")
    rep.wait_for_url("**/views/new/**")
    tab_to(rep, "[name=name]")
    rep.keyboard.type("My stones")
    rep.keyboard.press("Enter")
    rep.wait_for_selector("#messages >> text=is saved")
    assert "text=stones" in SavedView.objects.get(name="My stones").query


def test_an_opportunity_is_lost_and_taken_back(rep: Any, live_server: Any) -> None:
    deal = Opportunity.objects.get()
    rep.goto(f"{live_server.url}/opportunities/board/")
    tab_to(rep, ".board-open")
    rep.keyboard.press("l")
    rep.wait_for_selector("#verb-body select:focus")
    rep.keyboard.press("ArrowDown")
    press_button(rep, "Mark as lost")
    rep.wait_for_selector("#toasts >> text=Undo")
    deal.refresh_from_db()
    assert (deal.outcome, str(deal.lost_reason)) == ("lost", "Price")
    press_button(rep, "Undo")
    rep.wait_for_selector("#toasts >> text=Taken back")
    deal.refresh_from_db()
    assert deal.outcome == "open"

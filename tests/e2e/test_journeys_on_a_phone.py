"""The day's journeys on a screen of 390 pixels, with a thumb."""

from decimal import Decimal
from typing import Any

import pytest

from crm.models import Account, Activity, Opportunity
from tests.e2e.journeys import make_company
from tests.e2e.signing import sign_in


@pytest.fixture
def rep(transactional_db: None, live_server: Any, phone: Any) -> Any:
    make_company()
    sign_in(phone, live_server.url, "rep")
    return phone


def fits(page: Any) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_customer_is_found_and_opened(rep: Any, live_server: Any) -> None:
    rep.goto(f"{live_server.url}/my-day/")
    rep.tap("input[name=q]")
    rep.keyboard.type("dupre")
    rep.get_by_role("option", name="Dupré Mills SA").tap()
    rep.wait_for_url("**/accounts/*/")
    fits(rep)


def test_a_card_is_moved_from_its_menu(rep: Any, live_server: Any) -> None:
    rep.goto(f"{live_server.url}/opportunities/board/")
    fits(rep)
    card = rep.locator(".board-card", has_text="Two stones")
    card.locator("summary").tap()
    card.get_by_role("button", name="Offer").tap()
    rep.wait_for_selector("#toasts >> text=is now in “Offer”")
    assert Opportunity.objects.get().stage.name == "Offer"


def test_an_opportunity_is_won_on_its_page(rep: Any, live_server: Any) -> None:
    deal = Opportunity.objects.get()
    rep.goto(f"{live_server.url}/opportunities/{deal.pk}/")
    fits(rep)
    rep.locator("summary", has_text="Won").tap()
    rep.locator("details[open] input[name=amount]").fill("1,250.50")
    rep.locator("details[open] button.btn-good").tap()
    rep.wait_for_selector("#messages >> text=its sale is made")
    deal.refresh_from_db()
    assert (deal.outcome, deal.amount) == ("won", Decimal("1250.5"))
    fits(rep)


def test_a_plan_is_put_on_another_day(rep: Any, live_server: Any) -> None:
    plan = Activity.objects.get()
    rep.goto(f"{live_server.url}/calendar/?view=day")
    rep.get_by_role("link", name="Ring the mill").tap()
    rep.wait_for_url("**/plan/")
    fits(rep)
    rep.fill("input[name=due_on]", "2031-05-06")
    rep.locator("main form button.btn-primary").tap()
    rep.wait_for_selector("#messages >> text=Changed")
    plan.refresh_from_db()
    assert plan.due_on.isoformat() == "2031-05-06"


def test_an_account_is_made_with_a_warning(rep: Any, live_server: Any) -> None:
    rep.goto(f"{live_server.url}/accounts/new/")
    fits(rep)
    rep.locator("[name=name]").press_sequentially("dupre mills")
    rep.wait_for_selector("text=same name")
    fits(rep)
    rep.fill("[name=name]", "Mercier Works")
    rep.locator("main form button.btn-primary").tap()
    rep.wait_for_selector("#messages >> text=was added")
    assert Account.objects.filter(name="Mercier Works").exists()

"""Setting a company up by keys alone and with a thumb; by mouse it is in test_new_company."""

from typing import Any

from crm.models import Company, Opportunity, Region, Team
from tests.e2e.journeys import make_company, press_button, tab_to
from tests.e2e.signing import sign_in
from tests.pictures import png


def test_a_region_is_added_by_keys_alone(transactional_db: None, live_server: Any, page: Any) -> None:
    make_company()
    sign_in(page, live_server.url, "admin")
    page.goto(f"{live_server.url}/settings/")
    tab_to(page, 'a[href="/settings/lists/regions/"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/lists/regions/")
    tab_to(page, 'a[href="/settings/lists/regions/new/"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/regions/new/")
    tab_to(page, "[name=name]")
    page.keyboard.type("Ardennes")
    page.keyboard.press("Enter")
    page.wait_for_selector("#messages >> text=was added")
    assert Region.objects.filter(name="Ardennes").exists()


def test_a_team_is_added_with_a_thumb(transactional_db: None, live_server: Any, phone: Any) -> None:
    make_company()
    sign_in(phone, live_server.url, "admin")
    phone.goto(f"{live_server.url}/settings/teams/")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.locator('main a[href="/settings/teams/new/"]').first.tap()
    phone.wait_for_url("**/teams/new/")
    phone.fill("input[name=name]", "West")
    phone.locator("main form button.btn-primary").tap()
    phone.wait_for_selector("#messages")
    assert Team.objects.filter(name="West").exists()


def test_the_team_page_on_a_phone(transactional_db: None, live_server: Any, phone: Any) -> None:
    people = make_company()
    sign_in(phone, live_server.url, "manager")
    phone.goto(f"{live_server.url}/dashboards/teams/{people.sales.pk}/")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.locator(".tile-value a").first.tap()
    phone.wait_for_url("**/rows/**")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_rep_leaves_by_keys_alone(transactional_db: None, live_server: Any, page: Any) -> None:
    people = make_company()
    sign_in(page, live_server.url, "admin")
    page.goto(f"{live_server.url}/settings/people/{people.rep.pk}/")
    tab_to(page, f'a[href="/settings/people/{people.rep.pk}/leaving/"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/leaving/")
    tab_to(page, "main input[name=successor_text]")
    page.keyboard.type("colleague")
    page.wait_for_selector("[role=option] >> text=Colleague")
    page.keyboard.press("Enter")
    press_button(page, "Show what will happen")
    page.wait_for_selector("text=Goes to")
    press_button(page, "Hand over and end sign-in")
    page.wait_for_url(f"**/people/{people.rep.pk}/")
    assert {deal.owner for deal in Opportunity.objects.all()} == {people.colleague}
    people.rep.refresh_from_db()
    assert people.rep.left_on == Company.current().today()


def test_a_logo_that_is_too_large_is_made_smaller(transactional_db: None, live_server: Any, page: Any) -> None:
    make_company()
    sign_in(page, live_server.url, "admin")
    page.goto(f"{live_server.url}/settings/company/brand/")
    large = png(1200, 300) + bytes(30 * 1024)
    page.set_input_files("input[type=file]", {"name": "logo.png", "mimeType": "image/png", "buffer": large})
    page.get_by_text("480 × 120").wait_for()
    page.locator("main form button.btn-primary").click()
    page.wait_for_selector("#messages")
    company = Company.objects.get()
    assert (company.logo_width, company.logo_height) == (480, 120)

"""In a browser: an administrator defines a KPI, told while typing what it gives, and puts it on a dashboard."""

from decimal import Decimal
from typing import Any

import pytest

from crm.models import Company, Sale
from kpis.models import OwnDashboard
from tests.e2e.signing import sign_in
from tests.people import People, make_people


@pytest.fixture
def people(transactional_db: None) -> People:
    people = make_people()
    Sale.record(owner=people.rep, amount=Decimal(30), sold_on=Company.current().today())
    return people


def test_a_kpi_of_ones_own_on_a_dashboard_of_ones_own(people: People, page: Any, live_server: Any) -> None:
    sign_in(page, live_server.url, "admin")
    page.goto(f"{live_server.url}/own-kpis/new/")
    for name in ("label_en", "label_fr", "definition_en", "definition_fr"):
        page.fill(f"input[name={name}]", "Per sale")
    page.fill("input[name=key]", "own_per_sale")
    page.select_option("select[name=unit]", "money")
    page.fill("textarea[name=formula]", "sold_amont / ")
    page.wait_for_selector("#formula-example mark >> text=sold_amont")
    page.fill("textarea[name=formula]", "sold_amount /")
    page.fill("#measure-search", "sales count")
    page.fill("#measure-search", "sales_count")
    page.press("#measure-search", "Enter")
    assert page.input_value("textarea[name=formula]") == "sold_amount / sales_count"
    page.wait_for_selector("#formula-example >> text=€30.00")
    page.click("form.panel button.btn-primary")
    page.wait_for_url("**/kpis/own_per_sale/")
    board = OwnDashboard.objects.create(owner=people.admin, name="Mornings")
    page.goto(f"{live_server.url}/dashboards/own/{board.pk}/panels/new/?kind=tile")
    page.select_option("select[name=metric]", "own_per_sale")
    page.click("form.panel button.btn-primary")
    page.wait_for_url("**/arrange/")
    page.goto(f"{live_server.url}/dashboards/own/{board.pk}/")
    assert page.locator(".tile", has_text="Per sale").locator(".tile-value").inner_text() == "€30.00"


def test_panels_are_dragged_into_their_order(people: People, page: Any, live_server: Any) -> None:
    board = OwnDashboard.objects.create(owner=people.admin, name="Mornings")
    for title in ("First", "Second"):
        board.panels.create(kind="note", title=title, note="x")
    sign_in(page, live_server.url, "admin")
    page.goto(f"{live_server.url}/dashboards/own/{board.pk}/arrange/")
    page.wait_for_selector(".arranged-by-hand")
    first, second = (page.locator(".arranged", has_text=title) for title in ("First", "Second"))
    start, end = first.locator(".arranged-grip").bounding_box(), second.bounding_box()
    page.mouse.move(start["x"] + 8, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(end["x"] + 20, end["y"] + end["height"] / 2, steps=8)
    page.mouse.move(end["x"] + 20, end["y"] + end["height"] - 4, steps=4)
    with page.expect_response("**/order/"):
        page.mouse.up()
    assert [panel.title for panel in board.panels.all()] == ["Second", "First"]

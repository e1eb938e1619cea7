"""The grid of objectives by keyboard: typed, pasted, filled, saved; and two people in it at once."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from crm.models import Company
from kpis.grids.texts import TargetField
from kpis.models import Objective, ObjectiveChange, Slot
from tests.e2e.signing import sign_in
from tests.people import People, make_people

PASTE = """(input) => {
  const data = new DataTransfer();
  data.setData("text/plain", "1 000,50\\t2000\\r\\n3,000\\t4k\\r\\n");
  input.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def people(transactional_db: None) -> People:
    return make_people()


def key(owner: Any, month: int) -> str:
    return f"owner.{owner.pk}.{date(Company.current().today().year, month, 1)}"


def cell(page: Any, owner: Any, month: int) -> Any:
    return page.locator(f'[id="{key(owner, month)}"]')


def in_force(owner: Any) -> dict[int, Decimal]:
    rows = Objective.objects.current().filter(owner=owner)  # type: ignore[attr-defined]
    return {each.start_on.month: each.target for each in rows}


def open_grid(page: Any, live_server: Any, people: People) -> None:
    sign_in(page, live_server.url, "admin")
    page.goto(f"{live_server.url}/objectives/?team={people.north.pk}")


def test_typed_by_keyboard_and_saved(people: People, page: Any, live_server: Any) -> None:
    open_grid(page, live_server, people)
    cell(page, people.colleague, 1).focus()
    page.keyboard.type("100")
    page.keyboard.press("Enter")
    page.keyboard.type("12k")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("5")
    page.keyboard.press("Control+d")
    assert cell(page, people.rep, 2).input_value() == "5"
    page.keyboard.press("Control+z")
    assert cell(page, people.rep, 2).input_value() == ""
    page.keyboard.press("Control+r")
    assert cell(page, people.colleague, 12).input_value() == "5"
    row = page.get_by_role("row", name=re.compile("Colleague"))
    assert row.locator("[data-total]").inner_text() == "155"
    assert page.locator("[data-all] [data-sum]").first.inner_text() == "12,100"
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#messages >> text=13 objectives are saved.")
    assert in_force(people.rep) == {1: 12000}
    assert ObjectiveChange.objects.count() == 1


def test_a_block_is_pasted(people: People, page: Any, live_server: Any) -> None:
    open_grid(page, live_server, people)
    cell(page, people.colleague, 11).focus()
    cell(page, people.colleague, 11).evaluate(PASTE)
    assert page.locator("[data-status]").inner_text() == "Cells filled: 4"
    cell(page, people.rep, 12).evaluate(PASTE)
    assert page.locator("[data-status]").inner_text() == "Cells filled: 1 · did not fit: 3"
    page.keyboard.press("Control+z")
    page.get_by_role("button", name="Save").click()
    page.wait_for_selector("#messages >> text=4 objectives are saved.")
    assert in_force(people.colleague) == {11: Decimal("1000.50"), 12: 2000}
    assert in_force(people.rep) == {11: 3000, 12: 4000}


TAKEN = {"100": "100", "1 000,50": "1,000.50", "€12": "12", "2k": "2,000", "1.2 EUR": "1.20", "": ""}
REFUSED = ["1e30", "−370", "-370", "1.234", "12 %", "$5", "12e", "1,2,3", "5k5"]


def test_sums_count_only_what_the_server_takes(people: People, page: Any, live_server: Any) -> None:
    open_grid(page, live_server, people)
    field, total = cell(page, people.rep, 1), page.locator("[data-all] [data-sum]").first
    row = page.locator("[data-row]").filter(has=field)
    for text, shown in TAKEN.items():
        field.fill(text)
        assert (total.inner_text(), row.locator("[data-total]").inner_text()) == (shown, shown), text
        assert field.get_attribute("aria-invalid") is None, text
        assert not refused_by_the_server(text), text
    for text in REFUSED:
        field.fill(text)
        assert (total.inner_text(), field.get_attribute("aria-invalid")) == ("", "true"), text
        assert refused_by_the_server(text), text


def refused_by_the_server(text: str) -> bool:
    try:
        TargetField("money").read(text)
    except ValidationError:
        return True
    return False


def test_two_people_at_once_choose(people: People, page: Any, live_server: Any) -> None:
    open_grid(page, live_server, people)
    start = date(Company.current().today().year, 1, 1)
    ObjectiveChange.make("revenue", {Slot("month", start, None, people.rep.pk): Decimal(7)}, by=people.admin)
    cell(page, people.rep, 1).fill("9")
    cell(page, people.rep, 2).fill("8")
    page.get_by_role("button", name="Save").click()
    choice = page.get_by_role("group", name=re.compile("Rep, January"))
    assert "Admin" in choice.inner_text()
    assert in_force(people.rep) == {1: 7}
    choice.get_by_label("Yours").check()
    page.get_by_role("button", name="Save").click()
    page.wait_for_selector("#messages >> text=2 objectives are saved.")
    assert in_force(people.rep) == {1: 9, 2: 8}

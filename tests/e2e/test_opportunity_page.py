"""The page of an opportunity in a browser: changed in place, without leaving it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from crm.models import Account, Activity, ActivityType, LostReason, Opportunity, Pipeline, Product, Stage
from tests.e2e.signing import sign_in
from tests.people import make_people


@pytest.fixture
def deal(transactional_db: None) -> Opportunity:
    people = make_people()
    pipeline = Pipeline.objects.create(name="Sales", is_default=True)
    for order, name in enumerate(("Contact", "Offer"), 1):
        pipeline.stages.create(name=name, order=order)
    pipeline.stages.create(name="Won", order=9, kind=Stage.Kind.WON, probability=100)
    pipeline.stages.create(name="Lost", order=10, kind=Stage.Kind.LOST)
    LostReason.objects.create(name="Price")
    ActivityType.objects.create(name="Call", code="call")
    Product.objects.create(name="Millstone", price=Decimal("400.10"))
    account = Account.objects.create(name="Dupré Mills", owner=people.rep)
    return Opportunity.open(name="Two stones", account=account, owner=people.rep, amount=Decimal(1200))


@pytest.fixture
def record(deal: Opportunity, live_server: Any, page: Any) -> Iterator[Any]:
    """The page; whatever is done there, the browser refuses nothing of ours."""
    blocked: list[str] = []
    page.on("console", lambda said: "Content Security Policy" in said.text and blocked.append(said.text))
    sign_in(page, live_server.url, "rep")
    page.goto(f"{live_server.url}/opportunities/{deal.pk}/")
    page.evaluate("window.same = true")
    yield page
    assert not blocked


def test_the_amount_is_changed_by_keys_alone(record: Any, deal: Opportunity) -> None:
    record.locator("#edit-amount").focus()
    record.keyboard.press("Enter")
    record.wait_for_selector("input[name=amount]:focus")
    record.keyboard.press("Control+a")
    record.keyboard.type("-3")
    record.keyboard.press("Enter")
    record.wait_for_selector("input[name=amount][aria-invalid=true]:focus")
    record.keyboard.press("Control+a")
    record.keyboard.type("1350.50")
    record.keyboard.press("Enter")
    record.wait_for_selector(".subtitle >> text=€1,350.50")
    record.wait_for_selector("#edit-amount:focus")
    deal.refresh_from_db()
    assert deal.amount == Decimal("1350.50")
    assert record.evaluate("window.same") is True
    assert record.locator(".timeline >> text=Amount changed").count() == 1


def test_escape_leaves_it_as_it_was(record: Any) -> None:
    record.click("#edit-name")
    record.wait_for_selector("input[name=name]:focus")
    record.keyboard.type("Something else")
    record.keyboard.press("Escape")
    record.wait_for_selector("h1 >> text=Two stones")
    record.wait_for_selector("#edit-name:focus")


def test_the_next_step_is_planned_in_place(record: Any) -> None:
    record.click("text=Plan")
    record.wait_for_selector("input[name=subject]:focus")
    record.keyboard.type("Send the offer")
    record.fill("input[name=due_on]", "2030-01-02")
    record.keyboard.press("Enter")
    record.wait_for_selector("#story .item >> text=Send the offer")
    assert Activity.objects.get().due_on.isoformat() == "2030-01-02"


def test_products_are_found_and_the_amount_follows(record: Any, deal: Opportunity) -> None:
    record.click("#edit-lines")
    record.wait_for_selector("input[name=lines_0_product_text]:focus")
    record.keyboard.type("mill")
    record.wait_for_selector("#lines_0_product-found [aria-selected=true] >> text=Millstone")
    record.keyboard.press("Enter")
    record.fill("input[name=lines_0_quantity]", "2")
    record.click("text=One more line")
    record.fill("input[name=lines_1_description]", "Work")
    record.fill("input[name=lines_1_amount]", "50")
    record.click("#products >> text=Save")
    record.wait_for_selector(".subtitle >> text=€850.20")
    assert record.locator("#products tbody tr").count() == 2
    deal.refresh_from_db()
    assert deal.amount == Decimal("850.20")


def test_won_on_the_page_and_taken_back(record: Any, deal: Opportunity) -> None:
    record.click("summary >> text=Won")
    record.click("text=Mark as won")
    record.wait_for_selector("#messages >> text=its sale is made")
    assert record.evaluate("window.same") is True
    record.click("#messages >> text=Undo")
    record.wait_for_selector("#messages >> text=Taken back")
    deal.refresh_from_db()
    assert deal.outcome == "open"


def test_lost_on_the_page_and_taken_back(record: Any, deal: Opportunity) -> None:
    # As scripts may leave what they have moved: the swap must not write it into the new elements as an attribute.
    record.evaluate("document.querySelectorAll('#record [id]').forEach((each) => { each.style.opacity = 1; })")
    record.click("summary >> text=Lost")
    record.select_option("select[name=reason]", label="Price")
    record.click("text=Mark as lost")
    record.wait_for_selector("#messages >> text=Undo")
    assert record.evaluate("window.same") is True
    record.click("#messages >> text=Undo")
    record.wait_for_selector("#messages >> text=Taken back")
    deal.refresh_from_db()
    assert deal.outcome == "open"


def test_a_file_is_added_and_removed_in_place(record: Any, deal: Opportunity) -> None:
    offer = {"name": "offer.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 an offer"}
    record.set_input_files("input[name=file]", {**offer, "buffer": b"<html>"})
    record.click("#attachments >> text=Add")
    record.wait_for_selector("#attachments .field-error")
    record.set_input_files("input[name=file]", offer)
    record.click("#attachments >> text=Add")
    with record.expect_download() as downloaded:
        record.click("#attachments >> text=offer.pdf")
    assert downloaded.value.suggested_filename == "offer.pdf"
    record.click("#attachments summary")
    record.click("text=Remove for good")
    record.wait_for_selector("#messages >> text=is removed")
    assert deal.attachments.count() == 0
    assert record.evaluate("window.same") is True

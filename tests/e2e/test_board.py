"""The board in a browser: dragging, keys, the questions that winning and losing ask, and taking it back."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from crm.models import Account, LostReason, Opportunity, Pipeline, Sale, Stage
from tests.e2e.dragging import drag
from tests.e2e.signing import sign_in
from tests.people import People, make_people


@pytest.fixture
def deal(transactional_db: None) -> Opportunity:
    people: People = make_people()
    pipeline = Pipeline.objects.create(name="Sales", is_default=True)
    for order, name in enumerate(("Contact", "Offer", "Negotiation"), 1):
        pipeline.stages.create(name=name, order=order, probability=20 * order)
    pipeline.stages.create(name="Won", order=9, kind=Stage.Kind.WON, probability=100)
    pipeline.stages.create(name="Lost", order=10, kind=Stage.Kind.LOST)
    LostReason.objects.create(name="Price")
    account = Account.objects.create(name="Dupré Mills", owner=people.rep)
    Opportunity.open(name="Sieve", account=account, owner=people.rep, amount=Decimal(50))
    return Opportunity.open(name="Two stones", account=account, owner=people.rep, amount=Decimal(1200))


@pytest.fixture
def board(deal: Opportunity, live_server: Any, page: Any) -> Iterator[Any]:
    """The board; whatever is done there, the browser refuses nothing of ours."""
    blocked: list[str] = []
    page.on("console", lambda said: "Content Security Policy" in said.text and blocked.append(said.text))
    sign_in(page, live_server.url, "rep")
    page.goto(f"{live_server.url}/opportunities/board/")
    page.evaluate("window.same = true")
    yield page
    assert not blocked


def column(page: Any, name: str) -> Any:
    return page.locator(".board-column", has=page.locator("h2", has_text=name))


def card(page: Any) -> Any:
    return page.locator(".board-card", has_text="Two stones")


def test_a_card_is_dragged_and_the_sums_follow(board: Any, deal: Opportunity) -> None:
    drag(board, card(board), column(board, "Offer").locator(".board-cards"))
    board.wait_for_selector("#toasts >> text=is now in “Offer”")
    assert column(board, "Offer").locator(".board-sum").get_attribute("value") == "1200.000000"
    assert column(board, "Contact").locator(".board-sum").get_attribute("value") == "50.000000"
    deal.refresh_from_db()
    assert deal.stage.name == "Offer"
    assert board.evaluate("window.same") is True
    board.click("#toasts >> text=Undo")
    board.wait_for_selector("#toasts >> text=Taken back")
    deal.refresh_from_db()
    assert deal.stage.name == "Contact"
    assert [event.kind for event in deal.events.all()] == ["opened", "stage", "stage"]


def test_a_card_is_moved_by_keys_and_keeps_the_focus(board: Any, deal: Opportunity) -> None:
    board.locator(f"#card-{deal.pk}").focus()
    board.keyboard.press("ArrowDown")
    assert board.evaluate("document.activeElement.textContent") == "Sieve"
    board.keyboard.press("ArrowUp")
    for stage in ("Offer", "Negotiation"):
        board.keyboard.press("Shift+ArrowRight")
        column(board, stage).locator("text=Two stones").wait_for()
        board.wait_for_selector(f"#card-{deal.pk}:focus")
    deal.refresh_from_db()
    assert deal.stage.name == "Negotiation"


def test_moved_from_its_menu(board: Any, deal: Opportunity) -> None:
    card = board.locator(".board-card", has_text="Two stones")
    card.locator("summary").click()
    card.get_by_role("button", name="Negotiation").click()
    column(board, "Negotiation").locator("text=Two stones").wait_for()


def test_losing_asks_for_the_reason_and_is_taken_back(board: Any, deal: Opportunity) -> None:
    drag(board, card(board), board.locator("[data-ending=lost]"))
    board.wait_for_selector("#verb-dialog[open] select")
    board.click("#verb-dialog button.btn-danger")
    board.wait_for_selector("#verb-dialog select:invalid")
    board.select_option("#verb-dialog select", label="Price")
    board.click("#verb-dialog button.btn-danger")
    board.wait_for_selector("#toasts >> text=is lost")
    assert board.locator("#verb-dialog[open]").count() == 0
    assert board.locator(".board-card", has_text="Two stones").count() == 0
    deal.refresh_from_db()
    assert (deal.outcome, str(deal.lost_reason)) == ("lost", "Price")
    board.click("#toasts >> text=Undo")
    column(board, "Contact").locator("text=Two stones").wait_for()
    deal.refresh_from_db()
    assert (deal.outcome, deal.lost_reason, deal.closed_on) == ("open", None, None)


def test_a_cancelled_question_leaves_the_card_where_it_was(board: Any, deal: Opportunity) -> None:
    board.locator(f"#card-{deal.pk}").focus()
    board.keyboard.press("l")
    board.wait_for_selector("#verb-dialog[open] select")
    board.keyboard.press("Escape")
    board.wait_for_selector(f"#card-{deal.pk}:focus")
    drag(board, card(board), board.locator("[data-ending=won]"))
    board.wait_for_selector("#verb-dialog[open] input[name=amount]")
    board.click("#verb-dialog >> text=Cancel")
    assert column(board, "Contact").locator(".board-card").first.inner_text().startswith("Two stones")
    deal.refresh_from_db()
    assert (deal.outcome, deal.version) == ("open", 1)


def test_winning_asks_for_the_amount_and_makes_the_sale(board: Any, deal: Opportunity) -> None:
    board.locator(f"#card-{deal.pk}").focus()
    board.keyboard.press("w")
    board.wait_for_selector("#verb-dialog[open] input[name=amount]")
    board.fill("#verb-dialog input[name=on]", "2001-01-01")
    board.keyboard.press("Control+Enter")
    # The field that is wrong takes the focus; typing before that would end up in it.
    board.wait_for_selector("#verb-dialog [aria-invalid=true]:focus")
    board.fill("#verb-dialog input[name=on]", "")
    board.fill("#verb-dialog input[name=amount]", "1300")
    board.click("#verb-dialog button.btn-good")
    board.wait_for_selector("#toasts >> text=its sale is made")
    assert Sale.objects.get().amount == Decimal(1300)
    board.click("#toasts >> text=Undo")
    column(board, "Contact").locator("text=Two stones").wait_for()
    deal.refresh_from_db()
    assert (deal.outcome, deal.amount, Sale.objects.count()) == ("open", Decimal(1200), 0)

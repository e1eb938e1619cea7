"""A small company to walk journeys in, and how a person without a mouse gets about."""

from decimal import Decimal
from typing import Any

from crm.models import Account, Activity, ActivityType, Company, LostReason, Opportunity, Pipeline, Stage
from tests.people import People, make_people

FURTHEST = 120


def make_company() -> People:
    """One account with an opportunity and a planned call, and a twin of the account; all of the rep."""
    people = make_people()
    pipeline = Pipeline.objects.create(name="Sales", is_default=True)
    for order, name in enumerate(("Contact", "Offer"), 1):
        pipeline.stages.create(name=name, order=order, probability=20 * order)
    pipeline.stages.create(name="Won", order=9, kind=Stage.Kind.WON, probability=100)
    pipeline.stages.create(name="Lost", order=10, kind=Stage.Kind.LOST)
    LostReason.objects.create(name="Price")
    call = ActivityType.objects.create(name="Call", code="call")
    account = Account.objects.create(name="Dupré Mills", owner=people.rep, city="Liège")
    Account.objects.create(name="Dupré Mills SA", owner=people.rep)
    deal = Opportunity.open(name="Two stones", account=account, owner=people.rep, amount=Decimal(1200))
    today = Company.current().today()
    Activity.plan(type=call, subject="Ring the mill", due_on=today, owner=people.rep, opportunity=deal)
    return people


def tab_to(page: Any, wanted: str) -> None:
    """Presses Tab until what the selector names has the focus: it must be reachable without a mouse."""
    for _press in range(FURTHEST):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", wanted):
            return
    raise AssertionError(f"{wanted} is not reached by Tab")


def press_button(page: Any, name: str) -> None:
    """Goes to the button or link of a name by Tab, and presses Enter."""
    for _press in range(FURTHEST):
        page.keyboard.press("Tab")
        said = page.evaluate(
            "() => { const at = document.activeElement;"
            " return at.matches('a, button') ? (at.getAttribute('aria-label') || at.innerText).trim() : '' }"
        )
        if said == name:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"“{name}” is not reached by Tab")

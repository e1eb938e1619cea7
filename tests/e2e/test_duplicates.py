"""Who types a customer that is there already is told before saving."""

from typing import Any

from crm.models import Account
from tests.e2e.signing import sign_in
from tests.people import make_people


def test_the_warning_comes_while_typing(transactional_db: None, live_server: Any, page: Any) -> None:
    people = make_people()
    sign_in(page, live_server.url, "rep")
    Account.objects.create(name="Dupré Mills SA", owner=people.rep, phone="+32 2 555 12 12")
    page.goto(f"{live_server.url}/accounts/new/")
    page.locator("[name=name]").press_sequentially("dupre mills")
    page.wait_for_selector("text=same name")
    page.fill("[name=name]", "Something else")
    page.wait_for_selector("text=same name", state="detached")
    page.locator("[name=phone]").press_sequentially("02 555 12 12")
    page.wait_for_selector("[role=status] >> text=same phone")

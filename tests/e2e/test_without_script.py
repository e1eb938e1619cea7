"""Where scripts do not run, what needs them is not offered, and a call is logged all the same."""

from typing import Any

import pytest

from crm.models import Account, Activity, ActivityType, Medium
from tests.e2e.signing import sign_in
from tests.people import make_people


@pytest.mark.parametrize("scripts", [True, False])
def test_a_call_is_logged(transactional_db: None, browser: Any, live_server: Any, scripts: bool) -> None:
    Account.objects.create(name="Dupré Mills", owner=make_people().rep)
    ActivityType.objects.create(name="Call", code="call")
    Medium.objects.create(name="Phone")
    context = browser.new_context(locale="en-GB", java_script_enabled=scripts)
    page = context.new_page()
    sign_in(page, live_server.url, "rep")
    page.goto(f"{live_server.url}/quick-log/")
    assert page.locator("main [data-needs-script]").first.is_visible() is scripts
    page.fill("main input[name=about_text]", "dupre mills")
    page.fill("main textarea[name=notes]", "Wants two stones")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.click("main form button.btn-primary")
    context.close()
    assert Activity.objects.get().account == Account.objects.get()

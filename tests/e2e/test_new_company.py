"""From `createsuperuser` to the first logged call, in a real browser: the administrator sets up, a rep logs."""

import re
from typing import Any

from django.core import mail
from django.core.management import call_command

from crm.models import Activity, Company, Team, User
from tests.e2e.signing import sign_in

PASSWORD = "millstone-on-the-hill"


def test_from_the_first_administrator_to_the_first_call(
    transactional_db: None, monkeypatch: Any, live_server: Any, page: Any
) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "word")
    call_command("createsuperuser", "--noinput", username="founder", email="founder@mill.example")
    sign_in(page, live_server.url, "founder")
    page.wait_for_selector("h1 >> text=Set up")
    set_up_the_company(page, live_server.url)
    add_a_team_and_a_rep(page, live_server.url)
    page.goto(f"{live_server.url}/settings/")
    for label in ("Pipeline", "Channels", "Activity types"):
        page.click(f'button[aria-label="{label}: add the usual ones"]')
        page.wait_for_selector("text=The usual entries were added")
    assert page.locator(".step-done").count() == 5

    rep = page.context.browser.new_context(locale="en-GB").new_page()
    accept_the_invitation(rep, live_server.url)
    log_a_call(rep, live_server.url)
    call = Activity.objects.get()
    assert (call.account.name, call.team, str(call.owner)) == ("Élan Mills", Team.objects.get(), "Zoë Aerts")  # type: ignore[union-attr]

    page.goto(f"{live_server.url}/")
    page.wait_for_url("**/dashboards/company/")
    rep.context.close()


def set_up_the_company(page: Any, address: str) -> None:
    page.click("main >> text=The company")
    page.fill("input[name=name]", "Mills")
    page.select_option("select[name=time_zone]", "Europe/Paris")
    page.click("main form button.btn-primary")
    page.wait_for_selector("text=The settings are saved")
    assert (Company.objects.get().name, Company.objects.get().time_zone) == ("Mills", "Europe/Paris")


def add_a_team_and_a_rep(page: Any, address: str) -> None:
    page.goto(f"{address}/settings/teams/new/")
    page.fill("input[name=name]", "Sales")
    page.click("main form button.btn-primary")
    page.goto(f"{address}/settings/people/new/")
    page.fill("input[name=first_name]", "Zoë")
    page.fill("input[name=last_name]", "Aerts")
    page.fill("input[name=email]", "zoe@mill.example")
    page.select_option("select[name=team]", label="Sales")
    page.click("main form button.btn-primary")
    page.wait_for_selector("text=An invitation was sent to zoe@mill.example")


def accept_the_invitation(page: Any, address: str) -> None:
    (link,) = re.findall(rf"{re.escape(address)}/account/password/reset/key/\S+", str(mail.outbox[0].body))
    page.goto(link)
    page.fill("input[name=password1]", PASSWORD)
    page.fill("input[name=password2]", PASSWORD)
    page.click("main form button.btn-primary")
    page.wait_for_selector("text=Your password is changed")
    page.goto(f"{address}/account/login/")
    page.fill("input[name=login]", "zoe@mill.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button.btn-primary")
    page.wait_for_url("**/my-day/")
    assert User.objects.get(username="zoe").last_login is not None


def log_a_call(page: Any, address: str) -> None:
    page.keyboard.press("c")
    page.wait_for_selector("#quick-log[open] form")
    page.type("#quick-log input[name=about_text]", "Élan Mills")
    page.click("#quick-log >> text=New account “Élan Mills”")
    page.fill("#quick-log input[name=minutes]", "12")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#quick-log:not([open])", state="attached")

"""axe finds nothing serious on any page, in either theme; and nothing on a phone is wider than the screen."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from crm.models import Account, Contact, Opportunity, Team, User
from kpis.demo import LOGINS
from kpis.models import OneToOne

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
SERIOUS = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
  .filter((each) => ["serious", "critical"].includes(each.impact))
  .map((each) => `${each.id}: ${each.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`)"""
PAGES = [
    "/my-day/", "/calendar/", "/calendar/?view=week", "/opportunities/", "/opportunities/board/",
    "/opportunities/{opportunity}/", "/opportunities/{opportunity}/edit/", "/opportunities/{opportunity}/win/",
    "/opportunities/{opportunity}/lose/", "/opportunities/new/", "/accounts/", "/accounts/{account}/",
    "/accounts/{account}/edit/", "/accounts/new/", "/accounts/{account}/merge/",
    "/accounts/{account}/merge/?other=account:{twin}", "/contacts/", "/contacts/{contact}/", "/contacts/new/", "/views/new/",
    "/search/?q=har", "/quick-log/", "/dashboards/company/", "/dashboards/teams/{team}/", "/dashboards/reps/{rep}/", "/dashboards/accounts/{account}/?period=last-12-months",
    "/dashboards/teams/{team}/review/", "/dashboards/reps/{rep}/one-to-ones/", "/dashboards/reps/{rep}/one-to-ones/new/",
    "/one-to-ones/{sheet}/",
    "/kpis/", "/kpis/win_rate/", "/kpis/funnel/", "/kpis/attainment/?by=owner", "/kpis/revenue/rows/",
    "/kpis/revenue/?period=soon", "/nothing-here/",
]  # fmt: skip


@pytest.fixture
def addresses(transactional_db: None, settings: Any) -> list[str]:
    settings.JAUGE_DEMO = True
    call_command("demo", "--small")
    opportunity = Opportunity.objects.filter(outcome="open").order_by("pk").first()
    names = {
        "opportunity": opportunity, "account": Account.objects.order_by("pk").first(),
        "twin": Account.objects.order_by("pk").last(),
        "contact": Contact.objects.order_by("pk").first(), "team": Team.objects.order_by("pk").last(),
        "rep": User.objects.get(username="ana"), "sheet": OneToOne.objects.order_by("pk").first(),
    }  # fmt: skip
    return [page.format(**{name: row.pk for name, row in names.items() if row}) for page in PAGES]


def sign_in(page: Any, address: str) -> None:
    _role, name, password = LOGINS[2]
    page.goto(f"{address}/account/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "login" not in url)


def test_nothing_serious_in_either_theme_and_nothing_too_wide(
    addresses: list[str], browser: Any, live_server: Any
) -> None:
    """One walk, since making the company takes longer than looking at it."""
    found: list[str] = []

    def failed(error: Any) -> None:
        found.append(f"script: {error}")

    for theme, width in (("light", 1440), ("dark", 390)):
        context = browser.new_context(
            locale="fr-FR" if theme == "dark" else "en-GB",
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.on("pageerror", failed)
        sign_in(page, live_server.url)
        for address in addresses:
            page.goto(f"{live_server.url}{address}")
            page.evaluate(AXE)
            found += [f"{theme} {address} {each}" for each in page.evaluate(SERIOUS)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{theme} {address} is wider than {width}")
        context.close()
    assert not found, "\n".join(found)

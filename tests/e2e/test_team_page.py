"""The manager's Monday: the team's page with what waits, a sheet for a talk by keyboard, and two pages of paper."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from crm.access import Role
from crm.models import ActivityType, Company, Opportunity, Pipeline, Sale, Stage
from kpis.models import Objective, OneToOne
from tests.e2e.signing import sign_in
from tests.people import People, make_people, person

# In pixels of a style sheet.
A4_LESS_MARGINS = 718


@pytest.fixture
def people(transactional_db: None) -> People:
    people = make_people()
    pipeline = Pipeline.objects.create(name="Sales", is_default=True)
    for order, name in enumerate(("Contact", "Offer", "Negotiation"), 1):
        pipeline.stages.create(name=name, order=order, probability=20 * order, quiet_after_days=14)
    pipeline.stages.create(name="Won", order=9, kind=Stage.Kind.WON, probability=100)
    pipeline.stages.create(name="Lost", order=10, kind=Stage.Kind.LOST)
    ActivityType.objects.create(name="Call", code="call")
    today = Company.current().today()
    for number in range(30):
        owner = (people.rep, people.colleague)[number % 2]
        opened_on = today - timedelta(days=9 * number)
        Opportunity.open(name=f"Deal {number}", owner=owner, amount=Decimal(100), opened_on=opened_on)
        Sale.record(owner=owner, amount=Decimal(50 + number), sold_on=today - timedelta(days=number))
    return people


def test_a_number_opens_its_rows(people: People, page: Any, live_server: Any) -> None:
    sign_in(page, live_server.url, "manager")
    page.goto(f"{live_server.url}/dashboards/teams/{people.sales.pk}/")
    cell = page.locator("#review tbody tr", has_text="Contact").locator("td a").first
    count = int(cell.inner_text())
    cell.click()
    page.wait_for_url("**/opportunities/?**")
    assert page.locator("main tbody tr").count() == count


def test_a_sheet_is_written_by_keyboard(people: People, page: Any, live_server: Any) -> None:
    sign_in(page, live_server.url, "manager")
    page.goto(f"{live_server.url}/dashboards/teams/{people.sales.pk}/")
    page.locator("#review").get_by_role("link", name="Rep", exact=True).press("Enter")
    page.wait_for_url("**/one-to-ones/")
    page.get_by_role("link", name="New sheet").first.press("Enter")
    page.wait_for_url("**/new/")
    page.get_by_label("Notes").fill("Few visits")
    page.get_by_label("Action", exact=True).fill("Two visits a week")
    page.get_by_label("KPI that it should move").select_option("revenue")
    page.get_by_label("Notes").press("Control+Enter")
    page.wait_for_url(re.compile(r"/one-to-ones/\d+/$"))
    assert page.get_by_role("rowheader", name="Two visits a week").is_visible()
    page.get_by_role("button", name="Done Two visits a week").press("Enter")
    page.wait_for_selector("#messages >> text=Done: Two visits a week")
    action = OneToOne.objects.get().actions.get()
    assert (action.metric, action.done_on) == ("revenue", Company.current().today())


def test_it_fits_on_two_pages_of_paper(people: People, page: Any, live_server: Any) -> None:
    """With sixteen people, each with sales and an action that is overdue."""
    today = Company.current().today()
    for number in range(14):
        rep = person(f"rep{number}", Role.REP, people.north)
        Sale.record(owner=rep, amount=Decimal(1000 + number), sold_on=today)
        Opportunity.open(name=f"Offer {number}", owner=rep, amount=Decimal(100), opened_on=today).win(on=today)
        sheet = OneToOne.objects.create(rep=rep, held_on=today, notes="Visits", held_by=people.manager)
        sheet.actions.create(text="Two visits", owner=rep, due_on=today - timedelta(days=1))
    sign_in(page, live_server.url, "manager")
    page.goto(f"{live_server.url}/dashboards/teams/{people.sales.pk}/")
    page.wait_for_selector("#review table")
    paper = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) <= 2


def test_nothing_is_cut_off_on_paper_in_the_longer_language(people: People, page: Any, live_server: Any) -> None:
    today = Company.current().today()
    for owner in (people.rep, people.colleague):
        Objective.put("revenue", "month", today.replace(day=1), Decimal(1_000_000), owner=owner)
        Opportunity.open(name="Won", owner=owner, amount=Decimal(100), opened_on=today).win(on=today)
    context = page.context.browser.new_context(locale="fr-FR", viewport={"width": A4_LESS_MARGINS, "height": 1000})
    page = context.new_page()
    sign_in(page, live_server.url, "manager")
    page.goto(f"{live_server.url}/dashboards/teams/{people.sales.pk}/?period=this-month")
    page.wait_for_selector("#review table")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    frames = page.locator(".table-frame:visible").evaluate_all(
        "all => all.map((each) => each.scrollWidth - each.clientWidth)"
    )
    assert len(frames) > 2 and max(frames) <= 0
    assert "de l’objectif" in page.locator("main").inner_text()
    context.close()

"""From an opportunity that is won on its page through a real mail server to the customer's phone, and back to the rep
whose customer is unhappy and to their manager."""

import re
from collections.abc import Iterator
from datetime import time
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command

from crm.models import Account, ActivityType, Company, Contact, Opportunity, Pipeline, Stage
from feedback.models import FeedbackSettings, Invitation, Survey, SurveyRule
from feedback.starting_points import BY_SLUG, begin
from tests.e2e.signing import sign_in
from tests.people import make_people
from tests.sending.postbox import Postbox, open_postbox


@pytest.fixture
def deal(transactional_db: None) -> Opportunity:
    people = make_people()
    ActivityType.objects.create(name="Call", code="call")
    pipeline = Pipeline.objects.create(name="Sales", is_default=True)
    pipeline.stages.create(name="Offer", order=1)
    pipeline.stages.create(name="Won", order=9, kind=Stage.Kind.WON, probability=100)
    pipeline.stages.create(name="Lost", order=10, kind=Stage.Kind.LOST)
    account = Account.objects.create(name="Dupré Mills", owner=people.rep)
    contact = Contact.objects.create(
        account=account, first_name="Élise", last_name="Dupré", email="elise@example.com", language="fr"
    )
    survey = Survey.objects.create(name="After a win", kind="nps")
    begin(survey, BY_SLUG["win"]).publish(None)
    made = FeedbackSettings.current()
    made.quiet_from = made.quiet_until = time(0)
    made.follow_up_days = 0
    made.save()
    SurveyRule.objects.create(
        name="Wins", survey=survey, event="won", starts_on=Company.current().today(), active=False
    )
    return Opportunity.open(name="Two stones", account=account, contact=contact, owner=people.rep, amount=Decimal(1200))


@pytest.fixture
def box(settings: Any, live_server: Any) -> Iterator[Postbox]:
    with open_postbox() as opened:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", opened.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.PUBLIC_ADDRESS = live_server.url
        yield opened


def test_from_the_page_to_the_customer(deal: Opportunity, box: Postbox, live_server: Any, page: Any) -> None:
    sign_in(page, live_server.url, "admin")
    page.goto(f"{live_server.url}/opportunities/{deal.pk}/")
    page.click("summary >> text=Won")
    page.click("text=Mark as won")
    page.wait_for_selector("#messages >> text=its sale is made")
    call_command("run_due", verbosity=0)
    assert box.taken == [], "the rule is not active yet"

    page.goto(f"{live_server.url}/surveys/rules/{SurveyRule.objects.get().pk}/")
    page.wait_for_selector("text=Would be asked now: 1")
    mail = page.frame_locator("iframe.mail-frame")
    mail.locator("text=Bonjour Élise").wait_for()
    assert mail.locator("a[href*='score=']").count() == 11
    page.click("button >> text=Activate")
    page.wait_for_selector("#messages >> text=The rule is active")
    call_command("run_due", verbosity=0)

    [taken], made = box.taken, Invitation.objects.get()
    assert taken["To"] == "elise@example.com" and taken["Message-ID"] == made.message_id
    assert taken["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert taken["List-Unsubscribe"].strip() == f"<{live_server.url}/u/{made.token}/>"
    text = taken.get_body(("plain",)).get_content()
    html = taken.get_body(("html",)).get_content()
    assert "Bonjour Élise" in text and '<html lang="fr">' in html
    wanted = {f"{live_server.url}/s/{made.token}/?score={score}" for score in range(11)}
    assert set(re.findall(r'href="([^"]+score=\d+)"', html)) == wanted
    assert wanted <= set(text.split())
    page.goto(f"{live_server.url}/surveys/rules/{made.rule_id}/")
    page.wait_for_selector("text=They were asked about it already: 1")

    answered_on_a_phone(page, re.findall(r'href="([^"]+score=2)"', html)[0])
    other = page.context.browser.new_context(locale="en-GB").new_page()
    sign_in(other, live_server.url, "rep")
    other.goto(f"{live_server.url}/my-day/")
    other.locator(".item", has_text="Unhappy customer: 2").wait_for()
    other = page.context.browser.new_context(locale="en-GB").new_page()
    sign_in(other, live_server.url, "manager")
    other.goto(f"{live_server.url}/feedback/comments/")
    comment = other.locator(".comment", has_text="Livré trop tard")
    assert "Dupré Mills" in comment.inner_text()


def answered_on_a_phone(page: Any, link: str) -> None:
    """The customer's click on a score, why, and the thank-you."""
    context = page.context.browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, locale="fr-FR")
    phone = context.new_page()
    phone.goto(link)
    assert phone.get_by_role("radio", name="2", exact=True).is_checked()
    phone.locator("textarea:visible").first.fill("Livré trop tard")
    phone.get_by_role("button", name="Envoyer").tap()
    phone.get_by_role("heading", name="Merci", exact=True).wait_for()

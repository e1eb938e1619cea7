"""In a browser on a phone: from the click in the e-mail to the thank-you, with and without scripts, in few bytes."""

import gzip
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile

from crm.forms.settings.brand import KILOBYTE, MOST_KILOBYTES
from crm.models import Activity, Company
from feedback.models import Answer, AnswerDraft, FeedbackSettings, Invitation
from tests.e2e.conftest import close
from tests.e2e.test_everybody_can_use_it import AXE, SERIOUS
from tests.feedback_pages.conftest import invite, live
from tests.people import make_people
from tests.pictures import png

MOST_BYTES = 50_000
WHY = "What went wrong, and what can we put right?"


@pytest.fixture
def invitation(transactional_db: None) -> Invitation:
    FeedbackSettings(privacy_notice={"en": "We keep it for two years.", "fr": "Gardé deux ans."}).save()
    return invite(live(), make_people())


@pytest.fixture
def plain(browser: Any, answering: list[int]) -> Iterator[Any]:
    """A phone whose browser runs no script."""
    context = browser.new_context(
        locale="en-GB",
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        java_script_enabled=False,
    )
    context.set_default_timeout(15_000)
    yield context.new_page()
    close(context, answering)


def test_from_the_mail_to_the_thank_you(invitation: Invitation, phone: Any, live_server: Any) -> None:
    phone.goto(f"{live_server.url}/s/{invitation.token}/?score=2&language=en")
    assert not Answer.objects.exists()
    assert phone.get_by_role("radio", name="2", exact=True).is_checked()
    phone.get_by_label(WHY).fill("Two weeks late")
    with phone.expect_response(lambda response: response.status == 204):
        phone.get_by_label(WHY).blur()
    assert AnswerDraft.objects.get().values["score"] == 2
    assert phone.get_by_text("We keep it for two years.").is_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.get_by_role("button", name="Send").tap()
    phone.get_by_role("heading", name="Thank you", exact=True).wait_for()
    answer = Answer.objects.get()
    assert (answer.score, answer.comment) == (2, "Two weeks late")
    assert Activity.objects.get() == answer.follow_up
    phone.goto(f"{live_server.url}/s/{invitation.token}/?score=9&language=en")
    phone.get_by_role("heading", name="You have answered already, thank you").wait_for()


def test_without_scripts_the_reason_is_asked_on_a_page_of_its_own(
    invitation: Invitation, plain: Any, live_server: Any
) -> None:
    plain.goto(f"{live_server.url}/s/{invitation.token}/?language=en")
    assert not plain.get_by_label(WHY).is_visible()
    plain.get_by_role("radio", name="2", exact=True).check(force=True)
    plain.get_by_role("button", name="Send").tap()
    plain.get_by_label(WHY).fill("Two weeks late")
    plain.get_by_role("button", name="Send").tap()
    plain.get_by_role("heading", name="Thank you", exact=True).wait_for()
    assert (Answer.objects.get().score, Answer.objects.get().comment) == (2, "Two weeks late")


def test_by_keyboard_alone(invitation: Invitation, page: Any, live_server: Any) -> None:
    page.goto(f"{live_server.url}/s/{invitation.token}/?score=9&language=en")
    page.get_by_role("radio", name="9", exact=True).focus()
    page.keyboard.press("ArrowLeft")
    assert page.get_by_role("radio", name="8", exact=True).is_checked()
    for _time in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "questionnaire-send":
            break
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Thank you", exact=True).wait_for()
    assert Answer.objects.get().score == 8


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390), ("light", 390), ("dark", 1280)])
def test_light_and_for_everybody(
    invitation: Invitation, browser: Any, answering: list[int], live_server: Any, theme: str, width: int
) -> None:
    """With the largest logo that is taken, and a colour that nothing could be read in as it is."""
    company = Company.current()
    company.logo.save("logo.png", ContentFile(png(1600, 400).ljust(MOST_KILOBYTES * KILOBYTE, b"\0")), save=False)
    company.logo_width, company.logo_height, company.brand_colour = 1600, 400, "#ffe600"
    company.save()
    context = browser.new_context(locale="fr-FR", viewport={"width": width, "height": 844}, color_scheme=theme)
    found: list[str] = []
    for address in (f"/s/{invitation.token}/?score=2", f"/u/{invitation.token}/", "/s/nothing/"):
        page, answers = context.new_page(), []
        page.on("requestfinished", lambda request, answers=answers: answers.append(request.response()))
        page.goto(f"{live_server.url}{address}", wait_until="networkidle")
        size = sum(len(gzip.compress(answer.body())) for answer in answers if answer.status in (200, 404))
        bare = sum(len(answer.body()) for answer in answers if answer.status in (200, 404))
        assert 1000 < size < bare < MOST_BYTES, f"{address} {bare} bytes"
        if not page.get_by_role("img", name="Jauge").evaluate("each => each.naturalWidth"):
            found.append(f"{address} shows no logo")
        page.evaluate(AXE)
        found += [f"{address} {each}" for each in page.evaluate(SERIOUS)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{address} is wider than {width}")
        if "/s/" in address and "score" in address:
            page.locator("input[name=score]").evaluate_all("each => each.forEach((one) => { one.checked = false })")
            page.get_by_role("button", name="Envoyer").click()
            page.get_by_role("alert").wait_for()
            page.evaluate(AXE)
            found += [f"refused {each}" for each in page.evaluate(SERIOUS)]
    close(context, answering)
    assert not found, "\n".join(found)


def test_the_form_stands_within_another_site(invitation: Invitation, page: Any, live_server: Any) -> None:
    """The site is another one: “localhost” is not “127.0.0.1” to the browser."""
    link = invitation.survey.links.create(label="Site", place="embedded", language="en")
    inner, site = f"{live_server.url}/e/{link.token}/", "http://127.0.0.1:9/"
    page.route(
        site,
        lambda route: route.fulfill(
            content_type="text/html", body=f'<iframe src="{inner}" title="Survey" width="100%" height="900"></iframe>'
        ),
    )
    # To the browser this machine is a network of its own, which other sites may not reach without asking.
    page.context.grant_permissions(["local-network-access"])
    page.goto(site)
    form = page.frame_locator("iframe")
    form.get_by_role("radio", name="10, Very likely").check(force=True)
    form.get_by_role("button", name="Send").click()
    form.get_by_role("heading", name="Thank you", exact=True).wait_for()
    assert (Answer.objects.get().link, Answer.objects.get().score) == (link, 10)

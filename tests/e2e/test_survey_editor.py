"""In a browser: an administrator writes a survey within a minute, and edits it live; past answers keep their meaning."""

from datetime import date
from time import monotonic
from typing import Any

import pytest

from feedback.models import Answer, AnswerValue, Survey
from tests.e2e.signing import sign_in
from tests.people import People, make_people


@pytest.fixture
def people(transactional_db: None) -> People:
    return make_people()


def test_a_survey_is_written_in_a_minute_and_edited_live(people: People, page: Any, live_server: Any) -> None:
    sign_in(page, live_server.url, "admin")
    page.goto(f"{live_server.url}/surveys/")
    began = monotonic()
    page.click("text=New survey >> nth=0")
    page.fill("input[name=name]", "After the spring fair")
    page.click("text=After a purchase")
    page.click("text=Write the draft")
    page.wait_for_url("**/edit/")
    page.click(".add-question >> text=Several choices")
    page.fill("input[name=text_en]", "Where did you hear of us?")
    page.fill("input[name=text_fr]", "Où avez-vous entendu parler de nous ?")
    for number, (english, french) in enumerate((("At the fair", "À la foire"), ("From a friend", "Par un ami"))):
        page.fill(f"input[name=choice_{number}_en]", english)
        page.fill(f"input[name=choice_{number}_fr]", french)
    page.select_option("select[name=depends_on]", index=1)
    page.locator("[data-answers-of]:visible .chip", has_text="5").click()
    page.press("input[name=text_fr]", "Enter")
    page.wait_for_url("**/edit/")
    page.get_by_role("button", name="Publish").click()
    page.wait_for_selector("text=Version 1 is live")
    assert monotonic() - began < 60
    survey = Survey.objects.get()
    first = survey.current_version()
    assert first is not None
    heard = first.questions.get(kind="multiple")
    assert (heard.shown_for, [each["key"] for each in heard.choices]) == ([5], ["c1", "c2"])

    answer = Answer.objects.create(survey=survey, version=first, score=5, answered_on=date(2026, 5, 1))
    AnswerValue.objects.create(answer=answer, question=heard, value=["c1"])
    page.click(".page-header >> text=Edit")
    page.wait_for_url("**/edit/")
    page.click("text=Where did you hear of us?")
    page.fill("input[name=text_en]", "How did you find us?")
    page.fill("input[name=choice_0_en]", "Elsewhere")
    page.click(".form-actions .btn-primary")
    page.wait_for_url("**/edit/")
    page.get_by_role("button", name="Publish").click()
    page.wait_for_selector("text=Version 2 is live")
    assert page.locator("text=Reworded: “Where did you hear of us?” → “How did you find us?”").count() == 1
    asked = answer.values.get().question
    assert asked.texts["en"] == "Where did you hear of us?" and asked.choices[0]["texts"]["en"] == "At the fair"
    second = survey.current_version()
    assert second is not None and second.questions.get(key=asked.key).choices[0]["key"] == "c1"


def test_questions_are_put_in_order_by_mouse_and_by_keys(people: People, page: Any, live_server: Any) -> None:
    draft = Survey.objects.create(name="Own", kind="own").edit()
    for order, text in enumerate(("First", "Second", "Third"), 1):
        draft.questions.create(order=order, kind="text", key=f"q{order}", texts={"en": text, "fr": text})
    sign_in(page, live_server.url, "admin")
    page.goto(f"{live_server.url}/surveys/{draft.survey_id}/edit/")
    page.wait_for_selector(".arranged-by-hand")
    first, second = (page.locator(".arranged", has_text=text) for text in ("First", "Second"))
    start, end = first.locator(".arranged-grip").bounding_box(), second.bounding_box()
    page.mouse.move(start["x"] + 8, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(end["x"] + 20, end["y"] + end["height"] / 2, steps=8)
    page.mouse.move(end["x"] + 20, end["y"] + end["height"] - 4, steps=4)
    with page.expect_response("**/order/"):
        page.mouse.up()
    assert list(draft.questions.order_by("order").values_list("key", flat=True)) == ["q2", "q1", "q3"]
    page.reload()
    page.get_by_role("button", name="Move First down").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=“First” was moved.")
    assert list(draft.questions.order_by("order").values_list("key", flat=True)) == ["q2", "q3", "q1"]


def test_the_preview_shows_what_is_due_at_once(people: People, page: Any, live_server: Any) -> None:
    from feedback.starting_points import BY_SLUG, begin

    survey = Survey.objects.create(name="After a win", kind="nps")
    begin(survey, BY_SLUG["win"])
    sign_in(page, live_server.url, "admin")
    page.goto(f"{live_server.url}/surveys/{survey.pk}/preview/")
    for frame, width in (("The survey on a phone", 375), ("The survey on a desktop", 500)):
        box = page.locator(f"iframe[title='{frame}']").bounding_box()
        assert box["width"] >= width - 5
    phone = page.frame_locator("iframe[title='The survey on a phone']")
    assert not phone.get_by_label("What went wrong, and what can we put right?").is_visible()
    phone.get_by_role("radio", name="3", exact=True).check()
    phone.get_by_label("What went wrong, and what can we put right?").fill("Too late")
    phone.get_by_role("radio", name="10, Very likely").check()
    assert not phone.get_by_label("What went wrong, and what can we put right?").is_visible()
    assert phone.get_by_label("What did you like most?").is_visible()
    phone.get_by_role("button", name="Send").click()
    phone.get_by_text("Thank you. Your answer is read by a person").wait_for()
    assert not Answer.objects.exists()

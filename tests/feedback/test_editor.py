"""The survey editor: from a starting point to a live survey, edited without touching what is live."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from feedback.models import Answer, AnswerValue, Question, Survey, SurveyVersion
from tests.people import People


def draft(survey: Survey) -> SurveyVersion:
    found = survey.draft_version()
    assert found is not None
    return found


def live(survey: Survey) -> SurveyVersion:
    found = survey.current_version()
    assert found is not None
    return found


def keys(version: SurveyVersion) -> list[str]:
    return list(version.questions.order_by("order").values_list("key", flat=True))


def text(answer: Any) -> str:
    page: str = answer.content.decode()
    return page


@pytest.mark.parametrize("start", ["win", "loss", "purchase", "yearly"])
def test_a_survey_is_started_and_published_with_two_presses(admin: Client, people: People, start: str) -> None:
    answer = admin.post("/surveys/new/", {"name": "Spring", "start": start, "kind": "nps"})
    survey = Survey.objects.get()
    assert answer.headers["Location"] == f"/surveys/{survey.pk}/edit/"
    assert admin.get(answer.headers["Location"]).status_code == 200
    assert admin.post(f"/surveys/{survey.pk}/publish/").status_code == 302
    assert live(survey).published_by == people.admin


def test_an_empty_survey_is_told_what_it_lacks(admin: Client) -> None:
    admin.post("/surveys/new/", {"name": "Own", "start": "empty", "kind": "csat", "anonymous": "on"})
    survey = Survey.objects.get()
    assert (survey.kind, survey.anonymous, keys(draft(survey))) == ("csat", True, [])
    refused = admin.post(f"/surveys/{survey.pk}/publish/")
    assert refused.status_code == 422 and "Add at least one question" in text(refused)
    assert survey.current_version() is None


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "Áfter a WIN"}, "exists already"),
        ({"start": "nothing"}, "Select a valid choice"),
        ({"start": "empty", "kind": ""}, "Choose the score"),
    ],
)
def test_a_new_survey_is_refused_with_what_was_typed(
    admin: Client, survey: Survey, words: dict[str, str], sentence: str
) -> None:
    answer = admin.post("/surveys/new/", {"name": "Typed", "start": "win", "kind": "nps"} | words)
    assert answer.status_code == 422 and sentence in text(answer)
    assert Survey.objects.count() == 1


def test_editing_a_live_survey_changes_nothing_before_it_is_published(admin: Client, survey: Survey) -> None:
    admin.post(f"/surveys/{survey.pk}/publish/")
    first = live(survey)
    answer = Answer.objects.create(survey=survey, version=first, score=3, answered_on=date(2025, 6, 2))
    chosen = first.questions.get(kind="multiple")
    AnswerValue.objects.create(answer=answer, question=chosen, value=["c2"])
    admin.post(f"/surveys/{survey.pk}/draft/")
    edited = draft(survey).questions.get(key=chosen.key)
    words = {
        "text_en": "Why us?", "text_fr": "Pourquoi nous ?", "rows": "3", "choice_0_key": "c2", "choice_0_en": "Cost",
        "choice_0_fr": "Coût", "choice_1_key": "", "choice_1_en": "People", "choice_1_fr": "Les gens",
        "choice_2_key": "c5", "choice_2_en": "", "choice_2_fr": "",
    }  # fmt: skip
    assert admin.post(f"/surveys/questions/{edited.pk}/", words).status_code == 302
    assert live(survey) == first and first.questions.get(key=chosen.key).texts == chosen.texts
    admin.post(f"/surveys/{survey.pk}/publish/")
    second = live(survey)
    assert [each["key"] for each in second.questions.get(key=chosen.key).choices] == ["c2", "c6"]
    value = answer.values.get()
    assert value.question == chosen and value.question.choices[1]["texts"]["en"] == "The price"
    page = text(admin.get(f"/surveys/{survey.pk}/"))
    assert "Reworded: “What made you choose us?” → “Why us?”" in page
    assert "other choices (+ People, − The product, − The advice, − The delivery time, − A recommendation)" in page


def test_a_question_of_each_kind_is_added(admin: Client, survey: Survey) -> None:
    admin.post("/surveys/new/", {"name": "Own", "start": "empty", "kind": "nps"})
    made = Survey.objects.get(name="Own")
    base = {"text_en": "Q", "text_fr": "Q ?", "required": "on"}
    choices = {"rows": "2", "choice_0_en": "A", "choice_0_fr": "A", "choice_1_en": "B", "choice_1_fr": "B"}
    for kind, words in (
        ("score", {"lowest_means_en": "Bad", "highest_means_fr": "Bien"}),
        ("choice", choices),
        ("multiple", choices),
        ("scale", {"lowest": "1", "highest": "5"}),
        ("text", {}),
        ("yes_no", {}),
    ):
        answer = admin.post(f"/surveys/{made.pk}/questions/new/?kind={kind}", base | words)
        assert answer.status_code == 302, text(answer)
    assert [each.kind for each in draft(made).questions.order_by("order")] == [
        "score", "choice", "multiple", "scale", "text", "yes_no",
    ]  # fmt: skip
    assert keys(draft(made)) == ["score", "q1", "q2", "q3", "q4", "q5"]
    assert admin.post(f"/surveys/{made.pk}/publish/").status_code == 302


@pytest.mark.parametrize(
    ("kind", "words", "sentence"),
    [
        ("text", {"text_en": ""}, "This field is required."),
        ("text", {"text_en": "x" * 301}, "at most 300"),
        ("choice", {"rows": "1", "choice_0_en": "One"}, "Give from 2 to 50 choices."),
        ("scale", {"lowest": "5", "highest": "5"}, "The highest number is above the lowest."),
        ("scale", {"lowest": "0", "highest": "11"}, "less than or equal to 10"),
        ("text", {"depends_on": "score"}, "Choose the answers for which it is shown."),
        ("text", {"depends_on": "score", "shown_for": "eleven"}, "Select a valid choice"),
    ],
)
def test_a_question_is_refused_next_to_the_field(
    admin: Client, survey: Survey, kind: str, words: dict[str, str], sentence: str
) -> None:
    score = draft(survey).questions.get(key="score")
    typed = {"text_en": "Typed words", "text_fr": "Mots"} | words
    if "depends_on" in typed:
        typed["depends_on"] = str(score.pk)
        typed[f"shown_for_{score.pk}"] = typed.pop("shown_for", "")
    answer = admin.post(f"/surveys/{survey.pk}/questions/new/?kind={kind}", typed)
    assert answer.status_code == 422 and sentence in text(answer)
    assert typed["text_en"][:20] in text(answer)
    assert draft(survey).questions.count() == 5


def test_there_is_one_score(admin: Client, survey: Survey) -> None:
    words = {"text_en": "Again?", "text_fr": "Encore ?"}
    answer = admin.post(f"/surveys/{survey.pk}/questions/new/?kind=score", words)
    assert answer.headers["Location"] == f"/surveys/{survey.pk}/edit/"
    assert draft(survey).questions.filter(kind="score").count() == 1
    without = Survey.objects.create(name="No score", kind="own")
    without.edit()
    assert admin.get(f"/surveys/{without.pk}/questions/new/?kind=score").status_code == 404


def test_a_condition_is_chosen_by_group_and_by_number(admin: Client, survey: Survey) -> None:
    score = draft(survey).questions.get(key="score")
    words = {
        "text_en": "Call?",
        "text_fr": "Appel ?",
        "depends_on": score.pk,
        f"shown_for_{score.pk}": ["detractors", "7"],
    }
    admin.post(f"/surveys/{survey.pk}/questions/new/?kind=yes_no", words)
    made = draft(survey).questions.get(kind="yes_no")
    assert (made.depends_on, made.shown_for) == (score, [0, 1, 2, 3, 4, 5, 6, 7])
    assert "Shown after “How likely are you to recommend us to a colleague or a friend?”: 0–7" in text(
        admin.get(f"/surveys/{survey.pk}/edit/")
    )
    page = text(admin.get(f"/surveys/questions/{made.pk}/"))
    boxes = re.findall(rf'<input type="checkbox" name="shown_for_{score.pk}" value="(\w+)"([^>]*)>', page)
    assert [value for value, rest in boxes if "checked" in rest] == ["detractors", "7"]
    assert len(boxes) == 3 + 11


def test_rows_for_choices_are_added_and_moved_without_saving(admin: Client, survey: Survey) -> None:
    question = draft(survey).questions.get(kind="multiple")
    before = question.choices
    words = {"text_en": "Typed", "text_fr": "Tapé", "rows": "2", "choice_0_key": "c1", "choice_0_en": "One",
             "choice_1_key": "c2", "choice_1_en": "Two"}  # fmt: skip
    more = text(admin.post(f"/surveys/questions/{question.pk}/", words | {"more": "1"}))
    assert 'name="rows" value="5"' in more and 'value="Typed"' in more and 'name="choice_4_en"' in more
    moved = text(admin.post(f"/surveys/questions/{question.pk}/", words | {"choice_up": "1"}))
    assert 'name="choice_0_en" value="Two"' in moved and 'name="choice_1_key" value="c1"' in moved
    question.refresh_from_db()
    assert question.choices == before


def test_an_answer_that_another_question_needs_is_not_taken_away(admin: Client, survey: Survey) -> None:
    version = draft(survey)
    chosen = version.questions.get(kind="multiple")
    Question.objects.create(
        version=version, order=9, kind="text", texts={"en": "Which advice?"}, depends_on=chosen, shown_for=["c3"]
    )
    words = {"text_en": "Why?", "text_fr": "Pourquoi ?", "rows": "2", "choice_0_key": "c1", "choice_0_en": "A",
             "choice_1_key": "c2", "choice_1_en": "B"}  # fmt: skip
    answer = admin.post(f"/surveys/questions/{chosen.pk}/", words)
    assert answer.status_code == 422 and "“Which advice?” is shown for an answer that is missing" in text(answer)


def test_questions_are_moved_and_removed_but_not_before_what_decides(admin: Client, survey: Survey) -> None:
    version = draft(survey)
    assert keys(version) == ["score", "q1", "q2", "q3", "q4"]
    last = version.questions.get(key="q4")
    admin.post(f"/surveys/questions/{last.pk}/move/", {"to": "up"})
    assert keys(version) == ["score", "q1", "q2", "q4", "q3"]
    admin.post(f"/surveys/questions/{last.pk}/move/", {"to": "down"})
    admin.post(f"/surveys/questions/{last.pk}/move/", {"to": "down"})
    assert keys(version) == ["score", "q1", "q2", "q3", "q4"]
    first = version.questions.get(key="q1")
    refused = admin.post(f"/surveys/questions/{first.pk}/move/", {"to": "up"})
    assert refused.status_code == 422 and "it stays behind it" in text(refused)
    score = version.questions.get(key="score")
    refused = admin.post(f"/surveys/questions/{score.pk}/remove/")
    assert refused.status_code == 422 and "change or remove it first" in text(refused)
    admin.post(f"/surveys/questions/{last.pk}/remove/")
    assert keys(version) == ["score", "q1", "q2", "q3"]


def test_questions_are_dragged_into_their_order(admin: Client, survey: Survey) -> None:
    version = draft(survey)
    pks = list(version.questions.order_by("order").values_list("pk", flat=True))
    wanted = [pks[4], *pks[:4]]
    address = f"/surveys/{survey.pk}/order/"
    assert admin.post(address, {"order": ",".join(map(str, wanted))}).status_code == 204
    assert keys(version) == ["q4", "score", "q1", "q2", "q3"]
    for wrong in ("", ",".join(map(str, pks[:3])), ",".join(map(str, [*pks[:4], pks[3]])), "a,b"):
        assert admin.post(address, {"order": wrong}).status_code == 409
    assert keys(version) == ["q4", "score", "q1", "q2", "q3"]
    assert admin.post(address, {"order": ",".join(map(str, [*pks[1:], pks[0]]))}).status_code == 409
    assert "it stays behind it" in text(admin.get(f"/surveys/{survey.pk}/edit/"))


def test_texts_are_written_in_several_languages(admin: Client, survey: Survey) -> None:
    words = {"languages": ["en", "fr"], "default_language": "fr", "introduction_en": "Hello", "introduction_fr": "Bonjour",
             "revision": str(draft(survey).revision)}  # fmt: skip
    assert admin.post(f"/surveys/{survey.pk}/texts/", words).status_code == 302
    version = draft(survey)
    assert (version.introduction, version.thanks) == ({"en": "Hello", "fr": "Bonjour"}, {})
    assert version.default_language == "fr"
    wrong = admin.post(f"/surveys/{survey.pk}/texts/", words | {"languages": ["en"], "revision": ""})
    assert wrong.status_code == 422 and "Choose one of the survey’s languages." in text(wrong)


def test_another_language_is_added_and_its_texts_are_written_next(admin: Client, survey: Survey) -> None:
    address = f"/surveys/{survey.pk}/texts/"
    page = text(admin.get(address))
    assert '<option value="de">German</option>' in page and 'name="introduction_de"' not in page
    words = {"languages": ["en", "fr"], "default_language": "fr", "introduction_en": "Hello", "added": "de"}
    answer = admin.post(address, words)
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert draft(survey).languages == ["en", "fr", "de"]
    assert '<label for="id_introduction_de">German' in text(admin.get(address))
    refused = text(admin.post(f"/surveys/{survey.pk}/publish/"))
    assert "lacks a text in the language “German”" in refused
    words |= {"languages": ["de", "en"], "default_language": "de", "introduction_de": "Guten Tag", "added": ""}
    assert admin.post(address, words).status_code == 302
    version = draft(survey)
    assert (version.languages, version.default_language) == (["de", "en"], "de")
    assert version.introduction == {"en": "Hello", "de": "Guten Tag"}
    question = version.questions.get(key="score")
    assert 'name="text_de"' in text(admin.get(f"/surveys/questions/{question.pk}/"))
    assert admin.post(address, words | {"added": "xx"}).status_code == 422


def test_who_writes_over_somebody_elses_changes_is_told_first(admin: Client, survey: Survey) -> None:
    seen = draft(survey).revision
    draft(survey).save()
    words = {"languages": ["en"], "default_language": "en", "introduction_en": "Mine", "revision": str(seen)}
    answer = admin.post(f"/surveys/{survey.pk}/texts/", words)
    assert answer.status_code == 422 and "Someone else changed this survey" in text(answer) and "Mine" in text(answer)
    now = str(draft(survey).revision)
    assert f'name="revision" value="{now}"' in text(answer)
    assert admin.post(f"/surveys/{survey.pk}/texts/", words | {"revision": now}).status_code == 302


def test_a_survey_is_copied_deactivated_and_deleted(admin: Client, survey: Survey) -> None:
    for _time in range(2):
        admin.post(f"/surveys/{survey.pk}/copy/")
    names = ["After a win", "After a win (copy)", "After a win (copy) 2"]
    assert list(Survey.objects.order_by("pk").values_list("name", flat=True)) == names
    copied = Survey.objects.get(name=names[1])
    assert keys(draft(copied)) == keys(draft(survey))
    admin.post(f"/surveys/{copied.pk}/delete/")
    assert not Survey.objects.filter(pk=copied.pk).exists()
    admin.post(f"/surveys/{survey.pk}/publish/")
    refused = admin.post(f"/surveys/{survey.pk}/delete/")
    assert refused.status_code == 422 and "deactivate it instead" in text(refused)
    admin.post(f"/surveys/{survey.pk}/switch/")
    survey.refresh_from_db()
    assert not survey.active


def test_a_draft_is_thrown_away_the_first_one_is_not(admin: Client, survey: Survey) -> None:
    assert admin.post(f"/surveys/{survey.pk}/discard/").status_code == 422
    admin.post(f"/surveys/{survey.pk}/publish/")
    admin.post(f"/surveys/{survey.pk}/draft/")
    assert admin.post(f"/surveys/{survey.pk}/discard/").status_code == 302
    assert survey.draft_version() is None and live(survey).number == 1


def test_the_name_may_change_the_score_only_before_anybody_was_asked(admin: Client, survey: Survey) -> None:
    address = f"/surveys/{survey.pk}/about/"
    admin.post(address, {"name": "Renamed", "kind": "nps", "anonymous": "on"})
    survey.refresh_from_db()
    assert (survey.name, survey.anonymous) == ("Renamed", True)
    admin.post(f"/surveys/{survey.pk}/publish/")
    admin.post(address, {"name": "Once more", "kind": "csat"})
    survey.refresh_from_db()
    assert (survey.name, survey.kind, survey.anonymous) == ("Once more", "nps", True)


def test_a_survey_from_a_file_has_a_page_and_can_be_written(admin: Client, people: People) -> None:
    survey = Survey.objects.create(name="NPS 2024", kind="nps")
    Answer.objects.create(survey=survey, score=9, answered_on=date(2024, 5, 1))
    page = text(admin.get(f"/surveys/{survey.pk}/"))
    assert "1 answer" in page and "made by loading a file" in page
    assert "Nothing is written yet" in text(admin.get(f"/surveys/{survey.pk}/preview/"))
    admin.post(f"/surveys/{survey.pk}/draft/")
    assert admin.get(f"/surveys/{survey.pk}/edit/").status_code == 200


def test_what_is_published_has_no_editor(admin: Client, survey: Survey) -> None:
    question = draft(survey).questions.get(key="q4")
    admin.post(f"/surveys/{survey.pk}/publish/")
    assert admin.get(f"/surveys/{survey.pk}/edit/").headers["Location"] == f"/surveys/{survey.pk}/"
    for address in (f"/surveys/{survey.pk}/texts/", f"/surveys/questions/{question.pk}/"):
        assert admin.get(address).status_code == 404
    assert admin.post(f"/surveys/questions/{question.pk}/remove/").status_code == 404


@pytest.mark.parametrize("who", ["rep", "manager"])
def test_nobody_but_administrators_changes_a_survey(client: Client, people: People, survey: Survey, who: str) -> None:
    client.force_login(getattr(people, who))
    question = draft(survey).questions.get(key="q4")
    addresses = [
        f"/surveys/{survey.pk}/{verb}/"
        for verb in ("copy", "switch", "delete", "draft", "discard", "publish", "order", "texts", "about")
    ]
    addresses += [f"/surveys/questions/{question.pk}/{verb}/" for verb in ("move", "remove")]
    for address in [*addresses, "/surveys/new/", "/surveys/settings/", f"/surveys/questions/{question.pk}/"]:
        answer = client.post(address, {"name": "Mine", "to": "up"})
        assert answer.status_code == 403 and "Only an administrator may change" in text(answer)
    assert (Survey.objects.count(), draft(survey).questions.count()) == (1, 5)

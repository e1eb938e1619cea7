"""Surveys in any language: which one a customer reads, and what becomes of Jauge's own sentences in it."""

import pytest
from django.test import Client
from django.utils import timezone

from crm.models import Company, Contact
from feedback.models import FeedbackSettings, Invitation, Survey, SurveyLink
from feedback.sending.mail import Writer, language_for
from tests.feedback_pages.test_answering import text


@pytest.fixture
def german(db: None) -> Survey:
    """In German and French, asked in German where nothing else is known."""
    made = Survey.objects.create(name="Kauf", kind="nps")
    draft = made.edit()
    draft.languages, draft.default_language = ["de", "fr"], "de"
    draft.introduction, draft.thanks = {"de": "Guten Tag", "fr": "Bonjour"}, {"de": "Danke schön", "fr": "Merci"}
    draft.save()
    draft.questions.create(
        order=1, kind="score", key="score", required=True, texts={"de": "Empfehlen Sie uns?", "fr": "Nous recommandez-vous ?"}
    )  # fmt: skip
    draft.questions.create(
        order=2, kind="yes_no", key="q1", texts={"de": "Dürfen wir anrufen?", "fr": "Pouvons-nous appeler ?"}
    )
    draft.publish(None)
    return made


def invited(survey: Survey, language: str) -> Invitation:
    contact = Contact.objects.create(last_name="Meier", email=f"meier{language}@example.com", language=language)
    made = Invitation.objects.create(survey=survey, contact=contact, email=contact.email)
    version = survey.current_version()
    assert version is not None
    made.language = language_for(made, version)
    made.save()
    made.mark_sent(timezone.now())
    return made


def in_language(page: str, language: str) -> bool:
    return f'<html lang="{language}"' in page


@pytest.mark.parametrize(
    ("known", "browser", "company", "expected"),
    [
        ("de", "fr", "fr", "de"),
        ("de-AT", "fr", "fr", "de"),
        ("", "fr-BE,de;q=0.5", "en", "fr"),
        ("", "it,de;q=0.4,fr;q=0.2", "fr", "de"),
        ("nl", "it", "fr", "fr"),
        ("nl", "it", "en", "de"),
        ("", "", "en", "de"),
    ],
)
def test_the_contacts_then_the_browsers_then_the_companys_then_the_surveys(
    client: Client, german: Survey, known: str, browser: str, company: str, expected: str
) -> None:
    Company.objects.filter(pk=Company.current().pk).update(language=company)
    link = SurveyLink.objects.create(survey=german, label="Counter", place="counter", language=known)
    page = text(client.get(f"/a/{link.token}/", headers={"accept-language": browser}))
    assert in_language(page, expected)


def test_jauges_own_sentences_are_the_surveys_other_language(client: Client, german: Survey) -> None:
    """Jauge does not speak German; the survey has French, so the button is French and says so."""
    page = text(client.get(f"/s/{invited(german, 'de').token}/"))
    assert in_language(page, "de") and "Empfehlen Sie uns?" in page and "Guten Tag" in page
    assert '<button class="questionnaire-send" lang="fr" dir="ltr">Envoyer</button>' in page
    assert "<span>Ja</span>" in page and "<span>Nein</span>" in page


def test_or_the_companys_where_the_survey_has_none_that_jauge_speaks(client: Client, german: Survey) -> None:
    draft = german.edit()
    draft.languages = ["de"]
    draft.save()
    draft.publish(None)
    Company.objects.filter(pk=Company.current().pk).update(language="fr")
    page = text(client.get(f"/s/{invited(german, 'de').token}/", headers={"accept-language": "en"}))
    assert in_language(page, "de") and ">Envoyer</button>" in page


def test_in_a_language_of_jauge_nothing_is_marked(client: Client, german: Survey) -> None:
    page = text(client.get(f"/s/{invited(german, 'fr').token}/"))
    assert '<button class="questionnaire-send">Envoyer</button>' in page and "<span>Oui</span>" in page


def test_the_privacy_notice_is_in_the_customers_language(client: Client, german: Survey) -> None:
    row = FeedbackSettings.current()
    row.privacy_notice = {"de": "Wir verkaufen nichts.", "fr": "Nous ne vendons rien."}
    row.save()
    page = text(client.get(f"/s/{invited(german, 'de').token}/"))
    assert "Wir verkaufen nichts." in page and "Nous ne vendons rien." not in page


def test_a_language_written_from_the_right_turns_the_page(client: Client, german: Survey) -> None:
    draft = german.edit()
    draft.languages = ["de", "ar"]
    draft.introduction = draft.introduction | {"ar": "مرحبا"}
    draft.save()
    for question in draft.questions.all():
        question.texts = question.texts | {"ar": "هل توصون بنا؟"}
        question.save()
    draft.publish(None)
    page = text(client.get(f"/s/{invited(german, 'ar').token}/"))
    assert '<html lang="ar" dir="rtl">' in page and "<span>نعم</span>" in page


def test_the_mail_is_in_the_contacts_language(german: Survey) -> None:
    invitation = invited(german, "de")
    version = german.current_version()
    assert version is not None
    message = Writer().message(invitation, version)
    html = str(message.alternatives[0].content)
    assert '<html lang="de">' in html and "Empfehlen Sie uns?" in html and "Empfehlen Sie uns?" in str(message.body)
    assert "Un clic ouvre" in html, "Jauge's own sentence is in the survey's other language"


def test_refusing_is_in_a_language_of_jauge(client: Client, german: Survey) -> None:
    token = invited(german, "de").token
    page = text(client.get(f"/u/{token}/?language=de", headers={"accept-language": "fr"}))
    assert in_language(page, "fr") and "Deutsch" not in page


def test_what_was_answered_in_a_language_says_so(client: Client, german: Survey) -> None:
    invitation = invited(german, "de")
    address = f"/s/{invitation.token}/"
    answer = client.post(address, {"score": "9", "seen": "score q1", "language": "de", "q1": "yes"})
    assert answer.status_code == 302
    assert invitation.answer.language == "de"
    thanks = text(client.get(answer["Location"]))
    assert in_language(thanks, "de") and "Danke schön" in thanks

"""Jauge's own sentences in a language that it does not speak: written by administrators, shown to customers."""

import re
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from crm.models import Company
from feedback.models import Sentence, Survey
from feedback.models.sentences import SENTENCES, filled_with
from feedback.sending.mail import Writer
from tests.feedback_pages.test_answering import text
from tests.feedback_pages.test_languages import german, invited
from tests.people import People

__all__ = ["german"]
ADDRESS = "/surveys/sentences/"
ROOT = Path(__file__).resolve().parents[2]


def write(**said: str) -> None:
    Sentence.objects.bulk_create(Sentence(language="de", key=key, text=each) for key, each in said.items())


def test_customers_read_what_was_written_and_the_rest_as_before(client: Client, german: Survey) -> None:
    write(send="Absenden", opinion="%(name)s: Ihre Meinung", please_answer="Bitte antworten Sie.")
    invitation = invited(german, "de")
    page = text(client.get(f"/s/{invitation.token}/"))
    assert '<button class="questionnaire-send">Absenden</button>' in page
    assert '<h1 class="visually-hidden">Jauge: Ihre Meinung</h1>' in page
    assert f'<p lang="fr" dir="ltr"><a href="/u/{invitation.token}/?language=de">Je ne veux plus' in page
    refused = text(client.post(f"/s/{invitation.token}/", {"seen": "score q1", "language": "de"}))
    assert 'class="question-error" id="error-score">Bitte antworten Sie.' in refused
    assert 'role="alert" lang="fr" dir="ltr">Il manque' in refused


def test_the_mail_too(german: Survey) -> None:
    write(subject="%(name)s: Ihre Meinung?", reminder="Erinnerung: %(subject)s", hello="Guten Tag,",
          link_works="Gültig: %(days)s Tage.", score_of="%(score)s von %(highest)s", leave="Keine Umfragen mehr")  # fmt: skip
    version = german.current_version()
    assert version is not None
    letter = Writer().letter(invited(german, "de"), version, "de", reminder=True)
    assert letter.subject == "Erinnerung: Jauge: Ihre Meinung?"
    for each in (letter.text, letter.html):
        assert "Guten Tag," in each and "Gültig: 30 Tage." in each and "Keine Umfragen mehr" in each
    assert 'aria-label="10 von 10"' in letter.html
    french = Writer().letter(invited(german, "fr"), version, "fr")
    assert "Guten Tag" not in french.text and "valable 30 jours" in french.text


def test_an_administrator_writes_them(client: Client, people: People, german: Survey) -> None:
    client.force_login(people.admin)
    page = text(client.get(ADDRESS))
    assert f"German · {len(SENTENCES)} missing" in page and "%(name)s: your opinion" in page
    answer = client.post(f"{ADDRESS}?language=de", {"send": "Absenden", "hello": "Guten Tag,"})
    assert answer.status_code == 302 and f"{len(SENTENCES) - 2} missing" in text(client.get(ADDRESS))
    client.post(f"{ADDRESS}?language=de", {"send": "Senden", "hello": ""})
    assert list(Sentence.objects.values_list("key", "text")) == [("send", "Senden")]


@pytest.mark.parametrize(
    ("key", "typed"),
    [("opinion", "Ihre Meinung"), ("opinion", "%(nome)s: Ihre Meinung"), ("send", "100 %"), ("link_works", "%s Tage"),
     ("hello_name", "Hallo %(name)d"), ("send", "x" * 301)],
)  # fmt: skip
def test_refused_beside_the_field(client: Client, people: People, german: Survey, key: str, typed: str) -> None:
    client.force_login(people.admin)
    answer = client.post(f"{ADDRESS}?language=de", {key: typed, "kept": "Weiter"})
    assert answer.status_code == 422 and f'id="id_{key}_error"' in text(answer)
    assert not Sentence.objects.exists()


def test_only_languages_of_surveys(client: Client, people: People, german: Survey) -> None:
    client.force_login(people.admin)
    for language in ("fr", "it", "xx"):
        assert client.get(f"{ADDRESS}?language={language}").status_code == 404
    Survey.objects.all().delete()
    assert "Add another language to a survey first" in text(client.get(ADDRESS))


def test_the_templates_say_what_there_is() -> None:
    said = set()
    for path in (ROOT / "templates/feedback").rglob("*"):
        if path.suffix in (".html", ".txt"):
            said |= set(re.findall(r"says\.(\w+)", path.read_text()))
    assert said <= set(SENTENCES)


def test_every_sentence_can_be_filled() -> None:
    words = {"name": "Mill", "days": 3, "subject": "Hello", "score": 1, "highest": 10}
    for key in SENTENCES:
        assert all(each % words for each in filled_with(key))


def test_the_database_holds_it_too(db: None) -> None:
    Company.current()
    write(send="Absenden")
    for wrong in ({"key": "send", "text": "Nochmals"}, {"key": "kept", "text": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Sentence.objects.create(language="de", **wrong)

"""The e-mail: in whose language, from whom, with which links and headers; as text and as HTML."""

import re
from email.header import decode_header, make_header
from email.utils import parseaddr
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from crm.models import Account, Company, Contact
from feedback.addresses import NoAddressError
from feedback.models import FeedbackSettings, Invitation, Question, Survey
from feedback.sending.mail import Writer, language_for, message_id_of
from tests.pictures import jpeg, png, webp


@pytest.fixture
def invitation(survey: Survey) -> Invitation:
    account = Account.objects.create(name="Mill")
    contact = Contact.objects.create(account=account, first_name="Ada", last_name="Miller", email="ada@example.com")
    return Invitation.objects.create(
        survey=survey, contact=contact, account=account, email=contact.email, language="en", due_at=timezone.now()
    )


def message(invitation: Invitation) -> Any:
    version = invitation.survey.current_version()
    assert version is not None
    return Writer().message(invitation, version)


def html_of(invitation: Invitation) -> str:
    return str(message(invitation).alternatives[0].content)


@pytest.mark.parametrize(
    ("contact", "account", "expected"),
    [("fr", "en", "fr"), ("", "fr", "fr"), ("fr-BE", "", "fr"), ("de", "fr", "fr"), ("de", "", "en"), ("", "", "en")],
)
def test_in_the_customer_s_language(invitation: Invitation, contact: str, account: str, expected: str) -> None:
    assert invitation.contact and invitation.account
    invitation.contact.language, invitation.account.language = contact, account
    version = invitation.survey.current_version()
    assert version is not None
    assert language_for(invitation, version) == expected


def test_all_of_it_is_in_that_language(invitation: Invitation) -> None:
    invitation.language = "fr"
    made = message(invitation)
    for text in (made.body, html_of(invitation)):
        assert "Bonjour Ada" in text and "Hello" not in text and "surveys" not in text


def test_from_the_company_with_its_address_for_replies(invitation: Invitation, settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Jauge <crm@mill.example>"
    company = Company.current()
    company.name = "Moulins, Dupré"
    company.save()
    name, address = parseaddr(message(invitation).message()["From"])
    assert (str(make_header(decode_header(name))), address) == ("Moulins, Dupré", "crm@mill.example")
    row = FeedbackSettings.current()
    row.sender_name, row.reply_to = "Ada", "care@mill.example"
    row.save()
    made = message(invitation).message()
    assert (made["From"], made["Reply-To"]) == ("Ada <crm@mill.example>", "care@mill.example")


def test_one_click_leaves_the_list(invitation: Invitation) -> None:
    made = message(invitation).message()
    assert made["List-Unsubscribe"] == f"<https://crm.example.com/u/{invitation.token}/>"
    assert made["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"https://crm.example.com/u/{invitation.token}/" in message(invitation).body


def test_the_number_of_a_mail_is_the_same_each_time_and_gives_nothing_away(invitation: Invitation) -> None:
    first = message_id_of(invitation)
    assert first == message(invitation).message()["Message-ID"] == message_id_of(invitation)
    assert invitation.token not in first and first != message_id_of(invitation, reminder=True)


@pytest.mark.parametrize(("kind", "scores"), [("nps", range(11)), ("csat", range(1, 6)), ("ces", range(1, 8))])
def test_the_scale_is_one_click_away(invitation: Invitation, kind: str, scores: range) -> None:
    Survey.objects.filter(pk=invitation.survey_id).update(kind=kind)
    fresh = Invitation.objects.get()
    links = re.findall(r"/s/[^/]+/\?score=(\d+)", html_of(fresh))
    assert [int(each) for each in links] == list(scores)
    assert re.findall(r"score=(\d+)", message(fresh).body) == links


def test_a_survey_without_a_score_has_one_link(settings_row: FeedbackSettings) -> None:
    survey = Survey.objects.create(name="Own", kind="own")
    draft = survey.edit()
    Question.objects.create(version=draft, order=1, kind="text", key="q1", texts={"en": "What?", "fr": "Quoi ?"})
    draft.publish(None)
    made = Invitation.objects.create(survey=survey, email="a@example.com", language="en")
    assert f'href="https://crm.example.com/s/{made.token}/"' in html_of(made) and "score=" not in html_of(made)


def test_what_is_typed_is_text(invitation: Invitation) -> None:
    assert invitation.contact is not None
    invitation.contact.first_name = "<img src=x>&"
    assert "<img" not in html_of(invitation) and "&lt;img src=x&gt;&amp;" in html_of(invitation)
    assert "Hello <img src=x>&," in message(invitation).body


def test_no_line_break_in_the_subject(invitation: Invitation, monkeypatch: Any) -> None:
    version = invitation.survey.current_version()
    assert version is not None
    version.mail_subject = {"en": "Hello\r\nBcc: all@example.com"}
    assert "\n" not in Writer().message(invitation, version).subject


class Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_it_is_readable_without_images_and_by_screen_readers(invitation: Invitation) -> None:
    outline = Outline()
    outline.feed(html_of(invitation))
    names = [tag for tag, _words in outline.tags]
    assert not {"img", "script", "link", "form"} & set(names)
    assert all(words.get("role") == "presentation" for tag, words in outline.tags if tag == "table")
    labels = [words["aria-label"] for tag, words in outline.tags if tag == "a" and "score" in str(words["href"])]
    assert labels == [f"{score} out of 10" for score in range(11)]
    assert ("html", {"lang": "en"}) in outline.tags


def branded(data: bytes, kind: str, colour: str) -> Company:
    company = Company.current()
    company.logo.save(f"logo.{kind}", ContentFile(data), save=False)
    company.logo_width, company.logo_height, company.brand_colour = 480, 120, colour
    company.save()
    return company


@pytest.mark.parametrize(("kind", "data"), [("png", png(480, 120)), ("jpeg", jpeg(480, 120)), ("webp", webp(480, 120))])
def test_the_logo_travels_in_the_mail(invitation: Invitation, kind: str, data: bytes) -> None:
    branded(data, kind, "#0b5394")
    made = message(invitation).message()
    words, picture = made.get_payload()
    assert (made.get_content_type(), words.get_content_type()) == ("multipart/related", "multipart/alternative")
    assert (picture.get_content_type(), picture["Content-Disposition"]) == (f"image/{kind}", "inline")
    assert picture.get_payload(decode=True) == data
    address = picture["Content-ID"].strip("<>")
    assert f'<img src="cid:{address}" alt="Jauge" width="224" height="56"' in html_of(invitation)


def test_a_logo_whose_file_is_gone_is_the_name_again(invitation: Invitation) -> None:
    company = branded(png(), "png", "#0b5394")
    company.logo.storage.delete(company.logo.name)
    assert "cid:" not in html_of(invitation) and ">Jauge</td>" in html_of(invitation)
    assert message(invitation).message().get_content_type() == "multipart/alternative"


@pytest.mark.parametrize(("colour", "letters"), [("#0b5394", "#ffffff"), ("#ffd400", "#000000")])
def test_scores_are_in_the_company_s_colour(invitation: Invitation, colour: str, letters: str) -> None:
    company = Company.current()
    company.brand_colour = colour
    company.save()
    assert html_of(invitation).count(f"background:{colour};color:{letters}") == 11


def test_without_an_address_there_is_no_mail(invitation: Invitation, settings: Any) -> None:
    settings.PUBLIC_ADDRESS = ""
    with pytest.raises(NoAddressError, match="JAUGE_ADDRESS"):
        message(invitation)

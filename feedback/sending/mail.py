"""The e-mail that asks: in the customer's language, as text and as HTML, with the first answer one click away."""

from dataclasses import dataclass
from email.mime.image import MIMEImage
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from crm.colours import letters_on, readable_on
from crm.images import picture_of
from crm.languages import FROM_THE_RIGHT, first_of
from crm.models import Company
from feedback.addresses import refusal_address, survey_address
from feedback.models import FeedbackSettings, Invitation, Question, SurveyVersion
from feedback.models.sentences import Sentences
from feedback.models.texts import text_in

# The logo travels in the mail: many mail programs load nothing from elsewhere.
LOGO = "logo@jauge"
# What is behind the words of the mail, and the widest that the logo is in it, in pixels.
PAPER, BLACK = "#ffffff", "#000000"
LOGO_BOX = (240, 56)


def message_id_of(invitation: Invitation, reminder: bool = False) -> str:
    """The same each time a mail is tried; of an invitation and of its reminder different ones."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    word = "reminder" if reminder else "invitation"
    digest = salted_hmac("feedback.sending.mail", f"{word}/{invitation.token}", algorithm="sha256").hexdigest()[:32]
    return f"<{word}.{digest}@{domain}>"[:120]


def language_for(invitation: Invitation, version: SurveyVersion) -> str:
    """The contact's language, the account's, the company's: the first that the survey has, else its default one."""
    people = (invitation.contact, invitation.account, Company.current())
    wanted = [each.language for each in people if each is not None]
    return first_of(version.languages, *wanted, otherwise=version.default_language)


def colours_of(brand: str) -> dict[str, str]:
    """What the mail is drawn with: mail programs know no style sheets."""
    return {"fill": brand, "letters": letters_on(brand), "edge": readable_on(brand, (PAPER,), BLACK)}


def logo_of(company: Company) -> tuple[bytes, str]:
    """The picture and its kind; nothing where there is none, or its file is gone: the mail then has the name."""
    if not company.logo:
        return b"", ""
    try:
        with company.logo.open() as opened:
            data = opened.read()
    except FileNotFoundError:
        return b"", ""
    picture = picture_of(data)
    return (data, picture.kind) if picture is not None else (b"", "")


def fitted(company: Company) -> tuple[int, int]:
    """The logo's width and height in the mail: some mail programs heed only what the picture's tag says."""
    width, height = company.logo_width or 1, company.logo_height or 1
    share = min(1, LOGO_BOX[0] / width, LOGO_BOX[1] / height)
    return max(1, round(width * share)), max(1, round(height * share))


@dataclass(frozen=True)
class Letter:
    """What a mail says; the same for its preview."""

    subject: str
    text: str
    html: str


class Mail(EmailMultiAlternatives):
    """What is attached is what the HTML shows, not a file to be opened: RFC 2387."""

    mixed_subtype = "related"


class Writer:
    """Writes the mails of a run: what is the same for all, it reads once."""

    def __init__(self) -> None:
        self.company, self.settings = Company.current(), FeedbackSettings.current()
        self._scores: dict[int, Question | None] = {}
        self._says: dict[tuple[str, str | None], Sentences] = {}
        self.colours = colours_of(self.company.brand_colour)
        self.logo, self.logo_type = logo_of(self.company)

    def score_of(self, version: SurveyVersion) -> Question | None:
        if version.pk not in self._scores:
            self._scores[version.pk] = version.questions.filter(kind=Question.Kind.SCORE).first()
        return self._scores[version.pk]

    def says_in(self, language: str) -> Sentences:
        """Read once for each language, and for each in which the others stand."""
        known = language, get_language()
        if known not in self._says:
            days = self.settings.invitation_days
            self._says[known] = Sentences(language, name=self.company.name, days=days)
        return self._says[known]

    def letter(self, invitation: Invitation, version: SurveyVersion, language: str, reminder: bool = False) -> Letter:
        """Raises NoAddressError."""
        with translation.override(version.frame_language(language)):
            subject = self.subject(version, language, reminder)
            words = self.words(invitation, version, language) | {"subject": subject, "reminder": reminder}
            text = render_to_string("feedback/mail/invitation.txt", words)
            html = render_to_string("feedback/mail/invitation.html", words)
        return Letter(subject, text, html)

    def subject(self, version: SurveyVersion, language: str, reminder: bool) -> str:
        said = text_in(version.mail_subject, language, version.default_language)
        says = self.says_in(language)
        said = said or str(says["subject"])
        said = str(says.say("reminder", subject=said)) if reminder else said
        return " ".join(said.split())

    def words(self, invitation: Invitation, version: SurveyVersion, language: str) -> dict[str, Any]:
        """What the templates are filled with."""
        question, otherwise, says = self.score_of(version), version.default_language, self.says_in(language)
        name = invitation.contact.first_name if invitation.contact else ""
        scale = question.scale() if question is not None else None
        scores = [
            {
                "score": each,
                "address": survey_address(invitation.token, each),
                "label": says.say("score_of", score=each, highest=scale[1]) if scale else "",
            }
            for each in (range(scale[0], scale[1] + 1) if scale else ())
        ]
        said = {
            name: text_in(getattr(question, name), language, otherwise) if question is not None else ""
            for name in ("texts", "lowest_means", "highest_means")
        }
        return said | {
            "language": language,
            "from_the_right": language in FROM_THE_RIGHT,
            "company": self.company,
            "colours": self.colours,
            "logo": {"address": f"cid:{LOGO}", "size": fitted(self.company)} if self.logo else None,
            "says": says,
            "hello": says.say("hello_name", name=name) if name else says["hello"],
            "mail_text": text_in(version.mail_text, language, otherwise),
            "question": said["texts"],
            "scores": scores,
            "address": survey_address(invitation.token),
            "unsubscribe": refusal_address(invitation.token),
        }

    def message(self, invitation: Invitation, version: SurveyVersion, reminder: bool = False) -> EmailMultiAlternatives:
        """The mail, ready to be handed over. Raises NoAddressError."""
        letter = self.letter(invitation, version, invitation.language, reminder)
        address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        message = Mail(
            letter.subject,
            letter.text,
            from_email=formataddr((self.settings.sender_name or self.company.name, address)),
            to=[invitation.email],
            reply_to=[self.settings.reply_to] if self.settings.reply_to else None,
            headers={
                "Message-ID": message_id_of(invitation, reminder),
                "List-Unsubscribe": f"<{refusal_address(invitation.token)}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
            },
        )
        message.attach_alternative(letter.html, "text/html")
        if self.logo:
            picture = MIMEImage(self.logo, self.logo_type)
            picture.add_header("Content-ID", f"<{LOGO}>")
            picture.add_header("Content-Disposition", "inline")
            message.attach(picture)
        return message

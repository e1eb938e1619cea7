"""A reply by e-mail to what a customer answered, kept as it was sent."""

from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.access import Denied
from crm.languages import spoken_by_jauge
from crm.models import Activity, ActivityType, User
from feedback.models import Answer, AnswerReply, FeedbackSettings

EMAIL = "email"


def address_of(answer: Answer) -> str:
    """Where the customer reads: the contact's address unless it came back, else the account's; empty without one."""
    if answer.contact is not None:
        return answer.contact.email if answer.contact.may_be_written_to() else ""
    return answer.account.email if answer.account is not None else ""


def may_reply(answer: Answer, hides_name: bool) -> bool | Denied:
    if hides_name:
        return Denied(gettext_lazy("Who gave a low score is known to managers only: yours can reply."))
    if not address_of(answer):
        return Denied(gettext_lazy("There is no e-mail address to reply to."))
    return True


def usual_subject(answer: Answer) -> str:
    """In the language of the customer."""
    with translation.override(spoken_by_jauge(*languages_of(answer))):
        return _("Your answer to “%(survey)s”") % {"survey": answer.survey}


def languages_of(answer: Answer) -> list[str]:
    """Those that the customer reads, the best first."""
    people = (each for each in (answer.contact, answer.account) if each is not None)
    return [answer.language, *(each.language for each in people)]


def send(answer: Answer, by: User, subject: str, text: str) -> AnswerReply:
    """Sends it and keeps it, with the reason where the mail server refused; what was sent is on the timeline.

    The database is not kept waiting for the mail server.
    """
    reply = AnswerReply.objects.create(answer=answer, email=address_of(answer), subject=subject, text=text, by=by)
    settings = FeedbackSettings.current()
    answers_to = by.email or settings.reply_to
    mail = EmailMessage(subject, text, to=[reply.email], reply_to=[answers_to] if answers_to else None)
    try:
        mail.send()
    except (SMTPException, OSError) as error:
        reply.failure = str(error)[:300] or type(error).__name__
        reply.save()
        return reply
    reply.sent_at = timezone.now()
    reply.save()
    kind = ActivityType.objects.filter(code=EMAIL, active=True).first()
    if kind is not None:
        Activity.log(type=kind, subject=subject, notes=text, owner=by, account=answer.account, contact=answer.contact)
    return reply

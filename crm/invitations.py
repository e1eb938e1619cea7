"""Inviting a person by e-mail to choose a password: one link at a time, for one use, valid some days.

The link is that of a forgotten password: it depends on the stored password, so using it, sending another one or
withdrawing it makes it worthless. Nothing of it is stored.
"""

from datetime import datetime
from smtplib import SMTPException
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.access import Denied
from crm.models import Company, User

DAYS = settings.PASSWORD_RESET_TIMEOUT // 86_400


class NotSentError(Exception):
    """The mail server refused it or did not answer; the invitation is not open."""


def may_be_invited(person: User) -> bool | Denied:
    """Whoever works here, has an address and has not chosen a password yet."""
    if not person.may_sign_in():
        return Denied(gettext_lazy("They may not sign in."))
    if person.has_usable_password():
        sentence = gettext_lazy("They have a password; if it is forgotten, they ask for a new one when signing in.")
        return Denied(sentence)
    if not person.email:
        return Denied(gettext_lazy("There is no e-mail address to send it to: add it first."))
    return True


def invite(person: User, request: HttpRequest) -> None:
    """Sends the link and makes every earlier one worthless. Raises NotSentError.

    The database is not kept waiting for the mail server: what was stored is taken back where the mail fails.
    """
    with transaction.atomic():
        invited = User.objects.select_for_update().get(pk=person.pk)
        allowed = may_be_invited(invited)
        if not allowed:
            raise NotSentError(str(allowed.reason))  # type: ignore[union-attr]
        renew(invited, timezone.now())
    try:
        message(invited, request).send()
    except (SMTPException, OSError) as error:
        withdraw(invited)
        raise NotSentError(str(error)) from error


def withdraw(person: User) -> None:
    """The link that was sent opens nothing any more; whoever has chosen a password keeps it."""
    with transaction.atomic():
        invited = User.objects.select_for_update().get(pk=person.pk)
        if not invited.has_usable_password():
            renew(invited, None)


def renew(person: User, invited_at: datetime | None) -> None:
    """Another unusable password: links depend on it."""
    person.set_unusable_password()
    person.invited_at = invited_at
    person.save()


def link(person: User, request: HttpRequest) -> str:
    words = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    return request.build_absolute_uri(reverse("account_reset_password_from_key", kwargs=words))


def message(person: User, request: HttpRequest) -> EmailMultiAlternatives:
    """In the person's language, else the company's; as text and as HTML."""
    company = Company.current()
    words: dict[str, Any] = {
        "person": person,
        "company": company,
        "inviter": request.user,
        "link": link(person, request),
        "home": request.build_absolute_uri("/"),
        "days": DAYS,
    }
    with translation.override(person.language or company.language):
        words["language"] = translation.get_language()
        subject = _("%(company)s invites you to Jauge") % {"company": company.name}
        text = render_to_string("crm/mail/invitation.txt", words)
        html = render_to_string("crm/mail/invitation.html", words)
    mail = EmailMultiAlternatives(" ".join(subject.split()), text, to=[person.email])
    mail.attach_alternative(html, "text/html")
    return mail

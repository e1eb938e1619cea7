"""A mail to whoever's password, e-mail address or second factor was changed: they alone know whether it was they.

It is sent once the change is stored, however it came about. Of an address that was changed the old one is told:
whoever took an account over reads the new one.
"""

import logging
from functools import partial
from smtplib import SMTPException
from typing import Any

from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import TextChoices
from django.db.models.signals import post_save
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from simple_history.signals import post_create_historical_record

from crm.audit import request_under_way
from crm.colours import letters_on, readable_on
from crm.models import Company, User
from crm.rate_limits import address_of
from crm.sessions import device

PAPER, BLACK = "#ffffff", "#000000"

log = logging.getLogger(__name__)


class Change(TextChoices):
    """What was changed, as the mail's subject says it."""

    PASSWORD = "password", _("Your password for Jauge was changed")
    EMAIL = "email", _("Your e-mail address in Jauge was changed")
    CODES = "codes", _("Your recovery codes for Jauge were made anew")
    APP_ADDED = "totp-added", _("An app that makes codes was added to your sign-in to Jauge")
    APP_REMOVED = "totp-removed", _("The app that makes codes was removed from your sign-in to Jauge")
    KEY_ADDED = "webauthn-added", _("A passkey was added to your sign-in to Jauge")
    KEY_REMOVED = "webauthn-removed", _("A passkey was removed from your sign-in to Jauge")


def connect() -> None:
    """Once, when the app is ready."""
    post_save.connect(password_set, sender=User)
    post_create_historical_record.connect(address_changed, sender=User.history.model)
    mfa.authenticator_added.connect(factor_added)
    mfa.authenticator_removed.connect(factor_removed)
    mfa.authenticator_reset.connect(codes_made)


def password_set(instance: Any, created: bool, **_signal: Any) -> None:
    """A hash that is merely made anew is no new password."""
    if instance._password is not None and not created:
        tell(instance, Change.PASSWORD)


def address_changed(instance: Any, history_instance: Any, **_signal: Any) -> None:
    before = history_instance.prev_record if history_instance.history_type == "~" else None
    if before is not None and before.email != instance.email:
        tell(instance, Change.EMAIL, before.email)


def factor_added(user: Any, authenticator: Any, **_signal: Any) -> None:
    """Recovery codes come with the first factor, of which a mail tells already."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        tell(user, Change(f"{authenticator.type}-added"))


def factor_removed(user: Any, authenticator: Any, **_signal: Any) -> None:
    """They go with the last one."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        tell(user, Change(f"{authenticator.type}-removed"))


def codes_made(user: Any, **_signal: Any) -> None:
    tell(user, Change.CODES)


def tell(person: User, change: Change, address: str = "") -> None:
    """Once it is stored, to `address` or that of the person; nobody who has none or no longer works here."""
    to = address or person.email
    if to and person.may_sign_in():
        transaction.on_commit(partial(send, message(person, change, to), person.pk))


def send(mail: EmailMultiAlternatives, key: int) -> None:
    """That it cannot be sent takes nothing back: it is logged, by the number of the person."""
    try:
        mail.send()
    except (SMTPException, OSError) as error:
        log.error("The notice of a changed sign-in was not sent to person %s: %s", key, type(error).__name__)


def message(person: User, change: Change, to: str) -> EmailMultiAlternatives:
    """In the person's language, else the company's; from where it was changed, if that is known."""
    company, request = Company.current(), request_under_way()
    page = reverse("crm:sessions")
    words: dict[str, Any] = {
        "person": person,
        "company": company,
        "when": timezone.now(),
        "address": address_of(request) if request is not None else "",
        "page": request.build_absolute_uri(page) if request is not None else settings.PUBLIC_ADDRESS + page,
        "colours": {
            "fill": company.brand_colour,
            "letters": letters_on(company.brand_colour),
            "edge": readable_on(company.brand_colour, (PAPER,), BLACK),
        },
    }
    with translation.override(person.language or company.language), timezone.override(company.zone):
        words |= {"language": translation.get_language(), "subject": str(change.label)}
        words["device"] = device(request.headers.get("User-Agent", "")) if request is not None else ""
        text = render_to_string("crm/mail/sign_in_changed.txt", words)
        html = render_to_string("crm/mail/sign_in_changed.html", words)
    mail = EmailMultiAlternatives(words["subject"], text, to=[to])
    mail.attach_alternative(html, "text/html")
    return mail

"""Tells administrators by e-mail that a webhook was turned off; the pages of the settings say so too."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from crm.access import Role
from crm.models import Company, User, WebhookEndpoint

log = logging.getLogger(__name__)


def tell_of_turning_off(endpoint: WebhookEndpoint) -> None:
    """Each in their language. That a mail cannot be sent keeps nobody from sending webhooks: it is logged."""
    today = Company.current().today()
    for person in User.objects.working(today).filter(role=Role.ADMIN).exclude(email=""):
        try:
            message(person, endpoint).send()
        except (SMTPException, OSError) as error:
            # The number: neither the address nor the mail server's words, which repeat it, belong into a log.
            kind = type(error).__name__
            log.error("The notice that a webhook was turned off was not sent to person %s: %s", person.pk, kind)


def message(person: User, endpoint: WebhookEndpoint) -> EmailMessage:
    company = Company.current()
    latest = endpoint.deliveries.exclude(tried_at=None).order_by("-tried_at").first()
    words = {
        "person": person,
        "endpoint": endpoint,
        "latest": latest,
        "page": settings.PUBLIC_ADDRESS + reverse("crm:webhook", args=[endpoint.pk]),
    }
    with translation.override(person.language or company.language):
        subject = _("Jauge no longer sends to “%(name)s”") % {"name": endpoint}
        text = render_to_string("crm/mail/webhook_turned_off.txt", words)
    return EmailMessage(" ".join(subject.split()), text, to=[person.email])

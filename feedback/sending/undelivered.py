"""Addresses to which mails do not arrive."""

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from crm.models import Contact
from feedback.models import Invitation

State = Invitation.State


@transaction.atomic
def mark_bounced(address: str, reason: str = "") -> tuple[int, int]:
    """A mail to the address came back: nobody writes to it again until it is corrected.

    Returns how many contacts have the address and how many invitations to it wait no longer.
    """
    now, wanted = timezone.now(), address.strip().lower()
    contacts = list(Contact.objects.annotate(lower=Lower("email")).filter(lower=wanted))
    for each in contacts:
        if each.may_be_written_to():
            each.undeliverable_email, each.undeliverable_since = each.email, now
            each.save()
    waiting = Q(state__in=(*Invitation.NOT_SENT_YET, *Invitation.AWAITED))
    rows = Invitation.objects.annotate(lower=Lower("email")).filter(waiting, lower=wanted)
    # What is not sent yet has no date; what was sent keeps it.
    stopped = rows.update(state=State.BOUNCED, bounced_at=now, reason=reason[:300])
    return len(contacts), stopped

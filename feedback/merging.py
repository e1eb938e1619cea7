"""Two records of the same customer are merged, and both were asked about the same occasion."""

from typing import Any

from django.utils import timezone

from crm.models import Contact
from feedback.models import Invitation


def prepare(kept: Any, gone: Any) -> None:
    """Withdraws what would ask the same person twice; what was sent stays, without its occasion."""
    if not isinstance(kept, Contact):
        return
    asked = Invitation.objects.filter(contact=kept).exclude(occasion="")
    twice = Invitation.objects.filter(contact=gone, occasion__in=asked.values("occasion"))
    waiting = twice.filter(state__in=(*Invitation.NOT_SENT_YET, *Invitation.AWAITED))
    for each in list(waiting):
        each.state, each.revoked_at = Invitation.State.REVOKED, timezone.now()
        each.save()
    twice.update(occasion="")

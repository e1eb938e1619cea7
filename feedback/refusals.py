"""Whoever was asked wants no more surveys, or wants them again: said with the link in each e-mail."""

from django.db import transaction
from django.utils import timezone

from crm.models import Contact
from feedback.models import Invitation

REASON = "refused by the link in an e-mail"
TAKEN_BACK = "refusal taken back by the link in an e-mail"


def refused_rows(invitation: Invitation) -> list[Invitation]:
    """Where nobody is known but an address: what remembers that it refused."""
    rows = Invitation.objects.filter(contact=None, email=invitation.email, state=Invitation.State.REFUSED)
    return list(rows) if invitation.email else []


def has_refused(invitation: Invitation) -> bool:
    """Also where neither the person nor an address is known any more: nobody can be asked."""
    if invitation.contact is not None:
        return bool(invitation.contact.refuses_surveys)
    return not invitation.email or bool(refused_rows(invitation))


@transaction.atomic
def refuse(invitation: Invitation) -> None:
    """The person is never asked again, whatever the survey; asked twice it changes nothing."""
    if invitation.contact_id is not None:
        set_refusal(invitation.contact_id, True, REASON)
    elif invitation.email and not refused_rows(invitation):
        Invitation.objects.create(
            survey=invitation.survey,
            email=invitation.email,
            language=invitation.language,
            state=Invitation.State.REFUSED,
            refused_at=timezone.now(),
        )


@transaction.atomic
def take_back(invitation: Invitation) -> None:
    if invitation.contact_id is not None:
        set_refusal(invitation.contact_id, False, TAKEN_BACK)
    for each in refused_rows(invitation) if invitation.contact_id is None else ():
        each.delete()


def set_refusal(contact: int, refuses: bool, reason: str) -> None:
    locked = Contact.objects.select_for_update(of=("self",)).get(pk=contact)
    if locked.refuses_surveys != refuses:
        locked.refuses_surveys = refuses
        locked._change_reason = reason  # type: ignore[attr-defined]  # read by simple_history
        locked.save()

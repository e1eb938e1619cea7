"""Asking one customer, by whoever works with them: by e-mail, or by a link to hand over."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.models import Company, Contact, Opportunity
from feedback.models import FeedbackSettings, Invitation, Survey
from feedback.sending.mail import language_for
from feedback.sending.selection import Reason

State, Delivery = Invitation.State, Invitation.Delivery
# What is being sent at this moment is not: a moment later it is.
WITHDRAWABLE = (State.PLANNED, *Invitation.AWAITED)


def of_the_same(contact: Contact) -> Q:
    """Invitations of the person, by whatever record of theirs."""
    return Q(contact=contact) | (Q(email__iexact=contact.email) if contact.email else Q(pk__in=[]))


def reason_against(contact: Contact, delivery: str) -> Reason | None:
    """Why this person is not asked now, as the rules would say; a link needs no address. None: they may be asked."""
    alike = (
        Contact.objects.filter(email__iexact=contact.email) if contact.email else Contact.objects.filter(pk=contact.pk)
    )
    if contact.refuses_surveys or alike.filter(refuses_surveys=True).exists():
        return Reason.REFUSED
    if delivery == Delivery.EMAIL and not contact.email:
        return Reason.NO_ADDRESS
    if delivery == Delivery.EMAIL and not contact.may_be_written_to():
        return Reason.UNDELIVERABLE
    since = Company.current().today() - timedelta(days=FeedbackSettings.current().contact_rest_days)
    recent = Invitation.objects.filter(of_the_same(contact)).filter(
        Q(state__in=Invitation.NOT_SENT_YET) | Q(sent_on__gt=since)
    )
    return Reason.RECENTLY if FeedbackSettings.current().contact_rest_days and recent.exists() else None


@transaction.atomic
def ask(contact: Contact, survey: Survey, delivery: str, opportunity: Opportunity | None) -> Invitation | Reason:
    """The invitation, or why there is none. By e-mail it is due at once; a link counts as sent when it is made."""
    FeedbackSettings.current()
    company_wide = FeedbackSettings.objects.select_for_update().get()
    reason, now = reason_against(contact, delivery), timezone.now()
    if reason is not None:
        return reason
    occasion = f"by-hand:{survey.pk}:{Company.current().today()}"
    if Invitation.objects.filter(of_the_same(contact), occasion=occasion).exists():
        return Reason.ASKED
    made = Invitation(
        survey=survey, contact=contact, account=contact.account, opportunity=opportunity, delivery=delivery,
        occasion=occasion, due_at=now,
    )  # fmt: skip
    if delivery == Delivery.EMAIL:
        made.email = contact.email
    made.save()
    if delivery == Delivery.LINK:
        version = survey.current_version()
        assert version is not None
        made.language, made.expires_at = language_for(made, version), now + timedelta(days=company_wide.invitation_days)
        made.mark_sent(now)
    return made


def withdraw(invitation: Invitation) -> bool:
    """Its link leads nowhere from now on, and a mail that waits is not sent; False where it waited for nothing."""
    waiting = Invitation.objects.filter(pk=invitation.pk, state__in=WITHDRAWABLE)
    return bool(waiting.update(state=State.REVOKED, revoked_at=timezone.now(), reason=_("Withdrawn by hand.")))

"""Asking one customer, by whoever works with them: by e-mail, or by a link to hand over."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from crm.models import Company, Contact, Opportunity
from feedback.models import FeedbackSettings, Invitation, Survey
from feedback.sending.mail import language_for
from feedback.sending.selection import Reason

State, Delivery = Invitation.State, Invitation.Delivery


def reason_against(contact: Contact, delivery: str) -> Reason | None:
    """Why this person is not asked now, as the rules would say; a link needs no address. None: they may be asked."""
    same = Q(contact=contact) | (Q(email__iexact=contact.email) if contact.email else Q(pk__in=[]))
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
    recent = Invitation.objects.filter(same).filter(Q(state__in=Invitation.NOT_SENT_YET) | Q(sent_on__gt=since))
    return Reason.RECENTLY if FeedbackSettings.current().contact_rest_days and recent.exists() else None


@transaction.atomic
def ask(contact: Contact, survey: Survey, delivery: str, opportunity: Opportunity | None) -> Invitation | Reason:
    """The invitation, or why there is none. By e-mail it is due at once; a link counts as sent when it is made."""
    FeedbackSettings.current()
    company_wide = FeedbackSettings.objects.select_for_update().get()
    reason, now = reason_against(contact, delivery), timezone.now()
    if reason is not None:
        return reason
    made = Invitation(
        survey=survey, contact=contact, account=contact.account, opportunity=opportunity, delivery=delivery,
        occasion=f"by-hand:{survey.pk}:{Company.current().today()}", due_at=now,
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

"""Who is asked, and why others are not."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from hashlib import sha256

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.models import Company, Contact
from feedback.models import FeedbackSettings, Invitation, SurveyRule
from feedback.sending.occasions import ONCE, Occasion, earliest, occasions

State = Invitation.State


class Reason(models.TextChoices):
    """Why somebody is not asked, in the order in which it is looked at."""

    NOBODY = "nobody", _("Nobody to write to: no contact is named")
    NO_ADDRESS = "address", _("The contact has no e-mail address")
    REFUSED = "refused", _("They refuse surveys")
    UNDELIVERABLE = "undeliverable", _("E-mails to their address do not arrive")
    ASKED = "asked", _("They were asked about it already")
    NOT_DRAWN = "share", _("Not drawn into the share of customers")
    RECENTLY = "recent", _("They were asked something not long ago")


@dataclass(frozen=True)
class Verdict:
    """An occasion, and the reason why nobody is asked; none: they are."""

    occasion: Occasion
    reason: Reason | None


def drawn(rule: SurveyRule, occasion: Occasion) -> bool:
    """Whether the share of customers includes it; of one person and occasion always the same."""
    person = occasion.contact.pk if occasion.contact else occasion.email.casefold()
    digest = sha256(f"{rule.pk}/{occasion.key}/{person}".encode()).digest()
    return int.from_bytes(digest[:8], "big") * 100 < rule.share << 64


class Judge:
    """Reads once who refused, whose address is dead, who was asked what and when; then judges any number.

    Whoever is chosen counts as asked for what comes after. Addresses count as well as contacts: two records may be the
    same person, and an account without contacts has an address only.
    """

    def __init__(self, rule: SurveyRule, now: datetime) -> None:
        self.rule = rule
        rest = FeedbackSettings.current().contact_rest_days
        since = Company.current().local_date(now) - timedelta(days=rest)
        invitations = Invitation.objects.all()
        recent = invitations.filter(Q(state__in=Invitation.NOT_SENT_YET) | Q(sent_on__gt=since)) if rest else None
        self.rests = bool(rest)
        # By person the invitations that make them rest; those chosen meanwhile have no number yet.
        self.recent: defaultdict[int | str, set[int | None]] = defaultdict(set)
        for pk, contact, email in recent.values_list("pk", "contact", "email") if recent is not None else ():
            for person in known(contact, email):
                self.recent[person].add(pk)
        self.asked = {
            (key, person)
            for key, contact, email in asked_by(rule, now).values_list("occasion", "contact", "email")
            for person in known(contact, email)
        }
        refusing = Contact.objects.filter(refuses_surveys=True).exclude(email="")
        self.refused = {each.casefold() for each in refusing.values_list("email", flat=True)}
        self.refused |= addresses(invitations.filter(state=State.REFUSED, contact=None))
        dead = Contact.objects.exclude(undeliverable_email="")
        self.dead = {each.casefold() for each in dead.values_list("undeliverable_email", flat=True)}
        self.dead |= addresses(invitations.filter(state=State.BOUNCED, contact=None))

    def reason(self, occasion: Occasion) -> Reason | None:
        """None: they are asked."""
        contact, address = occasion.contact, occasion.email.casefold()
        if contact is None and not address:
            return Reason.NOBODY
        if not address:
            return Reason.NO_ADDRESS
        if (contact is not None and contact.refuses_surveys) or address in self.refused:
            return Reason.REFUSED
        if address in self.dead:
            return Reason.UNDELIVERABLE
        person = known(contact.pk if contact else None, address)
        if any((occasion.key, each) in self.asked for each in person):
            return Reason.ASKED
        if not drawn(self.rule, occasion):
            return Reason.NOT_DRAWN
        if any(self.recent[each] - occasion.first_ask for each in person if each in self.recent):
            return Reason.RECENTLY
        self.asked |= {(occasion.key, each) for each in person}
        for each in person if self.rests else ():
            self.recent[each].add(None)
        return None


def asked_by(rule: SurveyRule, now: datetime) -> models.QuerySet[Invitation]:
    """Invitations about what the rule may ask about: nobody was asked about it before it happened."""
    if rule.event in ONCE:
        record = rule if rule.event == SurveyRule.Event.LIST else rule.campaign
        return Invitation.objects.filter(occasion__startswith=Invitation.occasion_of(rule.event, record))
    company = Company.current()
    first = datetime.combine(earliest(rule, company.local_date(now)), time(), company.zone)
    rows = Invitation.objects.filter(occasion__startswith=f"{rule.event}:")
    return rows.filter(Q(due_at__gte=first) | Q(due_at=None))


def known(contact: int | None, email: str) -> set[int | str]:
    """By what a person is recognised: the contact and the address, where there are any."""
    return {each for each in (contact, email.casefold()) if each}


def addresses(rows: models.QuerySet[Invitation]) -> set[str]:
    return {each.casefold() for each in rows.exclude(email="").values_list("email", flat=True)}


def judged(rule: SurveyRule, now: datetime, again: str = "") -> Iterator[Verdict]:
    """Every occasion of the rule until now with its verdict; changes nothing."""
    judge = Judge(rule, now)
    for each in occasions(rule, Company.current().local_date(now), again):
        yield Verdict(each, judge.reason(each))

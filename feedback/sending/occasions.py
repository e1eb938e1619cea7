"""What customers are asked about: what happened since a rule holds, read from the facts themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import QueryDict

from crm.access import Operator
from crm.filters import ContactFilter
from crm.models import Account, Activity, Contact, Opportunity, Sale
from crm.models.attribution import DIMENSIONS
from feedback.closing_the_loop import complaints_closed
from feedback.models import Answer, Invitation, SurveyRule

# After so many days more than the rule's delay nobody is asked about it any more: they would not remember.
LATE_DAYS = 30
CHUNK = 1000
Event = SurveyRule.Event
ONCE = (Event.LIST, Event.CAMPAIGN)


@dataclass(frozen=True)
class Occasion:
    """Something that happened, and to whom it is a reason to write; `key` as in `Invitation.occasion`."""

    key: str
    happened_on: date
    contact: Contact | None
    account: Account | None
    # What the invitation is attributed to: an opportunity, a sale, an answer, or nothing.
    about: Any = None

    @property
    def email(self) -> str:
        """The contact's address; an account without contacts may have one itself."""
        if self.contact is not None:
            return self.contact.email
        return self.account.email if self.account is not None else ""

    @property
    def first_ask(self) -> set[int]:
        """Of a closed complaint the invitation that brought it: whether it helped is asked without waiting for that."""
        return {self.about.invitation_id} if isinstance(self.about, Answer) and self.about.invitation_id else set()

    def invitation(self, **fields: Any) -> Invitation:
        """Not stored yet, attributed as what it is about."""
        fields |= {name: getattr(self.about, name, None) for name in DIMENSIONS}
        links = {Opportunity: "opportunity", Sale: "sale", Answer: "follows"}
        if type(self.about) in links:
            fields[links[type(self.about)]] = self.about
        if isinstance(self.about, Answer):
            # Whether it helped is asked about the same purchase.
            fields |= {"opportunity": self.about.opportunity, "sale": self.about.sale}
        made = Invitation(contact=self.contact, account=self.account, email=self.email, occasion=self.key, **fields)
        made.attribute()
        return made


def occasions(rule: SurveyRule, today: date, again: str = "") -> Iterator[Occasion]:
    """All that happened until today and is not too long ago; for lists, everybody on them.

    `again` distinguishes one asking of a list from the next: without it a person is asked once by the rule.
    """
    if rule.event in ONCE:
        yield from _of_people(rule, again)
        return
    since = earliest(rule, today)
    if rule.event in (Event.WON, Event.LOST):
        yield from _of_opportunities(rule, since, today)
    elif rule.event == Event.SALE:
        yield from _of_sales(rule, since, today)
    else:
        yield from _of_complaints(rule, since, today)


def earliest(rule: SurveyRule, today: date) -> date:
    """The first day about which somebody is still asked."""
    return max(rule.starts_on, today - timedelta(days=rule.delay_days + LATE_DAYS))


def narrowed(rows: QuerySet[Any], rule: SurveyRule, by: str = "") -> QuerySet[Any]:
    """Rows in the rule's team (with those below), region, channel, campaign, segment; `by` leads to what has them."""
    wanted: dict[str, Any] = {f"{by}{name}": getattr(rule, f"{name}_id") for name in ("region", "channel")}
    wanted[f"{by}team__in"] = rule.team.subtree_ids() if rule.team else None
    wanted["account__segment"] = rule.segment_id
    if rule.event != Event.CAMPAIGN:
        wanted[f"{by}campaign"] = rule.campaign_id
    return rows.filter(**{name: value for name, value in wanted.items() if value is not None})


def with_people(rows: QuerySet[Any]) -> Iterator[Any]:
    """In parts, each row with its contact, its account and the account's contacts that have an address."""
    reachable = Prefetch("account__contacts", Contact.objects.exclude(email="").order_by("pk"), to_attr="reachable")
    found = rows.select_related("account", "contact", *DIMENSIONS).prefetch_related(reachable).order_by("pk")
    return found.iterator(chunk_size=CHUNK)


def person_of(row: Any) -> Contact | None:
    """Its contact, else the only one of its account that can be written to."""
    if row.contact is not None:
        return row.contact
    others = getattr(row.account, "reachable", [])
    return others[0] if len(others) == 1 else None


def _occasion(rule: SurveyRule, row: Any, on: date) -> Occasion:
    return Occasion(Invitation.occasion_of(rule.event, row), on, person_of(row), row.account, row)


def _of_opportunities(rule: SurveyRule, since: date, until: date) -> Iterator[Occasion]:
    rows = narrowed(Opportunity.objects.filter(outcome=rule.event, closed_on__range=(since, until)), rule)
    if rule.pipeline_id:
        rows = rows.filter(pipeline=rule.pipeline_id)
    if rule.least_amount is not None:
        rows = rows.filter(amount__gte=rule.least_amount)
    for row in with_people(rows):
        yield _occasion(rule, row, row.closed_on)


def _of_sales(rule: SurveyRule, since: date, until: date) -> Iterator[Occasion]:
    rows = narrowed(Sale.objects.counted().filter(sold_on__range=(since, until)), rule)
    if rule.pipeline_id:
        rows = rows.filter(opportunity__pipeline=rule.pipeline_id)
    if rule.least_amount is not None:
        rows = rows.filter(amount__gte=rule.least_amount)
    for row in with_people(rows):
        yield _occasion(rule, row, row.sold_on)


def _of_complaints(rule: SurveyRule, since: date, until: date) -> Iterator[Occasion]:
    for row in with_people(narrowed(complaints_closed(since, until), rule)):
        yield _occasion(rule, row, row.follow_up.done_on)


def _of_people(rule: SurveyRule, again: str) -> Iterator[Occasion]:
    record = rule if rule.event == Event.LIST else rule.campaign
    key = Invitation.occasion_of(rule.event, record) + (f":{again}" if again else "")
    rows = on_list(rule) if rule.event == Event.LIST else of_campaign(rule)
    for row in narrowed(rows, rule, "account__").select_related("account").order_by("pk").iterator(chunk_size=CHUNK):
        yield Occasion(key, rule.starts_on, row, row.account)


def on_list(rule: SurveyRule) -> QuerySet[Contact]:
    """The contacts of the saved view, as an administrator sees it; nobody while one of its filters is wrong."""
    viewer = Operator()
    request = SimpleNamespace(user=viewer)
    words = QueryDict(rule.view.query if rule.view else "")
    rows: QuerySet[Contact] = ContactFilter(words, Contact.objects.visible_to(viewer), request).rows()
    return rows


def of_campaign(rule: SurveyRule) -> QuerySet[Contact]:
    """Contacts of the accounts that the campaign brought, and of opportunities attributed to it."""
    brought = Q(account__campaign=rule.campaign_id)
    return Contact.objects.filter(brought | Q(opportunities__campaign=rule.campaign_id)).distinct()


def still_holds(invitation: Invitation) -> bool:
    """Whether what it asks about is still so: won, lost, sold, closed; a win may have been taken back since."""
    event = invitation.occasion.partition(":")[0]
    if event in (Event.WON, Event.LOST):
        return invitation.opportunity is not None and invitation.opportunity.outcome == event
    if event == Event.SALE:
        return invitation.sale is not None and invitation.sale.cancelled_on is None
    if event == Event.COMPLAINT_CLOSED:
        follow_up = invitation.follows.follow_up if invitation.follows else None
        return follow_up is not None and follow_up.state == Activity.State.DONE
    return True

"""A small company: one account with a contact, an opportunity, a planned call and a sale, all of the rep."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

import pytest
from allauth.usersessions.models import UserSession
from django.core.files.base import ContentFile
from django.test import Client

from crm.models import (
    Account,
    Activity,
    ActivityType,
    ApiToken,
    Attachment,
    BulkChange,
    Company,
    Contact,
    LostReason,
    Opportunity,
    Pipeline,
    Sale,
    SavedView,
)
from tests.people import People


@dataclass
class Mill:
    """What the rep of `people` works on."""

    people: People
    pipeline: Pipeline
    account: Account
    contact: Contact
    opportunity: Opportunity
    activity: Activity
    attachment: Attachment
    view: SavedView
    bulk: BulkChange
    call: ActivityType
    reason: LostReason
    today: date

    @cached_property
    def logged(self) -> Activity:
        """Made when it is asked for: most tests count the activities."""
        return Activity.log(type=self.call, account=self.account, owner=self.people.rep)

    @cached_property
    def token(self) -> ApiToken:
        return ApiToken.issue(self.people.rep, "Shop", "read")[0]

    @cached_property
    def session(self) -> UserSession:
        return UserSession.objects.create(user=self.people.rep, ip="192.0.2.1", session_key="of-the-rep")

    def addresses(self) -> dict[str, str]:
        """A reason to exist for each address with a number in it."""
        numbers = {"opportunity": self.opportunity.pk, "account": self.account.pk, "contact": self.contact.pk}
        return {name: str(number) for name, number in numbers.items()} | {
            "activity": str(self.activity.pk),
            "logged": str(self.logged.pk),
            "attachment": str(self.attachment.pk),
            "view": str(self.view.pk),
            "bulk": str(self.bulk.pk),
            "token": str(self.token.pk),
            "session": str(self.session.pk),
        }


@pytest.fixture
def mill(people: People, pipeline: Pipeline) -> Mill:
    today = Company.current().today()
    call = ActivityType.objects.create(name="Call", code="call", is_high_value=True)
    reason = LostReason.objects.create(name="Price")
    account = Account.objects.create(name="Élan Mill", owner=people.rep, phone="+32 2 555 12 12")
    contact = Contact.objects.create(account=account, first_name="Mia", last_name="Miller")
    opportunity = Opportunity.open(
        name="Two stones", account=account, contact=contact, owner=people.rep, amount=Decimal("1200.50"), by=people.rep
    )
    activity = Activity.plan(
        due_on=today, type=call, subject="Call about stones", opportunity=opportunity, owner=people.rep
    )
    Sale.record(account=account, amount=Decimal(10), sold_on=today)
    attachment = Attachment.objects.create(
        opportunity=opportunity, name="offer.pdf", file=ContentFile(b"%PDF-1.7", "offer.pdf"), size=8
    )
    view = SavedView.objects.create(owner=people.rep, list_name="accounts", name="Mills", query="text=mill")
    bulk = BulkChange.objects.create(by=people.rep, list_name="accounts", kind="segment", value="Small", count=1)
    return Mill(people, pipeline, account, contact, opportunity, activity, attachment, view, bulk, call, reason, today)


@pytest.fixture
def rep(client: Client, people: People) -> Client:
    client.force_login(people.rep)
    return client

"""Somebody leaves: their open work goes to others in one step; what they achieved stays theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from crm.models import Account, Activity, CalendarFeed, Company, Contact, Opportunity, User


def opportunities(person: User) -> QuerySet[Any]:
    return Opportunity.objects.filter(owner=person).open()  # type: ignore[attr-defined, no-any-return]


def activities(person: User) -> QuerySet[Any]:
    return Activity.objects.filter(owner=person).planned()  # type: ignore[attr-defined, no-any-return]


def accounts(person: User) -> QuerySet[Any]:
    return Account.objects.filter(owner=person)


def contacts(person: User) -> QuerySet[Any]:
    return Contact.objects.filter(owner=person)


def to_owner(contact: Contact, owner: User) -> None:
    contact.owner = owner
    contact.save()


@dataclass(frozen=True)
class Part:
    """A kind of open work: its rows of a person, and how one row goes to somebody else (row, to whom, by whom)."""

    name: str
    label: Any
    rows: Callable[[User], QuerySet[Any]]
    give: Callable[[Any, User, Any], None]


PARTS = (
    Part("opportunities", _("Open opportunities"), opportunities, lambda row, to, by: row.reassign(to, by)),
    Part("activities", _("Planned activities"), activities, lambda row, to, by: row.reassign(to)),
    Part("accounts", _("Accounts"), accounts, lambda row, to, by: row.reassign(to)),
    Part("contacts", _("Contacts"), contacts, lambda row, to, by: to_owner(row, to)),
)


def counts(person: User) -> dict[str, int]:
    """How many rows of each kind wait for somebody else."""
    return {part.name: part.rows(person).count() for part in PARTS}


@transaction.atomic
def leave(person: User, last_day: date, successors: dict[str, User], by: Any) -> dict[str, int]:
    """Everything goes to the successor of its kind, and sign-in ends with the last day; how much went of each kind.

    Every kind with rows needs a successor: a KeyError where one is missing, and nothing has happened.
    """
    moved = {}
    for part in PARTS:
        rows = list(part.rows(person).select_for_update(of=("self",)))
        for row in rows:
            part.give(row, successors[part.name], by)
        moved[part.name] = len(rows)
    person.left_on = last_day
    if last_day < Company.current().today():
        person.is_active = False
    if not person.has_usable_password():
        # An invitation that is still open would let them in.
        person.set_unusable_password()
        person.invited_at = None
    person.save()
    CalendarFeed.objects.filter(user=person).delete()
    return moved

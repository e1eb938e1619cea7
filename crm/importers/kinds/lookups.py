"""The names that files use for what we know: shared by the kinds of file."""

from collections.abc import Callable
from typing import Any

from django.utils.text import slugify

from crm.access import Role
from crm.importers.references import Reference
from crm.importers.writing import store
from crm.models import (
    Account,
    ActivityType,
    Campaign,
    Category,
    Channel,
    Contact,
    LostReason,
    Medium,
    Opportunity,
    Product,
    Region,
    Segment,
    Source,
    Team,
    User,
)
from crm.models.names import normalise

MOST_ID = 100
Create = Callable[[list[str], bool], list[Any]]


def singly(create: Callable[[str], Any]) -> Create:
    """Makes records one by one: where there are few, or where each depends on those before."""

    def create_all(texts: list[str], by_id: bool) -> list[Any]:
        made = [create(text) for text in texts]
        if by_id:
            for record, text in zip(made, texts, strict=True):
                record.external_id = text[:MOST_ID]
                type(record)._default_manager.filter(pk=record.pk).update(external_id=record.external_id)
        return made

    return create_all


def named(model: Any) -> Create:
    return singly(lambda text: model.objects.create(name=text))


def create_accounts(texts: list[str], by_id: bool) -> list[Any]:
    """All at once with their history, as `save` would make each: a file may name an account in every row."""
    made = [Account(name=text, external_id=text[:MOST_ID] if by_id else "") for text in texts]
    for account in made:
        account.normalised_name = normalise(account.name)[:200]
    store(made)
    Account.history.bulk_history_create(made)
    return made


def create_user(text: str, role: str = Role.REP) -> User:
    """A person known from a file only: no password, so nobody can sign in as them."""
    email = text if "@" in text else ""
    first, _blank, last = text.partition(" ")
    user = User(username=free_username(text), email=email, role=role)
    user.first_name, user.last_name = ("", "") if email else (first[:150], last[:150])
    user.set_unusable_password()
    user.save()
    return user


def free_username(text: str) -> str:
    """An e-mail address is the user name itself: it is what files and figures call a person without a name."""
    base = text.lower()[:140] if "@" in text else slugify(text.replace(".", "-"))[:140] or "rep"
    taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    names = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def create_type(text: str) -> ActivityType:
    """Calls, meetings and negotiations are high-value by default."""
    code = slugify(text)[:40] or "other"
    words = ("call", "appel", "meeting", "rendez-vous", "reunion", "negotiation", "negociation", "visit", "demo")
    high = any(word in code for word in words)
    taken = set(ActivityType.objects.filter(code__startswith=code).values_list("code", flat=True))
    free = next(each for each in (code, *(f"{code[:36]}-{number}" for number in range(2, 1000))) if each not in taken)
    made: ActivityType = ActivityType.objects.create(name=text, code=free, is_high_value=high)
    return made


OWNER = Reference(User, singly(create_user), also=("external_id", "username", "email"), related=("team", "region"))
TEAM = Reference(Team, named(Team))
REGION = Reference(Region, named(Region), listed=True)
CHANNEL = Reference(Channel, named(Channel), listed=True)
SOURCE = Reference(Source, named(Source), listed=True)
SEGMENT = Reference(Segment, named(Segment), listed=True)
CAMPAIGN = Reference(Campaign, named(Campaign))
CATEGORY = Reference(Category, named(Category), listed=True)
PRODUCT = Reference(Product, named(Product), also=("external_id", "code"), related=("category",))
LOST_REASON = Reference(LostReason, named(LostReason), listed=True)
MEDIUM = Reference(Medium, named(Medium), listed=True)
ACTIVITY_TYPE = Reference(ActivityType, singly(create_type), also=("external_id", "code"), listed=True)
ACCOUNT = Reference(Account, create_accounts, related=("owner", "owner__team", "region"))
CONTACT = Reference(Contact, also=("external_id", "email"), related=("account",))
OPPORTUNITY = Reference(Opportunity, related=("account", "owner"))

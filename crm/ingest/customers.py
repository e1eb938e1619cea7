"""Who of ours a customer, a product or a person of another system is."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from crm.duplicates import phone_end
from crm.ingest.documents import Customer, Item
from crm.ingest.refusals import RefusedError
from crm.models import Account, Company, Contact, IngestSource, Product, User
from crm.models.accounts import normalise_phone
from crm.models.names import normalise

# An account and, where a person is known, a contact in it.
Found = tuple[Account | None, Contact | None]
NOBODY: Found = (None, None)


def found(customer: Customer) -> Found:
    """By our external id where it is given; else by e-mail, then by phone. The oldest of several with one e-mail; of
    several accounts with one phone number, none: it may be a switchboard's."""
    if customer.account:
        return named(customer)
    by_email = reached(Q(email__iexact=customer.email), by_age=True) if customer.email else NOBODY
    if by_email != NOBODY:
        return by_email
    end = phone_end(customer.phone)
    return reached(Q(normalised_phone__endswith=end), by_age=False) if end else NOBODY


def named(customer: Customer) -> Found:
    account = Account.objects.filter(external_id=customer.account).order_by("pk").first()
    if account is None:
        sentence = _("There is no account with the external id “%(key)s”: make it first.")
        raise RefusedError(sentence % {"key": customer.account})
    contacts = Contact.objects.filter(account=account)
    contact = contacts.filter(email__iexact=customer.email).order_by("pk").first() if customer.email else None
    return account, contact


def reached(condition: Q, by_age: bool) -> Found:
    contacts = list(Contact.objects.filter(condition).select_related("account__owner").order_by("pk")[:10])
    accounts = list(Account.objects.filter(condition).select_related("owner").order_by("pk")[:10])
    keys = {each.account_id for each in contacts} | {each.pk for each in accounts}
    if len(keys) > 1 and not by_age:
        return NOBODY
    contact = next((each for each in contacts if each.account_id is not None), None)
    if contact is not None:
        only = by_age or len(contacts) == 1
        return contact.account, contact if only else None
    if accounts:
        return accounts[0], None
    return (None, contacts[0]) if contacts else NOBODY


def found_or_made(customer: Customer, source: IngestSource) -> Found:
    """The same; who is not known becomes an account, where the source says so and there is anything to call them."""
    known = found(customer)
    if known[0] is not None or not source.makes_accounts or not name_of(customer):
        return known
    # Two systems that tell of one new customer at the same moment: the second one finds what the first one made.
    Company.objects.select_for_update().get(pk=Company.current().pk)
    known = found(customer)
    return known if known[0] is not None else made(customer, source, known[1])


def name_of(customer: Customer) -> str:
    person = f"{customer.first_name} {customer.last_name}".strip()
    return customer.company or person or customer.email


def made(customer: Customer, source: IngestSource, contact: Contact | None) -> Found:
    kinds = Account.Kind
    account = Account(
        name=name_of(customer),
        kind=kinds.COMPANY if customer.company else kinds.PERSON,
        email=customer.email,
        phone=customer.phone,
        owner=source.owner_of_new(),
        channel=source.channel,
    )
    account.save()
    if contact is not None:
        contact.account = account
        contact.save()
    elif customer.last_name or customer.first_name:
        contact = Contact.objects.create(
            account=account,
            owner=account.owner,
            first_name=customer.first_name if customer.last_name else "",
            last_name=customer.last_name or customer.first_name,
            email=customer.email,
            phone=customer.phone,
        )
    return account, contact


def products_of(items: tuple[Item, ...]) -> dict[Item, Product]:
    """The products that are sold here by their code, else by their name; what is none of them is a line of text."""
    codes = {each.code for each in items if each.code}
    names = {normalise(each.name)[:120] for each in items if each.name}
    rows = Product.objects.filter(Q(code__in=codes) | Q(normalised_name__in=names)).order_by("-pk")
    by_code: dict[str, Product] = {row.code: row for row in rows if row.code}
    by_name: dict[str, Product] = {row.normalised_name: row for row in rows}
    matched = {each: by_code.get(each.code) or by_name.get(normalise(each.name)[:120]) for each in items}
    return {item: product for item, product in matched.items() if product is not None}


def colleague(email: str, extension: str) -> User | None:
    """Who works here with that e-mail address or user name, else with that phone number or external id."""
    people: Any = User.objects.filter(is_active=True).order_by("pk")
    if email:
        known = people.filter(Q(email__iexact=email) | Q(username__iexact=email)).first()
        if known is not None:
            return known  # type: ignore[no-any-return]
    digits = normalise_phone(extension)
    if not extension:
        return None
    by_phone = [each for each in people.exclude(phone="") if digits and normalise_phone(each.phone) == digits]
    return by_phone[0] if by_phone else people.filter(external_id=extension).first()  # type: ignore[no-any-return]

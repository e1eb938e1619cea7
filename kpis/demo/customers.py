"""Companies with their contacts, for the reps; people, for the web shop and the stores."""

from datetime import timedelta

from crm.models import Account, Contact, Region
from crm.models.accounts import normalise_phone
from crm.models.names import normalise
from kpis.demo.world import Seller, World

COMPANIES = 1100
PEOPLE = 2600
HOUSEHOLDS = 5
FEWEST = 6
STOPS = 0.15


def make_customers(world: World) -> None:
    companies = make_companies(world)
    world.people = [make_person(world, number) for number in range(int(PEOPLE * world.share))]
    insert(companies)
    insert(world.people)
    make_contacts(world, companies)
    for account in companies:
        if world.chance(STOPS):
            world.stopped[account.pk] = world.today - timedelta(days=90 + world.random.randrange(700))


def make_companies(world: World) -> list[Account]:
    """Shared among the reps by what they can do; each has some from the beginning."""
    companies: list[Account] = []
    total = sum(seller.pace for seller in world.sellers)
    for seller in world.sellers:
        wanted = max(int(COMPANIES * world.share * seller.pace / total), FEWEST)
        for number in range(wanted):
            account = make_company_account(world, seller, len(companies), early=number < wanted // 3 + 2)
            companies.append(account)
            seller.accounts.append(account)
    return companies


def make_company_account(world: World, seller: Seller, number: int, early: bool) -> Account:
    """Owned by the rep, or by whom they left it to."""
    holder = seller.successor or seller
    name = firm(world, number)
    begin = max(seller.user.joined_on or world.start, world.start)
    end = min(seller.user.left_on or world.today, world.today)
    days = -world.random.randrange(200) if early else world.random.randrange((end - begin).days)
    account = Account(
        name=name, owner=holder.user, team=holder.team, region=seller.region, channel=world.channels[2],
        segment=world.pick(world.segments[:HOUSEHOLDS], (5, 4, 4, 2, 2)), source=world.pick(world.sources),
        prospect_since=begin + timedelta(days=days), employees=world.pick((8, 15, 30, 60, 120, 400)),
        website=f"https://{slug(name)}.example.com", email=f"info@{slug(name)}.example.com",
        external_id=f"C{number + 1:05}", language=world.pick(("en", "fr")),
    )  # fmt: skip
    place(world, account, seller.region)
    return account


def firm(world: World, number: int) -> str:
    """Each pair of words once, then again with a number."""
    firms, suffixes = world.words.firms, world.words.firm_suffixes
    name = f"{firms[number % len(firms)]} {suffixes[number // len(firms) % len(suffixes)]}"
    again = number // (len(firms) * len(suffixes))
    return f"{name} {again + 1}" if again else name


def slug(name: str) -> str:
    return normalise(name).replace(" ", "-")


def place(world: World, account: Account, region: Region) -> None:
    """A postal address in the region, and a telephone number."""
    number = world.regions.index(region)
    account.city = world.pick(world.words.cities[number])
    account.street = f"{world.random.randrange(1, 140)}, {world.pick(world.words.streets)}"
    account.postal_code = str(1000 + number * 3000 + world.random.randrange(900))
    account.country = world.words.country
    account.phone = f"+32 2 555 {world.random.randrange(100):02} {world.random.randrange(100):02}"


def make_person(world: World, number: int) -> Account:
    """A household; it has no owner."""
    first, last = world.pick(world.words.first_names), world.pick(world.words.last_names)
    region = world.pick(world.regions, (4, 4, 3))
    days = int(world.random.random() ** 1.4 * (world.today - world.start).days)
    account = Account(
        kind=Account.Kind.PERSON, name=f"{first} {last}", region=region, segment=world.segments[HOUSEHOLDS],
        source=world.pick(world.sources, (3, 1, 4, 0, 2, 5)), channel=world.channels[world.pick((0, 1), (7, 3))],
        email=f"{slug(first)}.{slug(last)}.{number}@example.com", external_id=f"P{number + 1:05}",
        prospect_since=world.start + timedelta(days=days), language=world.words.language,
    )  # fmt: skip
    place(world, account, region)
    return account


def insert(accounts: list[Account]) -> None:
    for account in accounts:
        account.normalised_name = normalise(account.name)
        account.normalised_phone = normalise_phone(account.phone)
        account.attribute()
    Account.objects.bulk_create(accounts)


def make_contacts(world: World, companies: list[Account]) -> None:
    contacts = [make_contact(world, account) for account in companies for _ in range(world.pick((1, 1, 2, 3)))]
    Contact.objects.bulk_create(contacts)
    for contact in contacts:
        world.contacts.setdefault(contact.account_id or 0, []).append(contact)


def make_contact(world: World, account: Account) -> Contact:
    first, last = world.pick(world.words.first_names), world.pick(world.words.last_names)
    return Contact(
        account=account, owner=account.owner, first_name=first, last_name=last, phone=account.phone,
        normalised_name=normalise(f"{first} {last}"), job_title=world.pick(world.words.job_titles),
        normalised_phone=normalise_phone(account.phone), language=account.language,
        email=f"{slug(first)}.{slug(last)}@{account.email.split('@')[1]}",
    )  # fmt: skip

"""The company, its calendar, its teams and its people."""

from datetime import date, timedelta
from decimal import Decimal

from crm.access import Role
from crm.models import Absence, Company, Holiday, Region, Team, User
from crm.models.names import normalise
from kpis.demo import LOGINS
from kpis.demo.world import Seller, World

PASSWORDS = {username: password for _role, username, password in LOGINS}

# Of each rep: team, region, skill, pace, days before today of joining and of leaving (0: is there from the start,
# is still there), share of full time. The first one is Ana, who signs in.
REPS: tuple[tuple[int, int, float, float, int, int, str], ...] = (
    (1, 0, 0.80, 0.85, 0, 0, "1"),
    (1, 0, 0.55, 0.80, 0, 0, "1"),
    (1, 0, 0.35, 0.75, 700, 0, "1"),
    (1, 1, 0.65, 0.80, 0, 0, "0.8"),
    (1, 1, 0.45, 0.70, 0, 260, "1"),
    (1, 1, 0.60, 0.75, 300, 0, "1"),
    (2, 2, 0.75, 0.85, 0, 0, "1"),
    (2, 2, 0.50, 0.75, 0, 0, "1"),
    (2, 2, 0.40, 0.70, 0, 480, "1"),
    (2, 2, 0.55, 0.75, 470, 0, "0.5"),
    (2, 1, 0.70, 0.80, 0, 0, "1"),
    (3, 1, 0.60, 0.20, 0, 0, "1"),
    (3, 1, 0.50, 0.15, 600, 0, "1"),
    (3, 2, 0.55, 0.20, 0, 0, "1"),
)
BUSY = 1.22
STORE_TEAM = 3
MOVED = 10
MOVED_DAYS_AGO = 210
SUCCESSORS = {4: 5, 8: 7}


def make_organisation(world: World) -> None:
    make_company(world)
    make_holidays(world)
    make_teams(world)
    make_sellers(world)
    make_managers(world)
    make_absences(world)


def make_company(world: World) -> None:
    company = Company.current()
    company.name, company.language = world.words.company, world.words.language
    company.managers_propose_objectives = True
    company.save()
    world.regions = [Region.objects.create(name=name) for name in world.words.regions]


def make_holidays(world: World) -> None:
    found = [day for year in range(world.start.year, world.today.year + 2) for day in holidays_of(year)]
    names = world.words.holidays
    # Two of them meet in some years (Ascension and Labour Day): one day off is enough.
    by_day = {on: names[number % len(names)] for number, on in enumerate(found)}
    Holiday.objects.bulk_create(Holiday(on=on, name=name) for on, name in by_day.items())
    world.holidays = set(by_day)


def holidays_of(year: int) -> list[date]:
    """The public holidays of Belgium, in the order of the words."""
    sunday = easter(year)
    moving = [sunday + timedelta(days=days) for days in (1, 39, 50)]
    fixed = [date(year, *each) for each in ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))]
    return [fixed[0], moving[0], fixed[1], *moving[1:], *fixed[2:]]


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    corrected = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - corrected + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def make_teams(world: World) -> None:
    """One team above three."""
    names = world.words.teams
    top = Team.objects.create(name=names[0])
    regions = (world.regions[0], world.regions[2], world.regions[1])
    pairs = zip(names[1:], regions, strict=True)
    world.teams = [top, *(Team.objects.create(name=name, parent=top, region=region) for name, region in pairs)]


def make_sellers(world: World) -> None:
    for number in range(len(REPS)):
        world.sellers.append(make_seller(world, number))
    for leaver, successor in SUCCESSORS.items():
        world.sellers[leaver].successor = world.sellers[successor]
    move(world, world.sellers[MOVED])


def make_seller(world: World, number: int) -> Seller:
    team, region, skill, pace, joined, left, share = REPS[number]
    user = person(world, number, Role.REP)
    user.team, user.region = world.teams[team], world.regions[region]
    user.joined_on = world.today - timedelta(days=joined) if joined else world.start - timedelta(days=400)
    user.left_on = world.today - timedelta(days=left) if left else None
    user.is_active = not left
    user.working_share, user.hourly_cost = Decimal(share), Decimal(28 + number % 5 * 4)
    user.save()
    return Seller(user, skill, BUSY * pace * float(share), user.team, user.region, is_store=team == STORE_TEAM)


def move(world: World, seller: Seller) -> None:
    """One changed team: what was earned before stays with the old one."""
    seller.previous_team, seller.team = seller.team, world.teams[1]
    seller.moved_on = world.today - timedelta(days=MOVED_DAYS_AGO)
    seller.user.join(seller.team, seller.moved_on)


def person(world: World, number: int, role: str, username: str = "") -> User:
    """A user with a name of the language; only those who sign in have a password."""
    first = {"ana": "Ana", "marc": "Marc"}.get(username or ("ana" if number == 0 else ""), "")
    first, last = first or world.words.first_names[number], world.words.last_names[number]
    username = username or ("ana" if number == 0 else normalise(f"{first}.{last}"))
    user = User(username=username, first_name=first, last_name=last, role=role, email=f"{username}@example.com")
    if username in PASSWORDS:
        user.set_password(PASSWORDS[username])
    else:
        user.set_unusable_password()
    return user


def make_managers(world: World) -> None:
    """One manager a team, and the administrator."""
    usernames = ("", "marc", "", "")
    for number, (team, username) in enumerate(zip(world.teams, usernames, strict=True), len(REPS)):
        user = person(world, number, Role.MANAGER, username)
        user.team, user.region, user.joined_on = team, team.region, world.start - timedelta(days=900)
        user.hourly_cost = Decimal(55)
        user.save()
        team.managers.add(user)
    person(world, len(REPS) + len(usernames), Role.ADMIN, "admin").save()


def make_absences(world: World) -> None:
    """Holidays in summer and at the year's end, some illness; and nobody works on public holidays."""
    absences = []
    for seller in world.sellers:
        for year in range(world.start.year, world.today.year + 1):
            summer = date(year, 7, 5) + timedelta(days=world.random.randrange(40))
            absences += absence(world, seller, summer, 14, 0)
            absences += absence(world, seller, date(year, 12, 24), 7, 0)
            ill = date(year, 1, 10) + timedelta(days=world.random.randrange(170))
            absences += absence(world, seller, ill, 1 + world.random.randrange(5), world.pick((1, 1, 2)))
        seller.days_off |= world.holidays
    Absence.objects.bulk_create(absences)


def absence(world: World, seller: Seller, start: date, days: int, reason: int) -> list[Absence]:
    """None where the seller was not here, or it is more than two months away."""
    end = start + timedelta(days=days - 1)
    if not (seller.is_here(start) and seller.is_here(end)) or start > world.today + timedelta(days=60):
        return []
    seller.days_off.update(start + timedelta(days=day) for day in range(days))
    return [Absence(user=seller.user, start_on=start, end_on=end, reason=world.words.absences[reason])]

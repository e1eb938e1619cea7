"""Three fixed people, so that a rights test reads as a sentence: a rep, their manager, and an outsider."""

from dataclasses import dataclass

from crm.access import Role
from crm.models import Team, User


@dataclass
class People:
    """`rep` is in team North, below Sales, which `manager` manages; `outsider` is a rep of team South."""

    rep: User
    colleague: User
    manager: User
    outsider: User
    admin: User
    sales: Team
    north: Team
    south: Team


def person(username: str, role: str, team: Team | None = None) -> User:
    user: User = User.objects.create_user(
        username, f"{username}@example.com", "word", first_name=username.title(), role=role, team=team
    )
    return user


def make_people() -> People:
    sales = Team.objects.create(name="Sales")
    north = Team.objects.create(name="North", parent=sales)
    south = Team.objects.create(name="South")
    manager = person("manager", Role.MANAGER, sales)
    sales.managers.add(manager)
    return People(
        rep=person("rep", Role.REP, north),
        colleague=person("colleague", Role.REP, north),
        manager=manager,
        outsider=person("outsider", Role.REP, south),
        admin=person("admin", Role.ADMIN),
        sales=sales,
        north=north,
        south=south,
    )

"""Three fixed people, so that a rights test reads as a sentence: a rep, their manager, and an outsider."""

from dataclasses import dataclass

from crm.access import Role
from crm.models import Pipeline, Stage, Team, User


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


def make_pipeline() -> Pipeline:
    """Three open stages, won and lost."""
    made = Pipeline.objects.create(name="Sales", is_default=True)
    names = [("Contact", 10), ("Offer", 40), ("Negotiation", 70)]
    for order, (name, probability) in enumerate(names, 1):
        made.stages.create(name=name, order=order, probability=probability)
    made.stages.create(name="Won", order=9, kind=Stage.Kind.WON, probability=100)
    made.stages.create(name="Lost", order=10, kind=Stage.Kind.LOST)
    return made

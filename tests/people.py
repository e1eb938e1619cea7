"""Three fixed people, so that a rights test reads as a sentence: a rep, their manager, and an outsider."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from crm.access import Role
from crm.models import AuditEntry, Membership, Pipeline, Stage, Team, User
from crm.models.names import normalise


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


def persons(*told: tuple[str, str, Team | None]) -> list[User]:
    """What `person` leaves of each, in a few statements: nearly every test begins with five (tests/crm/test_people.py)."""
    made = [
        User(
            username=name,
            email=f"{name}@example.com",
            password=make_password("word"),
            first_name=name.title(),
            role=role,
            team=team,
            is_staff=role == Role.ADMIN,
            normalised_name=normalise(name.title()),
        )
        for name, role, team in told
    ]
    User.objects.bulk_create(made)
    User.history.bulk_history_create(made, default_change_reason=None)
    Membership.objects.bulk_create(
        Membership(user=each, team=each.team, start_on=date(1970, 1, 1)) for each in made if each.team
    )
    AuditEntry.objects.bulk_create(
        AuditEntry(
            event=AuditEntry.Event.RIGHTS,
            subject_kind=User._meta.label,
            subject_key=each.pk,
            subject_name=str(each),
            details={"made": True},
        )
        for each in made
    )
    return made


def make_people() -> People:
    sales = Team.objects.create(name="Sales")
    north = Team.objects.create(name="North", parent=sales)
    south = Team.objects.create(name="South")
    manager, rep, colleague, outsider, admin = persons(
        ("manager", Role.MANAGER, sales),
        ("rep", Role.REP, north),
        ("colleague", Role.REP, north),
        ("outsider", Role.REP, south),
        ("admin", Role.ADMIN, None),
    )
    sales.managers.add(manager)
    return People(rep, colleague, manager, outsider, admin, sales, north, south)


def make_pipeline() -> Pipeline:
    """Three open stages, won and lost."""
    made = Pipeline.objects.create(name="Sales", is_default=True)
    names = [("Contact", 10), ("Offer", 40), ("Negotiation", 70)]
    for order, (name, probability) in enumerate(names, 1):
        made.stages.create(name=name, order=order, probability=probability)
    made.stages.create(name="Won", order=9, kind=Stage.Kind.WON, probability=100)
    made.stages.create(name="Lost", order=10, kind=Stage.Kind.LOST)
    return made

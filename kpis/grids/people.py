"""Whose rows the grid has: reps by team, teams, or the company."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from crm.access import manages, may_set_objectives
from crm.models import Company, Team, User
from kpis.grids.asked import COMPANY as COMPANY_ROW
from kpis.grids.asked import TEAMS, GridAsking, offered_teams
from kpis.models import Objective
from kpis.targets import COMPANY, Scope

# A page with more rows can neither be read nor be sent: a team is chosen then.
MOST_ROWS = 500


@dataclass(frozen=True)
class Whose:
    """A row: whose objectives, how it is called, in which group; `editable` by the viewer (or theirs to propose)."""

    scope: Scope
    label: str
    team: Team | None
    depth: int
    editable: bool

    @property
    def key(self) -> str:
        """Its name in the form."""
        return f"{self.scope[0]}.{self.scope[1] or 0}"


def rows(asking: GridAsking) -> list[Whose]:
    if asking.rows == COMPANY_ROW:
        return [Whose(COMPANY, Company.current().name, None, 0, bool(may_set_objectives(asking.viewer)))]
    teams = [team for team in offered_teams(asking.viewer) if below(team, asking.team)]
    if asking.rows == TEAMS:
        return [
            Whose(("team", team.pk), str(team), team, team.path.count("/") - 2, may_write(asking.viewer, team.pk))
            for team in teams
        ]
    places = {team.pk: place for place, team in enumerate(offered_teams(asking.viewer))}
    known = Company.current().teams
    people = sorted(reps(asking), key=lambda user: (places.get(user.team_id or 0, len(places)), user.normalised_name))
    return [
        Whose(("owner", user.pk), str(user), known.get(user.team_id or 0), 0, may_write(asking.viewer, user.team_id))
        for user in people
    ]


def below(team: Team, above: Team | None) -> bool:
    return above is None or team.path.startswith(above.path)


def may_write(viewer: Any, team: int | None) -> bool:
    """Whether an objective of the team or its people is the viewer's to set, or to propose."""
    return bool(may_set_objectives(viewer)) or (
        Company.current().managers_propose_objectives and team is not None and team in manages(viewer)
    )


def reps(asking: GridAsking) -> list[User]:
    """Who sells and works here in the year, and whoever has an objective in it all the same."""
    start, end = asking.year.start, asking.year.end
    assert start and end
    people: Any = User.objects.visible_to(asking.viewer)  # type: ignore[attr-defined]
    if asking.team:
        people = people.filter(team__path__startswith=asking.team.path)
    targets: Any = Objective.objects.visible_to(asking.viewer)
    aimed = targets.current().filter(metric=asking.metric.id, start_on__gte=start, start_on__lt=end)
    sell = Q(pk__in=User.objects.employed(start, end).sellers().filter(is_active=True).values("pk"))  # type: ignore[attr-defined]
    return list(people.filter(sell | Q(pk__in=aimed.exclude(owner=None).values("owner"))))


def too_many(count: int) -> str:
    """What is said instead of a grid; empty where it can be shown."""
    if count <= MOST_ROWS:
        return ""
    return _("These are %(count)s reps, and a grid shows %(most)s at most: choose a team.") % {
        "count": count,
        "most": MOST_ROWS,
    }

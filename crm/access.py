"""Who may see and do what: the only place that knows roles.

It imports no model, so that every model can use it.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    REP = "rep", _("Sales rep")
    MANAGER = "manager", _("Manager")
    ADMIN = "admin", _("Administrator")


class Operator:
    """Who runs a command on the server: sees everything, is nobody in the records."""

    role = Role.ADMIN
    pk = None
    id = None
    team_id = None
    is_active = True
    is_authenticated = True

    def managed_team_ids(self) -> frozenset[int]:
        return frozenset()

    def __str__(self) -> str:
        return "operator"


@dataclass(frozen=True)
class Denied:
    """A refusal that carries its reason; false in a condition."""

    reason: Any

    def __bool__(self) -> bool:
        return False


def is_known(viewer: Any) -> bool:
    """Whether the viewer is a signed-in, active person (or the operator)."""
    return bool(getattr(viewer, "is_authenticated", False) and getattr(viewer, "is_active", False))


def sees_everything(viewer: Any) -> bool:
    return is_known(viewer) and getattr(viewer, "role", None) == Role.ADMIN


def manages(viewer: Any) -> frozenset[int]:
    """The ids of the teams the viewer manages, with all teams below; empty for a rep."""
    if not is_known(viewer) or viewer.role != Role.MANAGER:
        return frozenset()
    teams: frozenset[int] = viewer.managed_team_ids()
    return teams


def may_configure(viewer: Any) -> bool | Denied:
    """Reference data, people, objectives and company settings belong to admins."""
    if sees_everything(viewer):
        return True
    return Denied(_("Only an administrator may change the company's settings. Ask yours."))


def may_set_objectives(viewer: Any) -> bool | Denied:
    """Objectives are in force as soon as an administrator sets them."""
    return may_configure(viewer)


def may_propose_objectives(viewer: Any, allowed: bool) -> bool | Denied:
    """Managers, for the teams that they manage, where the company's settings allow it."""
    if not manages(viewer):
        return Denied(_("Objectives are set by an administrator."))
    if not allowed:
        return Denied(_("Objectives are set by an administrator; whether managers may propose some is a setting."))
    return True


def may_reassign(viewer: Any) -> bool | Denied:
    """Who gives a record to another owner: managers and administrators."""
    if is_known(viewer) and viewer.role != Role.REP:
        return True
    return Denied(_("Only managers and administrators may give records to another owner. Ask yours."))


def may_see_team(viewer: Any, team: Any) -> bool | Denied:
    """A team's page: admins, its managers, the managers above."""
    if sees_everything(viewer) or team.pk in manages(viewer):
        return True
    return Denied(_("You may see the pages of the teams that you manage only."))


def may_see_rep(viewer: Any, rep: Any) -> bool | Denied:
    """A rep's page: the rep, the managers of their team, admins."""
    if not is_known(viewer):
        return Denied(_("Please sign in."))
    if sees_everything(viewer) or viewer.pk == rep.pk or rep.team_id in manages(viewer):
        return True
    return Denied(_("You may see your own page and those of the people whom you manage."))


class ScopedQuerySet(models.QuerySet):
    """A queryset that answers `visible_to(viewer)`; a model says how by `seen_by`.

    Unknown viewers see nothing.
    """

    def visible_to(self, viewer: Any) -> "ScopedQuerySet":
        """The rows that the viewer may see."""
        if not is_known(viewer):
            return self.none()
        if sees_everything(viewer):
            return self
        return self.filter(self.seen_by(viewer))

    def seen_by(self, viewer: Any) -> Q:
        """The condition for a rep or a manager; deny unless a model says otherwise."""
        return Q(pk__in=[])

    def shares_of(self, viewer: Any) -> list[Q]:
        """Conditions that are `visible_to` together: what is nearest to the viewer first, each by an index of its own.

        Joined by OR PostgreSQL would read them through where many rows match something else; SQLite reads all names
        anyway, better once than for each share.
        """
        if not is_known(viewer):
            return []
        if sees_everything(viewer):
            return [Q()]
        return self.shares_seen_by(viewer) if connection.vendor == "postgresql" else [self.seen_by(viewer)]

    def shares_seen_by(self, viewer: Any) -> list[Q]:
        """The shares of a rep or a manager, for a model that is seen in several ways."""
        return [self.seen_by(viewer)]


class ReferenceQuerySet(ScopedQuerySet):
    """Reference data (stages, channels, products …): whoever is signed in may read it."""

    def seen_by(self, viewer: Any) -> Q:
        return Q()

    def offered(self, chosen: Any = None) -> "ScopedQuerySet":
        """What a form offers: the rows in use, and the one with the key `chosen`, even if it no longer is."""
        return self.filter(Q(active=True) | Q(pk=chosen)) if chosen else self.filter(active=True)


class AttributedQuerySet(ScopedQuerySet):
    """Facts: a rep sees their own, a manager those earned in the teams they manage, and their own."""

    def seen_by(self, viewer: Any) -> Q:
        own = Q(owner_id=viewer.pk)
        teams = manages(viewer)
        return own | Q(team_id__in=teams) if teams else own

    def earned_under(self, viewer: Any) -> "ScopedQuerySet":
        """The facts that count for a viewer: own and managed teams'. Some models show more rows than that: an
        account is seen by whoever works on it, and is the prospect of its owner only."""
        if not is_known(viewer) or sees_everything(viewer):
            return self.visible_to(viewer)
        return self.filter(AttributedQuerySet.seen_by(self, viewer))

    def totals_visible_to(self, viewer: Any) -> "ScopedQuerySet":
        """What a total may be made of: as `earned_under`, and for a rep the whole of their team.

        Never list these rows and never split them by person: a rep sees colleagues in a sum only.
        """
        if is_known(viewer) and viewer.role == Role.REP and viewer.team_id:
            return self.filter(Q(owner_id=viewer.pk) | Q(team_id=viewer.team_id))
        return self.earned_under(viewer)

"""What somebody made and shares: with nobody, a team or everyone."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.access import ScopedQuerySet, is_known, manages, sees_everything
from crm.models.organisation import Company


class Shared(models.TextChoices):
    NOBODY = "nobody", _("Only me")
    TEAM = "team", _("A team")
    EVERYONE = "everyone", _("Everyone")


# What is shared with a team names it, and nothing else does.
NAMES_ITS_TEAM = Q(shared="team", team__isnull=False) | Q(shared__in=["nobody", "everyone"], team=None)


def teams_around(viewer: Any) -> set[int]:
    """The ids of the viewer's team, of all teams above it, and of those the viewer manages."""
    team = Company.current().teams.get(viewer.team_id)
    above = {int(number) for number in team.path.strip("/").split("/")} if team else set()
    return above | manages(viewer)


class SharedQuerySet(ScopedQuerySet):
    """Of a model with `owner`, `shared` and `team`."""

    def visible_to(self, viewer: Any) -> Self:
        """One's own and what is shared with one; an administrator sees no private ones either."""
        return self.filter(self.seen_by(viewer)) if is_known(viewer) else self.none()

    def seen_by(self, viewer: Any) -> Q:
        own = Q(owner_id=viewer.pk, owner_id__isnull=False)
        if sees_everything(viewer):
            return own | ~Q(shared=Shared.NOBODY)
        return own | Q(shared=Shared.EVERYONE) | Q(shared=Shared.TEAM, team_id__in=teams_around(viewer))

    def changeable_by(self, viewer: Any) -> Self:
        """One's own; an administrator's too what is shared, so that nothing of who left stays for ever."""
        visible = self.visible_to(viewer)
        return visible if sees_everything(viewer) else visible.filter(owner_id=viewer.pk)

"""A team: its name, where it is in the tree, who manages it."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.access import Role
from crm.finding import style
from crm.forms.concurrent import SeenForm
from crm.models import Company, Region, Team, User


def parents(team: Team) -> list[tuple[str, Any]]:
    """The teams it may be below, each after its own parent: not itself, not those below it."""
    rows = Team.objects.filter(Q(active=True) | Q(pk=team.parent_id))
    offered = [row for row in rows if not team.pk or f"/{team.pk}/" not in row.path]
    return [("", _("None: at the top")), *((str(row.pk), f"{'– ' * depth}{row}") for row, depth in as_tree(offered))]


def as_tree(teams: Any) -> list[tuple[Team, int]]:
    """The teams by name, each followed by those below it, with its depth; a team whose parent is not among them
    stands at the top."""
    rows = sorted(teams, key=lambda team: (not team.active, team.normalised_name))
    keys = {team.pk for team in rows}
    below: dict[Any, list[Team]] = {}
    for team in rows:
        below.setdefault(team.parent_id if team.parent_id in keys else None, []).append(team)
    found: list[tuple[Team, int]] = []

    def visit(parent: Any, depth: int) -> None:
        for team in below.get(parent, []):
            found.append((team, depth))
            visit(team.pk, depth + 1)

    visit(None, 0)
    return found


class TeamForm(SeenForm):
    parent = forms.ChoiceField(label=_("Below"), required=False)
    managers = forms.ModelMultipleChoiceField(
        label=_("Managers"), queryset=User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Team
        fields = ["name", "region", "managers"]

    field_order = ["name", "parent", "region", "managers"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        region: Any = self.fields["region"]
        region.queryset = Region.objects.offered(self.instance.region_id)
        region.help_text = _("Shown in the list of teams.")
        managers: Any = self.fields["managers"]
        now = User.objects.working(Company.current().today()).filter(role=Role.MANAGER)
        chosen = self.instance.managers.all() if self.instance.pk else User.objects.none()
        managers.queryset = User.objects.filter(Q(pk__in=now) | Q(pk__in=chosen))
        managers.help_text = _("They see this team and those below. Only people with the role “Manager” are offered.")
        parent: Any = self.fields["parent"]
        parent.choices = parents(self.instance)
        parent.initial = str(self.instance.parent_id or "")
        style(self)

    def clean_parent(self) -> Team | None:
        chosen = self.cleaned_data["parent"]
        return Team.objects.get(pk=chosen) if chosen else None

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "parent" in data:
            self.instance.parent = data["parent"]
        return data

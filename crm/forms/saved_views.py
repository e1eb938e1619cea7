"""Saving a view of a list: its name, and with whom it is shared."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from crm.finding import style
from crm.models import SavedView, Team
from crm.models.names import normalise
from crm.models.sharing import Shared

# What is of a moment or of an answer, never of a view.
PASSING = frozenset({"after", "before", "choosing", "format", "page", "view", "csrfmiddlewaretoken"})
LONGEST = 2000


def kept(query: str) -> str:
    """Of an address query, what a view keeps: filters with a value, the sort and the columns, in their order."""
    return urlencode([(name, value) for name, value in parse_qsl(query) if name not in PASSING])


class SavedViewForm(forms.ModelForm):
    query = forms.CharField(required=False, widget=forms.HiddenInput)
    shared_with = forms.ChoiceField(label=_("Shared with"))

    class Meta:
        model = SavedView
        fields = ["name"]

    def __init__(self, *args: Any, viewer: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        teams = [(str(team.pk), team.name) for team in Team.objects.visible_to(viewer).filter(active=True)]
        choices: Any = [(Shared.NOBODY, _("Only me")), *teams, (Shared.EVERYONE, _("Everyone"))]
        if self.instance.team_id and str(self.instance.team_id) not in dict(choices):
            choices.insert(1, (str(self.instance.team_id), str(self.instance.team)))
        shared: Any = self.fields["shared_with"]
        shared.choices = choices
        shared.initial = str(self.instance.team_id or self.instance.shared)
        shared.help_text = _("Whoever opens it sees the rows that they may see, not yours.")
        self.fields["query"].initial = self.instance.query
        style(self)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = SavedView.objects.filter(owner_id=self.instance.owner_id, list_name=self.instance.list_name)
        if others.exclude(pk=self.instance.pk).filter(normalised_name=normalise(name)[:80]).exists():
            raise ValidationError(_("“%(name)s” exists already: choose another name.") % {"name": name})
        return name

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        data["query"] = kept(data.get("query", ""))
        if len(data["query"]) > LONGEST:
            # The field itself is hidden: nobody would read it there.
            self.add_error("name", _("The filters are too long to be kept: shorten them in the list first."))
        return data

    def save(self, commit: bool = True) -> SavedView:
        chosen = self.cleaned_data["shared_with"]
        of_a_team = chosen not in (Shared.NOBODY, Shared.EVERYONE)
        self.instance.shared = Shared.TEAM if of_a_team else chosen
        self.instance.team_id = int(chosen) if of_a_team else None
        self.instance.query = self.cleaned_data["query"]
        saved: SavedView = super().save(commit)
        return saved

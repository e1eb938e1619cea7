"""Forms of dashboards of one's own: the dashboard's name and with whom it is shared, and a panel."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from crm.finding import style
from crm.models import Team
from crm.models.names import normalise
from crm.models.sharing import Shared
from kpis import narrowing
from kpis.catalogue import DIMENSIONS, KNOWN
from kpis.engine.periods import GRAINS
from kpis.models import OwnDashboard, Panel
from kpis.panels import FIXED, Kind, kinds, period_choices

MOST_METRICS = 6


class DashboardForm(forms.ModelForm):
    shared_with = forms.ChoiceField(label=_("Shared with"))

    class Meta:
        model = OwnDashboard
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
        shared.help_text = _("Whoever opens it sees the figures of what they may see, not yours.")
        style(self)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = OwnDashboard.objects.filter(owner_id=self.instance.owner_id).exclude(pk=self.instance.pk)
        if others.filter(normalised_name=normalise(name)[:80]).exists():
            raise ValidationError(_("“%(name)s” exists already: choose another name.") % {"name": name})
        return name

    def save(self, commit: bool = True) -> OwnDashboard:
        chosen = self.cleaned_data["shared_with"]
        of_a_team = chosen not in (Shared.NOBODY, Shared.EVERYONE)
        self.instance.shared = Shared.TEAM if of_a_team else chosen
        self.instance.team_id = int(chosen) if of_a_team else None
        saved: OwnDashboard = super().save(commit)
        return saved


def metric_choices(kind: str) -> list[tuple[str, Any]]:
    """The KPIs that a kind of panel can show: a trend needs time; the funnel has a kind of its own."""
    found = [each for each in KNOWN.values() if not each.always_by]
    if kind == Kind.TREND:
        found = [each for each in found if "month" in each.dimensions()]
    return [(each.id, each.label) for each in found]


def split_choices() -> list[tuple[str, Any]]:
    """The dimensions that some KPI is known by."""
    known = {name for metric in KNOWN.values() for name in metric.dimensions() if name not in GRAINS}
    return [(name, each.label) for name, each in DIMENSIONS.items() if name in known]


class Paragraphs(forms.CharField):
    """Text whose line ends count once, as whoever types it counts: browsers send two characters for each."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class PanelForm(forms.ModelForm):
    """The fields that the panel's kind has."""

    metric = forms.ChoiceField(label=_("KPI"))
    several = forms.MultipleChoiceField(
        label=_("KPIs"), widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Up to six; the rows are in the order of the first. Hold Ctrl to choose several."),
    )  # fmt: skip

    class Meta:
        model = Panel
        fields = ["title", "note", "by", "period", "width"]
        field_classes = {"note": Paragraphs}
        widgets = {"note": forms.Textarea(attrs={"rows": 5}), "by": forms.Select, "period": forms.Select}
        help_texts = {"title": _("Without one the KPI's name is shown.")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kind = self.instance.kind
        for name in set(self.fields) - self.of_kind(kind):
            del self.fields[name]
        fields: dict[str, Any] = self.fields
        for name in ("metric", "several"):
            if name in fields:
                fields[name].choices = metric_choices(kind)
        if "by" in fields:
            fields["by"] = forms.ChoiceField(label=_("Broken down by"), choices=split_choices(), initial="owner")
        if "period" in fields:
            fields["period"] = forms.ChoiceField(label=_("Period"), choices=list(period_choices()), required=False)
        if "note" in fields:
            fields["note"].required = True
        if kind == Kind.NOTE or kind in FIXED:
            fields["title"].help_text = ""
        self.initial.update({"metric": next(iter(self.instance.metrics), ""), "several": self.instance.metrics})
        style(self)

    @staticmethod
    def of_kind(kind: str) -> set[str]:
        if kind == Kind.NOTE:
            return {"title", "note", "width"}
        common = {"title", "period", "width"}
        if kind in FIXED:
            return common
        if kind in (Kind.RANKING, Kind.TABLE):
            return common | {"several" if kind == Kind.TABLE else "metric", "by"}
        return common | {"metric"}

    def clean_several(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["several"]
        if len(chosen) > MOST_METRICS:
            raise ValidationError(_("Choose at most %(most)s KPIs.") % {"most": MOST_METRICS})
        return chosen

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        names = data.get("several") or ([data["metric"]] if data.get("metric") else [])
        by = data.get("by")
        for name in names:
            carried = KNOWN[name].dimensions()
            if by and by not in carried:
                words = {"metric": KNOWN[name].label, "dimension": DIMENSIONS[by].label}
                self.add_error("by", _("“%(metric)s” cannot be split or filtered by “%(dimension)s”.") % words)
        data["metrics"] = names
        data["filters"] = {} if self.instance.kind == Kind.NOTE else narrowing.read(self.data)  # type: ignore[arg-type]
        self.refuse_filters([*names, *([FIXED[self.instance.kind]] if self.instance.kind in FIXED else [])], data)
        return data

    def refuse_filters(self, names: list[str], data: dict[str, Any]) -> None:
        for name in names:
            for each in data["filters"]:
                if each not in KNOWN[name].filters():
                    words = {"metric": KNOWN[name].label, "dimension": DIMENSIONS[each].label}
                    self.add_error(None, _("“%(metric)s” cannot be split or filtered by “%(dimension)s”.") % words)

    def save(self, commit: bool = True) -> Panel:
        self.instance.metrics = self.cleaned_data["metrics"]
        self.instance.filters = self.cleaned_data["filters"]
        saved: Panel = super().save(commit)
        return saved


def kind_called(text: str) -> str:
    """The kind of an address; a tile where it names none that is offered."""
    return text if text in [str(each) for each in kinds()] else str(Kind.TILE)

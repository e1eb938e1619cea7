"""Which rows of a list are changed together, and to what."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from crm import bulk
from crm.finding import FoundField, ViewerForm, give_viewer
from crm.inputs import DayField
from crm.models import BulkChange, Campaign, Channel, Company, Region, Segment, Source, Stage

Kind = BulkChange.Kind
REFERENCES: dict[str, Any] = {
    Kind.SOURCE: Source, Kind.CAMPAIGN: Campaign, Kind.SEGMENT: Segment, Kind.REGION: Region, Kind.CHANNEL: Channel,
}  # fmt: skip


class KeysField(forms.MultipleChoiceField):
    """Keys of rows; what is no key is left out. Whether the viewer may see them is asked elsewhere."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[int]:
        return [int(each) for each in value or [] if each.isdecimal() and each.isascii() and len(each) < 19]


class SelectionForm(forms.Form):
    """Rows of a list: those ticked, those of the page, or all that its `filters` leave with the address `query`."""

    SCOPES = [
        ("ticked", _("The ticked rows")),
        ("page", _("All rows of this page")),
        ("all", _("All rows of the list")),
    ]
    scope = forms.ChoiceField(choices=SCOPES)
    kind = forms.ChoiceField(choices=Kind.choices)
    query = forms.CharField(required=False, max_length=4000)
    key = KeysField(required=False)
    page_key = KeysField(required=False)

    def __init__(self, data: Any, *, model: Any, filters: Any, request: Any) -> None:
        super().__init__(data)
        self.model, self.filters, self.request = model, filters, request
        kind: Any = self.fields["kind"]
        kind.choices = [(each.value, each.label) for each in bulk.offered(model, request.user)]

    def rows(self) -> QuerySet[Any]:
        """Of the chosen rows, those that the viewer may see."""
        data = self.cleaned_data
        visible = self.model.objects.visible_to(self.request.user)
        if data["scope"] == "all":
            left: QuerySet[Any] = self.filters(QueryDict(data["query"]), visible, self.request).rows()
            return left
        chosen: QuerySet[Any] = visible.filter(pk__in=data["key" if data["scope"] == "ticked" else "page_key"])
        return chosen


class ValueForm(ViewerForm):
    """The new value of what is changed; nothing to fill in where the rows are called off or deleted."""

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        if kind in BulkChange.VALUELESS:
            return
        self.fields["value"] = value_field(kind)
        give_viewer(self, self.viewer)

    def clean_value(self) -> Any:
        value = self.cleaned_data["value"]
        if self.kind == Kind.DUE and value < Company.current().today():
            raise forms.ValidationError(_("A plan cannot be in the past: give today or a later date."))
        return value


def value_field(kind: str) -> forms.Field:
    label = Kind(kind).label
    if kind == Kind.OWNER:
        return FoundField(label=label, kinds=("user",))
    if kind == Kind.ACCOUNT:
        return FoundField(label=label, kinds=("account",))
    if kind in (Kind.EXPECTED, Kind.DUE):
        return DayField(label=label)
    if kind == Kind.REFUSES:
        choices = [("", "–"), ("yes", _("Yes")), ("no", _("No"))]
        return forms.TypedChoiceField(label=label, choices=choices, coerce=lambda word: word == "yes")
    if kind == Kind.STAGE:
        stages = Stage.objects.filter(kind=Stage.Kind.OPEN, active=True).select_related("pipeline")
        return forms.ModelChoiceField(label=label, queryset=stages)
    return forms.ModelChoiceField(label=label, queryset=REFERENCES[kind].objects.offered())

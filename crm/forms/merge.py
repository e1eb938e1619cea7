"""Merging: which other record, and which of two values stays."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from crm.finding import FoundField, ViewerForm
from crm.merging import differing, may_merge
from crm.templatetags.formats import number


class OtherForm(ViewerForm):
    """The record that goes: found like any other, and one that the viewer answers for."""

    def __init__(self, *args: Any, kept: Any, kind: str, **options: Any) -> None:
        self.base_fields = {"other": FoundField(label=_("The other record"), kinds=(kind,))}
        super().__init__(*args, **options)
        self.kept = kept

    def clean_other(self) -> Any:
        other = self.cleaned_data["other"]
        if other == self.kept:
            raise ValidationError(_("This is the record itself: choose another one."))
        allowed = may_merge(self.viewer, other)
        if not allowed:
            raise ValidationError(allowed.reason)  # type: ignore[union-attr]
        return other


def shown(record: Any, name: str) -> str:
    """A value as people read it."""
    labelled = getattr(record, f"get_{name}_display", None)
    value = labelled() if labelled else getattr(record, name)
    return str(value) if isinstance(value, str) or not hasattr(value, "as_tuple") else number(value)


class ChoiceForm(forms.Form):
    """One choice for each field in which the two differ; `versions` tells whether either changed since the preview."""

    versions = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kept: Any, gone: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.seen = f"{kept.version}-{gone.version}"
        self.fields["versions"].initial = self.seen
        for name in differing(kept, gone):
            label = kept._meta.get_field(name).verbose_name
            self.fields[name] = forms.ChoiceField(
                label=label[:1].upper() + label[1:],
                choices=[("kept", shown(kept, name)), ("gone", shown(gone, name))],
                initial="kept",
                widget=forms.RadioSelect,
            )

    def clean_versions(self) -> str:
        if self.cleaned_data["versions"] != self.seen:
            self.data = {**self.data.dict(), "versions": self.seen}  # type: ignore[attr-defined]
            raise ValidationError(_("One of the two was changed meanwhile: look at both again, then merge."))
        return self.seen

    @property
    def taken(self) -> set[str]:
        """The fields whose value the record that goes provides."""
        return {name for name, choice in self.cleaned_data.items() if choice == "gone"}

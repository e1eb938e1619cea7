"""Accounts and contacts: made and changed, never over someone else's change."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.access import Role
from crm.finding import FoundField, give_viewer
from crm.models import Account, Contact


class RecordForm(forms.ModelForm):
    """A record with a version: a save from a stale page is refused, and nothing that was typed is lost."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    owner = FoundField(label=_("Owner"), kinds=("user",), required=False)

    def __init__(self, *args: Any, viewer: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.viewer = viewer
        if viewer.role == Role.REP:
            del self.fields["owner"]
        elif self.instance._state.adding:
            self.fields["owner"].initial = viewer
        else:
            self.initial["owner"] = self.instance.owner
        self.fields["version"].initial = self.instance.version
        for name in ("segment", "source", "region", "channel"):
            if name in self.fields:
                reference: Any = self.fields[name]
                reference.queryset = reference.queryset.offered(getattr(self.instance, f"{name}_id"))
        self.stale_fields: list[tuple[Any, Any]] = []
        give_viewer(self, viewer)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.instance.pk and data.get("version") != self._meta.model.objects.get(pk=self.instance.pk).version:
            self._explain_stale()
        return data

    def _explain_stale(self) -> None:
        """Both versions: what was typed stays in the fields, what is stored is listed beside."""
        stored = self._meta.model.objects.get(pk=self.instance.pk)
        for name in self.changed_data:
            if name != "version":
                self.stale_fields.append((self.fields[name].label or name, getattr(stored, name)))
        self.data = {**self.data.dict(), "version": stored.version}  # type: ignore[attr-defined]
        self.add_error(
            None, _("Someone else changed this record meanwhile. Compare with what is stored now, then save again.")
        )

    def save(self, commit: bool = True) -> Any:
        if "owner" in self.fields:
            self.instance.owner = self.cleaned_data["owner"] or self.instance.owner
        if self.instance._state.adding and self.instance.owner is None:
            self.instance.owner = self.viewer
        return super().save(commit)


class AccountForm(RecordForm):
    class Meta:
        model = Account
        fields = [
            "name",
            "kind",
            "segment",
            "source",
            "region",
            "channel",
            "email",
            "phone",
            "website",
            "street",
            "postal_code",
            "city",
            "country",
            "notes",
        ]
        widgets = {"notes": forms.Textarea(attrs={"rows": 3})}


class ContactForm(RecordForm):
    account = FoundField(label=_("Account"), kinds=("account",), required=False)

    class Meta:
        model = Contact
        fields = ["first_name", "last_name", "account", "job_title", "email", "phone", "refuses_surveys", "notes"]
        widgets = {"notes": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.initial["account"] = self.instance.account

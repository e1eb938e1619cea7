"""Accounts and contacts: made and changed, never over someone else's change."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from crm.access import Role
from crm.finding import FoundField, give_viewer
from crm.forms.concurrent import ConcurrentForm
from crm.inputs import DayField
from crm.languages import LANGUAGES, named
from crm.models import Account, Company, Contact


class RecordForm(ConcurrentForm, forms.ModelForm):
    """A record with a version: a save from a stale page merges or shows both, and nothing that was typed is lost."""

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
        give_viewer(self, viewer)
        if self.instance.pk:
            self.remember_what_is_seen(self.instance)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.instance.pk and data.get("version") != self.instance.version:
            self.merge(data)
        return data

    def save(self, commit: bool = True) -> Any:
        chosen = self.cleaned_data.get("owner")
        if chosen is not None and chosen != self.instance.owner:
            self.instance.owner = chosen
            self.owner_changed()
        if self.instance._state.adding and self.instance.owner is None:
            self.instance.owner = self.viewer
        return super().save(commit)

    def owner_changed(self) -> None:
        """What follows in the record from its having another owner than before."""


class AccountForm(RecordForm):
    def owner_changed(self) -> None:
        self.instance.follow_owner()

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
    language = forms.ChoiceField(label=_("Language"), required=False, help_text=_("Surveys are sent in it."))
    survey_consent_on = DayField(label=_("Agreed to surveys on"), required=False)

    class Meta:
        model = Contact
        fields = [
            "first_name", "last_name", "account", "job_title", "email", "phone", "language", "survey_consent_on",
            "survey_consent_source", "refuses_surveys", "notes",
        ]  # fmt: skip
        widgets = {"notes": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        spoken: Any = self.fields["language"]
        spoken.choices = [("", "–"), *named(LANGUAGES)]
        if self.instance.language not in dict(spoken.choices):
            spoken.choices = [*spoken.choices, (self.instance.language, self.instance.language)]
        if self.instance.pk:
            self.initial["account"] = self.instance.account

    def clean_survey_consent_on(self) -> Any:
        on = self.cleaned_data["survey_consent_on"]
        if on and on > Company.current().today():
            raise ValidationError(_("They cannot have agreed on a day to come: give the date on which they did."))
        return on

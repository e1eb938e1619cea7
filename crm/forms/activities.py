"""Logging what was done, and saying that something planned is done."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from crm.finding import DateInput, FoundField, ViewerForm
from crm.models import Account, Activity, ActivityType, Company, Contact, Opportunity

LONGEST_MINUTES = 24 * 60


def about(record: Any) -> dict[str, Any]:
    """The fields of an activity that say whom it is about; an opportunity brings its account and contact."""
    if isinstance(record, Opportunity):
        return {"opportunity": record, "account": record.account, "contact": record.contact}
    if isinstance(record, Contact):
        return {"contact": record, "account": record.account}
    return {"account": record} if isinstance(record, Account) else {}


class TypeField(forms.ModelChoiceField):
    """The types in use, as buttons."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            queryset=ActivityType.objects.filter(active=True),
            widget=forms.RadioSelect,
            empty_label=None,
            **options,
        )


class QuickLogForm(ViewerForm):
    """A call, a meeting, a negotiation or anything else, and what comes next: ten seconds."""

    about = FoundField(
        label=_("With whom"),
        kinds=("opportunity", "account", "contact"),
        error_messages={"required": _("Say with whom: type the name of an account, a contact or an opportunity.")},
    )
    type = TypeField(label=_("Type"), error_messages={"required": _("Choose what it was: a call, a meeting …")})
    minutes = forms.IntegerField(label=_("Minutes"), min_value=0, max_value=LONGEST_MINUTES, required=False)
    outcome = forms.ChoiceField(label=_("Outcome"), choices=Activity.Outcome.choices, required=False)
    on = forms.DateField(label=_("Date"), widget=DateInput, required=False, help_text=_("Empty: today."))
    notes = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    next_step = forms.CharField(label=_("Next step"), max_length=200, required=False)
    next_on = forms.DateField(label=_("Next step on"), widget=DateInput, required=False)

    def clean_on(self) -> Any:
        on = self.cleaned_data["on"]
        if on and on > Company.current().today():
            raise forms.ValidationError(_("This date is to come: log what was done, and plan the rest as a next step."))
        return on

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("next_step") and not data.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", _("Give the date of the next step."))
        if data.get("next_on") and data["next_on"] < Company.current().today():
            self.add_error("next_on", _("The next step cannot be in the past: give today or a later date."))
        return data

    @transaction.atomic
    def save(self) -> Activity:
        """Logs it in the viewer's name and plans the next step."""
        data = self.cleaned_data
        who = about(data["about"])
        logged = Activity.log(
            on=data["on"],
            type=data["type"],
            owner=self.viewer,
            duration_seconds=self._seconds(),
            outcome=data["outcome"],
            notes=data["notes"],
            **who,
        )
        if data["next_on"]:
            Activity.plan(
                due_on=data["next_on"], type=data["type"], subject=data["next_step"], owner=self.viewer, **who
            )
        return logged

    def _seconds(self) -> int:
        minutes = self.cleaned_data["minutes"]
        return int(60 * (self.cleaned_data["type"].default_minutes if minutes is None else minutes))


class DoneForm(forms.Form):
    """One click is enough; the outcome and the minutes may be said."""

    outcome = forms.ChoiceField(choices=Activity.Outcome.choices, required=False)
    minutes = forms.IntegerField(min_value=0, max_value=LONGEST_MINUTES, required=False)

    def seconds(self, activity: Activity) -> int:
        minutes = self.cleaned_data["minutes"]
        if minutes is None:
            return activity.duration_seconds or 60 * activity.type.default_minutes
        return int(60 * minutes)

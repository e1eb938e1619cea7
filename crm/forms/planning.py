"""Planning an activity, changing a plan, and moving it to another day."""

from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from crm.access import Role
from crm.finding import FoundField, ViewerForm
from crm.forms.activities import LONGEST_MINUTES, TypeField, about
from crm.inputs import DayField, minutes_field
from crm.models import Activity, Company

ABOUT = ("opportunity", "account", "contact")


class TimeInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%H:%M", **options)


class PlanForm(ViewerForm):
    """Something to do: with whom, what, when. With `activity`, a plan that is changed."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    about = FoundField(label=_("With whom"), kinds=ABOUT, required=False)
    type = TypeField(label=_("Type"), error_messages={"required": _("Choose what it is: a call, a meeting …")})
    subject = forms.CharField(label=_("What is to be done"), max_length=200, required=False)
    due_on = DayField(label=_("Date"))
    due_time = forms.TimeField(label=_("Time"), widget=TimeInput, required=False, help_text=_("Empty: any time."))
    minutes = minutes_field(LONGEST_MINUTES, label=_("Minutes"), required=False)
    owner = FoundField(label=_("Who does it"), kinds=("user",), required=False)
    notes = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self, *args: Any, activity: Activity | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.activity = activity
        if self.viewer.role == Role.REP:
            del self.fields["owner"]
        elif activity is None:
            self.fields["owner"].initial = self.viewer
        if activity is not None:
            self.initial = {**self._stored(activity), **self.initial}

    @staticmethod
    def _stored(activity: Activity) -> dict[str, Any]:
        zone = Company.current().zone
        return {
            "version": activity.version,
            "about": activity.about,
            "type": activity.type_id,
            "subject": activity.subject,
            "due_on": activity.due_on,
            "due_time": activity.due_at.astimezone(zone).time() if activity.due_at else None,
            "minutes": activity.minutes or None,
            "owner": activity.owner,
            "notes": activity.notes,
        }

    def clean_due_on(self) -> Any:
        on = self.cleaned_data["due_on"]
        unchanged = self.activity is not None and on == self.activity.due_on
        if on < Company.current().today() and not unchanged:
            raise forms.ValidationError(_("A plan cannot be in the past: give today or a later date."))
        return on

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.activity is None:
            return data
        if self.activity.state != Activity.State.PLANNED:
            self.add_error(None, _("It is no longer planned: what was done keeps its date."))
        elif data.get("version") != self.activity.version:
            self.data = {**self.data.dict(), "version": self.activity.version}  # type: ignore[attr-defined]
            self.add_error(None, _("Someone else changed this plan meanwhile: look at it again, then save."))
        return data

    @transaction.atomic
    def save(self) -> Activity:
        data = self.cleaned_data
        due_at = None
        if data["due_time"]:
            due_at = datetime.combine(data["due_on"], data["due_time"], Company.current().zone)
        fields = {
            "type": data["type"],
            "subject": data["subject"],
            "notes": data["notes"],
            "duration_seconds": 60 * (data["minutes"] or 0),
            "owner": data.get("owner") or (self.activity.owner if self.activity else self.viewer),
        }
        who = {"opportunity": None, "contact": None, "account": None, **about(data["about"])}
        if self.activity is None:
            return Activity.plan(due_on=data["due_on"], due_at=due_at, **fields, **who)
        for name, value in {**fields, **who, "due_on": data["due_on"], "due_at": due_at}.items():
            setattr(self.activity, name, value)
        self.activity.save()
        return self.activity


class MoveForm(forms.Form):
    """A plan dropped on another day."""

    due_on = DayField()

"""Correcting what was logged."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.finding import FoundField, give_viewer
from crm.forms.activities import LONGEST_MINUTES, TypeField, about
from crm.forms.concurrent import SeenForm
from crm.forms.planning import ABOUT
from crm.inputs import DayField, minutes_field
from crm.models import Activity, ActivityType, Company, Medium


class CorrectForm(SeenForm):
    """What was done, with whom, when, for how long, and how it went."""

    about = FoundField(label=_("With whom"), kinds=ABOUT, required=False)
    type = TypeField(label=_("Type"), error_messages={"required": _("Choose what it was: a call, a meeting …")})
    done_on = DayField(label=_("Date"))
    minutes = minutes_field(LONGEST_MINUTES, label=_("Minutes"))

    class Meta:
        model = Activity
        fields = ["type", "subject", "medium", "outcome", "notes"]
        widgets = {"notes": forms.Textarea(attrs={"rows": 3})}

    field_order = ["about", "type", "subject", "done_on", "minutes", "medium", "outcome", "notes"]

    def __init__(self, *args: Any, viewer: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        logged = self.instance
        self.initial.update(about=logged.about, done_on=logged.done_on, minutes=logged.minutes)
        choices: Any = self.fields
        choices["type"].queryset = ActivityType.objects.offered(self.instance.type_id)
        choices["medium"].queryset = Medium.objects.offered(self.instance.medium_id)
        choices["outcome"].choices = Activity.Outcome.choices
        give_viewer(self, viewer)

    def clean_done_on(self) -> Any:
        on = self.cleaned_data["done_on"]
        if on > Company.current().today():
            raise forms.ValidationError(_("This day is to come: give the day on which it was done."))
        return on

    def save(self, commit: bool = True) -> Activity:
        """Seconds that the file or the telephone knew stay unless the minutes were changed."""
        data, activity = self.cleaned_data, self.instance
        if "minutes" in self.changed_data:
            activity.duration_seconds = 60 * int(data["minutes"])
        activity.correct(on=data["done_on"], concerning=about(data["about"]) if "about" in self.changed_data else None)
        return activity

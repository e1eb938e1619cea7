"""The sheet of a one-to-one: notes, and actions that are added, changed and taken out together."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from crm.finding import ViewerForm
from crm.inputs import DayField
from crm.models import Company, User
from kpis.catalogue import KNOWN
from kpis.models import AgreedAction, OneToOne

MOST = 50
STALE = _(
    "Someone else changed this sheet meanwhile. Look at it in another window; to put yours in its place, save again."
)
SHOWN = ("text", "owner", "due_on", "metric")


def metric_choices() -> list[tuple[str, Any]]:
    """The KPIs that are known by rep."""
    return [
        ("", pgettext("KPI", "None")),
        *((each.id, each.label) for each in KNOWN.values() if "owner" in each.dimensions()),
    ]


class SheetForm(ViewerForm):
    """When they talked, and what about."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    held_on = DayField(label=_("Date"))
    notes = forms.CharField(label=_("Notes"), widget=forms.Textarea(attrs={"rows": 6}), required=False)

    def clean_held_on(self) -> Any:
        on = self.cleaned_data["held_on"]
        if on > Company.current().today():
            raise ValidationError(_("This day is to come: give the day on which you talk, today at the latest."))
        return on


class ActionForm(ViewerForm):
    """One action; a line without text is none."""

    action = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(label=_("Action"), max_length=300, required=False)
    owner = forms.ModelChoiceField(label=_("Who does it"), queryset=User.objects.none(), empty_label=None)
    due_on = DayField(label=_("Until"), required=False)
    metric = forms.ChoiceField(label=_("KPI that it should move"), choices=metric_choices, required=False)
    remove = forms.BooleanField(label=_("Remove"), required=False)

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]


ActionForms: Any = forms.formset_factory(ActionForm, extra=1, max_num=MOST, absolute_max=MOST)


class Sheet:
    """The form of a sheet with its actions; `one_to_one` may be unsaved."""

    def __init__(self, viewer: Any, one_to_one: OneToOne, data: Any = None) -> None:
        self.one_to_one = one_to_one
        stored = list(one_to_one.actions.all()) if one_to_one.pk else []
        self.known = {action.pk: action for action in stored}
        people = User.objects.filter(pk__in={one_to_one.rep_id, viewer.pk, *(action.owner_id for action in stored)})
        first = {"held_on": one_to_one.held_on, "notes": one_to_one.notes, "version": one_to_one.version}
        self.form = SheetForm(data, viewer=viewer, initial=first)
        initial = [
            {"action": each.pk, "text": each.text, "owner": each.owner_id, "due_on": each.due_on, "metric": each.metric}
            for each in stored
        ]
        words = {"viewer": viewer, "people": people}
        self.actions = ActionForms(more(data), prefix="actions", initial=initial, form_kwargs=words)
        for form in self.actions.forms:
            form.fields["owner"].initial = one_to_one.rep_id

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.actions.is_valid()])

    @transaction.atomic
    def save(self) -> bool:
        """Saves all or nothing; False with a sentence where somebody else saved meanwhile."""
        sheet = self.one_to_one
        if sheet.pk:
            locked = OneToOne.objects.select_for_update().get(pk=sheet.pk)
            if self.form.cleaned_data["version"] != locked.version:
                self.form.add_error(None, STALE)
                # Saving again puts this one in its place: whoever does has been told.
                self.form.data = {**self.form.data.dict(), "version": str(locked.version)}  # type: ignore[attr-defined]
                return False
            sheet.version = locked.version + 1
        sheet.held_on, sheet.notes = self.form.cleaned_data["held_on"], self.form.cleaned_data["notes"]
        sheet.save()
        for form in self.actions.forms:
            self._save_action(form.cleaned_data)
        return True

    def _save_action(self, given: dict[str, Any]) -> None:
        action = self.known.get(given.get("action") or 0)
        if given.get("remove") or not given.get("text"):
            if action:
                action.delete()
            return
        action = action or AgreedAction(one_to_one=self.one_to_one)
        for name in SHOWN:
            setattr(action, name, given[name])
        action.save()


def more(data: Any) -> Any:
    """One more line where that button was pressed."""
    if data is None or "more" not in data:
        return data
    data = data.copy()
    count = data.get("actions-TOTAL_FORMS", "0")
    data["actions-TOTAL_FORMS"] = str(int(count) + 1) if count.isdecimal() and len(count) < 4 else "1"
    return data

"""Opportunities: opening, changing, moving, winning and losing them."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from crm.access import Role
from crm.finding import FoundField, ViewerForm
from crm.forms.concurrent import ConcurrentForm
from crm.inputs import DayField, amount_field
from crm.models import Activity, ActivityType, LostReason, Opportunity, Pipeline, Source, Stage
from crm.models.pipeline import validate_closing_day
from crm.remembering import remembered

EDITED_IN_PLACE = ("name", "amount", "expected_close_on", "contact", "source", "notes")
# The account on a page of its own only: whose it is should not be changed in passing.
EDITED = ("account", *EDITED_IN_PLACE)


class VerbForm(ViewerForm):
    """A form that carries out one verb of an opportunity; what the verb refuses becomes an error of the form."""

    # What the form does once it is valid; each verb defines it.
    verb: Callable[[], None]

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, opportunity: Opportunity, **options: Any) -> None:
        super().__init__(*args, **options)
        self.opportunity = opportunity
        self.fields["version"].initial = opportunity.version

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        known = data.get("version")
        if known is not None and known != self.opportunity.version:
            self.stale(data)
        return data

    def stale(self, data: dict[str, Any]) -> None:
        """The opportunity changed since the form was drawn: a verb is said again by whoever has seen the change."""
        self.data = {**self.data.dict(), "version": self.opportunity.version}  # type: ignore[attr-defined]
        raise ValidationError(_("Someone else changed this opportunity meanwhile: look at it again, then retry."))

    def carry_out(self) -> bool:
        """Whether the form was valid and the verb done."""
        if not self.is_valid():
            return False
        try:
            self.verb()
        except ValidationError as refusal:
            self._refuse(refusal)
        return not self.errors

    def _refuse(self, refusal: ValidationError) -> None:
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)
            return
        for name, errors in refusal.error_dict.items():
            self.add_error(name if name in self.fields else None, errors)


def closing_day() -> DayField:
    """The day on which it was won or lost: today at the latest."""
    latest = [validate_closing_day]
    return DayField(label=_("Closed on"), required=False, help_text=_("Empty: today."), validators=latest)


class WinForm(VerbForm):
    amount = amount_field(label=_("Amount won"), required=False)
    on = closing_day()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["amount"].initial = self.opportunity.amount

    def verb(self) -> None:
        self.opportunity.win(self.cleaned_data["amount"], on=self.cleaned_data["on"], by=self.viewer)


class LoseForm(VerbForm):
    reason = forms.ModelChoiceField(
        label=_("Why it was lost"),
        queryset=LostReason.objects.filter(active=True),
        error_messages={"required": _("Choose why it was lost: that is what the next one learns from.")},
    )
    on = closing_day()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["reason"]
        reasons: list[LostReason] = remembered("lost_reasons", lambda: list(field.queryset))
        field.required = bool(reasons)
        field.choices = [("", "–"), *((each.pk, str(each)) for each in reasons)]

    def verb(self) -> None:
        self.opportunity.lose(self.cleaned_data["reason"], on=self.cleaned_data["on"], by=self.viewer)


class MoveForm(VerbForm):
    stage = forms.ModelChoiceField(
        label=_("Stage"),
        queryset=Stage.objects.filter(kind=Stage.Kind.OPEN, active=True).select_related("pipeline"),
    )

    def verb(self) -> None:
        self.opportunity.move_to(self.cleaned_data["stage"], by=self.viewer)


class ReopenForm(VerbForm):
    def verb(self) -> None:
        self.opportunity.reopen(by=self.viewer)


class OpportunityForm(ViewerForm):
    """What a new opportunity is made of."""

    name = forms.CharField(label=_("Name"), max_length=200)
    account = FoundField(label=_("Account"), kinds=("account",), required=False)
    contact = FoundField(label=_("Contact"), kinds=("contact",), required=False)
    stage = forms.ModelChoiceField(
        label=_("Stage"),
        queryset=Stage.objects.filter(kind=Stage.Kind.OPEN, active=True).select_related("pipeline"),
        required=False,
        empty_label=_("The first stage"),
    )
    amount = amount_field(label=_("Amount"), required=False)
    expected_close_on = DayField(label=_("Expected to close on"), required=False)
    source = forms.ModelChoiceField(label=_("Source"), queryset=Source.objects.filter(active=True), required=False)
    owner = FoundField(label=_("Owner"), kinds=("user",), required=False)
    notes = forms.CharField(label=_("Notes"), widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.viewer.role == Role.REP:
            del self.fields["owner"]
        else:
            self.fields["owner"].initial = self.viewer

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "stage" in data and data["stage"] is None:
            data["stage"] = Pipeline.first_stage()
        return data

    def save(self) -> Opportunity:
        data = dict(self.cleaned_data)
        data["owner"] = data.get("owner") or self.viewer
        return Opportunity.open(by=self.viewer, **data)


class ChangeForm(ConcurrentForm, VerbForm):
    """What of an opportunity changes without a verb of its own; `only` leaves one field, to change it in place."""

    name = forms.CharField(label=_("Name"), max_length=200)
    account = FoundField(label=_("Account"), kinds=("account",), required=False)
    amount = amount_field(label=_("Amount"), required=False)
    expected_close_on = DayField(label=_("Expected to close on"), required=False)
    contact = FoundField(label=_("Contact"), kinds=("contact",), required=False)
    source = forms.ModelChoiceField(label=_("Source"), queryset=Source.objects.none(), required=False)
    notes = forms.CharField(label=_("Notes"), widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self, *args: Any, only: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.only = only if only in EDITED_IN_PLACE else ""
        source: Any = self.fields["source"]
        source.queryset = Source.objects.offered(self.opportunity.source_id)  # type: ignore[attr-defined]
        self.fields["amount"].required = self.opportunity.outcome == Stage.Kind.WON
        if self.only or not self.opportunity.account_may_change:
            del self.fields["account"]
        for name in [each for each in EDITED if each in self.fields]:
            self.fields[name].initial = getattr(self.opportunity, name)
            if self.only not in ("", name):
                del self.fields[name]
        if self.only:
            self.fields[self.only].widget.attrs["autofocus"] = True
        self.remember_what_is_seen(self.opportunity)

    def stale(self, data: dict[str, Any]) -> None:
        self.merge(data)

    def verb(self) -> None:
        fields = {name: self.cleaned_data[name] for name in self.changed_data if name != "version"}
        change = self.opportunity.change_account if "account" in fields else self.opportunity.change
        change(by=self.viewer, **fields)


class PlanForm(VerbForm):
    """The next step: what, when, and which kind of activity it will be."""

    subject = forms.CharField(label=_("Next step"), max_length=200, widget=forms.TextInput(attrs={"autofocus": True}))
    due_on = DayField(label=_("Due on"))
    type = forms.ModelChoiceField(label=_("Type"), queryset=ActivityType.objects.filter(active=True), empty_label=None)

    def verb(self) -> None:
        about = {name: getattr(self.opportunity, name) for name in ("account", "contact")}
        planned = {name: self.cleaned_data[name] for name in ("subject", "due_on", "type")}
        Activity.plan(opportunity=self.opportunity, owner=self.viewer, **about, **planned)

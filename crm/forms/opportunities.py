"""Opportunities: opening, changing, moving, winning and losing them."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from crm.access import Role
from crm.finding import DateInput, FoundField, ViewerForm
from crm.models import LostReason, Opportunity, Source, Stage
from crm.models.lines import CENT


class AmountField(forms.DecimalField):
    """Money in the company's currency, not negative, as precise as it is stored."""

    def __init__(self, **options: Any) -> None:
        widget = forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"})
        super().__init__(max_digits=20, decimal_places=6, min_value=0, widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:
        """Without the zeros that storing added: 1200.500000 is 1200.50."""
        if not isinstance(value, Decimal):
            return value
        cents = value.quantize(CENT)
        return format(cents if cents == value else value.normalize(), "f")


class VerbForm(ViewerForm):
    """A form that carries out one verb of an opportunity; what the verb refuses becomes an error of the form."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, opportunity: Opportunity, **options: Any) -> None:
        super().__init__(*args, **options)
        self.opportunity = opportunity
        self.fields["version"].initial = opportunity.version

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        known = data.get("version")
        if known is not None and known != self.opportunity.version:
            self.data = {**self.data.dict(), "version": self.opportunity.version}  # type: ignore[attr-defined]
            raise ValidationError(_("Someone else changed this opportunity meanwhile: look at it again, then retry."))
        return data

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

    def verb(self) -> None:
        raise NotImplementedError


class WinForm(VerbForm):
    amount = AmountField(label=_("Amount won"), required=False)
    on = forms.DateField(label=_("Closed on"), widget=DateInput, required=False, help_text=_("Empty: today."))

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
    on = forms.DateField(label=_("Closed on"), widget=DateInput, required=False, help_text=_("Empty: today."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].required = LostReason.objects.filter(active=True).exists()

    def verb(self) -> None:
        self.opportunity.lose(self.cleaned_data["reason"], on=self.cleaned_data["on"], by=self.viewer)


class MoveForm(VerbForm):
    stage = forms.ModelChoiceField(label=_("Stage"), queryset=Stage.objects.filter(kind=Stage.Kind.OPEN, active=True))

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
    amount = AmountField(label=_("Amount"), required=False)
    expected_close_on = forms.DateField(label=_("Expected to close on"), widget=DateInput, required=False)
    source = forms.ModelChoiceField(
        label=_("Source"), queryset=Source.objects.filter(active=True), required=False, empty_label="–"
    )
    owner = FoundField(label=_("Owner"), kinds=("user",), required=False)
    notes = forms.CharField(label=_("Notes"), widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.viewer.role == Role.REP:
            del self.fields["owner"]
        else:
            self.fields["owner"].initial = self.viewer

    def save(self) -> Opportunity:
        data = dict(self.cleaned_data)
        data["owner"] = data.get("owner") or self.viewer
        if data["stage"] is None:
            del data["stage"]
        return Opportunity.open(by=self.viewer, **data)


class ChangeForm(VerbForm):
    """What of an opportunity changes without a verb of its own."""

    name = forms.CharField(label=_("Name"), max_length=200)
    amount = AmountField(label=_("Amount"), required=False)
    expected_close_on = forms.DateField(label=_("Expected to close on"), widget=DateInput, required=False)
    notes = forms.CharField(label=_("Notes"), widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("name", "expected_close_on", "notes"):
            self.fields[name].initial = getattr(self.opportunity, name)
        self.fields["amount"].initial = self.opportunity.amount
        self.fields["amount"].required = self.opportunity.outcome == Stage.Kind.WON

    def verb(self) -> None:
        fields = {name: self.cleaned_data[name] for name in self.changed_data if name != "version"}
        self.opportunity.change(by=self.viewer, **fields)

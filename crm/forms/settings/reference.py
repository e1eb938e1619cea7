"""The forms of the lists: one made from each table, with what is particular to a few of them."""

from typing import Any

from babel import Locale
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from crm.finding import style
from crm.forms.concurrent import SeenForm
from crm.inputs import DayField, NumberField, minutes_field
from crm.models import ActivityType, Company, ExchangeRate, Holiday, Stage
from crm.models.names import normalise
from crm.reference import MONEY, Kind

MOST = 32767
ICONS = (
    ("phone", _("Phone")), ("users", _("People")), ("heart-handshake", _("Handshake")), ("mail", _("Letter")),
    ("video", _("Camera")), ("message", _("Speech bubble")), ("map-pin", _("Place")), ("briefcase", _("Briefcase")),
    ("note", _("Note")), ("list", _("List")), ("calendar-event", _("Calendar")), ("speakerphone", _("Loudspeaker")),
)  # fmt: skip


def typed(field: models.Field[Any, Any], **options: Any) -> Any:
    """Numbers, amounts and dates as people write them; everything else as Django has it."""
    common: dict[str, Any] = {"label": capfirst(str(field.verbose_name)), "required": not field.blank}
    if isinstance(field, models.DateField):
        return DayField(**common)
    if isinstance(field, models.DecimalField):
        limits: dict[str, Any] = {"max_digits": field.max_digits, "decimal_places": field.decimal_places}
        return NumberField(money=field.name in MONEY, min_value=0, **limits, **common)
    if isinstance(field, models.PositiveSmallIntegerField):
        return minutes_field(MOST, **common)
    return field.formfield(**options)


class ReferenceForm(SeenForm):
    """A row of a list. What it refers to is offered while it is in use, or was chosen before."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = field.queryset.offered(getattr(self.instance, f"{name}_id"))  # type: ignore[union-attr]
        style(self)


class CampaignForm(ReferenceForm):
    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("start_on"), data.get("end_on")
        if first and last and last < first:
            self.add_error("end_on", _("The last day cannot be before the first: correct one of the dates."))
        return data


class ActivityTypeForm(ReferenceForm):
    icon = forms.ChoiceField(label=_("Icon"), choices=[("", "–"), *ICONS], required=False)

    def save(self, commit: bool = True) -> Any:
        if self.instance._state.adding:
            self.instance.code = free_code(self.instance.name)
            last = ActivityType.objects.order_by("-order").first()
            self.instance.order = last.order + 1 if last else 1
        return super().save(commit)


def free_code(name: str) -> str:
    """The name in plain letters, with a number where another type has it: what files and addresses call the type."""
    bare = "-".join("".join(each if each.isascii() and each.isalnum() else " " for each in normalise(name)).split())
    base = bare[:36] or "type"
    taken = set(ActivityType.objects.filter(code__startswith=base).values_list("code", flat=True))
    return next(code for code in (base, *(f"{base}-{number}" for number in range(2, MOST))) if code not in taken)


class HolidayForm(ReferenceForm):
    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        same = Holiday.objects.filter(on=data.get("on"), region=data.get("region")).exclude(pk=self.instance.pk)
        other = same.first()
        if other is not None:
            self.add_error("on", _("“%(name)s” is on that day already.") % {"name": other.name})
        return data


class ExchangeRateForm(ReferenceForm):
    def clean_currency(self) -> str:
        currency: str = self.cleaned_data["currency"]
        if currency == Company.current().currency:
            raise ValidationError(_("This is the company's own currency: it needs no rate."))
        if currency not in Locale("en").currencies:
            raise ValidationError(
                _("“%(code)s” is no currency: give its three letters, such as USD.") % {"code": currency}
            )
        return currency

    def clean_rate(self) -> Any:
        rate = self.cleaned_data["rate"]
        if not rate:
            raise ValidationError(_("A rate is more than 0."))
        return rate

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        same = ExchangeRate.objects.filter(currency=data.get("currency"), on=data.get("on"))
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("on", _("There is a rate from that day on already: change that one."))
        return data


class PipelineForm(ReferenceForm):
    def clean_is_default(self) -> bool:
        chosen: bool = self.cleaned_data["is_default"]
        if self.instance.pk and self.initial.get("is_default") and not chosen:
            raise ValidationError(_("New opportunities begin in it: make another pipeline the default first."))
        if chosen and not self.instance.active:
            raise ValidationError(_("It is deactivated: activate it first."))
        return chosen


class StageForm(ReferenceForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            # Another kind would close or reopen what is in it, without a date and without a sale.
            del self.fields["kind"]

    def clean_probability(self) -> int:
        probability: int = self.cleaned_data["probability"]
        if probability > 100:
            raise ValidationError(_("A probability is at most 100 %."))
        return probability

    def save(self, commit: bool = True) -> Any:
        if self.instance._state.adding:
            stages = Stage.objects.filter(pipeline_id=self.instance.pipeline_id)
            before = stages if self.instance.kind != Stage.Kind.OPEN else stages.filter(kind=Stage.Kind.OPEN)
            last = before.order_by("-order").first()
            self.instance.order = last.order + 1 if last else 1
            stages.filter(order__gte=self.instance.order).update(order=models.F("order") + 1)
        return super().save(commit)


PARTICULAR: dict[str, type[ReferenceForm]] = {
    "campaigns": CampaignForm,
    "activity-types": ActivityTypeForm,
    "holidays": HolidayForm,
    "exchange-rates": ExchangeRateForm,
    "pipelines": PipelineForm,
    "stages": StageForm,
}


def reference_form(kind: Kind, data: Any, row: Any) -> ReferenceForm:
    """The form of a row of the list, filled with the data where there are any."""
    made: Any = forms.modelform_factory(
        kind.model,
        form=PARTICULAR.get(kind.slug, ReferenceForm),
        fields=kind.fields,
        widgets={"notes": forms.Textarea(attrs={"rows": 3})} if "notes" in kind.fields else None,
        formfield_callback=typed,
    )
    form: ReferenceForm = made(data, instance=row)
    return form

"""The company's settings, each with what it decides and what of the past a change would move."""

from typing import Any

from babel import Locale
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext_lazy as _

from crm.finding import style
from crm.forms.concurrent import SeenForm
from crm.inputs import NumberField
from crm.models import Company
from crm.models.organisation import validate_time_zone
from crm.setup import is_new

HELP = {
    "name": _("Shown in the menu, in e-mails and on exports."),
    "currency": _("Three letters, such as EUR. Every amount is in it; amounts in other currencies are converted."),
    "time_zone": _("Decides on which day something happened. Everybody sees times in it, wherever they are."),
    "fiscal_year_start": _("Where years and quarters begin in figures, objectives and comparisons."),
    "active_customer_days": _(
        "A customer whose last sale is at most so many days old is active: retention and churn count these."
    ),
    "cart_abandonment_hours": _("A cart untouched for so long without a sale counts as abandoned."),
    "working_days": _("Pace, projections and the selling rate count these days, less holidays."),
    "hours_per_day": _("Of somebody who works full time; what high-value time is compared with in the selling rate."),
    "small_sample": _("Figures made from fewer facts than this are marked, since chance may explain them."),
    "language": _("Of e-mails to people who have chosen none. Pages follow each person's browser or choice."),
}
# Of each setting that reaches into the past: what a change does to figures that people know already.
PAST: dict[str, Any] = {
    "currency": _(
        "Amounts that are recorded keep their numbers and would be read as the new currency: nothing is converted."
    ),
    "time_zone": _(
        "What is recorded keeps its date; only what comes from now on is dated in the new zone, and times shown change."
    ),
    "fiscal_year_start": _("Past years and quarters, and objectives set for them, would begin in another month."),
    "active_customer_days": _("Retention and churn of all past periods would change."),
    "cart_abandonment_hours": _("Cart abandonment of all past periods would change."),
    "working_days": _("Pace and selling rate of all past periods would change."),
    "hours_per_day": _("The selling rate of all past periods would change."),
}
AREAS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def zone_choices(current: str) -> list[Any]:
    """The zones by continent; the present one, whatever its name, first."""
    from zoneinfo import available_timezones

    names = sorted(available_timezones())
    areas = [(area, [(name, name.partition("/")[2].replace("_", " ")) for name in names if name.startswith(f"{area}/")])
             for area in AREAS]  # fmt: skip
    return [("UTC", "UTC"), *([(current, current)] if "/" not in current and current != "UTC" else []), *areas]


class CompanyForm(SeenForm):
    """Where a change reaches into the past, and there is one, it is saved only when that was confirmed."""

    working_days = forms.MultipleChoiceField(label=_("Working days"), widget=forms.CheckboxSelectMultiple)
    fiscal_year_start = forms.TypedChoiceField(label=_("First month of the fiscal year"), coerce=int)
    time_zone = forms.ChoiceField(label=_("Time zone"))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    active_customer_days = NumberField(
        label=_("Days that make a customer active"), whole=True, min_value=1, max_value=3660
    )
    cart_abandonment_hours = NumberField(
        label=_("Hours after which a cart is abandoned"), whole=True, min_value=1, max_value=8784
    )
    hours_per_day = NumberField(label=_("Working hours per day"), min_value=0, max_value=24, decimal_places=2)
    small_sample = NumberField(
        label=_("Samples below this size are marked small"), whole=True, min_value=1, max_value=1000
    )
    confirmed = forms.BooleanField(label=_("I have read this: change it all the same"), required=False)

    class Meta:
        model = Company
        fields = [
            "name", "currency", "language", "time_zone", "fiscal_year_start", "working_days", "hours_per_day",
            "active_customer_days", "cart_abandonment_hours", "small_sample",
            "managers_propose_objectives",
        ]  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # What was set before what was typed is put on the instance.
        self.past = {name: getattr(self.instance, name) for name in PAST}
        choices: Any = self.fields
        choices["working_days"].choices = [(str(day + 1), str(name).capitalize()) for day, name in WEEKDAYS.items()]
        choices["fiscal_year_start"].choices = [(month, str(name).capitalize()) for month, name in MONTHS.items()]
        choices["time_zone"].choices = zone_choices(self.instance.time_zone)
        self.initial["working_days"] = list(self.instance.working_days)
        for name, sentence in HELP.items():
            self.fields[name].help_text = sentence
        style(self)

    def clean_currency(self) -> str:
        currency: str = self.cleaned_data["currency"].upper()
        if currency not in Locale("en").currencies:
            raise ValidationError(
                _("“%(code)s” is no currency: give its three letters, such as EUR.") % {"code": currency}
            )
        return currency

    def clean_time_zone(self) -> str:
        name: str = self.cleaned_data["time_zone"]
        validate_time_zone(name)
        return name

    def clean_working_days(self) -> str:
        return "".join(sorted(self.cleaned_data["working_days"]))

    def clean_hours_per_day(self) -> Any:
        hours = self.cleaned_data["hours_per_day"]
        if not hours:
            raise ValidationError(_("A working day has more than 0 hours."))
        return hours

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.reaching_back(data) and not data.get("confirmed"):
            self.add_error("confirmed", _("Tick this to save the change."))
        return data

    def reaching_back(self, data: dict[str, Any]) -> list[Any]:
        """What the changes typed would do to figures of the past, where there is one."""
        changed = [name for name, before in self.past.items() if name in data and data[name] != before]
        return [PAST[name] for name in changed] if changed and not is_new() else []

    @property
    def warnings(self) -> list[Any]:
        """The sentences to confirm, when the form was refused for lack of it."""
        return self.reaching_back(self.cleaned_data) if self.is_bound and "confirmed" in self.errors else []

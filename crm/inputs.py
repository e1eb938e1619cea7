"""Form fields for numbers, amounts and dates: read as people write them, shown in the viewer's format."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from crm.models import Company
from crm.templatetags.formats import day, number, written_day, written_number
from crm.written import Ambiguous, ForeignCurrency, Unreadable, read_date, read_money, read_number

EXAMPLE = Decimal("1234.56")


class NumberField(forms.DecimalField):
    """A number: of things, of minutes (`whole`, cleans to an int), or an amount of the company's `money`."""

    def __init__(self, *, whole: bool = False, money: bool = False, **options: Any) -> None:
        attrs = {"inputmode": "numeric" if whole else "decimal", "autocomplete": "off"}
        options.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**options)
        self.whole = whole
        self.money = money

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, (Decimal, int)) or value in self.empty_values:
            return None if value in self.empty_values else Decimal(value)
        text = str(value).strip()
        if not text:
            return None
        try:
            found = self._read(text)
        except Ambiguous as error:
            raise ValidationError(self._two_readings(text, *error.readings), code="ambiguous") from error
        except ForeignCurrency as error:
            words = {"currency": Company.current().currency}
            sentence = _("Amounts are in %(currency)s here: give it converted, without the other currency's sign.")
            raise ValidationError(sentence % words, code="currency") from error
        except Unreadable as error:
            raise ValidationError(self._not_a_number(text), code="invalid") from error
        if self.whole and found != found.to_integral_value():
            raise ValidationError(_("Give a whole number, without decimals."), code="whole")
        return found

    def _read(self, text: str) -> Decimal:
        if self.money:
            return read_money(text, Company.current().currency)
        return read_number(text, self.decimal_places or 0)

    def _not_a_number(self, text: str) -> str:
        example = number(int(EXAMPLE) if self.whole else EXAMPLE)
        return _("“%(text)s” is not a number: write it like %(example)s.") % {"text": text, "example": example}

    def _two_readings(self, text: str, thousands: Any, fraction: Any) -> str:
        words = {"text": text, "thousands": int(thousands), "fraction": number(fraction, 2)}
        if self.whole:
            return _("“%(text)s” may be read in two ways: write %(thousands)s if you mean thousands.") % words
        sentence = _("“%(text)s” may be read in two ways: write %(thousands)s, or %(fraction)s with two decimals.")
        return sentence % words

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        return int(found) if self.whole and found is not None else found

    def prepare_value(self, value: Any) -> Any:
        """As the viewer writes it; what was typed stays as it was typed."""
        if isinstance(value, bool) or not isinstance(value, (Decimal, int, float)):
            return value
        return written_number(value, 2 if self.money else 0)


def amount_field(**options: Any) -> NumberField:
    """Money in the company's currency, not negative, as precise as it is stored."""
    return NumberField(money=True, max_digits=20, decimal_places=6, min_value=0, **options)


def minutes_field(most: int, **options: Any) -> NumberField:
    return NumberField(whole=True, min_value=0, max_value=most, **options)


class DayInput(forms.TextInput):
    """A date to type, and by script a button that opens the browser's calendar (static/js/dates.js)."""

    template_name = "crm/forms/day.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["attrs"].setdefault("placeholder", _("day month year"))
        context["widget"]["attrs"].setdefault("autocomplete", "off")
        return context

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """By the templates of the pages: the renderer of forms does not know them."""
        return render_to_string(self.template_name, self.get_context(name, value, attrs))


class DayField(forms.DateField):
    """A date. For what stands in an address (filters) use `crm.finding.DateInput`: an address has no language."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return read_date(text)
        except Ambiguous as error:
            first, second = (day(each) for each in error.readings)
            sentence = _("“%(text)s” may be %(first)s or %(second)s: write the month as a word, or the year first.")
            raise ValidationError(sentence % {"text": text, "first": first, "second": second}, "ambiguous") from error
        except Unreadable as error:
            words = {"text": text, "example": written_day(Company.current().today())}
            sentence = _("“%(text)s” is not a date: write it like %(example)s, or year first: 2026-03-31.")
            raise ValidationError(sentence % words, code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        return written_day(value) if isinstance(value, date) else value

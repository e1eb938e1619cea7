"""The products of an opportunity, changed together: lines are added, changed and taken out, then saved as one."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from crm.finding import FoundField, ViewerForm
from crm.inputs import NumberField, amount_field
from crm.models import Opportunity, OpportunityLine
from crm.models.lines import CENT

SHOWN = ("product", "description", "quantity", "unit_price", "amount")
MOST = 200


class LineForm(ViewerForm):
    """A product or a description, how many, and either the price of one or the amount of all."""

    line = forms.IntegerField(required=False, widget=forms.HiddenInput)
    product = FoundField(label=_("Product"), kinds=("product",), required=False)
    description = forms.CharField(label=_("Description"), max_length=200, required=False)
    quantity = NumberField(
        label=_("Quantity"), max_digits=14, decimal_places=4, min_value=Decimal("0.0001"), required=False
    )
    unit_price = amount_field(label=_("Unit price"), required=False)
    amount = amount_field(label=_("Amount"), required=False)
    remove = forms.BooleanField(label=_("Remove"), required=False)

    def add_prefix(self, field_name: str) -> str:
        """Letters and underscores only: the finder's fragments carry the name of their field."""
        return f"{self.prefix}_{field_name}"

    @property
    def is_empty(self) -> bool:
        return not any(self.cleaned_data.get(name) for name in ("product", "description", "unit_price", "amount"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors or data.get("remove") or self.is_empty:
            return data
        data["quantity"] = data.get("quantity") or Decimal(1)
        product = data.get("product")
        if not product and not data.get("description"):
            raise ValidationError({"product": _("Choose a product, or describe what is sold.")})
        if data.get("unit_price") is None and data.get("amount") is None:
            data["unit_price"] = product.price if product else None
        if data.get("amount") is None or self._repriced():
            data["amount"] = self._worth(data)
        return data

    def _repriced(self) -> bool:
        """Quantity or price were changed and the amount was not: the old amount no longer says anything."""
        changed = set(self.changed_data)
        return bool(changed & {"quantity", "unit_price"}) and "amount" not in changed and bool(self.initial)

    def _worth(self, data: dict[str, Any]) -> Decimal:
        price = data.get("unit_price")
        if price is None and self.initial.get("amount") is not None:
            price = Decimal(self.initial["amount"]) / Decimal(self.initial["quantity"])
        if price is None:
            raise ValidationError({"amount": _("Give the amount, or the price of one.")})
        return Decimal(data["quantity"] * price).quantize(CENT)


class BaseLines(forms.BaseFormSet):
    """`version` is the opportunity's when the lines were shown, `stored` the one that it has now."""

    version = stored = ""

    def add_prefix(self, index: Any) -> str:
        return f"{self.prefix}_{index}"

    def clean(self) -> None:
        if self.version == self.stored:
            return
        self.version = self.stored
        raise ValidationError(_("Someone else changed this opportunity meanwhile: look at it again, then retry."))

    def rows(self, opportunity: Opportunity) -> list[OpportunityLine]:
        """The lines as they are to be, those that were there kept; a line of another opportunity is a new one."""
        known = {line.pk: line for line in opportunity.lines.all()}
        rows = []
        for form in self.forms:
            if form.cleaned_data.get("remove") or form.is_empty:
                continue
            line = known.pop(form.cleaned_data.get("line"), None) or OpportunityLine()
            for name in SHOWN:
                setattr(line, name, form.cleaned_data[name])
            rows.append(line)
        return rows


LineForms: Any = forms.formset_factory(LineForm, formset=BaseLines, extra=1, max_num=MOST, absolute_max=MOST)


def line_forms(viewer: Any, opportunity: Opportunity, data: Any = None) -> Any:
    """A form for each line, and one more; one more again where "more" was pressed."""
    if data is not None and "more" in data:
        data = data.copy()
        count = data.get("lines-TOTAL_FORMS", "0")
        data["lines-TOTAL_FORMS"] = str(int(count) + 1) if count.isdecimal() and len(count) < 4 else "1"
    lines = opportunity.lines.select_related("product")
    initial = [{"line": line.pk} | {name: getattr(line, name) for name in SHOWN} for line in lines]
    made = LineForms(data, prefix="lines", initial=initial, form_kwargs={"viewer": viewer})
    made.stored = str(opportunity.version)
    made.version = (data or {}).get("version") or made.stored
    return made
